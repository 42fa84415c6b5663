"""A place for a table in which no row is cut."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget


class WholeRows(QWidget):
    """Holds a table with rows of one height, as high as whole rows need; the rest of the height stays empty."""

    def __init__(self, table: QTableView) -> None:
        super().__init__()
        self._table = table
        self.setMinimumHeight(table.minimumHeight())
        table.setMinimumHeight(0)
        table.setParent(self)
        table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerItem)
        table.horizontalScrollBar().rangeChanged.connect(self._fit)
        self.setFocusProxy(table)

    def sizeHint(self) -> QSize:
        return self._table.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._table.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        bar = self._table.horizontalScrollBar()
        above = self._table.horizontalHeader().sizeHint().height()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        cut = max(0, self.height() - above - below) % self._table.verticalHeader().defaultSectionSize()
        self._table.setGeometry(0, 0, self.width(), self.height() - cut)
