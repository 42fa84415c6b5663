"""A socket: a triangle sends, a ring receives; filled when a cable is plugged in."""

from PySide6.QtWidgets import (
    QAbstractGraphicsShapeItem,
    QGraphicsEllipseItem,
    QGraphicsItem,
    QGraphicsPolygonItem,
)

from app.ui.canvas.elements import Way
from app.ui.canvas.figures.shapes import triangle
from app.ui.canvas.style import Style

RADIUS = 7.0
TRIANGLE = 8.5
LINE = 2.0
HOVER_SCALE = 1.2
Z_SOCKET = 3.0


class SocketFigure:
    """Shows one socket around its own origin."""

    def __init__(self, style: Style, way: Way, outward: int, parent: QGraphicsItem) -> None:
        self._style = style
        self._state: tuple[bool, bool, bool] | None = None
        self.item: QAbstractGraphicsShapeItem
        self._dot: QGraphicsEllipseItem | None = None
        if way is Way.SENDS:
            self.item = QGraphicsPolygonItem(triangle(TRIANGLE, outward), parent)
        else:
            self.item = QGraphicsEllipseItem(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS, parent)
            self._dot = QGraphicsEllipseItem(-3, -3, 6, 6, self.item)
        self.item.setZValue(Z_SOCKET)

    def place(self, x: float, y: float) -> None:
        """Stand with the centre at a point of the parent."""
        self.item.setPos(x, y)

    def show(self, *, plugged: bool, lit: bool, hovered: bool) -> None:
        """Look plugged or free, lit as a possible target, raised under the pointer."""
        if self._state == (plugged, lit, hovered):
            return
        self._state = (plugged, lit, hovered)
        ink = "accent" if lit or hovered else "socket" if plugged else "muted"
        self.item.setPen(self._style.pen(ink, LINE))
        if self._dot is None:
            self.item.setBrush(
                self._style.brush(ink if plugged else "accent_tint" if lit or hovered else "canvas")
            )
        else:
            self.item.setBrush(self._style.brush("accent_tint" if lit or hovered else "canvas"))
            self._dot.setPen(self._style.pen(ink))
            self._dot.setBrush(self._style.brush(ink))
            self._dot.setVisible(plugged)
        self.item.setScale(HOVER_SCALE if hovered else 1.0)
