"""The system journal and its chapters D V Q F X as frozen values (wire sheet 6, 8).

S bits, list order and what the encoder computes: see app.wire.journal.values.
"""

from enum import IntEnum
from typing import NamedTuple


class Count(NamedTuple):
    """Reset or Tune Request in Chapter D, and Chapter V: commands of the kind in the session modulo 128."""

    total: int
    s: bool


class Song(NamedTuple):
    """Song Select in Chapter D: the latest active song number."""

    number: int
    s: bool


class UndefinedCommon(NamedTuple):
    """F4 or F5 in Chapter D, wire sheet 8.1."""

    total: int | None
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

    total: int | None
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
    """Own S bit. In the first of several logs that were read the phantom S: chapter's OR second log's bit."""
    data: bytes = b""
    """DATA: data octets from ``first`` on, without F0 and F7; empty with D=0."""
    first: int | None = None
    """FIRST: data octets of the command in front of DATA; None (absent) means 0. At most 268435455."""
    total: int | None = None
    """COUNT: SysEx commands of the session up to this one modulo 256, None when absent."""
    type_total: int | None = None
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
