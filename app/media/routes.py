"""Which message goes where: an immutable table from sources to hops, replaced whole (design 3)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

Transform: TypeAlias = Callable[[bytes], Sequence[bytes]]
"""What a cable makes of one message: none, the same, or others. Pure and fast: the MIDI thread runs it."""


class Hop(NamedTuple):
    """One cable out of a source; without `transform` and `make` every message passes unchanged.

    `make` is there instead of `transform` when a transform remembers: it gives a new one for each way it is used in,
    so that the table itself never changes. What passes is counted under `meter`, None for nowhere.
    """

    route: int
    destination: int
    transform: Transform | None = None
    make: Callable[[], Transform] | None = None
    meter: int | None = None


class RouteTable:
    """All compiled routes by the id of their source. Built once, never changed."""

    __slots__ = ("_hops",)

    def __init__(self, hops: Mapping[int, Iterable[Hop]] | None = None) -> None:
        self._hops = {source: tuple(each) for source, each in (hops or {}).items()}

    def hops(self, source: int) -> tuple[Hop, ...]:
        """Give the hops out of a source in their order; nothing for a source without cables."""
        return self._hops.get(source, ())

    def items(self) -> Iterable[tuple[int, tuple[Hop, ...]]]:
        """Give every source with its hops: what the next table is compared with."""
        return self._hops.items()
