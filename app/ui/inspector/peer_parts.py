"""What the pages of all peers have, of those in a session and of those who are only found."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton

from app.ui.controls import button
from app.ui.inspector.fields import TextField


def called_here() -> str:
    """Give the caption of the name that we have for a peer."""
    return QCoreApplication.translate("PeerParts", "Called here")


def nickname_field() -> TextField:
    """Make the field for that name."""
    hint = QCoreApplication.translate("PeerParts", "Empty is the name it gives itself")
    return TextField(called_here(), str.strip, hint)


def examine_button() -> QPushButton:
    """Make the button that has a peer examined."""
    tip = QCoreApplication.translate("PeerParts", "Find out step by step what stands between you and it")
    return button(QCoreApplication.translate("PeerParts", "Examine…"), tip=tip)
