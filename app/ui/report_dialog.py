"""What a report of a problem is, before one is saved, and where it is afterwards."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from app.engine.api import Problem
from app.ui.controls import button, column, label, row
from app.ui.theme import SPACE
from app.ui.wording import problem_text


class ReportDialog(QDialog):
    """Says what is in a report and what becomes of it; `save` asks for the place."""

    def __init__(self, save: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._folder = Path()
        self.setWindowTitle(self.tr("Report a problem"))
        self.setObjectName("report")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.save_button = button(self.tr("Save report…"), "primary")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(lambda _checked=False: save())
        self.folder_button = button(self.tr("Show in folder"))
        self.folder_button.setAutoDefault(False)
        self.folder_button.clicked.connect(lambda _checked=False: self._show_folder())
        self.folder_button.hide()
        self.close_button = button(self.tr("Cancel"))
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.close)
        self.outcome = label(role="live")
        self.outcome.setWordWrap(True)
        self.outcome.hide()
        self._lay_out()

    def tell(self, outcome: Problem, file: Path) -> None:
        """Say what came of saving a report there."""
        self.outcome.setText(problem_text(outcome))
        self.outcome.show()
        is_saved = outcome.severity == "info"
        self._folder = file.parent
        self.folder_button.setVisible(is_saved)
        self.save_button.setVisible(not is_saved)
        self.close_button.setText(self.tr("Close") if is_saved else self.tr("Cancel"))
        self.close_button.setAccessibleName(self.close_button.text())
        self.adjustSize()

    def _lay_out(self) -> None:
        whole = column(self, margins=(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2))
        whole.addWidget(label(self.tr("A file for whoever helps"), "title"))
        for sentence in (
            self.tr(
                "It holds what a fault is found by: versions, the last lines of the log, the patch, and how "
                "everything stands now. Names and addresses in it are replaced."
            ),
            self.tr(
                "Longwire sends it to nobody. Give it to whoever helps, and write beside it what was done "
                "and what went wrong."
            ),
        ):
            words = label(sentence, "muted")
            words.setWordWrap(True)
            whole.addWidget(words)
        whole.addWidget(self.outcome)
        whole.addStretch(1)
        foot = row(margins=(0, SPACE, 0, 0))
        foot.addStretch(1)
        for each in (self.folder_button, self.close_button, self.save_button):
            foot.addWidget(each)
        whole.addLayout(foot)
        self.setFixedWidth(SPACE * 56)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
