"""Split and layer: one cable becomes two, in one step to undo."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from app.engine.api import Snapshot
from app.model.endpoints import Endpoint, PeerEnd
from app.model.patch import Route
from app.ui.canvas.connect import Plan, Refusal, possible_targets
from app.ui.canvas.elements import CanvasEnd, FoundEnd, Socket, Way
from app.ui.canvas.graph import derive_graph
from app.ui.canvas.naming import names_apart
from app.ui.client import Client
from app.ui.preferences import Preferences
from app.ui.split_dialog import ALL_NOTES, SplitDialog
from app.ui.undo import UndoVerbs
from app.ui.wording import endpoint_name, in_action


@dataclass(frozen=True, slots=True)
class Target:
    """Where the second cable may lead; one that is only found is invited into `session` first."""

    end: CanvasEnd
    name: str
    session: int | None = None
    session_name: str = ""


def targets_for(snapshot: Snapshot, source: Endpoint) -> Iterator[Target]:
    """Give every end that a second cable out of `source` can lead to."""
    graph = derive_graph(snapshot)
    names = names_apart(graph)
    for end, answer in possible_targets(graph, Socket(source, Way.SENDS)).items():
        if isinstance(answer, Plan):
            yield Target(end, _name(end, names[end]), answer.session, answer.session_name)
        elif answer is Refusal.ALREADY:
            yield Target(end, _name(end, names[end]))


def _name(end: CanvasEnd, name: str) -> str:
    if isinstance(end, FoundEnd):
        return QCoreApplication.translate("PatchCanvas", "{name} (invite)").format(name=name)
    return name


def layer(undo: UndoVerbs, route: Route, target: Target) -> None:
    """Lead a second cable like `route` to a target, inviting that first where it must be."""
    if isinstance(target.end, FoundEnd):
        session = target.session_name
        undo.invite(
            target.end.found,
            target.session,
            lambda peer: (replace(route, id="", destination=PeerEnd(session, peer)),),
        )
    else:
        undo.add_routes([replace(route, id="", destination=target.end)])


def split(undo: UndoVerbs, route: Route, note: int, target: Target, *, stays_below: bool, words: str) -> None:
    """Leave `route` the notes on one side of `note`, and lead the others, with that note, to a target.

    Nothing is done where one half would have no note.
    """
    low, high = route.notes or ALL_NOTES
    if not low < note <= high:
        return
    below, above = (low, note - 1), (note, high)
    kept, other = (below, above) if stays_below else (above, below)
    with undo.one_step(words):
        undo.change_route(replace(route, notes=kept))
        layer(undo, replace(route, notes=other), target)


class Shapes(QObject):
    """Asks what is needed for a split or a layer beside the window; nothing blocks."""

    def __init__(self, client: Client, undo: UndoVerbs, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._client, self._undo, self._preferences = client, undo, preferences
        self._parent = parent

    def open_split(self, route: str) -> None:
        """Ask where to split a cable, and whereto the other half goes."""
        spec = self._route(route)
        if spec is None:
            return
        snapshot = self._client.snapshot
        ends, names = (spec.source, spec.destination), names_apart(derive_graph(snapshot))
        source, destination = (names.get(end) or endpoint_name(end, snapshot) for end in ends)

        def now() -> Route | None:
            return self._route(route)

        def targets() -> dict[CanvasEnd, str]:
            return {each.end: each.name for each in targets_for(self._client.snapshot, spec.source)}

        window = self._parent.window()
        dialog = SplitDialog((source, destination), now, targets, self._preferences, window)
        dialog.chosen.connect(lambda note, end, below: self._split(route, note, end, below))
        self._client.changed.connect(dialog.refresh)
        dialog.show()

    def offer_layer(self, route: str, at: QPoint) -> None:
        """Offer a menu of what a second cable like this one could lead to."""
        spec = self._route(route)
        if spec is None:
            return
        menu = QMenu(self._parent)
        menu.setAccessibleName(self.tr("Layer onto…"))
        menu.aboutToHide.connect(menu.deleteLater)
        for target in targets_for(self._client.snapshot, spec.source):
            if target.end != spec.destination:
                action = menu.addAction(in_action(target.name))
                action.triggered.connect(
                    lambda _checked=False, target=target: layer(self._undo, spec, target)
                )
        if menu.isEmpty():  # Qt shows no empty one, and tells nobody that it is over
            menu.addAction(self.tr("There is nothing else it could play")).setEnabled(False)
        menu.popup(at)

    def _split(self, route: str, note: int, end: CanvasEnd, below: bool) -> None:
        spec = self._route(route)
        targets = () if spec is None else targets_for(self._client.snapshot, spec.source)
        target = next((each for each in targets if each.end == end), None)
        if spec is not None and target is not None:
            words = self.tr("Split at {note}").format(note=self._preferences.note_name(note))
            split(self._undo, spec, note, target, stays_below=below, words=words)

    def _route(self, route: str) -> Route | None:
        return next((each for each in self._client.snapshot.patch.routes if each.id == route), None)
