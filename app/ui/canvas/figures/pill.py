"""A word on a small rounded ground: on a cable that does not play, and beside the pointer."""

from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from app.ui.canvas.figures.label import Label
from app.ui.canvas.figures.shapes import rounded
from app.ui.canvas.style import Style
from app.ui.theme import TextRole

PADDING = 9.0
HEIGHT = 22.0
WIDEST = 320.0
ROLE = TextRole.SMALL


def pill_width(text: str, style: Style) -> float:
    """Say how wide the ground of a word is."""
    return min(style.width(text, ROLE), WIDEST) + 2 * PADDING


class Pill:
    """Shows a word, or nothing for an empty one."""

    def __init__(self, style: Style, parent: QGraphicsItem | None = None) -> None:
        self._style = style
        self._ink = ""
        self._width = 0.0
        self.item = QGraphicsPathItem(parent)
        self.item.setBrush(style.brush("panel"))
        self.item.setVisible(False)
        self.label = Label(style, ROLE, self.item)

    def show(self, text: str, centre: tuple[float, float], ink: str) -> None:
        """Say `text` around `centre` with an edge of the colour `ink`."""
        self.item.setVisible(bool(text))
        if not text:
            return
        self.label.show(text, WIDEST, "text")
        width = self.label.shown_width + 2 * PADDING
        if width != self._width:
            self._width = width
            self.item.setPath(rounded(width, HEIGHT, HEIGHT / 2))
            self.label.place(PADDING, HEIGHT / 2)
        if ink != self._ink:
            self._ink = ink
            self.item.setPen(self._style.pen(ink))
        self.move(centre)

    def move(self, centre: tuple[float, float]) -> None:
        """Stand around another point."""
        self.item.setPos(centre[0] - self._width / 2, centre[1] - HEIGHT / 2)
