"""What to do first: three sentences, and the demo, while there is no cable yet."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.ui.client import Client
from app.ui.controls import IconButton, button, column, label, row, set_surface
from app.ui.theme import SPACE, Theme


class Hint(QFrame):
    """A card for the first start; goes for good when it is dismissed, and by itself with the first cable."""

    dismissed = Signal()

    def __init__(self, client: Client, theme: Theme, demo: Callable[[], object] | None) -> None:
        super().__init__()
        set_surface(self, "info")
        self._client = client
        self._wanted = True
        self.close_button = IconButton("close", self.tr("Do not show this again"), theme, "bare")
        self.demo_button = button(self.tr("Play the demo"), "primary")
        self._lay_out(with_demo=demo is not None)
        self.close_button.clicked.connect(self._dismiss)
        if demo is not None:
            self.demo_button.clicked.connect(lambda _checked=False: demo())
        client.changed.connect(self._show_or_hide)
        self._show_or_hide()

    def set_wanted(self, wanted: bool) -> None:
        """Say whether the user still wants to see it."""
        self._wanted = wanted
        self._show_or_hide()

    def _lay_out(self, *, with_demo: bool) -> None:
        head = row()
        head.addWidget(label(self.tr("Welcome to Longwire"), "title"))
        head.addStretch(1)
        head.addWidget(self.close_button)
        whole = column(self, margins=(SPACE * 2, SPACE, SPACE, SPACE * 2))
        whole.addLayout(head)
        sentences = [
            self.tr("Your MIDI devices are on the left, other computers and instruments on the right."),
            self.tr("Drag from one to the other and play: Longwire connects them and remembers it."),
        ]
        if with_demo:
            sentences.append(
                self.tr("Nothing to plug in yet? The demo needs no device and no second computer.")
            )
        for sentence in sentences:
            line = label(sentence, "muted")
            line.setWordWrap(True)
            whole.addWidget(line)
        if with_demo:
            foot = row()
            foot.addWidget(self.demo_button)
            foot.addStretch(1)
            whole.addSpacing(SPACE // 2)
            whole.addLayout(foot)
        else:
            self.demo_button.setParent(None)
        self.setFixedWidth(SPACE * 54)

    def _dismiss(self) -> None:
        self.set_wanted(False)
        self.dismissed.emit()

    def _show_or_hide(self) -> None:
        self.setVisible(self._wanted and not self._client.snapshot.routes)
