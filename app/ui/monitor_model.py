"""The monitor's rows as a table: bounded, filtered, and worded only when they are looked at."""

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from typing import Any, Final, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QColor, QFont

from app.engine.api import MonitorRow
from app.ui.client import Client
from app.ui.preferences import Preferences
from app.ui.reading import bytes_text, reading_text
from app.ui.theme import Theme, Tokens, fixed_font
from app.ui.wording import hop_name

ROW_LIMIT: Final = 10_000
"""Rows kept for scrolling back."""
FILTER_ROWS: Final = 500
"""Rows that a filter reads in one turn: some 2 ms, so that neither the window nor the MIDI waits for it."""
TRIM_ROWS: Final = 1_000
"""Rows taken away at once, so that a full table is not moved for every message."""

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QPersistentModelIndex()


class Column(IntEnum):
    """The columns of the monitor."""

    TIME = 0
    SOURCE = 1
    DESTINATION = 2
    MESSAGE = 3
    BYTES = 4


class MonitorModel(QAbstractTableModel):
    """Fetches what is new on the monitor when told to; it never reads more than the engine keeps."""

    def __init__(
        self, client: Client, theme: Theme, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._theme = theme
        self._preferences = preferences
        self._rows: list[MonitorRow] = []
        self._shown: list[MonitorRow] = self._rows
        self._last = 0
        self._needle = ""
        self._examined = 0
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._examine)
        self._fixed = fixed_font()
        self._repaired = QColor()
        self._muted = QColor()
        self._paint(theme.tokens)
        theme.changed.connect(self._paint)
        preferences.changed.connect(self._repaint)

    def fetch(self) -> None:
        """Take the new rows from the engine."""
        fresh = self._client.monitor(self._last)
        if not fresh:
            return
        self._last = fresh[-1].number
        if self._needle:
            self._rows.extend(fresh[-ROW_LIMIT:])
            self._examine()
        else:
            self._show(fresh[-ROW_LIMIT:])
        self._trim()

    def clear(self) -> None:
        """Empty the table; what comes later is shown."""
        self._rows = []
        self._start_over()

    def filter_by(self, text: str) -> None:
        """Show only rows with `text` in from, to or message, a part per turn; an empty text shows all."""
        self._needle = text.strip().casefold()
        self._start_over()

    def row(self, number: int) -> MonitorRow:
        """Give the row at a place in the table."""
        return self._shown[number]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = {
            Column.TIME: self.tr("Time"),
            Column.SOURCE: self.tr("From"),
            Column.DESTINATION: self.tr("To"),
            Column.MESSAGE: self.tr("Message"),
            Column.BYTES: self.tr("Bytes"),
        }
        return titles[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.FontRole:
            return self._font(index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._muted if index.column() == Column.TIME else None
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._repaired if row.repaired else None
        return None

    def _text(self, row: MonitorRow, column: int) -> str:
        match column:
            case Column.TIME:
                return datetime.fromtimestamp(row.time).astimezone().strftime("%H:%M:%S.%f")[:-3]
            case Column.SOURCE:
                return hop_name(row.source)
            case Column.DESTINATION:
                return hop_name(row.destination)
            case Column.MESSAGE:
                return self._meaning(row)
        return bytes_text(row.message)

    def _meaning(self, row: MonitorRow) -> str:
        text = reading_text(row.message, self._preferences.settings.window.middle_c)
        return self.tr("{text} · repaired").format(text=text) if row.repaired else text

    def _font(self, column: int) -> QFont | None:
        return self._fixed if column in (Column.TIME, Column.BYTES) else None

    def _start_over(self) -> None:
        self.beginResetModel()
        self._examined = 0
        self._shown = [] if self._needle else self._rows
        self.endResetModel()
        if self._needle:
            self._examine()

    def _examine(self) -> None:
        part = self._rows[self._examined : self._examined + FILTER_ROWS]
        self._examined += len(part)
        self._show([row for row in part if self._matches(row)])
        if self._needle and self._examined < len(self._rows):
            self._turn.start()

    def _show(self, rows: Sequence[MonitorRow]) -> None:
        if rows:
            first = len(self._shown)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._shown.extend(rows)
            self.endInsertRows()

    def _matches(self, row: MonitorRow) -> bool:
        if self._needle in row.source.casefold() or self._needle in row.destination.casefold():
            return True
        return self._needle in self._meaning(row).casefold()

    def _trim(self) -> None:
        if self._needle and len(self._rows) > ROW_LIMIT + TRIM_ROWS:
            gone = len(self._rows) - ROW_LIMIT
            del self._rows[:gone]
            self._examined = max(0, self._examined - gone)
        excess = len(self._shown) - ROW_LIMIT
        if excess > TRIM_ROWS:
            self.beginRemoveRows(QModelIndex(), 0, excess - 1)
            del self._shown[:excess]
            self.endRemoveRows()

    def _paint(self, tokens: Tokens) -> None:
        self._repaired = QColor(tokens.live_tint)
        self._muted = QColor(tokens.muted)
        self._repaint()

    def _repaint(self) -> None:
        if self._shown:
            last = self.index(len(self._shown) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
