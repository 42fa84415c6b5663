"""The list of messages at the bottom of the window: pause, filter, follow, clear, copy, save."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView

from app.engine.api import FileApi, MonitorRow, Told
from app.ui.client import Client
from app.ui.controls import column, label, row, set_surface
from app.ui.files.asking import ask_where, dated, documents
from app.ui.monitor_bar import MonitorBar
from app.ui.monitor_model import Column, MonitorModel
from app.ui.preferences import Preferences
from app.ui.seen import run_while_seen
from app.ui.theme import SPACE, Theme
from app.ui.whole_rows import WholeRows

FETCH_MS: Final = 33
"""30 times a second: as often as the eye follows, and no more work than that at any message rate."""
COUNT_EVERY: Final = 8
"""Fetches until the numbers beside the list are shown anew: four times a second can still be read."""
ROW_HEIGHT: Final = 24
LEAST_HEIGHT: Final = 30 + ROW_HEIGHT * 2
"""Headings and two messages, or one and the bar for scrolling sideways."""
WIDTHS: Final = {Column.TIME: 112, Column.SOURCE: 220, Column.DESTINATION: 220, Column.MESSAGE: 360}


class MonitorPanel(QFrame):
    """Shows what passes the monitor while it is visible; hidden, it costs nothing."""

    def __init__(self, client: Client, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        set_surface(self, "panel")
        self._client = client
        self.model = MonitorModel(client, theme, preferences, self)
        self.table = QTableView()
        self.bar = MonitorBar()
        self.nothing = label(role="muted")
        self.copy = self._action(self.tr("Copy"), self.copy_rows)
        self.save_selection = self._action(self.tr("Save selection…"), lambda: self.save(self.selected()))
        self.save_all = self._action(self.tr("Save all that is shown…"), lambda: self.save(self.model.rows()))
        self.save_packets = self._action(self.tr("Save network packets…"), self._ask_for_packets)
        self._down = QTimer(
            self
        )  # Qt to Qt: called from Python, scrolling would keep the lock for milliseconds
        self._down.setSingleShot(True)
        self._down.setInterval(0)
        self._down.timeout.connect(self.table.scrollToBottom)
        self._fetched = 0
        self._timer = QTimer(self)
        self._timer.setInterval(FETCH_MS)
        self._timer.timeout.connect(self._fetch)
        self._set_up_controls()
        self._set_up_table(theme, preferences)
        self._lay_out()
        self._say_nothing()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._run()

    def selected(self) -> list[MonitorRow]:
        """Give the rows that are selected, in their order."""
        rows = self.model.rows()
        chosen = self.table.selectionModel().selection()
        ranges = sorted((chosen.at(nth).top(), chosen.at(nth).bottom()) for nth in range(chosen.count()))
        return [each for top, bottom in ranges for each in rows[top : bottom + 1]]

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard, a line each."""
        lines = [self.model.text_of(each) for each in self.selected()]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def save(self, rows: Iterable[MonitorRow]) -> None:
        """Ask for a file and write rows into it; those that come meanwhile are not among them."""
        kept = tuple(rows)
        kinds = [
            (self.tr("MIDI file"), "mid"),
            (self.tr("For Wireshark: these messages, packed anew"), "pcap"),
        ]
        ask_where(
            self,
            self.tr("Save messages"),
            documents() / dated("Longwire", "mid"),
            kinds,
            lambda file: self._write(lambda files, told: files.rows(kept, file, told)),
        )

    # -- inside -------------------------------------------------------------------------------------------------

    def _action(self, text: str, slot: object) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda _checked=False: slot())  # type: ignore[operator]
        return action

    def _set_up_controls(self) -> None:
        bar = self.bar
        bar.filtered.connect(self.model.show_only)
        bar.pause.toggled.connect(lambda _on: self._run())
        bar.follow.toggled.connect(self._keep_in_sight)
        bar.clear.clicked.connect(self.model.clear)
        menu = QMenu(self)
        menu.addActions([self.save_selection, self.save_all, self.save_packets])
        menu.aboutToShow.connect(self._enable)
        bar.offer(menu)
        self.copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        self.copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.save_packets.setToolTip(self.tr("What the network carried in the last minutes, for Wireshark"))

    def _set_up_table(self, theme: Theme, preferences: Preferences) -> None:
        table = self.table
        table.setModel(self.model)
        self.model.sifted.connect(self._keep_in_sight)  # once, not with each part of a long list
        self.model.sifted.connect(self._word_what_is_seen)
        self.model.sifted.connect(self._say_nothing)
        for moved in (table.verticalScrollBar().valueChanged, table.verticalScrollBar().rangeChanged):
            moved.connect(self._word_what_is_seen)
        theme.changed.connect(self._word_what_is_seen)
        preferences.changed.connect(self._word_what_is_seen)
        table.setAccessibleName(self.tr("Messages"))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        table.addActions([self.copy, self.save_selection])
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        table.setMinimumHeight(LEAST_HEIGHT)
        header = table.horizontalHeader()
        header.setAccessibleName(self.tr("Columns"))
        table.verticalHeader().setAccessibleName(self.tr("Rows"))
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for which, width in WIDTHS.items():
            table.setColumnWidth(which, width)

    def _lay_out(self) -> None:
        whole = column(self, margins=(SPACE, SPACE, SPACE, SPACE))
        whole.addWidget(self.bar)
        inset = row(margins=(SPACE // 2, 0, 0, 0))
        inset.addWidget(WholeRows(self.table))
        whole.addLayout(inset, 1)
        over = column(self.table.viewport())
        over.addWidget(self.nothing, 0, Qt.AlignmentFlag.AlignCenter)

    def _run(self) -> None:
        run_while_seen(self._timer, self, needed=not self.bar.pause.isChecked())

    def _fetch(self) -> None:
        self.model.fetch()
        self._word_what_is_seen()
        self._say_nothing()
        self._fetched += 1
        if self._fetched % COUNT_EVERY == 0:
            self._tell()

    def _tell(self) -> None:
        self.bar.show_ends(self.model.ends)
        self.bar.show_count(self.model.rowCount(), self.model.hidden_clocks)

    def _keep_in_sight(self) -> None:
        if self.bar.follow.isChecked():
            self._down.start()

    def _word_what_is_seen(self) -> None:
        first = self.table.rowAt(0)
        if first >= 0:
            self.model.reveal(first, first + self.table.viewport().height() // ROW_HEIGHT + 1)

    def _say_nothing(self) -> None:
        """Say why the list is empty, as long as it is."""
        empty = not self.model.rowCount()
        if empty:
            self.nothing.setText(
                self.tr("No message passes the filter.")
                if self.model.has_rows
                else self.tr("Nothing has passed a cable yet.")
            )
        if empty == self.nothing.isHidden():
            self.nothing.setVisible(empty)

    def _enable(self) -> None:
        self.save_selection.setEnabled(self.table.selectionModel().hasSelection())
        self.save_all.setEnabled(self.model.rowCount() > 0)

    def _ask_for_packets(self) -> None:
        kinds = [(self.tr("Network packets as they were, for Wireshark"), "pcap")]
        start = documents() / dated("Longwire", "pcap")
        ask_where(
            self,
            self.tr("Save network packets"),
            start,
            kinds,
            lambda file: self._write(lambda files, told: files.packets(file, told)),
        )

    def _write(self, write: Callable[[FileApi, Told], None]) -> None:
        """Have a file written; what came of it is told beside the problems."""
        self._client.attempt(lambda engine: write(engine.files, self._client.tell))
