"""What can be recorded and what can be played into, named as the window names it."""

from typing import Final

from app.engine.api import Snapshot
from app.model.endpoints import KEYBOARD, MONITOR, Endpoint, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.ui.wording import endpoint_name

BLOCKING_SYSTEMS: Final = ("winmm",)
"""Where nothing else plays while a device takes a long SysEx: a send returns when the driver has all of it."""


def recordable(snapshot: Snapshot) -> list[tuple[Endpoint, str]]:
    """List every end that can be recorded: what it plays, or what it is played when it only receives."""
    return _named([*_ports(snapshot, "in", "out"), KEYBOARD, MONITOR, *_network(snapshot)], snapshot)


def sources(snapshot: Snapshot) -> list[tuple[Endpoint, str]]:
    """List every end that plays by itself."""
    return _named([*_ports(snapshot, "in"), *_network(snapshot)], snapshot)


def destinations(snapshot: Snapshot) -> list[tuple[Endpoint, str]]:
    """List every end that can be played into."""
    return _named([*_ports(snapshot, "out"), *_network(snapshot)], snapshot)


def _ports(snapshot: Snapshot, *directions: str) -> list[Endpoint]:
    ports = (port for port in snapshot.ports if port.direction in directions and port.state == "added")
    return list(dict.fromkeys(PortEnd(port.name, port.nth) for port in ports))


def _network(snapshot: Snapshot) -> list[Endpoint]:
    names = {session.id: session.name for session in snapshot.sessions}
    people = (one for one in snapshot.participants if one.session in names)
    return [
        *(PeerEnd(names[one.session], one.peer) for one in people),
        *(SessionEnd(session.name) for session in snapshot.sessions),
        *(LinkEnd(link.name) for link in snapshot.links),
    ]


def _named(ends: list[Endpoint], snapshot: Snapshot) -> list[tuple[Endpoint, str]]:
    return [(end, endpoint_name(end, snapshot)) for end in ends]
