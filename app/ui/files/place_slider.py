"""Where in a song it is, to be moved by hand: by mouse, by touch, or by keys."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider

STEP_S: Final = 5
PAGE_S: Final = 30
SETTLE_MS: Final = 200
"""After a key: somebody who holds it down wants to go on at the last of all these places."""


class PlaceSlider(QSlider):
    """Counts whole seconds, which a screen reader can say."""

    moving = Signal(int)
    """Somebody moves it there, and has not let go yet."""
    chosen = Signal(int)
    """There the song is to go on."""

    def __init__(self, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(name)
        self.setRange(0, 0)
        self.setSingleStep(STEP_S)
        self.setPageStep(PAGE_S)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self._choose)
        self.sliderReleased.connect(self._choose)
        self.valueChanged.connect(self._move)

    @property
    def is_moved(self) -> bool:
        """Whether somebody is about to choose a place."""
        return self.isSliderDown() or self._settling.isActive()

    def show_place(self, position: float, length: float) -> None:
        """Show where the song is, unless somebody is moving it."""
        if not self.is_moved:
            self.blockSignals(True)
            self.setMaximum(int(length))
            self.setValue(int(position))
            self.blockSignals(False)

    def let_go(self) -> None:
        """Choose nothing any more."""
        self._settling.stop()
        self.blockSignals(True)
        self.setSliderDown(False)
        self.blockSignals(False)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.let_go()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where it is touched; Qt by itself would go a page into that direction."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setValue(self._value_at(round(event.position().x())))
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setValue(self._value_at(round(event.position().x())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it scrolls the page, and must not lose the place in the song

    def _value_at(self, x: int) -> int:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self)
        way = self.width() - handle
        return QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), x - handle // 2, way)

    def _move(self, value: int) -> None:
        if not self.isSliderDown():
            self._settling.start()
        self.moving.emit(value)

    def _choose(self) -> None:
        self._settling.stop()
        self.chosen.emit(self.value())
