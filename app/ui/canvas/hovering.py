"""What happens on the canvas's viewport without a click: tool tips, and the pointer that leaves."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent

_LEAVE: Final = QEvent.Type.Leave
_TOOL_TIP: Final = QEvent.Type.ToolTip


class Hovering(QObject):
    """An event filter, and not `viewportEvent`: an override of that would paint inside a call from Python.

    Python's lock would then be held for the whole of each repaint, and every note would wait for it (design 3).
    """

    def __init__(
        self, parent: QObject, leave: Callable[[], None], explain: Callable[[QHelpEvent], None]
    ) -> None:
        super().__init__(parent)
        self._leave = leave
        self._explain = explain

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == _LEAVE:
            self._leave()
        elif kind == _TOOL_TIP and isinstance(event, QHelpEvent):
            self._explain(event)
            return True
        return False
