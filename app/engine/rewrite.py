"""Patches made from patches where one change drags others along: names that are followed, and ends that are gone."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from app.model.endpoints import Endpoint, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Device, FoundPeer, Link, Patch, Peer, Route, Scene, Session, VirtualPort


def with_session(patch: Patch, name: str, session: Session) -> Patch:
    """Put a session in the place of the one called `name`; routes and peers that name it follow."""

    def follow(end: Endpoint) -> Endpoint:
        if isinstance(end, SessionEnd | PeerEnd) and end.session == name:
            return replace(end, session=session.name)
        return end

    def follow_peer(peer: Peer) -> Peer:
        return replace(peer, session=session.name) if peer.session == name else peer

    return replace(
        patch,
        sessions=tuple(session if each.name == name else each for each in patch.sessions),
        peers=tuple(follow_peer(peer) for peer in patch.peers),
        routes=_followed(patch.routes, follow),
        scenes=_called_from(patch.scenes, follow),
    )


def without_session(patch: Patch, name: str) -> Patch:
    """Take a session out, with the routes and peers that are nothing without it."""
    kept = _without_ends(patch, lambda end: isinstance(end, SessionEnd | PeerEnd) and end.session == name)
    return replace(
        kept,
        sessions=tuple(each for each in patch.sessions if each.name != name),
        peers=tuple(peer for peer in patch.peers if peer.session != name),
    )


def with_link(patch: Patch, name: str, link: Link) -> Patch:
    """Put a link in the place of the one called `name`; routes that name it follow."""

    def follow(end: Endpoint) -> Endpoint:
        return LinkEnd(link.name) if end == LinkEnd(name) else end

    links = tuple(link if each.name == name else each for each in patch.links)
    return replace(
        patch,
        links=links,
        routes=_followed(patch.routes, follow),
        scenes=_called_from(patch.scenes, follow),
    )


def without_link(patch: Patch, name: str) -> Patch:
    """Take a link out, with the routes to and from it."""
    kept = _without_ends(patch, lambda end: end == LinkEnd(name))
    return replace(kept, links=tuple(each for each in patch.links if each.name != name))


def with_port(patch: Patch, name: str, port: VirtualPort) -> Patch:
    """Put a port of our own in the place of the one called `name`; routes that name it follow."""

    def follow(end: Endpoint) -> Endpoint:
        return PortEnd(port.name) if end == PortEnd(name) else end

    ports = tuple(port if each.name == name else each for each in patch.ports)
    return replace(patch, ports=ports, routes=_followed(patch.routes, follow))


def with_nickname(patch: Patch, end: PortEnd, nickname: str | None) -> Patch:
    """Call a device something else; None is the name it gives itself."""
    kept = tuple(each for each in patch.devices if (each.name, each.nth) != (end.name, end.nth))
    named = () if nickname is None else (Device(end.name, nickname, end.nth),)
    return replace(patch, devices=(*kept, *named))


def with_found_nickname(patch: Patch, service: str, nickname: str | None, peers: Collection[str]) -> Patch:
    """Call somebody who is found something else, by how mDNS announces it; `peers` are its entries, if it has any."""
    others = tuple(each for each in patch.found if each.name != service)
    named = () if nickname is None or peers else (FoundPeer(service, nickname),)
    entries = tuple(replace(each, nickname=nickname) if each.id in peers else each for each in patch.peers)
    return replace(patch, found=(*others, *named), peers=entries)


def with_hidden(patch: Patch, name: str, hidden: bool) -> Patch:
    """Hide whom mDNS announces so where peers are found, or show it again."""
    kept = tuple(each for each in patch.network.hidden if each != name)
    return replace(patch, network=replace(patch.network, hidden=(*kept, name) if hidden else kept))


def with_peer(patch: Patch, peer: Peer) -> Patch:
    """Add a peer, or replace the one with its id; what it is called stands in its entry from then on."""
    peers = tuple(peer if each.id == peer.id else each for each in patch.peers)
    if peer not in peers:
        peers = (*peers, peer)
    return replace(patch, peers=peers, found=tuple(each for each in patch.found if each.name != peer.service))


def without_peer(patch: Patch, peer: str) -> Patch:
    """Take a peer out, with the routes to and from it."""
    kept = _without_ends(patch, lambda end: isinstance(end, PeerEnd) and end.peer == peer)
    return replace(kept, peers=tuple(each for each in patch.peers if each.id != peer))


def without_routes(patch: Patch, gone: Callable[[Route], bool]) -> Patch:
    """Take routes out, of scenes too."""
    names = {route.id for route in patch.routes if gone(route)}
    if not names:
        return patch
    return replace(
        patch,
        routes=tuple(route for route in patch.routes if route.id not in names),
        scenes=tuple(
            replace(scene, routes=tuple(route for route in scene.routes if route not in names))
            for scene in patch.scenes
        ),
    )


def with_scene(patch: Patch, scene: Scene, place: int | None = None) -> Patch:
    """Put a scene where the one of its name is, or else at a place, or last; it keeps only routes that exist."""
    known = {route.id for route in patch.routes}
    scene = replace(scene, routes=tuple(route for route in scene.routes if route in known))
    scenes = patch.scenes
    if any(each.name == scene.name for each in scenes):
        scenes = tuple(scene if each.name == scene.name else each for each in scenes)
    else:
        at = len(scenes) if place is None else place
        scenes = (*scenes[:at], scene, *scenes[at:])
    return replace(patch, scenes=scenes)


def in_scene(patch: Patch, scene: Scene) -> Patch:
    """Switch on exactly the routes of a scene."""
    return replace(
        patch, routes=tuple(replace(route, muted=route.id not in scene.routes) for route in patch.routes)
    )


def _without_ends(patch: Patch, gone: Callable[[Endpoint], bool]) -> Patch:
    """Take out the routes to and from such ends; scenes that were called from there are called no more."""
    kept = without_routes(patch, lambda route: gone(route.source) or gone(route.destination))
    scenes = tuple(
        replace(scene, source=None, control=None, value=None)
        if scene.source is not None and gone(scene.source)
        else scene
        for scene in kept.scenes
    )
    return replace(kept, scenes=scenes)


def _called_from(scenes: Iterable[Scene], follow: Callable[[Endpoint], Endpoint]) -> tuple[Scene, ...]:
    return tuple(
        scene if scene.source is None else replace(scene, source=follow(scene.source)) for scene in scenes
    )


def _followed(routes: Iterable[Route], follow: Callable[[Endpoint], Endpoint]) -> tuple[Route, ...]:
    return tuple(
        replace(route, source=follow(route.source), destination=follow(route.destination)) for route in routes
    )
