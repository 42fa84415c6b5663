"""A sentence of several lines."""

from PySide6.QtWidgets import QGraphicsItem, QGraphicsSimpleTextItem

from app.ui.canvas.layout import Rect
from app.ui.canvas.style import Style
from app.ui.theme import TextRole

ROLE = TextRole.SMALL
LEADING = 1.35
"""Lines of small text stand this many line heights apart, to be read with ease."""


def wrap(text: str, width: float, style: Style) -> list[str]:
    """Break a text into lines of at most `width` pixels; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and style.width(longer, ROLE) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def paragraph_height(text: str, width: float, style: Style) -> float:
    """Say how high a text is when it is wrapped at `width`."""
    return len(wrap(text, width, style)) * style.metrics(ROLE).height() * LEADING


class Paragraph:
    """Shows a sentence in a rectangle, a text item per line."""

    def __init__(self, style: Style, parent: QGraphicsItem) -> None:
        self._style = style
        self._parent = parent
        self._shown: tuple[str, Rect] | None = None
        self.lines: list[QGraphicsSimpleTextItem] = []

    def show(self, text: str, rect: Rect) -> None:
        """Say `text` in `rect`."""
        if self._shown == (text, rect):
            return
        self.remove()
        self._shown = (text, rect)
        pitch = self._style.metrics(ROLE).height() * LEADING
        for number, line in enumerate(wrap(text, rect.width, self._style)):
            item = QGraphicsSimpleTextItem(line, self._parent)
            item.setFont(self._style.font(ROLE))
            item.setBrush(self._style.brush("muted"))
            item.setPos(rect.x, rect.y + number * pitch)
            self.lines.append(item)

    def remove(self) -> None:
        """Take it off the scene."""
        for item in self.lines:
            item.scene().removeItem(item)
        self.lines.clear()
        self._shown = None
