"""Drawing a rubber band over the ground: it selects the cables it crosses and the nodes within it."""

from PySide6.QtCore import QPointF, QRectF

from app.ui.canvas.board import Board
from app.ui.canvas.deeds import CanvasDeeds
from app.ui.canvas.elements import CableKey
from app.ui.canvas.nodes import NodeKey

LEAST = 4.0
"""Pixels of the scene that a hand may move between pressing and letting go and still mean a click."""


class Banding:
    """The band from `begin` to `end`; what it catches is selected on the way."""

    def __init__(self, board: Board, deeds: CanvasDeeds) -> None:
        self._board = board
        self._deeds = deeds
        self._start: QPointF | None = None
        self._is_drawn = False
        self._kept: tuple[frozenset[CableKey], frozenset[NodeKey]] = (frozenset(), frozenset())

    def begin(self, at: QPointF, *, adding: bool) -> None:
        """Press on the ground: what was selected stays so only when `adding`."""
        marks = self._board.marks
        self._start, self._is_drawn = at, False
        self._kept = (marks.selected, marks.picked) if adding else (frozenset(), frozenset())
        self._board.hold()
        if not adding:
            self._board.select(frozenset())

    def follow(self, at: QPointF) -> bool:
        """Draw the band to a point of the scene; tell whether there is one."""
        if self._start is None:
            return False
        self._is_drawn = self._is_drawn or (at - self._start).manhattanLength() > LEAST
        if self._is_drawn:
            rect = QRectF(self._start, at).normalized()
            self._board.scene.band.show(rect)
            cables, nodes = self._board.caught_in(rect)
            self._board.select(self._kept[0] | cables, self._kept[1] | nodes)
        return True

    def end(self) -> bool:
        """Take the band away; tell whether there was one, or a press on the ground."""
        was_begun, self._start = self._start is not None, None
        if was_begun:
            self._board.scene.band.hide()
            self._board.release()
            self._deeds.tell_selection()
        return was_begun
