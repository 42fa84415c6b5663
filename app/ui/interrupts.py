"""Ctrl+C and the system's requests to end, as a Qt signal: Qt's loop would not let Python see them."""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal

NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""What ends the program, where the system has it: the last two are a closed terminal, and Ctrl+Break on Windows."""


class Interrupts(QObject):
    """Emits `raised` for each of them until it is closed; the old handlers come back then."""

    raised = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._old_descriptor = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._old_handlers = {number: signal.signal(number, _leave_to_notifier) for number in _caught()}
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._take)

    def close(self) -> None:
        """Put everything back as it was."""
        self._notifier.setEnabled(False)
        for number, handler in self._old_handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._old_descriptor)
        self._reader.close()
        self._writer.close()

    def _take(self) -> None:
        numbers = self._reader.recv(64)
        if any(number in numbers for number in self._old_handlers):
            self.raised.emit()


def _caught() -> list[signal.Signals]:
    """List what ends the program here; what `nohup` has asked to pass over stays passed over."""
    there: list[signal.Signals] = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
    return [number for number in there if signal.getsignal(number) != signal.SIG_IGN]


def _leave_to_notifier(_number: int, _frame: FrameType | None) -> None:
    pass
