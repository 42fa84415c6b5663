"""What a report of a problem is, before one is saved."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.ui.controls import button, column, label, row
from app.ui.theme import SPACE


class ReportDialog(QDialog):
    """Says what is in a report and what becomes of it; `save` asks for the place."""

    def __init__(self, save: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Report a problem"))
        self.setObjectName("report")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.save_button = button(self.tr("Save report…"), "primary")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.close)
        self.save_button.clicked.connect(lambda _checked=False: save())
        cancel = button(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.close)
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
        whole.addStretch(1)
        foot = row(margins=(0, SPACE, 0, 0))
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.save_button)
        whole.addLayout(foot)
        self.setFixedWidth(SPACE * 56)
