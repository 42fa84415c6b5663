"""A piano that is played with the mouse and with the computer's keys."""

from typing import Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsView

from app.ui.piano_keys import HIGHEST, TYPED, PianoKeys
from app.ui.preferences import Preferences
from app.ui.theme import Theme

HIGHEST_BASE: Final = 108
"""The last C with a whole octave above it, and a bit."""


class Piano(QGraphicsView):
    """Says which notes are pressed and released; releases all when it loses the focus or is hidden."""

    pressed = Signal(int)
    released = Signal(int)
    moved = Signal(int)
    """The C that the computer key A plays now."""

    def __init__(self, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self.keys = PianoKeys(theme, preferences.note_name, self)
        self._base = 60
        self._typed: dict[int, int] = {}
        self._under_mouse: int | None = None
        self.setScene(self.keys)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet("background: transparent")
        self.setAccessibleName(self.tr("Piano keys"))
        self.setAccessibleDescription(self.tr("The keys A to P play, left and right change the octave"))
        theme.changed.connect(self._lay_out)
        preferences.changed.connect(self._lay_out)

    @property
    def base(self) -> int:
        """The C that the computer key A plays."""
        return self._base

    @property
    def held(self) -> set[int]:
        """The notes that sound now."""
        mouse = set() if self._under_mouse is None else {self._under_mouse}
        return set(self._typed.values()) | mouse

    def set_base(self, base: int) -> None:
        """Move the keys to another C, 0 to 108."""
        self.release_all()
        self._base = min(max(base, 0), HIGHEST_BASE)
        self._lay_out()
        self.moved.emit(self._base)

    def release_all(self) -> None:
        """Let go of everything."""
        held = self.held
        self._typed.clear()
        self._under_mouse = None
        for note in held:
            self._sound(note, False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._slide(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # Qt's name for the second of two quick notes

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._slide(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._hold_by_mouse(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.set_base(self._base + (12 if event.key() == Qt.Key.Key_Right else -12))
        elif self._is_played(event):
            if not event.isAutoRepeat():
                self._press_typed(event.key())
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat() and event.key() in self._typed:
            note = self._typed.pop(event.key())
            if note not in self.held:
                self._sound(note, False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.release_all()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.release_all()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _is_played(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        return plain and event.key() < 128 and chr(event.key()) in TYPED

    def _press_typed(self, key: int) -> None:
        note = self._base + TYPED.index(chr(key))
        if note <= HIGHEST and key not in self._typed:
            sounds = note in self.held
            self._typed[key] = note
            if not sounds:
                self._sound(note, True)

    def _slide(self, place: QPointF) -> None:
        self._hold_by_mouse(self.keys.note_at(self.mapToScene(place.toPoint())))

    def _hold_by_mouse(self, note: int | None) -> None:
        before = self.held
        old, self._under_mouse = self._under_mouse, note
        if old is not None and old not in self.held:
            self._sound(old, False)
        if note is not None and note not in before:
            self._sound(note, True)

    def _lay_out(self, _tokens: object = None) -> None:
        self.keys.lay_out(self._base, self.viewport().size(), self.held)

    def _sound(self, note: int, on: bool) -> None:
        self.keys.mark(note, on)
        (self.pressed if on else self.released).emit(note)
