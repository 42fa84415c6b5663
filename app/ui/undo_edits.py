"""Undoable changes of sessions, known peers and scenes, addressed by names and ids."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoStack

from app.engine.api import Invitation
from app.model.endpoints import Endpoint
from app.model.patch import Access, Patch, Peer, Scene, Session
from app.ui.client import Client
from app.ui.undo_step import Step, one_step

PROGRAMS = 128


class EditVerbs:
    """The verbs of the inspector and of the scenes; each is one step on the stack."""

    def __init__(self, client: Client, stack: QUndoStack) -> None:
        self._client = client
        self._stack = stack

    def change_session(self, name: str, session: Session) -> None:
        """Put `session` in the place of the one called `name`."""
        before = next((old for old in self._patch.sessions if old.name == name), None)
        if before is not None and before != session:
            self._stack.push(_ChangeSession(self._client, before, session))

    def change_peer(self, before: Peer, after: Peer) -> None:
        """Know a peer differently; `before` is what undo puts back."""
        if before != after:
            self._stack.push(_ChangePeer(self._client, before, after))

    def answer_for_good(self, invitation: Invitation, *, let_in: bool) -> None:
        """Let somebody join now and always, or never; undo has them asked about again, and sends nobody away."""
        self._stack.push(_AnswerForGood(self._client, invitation, let_in))

    def switch_scene(self, name: str) -> None:
        """Switch the cables of a scene on and all others off."""
        scene = next((scene for scene in self._patch.scenes if scene.name == name), None)
        on = {route.id for route in self._patch.routes if not route.muted}
        if scene is not None and on != set(scene.routes):
            self._stack.push(_SwitchScene(self._client, scene))

    def save_scene(self, name: str) -> None:
        """Save which cables are on under a name, instead of what had that name."""
        self.put_scene(self._patch.scene_of(name))

    def put_scene(self, scene: Scene) -> None:
        """Save a scene, in the place of the one of its name if there is one."""
        before = next((each for each in self._patch.scenes if each.name == scene.name), None)
        if (
            before is None
            or replace(before, routes=()) != replace(scene, routes=())
            or (set(before.routes) != set(scene.routes))
        ):
            self._stack.push(_PutScene(self._client, before, scene))

    def call_by_programs(self, source: Endpoint) -> None:
        """Let program 1 of a source, on channel 1, call the first scene, program 2 the second, and so on."""
        with one_step(self._stack, QCoreApplication.translate("UndoVerbs", "Call scenes by programs")):
            for place, scene in enumerate(self._patch.scenes[:PROGRAMS]):
                self.put_scene(replace(scene, source=source, control="ch0.program", value=place))

    def rename_scene(self, name: str, new: str) -> None:
        """Call a scene by a name that no other has; it keeps its place, and so its key."""
        scenes = {scene.name: scene for scene in self._patch.scenes}
        if name in scenes and new not in scenes:
            self._stack.push(_RenameScene(self._client, scenes[name], new))

    def remove_scene(self, name: str) -> None:
        """Take a scene away; the cables stay as they are."""
        scene = next((scene for scene in self._patch.scenes if scene.name == name), None)
        if scene is not None:
            self._stack.push(_RemoveScene(self._client, scene))

    @property
    def _patch(self) -> Patch:
        return self._client.snapshot.patch


def current_scene(patch: Patch) -> Scene | None:
    """Find the scene whose cables are exactly those that are on."""
    on = {route.id for route in patch.routes if not route.muted}
    return next((scene for scene in patch.scenes if set(scene.routes) == on), None)


class _ChangeSession(Step):
    def __init__(self, client: Client, before: Session, after: Session) -> None:
        super().__init__(client, QCoreApplication.translate("UndoVerbs", "Change session"))
        self._before = before
        self._after = after

    def redo(self) -> None:
        self._check(self._client.edit(lambda edit: edit.change_session(self._before.name, self._after)))

    def undo(self) -> None:
        self._check(self._client.edit(lambda edit: edit.change_session(self._after.name, self._before)))


class _ChangePeer(Step):
    def __init__(self, client: Client, before: Peer, after: Peer) -> None:
        text = QCoreApplication.translate("UndoVerbs", "Change {name}").format(name=after.shown_name)
        super().__init__(client, text)
        self._before = before
        self._after = after

    def redo(self) -> None:
        self._check(self._client.edit(lambda edit: edit.change_peer(self._after)))

    def undo(self) -> None:
        self._check(self._client.edit(lambda edit: edit.change_peer(self._before)))


class _AnswerForGood(Step):
    def __init__(self, client: Client, invitation: Invitation, let_in: bool) -> None:
        always = QCoreApplication.translate("UndoVerbs", "Always let {name} join")
        never = QCoreApplication.translate("UndoVerbs", "Never let {name} join")
        super().__init__(client, (always if let_in else never).format(name=invitation.name))
        self._invitation, self._let_in = invitation.id, let_in
        self._before: dict[str, Access] | None = None
        self._after: dict[str, Access] = {}

    def redo(self) -> None:
        if self._before is not None:
            return self._give(self._after)
        known = {peer.id: peer.access for peer in self._client.snapshot.patch.peers}
        answer = self._client.accept if self._let_in else self._client.decline
        done = answer(self._invitation, True)
        now = {peer.id: peer.access for peer in self._client.snapshot.patch.peers}
        self._after = {peer: access for peer, access in now.items() if access != known.get(peer, "ask")}
        self._before = {peer: known.get(peer, "ask") for peer in self._after}
        return self._check(done, bool(self._after))

    def undo(self) -> None:
        self._give(self._before or {})

    def _give(self, access: dict[str, Access]) -> None:
        peers = [peer for peer in self._client.snapshot.patch.peers if peer.id in access]
        for peer in peers:
            self._change(replace(peer, access=access[peer.id]))
        self._check(bool(peers))

    def _change(self, peer: Peer) -> None:
        self._check(self._client.edit(lambda edit: edit.change_peer(peer)))


class _SwitchScene(Step):
    def __init__(self, client: Client, scene: Scene) -> None:
        text = QCoreApplication.translate("UndoVerbs", "Scene “{name}”").format(name=scene.name)
        super().__init__(client, text)
        self._scene = scene.name
        self._muted = {route.id: route.muted for route in client.snapshot.patch.routes}

    def redo(self) -> None:
        self._check(self._client.edit(lambda edit: edit.switch_scene(self._scene)))

    def undo(self) -> None:
        for route in self._client.snapshot.patch.routes:
            muted = self._muted.get(route.id, route.muted)
            if muted != route.muted:
                self._client.change_route(replace(route, muted=muted))


class _PutScene(Step):
    def __init__(self, client: Client, before: Scene | None, after: Scene) -> None:
        text = QCoreApplication.translate("UndoVerbs", "Save scene “{name}”").format(name=after.name)
        super().__init__(client, text)
        self._before = before
        self._after = after

    def redo(self) -> None:
        self._check(self._client.edit(lambda edit: edit.put_scene(self._after)))

    def undo(self) -> None:
        before = self._before
        if before is None:
            self._check(self._client.edit(lambda edit: edit.remove_scene(self._after.name)))
        else:
            self._check(self._client.edit(lambda edit: edit.put_scene(before)))


class _RemoveScene(Step):
    def __init__(self, client: Client, scene: Scene) -> None:
        text = QCoreApplication.translate("UndoVerbs", "Remove scene “{name}”").format(name=scene.name)
        super().__init__(client, text)
        self._scene = scene
        self._place = client.snapshot.patch.scenes.index(scene)

    def redo(self) -> None:
        self._check(self._client.edit(lambda edit: edit.remove_scene(self._scene.name)))

    def undo(self) -> None:
        self._check(self._client.edit(lambda edit: edit.put_scene(self._scene, self._place)))


class _RenameScene(Step):
    def __init__(self, client: Client, scene: Scene, new: str) -> None:
        text = QCoreApplication.translate("UndoVerbs", "Rename scene “{name}”").format(name=scene.name)
        super().__init__(client, text)
        self._old, self._new = scene.name, new

    def redo(self) -> None:
        self._rename(self._old, self._new)

    def undo(self) -> None:
        self._rename(self._new, self._old)

    def _rename(self, name: str, new: str) -> None:
        scenes = self._client.snapshot.patch.scenes
        place = next((place for place, scene in enumerate(scenes) if scene.name == name), None)
        if place is None:
            return self._check(False)
        put = replace(scenes[place], name=new)
        removed = self._client.edit(lambda edit: edit.remove_scene(name))
        return self._check(removed and self._client.edit(lambda edit: edit.put_scene(put, place)))
