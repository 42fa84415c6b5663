"""The size at which a window is shown first: as wished, and no larger than the screen has room for."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from app.ui.theme import SPACE

FRAME: Final = SPACE * 5
"""What a title bar takes of the height on most desktops; before it is shown, a window does not know."""


def resize_within(window: QWidget, width: int, height: int) -> None:
    """Resize a window that was not shown yet; a laptop at 150 % has less room than many a wish."""
    room = window.screen().availableSize() - QSize(0, FRAME)
    window.resize(QSize(width, height).boundedTo(room))
