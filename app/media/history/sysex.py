"""History of System Exclusive: Chapter X (wire sheet 8.5)."""

from typing import Final, NamedTuple

from app.media.counters import SendCounters
from app.media.history.chapter import ChapterHistory
from app.media.state.stream import LONG_MODULUS
from app.midi.messages import SYSEX, SYSEX_END, is_reset
from app.wire.journal import encode_sysex
from app.wire.journal.values import SysexChapter, SysexLog, SysexState

PROTECTED_OCTETS: Final = 254
"""Data octets of a SysEx that the journal repeats: what fits one list element.

Repeating dumps would double their traffic and push notes out of the packet; no deployed peer journals them. Of a
longer one only its existence and length are told, so that who missed a piece knows and drops it.
"""

BUDGET_OCTETS: Final = 512
"""For all SysEx data in one journal: half of what a system journal holds; the oldest are no longer repeated."""

_MAX_LOGS: Final = 64
"""Logs without data cost octets too; a later log's COUNT says enough of earlier ones."""

_CANCELLED: Final = 0xF4
_ENDINGS: Final = {SYSEX: SysexState.UNFINISHED, _CANCELLED: SysexState.CANCELLED}


class _Command(NamedTuple):
    last: int
    total: int
    length: int
    data: bytes | None
    state: SysexState
    is_reset: bool = False

    def log(self, s: bool) -> SysexLog:
        if self.data is None:
            # FIRST behind all that there is: "so long, and nothing of it here".
            return SysexLog(self.state, list_tool=True, s=s, first=self.length, total=self.total)
        return SysexLog(self.state, list_tool=True, s=s, data=self.data, total=self.total)


class SysexHistory(ChapterHistory):
    """Chapter X with the list tool, every command its own type, COUNT in every log. Full Frames have logs too."""

    def __init__(self, counters: SendCounters) -> None:
        super().__init__()
        self._counters = counters
        self._commands: list[_Command] = []
        self._count = 0

    def record(self, segment: bytes, number: int) -> bytes | None:
        """Record one SysEx list element; give the whole message if it is one, or None."""
        if segment[0] == SYSEX:
            return self._begin(segment, number)
        command = self._commands[-1]
        length = command.length + len(segment) - 2
        state = _ENDINGS.get(segment[-1], SysexState.FINISHED)
        self._commands[-1] = _Command(number, command.total, length, None, state)
        self.changed(number)
        return None

    def clear(self) -> None:
        """Drop what codes earlier commands; the count goes on, and so does a message in progress."""
        super().clear()
        self.forget_before(self._commands[-1].last + 1 if self._commands else 0)

    def forget_before(self, checkpoint: int) -> None:
        """Let go of finished commands that no journal will tell any more."""
        commands = self._commands
        if commands and commands[0].last < checkpoint:
            unfinished = SysexState.UNFINISHED
            self._commands = [
                each for each in commands if each.last >= checkpoint or each.state is unfinished
            ]

    def _begin(self, segment: bytes, number: int) -> bytes | None:
        self._count = (self._count + 1) % LONG_MODULUS
        whole = segment[-1] == SYSEX_END
        length = len(segment) - 2
        resets = whole and is_reset(segment)
        if resets:
            self.clear()
        protected = whole and length <= PROTECTED_OCTETS
        state = SysexState.FINISHED if whole else SysexState.UNFINISHED
        data = segment[1:-1] if protected else None
        self._commands.append(_Command(number, self._count, length, data, state, resets))
        self._keep_newest()
        if not protected:
            self._counters.unprotected_sysex += 1
        self._keep_budget()
        self.changed(number)
        return segment if whole else None

    def _keep_newest(self) -> None:
        """Drop the oldest logs that are too many, but never a reset, which is the first."""
        first = self._commands[0]
        del self._commands[first.is_reset : -_MAX_LOGS]

    def _keep_budget(self) -> None:
        """Drop the data of the oldest commands until the rest fits, but never of a reset."""
        room = BUDGET_OCTETS
        for index in range(len(self._commands) - 1, -1, -1):
            command = self._commands[index]
            room -= len(command.data or b"") + 2
            if room < 0 and command.data is not None and not command.is_reset:
                self._commands[index] = command._replace(data=None)
                self._counters.unprotected_sysex += 1

    def _build(self, number: int, checkpoint: int, ticks: int) -> bytes:
        commands = [command for command in self._commands if command.last >= checkpoint]
        self.oldest = commands[0].last
        return encode_sysex(
            SysexChapter(tuple(command.log(command.last != number - 1) for command in commands))
        )
