"""The rounded area in the middle: the canvas, and the bars that lie over it and push nothing away."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.ui.controls import set_surface
from app.ui.theme import SPACE

LEAST_HEIGHT: Final = SPACE * 14
"""A device and its heading, in the lowest window."""
CORNER: Final = (SPACE * 26, SPACE * 8)
"""Width and height of what the canvas has in its lower left corner."""
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
        self._under, self._card, self._bars = canvas, card, (above, below)
        self._covered = self._free = 0
        self._layers = QGridLayout(self)
        self._layers.setContentsMargins(SPACE // 2, SPACE // 2, SPACE // 2, SPACE // 2)
        self._layers.setSpacing(0)
        self._layers.setRowStretch(1, 1)
        self._layers.setColumnStretch(0, 1)
        self._layers.addWidget(
            above, 0, 0, 1, 2
        )  # first, so that Tab comes to it before it enters the canvas
        self._layers.addWidget(canvas, 0, 0, 4, 2)
        self._layers.addWidget(card, 1, 0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter)
        self._layers.addWidget(below, 3, 0, 1, 2)
        for bar in (above, card, below):
            bar.setProperty("over", True)
            bar.raise_()
        for each in (canvas, *self._bars):
            each.installEventFilter(self)
        self.setMinimumHeight(LEAST_HEIGHT)

    def leave_free(self, pixels: int) -> None:
        """Keep the card out of so many pixels at the right, as far as there is room for that."""
        self._free = pixels
        self._fit()

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
        shown = [self._under, *(each for each in (self._card, *self._bars) if not each.isHidden())]
        self.setMinimumWidth(max(each.minimumSizeHint().width() for each in shown) + self.frame_width())
        self._place_card(inside.width(), inside.height() - bars)

    def _place_card(self, width: int, height: int) -> None:
        """Keep the card from the corners at the bottom: it stands above them where it is too wide to stand between."""
        card = self._card.width()
        aside = max(0, min(self._free, width - card))
        above = 0 if card + 2 * CORNER[0] <= width - aside else CORNER[1]
        self._make_room(aside, above if self._card.heightForWidth(card) <= height - above else 0)
        self.room_changed.emit(height - above)

    def _make_room(self, aside: int, above: int) -> None:
        layers = self._layers
        if (aside, above) != (layers.columnMinimumWidth(1), layers.rowMinimumHeight(2)):
            layers.setColumnMinimumWidth(1, aside)
            layers.setRowMinimumHeight(2, above)
            layers.invalidate()  # which Qt leaves to us

    def _inside(self) -> QRect:
        return self.contentsRect().marginsRemoved(self._layers.contentsMargins())
