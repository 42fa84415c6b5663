"""A heap of due times for many owners, of which each has at most one that counts."""

import heapq
from collections.abc import Iterator
from typing import Generic, TypeVar

Owner = TypeVar("Owner")


class Timers(Generic[Owner]):
    """Due times in ticks. Re-arming leaves the old entry in the heap to be passed over when it comes up."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Owner]] = []
        self._due: dict[Owner, int] = {}
        self._order = 0

    def arm(self, owner: Owner, due: int | None) -> None:
        """Set, move or (None) clear the owner's due time."""
        if due is None:
            self._due.pop(owner, None)
        elif self._due.get(owner) != due:
            self._due[owner] = due
            self._order += 1
            heapq.heappush(self._heap, (due, self._order, owner))

    def next_due(self) -> int | None:
        """Give the earliest due time."""
        heap, due = self._heap, self._due
        while heap:
            when, _, owner = heap[0]
            if due.get(owner) == when:
                return when
            heapq.heappop(heap)
        return None

    def expired(self, now: int) -> Iterator[Owner]:
        """Take out the owners whose time has come."""
        while (when := self.next_due()) is not None and when <= now:
            owner = heapq.heappop(self._heap)[2]
            del self._due[owner]
            yield owner
