"""What all chapter histories share: when a chapter must be coded, and how long its octets stay right."""

from abc import ABC, abstractmethod
from typing import Final, Protocol, TypeVar

NEVER: Final = -1
"""Packet number of a change that never was; extended numbers start at 0."""


class Marked(Protocol):
    """An element with the extended number of the packet whose command last changed it."""

    @property
    def last(self) -> int:
        """That number."""


Key = TypeVar("Key")
Entry = TypeVar("Entry", bound=Marked)


def since(elements: dict[Key, Entry], checkpoint: int) -> list[tuple[Key, Entry]]:
    """List the elements changed since the checkpoint, oldest first; the dict must be in order of change."""
    found: list[tuple[Key, Entry]] = []
    for key, element in reversed(elements.items()):
        if element.last < checkpoint:
            break
        found.append((key, element))
    found.reverse()
    return found


class ChapterHistory(ABC):
    """One chapter. Its octets are kept while no S bit, no Y bit and no element of it would change.

    `latest` is the packet of the latest change. A subclass records commands and builds the chapter.
    """

    def __init__(self) -> None:
        self.latest = NEVER
        self.settled = False
        """Whether the octets stay right for later packets, until the checkpoint passes `oldest`."""
        self.oldest = NEVER
        self._built_from = NEVER
        self._octets: bytes | None = None

    def encode(self, number: int, checkpoint: int, ticks: int) -> bytes | None:
        """Give the chapter for the journal of packet `number` at RTP time `ticks`; None when it codes nothing.

        Only for a chapter whose `latest` is not before the checkpoint.
        """
        if self.settled and self._built_from <= checkpoint <= self.oldest:
            return self._octets
        # An element of packet number-1 has S=0 now and S=1 in the next journal.
        self.settled = self.latest < number - 1
        self.oldest = number
        self._built_from = checkpoint
        self._octets = self._build(number, checkpoint, ticks)
        return self._octets

    def changed(self, number: int) -> None:
        """Note a command of packet `number` that this chapter codes."""
        self.latest = number
        self.settled = False

    def clear(self) -> None:
        """Drop what codes earlier commands."""
        self.latest = NEVER
        self.settled = False

    @abstractmethod
    def _build(self, number: int, checkpoint: int, ticks: int) -> bytes | None:
        """Encode the elements since the checkpoint, with S=0 for those of packet number-1; set `oldest`."""
