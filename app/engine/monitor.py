"""The monitor's rows for people: ids become names, stamps become times of day."""

from collections.abc import Callable, Sequence
from time import perf_counter_ns, time

from app.engine.api import MonitorRow
from app.engine.ring import RING_ROWS, MonitorRing

NAMES = 4096
"""Participants come and go with new ids; rows older than so many of them show a number instead of a name."""
ROWS_AT_ONCE = 5000
"""What a reader gets in one go; it is called thirty times a second."""


class Monitor:
    """Reads the ring of the MIDI thread."""

    def __init__(self, ring: MonitorRing, next_id: Callable[[], int]) -> None:
        self._ring = ring
        self._next_id = next_id
        self._names: dict[int, str] = {0: ""}
        self._own = {0}

    def add(self, name: str, *, own: bool = False) -> int:
        """Give an id to somebody who plays without being an end, and remember what it is called."""
        source = self._next_id()
        self.name(source, name, own=own)
        return source

    def name(self, endpoint: int, name: str, *, own: bool = False) -> None:
        """Remember what an id is called; `own` is for what never goes, and keeps its name whoever comes and goes."""
        self._names[endpoint] = name
        if own:
            self._own.add(endpoint)
        while len(self._names) > NAMES:
            del self._names[next(each for each in self._names if each not in self._own)]

    def name_of(self, endpoint: int) -> str:
        """Tell what an id is called; its number when it has no name."""
        return self._names.get(endpoint) or str(endpoint)

    def rows(self, after: int) -> Sequence[MonitorRow]:
        """Give the rows with a higher number than `after`, oldest first, at most `ROWS_AT_ONCE` of them."""
        return self._rows(after, ROWS_AT_ONCE)

    def all_rows(self) -> Sequence[MonitorRow]:
        """Give every row that is kept; any thread may ask, and a full ring takes a while."""
        return self._rows(0, RING_ROWS)

    def _rows(self, after: int, most: int) -> Sequence[MonitorRow]:
        start = time() - perf_counter_ns() / 1e9
        name = self._names.get
        return [
            MonitorRow(
                number,
                start + stamp_ns / 1e9,
                name(source) or str(source or ""),
                name(destination) or str(destination),
                message,
                repaired,
            )
            for number, stamp_ns, source, destination, message, repaired, _ in self._ring.after(after, most)
        ]
