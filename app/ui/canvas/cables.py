"""Cables: the routes between two ends taken together, and how such a cable looks."""

from collections.abc import Iterable, Mapping

from app.engine.api import RouteState, RouteView
from app.ui.canvas.elements import Cable, CableKey, CanvasEnd, Condition, Look, Terminal

LOOKS: dict[RouteState, Look] = {
    "active": Look.ACTIVE,
    "waiting": Look.WAITING,
    "muted": Look.MUTED,
    "looped": Look.BROKEN,
}
# What a waiting cable is told apart by: these conditions do not mend by themselves.
BROKEN_CONDITIONS = frozenset({Condition.REFUSED})
SILENCE = "silent"
"""Why a cable waits that is in the table and plays: nobody there answers. Routes do not know of it."""
STRONGEST_FIRST = (Look.BROKEN, Look.WAITING, Look.ACTIVE, Look.MUTED)


def join_routes(routes: Iterable[RouteView], terminals: Mapping[CanvasEnd, Terminal]) -> tuple[Cable, ...]:
    """Make one cable of all routes between two ends; a route to an end that is not shown has none."""
    rank = {end: number for number, end in enumerate(terminals)}
    joined: dict[CableKey, list[RouteView]] = {}
    for route in routes:
        if route.source in rank and route.destination in rank:
            joined.setdefault(_key(route, rank), []).append(route)
    return tuple(_cable(key, group, terminals) for key, group in joined.items())


def _key(route: RouteView, rank: Mapping[CanvasEnd, int]) -> CableKey:
    if rank[route.source] <= rank[route.destination]:
        return CableKey(route.source, route.destination)
    return CableKey(route.destination, route.source)


def _cable(key: CableKey, routes: list[RouteView], terminals: Mapping[CanvasEnd, Terminal]) -> Cable:
    telling = min(routes, key=lambda route: STRONGEST_FIRST.index(route_look(route, terminals)))
    silent_since = _silent_since(telling, terminals)
    return Cable(
        key,
        forward=tuple(route for route in routes if route.source == key.first),
        backward=tuple(route for route in routes if route.source != key.first),
        look=route_look(telling, terminals),
        reason=telling.reason if silent_since is None else SILENCE,
        since_wall=telling.since_wall if silent_since is None else silent_since,
    )


def route_look(route: RouteView, terminals: Mapping[CanvasEnd, Terminal]) -> Look:
    """Say how one direction looks: a waiting one is broken when an end of it will not mend by itself."""
    ends = (terminals.get(route.source), terminals.get(route.destination))
    if route.state == "waiting" and any(end and end.condition in BROKEN_CONDITIONS for end in ends):
        return Look.BROKEN
    return LOOKS[route.state] if _silent_since(route, terminals) is None else Look.WAITING


def _silent_since(route: RouteView, terminals: Mapping[CanvasEnd, Terminal]) -> float | None:
    """Say since when an end of a route that plays does not answer; None while both do."""
    ends = (terminals.get(route.source), terminals.get(route.destination))
    silences = [end.peering.since_wall for end in ends if end and end.condition is Condition.SILENT]
    return min(silences) if silences and route.state == "active" else None
