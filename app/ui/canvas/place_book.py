"""How things stand on the canvas with the open patch, kept from one start to the next, and the step that changes it."""

import time
from collections.abc import Callable
from hashlib import sha256

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtGui import QUndoCommand

from app.ui.canvas.known_as import KnownAs
from app.ui.canvas.places import read_places, write_places
from app.ui.canvas.standing import Standing, followed, read_orders, write_orders
from app.ui.window_state import WindowState

MOVE_THINGS = 2
SAME_WALK_S = 0.8
"""So close together the steps of an arrow key are one walk."""


class PlaceBook(QObject):
    """Holds how things stand with one patch file at a time; `changed` when something is to stand elsewhere."""

    changed = Signal()
    renamed = Signal(object)
    """`KnownAs` of what is called something else from now on."""

    def __init__(self, state: WindowState) -> None:
        super().__init__()
        self._state = state
        self._file = ""
        self.standing = Standing()

    def open(self, file: str | None) -> None:
        """Turn to a patch file; None is the patch that is in no file."""
        key = sha256((file or "").encode("utf-8", "surrogateescape")).hexdigest()[:16]
        if key != self._file:
            self._file = key
            self.standing = Standing(read_places(self._read("places")), read_orders(self._read("rows")))
            self.changed.emit()

    def put(self, standing: Standing) -> None:
        """Let everything stand so from now on."""
        self._keep(standing)
        self.changed.emit()

    def follow(self, known: KnownAs) -> None:
        """Let what was renamed stand where it did."""
        standing = followed(self.standing, known)
        if standing != self.standing:
            self._keep(standing)
        self.renamed.emit(known)

    def _keep(self, standing: Standing) -> None:
        self.standing = standing
        for kind, text in (
            ("places", write_places(standing.places)),
            ("rows", write_orders(standing.orders)),
        ):
            self._state.write(f"{kind}/{self._file}", QByteArray(text.encode()))

    def _read(self, kind: str) -> str:
        return bytes(self._state.read_bytes(f"{kind}/{self._file}").data()).decode("utf-8", "replace")


class MoveThings(QUndoCommand):
    """Moves nodes or rows; `walk` names those of a step with the keys, which joins the one before.

    `looks` tells how everything looks with a standing: a walk there and back leaves nothing to undo.
    """

    def __init__(
        self,
        book: PlaceBook,
        looks: Callable[[Standing], object],
        after: Standing,
        text: str,
        walk: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(text)
        self._book, self._looks = book, looks
        self._before, self._after = book.standing, after
        self._walk = walk
        self._made_at = time.monotonic()

    def id(self) -> int:
        return MOVE_THINGS if self._walk else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take a further step of the same things into this one."""
        if not isinstance(other, MoveThings) or other._walk != self._walk:
            return False
        if other._made_at - self._made_at > SAME_WALK_S:
            return False
        self._after, self._made_at = other._after, other._made_at
        if self._looks(self._before) == self._looks(self._after):
            self._book.put(self._before)
            self.setObsolete(True)
        return True

    def redo(self) -> None:
        self._book.put(self._after)

    def undo(self) -> None:
        self._book.put(self._before)
