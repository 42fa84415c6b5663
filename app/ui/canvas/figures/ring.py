"""The ring around what has the keyboard focus."""

from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene

from app.ui.canvas.elements import Button, Element, Socket
from app.ui.canvas.layout import Layout
from app.ui.canvas.style import Style
from app.ui.theme import RADIUS_SMALL

AROUND_SOCKET = 13.0
AROUND_BUTTON = 3.0
LINE = 2.0
Z_RING = 5.0


class FocusRing:
    """Shows the focus; hidden when nothing on the canvas has it."""

    def __init__(self, style: Style, scene: QGraphicsScene) -> None:
        self._scene = scene
        self.item = QGraphicsPathItem()
        self.item.setPen(style.pen("accent", LINE))
        self.item.setZValue(Z_RING)
        self.item.setVisible(False)
        scene.addItem(self.item)

    def show(self, element: Element | None, layout: Layout, centre: tuple[float, float] | None) -> None:
        """Lie around `element`, whose middle is `centre`."""
        self.item.setVisible(element is not None and centre is not None)
        if element is None or centre is None:
            return
        path = QPainterPath()
        if isinstance(element, Button):
            rect = layout.buttons[element]
            grown = AROUND_BUTTON
            path.addRoundedRect(
                rect.x - grown,
                rect.y - grown,
                rect.width + 2 * grown,
                rect.height + 2 * grown,
                RADIUS_SMALL + grown,
                RADIUS_SMALL + grown,
            )
        else:
            radius = AROUND_SOCKET if isinstance(element, Socket) else AROUND_SOCKET + AROUND_BUTTON
            path.addEllipse(centre[0] - radius, centre[1] - radius, 2 * radius, 2 * radius)
        self.item.setPath(path)

    def remove(self) -> None:
        """Take it off the scene."""
        self._scene.removeItem(self.item)
