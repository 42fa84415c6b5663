"""A button made of a rounded rectangle and a word; the canvas handles its mouse and its keys.

Stock items rather than child widgets: they zoom and scroll with their row, cost no widget per peer, and share one
order of focus with the sockets and the cables beside them. What has the focus is announced by the canvas.
"""

from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from app.ui.canvas.elements import JOINING, Button, Deed
from app.ui.canvas.figures.label import Label
from app.ui.canvas.figures.shapes import rounded
from app.ui.canvas.layout import BUTTON_PADDING, SMALL_HEIGHT, Rect
from app.ui.canvas.style import Style
from app.ui.canvas.words import DEEDS, say
from app.ui.theme import RADIUS_SMALL, TextRole

INVITING = frozenset({Deed.INVITE, Deed.INVITE_AGAIN})
FLAT = frozenset({Deed.ADD_ADDRESS, Deed.COPY_ADDRESS})
PILLS = frozenset({*JOINING.values(), Deed.SHOW_HIDDEN})
"""What opens a menu."""
MENU = " ▾"
Z_BUTTON = 2.0


class ButtonFigure:
    """Shows one button; `pressed` while the mouse holds it."""

    def __init__(self, style: Style, button: Button, parent: QGraphicsItem | None = None) -> None:
        self._style = style
        self._button = button
        self._size = (0.0, 0.0)
        self._state: tuple[bool, bool] | None = None
        self.item = QGraphicsPathItem(parent)
        self.item.setZValue(Z_BUTTON)
        self.label = Label(style, TextRole.BODY, self.item)

    @property
    def tooltip(self) -> str:
        """The whole word when it does not fit."""
        return self.label.full if self.label.is_elided else ""

    def mean(self, button: Button) -> None:
        """Say what `button` says, which is the same one with another count."""
        self._button = button

    def place(self, rect: Rect, origin: tuple[float, float] = (0.0, 0.0)) -> None:
        """Stand at a rectangle of the layout; `origin` is where the parent stands."""
        self.item.setPos(rect.x - origin[0], rect.y - origin[1])
        if (rect.width, rect.height) != self._size:
            self._size = (rect.width, rect.height)
            radius = rect.height / 2 if self._button.deed in PILLS else RADIUS_SMALL
            self.item.setPath(rounded(rect.width, rect.height, radius))
            self.label.set_role(role_of(rect.height))
        self.show(hovered=False, pressed=False)
        self.label.place((rect.width - self.label.shown_width) / 2, rect.height / 2)

    def show(self, *, hovered: bool, pressed: bool) -> None:
        """Look idle, raised under the pointer, or pressed."""
        flat = self._button.deed in FLAT
        ink = "accent" if flat or self._button.deed in INVITING else "text"
        if self._button.deed in PILLS:
            ink = "text" if hovered else "muted"
        inset = BUTTON_PADDING if self._button.deed in PILLS else BUTTON_PADDING / 2
        word, mark = say(DEEDS[self._button.deed], count=self._button.count), mark_of(self._button)
        self.label.show(word, self._size[0] - inset, ink, mark)
        if self._state == (hovered, pressed):
            return
        self._state = (hovered, pressed)
        fill = "hover" if pressed else "raised" if hovered or not flat else None
        edge = "border_strong" if hovered else None if flat else "border"
        self.item.setBrush(self._style.brush(fill) if fill else self._style.nothing)
        self.item.setPen(self._style.pen(edge) if edge else self._style.no_pen)


def role_of(height: float) -> TextRole:
    """Give the size in which the word of a button of a height stands."""
    return TextRole.SMALL if height <= SMALL_HEIGHT else TextRole.BODY


def mark_of(button: Button) -> str:
    """Give the mark of a button that opens a menu, and of others nothing."""
    return MENU if button.deed in PILLS else ""


def word_of(button: Button) -> str:
    """Give what stands on a button when there is room."""
    return say(DEEDS[button.deed], count=button.count) + mark_of(button)
