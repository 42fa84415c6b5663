"""One line of text that is elided to its place and remembers what it stands for."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSimpleTextItem

from app.ui.canvas.style import Style
from app.ui.theme import TextRole

BETWEEN = " · "
"""What stands between the parts of a text that has several; the first part says most."""


class Label:
    """A text item; `full` is what it says when there is room. One that is `in_parts` gives up its last parts first."""

    def __init__(
        self, style: Style, role: TextRole, parent: QGraphicsItem | None = None, *, in_parts: bool = False
    ) -> None:
        self._style = style
        self._role = role
        self._in_parts = in_parts
        self._width = -1.0
        self._token = ""
        self.full = ""
        self.item = QGraphicsSimpleTextItem(parent)
        self.item.setFont(style.font(role))

    @property
    def is_elided(self) -> bool:
        """Tell whether a part of the text does not show."""
        return self.item.text() != self.full

    @property
    def room(self) -> QRectF:
        """The part of the scene that it may take."""
        at = self.item.scenePos()
        return QRectF(at.x(), at.y(), max(0.0, self._width), self.height)

    @property
    def height(self) -> float:
        """The height of its line."""
        return self._style.metrics(self._role).height()

    def set_role(self, role: TextRole) -> None:
        """Stand in another size and weight from the next `show` on."""
        if role != self._role:
            self._role, self._width = role, -1.0
            self.item.setFont(self._style.font(role))

    def show(self, text: str, width: float, token: str, mark: str = "") -> None:
        """Say `text` in at most `width` pixels, in the colour `token`; the `mark` after it always shows."""
        if (text + mark, width) != (self.full, self._width):
            self.full, self._width = text + mark, width
            room = width - self._style.width(mark, self._role)
            self.item.setText(self._fitting(text, room) + mark)
        if token != self._token:
            self._token = token
            self.item.setBrush(self._style.brush(token))

    def _fitting(self, text: str, width: float) -> str:
        metrics = self._style.metrics(self._role)
        while self._in_parts and BETWEEN in text and metrics.horizontalAdvance(text) > width:
            text = text.rpartition(BETWEEN)[0]
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def place(self, x: float, middle: float) -> None:
        """Stand with its left edge at `x` and its line centred on `middle`."""
        self.item.setPos(x, middle - self.height / 2)

    @property
    def shown_width(self) -> float:
        """How wide the text is as it stands."""
        return self._style.width(self.item.text(), self._role)
