"""What stands still while many cables glow: cards, boxes and unlit lines, painted once into one picture."""

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsOpacityEffect, QGraphicsRectItem, QGraphicsScene

from app.ui.canvas.style import Style

ALMOST = 0.9999
"""Qt keeps the picture of what an effect paints, but a full opacity it paints past the effect. This rounds to full."""


class StillLayer:
    """Parent of all that does not glow. While frozen, a frame copies its picture instead of painting every item.

    What changes within it is still shown, at the price of a whole picture: freeze only while little but light changes.
    """

    def __init__(self, style: Style, scene: QGraphicsScene) -> None:
        self.item = QGraphicsRectItem()
        self.item.setPen(style.no_pen)
        self._effect = QGraphicsOpacityEffect()
        self._effect.setOpacity(ALMOST)
        self._effect.setEnabled(False)
        self.item.setGraphicsEffect(self._effect)
        scene.addItem(self.item)

    @property
    def is_frozen(self) -> bool:
        """Whether the picture is what is painted."""
        return self._effect.isEnabled()

    def freeze(self, seen: QRectF) -> None:
        """Keep a picture of `seen`, the part of the scene that is in sight: a picture of all of it may be huge."""
        if not self.is_frozen:
            self._effect.setEnabled(True)
            self.item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsChildrenToShape)
        if self.item.rect() != seen:
            self.item.setRect(seen)

    def thaw(self) -> None:
        """Paint every item again."""
        if self.is_frozen:
            self._effect.setEnabled(False)
            self.item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsChildrenToShape, enabled=False)
            self.item.setRect(QRectF())
