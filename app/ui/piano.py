"""A piano of stock graphics items, played with the mouse and with the computer's keys."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsPathItem, QGraphicsScene, QGraphicsView

from app.midi.messages import note_name
from app.ui.theme import TextRole, Theme, font_for

WHITE_WIDTH: Final = 40
"""The least width of a white key; as many octaves are shown as fit."""
OCTAVES: Final = range(2, 6)
BLACK: Final = frozenset({1, 3, 6, 8, 10})
TYPED: Final = "AWSEDFTGYHUJKOLP"
"""The computer keys from C upwards, in the order of the semitones, as most programs have them."""
HIGHEST: Final = 127
CORNER: Final = 5.0


@dataclass(frozen=True, slots=True)
class Key:
    """A piano key: its note and where it lies."""

    note: int
    area: QRectF
    black: bool


def lay_keys(lowest: int, octaves: int, width: float, height: float) -> tuple[Key, ...]:
    """Place the keys of some octaves from a C to a C; whites first, so that the blacks lie above them."""
    notes = [note for note in range(lowest, lowest + octaves * 12 + 1) if note <= HIGHEST]
    whites = [note for note in notes if note % 12 not in BLACK]
    step = width / len(whites)
    places = {note: number * step for number, note in enumerate(whites)}
    white = [Key(note, QRectF(places[note] + 1, 0, step - 2, height), False) for note in whites]
    thick = step * 0.6
    black = [
        Key(note, QRectF(places[note - 1] + step - thick / 2, 0, thick, height * 0.62), True)
        for note in notes
        if note % 12 in BLACK
    ]
    return (*white, *black)


class Piano(QGraphicsView):
    """Says which notes are pressed and released; releases all when it loses the focus or is hidden."""

    pressed = Signal(int)
    released = Signal(int)
    moved = Signal(int)
    """The C that the computer key A plays now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._base = 60
        self._items: dict[int, QGraphicsPathItem] = {}
        self._keys: dict[int, Key] = {}
        self._typed: dict[int, int] = {}
        self._under_mouse: int | None = None
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet("background: transparent")
        self.setAccessibleName(self.tr("Piano keys"))
        self.setAccessibleDescription(self.tr("The keys A to P play, left and right change the octave"))
        theme.changed.connect(self._rebuild)

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
        self._base = min(max(base, 0), 108)
        self._rebuild()
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
        self._rebuild()

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
        point = self.mapToScene(place.toPoint())
        hits = [key.note for key in self._keys.values() if key.area.contains(point)]
        self._hold_by_mouse(hits[-1] if hits else None)

    def _hold_by_mouse(self, note: int | None) -> None:
        before = self.held
        old, self._under_mouse = self._under_mouse, note
        if old is not None and old not in self.held:
            self._sound(old, False)
        if note is not None and note not in before:
            self._sound(note, True)

    def _sound(self, note: int, on: bool) -> None:
        if note in self._items:
            self._items[note].setBrush(self._brush(self._keys[note], on))
        (self.pressed if on else self.released).emit(note)

    def _brush(self, key: Key, on: bool) -> QBrush:
        tokens = self._theme.tokens
        return QBrush(QColor(tokens.accent if on else tokens.key_black if key.black else tokens.key_white))

    def _rebuild(self, _tokens: object = None) -> None:
        scene, size = self.scene(), self.viewport().size()
        scene.clear()
        scene.setSceneRect(0, 0, size.width(), size.height())
        octaves = min(max(size.width() // (7 * WHITE_WIDTH), OCTAVES.start), OCTAVES.stop - 1)
        lowest = max(0, min(self._base, HIGHEST - 7 - octaves * 12) - 12 * ((octaves - 1) // 2))
        keys = lay_keys(lowest - lowest % 12, octaves, size.width(), size.height() - 1)
        self._keys = {key.note: key for key in keys}
        self._items = {key.note: self._add(key) for key in keys}

    def _add(self, key: Key) -> QGraphicsPathItem:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(key.area, CORNER, CORNER)
        path.addRect(key.area.adjusted(0, 0, 0, -CORNER))
        item = self.scene().addPath(
            path.simplified(),
            QPen(QColor(self._theme.tokens.border_strong)),
            self._brush(key, key.note in self.held),
        )
        self._letter(key)
        return item

    def _letter(self, key: Key) -> None:
        place = key.note - self._base
        if 0 <= place < len(TYPED):
            self._write(key, TYPED[place], TextRole.SMALL, 8 if key.black else 24)
        if key.note % 12 == 0:
            self._write(key, note_name(key.note), TextRole.SMALL, 8)

    def _write(self, key: Key, text: str, role: TextRole, above: float) -> None:
        item = self.scene().addSimpleText(text, font_for(role))
        item.setBrush(
            QColor(self._theme.tokens.on_key_black if key.black else self._theme.tokens.on_key_white)
        )
        size = item.boundingRect()
        item.setPos(key.area.center().x() - size.width() / 2, key.area.bottom() - above - size.height())
