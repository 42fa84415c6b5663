"""The rubber band: the rectangle that is drawn over what is to be selected."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsScene

from app.ui.canvas.style import Style

Z_BAND = 7.0
CLEAR = 0.12


class BandFigure:
    """Shows nothing until `show`, and nothing again after `hide`."""

    def __init__(self, style: Style, scene: QGraphicsScene) -> None:
        self._scene = scene
        self.item = QGraphicsRectItem()
        self.item.setPen(style.pen("accent"))
        tint = QColor(style.color("accent"))
        tint.setAlphaF(CLEAR)
        self.item.setBrush(QBrush(tint))
        self.item.setZValue(Z_BAND)
        self.item.setVisible(False)
        scene.addItem(self.item)

    def show(self, rect: QRectF) -> None:
        """Lie over a rectangle of the scene."""
        self.item.setRect(rect)
        self.item.setVisible(True)

    def hide(self) -> None:
        """Show nothing."""
        self.item.setVisible(False)

    def remove(self) -> None:
        """Take it off the scene."""
        self._scene.removeItem(self.item)
