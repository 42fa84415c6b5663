"""The keys of the piano as stock graphics items: where each lies, how it looks, which one is at a point."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene, QGraphicsSimpleTextItem

from app.ui.theme import TextRole, Theme, font_for
from app.ui.typed_keys import letters

WHITE_WIDTH: Final = 40
"""The least width of a white key; as many octaves are shown as fit."""
OCTAVES: Final = range(2, 6)
BLACK: Final = frozenset({1, 3, 6, 8, 10})
HIGHEST: Final = 127
SOFTEST: Final = 0.25
"""What is left of the velocity at the far end of a key."""
FULL_DEPTH: Final = 0.75
"""From here on, as a share of its length, a key sounds with the whole velocity: most strokes land there."""
CORNER: Final = 5.0
BLACK_SHARE: Final = 0.62
"""How long a black key is beside a white one."""
ROOM_FOR_WORDS: Final = 38.0
"""What the letter and the name of a white key need below the black ones, which are shorter in a low window."""


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
    deep = min(height * BLACK_SHARE, height - ROOM_FOR_WORDS)
    black = [
        Key(note, QRectF(places[note - 1] + step - thick / 2, 0, thick, deep), True)
        for note in notes
        if note % 12 in BLACK
    ]
    return (*white, *black)


def first_key(base: int, octaves: int) -> int:
    """Give the C to begin with, so that what the computer keys play from `base` on is in sight."""
    return max(0, min(base - 12 * ((octaves - 1) // 2), 132 - 12 * octaves))


class PianoKeys(QGraphicsScene):
    """Draws the keys; only a key that is marked is painted anew."""

    def __init__(self, theme: Theme, note_name: Callable[[int], str], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._note_name = note_name
        self._base = 0
        self._items: dict[int, QGraphicsPathItem] = {}
        self._letters: dict[int, list[QGraphicsSimpleTextItem]] = {}
        self._keys: dict[int, Key] = {}

    def lay_out(self, base: int, size: QSize, held: set[int]) -> None:
        """Draw all keys for a C of the computer keys and a size of the view."""
        self.clear()
        self.setSceneRect(0, 0, size.width(), size.height())
        self._base = base
        octaves = min(max(size.width() // (7 * WHITE_WIDTH), OCTAVES.start), OCTAVES.stop - 1)
        keys = lay_keys(first_key(base, octaves), octaves, size.width(), size.height() - 1)
        self._keys = {key.note: key for key in keys}
        self._letters = {key.note: [] for key in keys}
        self._items = {key.note: self._add(key, key.note in held) for key in keys}

    def mark(self, note: int, on: bool) -> None:
        """Show a key as pressed or not; a key out of sight is ignored."""
        if note in self._items:
            self._items[note].setBrush(self._brush(self._keys[note], on))
            for letter in self._letters[note]:
                letter.setBrush(self._ink(self._keys[note], on))

    def note_at(self, point: QPointF) -> int | None:
        """Give the note of the key at a point of the scene."""
        key = self._key_at(point)
        return None if key is None else key.note

    def share_at(self, point: QPointF) -> float:
        """Tell how hard a key is struck at a point of the scene, up to 1: as on a real one, the nearer to its end."""
        key = self._key_at(point)
        if key is None:
            return 1.0
        depth = (point.y() - key.area.top()) / (key.area.height() * FULL_DEPTH)
        return min(1.0, SOFTEST + (1 - SOFTEST) * max(0.0, depth))

    def _key_at(self, point: QPointF) -> Key | None:
        hits = [key for key in self._keys.values() if key.area.contains(point)]
        return hits[-1] if hits else None

    def area_of(self, note: int) -> QRectF:
        """Give the place of a key that is in sight."""
        return self._keys[note].area

    def colour_of(self, note: int) -> QColor:
        """Give the colour of a key that is in sight."""
        return self._items[note].brush().color()

    def _brush(self, key: Key, on: bool) -> QBrush:
        tokens = self._theme.tokens
        return QBrush(QColor(tokens.accent if on else tokens.key_black if key.black else tokens.key_white))

    def _add(self, key: Key, on: bool) -> QGraphicsPathItem:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(key.area, CORNER, CORNER)
        path.addRect(key.area.adjusted(0, 0, 0, -CORNER))
        item = self.addPath(
            path.simplified(),
            QPen(QColor(self._theme.tokens.border_strong)),
            self._brush(key, on),
        )
        self._letter(key, on)
        return item

    def _letter(self, key: Key, on: bool) -> None:
        place = key.note - self._base
        if 0 <= place < len(letters()):
            self._write(key, letters()[place], 8 if key.black else 24, on)
        if key.note % 12 == 0:
            self._write(key, self._note_name(key.note), 8, on)

    def _ink(self, key: Key, on: bool) -> QBrush:
        tokens = self._theme.tokens
        colour = tokens.on_accent if on else tokens.on_key_black if key.black else tokens.on_key_white
        return QBrush(QColor(colour))

    def _write(self, key: Key, text: str, above: float, on: bool) -> None:
        item = self.addSimpleText(text, font_for(TextRole.SMALL))
        item.setBrush(self._ink(key, on))
        size = item.boundingRect()
        item.setPos(key.area.center().x() - size.width() / 2, key.area.bottom() - above - size.height())
        self._letters[key.note].append(item)
