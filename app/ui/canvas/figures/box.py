"""A box of the network side: one of our sessions, the direct links, or what was found nearby."""

from collections.abc import Mapping

from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from app.ui.canvas.elements import Button
from app.ui.canvas.figures.button import ButtonFigure
from app.ui.canvas.figures.label import Label
from app.ui.canvas.figures.shapes import rounded
from app.ui.canvas.layout import BOX_HEADER, BOX_PADDING, HEADER_SPREAD, TITLE_INSET, Rect
from app.ui.canvas.style import Style
from app.ui.theme import RADIUS_LARGE, TextRole

Z_BOX = 0.0
Z_MOVED = 1.2


class BoxFigure:
    """Shows the ground of a box, its title, a few words under it, and its buttons."""

    def __init__(self, style: Style, parent: QGraphicsItem) -> None:
        self._style = style
        self._size = (0.0, 0.0)
        self.ground = QGraphicsPathItem(parent)
        self.ground.setZValue(Z_BOX)
        self.ground.setPen(style.pen("border"))
        self.ground.setBrush(style.brush("panel"))
        self.title = Label(style, TextRole.TITLE, self.ground)
        self.detail = Label(style, TextRole.SMALL, self.ground)
        self.buttons: dict[Button, ButtonFigure] = {}

    def show(self, rect: Rect, title: str, detail: str, buttons: Mapping[Button, Rect]) -> None:
        """Stand at `rect` and say what it is."""
        self.ground.setPos(rect.x, rect.y)
        self.ground.setZValue(Z_BOX)
        if (rect.width, rect.height) != self._size:
            self._size = (rect.width, rect.height)
            self.ground.setPath(rounded(rect.width, rect.height, RADIUS_LARGE))
        self._show_buttons(rect, buttons)
        has_two_lines = bool(detail) or any(
            each.middle > rect.y + BOX_HEADER / 2 for each in buttons.values()
        )
        spread = HEADER_SPREAD if has_two_lines else 0.0
        for label, text, ink, middle in (
            (self.title, title, "text", BOX_HEADER / 2 - spread),
            (self.detail, detail, "muted", BOX_HEADER / 2 + spread),
        ):
            beside = [each.x for each in buttons.values() if each.y <= rect.y + middle <= each.bottom]
            right = min(beside, default=rect.right - BOX_PADDING / 2) - rect.x - BOX_PADDING / 2
            label.show(text, right - TITLE_INSET + 1.0, ink)
            label.place(TITLE_INSET, middle)

    def _show_buttons(self, rect: Rect, buttons: Mapping[Button, Rect]) -> None:
        for button in self.buttons.keys() - buttons.keys():
            self.ground.scene().removeItem(self.buttons.pop(button).item)
        for button, place in buttons.items():
            if button not in self.buttons:
                self.buttons[button] = ButtonFigure(self._style, button, self.ground)
            self.buttons[button].mean(button)
            self.buttons[button].place(place, (rect.x, rect.y))

    def move(self, rect: Rect) -> None:
        """Stand elsewhere, as large as before."""
        self.ground.setPos(rect.x, rect.y)
        self.ground.setZValue(Z_MOVED)

    def choose(self, *, chosen: bool) -> None:
        """Look as the selected one."""
        self.ground.setPen(self._style.pen("accent", 1.5) if chosen else self._style.pen("border"))

    @property
    def tooltip(self) -> str:
        """What does not fit, in full."""
        return "\n".join(label.full for label in (self.title, self.detail) if label.is_elided)

    def remove(self) -> None:
        """Take everything off the scene."""
        scene = self.ground.scene()
        if scene is not None:
            scene.removeItem(self.ground)
