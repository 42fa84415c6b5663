"""What every endpoint of the patch stands for at the moment, and the cables that follow from it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from time import time

from app.engine.api import Problem, RouteChanged, RouteView
from app.engine.bus import Bus
from app.engine.links import Links
from app.engine.local_ports import LocalPorts
from app.engine.orders import InstallRoutes
from app.engine.playbacks import ExtraCable
from app.engine.ports import PortName
from app.engine.seats import Seat, Seats
from app.engine.wiring import Ends, Wiring, circumstances_of
from app.media.routes import Hop, RouteTable
from app.model.endpoints import BuiltinEnd, Endpoint, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Patch, Route

UNPLUGGED = Ends(reason="unplugged")
AWAY = Ends(reason="away")
ALONE = Ends(reason="nobody")
UNKNOWN = Ends(reason="unknown")


class Patchbay:
    """Resolves endpoints to ids and keeps the views of all cables."""

    def __init__(
        self,
        ports: LocalPorts,
        seats: Seats,
        sessions: Callable[[], Mapping[str, int]],
        builtins: Mapping[str, int],
        next_id: Callable[[], int],
        bus: Bus,
        links: Links,
    ) -> None:
        self._ports = ports
        self._seats = seats
        self._sessions = sessions
        self._builtins = builtins
        self._wiring = Wiring(next_id)
        self._bus = bus
        self._links = links
        self._views: dict[str, RouteView] = {}
        self._looped: set[str] = set()
        self._by_hand: set[PortName] = set()
        self.used: frozenset[int] = frozenset()
        """The ids that cables play from or into at the moment."""

    @property
    def views(self) -> tuple[RouteView, ...]:
        """Every cable as it is now."""
        return tuple(self._views.values())

    def rewire(self, patch: Patch, extra: Iterable[ExtraCable] = ()) -> InstallRoutes:
        """Compile the routes, tell what became of each, and give the order for the MIDI thread.

        `extra` are cables beside those of the patch, whose sources have no others.
        """
        routes = patch.routes
        more = {cable.source: self._hops(cable) for cable in extra}
        self._looped.intersection_update(route.id for route in routes)
        around = circumstances_of(patch, self._ports.loopbacks(), self._looped)
        wired = self._wiring.compile(routes, self, around)
        table = RouteTable({**dict(wired.table.items()), **more})
        self.used = frozenset(
            end for source, hops in table.items() for end in (source, *(hop.destination for hop in hops))
        )
        gone = set(self._views) - {route.id for route in routes}
        for name in sorted(gone):
            self._bus.emit(RouteChanged(self._views.pop(name), removed=True))
            self._bus.clear_problem("route.looped", {"route": name})
        for route in routes:
            self._show(route, *wired.states[route.id])
            self._warn(route, patch)
        return InstallRoutes(table)

    def catch_loop(self, numbers: Collection[int], routes: Iterable[Route]) -> None:
        """Stop, from the next `rewire` on, the last of the routes with these numbers: the one that closed the loop."""
        caught = [route.id for route in routes if self._wiring.number_of(route) in numbers]
        self._looped.update(caught[-1:])

    def forgive(self, route: str) -> bool:
        """Let a stopped route try again; False when it was not stopped."""
        stopped = route in self._looped
        self._looped.discard(route)
        return stopped

    def wanted_ports(self, routes: Iterable[Route]) -> set[PortName]:
        """List the local ports that cables use, and those that were played into by hand."""
        wanted = set(self._by_hand)
        for route in routes:
            if isinstance(route.source, PortEnd):
                wanted.add(PortName(route.source.name, route.source.nth, "in"))
            if isinstance(route.destination, PortEnd):
                wanted.add(PortName(route.destination.name, route.destination.nth, "out"))
        return wanted

    def keep_open(self, end: PortEnd) -> None:
        """Want a local output from now on though no cable plays into it."""
        self._by_hand.add(PortName(end.name, end.nth, "out"))

    def counts(self, routes: Iterable[Route], counts: Mapping[int, int]) -> dict[str, int]:
        """Give the counters by route id; they go on when a route is changed or put back."""
        meters = {route.id: self._wiring.meter_of(route) for route in routes}
        return {name: counts.get(meter, 0) for name, meter in meters.items() if meter is not None}

    # -- as a resolver ----------------------------------------------------------------------------------------

    def sources(self, endpoint: Endpoint) -> Ends:
        """Give the ids that play when this endpoint plays."""
        match endpoint:
            case PortEnd():
                return _one(self._ports.source(endpoint.name, endpoint.nth), UNPLUGGED)
            case BuiltinEnd(kind="keyboard"):
                return Ends((self._builtins["keyboard"],))
            case LinkEnd():
                return self._link(endpoint, listening=True)
            case _:
                return self._network(endpoint)

    def destinations(self, endpoint: Endpoint) -> Ends:
        """Give the ids to play into for this endpoint."""
        match endpoint:
            case PortEnd():
                return _one(self._ports.destination(endpoint.name, endpoint.nth), UNPLUGGED)
            case BuiltinEnd(kind="monitor"):
                return Ends((self._builtins["monitor"],))
            case LinkEnd():
                return self._link(endpoint, listening=False)
            case _:
                return self._network(endpoint)

    def _hops(self, cable: ExtraCable) -> list[Hop]:
        return [Hop(cable.number, end) for end in self.destinations(cable.destination).ids]

    def _network(self, endpoint: Endpoint) -> Ends:
        match endpoint:
            case SessionEnd():
                return self._everyone(endpoint.session)
            case PeerEnd():
                return self._peer(endpoint)
            case _:
                return UNKNOWN

    def _link(self, endpoint: LinkEnd, *, listening: bool) -> Ends:
        link = self._links.get(endpoint.link)
        if link is None:
            return UNKNOWN
        if link.port is None:
            return Ends(reason="closed")
        # Who has not sent yet has an id already, so that a cable plays from the first packet on.
        ids = (*link.peers, *link.spare) if listening else link.peers
        return Ends(ids) if ids else ALONE

    def _everyone(self, name: str) -> Ends:
        session = self._sessions().get(name)
        if session is None:
            return UNKNOWN
        playing = [seat for seat in self._seats if seat.session == session and seat.playing]
        return Ends(_lives(playing)) if playing else ALONE

    def _peer(self, endpoint: PeerEnd) -> Ends:
        session = self._sessions().get(endpoint.session)
        seat = None if session is None else self._seats.of_peer(session, endpoint.peer)
        return Ends(_lives([seat])) if seat is not None and seat.playing else AWAY

    def _show(self, route: Route, state: str, reason: str | None) -> None:
        before = self._views.get(route.id)
        same = before is not None and (before.state, before.reason) == (state, reason)
        since = before.since_wall if same and before is not None else time()
        view = RouteView(route.id, route.source, route.destination, state, since, reason)  # type: ignore[arg-type]
        if view != before:
            self._views[route.id] = view
            self._bus.emit(RouteChanged(view))

    def _warn(self, route: Route, patch: Patch) -> None:
        about = {"route": route.id}
        if self._views[route.id].state != "looped":
            self._bus.clear_problem("route.looped", about)
            return
        names = {"source": _name_of(route.source, patch), "destination": _name_of(route.destination, patch)}
        self._bus.raise_problem(Problem("route.looped", names, about))


def _name_of(end: Endpoint, patch: Patch) -> str:
    match end:
        case PortEnd(name) | SessionEnd(name) | LinkEnd(name):
            return name
        case PeerEnd():
            names = {peer.id: peer.name or peer.address or peer.id for peer in patch.peers}
            return names.get(end.peer, end.peer)
        case BuiltinEnd():
            return end.kind


def _lives(seats: Iterable[Seat]) -> tuple[int, ...]:
    return tuple(seat.live for seat in seats if seat.live is not None)


def _one(port: int | None, otherwise: Ends) -> Ends:
    return otherwise if port is None else Ends((port,))
