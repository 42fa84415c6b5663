"""asyncio on Qt's loop. qasync takes the first Qt binding it finds, so ours is named before it is imported."""

import os

os.environ["QT_API"] = "pyside6"

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

__all__ = ["QEventLoop", "make_loop"]


def make_loop(application: QApplication) -> QEventLoop:
    """Make the event loop that the engine and the window share."""
    return QEventLoop(application)
