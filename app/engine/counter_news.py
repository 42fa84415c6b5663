"""Tells now and then what the streams have counted: lost, repaired, late, for those who write it down."""

from collections.abc import Callable, Iterable

from app.engine.api import Counters, CountersChanged, Participant
from app.engine.bus import Bus

EVERY_S = 5.0
"""Often enough for a report of the evening, seldom enough for a terminal."""


class CounterNews:
    """Emits `CountersChanged` for each participant whose numbers moved since the last time."""

    def __init__(self, bus: Bus, participants: Callable[[], Iterable[Participant]]) -> None:
        self._bus = bus
        self._participants = participants
        self._told: dict[int, Counters] = {}
        self._told_at = float("-inf")

    def tick(self, now: float) -> None:
        """Tell if it is time; called about twenty times a second."""
        if now - self._told_at < EVERY_S:
            return
        self._told_at = now
        before, self._told = self._told, {}
        for participant in self._participants():
            self._told[participant.id] = participant.counters
            if before.get(participant.id, Counters()) != participant.counters:
                self._bus.emit(CountersChanged(participant))
