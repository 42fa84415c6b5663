"""State tables as data: every (state, event) cell says go, ignore or violation; nothing on UDP is fatal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeAlias, TypeVar

S = TypeVar("S", bound=Enum)
E = TypeVar("E", bound=Enum)
D = TypeVar("D", bound=Enum)


@dataclass(frozen=True, slots=True)
class Go(Generic[S, D]):
    """Enter `state`, then do `deed`."""

    state: S
    deed: D


class Stay(Enum):
    """Nothing happens: IGNORE is normal on UDP, VIOLATION is what no correct peer sends; it is counted."""

    IGNORE = "ignore"
    VIOLATION = "violation"


Cell: TypeAlias = Go[S, D] | Stay
Table: TypeAlias = Mapping[tuple[S, E], Cell[S, D]]


def row(
    state: S, *, go: Mapping[E, tuple[S, D]], ignore: Iterable[E] = (), violation: Iterable[E] = ()
) -> dict[tuple[S, E], Cell[S, D]]:
    """Make the cells of one state; ValueError when an event is named twice."""
    cells: list[tuple[E, Cell[S, D]]] = [(event, Go(*target)) for event, target in go.items()]
    cells += [(event, Stay.IGNORE) for event in ignore]
    cells += [(event, Stay.VIOLATION) for event in violation]
    made = {(state, event): cell for event, cell in cells}
    if len(made) != len(cells):
        raise ValueError(f"{state}: an event has two cells")
    return made
