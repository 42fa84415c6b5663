"""Undoable changes of what the patch is made of: sessions, links, ports of our own, names and who is hidden."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoStack

from app.engine.api import EditApi, Found
from app.model.endpoints import PortEnd
from app.model.patch import Link, Patch, Session, VirtualPort
from app.ui.client import Client
from app.ui.undo_step import Step
from app.ui.wording import shown_name

Edit: TypeAlias = Callable[[EditApi], None]
Part = TypeVar("Part", Session, Link, VirtualPort)


class PartVerbs:
    """The verbs of the "Add" menu and of the inspector; each is one step on the stack."""

    def __init__(self, client: Client, stack: QUndoStack) -> None:
        self._client = client
        self._stack = stack

    def add_session(self, session: Session) -> None:
        """Open another session."""
        self._change(
            _text(QCoreApplication.translate("UndoVerbs", "Add {name}"), session.name),
            lambda edit: edit.add_session(session),
            lambda edit: edit.remove_session(session.name),
        )

    def remove_session(self, name: str) -> None:
        """Close a session, with its people and cables."""
        gone = _named(self._patch.sessions, name)
        if gone is not None:
            self._remove(name, lambda edit: edit.remove_session(name), lambda edit: edit.add_session(gone))

    def add_link(self, link: Link) -> None:
        """Open another direct link."""
        self._change(
            _text(QCoreApplication.translate("UndoVerbs", "Add {name}"), link.name),
            lambda edit: edit.add_link(link),
            lambda edit: edit.remove_link(link.name),
        )

    def change_link(self, name: str, link: Link) -> None:
        """Put `link` in the place of the one called `name`."""
        before = _named(self._patch.links, name)
        if before is not None and before != link:
            self._change(
                _text(QCoreApplication.translate("UndoVerbs", "Change {name}"), name),
                lambda edit: edit.change_link(name, link),
                lambda edit: edit.change_link(link.name, before),
            )

    def remove_link(self, name: str) -> None:
        """Close a direct link, with its cables."""
        gone = _named(self._patch.links, name)
        if gone is not None:
            self._remove(name, lambda edit: edit.remove_link(name), lambda edit: edit.add_link(gone))

    def add_port(self, port: VirtualPort) -> None:
        """Make another virtual port."""
        self._change(
            _text(QCoreApplication.translate("UndoVerbs", "Add {name}"), port.name),
            lambda edit: edit.add_port(port),
            lambda edit: edit.remove_port(port.name),
        )

    def change_port(self, name: str, port: VirtualPort) -> None:
        """Put `port` in the place of the one called `name`."""
        before = _named(self._patch.ports, name)
        if before is not None and before != port:
            self._change(
                _text(QCoreApplication.translate("UndoVerbs", "Change {name}"), name),
                lambda edit: edit.change_port(name, port),
                lambda edit: edit.change_port(port.name, before),
            )

    def remove_port(self, name: str) -> None:
        """Take a virtual port away; its cables wait for a port of that name."""
        gone = _named(self._patch.ports, name)
        if gone is not None:
            self._remove(name, lambda edit: edit.remove_port(name), lambda edit: edit.add_port(gone))

    def name_device(self, end: PortEnd, nickname: str | None) -> None:
        """Call a device of this computer something else; None is the name it gives itself."""
        before = self._patch.nickname(end)
        if before != nickname:
            self._change(
                _text(QCoreApplication.translate("UndoVerbs", "Rename {name}"), before or end.name),
                lambda edit: edit.name_device(end, nickname),
                lambda edit: edit.name_device(end, before),
            )

    def name_found(self, found: Found, nickname: str | None) -> None:
        """Call somebody who is found something else; None is the name it gives itself."""
        service, before = found.service, found.nickname
        entries = {peer.id: peer.nickname for peer in self._patch.peers if peer.id in found.peers}

        def call_back(edit: EditApi) -> None:
            edit.name_found(service, before)
            for peer in self._patch.peers:  # those of several sessions may have had several names
                if peer.nickname != entries.get(peer.id, peer.nickname):
                    edit.change_peer(replace(peer, nickname=entries[peer.id]))

        if before != nickname:
            text = QCoreApplication.translate("UndoVerbs", "Rename {name}")
            self._change(
                _text(text, found.shown_name), lambda edit: edit.name_found(service, nickname), call_back
            )

    def hide_peer(self, service: str, hidden: bool) -> None:
        """Show a peer that is found no longer, or again."""
        if (service in self._patch.network.hidden) != hidden:
            hide = QCoreApplication.translate("UndoVerbs", "Hide {name}")
            show = QCoreApplication.translate("UndoVerbs", "Show {name}")
            self._change(
                _text(hide if hidden else show, self._patch.found_nickname(service) or service),
                lambda edit: edit.hide_peer(service, hidden),
                lambda edit: edit.hide_peer(service, not hidden),
            )

    def forget_peer(self, peer: str) -> None:
        """Know a peer no longer; the cables to it go too."""
        known = next((each for each in self._patch.peers if each.id == peer), None)
        if known is not None:
            self._remove(
                known.shown_name,
                lambda edit: edit.forget_peer(peer),
                lambda edit: edit.change_peer(known),
            )

    # -- inside -------------------------------------------------------------------------------------------------

    @property
    def _patch(self) -> Patch:
        return self._client.snapshot.patch

    def _change(self, text: str, redo: Edit, undo: Edit) -> None:
        self._stack.push(_Change(self._client, text, redo, undo))

    def _remove(self, name: str, remove: Edit, add: Edit) -> None:
        text = _text(QCoreApplication.translate("UndoVerbs", "Remove {name}"), name)
        self._stack.push(_Removal(self._client, text, remove, add))


class _Change(Step):
    def __init__(self, client: Client, text: str, redo: Edit, undo: Edit) -> None:
        super().__init__(client, text)
        self._redo, self._undo = redo, undo

    def redo(self) -> None:
        self._check(self._client.edit(self._redo))

    def undo(self) -> None:
        self._check(self._client.edit(self._undo))


class _Removal(_Change):
    """Takes something out and remembers what went with it, so that undo brings all of it back."""

    def __init__(self, client: Client, text: str, remove: Edit, add: Edit) -> None:
        super().__init__(client, text, remove, add)
        self._lost = Patch()

    def redo(self) -> None:
        before = self._client.snapshot.patch
        super().redo()
        after = self._client.snapshot.patch
        self._lost = replace(
            before,
            peers=tuple(each for each in before.peers if each not in after.peers),
            routes=tuple(each for each in before.routes if each not in after.routes),
            scenes=tuple(each for each in before.scenes if each not in after.scenes),
        )

    def undo(self) -> None:
        super().undo()
        client, lost = self._client, self._lost
        client.edit(self._put_back_peers)
        for route in lost.routes:
            client.add_route(route)
        client.edit(self._put_back_scenes)

    def _put_back_peers(self, edit: EditApi) -> None:
        for peer in self._lost.peers:
            edit.change_peer(peer)

    def _put_back_scenes(self, edit: EditApi) -> None:
        for scene in self._lost.scenes:
            edit.put_scene(scene)


def _named(parts: Iterable[Part], name: str) -> Part | None:
    return next((each for each in parts if each.name == name), None)


def _text(template: str, name: str) -> str:
    return template.format(name=shown_name(name))
