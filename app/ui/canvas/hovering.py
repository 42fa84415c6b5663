"""What happens on the canvas's viewport without a click: tool tips, two fingers, and the pointer that leaves."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHelpEvent, QNativeGestureEvent

_LEAVE: Final = QEvent.Type.Leave
_GESTURE: Final = QEvent.Type.NativeGesture
_PINCH: Final = Qt.NativeGestureType.ZoomNativeGesture
_TOOL_TIP: Final = QEvent.Type.ToolTip


class Hovering(QObject):
    """An event filter, and not `viewportEvent`: an override of that would paint inside a call from Python.

    Python's lock would then be held for the whole of each repaint, and every note would wait for it (design 3).
    """

    def __init__(
        self,
        parent: QObject,
        leave: Callable[[], None],
        explain: Callable[[QHelpEvent], None],
        pinch: Callable[[float], None],
    ) -> None:
        super().__init__(parent)
        self._pinch = pinch
        self._leave = leave
        self._explain = explain

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == _LEAVE:
            self._leave()
        elif kind == _TOOL_TIP and isinstance(event, QHelpEvent):
            self._explain(event)
            return True
        elif kind == _GESTURE and isinstance(event, QNativeGestureEvent) and event.gestureType() == _PINCH:
            self._pinch(event.value())
        return False
