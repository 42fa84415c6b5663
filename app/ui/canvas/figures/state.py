"""The small sign of how a peer is: each condition has a shape of its own, not only a colour."""

from PySide6.QtWidgets import QGraphicsEllipseItem, QGraphicsItem, QGraphicsPathItem

from app.ui.canvas.elements import Condition
from app.ui.canvas.figures.shapes import cross
from app.ui.canvas.style import Style

RADIUS = 5.5
LINE = 1.8
# colour, filled, crossed
SIGNS: dict[Condition, tuple[str, bool, bool]] = {
    Condition.CONNECTED: ("live", True, False),
    Condition.SILENT: ("waiting", True, False),
    Condition.INVITING: ("waiting", False, False),
    Condition.WAITING: ("waiting", False, False),
    Condition.REFUSED: ("broken", False, True),
    Condition.LOST: ("broken", False, True),
}
OTHERWISE = ("muted", False, False)


class StateDot:
    """Disc: connected or silent; ring: not connected; ring with a cross: it will not mend by itself."""

    def __init__(self, style: Style, parent: QGraphicsItem) -> None:
        self._style = style
        self._shown: tuple[str, bool, bool] | None = None
        self.item = QGraphicsEllipseItem(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS, parent)
        self._cross = QGraphicsPathItem(cross(RADIUS * 0.4), self.item)

    def show(self, condition: Condition, x: float, y: float) -> None:
        """Stand at a point of the parent and show `condition`."""
        self.item.setPos(x, y)
        sign = SIGNS.get(condition, OTHERWISE)
        if sign == self._shown:
            return
        self._shown = sign
        ink, filled, crossed = sign
        self.item.setPen(self._style.pen(ink, LINE))
        self.item.setBrush(self._style.brush(ink) if filled else self._style.nothing)
        self._cross.setPen(self._style.pen(ink, LINE))
        self._cross.setVisible(crossed)
