"""The kinds of field that the inspector is made of: each shows a value, and says when a person chose another."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import TypeAlias, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from app.model.checks import FieldError
from app.ui.controls import DropDown, IconButton, NumberBox, column, label, row
from app.ui.theme import SPACE, Theme

CAPTION_WIDTH = SPACE * 12
FIELD_TEXT_WIDTH = SPACE * 18
Spec = TypeVar("Spec")
Choices: TypeAlias = Iterable[tuple[Hashable, str]]


class Choice(DropDown):
    """One of a few values."""

    chosen = Signal(object)

    def __init__(self, name: str, choices: Choices) -> None:
        super().__init__()
        for part in (self, self.view()):
            part.setAccessibleName(name)
        for value, text in choices:
            self.addItem(text, value)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(lambda row: self.chosen.emit(self.itemData(row)))

    def show_value(self, value: Hashable) -> None:
        """Show a value; one that is not among the choices shows nothing."""
        # Not findData, which compares Python's values by identity.
        row = next((nth for nth in range(self.count()) if self.itemData(nth) == value), -1)
        if row != self.currentIndex():
            self.setCurrentIndex(row)


class TextField(QLineEdit):
    """A line that `read` turns into a value; ValueError marks it as wrong, and `hint` tells below it what fits.

    Escape puts back what was there.
    """

    entered = Signal(object)

    def __init__(self, name: str, read: Callable[[str], object], hint: str = "") -> None:
        super().__init__()
        self._read = read
        self._shown = ""
        self.setAccessibleName(name)
        self.setToolTip(hint)
        self.setAccessibleDescription(hint)
        self.editingFinished.connect(self._finish)
        self.textEdited.connect(lambda _text: self._mark(wrong=False))

    def show_text(self, text: str) -> None:
        """Show the value as it is now, unless somebody is typing."""
        changed, self._shown = text != self._shown, text
        if changed or not self.hasFocus():
            self.setText(text)
            self._mark(wrong=False)

    def enter(self) -> None:
        """Take what was typed, as Enter does."""
        self._finish()

    def put_back(self) -> None:
        """Show again what was there before somebody typed."""
        self.setText(self._shown)
        self._mark(wrong=False)

    @property
    def is_wrong(self) -> bool:
        """Tell whether what stands there was refused."""
        return bool(self.property("wrong"))

    def _finish(self) -> None:
        if self.text() == self._shown:
            return
        try:
            value = self._read(self.text())
        except ValueError:
            self._mark(wrong=True)
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), self.toolTip(), self)
            return
        self._shown = self.text()
        self.entered.emit(value)

    def _mark(self, *, wrong: bool) -> None:
        if self.property("wrong") != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)


class NumberField(QWidget):
    """A whole number between two limits, with a button for less and one for more."""

    chosen = Signal(int)

    def __init__(self, name: str, limits: tuple[int, int], theme: Theme, suffix: str = "") -> None:
        super().__init__()
        self.spin = NumberBox()
        self.spin.setRange(*limits)
        self.spin.setSuffix(suffix)
        self.spin.setKeyboardTracking(False)
        self.spin.setAccessibleName(name)
        self.spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.spin.setFixedWidth(SPACE * 9)
        self.spin.valueChanged.connect(self.chosen)
        self.less = IconButton("minus", self.tr("Less: {name}").format(name=name), theme, "bare")
        self.more = IconButton("plus", self.tr("More: {name}").format(name=name), theme, "bare")
        self.less.clicked.connect(self.spin.stepDown)
        self.more.clicked.connect(self.spin.stepUp)
        line = row(self)
        line.setSpacing(SPACE // 2)
        for part in (self.less, self.spin, self.more):
            line.addWidget(part)
        line.addStretch(1)

    def show_value(self, value: int) -> None:
        """Show a number and say nothing."""
        if value != self.spin.value():
            self.spin.blockSignals(True)
            self.spin.setValue(value)
            self.spin.blockSignals(False)


class Tick(QCheckBox):
    """Yes or no."""

    chosen = Signal(bool)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.clicked.connect(self.chosen)


def changed(spec: Spec, **fields: object) -> Spec:
    """Give a part of the patch with other fields; ValueError for what the patch does not take."""
    try:
        return replace(spec, **fields)  # type: ignore[type-var]
    except FieldError as error:
        raise ValueError(str(error)) from None


def section(title: str, beside: QWidget | None = None) -> QHBoxLayout:
    """Make the heading of a part, with something at its right."""
    line = row(margins=(0, SPACE, 0, 0))
    line.addWidget(label(title.upper(), "heading"))
    line.addStretch(1)
    if beside is not None:
        line.addWidget(beside)
    return line


def captioned(caption: str, field: QWidget) -> QWidget:
    """Put a caption at the left of a field."""
    made = QWidget()
    line = row(made)
    words = label(caption, "muted")
    words.setFixedWidth(CAPTION_WIDTH)
    words.setWordWrap(True)
    words.setBuddy(field)
    line.addWidget(words)
    line.addWidget(field, 1)
    return made


def elided(widget: QWidget, text: str, width: int = FIELD_TEXT_WIDTH) -> str:
    """Cut a text to what a field has room for."""
    return widget.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def rows(parent: QWidget) -> QVBoxLayout:
    """Make the column in which a page stands."""
    return column(parent, margins=(0, 0, 0, 0))
