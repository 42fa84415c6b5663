"""What the user can take back: commands addressed by ids, never by objects on the screen."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.engine.api import EditApi, Found, Participant
from app.model.patch import Route
from app.ui.client import Client
from app.ui.undo_edits import EditVerbs
from app.ui.undo_parts import PartVerbs
from app.ui.undo_step import Step, one_step

RoutesFor: TypeAlias = Callable[[str], Sequence[Route]]
"""Given the id of the invited peer, the cables that the same gesture makes."""

UNDO_LIMIT = 500
CHANGE_ROUTE = 1
SAME_TURN_S = 0.8
"""So close together the steps of a spin box are one turn of it."""


def no_routes(_peer: str) -> Sequence[Route]:
    """Invite and make no cable."""
    return ()


class UndoVerbs(QObject):
    """The verbs that can be undone; each is one step on `stack`, and a step that fails is forgotten."""

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(UNDO_LIMIT)
        self.edit = EditVerbs(client, self.stack)
        self.parts = PartVerbs(client, self.stack)
        self._seen: list[Callable[[], object]] = [self._people_and_patch]

    def close(self) -> None:
        """Forget every step, in order: left to the garbage collector, the steps may go before the stack they are on."""
        self.stack.clear()

    def watch(self, look: Callable[[], object]) -> None:
        """Have steps on the stack that change what `look` gives, too."""
        self._seen.append(look)

    def undo(self) -> None:
        """Take back the last step of which something is to be seen: others may have overtaken the last ones."""
        self._go(self.stack.canUndo, self.stack.undo)

    def redo(self) -> None:
        """Do the next step again of which something is to be seen."""
        self._go(self.stack.canRedo, self.stack.redo)

    def _go(self, can: Callable[[], bool], step: Callable[[], None]) -> None:
        refused: list[object] = []
        connection = self._client.command_failed.connect(refused.append)
        before = self._look()
        while can() and not refused and self._look() == before:
            step()
        self._client.command_failed.disconnect(connection)

    def _look(self) -> list[object]:
        return [look() for look in self._seen]

    def _people_and_patch(self) -> object:
        snapshot = self._client.snapshot
        return snapshot.patch, frozenset((one.id, one.wanted) for one in snapshot.participants)

    def one_step(self, text: str) -> AbstractContextManager[None]:
        """Make what is done inside one step; none if that is nothing."""
        return one_step(self.stack, text)

    def add_routes(self, routes: Sequence[Route]) -> None:
        """Make cables in one step; routes with an empty id are given one."""
        if routes:
            self.stack.push(_AddRoutes(self._client, routes))

    def remove_routes(self, ids: Sequence[str]) -> None:
        """Take cables away in one step; ids that are already gone are ignored."""
        routes = tuple(route for route in self._client.snapshot.patch.routes if route.id in set(ids))
        if routes:
            self.stack.push(_RemoveRoutes(self._client, routes))

    def change_route(self, route: Route) -> None:
        """Replace the route with that id."""
        before = next((old for old in self._client.snapshot.patch.routes if old.id == route.id), None)
        if before is not None and before != route:
            self.stack.push(_ChangeRoute(self._client, before, route))

    def mute_routes(self, ids: Sequence[str], *, muted: bool) -> None:
        """Mute cables or let them play again, all in one step."""
        routes = [each for each in self._client.snapshot.patch.routes if each.id in set(ids)]
        changed = [replace(each, muted=muted) for each in routes if each.muted != muted]
        if changed:
            mute = QCoreApplication.translate("UndoVerbs", "Mute cable")
            unmute = QCoreApplication.translate("UndoVerbs", "Unmute cable")
            with self.one_step(mute if muted else unmute):
                for each in changed:
                    self.change_route(each)

    def invite(self, found: int, session: int | None = None, routes: RoutesFor = no_routes) -> None:
        """Want a connection to a found peer, with the cables that go with it; undo leaves it again."""
        peer = next((peer for peer in self._client.snapshot.found if peer.id == found), None)
        if peer is not None:
            self.stack.push(_Invite(self._client, peer, session, routes))

    def invite_address(self, host: str, port: int, name: str | None, session: int | None) -> None:
        """Want a connection to a typed address; undo leaves it again."""
        self.stack.push(_InviteAddress(self._client, host, port, name, session))

    def leave(self, participant: int) -> None:
        """Disconnect or stop trying; can be undone when it was us who invited."""
        view = next((one for one in self._client.snapshot.participants if one.id == participant), None)
        if view is not None and view.role == "initiator":
            self.stack.push(_Leave(self._client, view))
        else:
            self._client.leave(participant)


class _AddRoutes(Step):
    def __init__(self, client: Client, routes: Sequence[Route]) -> None:
        super().__init__(client, QCoreApplication.translate("UndoVerbs", "Connect"))
        self._routes = tuple(routes)

    def redo(self) -> None:
        there = {route.id for route in self._client.snapshot.patch.routes}
        made = tuple((route, self._client.add_route(route)) for route in self._routes)
        self._routes = tuple(
            replace(route, id=route_id)
            for route, route_id in made
            if route_id is not None and route_id not in there  # an equal cable is not made twice
        )
        self._check(bool(self._routes))

    def undo(self) -> None:
        self._check(*(self._client.remove_route(route.id) for route in self._routes))


class _RemoveRoutes(Step):
    def __init__(self, client: Client, routes: Sequence[Route]) -> None:
        one = QCoreApplication.translate("UndoVerbs", "Remove cable")
        many = QCoreApplication.translate("UndoVerbs", "Remove {count} cables").format(count=len(routes))
        super().__init__(client, one if len(routes) == 1 else many)
        self._routes = tuple(routes)
        ids = {route.id for route in routes}
        self._scenes = tuple(scene for scene in client.snapshot.patch.scenes if ids & set(scene.routes))

    def redo(self) -> None:
        self._check(*(self._client.remove_route(route.id) for route in self._routes))

    def undo(self) -> None:
        self._check(*(self._client.add_route(route) is not None for route in self._routes))
        self._client.edit(self._put_back)

    def _put_back(self, edit: EditApi) -> None:
        for scene in self._scenes:
            edit.put_scene(scene)


class _ChangeRoute(Step):
    def __init__(self, client: Client, before: Route, after: Route) -> None:
        super().__init__(client, QCoreApplication.translate("UndoVerbs", "Change cable"))
        self._before = before
        self._after = after
        self._made_at = time.monotonic()

    def id(self) -> int:
        return CHANGE_ROUTE

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take another turn of the same knob within a moment into the same step."""
        if not isinstance(other, _ChangeRoute) or other._made_at - self._made_at > SAME_TURN_S:
            return False
        if _turned(self._before, self._after) != other._before.id or not _turned(other._before, other._after):
            return False
        self._after, self._made_at = other._after, other._made_at
        self.setObsolete(self._after == self._before)
        return True

    def redo(self) -> None:
        self._check(self._client.change_route(self._after))

    def undo(self) -> None:
        self._check(self._client.change_route(self._before))


def _turned(before: Route, after: Route) -> str | None:
    """Tell which route was only transposed; None for any other change."""
    return before.id if replace(before, transpose=after.transpose) == after else None


class _Joining(Step):
    """Invites a peer, then makes cables to it; the way back takes the cables away and leaves."""

    def __init__(self, client: Client, name: str, routes: RoutesFor) -> None:
        super().__init__(client, QCoreApplication.translate("UndoVerbs", "Invite {name}").format(name=name))
        self._routes_for = routes
        self._peer: str | None = None
        self._routes: tuple[str, ...] = ()

    def redo(self) -> None:
        self._peer = self._invite()
        if self._peer is None:
            self.setObsolete(True)
            return
        made = [self._client.add_route(route) for route in self._routes_for(self._peer)]
        self._routes = tuple(route for route in made if route is not None)

    def undo(self) -> None:
        for route in self._routes:
            self._client.remove_route(route)
        for participant in self._client.snapshot.participants:
            if participant.peer == self._peer:
                self._client.leave(participant.id)

    def _invite(self) -> str | None:
        raise NotImplementedError


class _Invite(_Joining):
    def __init__(self, client: Client, found: Found, session: int | None, routes: RoutesFor) -> None:
        super().__init__(client, found.shown_name, routes)
        self._found = found.id
        self._session = session

    def _invite(self) -> str | None:
        return self._client.invite(self._found, self._session)


class _InviteAddress(_Joining):
    def __init__(self, client: Client, host: str, port: int, name: str | None, session: int | None) -> None:
        super().__init__(client, name or host, no_routes)
        self._arguments = (host, port, name, session)

    def _invite(self) -> str | None:
        return self._client.invite_address(*self._arguments)


class _Leave(Step):
    def __init__(self, client: Client, participant: Participant) -> None:
        text = QCoreApplication.translate("UndoVerbs", "Disconnect {name}").format(name=participant.name)
        super().__init__(client, text)
        self._gone = participant
        peers = (peer.name for peer in client.snapshot.patch.peers if peer.id == participant.peer)
        self._own_name = next(peers, None) or participant.name

    def redo(self) -> None:
        current = [one for one in self._client.snapshot.participants if one.peer == self._gone.peer]
        self._check(bool(current), *(self._client.leave(one.id) for one in current))

    def undo(self) -> None:
        found = self._find()
        if found is not None:
            self._check(self._client.invite(found.id, self._gone.session) is not None)
        else:
            gone = self._gone
            self._check(
                self._client.invite_address(gone.address, gone.port, self._own_name, gone.session) is not None
            )

    def _find(self) -> Found | None:
        """Find it in the network: by its entry in the patch, else by its name."""
        found = self._client.snapshot.found
        known = next((one for one in found if self._gone.peer in one.peers), None)
        return known or next((one for one in found if one.name == self._own_name), None)
