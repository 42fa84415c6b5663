"""The list of messages at the bottom of the window: pause, filter, follow, clear."""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTableView,
    QToolButton,
)

from app.ui.client import Client
from app.ui.controls import button, column, label, row, set_surface
from app.ui.monitor_model import Column, MonitorModel
from app.ui.preferences import Preferences
from app.ui.theme import SPACE, Theme

FETCH_MS: Final = 33
"""30 times a second: as often as the eye follows, and no more work than that at any message rate."""
ROW_HEIGHT: Final = 24
WIDTHS: Final = {Column.TIME: 112, Column.SOURCE: 220, Column.DESTINATION: 220, Column.MESSAGE: 360}


class MonitorPanel(QFrame):
    """Shows what passes the monitor while it is visible; hidden, it costs nothing."""

    def __init__(self, client: Client, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        set_surface(self, "panel")
        self.model = MonitorModel(client, theme, preferences, self)
        self.table = QTableView()
        self.filter = QLineEdit()
        self.pause = button(self.tr("Pause"), tip=self.tr("Hold the list still"))
        self.follow = button(self.tr("Follow"), tip=self.tr("Keep the newest message in sight"))
        self.clear = button(self.tr("Clear"), tip=self.tr("Empty the list"))
        self._timer = QTimer(self)
        self._timer.setInterval(FETCH_MS)
        self._timer.timeout.connect(self.model.fetch)
        self._set_up_controls()
        self._set_up_table()
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _set_up_controls(self) -> None:
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter messages"))
        self.filter.setClearButtonEnabled(True)
        for clear in self.filter.findChildren(QToolButton):
            clear.setAccessibleName(self.tr("Clear filter"))
        self.filter.setFixedWidth(SPACE * 28)
        self.filter.textChanged.connect(self.model.filter_by)
        self.pause.setCheckable(True)
        self.pause.toggled.connect(lambda _on: self._run())
        self.follow.setCheckable(True)
        self.follow.setChecked(True)
        self.follow.toggled.connect(self._keep_in_sight)
        self.clear.clicked.connect(self.model.clear)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        self.model.rowsInserted.connect(self._keep_in_sight)  # after the table has heard of the rows
        table.setAccessibleName(self.tr("Messages"))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = table.horizontalHeader()
        header.setAccessibleName(self.tr("Columns"))
        table.verticalHeader().setAccessibleName(self.tr("Rows"))
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for which, width in WIDTHS.items():
            table.setColumnWidth(which, width)

    def _lay_out(self) -> None:
        line = row(margins=(SPACE, 0, 0, 0))
        line.addWidget(label(self.tr("Monitor"), "title"))
        line.addSpacing(SPACE)
        line.addWidget(self.filter)
        line.addStretch(1)
        for control in (self.pause, self.follow, self.clear):
            line.addWidget(control)
        whole = column(self, margins=(SPACE, SPACE, SPACE, SPACE))
        whole.addLayout(line)
        inset = row(margins=(SPACE // 2, 0, 0, 0))
        inset.addWidget(self.table)
        whole.addLayout(inset, 1)

    def _run(self) -> None:
        if self.isVisible() and not self.pause.isChecked():
            self._timer.start()
        else:
            self._timer.stop()

    def _keep_in_sight(self) -> None:
        if self.follow.isChecked():
            self.table.scrollToBottom()
