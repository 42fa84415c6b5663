"""What can be done with a device or a peer on the canvas: hear it, record it, find out why it is silent, and more."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from app.engine.api import Snapshot
from app.model.address import join_host_port
from app.model.endpoints import Endpoint, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.ui.canvas.elements import FoundEnd
from app.ui.client import Client
from app.ui.files.ends import destinations, recordable, sources
from app.ui.files.tools import UseTool, tool_name, tools_for
from app.ui.inspector.trial import TrialNote
from app.ui.wording import in_action, shown_name


class EndMenus(QObject):
    """Pops up beside an end; `examine` takes a peer's name and where it is, `details` an end, `hide` a name."""

    def __init__(
        self,
        client: Client,
        examine: Callable[[str, str], object],
        details: Callable[[Endpoint], object],
        use: UseTool,
        hide: Callable[[str], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._client, self._examine, self._details, self._use = client, examine, details, use
        self._hide = hide
        self._note = TrialNote(client, self)
        self._window = window

    def offer(self, end: object, place: QPoint) -> None:
        """Offer what can be done with an end, at a place of the screen."""
        entries = list(self._entries(end, self._client.snapshot))
        if not entries:
            return
        menu = QMenu(self._window)
        menu.setAccessibleName(self.tr("Device"))
        menu.aboutToHide.connect(menu.deleteLater)
        for text, deed in entries:
            menu.addAction(text).triggered.connect(lambda _checked=False, deed=deed: deed())
        menu.popup(place)

    def _entries(self, end: object, snapshot: Snapshot) -> Iterator[tuple[str, Callable[[], object]]]:
        if isinstance(end, PortEnd | PeerEnd | LinkEnd) and _receives(end, snapshot):
            yield self.tr("Send test note"), lambda: self._note.play(end)
        where = _where(end, snapshot)
        if where is not None:
            name, target = where
            yield self.tr("Examine…"), lambda: self._examine(name, target)
            if isinstance(end, FoundEnd):
                text = QCoreApplication.translate("PatchCanvas", "Hide {name}").format(name=shown_name(name))
                yield in_action(text), lambda: self._hide(name)
        yield from self._tools(end, snapshot)
        if isinstance(end, LinkEnd | PortEnd | PeerEnd | SessionEnd):
            yield self.tr("Details"), lambda: self._details(end)

    def _tools(self, end: object, snapshot: Snapshot) -> Iterator[tuple[str, Callable[[], object]]]:
        for each, _ in recordable(snapshot):
            if each == end:
                plays = any(end == source for source, _ in sources(snapshot))
                receives = any(end == destination for destination, _ in destinations(snapshot))
                for tool in tools_for(each, sends=plays, receives=receives):
                    yield tool_name(tool), partial(self._use, tool, each)


def _receives(end: Endpoint, snapshot: Snapshot) -> bool:
    match end:
        case PortEnd(name=name, nth=nth):
            return any((port.name, port.nth, port.direction) == (name, nth, "out") for port in snapshot.ports)
        case PeerEnd(peer=peer):
            return any(one.peer == peer and one.state == "connected" for one in snapshot.participants)
        case _:
            return True


def _where(end: object, snapshot: Snapshot) -> tuple[str, str] | None:
    """Give name and address of a peer; None for everything else."""
    if isinstance(end, FoundEnd):
        found = next((each for each in snapshot.found if each.id == end.found), None)
        if found is None:
            return None
        host = found.addresses[0] if found.addresses else found.host
        return found.name, join_host_port(host, found.port)
    if isinstance(end, PeerEnd):
        one = next((each for each in snapshot.participants if each.peer == end.peer), None)
        if one is not None:
            return one.name, join_host_port(one.address, one.port) if one.address and one.port else one.name
    return None
