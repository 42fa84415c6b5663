"""The monitor's rows as a table: bounded, filtered, and worded only when they are looked at."""

from datetime import datetime
from enum import IntEnum
from typing import Any, Final, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from app.engine.api import MonitorRow
from app.ui.client import Client
from app.ui.reading import bytes_text, reading_text
from app.ui.theme import Theme, Tokens, fixed_font
from app.ui.wording import shown_name

ROW_LIMIT: Final = 10_000
"""Rows kept for scrolling back; a filter reads them all, in one turn that nobody notices."""
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

    def __init__(self, client: Client, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._theme = theme
        self._rows: list[MonitorRow] = []
        self._shown: list[MonitorRow] = self._rows
        self._last = 0
        self._needle = ""
        self._fixed = fixed_font()
        self._repaired = QColor()
        self._muted = QColor()
        self._paint(theme.tokens)
        theme.changed.connect(self._paint)

    def fetch(self) -> int:
        """Take the new rows from the engine; gives how many of them are shown."""
        fresh = self._client.monitor(self._last)
        if not fresh:
            return 0
        self._last = fresh[-1].number
        kept = fresh[-ROW_LIMIT:]
        shown = [row for row in kept if self._matches(row)] if self._needle else list(kept)
        if self._needle:
            self._rows.extend(kept)
        if shown:
            first = len(self._shown)
            self.beginInsertRows(QModelIndex(), first, first + len(shown) - 1)
            self._shown.extend(shown)
            self.endInsertRows()
        self._trim()
        return len(shown)

    def clear(self) -> None:
        """Empty the table; what comes later is shown."""
        self.beginResetModel()
        self._rows = []
        self._shown = [] if self._needle else self._rows
        self.endResetModel()

    def filter_by(self, text: str) -> None:
        """Show only rows with `text` in from, to or message; an empty text shows all."""
        self.beginResetModel()
        self._needle = text.strip().casefold()
        self._shown = [row for row in self._rows if self._matches(row)] if self._needle else self._rows
        self.endResetModel()

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
                return shown_name(row.source)
            case Column.DESTINATION:
                return shown_name(row.destination)
            case Column.MESSAGE:
                return self._meaning(row)
        return bytes_text(row.message)

    def _meaning(self, row: MonitorRow) -> str:
        text = reading_text(row.message)
        return self.tr("{text} · repaired").format(text=text) if row.repaired else text

    def _font(self, column: int) -> QFont | None:
        return self._fixed if column in (Column.TIME, Column.BYTES) else None

    def _matches(self, row: MonitorRow) -> bool:
        texts = (row.source, row.destination, self._meaning(row))
        return any(self._needle in text.casefold() for text in texts)

    def _trim(self) -> None:
        if self._needle and len(self._rows) > ROW_LIMIT + TRIM_ROWS:
            del self._rows[: len(self._rows) - ROW_LIMIT]
        excess = len(self._shown) - ROW_LIMIT
        if excess > TRIM_ROWS:
            self.beginRemoveRows(QModelIndex(), 0, excess - 1)
            del self._shown[:excess]
            self.endRemoveRows()

    def _paint(self, tokens: Tokens) -> None:
        self._repaired = QColor(tokens.live_tint)
        self._muted = QColor(tokens.muted)
        if self._shown:
            last = self.index(len(self._shown) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
