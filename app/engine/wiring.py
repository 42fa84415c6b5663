"""From the routes of a patch, which speak of names, to the table of the MIDI thread, which knows only ids."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeAlias

from app.engine.api import RouteState
from app.media.loops import closes_circle
from app.media.mapping import Compiled, compile_route, reflected
from app.media.routes import Hop, RouteTable
from app.model.endpoints import Endpoint, LinkEnd, PeerEnd, SessionEnd
from app.model.patch import EpnMode, Patch, Route

State: TypeAlias = tuple[RouteState, str | None]


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
class Circumstances:
    """What else decides about routes: loops that are known, and how each end wants its parameters sent.

    `returns` leads from destinations to the sources from which everything sent there comes back by itself; `looped`
    are the ids of routes that were caught in a loop.
    """

    returns: Mapping[int, int] = field(default_factory=dict)
    looped: Collection[str] = ()
    short_epn: Collection[str] = ()
    """Names of sessions and links that want a parameter left open."""


@dataclass(frozen=True, slots=True)
class Wired:
    """A compiled table, and for each route of the patch what became of it."""

    table: RouteTable
    states: Mapping[str, State]


class Wiring:
    """Compiles routes. A route whose content changed gets a new number, so that what it held is released.

    Its meter stays: what has passed is counted by the route, however often that was changed.
    """

    def __init__(self, next_id: Callable[[], int]) -> None:
        self._next_id = next_id
        self._ways: dict[Route, _Way] = {}
        self._numbers: dict[str, int] = {}
        self._meters: dict[str, int] = {}
        """By id of a route. One that was removed is kept for whoever takes that back; ids are used again."""

    def compile(
        self, routes: Iterable[Route], resolver: Resolver, around: Circumstances | None = None
    ) -> Wired:
        """Make the table of all routes that can play now; a route that closes a circle is left out of it."""
        routes, around = tuple(routes), around or Circumstances()
        self._ways = {played: self._way(played, around) for played in map(_played, routes)}
        for route in routes:
            if route.id not in self._meters:
                self._meters[route.id] = self._next_id()
        hops: dict[int, list[Hop]] = {}
        states: dict[str, State] = {}
        for route in routes:
            sources, destinations = resolver.sources(route.source), resolver.destinations(route.destination)
            state = _state(route, sources, destinations, around)
            if state[0] == "active":
                more = self._hops_of(route, sources.ids, destinations.ids)
                if around.returns and _closes_circle(hops, more, around.returns):
                    state = "looped", "circle"
                else:
                    for source, each in more.items():
                        hops.setdefault(source, []).extend(each)
            states[route.id] = state
        self._numbers = {route.id: self._ways[_played(route)].number for route in routes}
        return Wired(RouteTable(hops), states)

    def number_of(self, route: Route) -> int | None:
        """Give the number a route has in the table."""
        return self._numbers.get(route.id)

    def meter_of(self, route: Route) -> int | None:
        """Give under what its messages are counted, whatever becomes of it; asked for all routes in every frame."""
        return self._meters.get(route.id)

    def _way(self, played: Route, around: Circumstances) -> "_Way":
        epn_tx = _epn_tx(played.destination, around)
        way = self._ways.get(played)
        if way is not None and way.epn_tx == epn_tx:
            return way
        back = reflected(played)
        return _Way(
            self._next_id(),
            epn_tx,
            compile_route(played, epn_tx),
            None if back is None else compile_route(back, epn_tx),
        )

    def _hops_of(self, route: Route, sources: Iterable[int], ends: tuple[int, ...]) -> dict[int, list[Hop]]:
        way = self._ways[_played(route)]
        meter = self._meters[route.id]
        hops: dict[int, list[Hop]] = {}
        for source in sources:
            # A participant never gets its own event back (design 3, fan-out), but what a rule makes of it.
            hops[source] = [Hop(way.number, end, *way.across, meter) for end in ends if end != source]
            if source in ends and way.back is not None:
                hops[source].append(Hop(way.number, source, *way.back, meter))
        return hops


@dataclass(frozen=True, slots=True)
class _Way:
    """A compiled route: from one endpoint to another, and from one to itself."""

    number: int
    epn_tx: EpnMode
    across: Compiled
    back: Compiled | None


def circumstances_of(patch: Patch, returns: Mapping[int, int], looped: Collection[str]) -> Circumstances:
    """Collect what a patch says beside its routes."""
    sessions = (session.name for session in patch.sessions if session.epn_tx == "short")
    links = (link.name for link in patch.links if link.epn_tx == "short")
    return Circumstances(returns, looped, frozenset((*sessions, *links)))


def _closes_circle(
    hops: Mapping[int, list[Hop]], more: Mapping[int, list[Hop]], returns: Mapping[int, int]
) -> bool:
    joined = {source: [*hops.get(source, ()), *more.get(source, ())] for source in (*hops, *more)}
    return any(closes_circle(joined, returns, source) for source in more)


def _epn_tx(end: Endpoint, around: Circumstances) -> EpnMode:
    match end:
        case SessionEnd(name) | LinkEnd(name) | PeerEnd(name, _):
            return "short" if name in around.short_epn else "full"
        case _:
            return "full"


def _played(route: Route) -> Route:
    """Give the route as far as it matters for what sounds through it."""
    return replace(route, muted=False) if route.muted else route


def _state(route: Route, sources: Ends, destinations: Ends, around: Circumstances) -> State:
    if route.muted:
        return "muted", None
    if route.id in around.looped:
        return "looped", "echo"
    if not sources.ids:
        return "waiting", sources.reason
    if not destinations.ids:
        return "waiting", destinations.reason
    return "active", None
