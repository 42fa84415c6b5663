"""The recovery journal as frozen values, one per structure of wire sheet 6 to 8.

S bits (wire sheet 5.1): ``s`` is the bit as on the wire, False (0) iff the element codes a command of packet I-1.
On a log and on a chapter without logs it is given. On a parent (chapter with logs, channel journal, system
journal, journal) it defaults to True, and the encoder writes ``s AND the S bit of every child``: a sender leaves
it alone unless the parent's own fields changed (Chapter M), and a journal that was read keeps its wire bit.

LEN, LENGTH, TOC, TOTCHAN, presence bits and R bits are the encoder's business and are in no value. Lists are in wire
order, which senders keep oldest-first (wire sheet 5); some peers do not (wire sheet 12): ask ``is_recency_ordered``.

These are named tuples because a dense packet makes dozens of them; values of different classes with equal fields
compare equal, so compare like with like.
"""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple, Protocol, Self


class HasRecency(Protocol):
    """Any list element with an S bit."""

    @property
    def s(self) -> bool:
        """The S bit as on the wire."""


def is_recency_ordered(logs: Sequence[HasRecency]) -> bool:
    """Tell whether the S bits allow that the list is oldest-first: no S=0 log before an S=1 log (wire sheet 12)."""
    bits = [log.s for log in logs]
    return bits == sorted(bits, reverse=True)


# --- channel chapters -----------------------------------------------------------------------------------------


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
    """One log of Chapter C, wire sheet 7.2; several logs of one controller are neighbours: count, value, toggle."""

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
    """A 7-bit field of a parameter log: ENTRY-MSB (CC6), ENTRY-LSB (CC38) or COUNT (transactions modulo 128)."""

    value: int
    before_reset: bool
    """X: the coded command precedes the latest CC121 of the channel."""


class Button(NamedTuple):
    """A-BUTTON: CC96 minus CC97 since the last entry, -16383..16383."""

    count: int
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
    count: Entry | None = None
    value_tool: bool = True
    """V: the value tool is in use (needed for entries and buttons)."""
    count_tool: bool = False
    """T: the count tool is in use (needed for ``count``)."""


class ParameterChapter(NamedTuple):
    """Chapter M, wire sheet 7.3: parameters and selection. ``s=False`` says that P, PENDING or E is news of I-1."""

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
    """Chapter W, wire sheet 7.4: the two data octets of the latest C-active Pitch Wheel, as sent (LSB first)."""

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
    """Chapter N, wire sheet 7.5: sounding notes as logs, ended notes as a bitfield. Senders use ``compact``."""

    logs: tuple[NoteLog, ...]
    low: int
    high: int
    """LOW and HIGH; 15 and 0 or 15 and 1 for an empty bitfield."""
    offbits: bytes
    """HIGH-LOW+1 octets; bit 7 of octet k is note 8*(LOW+k). ``note_offs`` reads them."""
    b: bool
    """B, the S bit of the bitfield: False iff packet I-1 has a NoteOff for the channel. Not derived from the bits."""

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
    """Reading only: malformed; the chapters from the broken one on are None although the peer may have sent them."""


# --- system chapters ------------------------------------------------------------------------------------------


class Count(NamedTuple):
    """Reset or Tune Request in Chapter D, and Chapter V: commands of the kind in the session modulo 128."""

    count: int
    s: bool


class Song(NamedTuple):
    """Song Select in Chapter D: the latest active song number."""

    number: int
    s: bool


class UndefinedCommon(NamedTuple):
    """F4 or F5 in Chapter D, wire sheet 8.1."""

    count: int | None
    """COUNT: such commands in the session modulo 256, None when absent (C=0)."""
    data: bytes | None
    """VALUE: data octets of the latest instance, 1 or more; None when absent (V=0)."""
    size: int
    """DSZ: how many data octets the latest instance has, 3 = three or more."""
    s: bool
    legal: bytes | None = None
    """LEGAL: reserved; senders leave it None (L=0), receivers ignore it."""


class UndefinedRealtime(NamedTuple):
    """F9 or FD in Chapter D, wire sheet 8.1."""

    count: int | None
    """COUNT modulo 256, None when absent (C=0)."""
    s: bool
    legal: bytes | None = None
    """LEGAL, as in UndefinedCommon."""


class SimpleChapter(NamedTuple):
    """Chapter D, wire sheet 8.1: at least one log."""

    reset: Count | None = None
    tune_request: Count | None = None
    song: Song | None = None
    f4: UndefinedCommon | None = None
    f5: UndefinedCommon | None = None
    f9: UndefinedRealtime | None = None
    fd: UndefinedRealtime | None = None
    s: bool = True


class SequencerChapter(NamedTuple):
    """Chapter Q, wire sheet 8.3."""

    running: bool
    """N: the latest of Start, Continue and Stop is one of the first two."""
    played: bool
    """D: the position has been played; the next Clock moves on first."""
    position: int | None
    """MIDI clocks since the song start, 0..524287; None with C=0, which means the song start too."""
    s: bool
    time_ms: int | None = None
    """TIMETOOLS (T=1): milliseconds to add to the position; senders leave it None."""


class TimecodeChapter(NamedTuple):
    """Chapter F, wire sheet 8.4; COMPLETE and PARTIAL are four octets each."""

    complete: bytes | None
    """COMPLETE, None with C=0: eight nibbles if ``quarter_frames``, else HR MN SC FR of a Full Frame."""
    quarter_frames: bool
    """Q: the form of COMPLETE; False when absent."""
    partial: bytes | None
    """PARTIAL, None with P=0: the nibbles so far, MT0 in the upper half of the first octet; unused ones 0."""
    reverse: bool
    """D: the tape runs backwards."""
    point: int
    """POINT: type of the latest quarter frame of PARTIAL; without PARTIAL 7, or 0 in reverse."""
    s: bool


class SysexState(IntEnum):
    """STA of a Chapter X log."""

    UNFINISHED = 0
    CANCELLED = 1
    DROPPED_F7 = 2
    FINISHED = 3


class SysexLog(NamedTuple):
    """One SysEx command of Chapter X, wire sheet 8.5."""

    state: SysexState
    list_tool: bool
    """L: True for the list tool, False for the recency tool."""
    s: bool
    """Own S bit. Of the first log that was read it is the phantom S: the chapter's bit OR the second log's."""
    data: bytes = b""
    """DATA: data octets from ``first`` on, without F0 and F7; empty with D=0."""
    first: int | None = None
    """FIRST: data octets of the command in front of DATA; None (absent) means 0. At most 268435455."""
    count: int | None = None
    """COUNT: SysEx commands of the session up to this one modulo 256, None when absent."""
    type_count: int | None = None
    """TCOUNT: the same among commands of the same type, None when absent."""


class SysexChapter(NamedTuple):
    """Chapter X, wire sheet 8.5: 1 or more logs; the chapter's S bit travels in the first log."""

    logs: tuple[SysexLog, ...]
    s: bool = True


class SystemJournal(NamedTuple):
    """The system journal, wire sheet 6: chapters D V Q F X in this order, None where absent."""

    simple: SimpleChapter | None = None
    active_sense: Count | None = None
    sequencer: SequencerChapter | None = None
    timecode: TimecodeChapter | None = None
    sysex: SysexChapter | None = None
    s: bool = True
    damaged: bool = False
    """Reading only, as in ChannelJournal."""


# --- the whole ------------------------------------------------------------------------------------------------


class Journal(NamedTuple):
    """A recovery journal, wire sheet 6. Without system and channels it is the empty journal."""

    checkpoint: int
    """Checkpoint Packet Seqnum, 16 bits."""
    system: SystemJournal | None = None
    channels: tuple[ChannelJournal, ...] = ()
    """Writing: strictly ascending channels. Reading: as on the wire, which a broken peer may have in any order."""
    enhanced: bool = False
    """H; the encoder sets it too when a channel journal has it."""
    s: bool = True
    damaged: int = 0
    """Reading only: how many announced system and channel journals were damaged or missing."""


class JournalHeader(NamedTuple):
    """The three octets in front: enough to see that a loss is covered and whether anything must be read."""

    s: bool
    has_system: bool
    """Y."""
    channel_count: int
    """TOTCHAN+1, or 0 with A=0."""
    enhanced: bool
    """H."""
    checkpoint: int
