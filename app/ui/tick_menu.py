"""A menu of several things to tick: it stays open while they are ticked, by mouse or with the space bar."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu


class TickMenu(QMenu):
    """Closes on Enter, Escape and a click beside it, and on what is not to be ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not _tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not _tick(self.activeAction()):
            super().keyPressEvent(event)


def _tick(action: QAction | None) -> bool:
    """Tick or untick; False for what is no tick."""
    if action is None or not (action.isEnabled() and action.isCheckable()):
        return False
    action.trigger()
    return True
