"""The two ways to see the patch, one at a time: the canvas and the tables."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget


class Views(QStackedWidget):
    """Shows the canvas or the tables; the keyboard goes where it is shown."""

    def __init__(self, canvas: QWidget, table: QWidget) -> None:
        super().__init__()
        self._canvas, self._table = canvas, table
        self.addWidget(canvas)
        self.addWidget(table)

    def hasHeightForWidth(self) -> bool:
        return False  # both scroll; otherwise the bars over them would be squeezed to the height that the tables wish

    def minimumSizeHint(self) -> QSize:
        # The tables need more height, but only where they are shown.
        shown = self._table if self.shows_table else self._canvas
        return shown.minimumSizeHint().expandedTo(shown.minimumSize())

    @property
    def shows_table(self) -> bool:
        """Whether the tables are shown."""
        return self.currentWidget() is self._table

    def show_table(self, wanted: bool) -> None:
        """Show the tables, or the canvas."""
        self.setCurrentWidget(self._table if wanted else self._canvas)
        self.take_focus()

    def take_focus(self) -> None:
        """Bring the keyboard to what is shown."""
        shown = self._table if self.shows_table else self._canvas
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
