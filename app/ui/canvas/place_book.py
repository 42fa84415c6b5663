"""The places of the nodes of the open patch, kept from one start to the next, and the step that changes them."""

import time
from hashlib import sha256

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtGui import QUndoCommand

from app.ui.canvas.places import Places, read_places, write_places
from app.ui.window_state import WindowState

MOVE_NODES = 2
SAME_WALK_S = 0.8
"""So close together the steps of an arrow key are one walk."""


class PlaceBook(QObject):
    """Holds the places of one patch file at a time; `changed` when a node is to stand elsewhere."""

    changed = Signal()

    def __init__(self, state: WindowState) -> None:
        super().__init__()
        self._state = state
        self._key = ""
        self.places: Places = {}

    def open(self, file: str | None) -> None:
        """Turn to the places of a patch file; None is the patch that is in no file."""
        key = "places/" + sha256((file or "").encode("utf-8", "surrogateescape")).hexdigest()[:16]
        if key != self._key:
            self._key = key
            self.places = read_places(bytes(self._state.read_bytes(key).data()).decode("utf-8", "replace"))
            self.changed.emit()

    def put(self, places: Places) -> None:
        """Replace all places."""
        self.places = places
        self._state.write(self._key, QByteArray(write_places(places).encode()))
        self.changed.emit()


class MoveNodes(QUndoCommand):
    """Moves nodes; `walk` names the nodes of a step with the keys, which joins the one before."""

    def __init__(self, book: PlaceBook, after: Places, text: str, walk: frozenset[str] = frozenset()) -> None:
        super().__init__(text)
        self._book = book
        self._before, self._after = book.places, after
        self._walk = walk
        self._made_at = time.monotonic()

    def id(self) -> int:
        return MOVE_NODES if self._walk else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take a further step of the same nodes into this one."""
        if not isinstance(other, MoveNodes) or other._walk != self._walk:
            return False
        if other._made_at - self._made_at > SAME_WALK_S:
            return False
        self._after, self._made_at = other._after, other._made_at
        return True

    def redo(self) -> None:
        self._book.put(self._after)

    def undo(self) -> None:
        self._book.put(self._before)
