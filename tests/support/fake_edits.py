"""The `edit` facet of the engine that lives in memory: the patch changes, and the views follow it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.engine import api
from app.engine.problems import Problem
from app.engine.rewrite import in_scene, with_link, with_scene, with_session, without_link
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

    def change_peer(self, peer: Peer) -> None:
        self._note("change_peer", peer)
        peers = tuple(peer if each.id == peer.id else each for each in self._patch.peers)
        if peer not in peers:
            peers = (*peers, peer)
        self._set(replace(self._patch, peers=peers))
        for view in list(self._engine._participants.values()):
            if view.peer == peer.id:
                name = peer.nickname or peer.name or view.name
                self._engine.set_participant(view, name=name, access=peer.access)

    def forget_peer(self, peer: str) -> None:
        self._note("forget_peer", peer)

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

    def put_scene(self, scene: Scene) -> None:
        self._note("put_scene", scene)
        self._set(with_scene(self._patch, scene))

    def remove_scene(self, name: str) -> None:
        self._note("remove_scene", name)
        self._set(
            replace(self._patch, scenes=tuple(each for each in self._patch.scenes if each.name != name))
        )

    def add_link(self, link: Link) -> None:
        self._note("add_link", link)
        self._set(replace(self._patch, links=(*self._patch.links, link)))

    def change_link(self, name: str, link: Link) -> None:
        self._note("change_link", name, link)
        self._set(with_link(self._patch, name, link))

    def remove_link(self, name: str) -> None:
        self._note("remove_link", name)
        self._set(without_link(self._patch, name))

    def add_port(self, port: VirtualPort) -> None:
        self._note("add_port", port)
        self._set(replace(self._patch, ports=(*self._patch.ports, port)))

    def remove_port(self, name: str) -> None:
        self._note("remove_port", name)
        self._set(replace(self._patch, ports=tuple(each for each in self._patch.ports if each.name != name)))

    @property
    def _patch(self) -> Patch:
        return self._engine._patch

    def _set(self, patch: Patch) -> None:
        self._engine._set_patch(patch)

    def _note(self, *command: Any) -> None:
        self._engine._note(*command)
