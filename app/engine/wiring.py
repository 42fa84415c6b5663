"""From the routes of a patch, which speak of names, to the table of the MIDI thread, which knows only ids."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from app.engine.api import RouteState
from app.media.filters import compile_transform
from app.media.routes import Hop, RouteTable
from app.model.endpoints import Endpoint
from app.model.patch import Route


@dataclass(frozen=True, slots=True)
class Ends:
    """The ids an endpoint stands for at the moment; none, and `reason`, while it is not there."""

    ids: tuple[int, ...] = ()
    reason: str | None = None


class Resolver(Protocol):
    """Who knows what a name stands for now."""

    def sources(self, endpoint: Endpoint) -> Ends:
        """Give the ids that play when this endpoint plays."""

    def destinations(self, endpoint: Endpoint) -> Ends:
        """Give the ids to play into for this endpoint."""


@dataclass(frozen=True, slots=True)
class Wired:
    """A compiled table, and for each route of the patch what became of it."""

    table: RouteTable
    states: Mapping[str, tuple[RouteState, str | None]]


class Wiring:
    """Compiles routes. A route whose content changed gets a new number, so that what it held is released."""

    def __init__(self, next_id: Callable[[], int]) -> None:
        self._next_id = next_id
        self._numbers: dict[Route, int] = {}

    def compile(self, routes: Iterable[Route], resolver: Resolver) -> Wired:
        """Make the table of all routes that can play now."""
        routes = tuple(routes)
        self._number(routes)
        hops: dict[int, list[Hop]] = {}
        states: dict[str, tuple[RouteState, str | None]] = {}
        for route in routes:
            sources, destinations = resolver.sources(route.source), resolver.destinations(route.destination)
            states[route.id] = _state(route, sources, destinations)
            if states[route.id][0] == "active":
                self._add(route, sources.ids, destinations.ids, hops)
        return Wired(RouteTable(hops), states)

    def number_of(self, route: Route) -> int | None:
        """Give the number a route has in the table and in the counters."""
        return self._numbers.get(_played(route))

    def _number(self, routes: Iterable[Route]) -> None:
        wanted = dict.fromkeys(_played(route) for route in routes)
        self._numbers = {route: self._numbers.get(route) or self._next_id() for route in wanted}

    def _add(
        self, route: Route, sources: Iterable[int], ends: Iterable[int], hops: dict[int, list[Hop]]
    ) -> None:
        number, transform = self._numbers[_played(route)], compile_transform(route)
        ends = tuple(ends)
        for source in sources:
            # A participant never gets its own event back (design 3, fan-out).
            hops.setdefault(source, []).extend(Hop(number, end, transform) for end in ends if end != source)


def _played(route: Route) -> Route:
    """Give the route as far as it matters for what sounds through it."""
    return replace(route, muted=False)


def _state(route: Route, sources: Ends, destinations: Ends) -> tuple[RouteState, str | None]:
    if route.muted:
        return "muted", None
    if not sources.ids:
        return "waiting", sources.reason
    if not destinations.ids:
        return "waiting", destinations.reason
    return "active", None
