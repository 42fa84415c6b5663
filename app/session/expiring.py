"""A small memory that forgets by itself."""

from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class ExpiringSet(Generic[K]):
    """Keys, each kept until its time; over `limit` the oldest goes first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._until: dict[K, float] = {}

    def add(self, key: K, until: float) -> None:
        """Keep `key` until that time, not before and not after."""
        self._until.pop(key, None)
        self._until[key] = until
        if len(self._until) > self._limit:
            del self._until[next(iter(self._until))]

    def holds(self, key: K, now: float) -> bool:
        """Tell whether `key` is kept."""
        if self._until.get(key, now) <= now:
            self._until.pop(key, None)
            return False
        return True

    def take(self, key: K, now: float) -> bool:
        """Tell whether `key` is kept, and forget it."""
        held = self.holds(key, now)
        self._until.pop(key, None)
        return held

    def __len__(self) -> int:
        return len(self._until)
