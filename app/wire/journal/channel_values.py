"""A channel journal and its chapters P C M W N E T A as frozen values (wire sheet 6, 7).

S bits, list order and what the encoder computes: see app.wire.journal.values.
"""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple, Self


class ProgramChapter(NamedTuple):
    """Chapter P, wire sheet 7.1: the latest active Program Change and the bank it was given in."""

    program: int
    has_bank: bool
    """B: an active CC0 came before the Program Change; False: both bank octets are 0 and mean nothing."""
    bank_msb: int
    reset_since_bank: bool
    """X: a CC121 lies between that CC0 and the Program Change."""
    bank_lsb: int
    s: bool


class Tool(IntEnum):
    """How a Chapter C log codes its command; the number is the fixed part of the log's second octet."""

    VALUE = 0x00
    TOGGLE = 0x80
    COUNT = 0xC0


class ControllerLog(NamedTuple):
    """One log of Chapter C, wire sheet 7.2; logs of one controller are neighbours: count, value, toggle."""

    number: int
    tool: Tool
    value: int
    """Data octet 0..127 with the value tool, ALT 0..63 (a count modulo 64) with the others."""
    s: bool


class ControllerChapter(NamedTuple):
    """Chapter C, wire sheet 7.2: 1 to 128 logs; also the enhanced encoding, whose layout is the same."""

    logs: tuple[ControllerLog, ...]
    s: bool = True


class Pending(NamedTuple):
    """Chapter M's PENDING octet: the parameter MSB that was selected without its LSB yet."""

    nrpn: bool
    """Q: True for CC99, False for CC101."""
    msb: int


class Entry(NamedTuple):
    """A 7-bit field of a parameter log: ENTRY-MSB (CC6), ENTRY-LSB (CC38) or COUNT."""

    value: int
    before_reset: bool
    """X: the coded command precedes the latest CC121 of the channel."""


class Button(NamedTuple):
    """A-BUTTON: CC96 minus CC97 since the last entry, -16383..16383."""

    net: int
    before_reset: bool
    """X, as in Entry."""


class ParameterLog(NamedTuple):
    """One parameter of Chapter M, wire sheet 7.3; an absent field is None."""

    nrpn: bool
    """Q: True for NRPN, False for RPN."""
    number: int
    """Parameter number 0..16383: MSB * 128 + LSB."""
    s: bool
    entry_msb: Entry | None = None
    entry_lsb: Entry | None = None
    a_button: Button | None = None
    c_button: int | None = None
    """C-BUTTON: as A-BUTTON, only after the latest CC121; signed."""
    transactions: Entry | None = None
    """COUNT: initiated transactions of the parameter modulo 128."""
    value_tool: bool = True
    """V: the value tool is in use (needed for entries and buttons)."""
    count_tool: bool = False
    """T: the count tool is in use (needed for ``transactions``)."""


class ParameterChapter(NamedTuple):
    """Chapter M, wire sheet 7.3. A sender gives ``s=False`` when P, PENDING or E come from packet I-1."""

    logs: tuple[ParameterLog, ...]
    pending: Pending | None = None
    """P and PENDING: the latest C-active transaction command is an MSB alone."""
    transaction_open: bool = False
    """E: a transaction is open; it is the one of the last log."""
    only_rpn: bool = False
    """U: promises that every log is an RPN."""
    only_nrpn: bool = False
    """W: promises that every log is an NRPN."""
    small_numbers: bool = False
    """Z: promises that every parameter number is below 128; with U or W the logs lose an octet each."""
    s: bool = True

    @classmethod
    def compact(
        cls, logs: Sequence[ParameterLog], pending: Pending | None, transaction_open: bool, s: bool = True
    ) -> Self:
        """Make the chapter with U, W and Z set where they hold, which is the shortest form."""
        only_rpn = bool(logs) and not any(log.nrpn for log in logs)
        only_nrpn = bool(logs) and all(log.nrpn for log in logs)
        small = bool(logs) and all(log.number < 128 for log in logs)
        return cls(tuple(logs), pending, transaction_open, only_rpn, only_nrpn, small, s)


class WheelChapter(NamedTuple):
    """Chapter W, wire sheet 7.4: the data octets of the latest C-active Pitch Wheel, as sent (LSB first)."""

    first: int
    second: int
    s: bool


class NoteLog(NamedTuple):
    """A NoteOn in Chapter N, wire sheet 7.5."""

    note: int
    play: bool
    """Y: playing the note now is still right."""
    velocity: int
    """1..127; a broken peer may send 0, which is a NoteOff."""
    s: bool


class NoteChapter(NamedTuple):
    """Chapter N, wire sheet 7.5: sounding notes as logs, ended notes as bits. Senders use ``compact``."""

    logs: tuple[NoteLog, ...]
    low: int
    high: int
    """LOW and HIGH; 15 and 0 or 15 and 1 for an empty bitfield."""
    offbits: bytes
    """HIGH-LOW+1 octets; bit 7 of octet k is note 8*(LOW+k). ``note_offs`` reads them."""
    b: bool
    """B, the S bit of the bitfield: False iff packet I-1 has a NoteOff for the channel (wire sheet 7.5)."""

    @classmethod
    def compact(cls, logs: Sequence[NoteLog], note_offs: Iterable[int], b: bool) -> Self:
        """Make the chapter with the shortest bitfield for these ended notes."""
        mask = 0
        for note in note_offs:
            mask |= 1 << (127 - note)
        if not mask:
            return cls(tuple(logs), 15, 0 if len(logs) > 127 else 1, b"", b)
        octets = mask.to_bytes(16, "big")
        low = 16 - len(octets.lstrip(b"\0"))
        high = len(octets.rstrip(b"\0")) - 1
        return cls(tuple(logs), low, high, octets[low : high + 1], b)

    @property
    def note_offs(self) -> tuple[int, ...]:
        """The ended notes, ascending."""
        first = 8 * self.low
        return tuple(
            first + 8 * index + bit
            for index, octet in enumerate(self.offbits)
            if octet
            for bit in range(8)
            if octet & (0x80 >> bit)
        )


class NoteExtraLog(NamedTuple):
    """One log of Chapter E, wire sheet 7.6."""

    note: int
    is_release: bool
    """V: True for the release velocity of the latest NoteOff, False for the reference count of the note."""
    value: int
    s: bool


class NoteExtraChapter(NamedTuple):
    """Chapter E, wire sheet 7.6: 1 to 128 logs, at most one of each kind per note."""

    logs: tuple[NoteExtraLog, ...]
    s: bool = True


class PressureChapter(NamedTuple):
    """Chapter T, wire sheet 7.7: the latest Channel Aftertouch."""

    pressure: int
    s: bool


class PolyPressureLog(NamedTuple):
    """One note of Chapter A, wire sheet 7.8."""

    note: int
    silenced: bool
    """X: the coded command precedes a CC120 or CC123..127."""
    pressure: int
    s: bool


class PolyPressureChapter(NamedTuple):
    """Chapter A, wire sheet 7.8: 1 to 128 logs."""

    logs: tuple[PolyPressureLog, ...]
    s: bool = True


class ChannelJournal(NamedTuple):
    """A channel journal, wire sheet 6: chapters in TOC order, None where absent."""

    channel: int
    program: ProgramChapter | None = None
    controllers: ControllerChapter | None = None
    parameters: ParameterChapter | None = None
    wheel: WheelChapter | None = None
    notes: NoteChapter | None = None
    note_extras: NoteExtraChapter | None = None
    pressure: PressureChapter | None = None
    poly_pressure: PolyPressureChapter | None = None
    enhanced: bool = False
    """H: Chapter C is in the enhanced encoding; never in AppleMIDI."""
    s: bool = True
    damaged: bool = False
    """Reading only: chapters from the malformed one on are None although the peer may have sent them."""
