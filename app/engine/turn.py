"""One turn of the MIDI thread: what was touched is flushed at its end, and what only helps the next one comes after."""

from collections.abc import Callable
from typing import Protocol, TypeAlias

from app.engine.timers import Timers

Work: TypeAlias = Callable[[int], None]
"""Something to do at a tick."""


class Timed(Protocol):
    """What the loop looks after: it collects during a turn, flushes at its end, and has a due time."""

    def flush(self, now: int) -> None:
        """Send what was collected."""

    def get_timer(self) -> int | None:
        """Give the tick at which `handle_timer` wants to be called."""

    def handle_timer(self, now: int) -> None:
        """Do what is due."""


class Turn:
    """Keeps what this turn has touched, and the work that is left for when nothing arrives."""

    def __init__(self, timers: Timers[Timed]) -> None:
        self._timers = timers
        self._touched: dict[Timed, None] = {}
        self._later: dict[Work, None] = {}

    def touch(self, timed: Timed) -> None:
        """Flush it at the end of the turn, and ask it anew when it is due."""
        self._touched[timed] = None

    def at_leisure(self, work: Work) -> None:
        """Do it once, when everything of this turn has been sent; the same work is not done twice."""
        self._later[work] = None

    @property
    def has_work(self) -> bool:
        """Whether something is left to do at leisure."""
        return bool(self._later)

    def flush(self, now: int) -> None:
        """Let everything go out."""
        while self._touched:
            touched, self._touched = self._touched, {}
            for timed in touched:
                timed.flush(now)
                self._timers.arm(timed, timed.get_timer())

    def use_leisure(self, now: int) -> None:
        """Do one thing that was left: what has arrived meanwhile waits for one at most."""
        work = next(iter(self._later), None)
        if work is not None:
            del self._later[work]
            work(now)
