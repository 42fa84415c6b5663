"""A heap of due times for many owners, of which each has at most one that counts."""

import heapq
from collections.abc import Iterator
from typing import Generic, TypeVar

Owner = TypeVar("Owner")


class Timers(Generic[Owner]):
    """Due times in ticks. An owner armed for later keeps its place in the heap and moves when it comes up.

    So an owner that is armed anew with every packet does not fill the heap.
    """

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Owner]] = []
        self._due: dict[Owner, int] = {}
        self._queued: dict[Owner, int] = {}
        self._order = 0

    def arm(self, owner: Owner, due: int | None) -> None:
        """Set, move or (None) clear the owner's due time."""
        if due is None:
            self._due.pop(owner, None)
        else:
            self._due[owner] = due
            queued = self._queued.get(owner)
            if queued is None or due < queued:
                self._queue(owner, due)

    def next_due(self) -> int | None:
        """Give the earliest due time."""
        heap, due, queued = self._heap, self._due, self._queued
        while heap:
            when, _, owner = heap[0]
            if queued.get(owner) == when:
                wanted = due.get(owner)
                if wanted == when:
                    return when
                del queued[owner]
                if wanted is not None:
                    self._queue(owner, wanted)
            heapq.heappop(heap)
        return None

    def expired(self, now: int) -> Iterator[Owner]:
        """Take out the owners whose time has come."""
        while (when := self.next_due()) is not None and when <= now:
            owner = heapq.heappop(self._heap)[2]
            del self._due[owner], self._queued[owner]
            yield owner

    def _queue(self, owner: Owner, due: int) -> None:
        self._queued[owner] = due
        self._order += 1
        heapq.heappush(self._heap, (due, self._order, owner))
