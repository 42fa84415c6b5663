"""The lights of the sockets that play: a bright socket with a ring around it, so that it does not rest on colour.

They lie above all that stands still: to change one there would cost a picture of the whole canvas while many cables
glow.
"""

from collections.abc import Mapping

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene

from app.ui.canvas.elements import Socket
from app.ui.canvas.figures.shapes import triangle
from app.ui.canvas.figures.socket import TRIANGLE
from app.ui.canvas.layout import Spot
from app.ui.canvas.style import Style

RING = 12.0
LINE = 2.0
Z_HEARD = 2.8


class HeardLights:
    """Shows which sockets play."""

    def __init__(self, style: Style, scene: QGraphicsScene) -> None:
        self._style = style
        self._scene = scene
        self._items: dict[Socket, QGraphicsPathItem] = {}
        self.lit: frozenset[Socket] = frozenset()

    def show(self, lit: frozenset[Socket], spots: Mapping[Socket, Spot]) -> None:
        """Light exactly these, as far as they have a place; costs nothing while they are the same."""
        if lit is self.lit:
            return
        for socket in self.lit - lit:
            self._items[socket].setVisible(False)
        for socket in lit - self.lit:
            if spot := spots.get(socket):
                self._item(socket, spot).setVisible(True)
        self.lit = lit & spots.keys() if lit - spots.keys() else lit

    def follow(self, spots: Mapping[Socket, Spot]) -> None:
        """Go where the sockets are; those that are no longer there go out."""
        for socket in self._items.keys() - spots.keys():
            self._scene.removeItem(self._items.pop(socket))
        for socket, item in self._items.items():
            item.setPos(spots[socket].x, spots[socket].y)
        if self.lit - spots.keys():
            self.lit &= spots.keys()

    def _item(self, socket: Socket, spot: Spot) -> QGraphicsPathItem:
        item = self._items.get(socket)
        if item is None:
            item = self._items[socket] = QGraphicsPathItem(_light(spot.outward))
            item.setPen(self._style.no_pen)
            item.setBrush(self._style.brush("live_lit"))
            item.setZValue(Z_HEARD)
            self._scene.addItem(item)
        item.setPos(spot.x, spot.y)
        return item


def _light(outward: int) -> QPainterPath:
    """Make a ring with the socket in it, to be filled: that costs less than a line of that width."""
    path = QPainterPath()
    for radius in (RING + LINE / 2, RING - LINE / 2):
        path.addEllipse(QPointF(0, 0), radius, radius)
    path.addPolygon(triangle(TRIANGLE, outward))
    path.closeSubpath()
    return path
