"""Renaming a thing where its name stands: a field over it, in any view that scrolls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea

from app.ui.called import Called, Names
from app.ui.canvas.elements import CanvasEnd
from app.ui.inspector.fields import TextField
from app.ui.theme import SPACE
from app.ui.wording import shown_name

LEAST_WIDTH: Final = SPACE * 16
LEAST_HEIGHT: Final = SPACE * 3
LEAST_TEXT: Final = 11
INSET: Final = 7
"""From the edge of the field to its text, which stays where the name was."""
STAYS_OPEN: Final = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})
ENTERING: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class NamePlace:
    """Where a name stands, in pixels of the viewport, and how large it is written."""

    rect: QRect
    text_size: float = 13.0


class NameField(TextField):
    """The field in which a name is changed: `call` takes the new one, `leave` ends it."""

    def __init__(self, called: Called, call: Callable[[str], object], leave: Callable[[], None]) -> None:
        name = QCoreApplication.translate("Renaming", "New name of {name}").format(
            name=shown_name(called.name)
        )
        own = QCoreApplication.translate("Renaming", "Empty is the name it gives itself")
        ours = QCoreApplication.translate("Renaming", "A short name that nothing else here has")
        super().__init__(name, call, own if called.own else ours)
        self._leave = leave
        self.setObjectName("new-name")
        self.setProperty("look", "name")
        self.setPlaceholderText(shown_name(called.own))
        self.show_text(called.name)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_back()
            self._leave()
        elif event.key() in ENTERING:
            self._take()
        else:
            super().keyPressEvent(event)
        event.accept()  # a key that is meant for the name means nothing to the view below

    def focusNextPrevChild(self, forward: bool) -> bool:
        self._take()  # the view below would go on from where it is, and leave the keyboard here
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in STAYS_OPEN:
            self._leave()

    def _take(self) -> None:
        """Call it so; a name that is refused can be mended."""
        self.enter()
        if not self.is_wrong:
            self._leave()


class Renamer(QObject):
    """Renames what is shown in `area`, where `place` finds its name.

    Enter, Tab and a click elsewhere take the new name, Escape keeps the old one.
    """

    def __init__(
        self, area: QAbstractScrollArea, names: Names, place: Callable[[CanvasEnd], NamePlace | None]
    ) -> None:
        super().__init__(area)
        self._area, self._names, self._place = area, names, place
        self._field: NameField | None = None
        self._end: CanvasEnd | None = None
        for bar in (area.horizontalScrollBar(), area.verticalScrollBar()):
            bar.valueChanged.connect(self.follow)

    def offers(self, end: CanvasEnd) -> bool:
        """Tell whether an end can be renamed."""
        return self._names.called(end) is not None

    def start(self, end: CanvasEnd) -> None:
        """Ask for another name of an end; nothing for one that has none of its own, or is not shown."""
        self._leave()
        called = self._names.called(end)
        if called is None or self._place(end) is None:
            return
        self._end = end
        self._field = NameField(called, lambda text: self._call(end, text), self._leave)
        self._field.setParent(self._area.viewport())
        self.follow()
        self._field.show()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)  # what has the focus below keeps its ring

    def follow(self) -> None:
        """Let the field be where the name is now; it goes with a name that is shown no longer."""
        if self._field is None or self._end is None:
            return
        place = self._place(self._end)
        if place is None:
            self._field.put_back()
            self._leave()
            return
        size = max(LEAST_TEXT, round(place.text_size))
        self._field.setStyleSheet(f"font-size: {size}px")
        self._field.setGeometry(_room(place.rect, self._area.viewport().rect()))

    # -- inside -------------------------------------------------------------------------------------------------

    def _call(self, end: CanvasEnd, text: str) -> None:
        self._end = self._names.call(end, text)

    def _leave(self) -> None:
        field, self._field = self._field, None
        if field is None:
            return
        if self._area.window().focusWidget() is field:  # which it stays while another window is in front
            self._area.setFocus(Qt.FocusReason.OtherFocusReason)
        field.hide()
        field.deleteLater()


def _room(name: QRect, within: QRect) -> QRect:
    """Give the field the room of a name and some around it, in sight as far as the name is."""
    width = min(max(name.width() + INSET, LEAST_WIDTH), within.width())
    height = max(name.height() + INSET, LEAST_HEIGHT)
    room = QRect(name.left() - INSET, name.center().y() - height // 2, width, height)
    room.moveLeft(max(within.left(), min(room.left(), within.right() + 1 - width)))
    if within.contains(name.center()):
        room.moveTop(max(within.top(), min(room.top(), within.bottom() + 1 - height)))
    return room
