"""Faders and wheels that stand upright: one that stays, one that springs back, one for a controller of choice."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QStyle, QVBoxLayout, QWidget

from app.midi.specs import ChannelSpec
from app.ui.controls import label
from app.ui.inspector.fields import Choice
from app.ui.inspector.specs import name_of
from app.ui.theme import SPACE

CONTROLLERS: Final = 120
"""The numbers above are channel mode messages, which no fader should send."""
FADER_WIDTH: Final = SPACE * 8
WIDEST_FADER: Final = SPACE * 16
"""A name that is longer is cut, and shown whole where the pointer rests."""
ROOM_FOR_ARROW: Final = SPACE * 3
_MARGIN: Final = 7
"""Half of the handle: where the middle of the handle can be."""


class Fader(QSlider):
    """Goes to where it is touched; `moved` tells each new value, whoever changed it."""

    moved = Signal(int)

    def __init__(self, name: str, limits: tuple[int, int], value: int) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setAccessibleName(name)
        self.setRange(*limits)
        self.setValue(value)
        self._tell(value)
        self.valueChanged.connect(self._tell)
        self.valueChanged.connect(self.moved)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            way = self.height() - 2 * _MARGIN
            place = int(event.position().y()) - _MARGIN
            self.setValue(
                QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), place, way, upsideDown=True)
            )
        super().mousePressEvent(event)

    def _tell(self, value: int) -> None:
        self.setToolTip(f"{self.accessibleName()}: {value}")


class Wheel(Fader):
    """Springs back to the middle as soon as nobody holds it, by mouse or by key."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.spring_back()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat():
            self.spring_back()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.spring_back()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.spring_back()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a turn of the mouse's wheel has no end at which to spring back

    def spring_back(self) -> None:
        """Go back to the middle."""
        self.setSliderDown(False)
        self.setValue((self.minimum() + self.maximum() + 1) // 2)


class _Snug(Choice):
    """As wide as what is chosen, within limits."""

    def sizeHint(self) -> QSize:
        wanted = self.fontMetrics().horizontalAdvance(self.currentText()) + ROOM_FOR_ARROW
        return QSize(max(FADER_WIDTH, min(wanted, WIDEST_FADER)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(FADER_WIDTH, super().minimumSizeHint().height())


class ControllerFader(QWidget):
    """A fader with the controller that it moves below it; gives number and value to `move`."""

    def __init__(self, place: int, number: int, move: Callable[[int, int], object]) -> None:
        super().__init__()
        self.fader = Fader(self.tr("Fader {place}").format(place=place), (0, 127), 64)
        names = ((each, _controller_name(each)) for each in range(CONTROLLERS))
        self.choice = _Snug(self.tr("Controller of fader {place}").format(place=place), names)
        self.choice.setProperty("look", "small")
        self.choice.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.choice.view().setMinimumWidth(SPACE * 24)
        self.choice.show_value(number)
        self.choice.currentIndexChanged.connect(self._name)
        self.fader.moved.connect(lambda value: move(self.number, value))
        lines = upright(self, self.fader)
        lines.addWidget(self.choice)
        self._name()

    @property
    def number(self) -> int:
        """The controller that it moves."""
        return self.choice.currentIndex()

    def _name(self) -> None:
        self.choice.setToolTip(self.choice.currentText())
        self.choice.updateGeometry()


def captioned_fader(fader: Fader, caption: str) -> QWidget:
    """Put a fader above what it is called."""
    made = QWidget()
    words = label(caption, "small")
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    words.setBuddy(fader)
    upright(made, fader).addWidget(words)
    return made


def upright(parent: QWidget, fader: Fader) -> QVBoxLayout:
    """Make the column of a fader; what belongs below it comes next."""
    lines = QVBoxLayout(parent)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(SPACE // 2)
    lines.addWidget(fader, 1, Qt.AlignmentFlag.AlignHCenter)
    return lines


def _controller_name(number: int) -> str:
    name = name_of(ChannelSpec(0, "cc", number))
    return f"{number} {name}" if name else str(number)
