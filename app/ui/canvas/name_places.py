"""Where names stand on the canvas: that of a session in its header, any other on its card."""

from PySide6.QtWidgets import QGraphicsView

from app.model.endpoints import SessionEnd
from app.ui.canvas.board import Board
from app.ui.canvas.elements import CanvasEnd
from app.ui.canvas.figures.label import Label
from app.ui.renaming import NamePlace


class NamePlaces:
    """Finds names on `board` as shown by `view`."""

    def __init__(self, view: QGraphicsView, board: Board) -> None:
        self._view, self._board = view, board

    def find(self, end: CanvasEnd) -> NamePlace | None:
        """Say where the name of an end stands now; None when it is not shown."""
        label = self._label(end)
        if label is None:
            return None
        text_size = label.item.font().pixelSize() * self._view.transform().m11()
        return NamePlace(self._view.mapFromScene(label.room).boundingRect(), text_size)

    def _label(self, end: CanvasEnd) -> Label | None:
        scene = self._board.scene
        if isinstance(end, SessionEnd):
            box = self._board.graph.session_of(end)
            figure = scene.boxes.get(box.id) if box else None
            return figure.title if figure else None
        terminal = scene.terminals.get(end)
        return terminal.name if terminal else None
