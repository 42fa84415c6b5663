"""What every page of the inspector has: a heading, a state, parts below, and two speeds at which it follows."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from app.ui.client import Client
from app.ui.controls import column, label
from app.ui.files.tools import UseTool
from app.ui.inspector.fields import rows
from app.ui.preferences import Preferences
from app.ui.theme import SPACE, Theme
from app.ui.undo import UndoVerbs

ROOM_FOR_CLOSING = SPACE * 4


def _nobody(_name: str, _target: str) -> None:
    """Examine nothing: where no doctor is given."""


@dataclass(frozen=True, slots=True)
class Means:
    """What pages look at and act through."""

    client: Client
    undo: UndoVerbs
    theme: Theme
    preferences: Preferences = field(default_factory=Preferences)
    examine: Callable[[str, str], object] = _nobody
    """Opens the doctor for a peer: its name, and where to examine it."""
    use: UseTool = lambda _tool, _end: None
    """Does with an end what its page offers for it."""
    report: Callable[[], object] = lambda: None
    """Opens the report of the evening."""


class Page(QWidget):
    """One page about one thing."""

    def __init__(self, means: Means) -> None:
        super().__init__()
        self._means = means
        self._client, self._undo = means.client, means.undo
        self.title = label(role="title")
        self.state = label(role="muted")
        for line in (self.title, self.state):
            line.setWordWrap(True)
        self._lines = rows(self)
        head = column(margins=(0, 0, ROOM_FOR_CLOSING, 0))
        head.setSpacing(SPACE // 2)
        head.addWidget(self.title)
        head.addWidget(self.state)
        self._lines.addLayout(head)
        self._lines.setSpacing(SPACE)

    def refresh(self) -> bool:
        """Show everything as it is now; False when there is nothing to show any more."""
        raise NotImplementedError

    def tick(self) -> None:
        """Show what changes by itself: numbers and times. Called a few times a second, must be quick."""

    def leave(self) -> None:
        """End what was begun; the page goes."""
