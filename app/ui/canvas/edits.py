"""What can be changed on the canvas and in no other view of the patch: places, ends of cables, who may join."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from app.model.endpoints import Endpoint
from app.model.patch import Accept, Route
from app.ui.canvas.commands import CanvasCommands
from app.ui.canvas.connect import Plan, replugged
from app.ui.canvas.elements import Cable
from app.ui.canvas.place_book import MoveThings, PlaceBook
from app.ui.canvas.standing import Standing
from app.ui.client import Client
from app.ui.undo import UndoVerbs


class CanvasEdits(CanvasCommands):
    """Carries out what only the canvas asks for."""

    def __init__(
        self, client: Client, undo: UndoVerbs, book: PlaceBook, looks: Callable[[Standing], object]
    ) -> None:
        """`looks` tells how everything looks with a standing; what looks the same is no step to undo."""
        super().__init__(undo)
        self._client = client
        self._book, self._looks = book, looks

    def replug(self, cable: Cable, kept: Endpoint, plan: Plan) -> None:
        """Put the end of a cable away from `kept` elsewhere; what it filters and maps stays as it is."""
        routes = self._routes_of(cable)
        with self._undo.one_step(QCoreApplication.translate("PatchCanvas", "Move cable")):
            if plan.found is not None:
                self._undo.remove_routes([route.id for route in routes])
                self._undo.invite(plan.found, plan.session, lambda peer: replugged(routes, kept, plan, peer))
            else:
                changed = replugged(routes, kept, plan)
                self._undo.remove_routes([r.id for r in routes if r.id not in {one.id for one in changed}])
                for route in changed:
                    self._undo.change_route(route)

    def change_accept(self, name: str, accept: Accept) -> None:
        """Let others join the session of that name than before."""
        spec = next((one for one in self._client.snapshot.patch.sessions if one.name == name), None)
        if spec is not None:
            self._undo.edit.change_session(name, replace(spec, accept=accept))

    def move(self, standing: Standing, walk: frozenset[str] = frozenset()) -> None:
        """Let everything stand so; `walk` names what goes step by step with the keys, which is one step to undo."""
        if self._looks(standing) == self._looks(self._book.standing):
            self._book.put(self._book.standing)  # what hung on the pointer goes back to where it was
            return
        text = QCoreApplication.translate("PatchCanvas", "Move")
        self._undo.stack.push(MoveThings(self._book, self._looks, standing, text, walk))

    def arrange(self) -> None:
        """Let everything stand by itself again."""
        if self._looks(Standing()) == self._looks(self._book.standing):
            self._book.put(Standing())
            return
        text = QCoreApplication.translate("PatchCanvas", "Arrange")
        self._undo.stack.push(MoveThings(self._book, self._looks, Standing(), text))

    def _routes_of(self, cable: Cable) -> list[Route]:
        ids = {route.id for route in cable.routes}
        return [route for route in self._client.snapshot.patch.routes if route.id in ids]
