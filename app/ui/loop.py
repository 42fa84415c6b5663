"""asyncio on Qt's loop. qasync takes the first Qt binding it finds, so ours is named before it is imported."""

import asyncio
import os
from collections.abc import Awaitable
from typing import TypeVar

os.environ["QT_API"] = "pyside6"

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

__all__ = ["QEventLoop", "make_loop"]

Result = TypeVar("Result")


class _Loop(QEventLoop):  # type: ignore[misc]  # qasync has no types
    """When Qt's loop has ended, qasync lets it do once more what is due: that, too, finds a loop that runs."""

    def run_until_complete(self, future: Awaitable[Result]) -> Result:
        try:
            return super().run_until_complete(future)  # type: ignore[no-any-return]
        finally:
            asyncio._set_running_loop(None)

    def run_forever(self) -> int:
        try:
            return super().run_forever()  # type: ignore[no-any-return]
        finally:
            asyncio._set_running_loop(self)


def make_loop(application: QApplication) -> QEventLoop:
    """Make the event loop that the engine and the window share."""
    return _Loop(application)
