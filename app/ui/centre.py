"""The rounded area in the middle: the canvas, and the bars that lie over it and push nothing away."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.ui.controls import set_surface
from app.ui.theme import SPACE

LEAST_HEIGHT: Final = SPACE * 14
"""A device and its heading, in the lowest window."""
_NEEDS_CHANGE: Final = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)


class Centre(QFrame):
    """Lays bars over any widget: `above` at its top, `card` above that, `below` at its bottom."""

    room_changed = Signal(int)
    """How many pixels of height the bars leave for the card."""
    covered = Signal(int)
    """How many pixels at the bottom lie under a bar now: for what cannot be scrolled from under it."""

    def __init__(self, canvas: QWidget, above: QWidget, card: QWidget, below: QWidget) -> None:
        super().__init__()
        set_surface(self, "canvas")
        self._under, self._bars, self._covered = canvas, (above, below), 0
        self._layers = QGridLayout(self)
        self._layers.setContentsMargins(SPACE // 2, SPACE // 2, SPACE // 2, SPACE // 2)
        self._layers.setSpacing(0)
        self._layers.setRowStretch(1, 1)
        self._layers.addWidget(above, 0, 0)  # first, so that Tab comes to it before it enters the canvas
        self._layers.addWidget(canvas, 0, 0, 3, 1)
        self._layers.addWidget(card, 1, 0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter)
        self._layers.addWidget(below, 2, 0)
        for bar in (above, card, below):
            bar.setProperty("over", True)
            bar.raise_()
        for each in (canvas, *self._bars):
            each.installEventFilter(self)
        self.setMinimumHeight(LEAST_HEIGHT)

    def frame_width(self) -> int:
        """Give how many pixels of its width are beside what it lays bars over."""
        return self.width() - self._inside().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _NEEDS_CHANGE:
            self._fit()
        return False

    def _fit(self) -> None:
        """See to it that no bar is cut, in however narrow a window; the card goes where there is no room for it."""
        inside = self._inside()
        above, below = (0 if bar.isHidden() else bar.heightForWidth(inside.width()) for bar in self._bars)
        bars = above + below
        if below != self._covered:  # else what keeps clear of it would ask for another layout with every one
            self._covered = below
            self.covered.emit(below)
        needed = max(bars, self._under.minimumSizeHint().height())
        self.setMinimumHeight(max(LEAST_HEIGHT, needed + self.height() - inside.height()))
        self.room_changed.emit(inside.height() - bars)

    def _inside(self) -> QRect:
        return self.contentsRect().marginsRemoved(self._layers.contentsMargins())
