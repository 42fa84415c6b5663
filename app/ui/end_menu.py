"""What can be done with an end in any view: hear it, record it, find out why it is silent, rename it, remove it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final, TypeAlias

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.engine.api import Found, Participant, Snapshot
from app.model.endpoints import BuiltinEnd, Endpoint, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.ui.canvas.elements import CanvasEnd, FoundEnd
from app.ui.client import Client
from app.ui.files.ends import destinations, recordable, sources
from app.ui.files.tools import UseTool, tool_name, tools_for
from app.ui.inspector.trial import TrialNote
from app.ui.renaming import Renamer
from app.ui.undo import UndoVerbs
from app.ui.wording import in_action, shown_name

Examine: TypeAlias = Callable[[str, str], object]
Entry: TypeAlias = tuple[str, Callable[[], object]]
BUSY: Final = ("connected", "silent", "inviting", "waiting")
"""Somebody who is in or is tried can be disconnected; only after that he can be forgotten."""


class EndMenus(QObject):
    """Adds to the menus of ends; `examine` takes a peer's name and where it is, `panels` show what is built in."""

    def __init__(
        self,
        client: Client,
        undo: UndoVerbs,
        examine: Examine,
        use: UseTool,
        panels: Mapping[BuiltinEnd, QAction],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._client, self._undo, self._examine, self._use = client, undo, examine, use
        self._panels = panels
        self._note = TrialNote(client, self)

    def fill(
        self, menu: QMenu, end: CanvasEnd, renamer: Renamer, details: Callable[[CanvasEnd], object]
    ) -> None:
        """Add what can be done with an end now to a menu of the view in which `renamer` renames."""
        snapshot = self._client.snapshot
        menu.addSeparator()
        _add(menu, self._trying(end, snapshot))
        if isinstance(end, BuiltinEnd):
            menu.addAction(self._panels[end])
        menu.addSeparator()
        _add(menu, self._telling(end, snapshot, renamer, details))
        menu.addSeparator()
        _add(menu, self._parting(end, snapshot))

    def open_panel(self, end: BuiltinEnd) -> None:
        """Show the panel of what is built in."""
        self._panels[end].setChecked(True)

    def _trying(self, end: CanvasEnd, snapshot: Snapshot) -> Iterator[Entry]:
        """Give what is done to find out what an end plays, or why it does not."""
        if isinstance(end, PortEnd | PeerEnd | LinkEnd) and _hears(end, snapshot):
            yield self.tr("Send test note"), lambda: self._note.play(end)
        where = _where(end, snapshot)
        if where is not None:
            yield self.tr("Examine…"), lambda: self._examine(*where)
        if not isinstance(end, FoundEnd) and _is_among(recordable(snapshot), end):
            plays, receives = _is_among(sources(snapshot), end), _is_among(destinations(snapshot), end)
            for tool in tools_for(end, sends=plays, receives=receives):
                yield tool_name(tool), partial(self._use, tool, end)

    def _telling(
        self, end: CanvasEnd, snapshot: Snapshot, renamer: Renamer, details: Callable[[CanvasEnd], object]
    ) -> Iterator[Entry]:
        if renamer.offers(end):
            yield QCoreApplication.translate("Renaming", "Rename…"), lambda: renamer.start(end)
        is_in = not isinstance(end, PeerEnd) or _participant(end, snapshot) is not None
        if not isinstance(end, BuiltinEnd) and is_in:
            yield self.tr("Details"), lambda: details(end)

    def _parting(self, end: CanvasEnd, snapshot: Snapshot) -> Iterator[Entry]:
        """Give what takes an end out of sight."""
        parts, patch = self._undo.parts, snapshot.patch
        match end:
            case FoundEnd(found=number) if (found := _found(number, snapshot)) is not None:
                text = QCoreApplication.translate("PatchCanvas", "Hide {name}")
                hide = partial(parts.hide_peer, found.service, True)
                yield text.format(name=shown_name(found.shown_name)), hide
            case PeerEnd(peer=peer) if any(each.id == peer for each in patch.peers):
                one = _participant(end, snapshot)
                if one is None or one.state not in BUSY:
                    yield self.tr("Forget"), lambda: parts.forget_peer(peer)
            case PortEnd(name=name, nth=1) if any(each.name == name for each in patch.ports):
                yield self.tr("Remove port"), lambda: parts.remove_port(name)
            case LinkEnd(link=name):
                yield self.tr("Remove link"), lambda: parts.remove_link(name)
            case SessionEnd(session=name):
                yield self.tr("Remove session"), lambda: parts.remove_session(name)


def _add(menu: QMenu, entries: Iterable[Entry]) -> None:
    for text, deed in entries:
        menu.addAction(in_action(text)).triggered.connect(lambda _checked=False, deed=deed: deed())


def _hears(end: PortEnd | PeerEnd | LinkEnd, snapshot: Snapshot) -> bool:
    """Tell whether an end is there and can be played into now."""
    one = _participant(end, snapshot) if isinstance(end, PeerEnd) else None
    return _is_among(destinations(snapshot), end) and (one is None or one.state == "connected")


def _is_among(named: Iterable[tuple[Endpoint, str]], end: Endpoint) -> bool:
    return any(each == end for each, _name in named)


def _where(end: CanvasEnd, snapshot: Snapshot) -> tuple[str, str] | None:
    """Give name and address of a peer; None for everything else."""
    if isinstance(end, FoundEnd):
        found = _found(end.found, snapshot)
        return None if found is None else (found.shown_name, found.target)
    one = _participant(end, snapshot) if isinstance(end, PeerEnd) else None
    if one is not None:
        return one.name, one.target
    return None


def _found(number: int, snapshot: Snapshot) -> Found | None:
    return next((each for each in snapshot.found if each.id == number), None)


def _participant(end: PeerEnd, snapshot: Snapshot) -> Participant | None:
    sessions = {session.id: session.name for session in snapshot.sessions}
    people = (one for one in snapshot.participants if one.peer == end.peer)
    return next((one for one in people if sessions.get(one.session) == end.session), None)
