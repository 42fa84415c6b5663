"""The window in which any end is recorded and played into; it blocks nothing."""

from PySide6.QtWidgets import QDialog, QWidget

from app.model.endpoints import Endpoint
from app.ui.client import Client
from app.ui.controls import ElidedLabel, button, column, label, row
from app.ui.files.asking import ask_folder
from app.ui.files.choosing import EndChoice
from app.ui.files.ends import recordable
from app.ui.files.folder import takes_folder
from app.ui.files.take_part import TakePart
from app.ui.inspector.fields import captioned
from app.ui.preferences import Preferences
from app.ui.theme import SPACE


class TakeDialog(QDialog):
    """Chooses an end, and records and plays there; closing it ends nothing."""

    def __init__(self, client: Client, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.setObjectName("takes")
        self.setWindowTitle(self.tr("Record and play"))
        self.ends = EndChoice(self.tr("Where"), client, recordable)
        self.part = TakePart(client, preferences)
        self.folder = ElidedLabel("small")
        self.folder_button = button(self.tr("Change…"), "small", name=self.tr("Change the folder for takes"))
        self.close_button = button(self.tr("Close"))
        self.ends.currentIndexChanged.connect(lambda _row: self.part.aim(self.ends.end))
        self.folder_button.clicked.connect(self._ask_for_folder)
        self.close_button.clicked.connect(self.close)
        preferences.follow(lambda: self.folder.set_whole(str(takes_folder(preferences))))
        self._lay_out()
        self.part.aim(self.ends.end)

    def aim(self, end: Endpoint | None) -> None:
        """Be about this end, if one is named."""
        if end is not None:
            self.ends.choose(end)

    def _lay_out(self) -> None:
        whole = column(self, margins=(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2))
        whole.addWidget(label(self.tr("Record and play"), "title"))
        explanation = label(
            self.tr(
                "A take holds what a device or a peer plays, with its times, as a MIDI file. "
                "What only receives is recorded by what it is played."
            ),
            "muted",
        )
        explanation.setWordWrap(True)
        whole.addWidget(explanation)
        whole.addSpacing(SPACE)
        whole.addWidget(captioned(self.tr("Where"), self.ends))
        whole.addWidget(self.part)
        where = QWidget()
        line = row(where)
        line.addWidget(self.folder, 100)
        line.addStretch(1)
        line.addWidget(self.folder_button)
        whole.addWidget(captioned(self.tr("Takes go to"), where))
        whole.addStretch(1)
        buttons = row()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        whole.addLayout(buttons)
        self.setMinimumSize(SPACE * 58, SPACE * 58)  # room for a take and a song

    def _ask_for_folder(self) -> None:
        ask_folder(
            self,
            self.tr("Folder for takes"),
            takes_folder(self._preferences),
            lambda folder: self._preferences.change("files", takes=folder),
        )
