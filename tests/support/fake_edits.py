"""The `edit` facet of the engine that lives in memory: the patch changes, and the views follow it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.engine import api
from app.engine.neighbours import Neighbours
from app.engine.problems import Problem
from app.engine.rewrite import (
    in_scene,
    with_found_nickname,
    with_hidden,
    with_link,
    with_nickname,
    with_peer,
    with_port,
    with_scene,
    with_session,
    without_link,
    without_peer,
    without_session,
)
from app.engine.sightings import Sighting
from app.model.address import Address
from app.model.endpoints import PortEnd
from app.model.patch import Link, Patch, Peer, Scene, Session, VirtualPort

if TYPE_CHECKING:
    from tests.support.fake_engine import FakeEngine


class FakeEdits:
    """An `EditApi` on the world of a `FakeEngine`; commands are noted there."""

    def __init__(self, engine: FakeEngine) -> None:
        self._engine = engine

    def add_session(self, session: Session) -> None:
        self._note("add_session", session)
        self._engine.add_session(session.name, session.port, accept=session.accept)

    def change_session(self, name: str, session: Session) -> None:
        self._note("change_session", name, session)
        names = {each.name for each in self._patch.sessions}
        if name not in names or (session.name != name and session.name in names):
            raise api.CommandError(Problem("session.taken", {"session": session.name}))
        self._set(with_session(self._patch, name, session))
        for view in list(self._engine._sessions.values()):
            if view.name == name:
                view = replace(view, name=session.name, accept=session.accept, published=session.publish)
                view = replace(view, control=session.port, data=session.port + 1)
                self._engine._sessions[view.id] = view
                self._engine.emit(api.SessionChanged(view))
        self._engine._follow_routes()

    def remove_session(self, name: str) -> None:
        self._note("remove_session", name)
        self._set(without_session(self._patch, name))
        for view in [each for each in self._engine._sessions.values() if each.name == name]:
            del self._engine._sessions[view.id]
            self._engine.emit(api.SessionChanged(replace(view, state="closed")))
        self._engine._follow_routes()

    def change_peer(self, peer: Peer) -> None:
        self._note("change_peer", peer)
        self._set(with_peer(self._patch, peer))
        for view in list(self._engine._participants.values()):
            if view.peer == peer.id:
                name = peer.nickname or peer.name or view.name
                self._engine.set_participant(view, name=name, access=peer.access)

    def forget_peer(self, peer: str) -> None:
        self._note("forget_peer", peer)
        self._set(without_peer(self._patch, peer))
        for view in [each for each in self._engine._participants.values() if each.peer == peer]:
            del self._engine._participants[view.id]
            self._engine.emit(api.ParticipantChanged(view, gone=True))
        self._engine._follow_routes()

    def retry(self, participant: int) -> None:
        self._note("retry", participant)
        self._engine.set_participant(self._engine._participants[participant], state="inviting")

    def switch_scene(self, name: str) -> None:
        self._note("switch_scene", name)
        scene = next((each for each in self._patch.scenes if each.name == name), None)
        if scene is None:
            raise api.CommandError(Problem("scene.unknown", {"scene": name}))
        self._set(in_scene(self._patch, scene))
        self._engine._judge_routes()

    def put_scene(self, scene: Scene, place: int | None = None) -> None:
        self._note("put_scene", scene)
        self._set(with_scene(self._patch, scene, place))

    def remove_scene(self, name: str) -> None:
        self._note("remove_scene", name)
        self._set(
            replace(self._patch, scenes=tuple(each for each in self._patch.scenes if each.name != name))
        )

    def add_link(self, link: Link) -> None:
        self._note("add_link", link)
        self._set(replace(self._patch, links=(*self._patch.links, link)))
        self._engine._follow_links()

    def change_link(self, name: str, link: Link) -> None:
        self._note("change_link", name, link)
        self._set(with_link(self._patch, name, link))
        self._engine._rename_link(name, link.name)

    def remove_link(self, name: str) -> None:
        self._note("remove_link", name)
        self._set(without_link(self._patch, name))
        self._engine._follow_links()

    def add_port(self, port: VirtualPort) -> None:
        self._note("add_port", port)
        if any(each.name == port.name for each in self._patch.ports):
            raise api.CommandError(Problem("port.taken", {"port": port.name}))
        self._set(replace(self._patch, ports=(*self._patch.ports, port)))
        self._make(port)

    def change_port(self, name: str, port: VirtualPort) -> None:
        self._note("change_port", name, port)
        self._set(with_port(self._patch, name, port))
        self._unmake(name)
        self._make(port)
        self._engine._follow_routes()

    def remove_port(self, name: str) -> None:
        self._note("remove_port", name)
        self._set(replace(self._patch, ports=tuple(each for each in self._patch.ports if each.name != name)))
        self._unmake(name)

    def name_device(self, end: PortEnd, nickname: str | None) -> None:
        self._note("name_device", end, nickname)
        self._set(with_nickname(self._patch, end, nickname))

    def name_found(self, service: str, nickname: str | None) -> None:
        self._note("name_found", service, nickname)
        peers = [
            peer for each in self._engine._found.values() if each.service == service for peer in each.peers
        ]
        self._set(with_found_nickname(self._patch, service, nickname, peers))

    def hide_peer(self, service: str, hidden: bool) -> None:
        self._note("hide_peer", service, hidden)
        self._set(with_hidden(self._patch, service, hidden))

    def link_found(self) -> None:
        """Let who is found be whom the patch knows, as the engine does."""
        found = self._engine._found
        sightings = tuple(_sighting(each) for each in found.values())
        entries = Neighbours(lambda: sightings).entries(self._patch.peers)
        for each in list(found.values()):
            peers = entries.get(each.service, ())
            given = next((peer.nickname for peer in peers if peer.nickname), None)
            nickname = given or self._patch.found_nickname(each.service)
            found[each.id] = replace(each, peers=tuple(peer.id for peer in peers), nickname=nickname)

    def _make(self, port: VirtualPort) -> None:
        for way in ("in", "out") if port.direction == "both" else (port.direction,):
            self._engine.add_port(port.name, way, virtual=True)

    def _unmake(self, name: str) -> None:
        for port in [each for each in self._engine._ports.values() if each.name == name and each.virtual]:
            del self._engine._ports[port.id]
            self._engine.emit(api.PortChanged(replace(port, state="removed")))
        self._engine._judge_routes()

    @property
    def _patch(self) -> Patch:
        return self._engine._patch

    def _set(self, patch: Patch) -> None:
        self._engine._set_patch(patch)

    def _note(self, *command: Any) -> None:
        self._engine._note(*command)


def _sighting(found: api.Found) -> Sighting:
    addresses = tuple(Address(host, found.port) for host in found.addresses)
    return Sighting(found.name, found.service, found.host, addresses, found.port)
