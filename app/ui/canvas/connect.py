"""What it means to drop one end of a cable somewhere: which cables come of it, or why none can. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias

from app.model.endpoints import Endpoint, PeerEnd, SessionEnd
from app.model.patch import Route
from app.ui.canvas.elements import Cable, CanvasEnd, FoundEnd, Graph, Socket, Terminal, Way


class Refusal(Enum):
    """Why two ends cannot be connected; the words for it are in `words`."""

    SAME = "same"
    ONLY_SENDS = "only sends"
    ONLY_RECEIVES = "only receives"
    ALREADY = "already"
    BOTH_FOUND = "both found"
    MEMBER = "member"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Connection:
    """One direction that a drop makes."""

    source: CanvasEnd
    destination: CanvasEnd

    def touches(self, end: CanvasEnd) -> bool:
        """Tell whether it starts or ends there."""
        return end in (self.source, self.destination)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a drop does: invite `found` first if set (into session id `session`), then make these ways."""

    connections: tuple[Connection, ...]
    found: int | None = None
    session: int | None = None
    session_name: str = ""

    def routes(self, peer: str = "") -> tuple[Route, ...]:
        """Give the routes to make, the invited peer standing in for the found one."""
        return tuple(
            Route("", self._real(connection.source, peer), self._real(connection.destination, peer))
            for connection in self.connections
        )

    def _real(self, end: CanvasEnd, peer: str) -> Endpoint:
        return PeerEnd(self.session_name, peer) if isinstance(end, FoundEnd) else end


Answer: TypeAlias = Plan | Refusal


def narrowed(answer: Answer, cable: Cable, kept: CanvasEnd) -> Answer:
    """Allow of a plan only the ways that a cable has whose end away from `kept` is put elsewhere."""
    if not isinstance(answer, Plan):
        return answer
    has_out = any(route.source == kept for route in cable.routes)
    has_in = any(route.destination == kept for route in cable.routes)
    ways = tuple(
        one
        for one in answer.connections
        if (has_out and one.source == kept) or (has_in and one.destination == kept)
    )
    return replace(answer, connections=ways) if ways else Refusal.ALREADY


def replugged(routes: Iterable[Route], kept: Endpoint, plan: Plan, peer: str = "") -> tuple[Route, ...]:
    """Give the routes of a cable with the end away from `kept` where `plan` puts it; a way it lacks is dropped."""
    made = plan.routes(peer)
    out = next((one.destination for one in made if one.source == kept), None)
    back = next((one.source for one in made if one.destination == kept), None)
    changed = []
    for route in routes:
        if route.source == kept and out is not None:
            changed.append(replace(route, destination=out))
        elif route.destination == kept and back is not None:
            changed.append(replace(route, source=back))
    return tuple(changed)


def plan_drop(graph: Graph, origin: Socket, target: CanvasEnd) -> Answer:
    """Say what comes of a cable pulled out of `origin` and dropped on `target`.

    Two ends that can both talk are joined both ways; the way in which the cable was pulled must be possible.
    """
    near, far = graph.terminals.get(origin.end), graph.terminals.get(target)
    if near is None or far is None:
        return Refusal.GONE
    refusal = _refusal(graph, near, far, origin.way)
    if refusal is not None:
        return refusal
    connections = _missing(graph, _wanted(near, far, origin.way))
    return _with_invitation(graph, connections) if connections else Refusal.ALREADY


def possible_targets(graph: Graph, origin: Socket) -> dict[CanvasEnd, Answer]:
    """Say for every other end what dropping the cable there would do."""
    return {end: plan_drop(graph, origin, end) for end in graph.terminals if end != origin.end}


def _refusal(graph: Graph, near: Terminal, far: Terminal, way: Way) -> Refusal | None:
    if near.end == far.end:
        return Refusal.SAME
    if not far.can(way.opposite):
        return Refusal.ONLY_SENDS if way is Way.SENDS else Refusal.ONLY_RECEIVES
    if isinstance(near.end, FoundEnd) and isinstance(far.end, FoundEnd):
        return Refusal.BOTH_FOUND
    if _is_member(near.end, far.end) or _is_member(far.end, near.end):
        return Refusal.MEMBER
    if not graph.sessions and (isinstance(near.end, FoundEnd) or isinstance(far.end, FoundEnd)):
        return Refusal.GONE
    return None


def _is_member(one: CanvasEnd, other: CanvasEnd) -> bool:
    return isinstance(one, PeerEnd) and isinstance(other, SessionEnd) and one.session == other.session


def _wanted(near: Terminal, far: Terminal, way: Way) -> list[Connection]:
    outward = Connection(near.end, far.end)
    inward = Connection(far.end, near.end)
    wanted = [outward if way is Way.SENDS else inward]
    other = inward if way is Way.SENDS else outward
    if near.can(way.opposite) and far.can(way):
        wanted.append(other)
    return wanted


def _missing(graph: Graph, wanted: Sequence[Connection]) -> tuple[Connection, ...]:
    return tuple(one for one in wanted if not graph.is_routed(one.source, one.destination))


def _with_invitation(graph: Graph, connections: tuple[Connection, ...]) -> Plan:
    ends = [end for one in connections for end in (one.source, one.destination)]
    found = next((end.found for end in ends if isinstance(end, FoundEnd)), None)
    if found is None:
        return Plan(connections)
    session = graph.sessions[0]
    return Plan(connections, found, session.id, session.name)
