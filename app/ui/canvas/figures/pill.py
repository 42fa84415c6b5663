"""A word on a small rounded ground: on a cable that does not play, and beside the pointer."""

from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from app.ui.canvas.figures.label import BETWEEN, Label
from app.ui.canvas.figures.paragraph import wrap
from app.ui.canvas.figures.shapes import rounded
from app.ui.canvas.labels import clamped
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
        self._size = (0.0, 0.0)
        self.item = QGraphicsPathItem(parent)
        self.item.setBrush(style.brush("panel"))
        self.item.setVisible(False)
        self.label = Label(style, ROLE, self.item)
        self.lines = [self.label]
        """The lines of the word: more than one where there is no room for it beside each other."""

    def show(
        self,
        text: str,
        centre: tuple[float, float],
        ink: str,
        within: tuple[float, float] | None = None,
    ) -> None:
        """Say `text` around `centre` with an edge of the colour `ink`, if need be in lines `within` left and right."""
        self.item.setVisible(bool(text))
        if not text:
            return
        room = WIDEST if within is None else within[1] - within[0] - 2 * PADDING
        self._say(_lines(text, room, self._style))
        if within is not None:
            centre = clamped(centre, self._size[0], *within)
        if ink != self._ink:
            self._ink = ink
            self.item.setPen(self._style.pen(ink))
        self.move(centre)

    def move(self, centre: tuple[float, float]) -> None:
        """Stand around another point."""
        self.item.setPos(centre[0] - self._size[0] / 2, centre[1] - self._size[1] / 2)

    def _say(self, lines: list[str]) -> None:
        while len(self.lines) < len(lines):
            self.lines.append(Label(self._style, ROLE, self.item))
        for label, line in zip(self.lines, lines, strict=False):
            label.show(line, WIDEST, "text")
        for number, label in enumerate(self.lines):
            label.item.setVisible(number < len(lines))
        pitch = self.label.height
        width = max(label.shown_width for label in self.lines[: len(lines)]) + 2 * PADDING
        size = width, HEIGHT + (len(lines) - 1) * pitch
        if size != self._size:
            self._size = size
            self.item.setPath(rounded(*size, HEIGHT / 2))
        for number, label in enumerate(self.lines[: len(lines)]):
            label.place((width - label.shown_width) / 2, HEIGHT / 2 + number * pitch)


def _lines(text: str, room: float, style: Style) -> list[str]:
    """Break a word that is too long for its room, first of all between its parts."""
    if style.width(text, ROLE) <= room or room >= WIDEST:
        return [text]
    return [line for part in text.split(BETWEEN) for line in wrap(part, room, style)]
