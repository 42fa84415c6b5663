"""The two timers of the canvas; they run only while there is somebody to see it and something to show."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.ui.canvas.board import Board
from app.ui.seen import run_while_seen

FRAME_MS = 33
SECOND_MS = 1000


class Clocks:
    """Lets what plays glow 30 times a second, half as often in a crowd, and counts down by the second."""

    def __init__(self, widget: QWidget, board: Board) -> None:
        self._widget = widget
        self._board = board
        self._frames = _timer(widget, FRAME_MS, self._glow)
        self._seconds = _timer(widget, SECOND_MS, board.count_down)

    def run(self) -> None:
        """Start what is needed and stop the rest."""
        for timer, needed in (
            (self._frames, bool(self._board.latest.cables or self._board.latest.meters)),
            (self._seconds, self._board.is_counting),
        ):
            run_while_seen(timer, self._widget, needed=needed)

    def _glow(self) -> None:
        interval_ms = FRAME_MS * self._board.glow()
        if interval_ms != self._frames.interval():
            self._frames.setInterval(interval_ms)


def _timer(parent: QWidget, interval_ms: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setInterval(interval_ms)
    timer.timeout.connect(slot)
    return timer
