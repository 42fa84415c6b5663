"""A table of frozen rows that follows what is true, row by row, so that the selection stays where it was."""

from collections.abc import Hashable, Sequence
from typing import Any, Final, Generic, Literal, Protocol, TypeAlias, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.ui.theme import Theme, Tokens

Index: TypeAlias = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QPersistentModelIndex()
SORT_ROLE: Final = Qt.ItemDataRole.UserRole
Tone: TypeAlias = Literal["live", "waiting", "broken", "muted", "text"]
"""The token of the theme in which a state is written; the words say the same."""


class Row(Protocol):
    """One row; equal rows look the same."""

    @property
    def key(self) -> Hashable:
        """What the row is about, whatever is said of it."""


SomeRow = TypeVar("SomeRow", bound=Row)


class RowsModel(QAbstractTableModel, Generic[SomeRow]):
    """Holds the rows and the titles of the columns; what a cell says is left to the kinds of table."""

    def __init__(self, titles: Sequence[str], theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tokens = theme.tokens
        theme.changed.connect(self._paint)
        self._titles = tuple(titles)
        self._rows: list[SomeRow] = []

    def show_rows(self, wanted: Sequence[SomeRow]) -> None:
        """Show exactly these rows in this order."""
        keys = {row.key for row in wanted}
        for number in reversed(range(len(self._rows))):
            if self._rows[number].key not in keys:
                self.beginRemoveRows(QModelIndex(), number, number)
                del self._rows[number]
                self.endRemoveRows()
        there = {row.key for row in self._rows}
        if [row.key for row in self._rows] != [row.key for row in wanted if row.key in there]:
            self.beginResetModel()
            self._rows = list(wanted)
            self.endResetModel()
            return
        for number, row in enumerate(wanted):
            if row.key not in there:
                self.beginInsertRows(QModelIndex(), number, number)
                self._rows.insert(number, row)
                self.endInsertRows()
            elif self._rows[number] != row:
                self._rows[number] = row
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(self._titles) - 1))

    def row_at(self, index: Index) -> SomeRow:
        """Give the row in which a cell of this model stands."""
        return self._rows[index.row()]

    def index_of(self, key: Hashable) -> QModelIndex:
        """Find the first cell of a row; invalid when it is not there."""
        for number, row in enumerate(self._rows):
            if row.key == key:
                return self.index(number, 0)
        return QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self._titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def colour(self, tone: Tone) -> QColor:
        """Give the colour of a tone in the theme of the window."""
        return QColor(getattr(self._tokens, tone))

    def _paint(self, tokens: Tokens) -> None:
        self._tokens = tokens
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._titles) - 1))
