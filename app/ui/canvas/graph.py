"""From a snapshot of the engine to what the canvas shows. Pure: nothing here knows Qt."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.engine.api import Found, Participant, Port, RouteView, Session, Snapshot
from app.model.endpoints import KEYBOARD, MONITOR, Endpoint, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.ui.canvas.cables import join_routes
from app.ui.canvas.elements import (
    ENDED_HERE,
    CanvasEnd,
    Condition,
    Deed,
    FoundEnd,
    Graph,
    Kind,
    Peering,
    SessionBox,
    Terminal,
)

RTT_DECIMALS = 1  # more would repaint a row for a difference that nobody can see
_MADE_UP_HOST = re.compile(r"longwire-[0-9a-f]{8}\.local")
"""What a Longwire announces as its host, so as to be no second computer of that name."""
DEEDS: dict[Condition, Deed] = {
    Condition.CONNECTED: Deed.DISCONNECT,
    Condition.SILENT: Deed.DISCONNECT,
    Condition.INVITING: Deed.STOP_TRYING,
    Condition.WAITING: Deed.STOP_TRYING,
    Condition.REFUSED: Deed.INVITE_AGAIN,
    Condition.LEFT: Deed.INVITE_AGAIN,
    Condition.LOST: Deed.INVITE_AGAIN,
    Condition.ABSENT: Deed.INVITE_AGAIN,
}


def derive_graph(snapshot: Snapshot) -> Graph:
    """Say what the canvas shows of `snapshot`; the order of everything is stable while things come and go."""
    routed = _routed_ends(snapshot.routes)
    sessions = tuple(_session_box(session, snapshot, routed) for session in snapshot.sessions)
    free = list(_free_peers(snapshot))
    shown = [found for found in free if found.service not in snapshot.patch.network.hidden]
    taken = {row.peering.found for box in sessions for row in box.rows}
    bare = Graph(
        devices=tuple(_devices(snapshot)),
        sessions=sessions,
        links=tuple(_links(snapshot)),
        nearby=tuple(_nearby(found) for found in shown if found.id not in taken),
        hidden=len(free) - len(shown),
    )
    return replace(bare, cables=join_routes(snapshot.routes, bare.terminals))


def hidden_peers(snapshot: Snapshot) -> list[Found]:
    """Give who is found but not shown, as the user wishes."""
    return [found for found in _free_peers(snapshot) if found.service in snapshot.patch.network.hidden]


def _routed_ends(routes: Iterable[RouteView]) -> set[Endpoint]:
    return {end for route in routes for end in (route.source, route.destination)}


# -- this computer -------------------------------------------------------------------------------------------


def _devices(snapshot: Snapshot) -> Iterator[Terminal]:
    routes = snapshot.routes
    grouped: dict[PortEnd, list[Port]] = {}
    for port in sorted(snapshot.ports, key=lambda port: (port.virtual, port.id)):
        grouped.setdefault(PortEnd(port.name, port.nth), []).append(port)
    sources = {route.source for route in routes}
    destinations = {route.destination for route in routes}
    for route in routes:
        for end in (route.source, route.destination):
            if isinstance(end, PortEnd):
                grouped.setdefault(end, [])
    for end, group in grouped.items():
        name = snapshot.patch.device_name(end)
        yield _device(end, name, group, sends=end in sources, receives=end in destinations)
    yield Terminal(KEYBOARD, Kind.KEYBOARD, "", sends=True, receives=False)
    yield Terminal(MONITOR, Kind.MONITOR, "", sends=False, receives=True)


def _device(end: PortEnd, name: str, group: list[Port], *, sends: bool, receives: bool) -> Terminal:
    """Make the node of one device; `sends` and `receives` are what routes want of it."""
    return Terminal(
        end,
        Kind.VIRTUAL if any(port.virtual for port in group) else Kind.PORT,
        name,
        sends=sends or any(port.direction == "in" for port in group),
        receives=receives or any(port.direction == "out" for port in group),
        condition=Condition.PRESENT if any(port.state == "added" for port in group) else Condition.ABSENT,
        meter=next((f"in:{port.id}" for port in group if port.direction == "in"), None),
    )


# -- the network ---------------------------------------------------------------------------------------------


def _session_box(session: Session, snapshot: Snapshot, routed: set[Endpoint]) -> SessionBox:
    everyone = Terminal(SessionEnd(session.name), Kind.EVERYONE, "", sends=True, receives=True)
    inside = [p for p in sorted(snapshot.participants, key=lambda p: p.id) if p.session == session.id]
    present = [_participant(participant, session, snapshot.found) for participant in inside]
    there = {participant.peer for participant in inside}
    absent = [
        _absent(end, session, snapshot)
        for end in sorted((end for end in routed if isinstance(end, PeerEnd)), key=lambda end: end.peer)
        if end.session == session.name and end.peer not in there
    ]
    rows = (everyone, *present, *absent)
    return SessionBox(
        session.id, session.name, session.addresses, session.control, session.accept, session.state, rows
    )


def _participant(participant: Participant, session: Session, found: Iterable[Found]) -> Terminal:
    condition = Condition(participant.state)
    rtt_ms = None if participant.rtt_ms is None else round(participant.rtt_ms, RTT_DECIMALS)
    return Terminal(
        PeerEnd(session.name, participant.peer),
        Kind.PEER,
        participant.name,
        sends=True,
        receives=True,
        condition=condition,
        deed=DEEDS[condition],
        peering=Peering(
            participant=participant.id,
            found=next(
                (f.id for f in found if f.participant == participant.id and f.state != "removed"), None
            ),
            session=session.id,
            address=participant.address,
            port=participant.port,
            since_wall=participant.since_wall,
            ended_here=participant.reason == ENDED_HERE,
            next_try=participant.next_try,
            rtt_ms=rtt_ms,
            repaired=sum(participant.counters.repaired.values()),
        ),
        meter=f"in:{participant.id}",
    )


def _absent(end: PeerEnd, session: Session, snapshot: Snapshot) -> Terminal:
    """Make the grey row of a peer that routes name but that is not in the session."""
    peer = next((peer for peer in snapshot.patch.peers if peer.id == end.peer), None)
    name = peer.shown_name if peer else end.peer
    found = next((each for each in _free_peers(snapshot) if end.peer in each.peers), None)
    host, _, port = (peer.address or "").rpartition(":") if peer else ("", "", "")
    peering = Peering(
        found=found.id if found else None,
        session=session.id,
        own_name=peer.name or "" if peer else "",
        address=host.strip("[]"),
        port=int(port) if port.isdecimal() else 0,
    )
    deed = Deed.INVITE_AGAIN if found or peering.port else None
    return Terminal(end, Kind.PEER, name, True, True, Condition.ABSENT, deed, peering)


def _links(snapshot: Snapshot) -> Iterator[Terminal]:
    meters = {link.name: f"in:{link.id}" for link in snapshot.links}
    for link in snapshot.patch.links:
        peering, meter = Peering(port=link.port), meters.get(link.name)
        yield Terminal(LinkEnd(link.name), Kind.LINK, link.name, True, True, peering=peering, meter=meter)


def _free_peers(snapshot: Snapshot) -> Iterator[Found]:
    """Give the found peers that are in no session, in the order in which they came: rows stand still."""
    inside = {participant.id for participant in snapshot.participants}
    for found in sorted(snapshot.found, key=lambda found: found.id):
        if found.state != "removed" and found.participant not in inside:
            yield found


def _nearby(found: Found) -> Terminal:
    """Make the row of a peer that is in no session."""
    end: CanvasEnd = FoundEnd(found.id)
    place = _place(found)
    peering = Peering(
        found=found.id, own_name=found.name, service=found.service, address=place, port=found.port
    )
    return Terminal(end, Kind.FOUND, found.shown_name, True, True, Condition.NEARBY, Deed.INVITE, peering)


def _place(found: Found) -> str:
    """Say where somebody is: by the name of the computer, or by its address where that tells a person more."""
    host = found.host.rstrip(".")
    addresses = sorted(found.addresses, key=lambda each: ":" in each)
    return next(iter(addresses), host) if not host or _MADE_UP_HOST.fullmatch(host) else host
