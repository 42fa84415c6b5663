"""The few kinds of control that the window is made of, with their look and their accessible names."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import line_icon
from app.ui.theme import SPACE, Theme, Tokens
from app.ui.wording import in_tip

Look: TypeAlias = Literal[
    "plain", "raised", "primary", "danger", "icon", "bare", "field", "line", "small", "menu"
]
Role: TypeAlias = Literal["brand", "title", "body", "muted", "small", "heading", "live", "good", "figure"]
Surface: TypeAlias = Literal["canvas", "panel", "tile", "accent", "info", "warning", "error"]


def button(text: str, look: Look = "plain", *, name: str | None = None, tip: str = "") -> QPushButton:
    """Make a push button; `name` is what a screen reader says when that is more than its text."""
    made = QPushButton(text)
    made.setProperty("look", look)
    made.setAutoDefault(True)  # Enter presses it, in a window as in a dialog
    made.setAccessibleName(name or text)
    made.setToolTip(tip)
    return made


class IconButton(QPushButton):
    """A button that shows a line icon in the theme's colours; its name is spoken and shown as a tip."""

    def __init__(self, icon: str, name: str, theme: Theme, look: Look = "icon") -> None:
        super().__init__()
        self._theme = theme
        self._icon_name, self._ink = icon, "text"
        self.setProperty("look", look)
        self.setAutoDefault(True)
        self.setIconSize(QSize(16, 16))
        self.set_name(name)
        self._paint(theme.tokens)
        theme.changed.connect(self._paint)

    def set_name(self, name: str) -> None:
        """Say and show what the button does."""
        self.setAccessibleName(name)
        self.setToolTip(in_tip(name))

    def set_icon(self, icon: str, ink: str = "text") -> None:
        """Show another icon, in a token's colour."""
        self._icon_name, self._ink = icon, ink
        self._paint(self._theme.tokens)

    def _paint(self, tokens: Tokens) -> None:
        self.setIcon(line_icon(self._icon_name, getattr(tokens, self._ink), tokens.border_strong))


class DropDown(QComboBox):
    """A list to choose from. A turn of the wheel scrolls what it stands in: it must not change what plays."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberBox(QSpinBox):
    """A number to type, or to change with the arrow keys; the wheel scrolls past it, as past a `DropDown`."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def label(text: str = "", role: Role = "body") -> QLabel:
    """Make a label of plain text; what strangers send is never read as markup."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


class ElidedLabel(QLabel):
    """A line of plain text that gives way: too long for its place, it ends in an ellipsis and has a tip."""

    def __init__(self, role: Role = "muted") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._whole = ""

    @property
    def whole(self) -> str:
        """The text without the ellipsis."""
        return self._whole

    def set_whole(self, text: str) -> None:
        """Show a text, as much of it as there is room for."""
        if text == self._whole:
            return
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(in_tip(self._whole) if shown != self._whole else "")


def set_look(made: QPushButton, look: Look) -> None:
    """Give a button another look, if it has not got it."""
    if made.property("look") != look:
        made.setProperty("look", look)
        made.style().unpolish(made)
        made.style().polish(made)


def set_surface(frame: QFrame, kind: Surface) -> None:
    """Make a frame a rounded area of a kind."""
    frame.setProperty("surface", kind)
    frame.style().unpolish(frame)
    frame.style().polish(frame)


def row(parent: QWidget | None = None, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Make a row in the rhythm of the window."""
    made = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    made.setContentsMargins(*margins)
    made.setSpacing(SPACE)
    return made


def column(
    parent: QWidget | None = None, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Make a column in the rhythm of the window."""
    made = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    made.setContentsMargins(*margins)
    made.setSpacing(SPACE)
    return made
