"""What things are called here, and calling them something else: the same rules wherever that is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from app.engine.api import Found, Snapshot
from app.model.endpoints import LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Link, Patch, Peer, Session, VirtualPort
from app.ui.canvas.elements import CanvasEnd, FoundEnd
from app.ui.client import Client
from app.ui.undo import UndoVerbs

Part = TypeVar("Part", Session, Link, VirtualPort)


@dataclass(frozen=True, slots=True)
class Called:
    """A name that can be changed. An empty one means `own`, by which a thing is known anyway.

    What is ours has no name but the one that we give it: `own` is empty, and an empty name changes nothing.
    """

    name: str
    own: str = ""


class Names:
    """Gives names; each is one step to undo."""

    def __init__(self, client: Client, undo: UndoVerbs) -> None:
        self._client, self._undo = client, undo

    def called(self, end: CanvasEnd) -> Called | None:
        """Tell what an end is called; None when that cannot be changed: it is built in, or gone."""
        patch = self._patch
        match end:
            case PortEnd():
                if self._has_our_name(end):
                    return Called(end.name)
                return Called(patch.device_name(end), replace(patch, devices=()).device_name(end))
            case FoundEnd(found=number):
                found = next((each for each in self._client.snapshot.found if each.id == number), None)
                return None if found is None else Called(found.shown_name, found.name)
            case PeerEnd():
                peer = _known_peer(self._client.snapshot, end)
                own = "" if peer is None else replace(peer, nickname=None).shown_name
                return None if peer is None else Called(peer.shown_name, own)
            case SessionEnd(session=name) if _is_among(patch.sessions, name):
                return Called(name)
            case LinkEnd(link=name) if _is_among(patch.links, name):
                return Called(name)
        return None

    def call(self, end: CanvasEnd, text: str) -> CanvasEnd:
        """Call an end something else, and give it as it is known from then on; ValueError for a name that is taken.

        What is gone by now is called nothing, and what the engine refuses changes nothing.
        """
        name, called = text.strip(), self.called(end)
        if called is None or name == called.name or not (name or called.own):
            return end
        if called.own:
            self._nickname(end, None if name in ("", called.own) else name)
            return end
        before = self._patch
        after = self._rename_ours(end, name)
        return end if self._patch == before else after

    # -- inside -------------------------------------------------------------------------------------------------

    def _rename_ours(self, end: CanvasEnd, name: str) -> CanvasEnd:
        patch, parts = self._patch, self._undo.parts
        match end:
            case SessionEnd(session=before):
                self._undo.edit.change_session(before, _renamed_in(patch.sessions, before, name))
                return SessionEnd(name)
            case LinkEnd(link=before):
                parts.change_link(before, _renamed_in(patch.links, before, name))
                return LinkEnd(name)
            case PortEnd(name=before):
                others = (port.name for port in self._client.snapshot.ports)
                parts.change_port(before, _renamed_in(patch.ports, before, name, others))
                return PortEnd(name)
        return end

    def _nickname(self, end: CanvasEnd, nickname: str | None) -> None:
        snapshot = self._client.snapshot
        if isinstance(end, PortEnd):
            self._undo.parts.name_device(end, nickname)
        elif isinstance(end, PeerEnd | FoundEnd) and (found := _only_found(snapshot, end)):
            self._undo.parts.name_found(found, nickname)
        elif isinstance(end, PeerEnd) and (peer := _known_peer(snapshot, end)):
            self._undo.edit.change_peer(peer, replace(peer, nickname=nickname))

    def _has_our_name(self, end: PortEnd) -> bool:
        """Tell whether a port is one of ours that is called nothing else."""
        ours = end.nth == 1 and _is_among(self._patch.ports, end.name)
        return ours and self._patch.nickname(end) is None

    @property
    def _patch(self) -> Patch:
        return self._client.snapshot.patch


def renamed(part: Part, text: str, taken: Iterable[str]) -> Part:
    """Give a part of the patch another name; ValueError for one that is empty, or taken by something else."""
    name = text.strip()
    if name != part.name and name in set(taken):
        raise ValueError(name)
    return replace(part, name=name)


def _known_peer(snapshot: Snapshot, end: PeerEnd) -> Peer | None:
    """Find what is known of a peer."""
    for one in snapshot.participants:
        if one.peer == end.peer:
            return snapshot.entry_of(one)
    return next((peer for peer in snapshot.patch.peers if peer.id == end.peer), None)


def _only_found(snapshot: Snapshot, end: PeerEnd | FoundEnd) -> Found | None:
    """Find a peer that is found; one in a session only if it is not in the patch, so that a name lets nobody in."""
    if isinstance(end, FoundEnd):
        return next((each for each in snapshot.found if each.id == end.found), None)
    if any(peer.id == end.peer for peer in snapshot.patch.peers):
        return None
    seats = {one.id for one in snapshot.participants if one.peer == end.peer}
    return next((each for each in snapshot.found if each.participant in seats), None)


def _is_among(parts: Iterable[Session | Link | VirtualPort], name: str) -> bool:
    return any(each.name == name for each in parts)


def _renamed_in(parts: Sequence[Part], before: str, name: str, taken: Iterable[str] = ()) -> Part:
    part = next(each for each in parts if each.name == before)
    return renamed(part, name, [*(each.name for each in parts), *taken])
