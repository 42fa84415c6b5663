"""Which rows of the monitor are shown: by kind of message, by where they pass, and by a word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Flag, auto
from typing import Final

from app.engine.api import MonitorRow
from app.midi.messages import (
    ACTIVE_SENSING,
    CONTROL_CHANGE,
    QUARTER_FRAME,
    SYSEX,
    TIMING_CLOCK,
)


class MessageKind(Flag):
    """What a monitor shows or hides at one click."""

    NOTES = auto()
    CONTROLLERS = auto()
    """Controllers, programs, pressure and bend."""
    SYSTEM = auto()
    """SysEx, start, stop, song position and the like."""
    CLOCK = auto()
    """What comes all the time without being played: clock, time code, active sensing."""


ALL_KINDS: Final = MessageKind.NOTES | MessageKind.CONTROLLERS | MessageKind.SYSTEM | MessageKind.CLOCK
USUAL_KINDS: Final = ALL_KINDS & ~MessageKind.CLOCK
_CLOCKS: Final = frozenset((TIMING_CLOCK, TIMING_CLOCK + 1, QUARTER_FRAME, ACTIVE_SENSING))


def _kind(status: int) -> MessageKind:
    if status in _CLOCKS:
        return MessageKind.CLOCK
    if status >= SYSEX:
        return MessageKind.SYSTEM
    return MessageKind.CONTROLLERS if status >= CONTROL_CHANGE else MessageKind.NOTES


_KINDS: Final = tuple(_kind(status) for status in range(256))


@dataclass(frozen=True, slots=True)
class RowFilter:
    """`needle` is a case-folded word, `end` the name of an end as the engine gives it; empty shows all."""

    kinds: MessageKind = USUAL_KINDS
    needle: str = ""
    end: str = ""

    def passes(self, row: MonitorRow, ends: Mapping[str, str], meaning: Callable[[MonitorRow], str]) -> bool:
        """Tell whether a row is shown; `ends` are their names as they are shown, case-folded.

        `meaning` words it, which is asked for last since it takes longest.
        """
        if not _KINDS[row.message[0] if row.message else 0] & self.kinds:
            return False
        if self.end and self.end not in (row.source, row.destination):
            return False
        needle = self.needle
        return (
            not needle
            or needle in ends[row.source]
            or needle in ends[row.destination]
            or needle in meaning(row).casefold()
        )


def is_clock(row: MonitorRow) -> bool:
    """Tell whether a row is one of those that come all the time."""
    return bool(row.message) and row.message[0] in _CLOCKS
