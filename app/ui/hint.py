"""What to do first: three sentences, and the demo, until the first cable."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.ui.client import Client
from app.ui.controls import IconButton, button, column, label, row, set_surface
from app.ui.theme import SPACE, Theme


class Hint(QFrame):
    """A card for the first start; goes for good when it is dismissed, or with the first cable."""

    dismissed = Signal()

    def __init__(self, client: Client, theme: Theme, demo: Callable[[], object] | None) -> None:
        super().__init__()
        set_surface(self, "info")
        self._client = client
        self._wanted = True
        self._is_in_place = self._fits = True
        self.close_button = IconButton("close", self.tr("Do not show this again"), theme, "bare")
        self.close_button.clicked.connect(self._dismiss)
        self._lay_out()
        if demo is not None:
            self._offer(demo)
        client.changed.connect(self._show_or_hide)
        self._show_or_hide()

    def set_wanted(self, wanted: bool) -> None:
        """Say whether the user still wants to see it."""
        self._wanted = wanted
        self._show_or_hide()

    def make_way(self, away: bool) -> None:
        """Hide where something is shown that it says nothing about; it is back afterwards."""
        self._is_in_place = not away
        self._show_or_hide()

    def take_room(self, height: int) -> None:
        """Say how much height there is for it; with too little it hides until there is more."""
        self._fits = height >= self.heightForWidth(self.width())
        self._show_or_hide()

    def _lay_out(self) -> None:
        head = row()
        head.addWidget(label(self.tr("Welcome to Longwire"), "title"))
        head.addStretch(1)
        head.addWidget(self.close_button)
        self._lines = column(self, margins=(SPACE * 2, SPACE, SPACE, SPACE * 2))
        self._lines.addLayout(head)
        self._say(self.tr("Your MIDI devices are on the left, other computers and instruments on the right."))
        self._say(self.tr("Drag from one to the other and play: Longwire connects them and remembers it."))
        self.setFixedWidth(SPACE * 54)

    def _offer(self, demo: Callable[[], object]) -> None:
        self._say(self.tr("Nothing to plug in yet? The demo needs no device and no second computer."))
        play = button(self.tr("Play the demo"), "primary")
        play.clicked.connect(lambda _checked=False: demo())
        foot = row()
        foot.addWidget(play)
        foot.addStretch(1)
        self._lines.addSpacing(SPACE // 2)
        self._lines.addLayout(foot)

    def _say(self, sentence: str) -> None:
        line = label(sentence, "muted")
        line.setWordWrap(True)
        self._lines.addWidget(line)

    def _dismiss(self) -> None:
        self.set_wanted(False)
        self.dismissed.emit()

    def _show_or_hide(self) -> None:
        if self._wanted and self._client.snapshot.routes:
            self._dismiss()
        self.setVisible(self._wanted and self._is_in_place and self._fits)
