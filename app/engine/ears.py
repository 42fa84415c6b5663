"""Hearing what an endpoint plays, or what is played into it, without being part of any cable."""

from collections import deque
from collections.abc import Iterator
from typing import Protocol

from app.engine.ring import RING_ROWS, MonitorRing
from app.engine.router import Router, Tap
from app.engine.take_writer import Heard

TAP_MESSAGES = 100_000
"""Between two readings a quarter of a second apart; nobody plays that fast."""


class Ear(Protocol):
    """Somewhere to listen; `ids` says to whom, and may be replaced at any time."""

    ids: frozenset[int]

    def take(self) -> Iterator[Heard]:
        """Give what was heard since the last time; for one thread."""

    def close(self) -> None:
        """Hear no more; what was heard can still be taken."""


class SourceEar:
    """Hears what sources play, whether a cable leads from them or not."""

    def __init__(self, router: Router) -> None:
        self.ids: frozenset[int] = frozenset()
        self._router = router
        self._tap: Tap = deque(maxlen=TAP_MESSAGES)
        router.add_tap(self._tap)

    def take(self) -> Iterator[Heard]:
        """Give what the sources played."""
        tap = self._tap
        while tap:
            heard = tap.popleft()
            if heard[1] in self.ids:
                yield heard

    def close(self) -> None:
        """Hear no more."""
        self._router.remove_tap(self._tap)


class DestinationEar:
    """Hears what is played into destinations, as the monitor does."""

    def __init__(self, router: Router, ring: MonitorRing) -> None:
        self.ids: frozenset[int] = frozenset()
        self._router, self._ring = router, ring
        self._last = ring.number
        self._tap: Tap = deque(maxlen=0)
        """Only while there is a tap it is worked out when something was played; what arrives is not wanted."""
        router.add_tap(self._tap)

    def take(self) -> Iterator[Heard]:
        """Give what was played there."""
        rows = self._ring.after(self._last, RING_ROWS)
        if rows:
            self._last = rows[-1][0]
        for _, stamp_ns, source, destination, message, _, played_ns in rows:
            if destination in self.ids:
                yield stamp_ns if played_ns is None else played_ns, source, message

    def close(self) -> None:
        """Hear no more."""
        self._router.remove_tap(self._tap)
