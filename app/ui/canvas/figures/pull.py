"""The cable that hangs on the pointer, with a word about what letting go would do."""

from PySide6.QtGui import QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene

from app.ui.canvas.curves import Curve
from app.ui.canvas.figures.pill import Pill
from app.ui.canvas.figures.shapes import append_curve
from app.ui.canvas.style import Style

LINE = 2.5
Z_PULL = 6.0
WORD_BELOW = 30.0


class PullFigure:
    """Shows nothing until `show`, and nothing again after `hide`."""

    def __init__(self, style: Style, scene: QGraphicsScene) -> None:
        self._style = style
        self._scene = scene
        self.line = QGraphicsPathItem()
        self.line.setZValue(Z_PULL)
        self.line.setVisible(False)
        self.word = Pill(style)
        self.word.item.setZValue(Z_PULL + 1)
        scene.addItem(self.line)
        scene.addItem(self.word.item)

    def show(self, curve: Curve, at: tuple[float, float], word: str, *, possible: bool | None) -> None:
        """Hang along `curve` with its end near `at`; `possible` is None in the open."""
        path = QPainterPath()
        append_curve(path, curve)
        self.line.setPath(path)
        pen = QPen(self._style.pen("muted" if possible is False else "accent", LINE))
        if not possible:
            pen.setDashPattern([3.0, 2.5])
        self.line.setPen(pen)
        self.line.setVisible(True)
        self.word.show(word, (at[0], at[1] + WORD_BELOW), "accent" if possible else "border_strong")

    def say(self, text: str, at: tuple[float, float]) -> None:
        """Show only a word below `at`."""
        self.word.show(text, (at[0], at[1] + WORD_BELOW), "border_strong")

    def hide(self) -> None:
        """Show nothing."""
        self.line.setVisible(False)
        self.word.item.setVisible(False)

    def remove(self) -> None:
        """Take everything off the scene."""
        self._scene.removeItem(self.line)
        self._scene.removeItem(self.word.item)
