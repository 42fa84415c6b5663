"""A list with many columns, set up as every list of the window: whole rows, sortable, reached by Tab as one stop."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Final, Generic

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.ui.table.rows import SORT_ROLE, RowsModel, SomeRow
from app.ui.theme import SPACE

ROW_HEIGHT: Final = SPACE * 7 // 2
LEAST_SHARE: Final = 0.75
"""How much of the width of a column must be left for it to be read; in less, the list scrolls sideways."""
LEAST_ROWS: Final = 3
"""Rows that are seen in the lowest window, below the headings and above the bar for scrolling sideways."""


class Listing(QTableView, Generic[SomeRow]):
    """Shows a model of rows; `chosen` when a person selects others, and what is asked for with a key.

    `opened` on Enter, `removing` on Delete, `renaming` on F2.
    """

    chosen = Signal()
    opened = Signal()
    removing = Signal()
    renaming = Signal()

    def __init__(self, model: RowsModel[SomeRow], name: str, weights: Sequence[int]) -> None:
        super().__init__()
        self.rows_model = model
        self._is_told = False
        self._weights = tuple(weights)
        self._fits = True
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSourceModel(model)
        self.proxy.setSortRole(SORT_ROLE)
        self.proxy.setFilterKeyColumn(-1)
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self.proxy)
        self._set_up(name)
        self.selectionModel().selectionChanged.connect(self._tell)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    @property
    def rows(self) -> list[SomeRow]:
        """The selected rows, from top to bottom."""
        picked = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return [self.rows_model.row_at(self.proxy.mapToSource(index)) for index in picked]

    def select(self, keys: Iterable[Hashable]) -> None:
        """Select these rows and no others, without telling anybody."""
        selection = QItemSelection()
        for key in keys:
            index = self.proxy.mapFromSource(self.rows_model.index_of(key))
            if index.isValid():
                selection.select(index, index)
        self._is_told = True
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)
        first = next(iter(selection.indexes()), QModelIndex())
        if first.isValid():
            self.selectionModel().setCurrentIndex(first, flags.NoUpdate)
            self.scrollTo(first)
        self._is_told = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removing.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.renaming.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self._fit()

    def _fit(self) -> None:
        """Share the width out, until a person moves the edge of a column."""
        whole = sum(self._weights)
        width = max(self.viewport().width(), int(whole * LEAST_SHARE))
        header = self.horizontalHeader()
        header.sectionResized.disconnect(self._keep_widths)
        for section, weight in enumerate(self._weights):
            self.setColumnWidth(section, width * weight // whole)
        header.sectionResized.connect(self._keep_widths)

    def _keep_widths(self) -> None:
        self._fits = False

    def _tell(self, *_selections: Any) -> None:
        if not self._is_told:
            self.chosen.emit()

    def _set_up(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setProperty("look", "list")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        self.verticalHeader().setAccessibleName(self.tr("Rows"))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setMinimumHeight(ROW_HEIGHT * (LEAST_ROWS + 2))
        header = self.horizontalHeader()
        header.setAccessibleName(self.tr("Columns"))
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.sectionResized.connect(self._keep_widths)
