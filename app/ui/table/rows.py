"""A table of frozen rows that follows what is true, row by row, so that the selection stays where it was.

It is painted from items that Qt owns, as the monitor is: a Python `data()` would make notes wait for each repaint.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final, Generic, Literal, Protocol, TypeAlias, TypeVar

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel

from app.ui.theme import Theme, Tokens

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Cell: TypeAlias = Mapping[int, Any]
"""What a cell shows, by Qt's roles."""
SORT_ROLE: Final = Qt.ItemDataRole.UserRole
Tone: TypeAlias = Literal["live", "waiting", "broken", "muted", "text"]
"""The token of the theme in which a state is written; the words say the same."""


class Row(Protocol):
    """One row; equal rows look the same."""

    @property
    def key(self) -> Hashable:
        """What the row is about, whatever is said of it."""


SomeRow = TypeVar("SomeRow", bound=Row)


class RowsModel(QStandardItemModel, Generic[SomeRow]):
    """Holds the rows and the titles of the columns; what a cell shows is left to the kinds of table."""

    def __init__(self, titles: Sequence[str], theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(0, len(titles), parent)
        self._rows: list[SomeRow] = []
        self._tokens = theme.tokens
        self._follows = False
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for column, title in enumerate(titles):
            self.setHeaderData(column, Qt.Orientation.Horizontal, title)
            self.setHeaderData(column, Qt.Orientation.Horizontal, left, Qt.ItemDataRole.TextAlignmentRole)
        theme.changed.connect(self._paint)
        self.itemChanged.connect(self._heed)

    def show_rows(self, wanted: Sequence[SomeRow]) -> None:
        """Show exactly these rows in this order."""
        self._follows = True
        self._drop({row.key for row in wanted})
        there = {row.key for row in self._rows}
        if [row.key for row in self._rows] != [row.key for row in wanted if row.key in there]:
            self._drop(set())
            there = set()
        for number, row in enumerate(wanted):
            if row.key not in there:
                self._rows.insert(number, row)
                self.insertRow(number, [self._item(row, column) for column in range(self.columnCount())])
            elif self._rows[number] != row:
                before, self._rows[number] = self._rows[number], row
                self._change(number, before)
        self._follows = False

    def row_at(self, index: Index) -> SomeRow:
        """Give the row in which a cell of this model stands."""
        return self._rows[index.row()]

    def index_of(self, key: Hashable) -> QModelIndex:
        """Find the first cell of a row; invalid when it is not there."""
        for number, row in enumerate(self._rows):
            if row.key == key:
                return self.index(number, 0)
        return QModelIndex()

    def cell(self, row: SomeRow, column: int) -> Cell:
        """Say what a cell shows."""
        raise NotImplementedError

    def ticked(self, row: SomeRow, ticked: bool) -> None:
        """Do what a person wants who ticked a row, or took the tick away."""

    def colour(self, tone: Tone) -> QColor:
        """Give the colour of a tone in the theme of the window."""
        return QColor(getattr(self._tokens, tone))

    # -- inside -------------------------------------------------------------------------------------------------

    def _drop(self, kept: set[Hashable]) -> None:
        for number in reversed(range(len(self._rows))):
            if self._rows[number].key not in kept:
                self.removeRow(number)  # the selection may look at the rows while they go
                del self._rows[number]

    def _item(self, row: SomeRow, column: int) -> QStandardItem:
        item = QStandardItem()
        item.setEditable(False)
        for role, value in self.cell(row, column).items():
            item.setData(value, role)
            if role == Qt.ItemDataRole.CheckStateRole:
                item.setCheckable(True)
        return item

    def _change(self, number: int, before: SomeRow | None) -> None:
        row = self._rows[number]
        for column in range(self.columnCount()):
            cell = self.cell(row, column)
            if before is None or cell != self.cell(before, column):
                self.setItemData(self.index(number, column), dict(cell))

    def _heed(self, item: QStandardItem) -> None:
        """Take a tick back that a person made, and say what is wanted: what comes of it is shown when it is true."""
        if self._follows or not item.isCheckable():
            return
        self._follows = True
        self._change(item.row(), None)
        self._follows = False
        row = self._rows[item.row()]
        self.ticked(row, item.checkState() is not Qt.CheckState.Checked)

    def _paint(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._follows = True
        for number in range(len(self._rows)):
            self._change(number, None)
        self._follows = False
