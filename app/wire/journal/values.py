"""The recovery journal as frozen values, one per structure of wire sheet 6 to 8.

S bits (wire sheet 5.1): ``s`` is the bit as on the wire, False (0) iff the element codes a command of packet
I-1. On a log and on a chapter without logs it is given. On a parent (chapter with logs, channel journal,
system journal, journal) it defaults to True, and the encoder writes ``s AND the S bit of every child``: a
sender leaves it alone unless the parent's own fields changed (Chapter M); a journal that was read keeps its
wire bit.

LEN, LENGTH, TOC, TOTCHAN, presence and R bits are the encoder's business and are in no value. Lists are in
wire order, which senders keep oldest-first (wire sheet 5). Some peers do not: see ``is_recency_ordered``.

These are named tuples because a dense packet makes dozens of them; values of different classes with equal
fields compare equal, so compare like with like.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from app.wire.journal.channel_values import (
    Button,
    ChannelJournal,
    ControllerChapter,
    ControllerLog,
    Entry,
    NoteChapter,
    NoteExtraChapter,
    NoteExtraLog,
    NoteLog,
    ParameterChapter,
    ParameterLog,
    Pending,
    PolyPressureChapter,
    PolyPressureLog,
    PressureChapter,
    ProgramChapter,
    Tool,
    WheelChapter,
)
from app.wire.journal.system_values import (
    Count,
    SequencerChapter,
    SimpleChapter,
    Song,
    SysexChapter,
    SysexLog,
    SysexState,
    SystemJournal,
    TimecodeChapter,
    UndefinedCommon,
    UndefinedRealtime,
)

__all__ = [
    "Button",
    "ChannelJournal",
    "ControllerChapter",
    "ControllerLog",
    "Count",
    "Entry",
    "HasRecency",
    "Journal",
    "JournalHeader",
    "NoteChapter",
    "NoteExtraChapter",
    "NoteExtraLog",
    "NoteLog",
    "ParameterChapter",
    "ParameterLog",
    "Pending",
    "PolyPressureChapter",
    "PolyPressureLog",
    "PressureChapter",
    "ProgramChapter",
    "SequencerChapter",
    "SimpleChapter",
    "Song",
    "SysexChapter",
    "SysexLog",
    "SysexState",
    "SystemJournal",
    "TimecodeChapter",
    "Tool",
    "UndefinedCommon",
    "UndefinedRealtime",
    "WheelChapter",
    "is_recency_ordered",
]


class HasRecency(Protocol):
    """Any list element with an S bit."""

    @property
    def s(self) -> bool:
        """The S bit as on the wire."""


def is_recency_ordered(logs: Sequence[HasRecency]) -> bool:
    """Tell whether the list can be oldest-first: no S=0 log before an S=1 log (wire sheet 12, macOS)."""
    bits = [log.s for log in logs]
    return bits == sorted(bits, reverse=True)


class Journal(NamedTuple):
    """A recovery journal, wire sheet 6. Without system and channels it is the empty journal."""

    checkpoint: int
    """Checkpoint Packet Seqnum, 16 bits."""
    system: SystemJournal | None = None
    channels: tuple[ChannelJournal, ...] = ()
    """Writing: strictly ascending channels. Reading: as on the wire, from a broken peer in any order."""
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
