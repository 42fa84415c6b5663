"""A box of the network side: one of our sessions, the direct links, or what was found nearby."""

from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene

from app.ui.canvas.elements import Button
from app.ui.canvas.figures.button import ButtonFigure
from app.ui.canvas.figures.label import Label
from app.ui.canvas.figures.shapes import rounded
from app.ui.canvas.layout import BOX_HEADER, BOX_PADDING, Rect
from app.ui.canvas.style import Style
from app.ui.theme import RADIUS_LARGE, TextRole

TITLE_INSET = 20.0
LINE_SPREAD = 9.5
Z_BOX = 0.0


class BoxFigure:
    """Shows the ground of a box, its title, a few words under it, and at most one button."""

    def __init__(self, style: Style, scene: QGraphicsScene, button: Button | None) -> None:
        self._style = style
        self._size = (0.0, 0.0)
        self.ground = QGraphicsPathItem()
        self.ground.setZValue(Z_BOX)
        self.ground.setPen(style.pen("border"))
        self.ground.setBrush(style.brush("panel"))
        scene.addItem(self.ground)
        self.title = Label(style, TextRole.TITLE, self.ground)
        self.detail = Label(style, TextRole.SMALL, self.ground)
        self.button = ButtonFigure(style, button, self.ground) if button else None

    def show(self, rect: Rect, title: str, detail: str, button: Rect | None) -> None:
        """Stand at `rect` and say what it is."""
        self.ground.setPos(rect.x, rect.y)
        if (rect.width, rect.height) != self._size:
            self._size = (rect.width, rect.height)
            self.ground.setPath(rounded(rect.width, rect.height, RADIUS_LARGE))
        room = rect.width - TITLE_INSET - BOX_PADDING
        if self.button is not None and button is not None:
            self.button.place(button, (rect.x, rect.y))
            room = button.x - rect.x - TITLE_INSET - BOX_PADDING / 2
        self.title.show(title, room, "text")
        self.detail.show(detail, room, "muted")
        spread = LINE_SPREAD if detail else 0.0
        self.title.place(TITLE_INSET, BOX_HEADER / 2 - spread)
        self.detail.place(TITLE_INSET, BOX_HEADER / 2 + spread)

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
