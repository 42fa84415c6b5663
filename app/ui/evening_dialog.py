"""The report of the evening: a table of everybody who was connected since the start, and a way to save it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.engine.api import PeerEvening
from app.ui.client import Client
from app.ui.controls import button, column, label, row, set_surface
from app.ui.evening_words import as_csv, as_html, as_text, heading_texts, row_texts
from app.ui.report import report_outcome
from app.ui.screen_room import resize_within
from app.ui.theme import SPACE
from app.ui.wording import in_tip

FILE_NAME: Final = "longwire-evening.html"
WRITERS: Final[Mapping[str, Callable[[Sequence[PeerEvening], str], str]]] = {
    ".html": as_html,
    ".csv": as_csv,
    ".txt": as_text,
}
"""How a report is written, by the ending of its file."""


class EveningDialog(QDialog):
    """Shows the evening as it was when the window was opened or asked again; it blocks nothing."""

    def __init__(self, client: Client, parent: QWidget) -> None:
        super().__init__(parent)
        self._client = client
        self.peers: tuple[PeerEvening, ...] = ()
        self.setWindowTitle(self.tr("Report of the evening"))
        self.setObjectName("evening")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = QTableWidget()
        self.empty = label(self.tr("Nobody has been connected since Longwire was started."), "muted")
        self.again = button(self.tr("Look again"))
        self.save_button = button(self.tr("Save…"), "primary")
        self.close_button = button(self.tr("Close"))
        self.again.clicked.connect(self.look)
        self.save_button.clicked.connect(self._ask_where)
        self.close_button.clicked.connect(self.close)
        self._set_up()
        self._lay_out()
        resize_within(self, SPACE * 152, SPACE * 48)
        self.look()

    def look(self) -> None:
        """Show everything as it is now."""
        self.peers = self._client.evening()
        self.table.setRowCount(len(self.peers))
        for place, peer in enumerate(self.peers):
            for at, text in enumerate(row_texts(peer)):
                item = QTableWidgetItem(text)
                item.setToolTip(in_tip(text))
                self.table.setItem(place, at, item)
        self.table.resizeColumnsToContents()
        for at in range(self.table.columnCount()):
            self.table.setColumnWidth(at, self.table.columnWidth(at) + SPACE)
        self.empty.setVisible(not self.peers)
        self.save_button.setEnabled(bool(self.peers))

    def save(self, file: str) -> None:
        """Have the report written in the manner that the ending of the file says, and tell what came of it."""
        write = WRITERS.get(Path(file).suffix.lower(), as_text)
        when = QLocale().toString(QDateTime.currentDateTime(), QLocale.FormatType.ShortFormat)
        text, tell = write(self.peers, when).encode(), self._client.tell
        self._client.attempt(
            lambda engine: engine.files.write(
                file, lambda: [text], lambda outcome: tell(report_outcome(outcome, "evening.saved"))
            )
        )

    def _set_up(self) -> None:
        self.table.setAccessibleName(self.tr("Report of the evening"))
        self.table.setColumnCount(len(heading_texts()))
        self.table.setHorizontalHeaderLabels(heading_texts())
        self.table.verticalHeader().hide()
        for header in (self.table.horizontalHeader(), self.table.verticalHeader()):
            header.setAccessibleName(self.tr("Columns"))
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(False)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)

    def _lay_out(self) -> None:
        whole = column(self, margins=(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2))
        whole.setSpacing(SPACE * 2)
        whole.addWidget(label(self.tr("Everybody who was connected since Longwire was started"), "title"))
        frame = QFrame()
        set_surface(frame, "panel")
        inside = column(frame, margins=(SPACE, SPACE, SPACE, SPACE))
        inside.addWidget(self.empty)
        inside.addWidget(self.table)
        whole.addWidget(frame, 1)
        foot = row()
        foot.addWidget(self.again)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.save_button)
        whole.addLayout(foot)

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save report"), str(Path.home() / FILE_NAME))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(
            [self.tr("Page (*.html)"), self.tr("Spreadsheet (*.csv)"), self.tr("Text (*.txt)")]
        )
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(chosen[-5:-1].strip("*.")))
        dialog.setDefaultSuffix("html")
        dialog.fileSelected.connect(self.save)
        dialog.show()
