"""A piano that is played with the mouse, with the fingers and with the computer's keys."""

from typing import Final, TypeAlias

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import (
    QEventPoint,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView

from app.ui.piano_keys import HIGHEST, PianoKeys
from app.ui.preferences import Preferences
from app.ui.theme import Theme
from app.ui.typed_keys import semitone

HIGHEST_BASE: Final = 108
"""The last C with a whole octave above it, and a bit."""
MOUSE: Final = ("mouse", 0)
TOUCHES: Final = frozenset(
    {QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel}
)
Holder: TypeAlias = tuple[str, int]
"""Who holds a key down: the mouse, one of the computer's keys, one finger."""


class Piano(QGraphicsView):
    """Says which notes are pressed and released; releases all when it loses the focus or is hidden."""

    pressed = Signal(int, float)
    """The note, and how hard as a share up to 1: the nearer to the end of the key, the harder."""
    released = Signal(int)
    pedal = Signal(bool)
    """The space bar went down or up."""
    moved = Signal(int)
    """The C that the computer key A plays now."""

    def __init__(self, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self.keys = PianoKeys(theme, preferences.note_name, self)
        self._base = 60
        self._holders: dict[Holder, int] = {}
        self._pedal_held = False
        self.setScene(self.keys)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet("background: transparent")
        self.setAccessibleName(self.tr("Piano keys"))
        self.setAccessibleDescription(
            self.tr("The keys A to P play, space is the pedal, left and right change the octave")
        )
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.viewport().installEventFilter(self)
        theme.changed.connect(self._lay_out)
        preferences.changed.connect(self._lay_out)

    @property
    def base(self) -> int:
        """The C that the computer key A plays."""
        return self._base

    @property
    def held(self) -> set[int]:
        """The notes that sound now."""
        return set(self._holders.values())

    def takes(self, event: QKeyEvent) -> bool:
        """Tell whether a key of the computer is a key of the piano, so that it may be handed on from beside it."""
        return semitone(event) is not None

    def set_base(self, base: int) -> None:
        """Move the keys to another C, 0 to 108."""
        self.release_all()
        self._base = min(max(base, 0), HIGHEST_BASE)
        self._lay_out()
        self.moved.emit(self._base)

    def release_all(self) -> None:
        """Let go of everything, the pedal too."""
        for holder in tuple(self._holders):
            self._hold(holder, None)
        self._step(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._slide(MOUSE, event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # Qt's name for the second of two quick notes

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._slide(MOUSE, event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._hold(MOUSE, None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in TOUCHES or not isinstance(event, QTouchEvent):
            return super().eventFilter(watched, event)
        cancelled = event.type() == QEvent.Type.TouchCancel
        for point in event.points():
            finger = ("finger", point.id())
            if cancelled or point.state() == QEventPoint.State.Released:
                self._hold(finger, None)
            elif point.state() != QEventPoint.State.Stationary:
                self._slide(finger, point.position())
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.set_base(self._base + (12 if event.key() == Qt.Key.Key_Right else -12))
        elif event.key() == Qt.Key.Key_Space:
            self._step(True)
        elif self.takes(event):
            if not event.isAutoRepeat():
                self._press_typed(event)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Space:
            self._step(False)
        else:
            self._hold(("key", event.key()), None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.release_all()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.release_all()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _press_typed(self, event: QKeyEvent) -> None:
        note = self._base + (semitone(event) or 0)
        if note <= HIGHEST:
            self._hold(("key", event.key()), note)

    def _slide(self, holder: Holder, place: QPointF) -> None:
        point = self.mapToScene(place.toPoint())
        self._hold(holder, self.keys.note_at(point), self.keys.share_at(point))

    def _hold(self, holder: Holder, note: int | None, share: float = 1.0) -> None:
        """Let `holder` hold one note, or none; a note sounds as long as anybody holds it."""
        before = self.held
        old = self._holders.pop(holder, None)
        if note is not None:
            self._holders[holder] = note
        after = self.held
        if old is not None and old not in after:
            self.keys.mark(old, False)
            self.released.emit(old)
        if note is not None and note not in before:
            self.keys.mark(note, True)
            self.pressed.emit(note, share)

    def _step(self, down: bool) -> None:
        if down != self._pedal_held:
            self._pedal_held = down
            self.pedal.emit(down)

    def _lay_out(self, _tokens: object = None) -> None:
        self.keys.lay_out(self._base, self.viewport().size(), self.held)
