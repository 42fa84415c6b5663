"""The keyboard on the canvas: the focus goes from socket to button to cable, and says aloud where it is."""

from PySide6.QtCore import Qt, QTimer

from app.ui.canvas.board import Board
from app.ui.canvas.deeds import CanvasDeeds
from app.ui.canvas.elements import Button, CableKey, Element, Socket
from app.ui.canvas.focus import focus_order, neighbour, next_in

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
WALK = 24.0
OPENING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
REMOVING = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class Keys:
    """Moves the focus and carries out what is pressed on it."""

    def __init__(self, board: Board, deeds: CanvasDeeds) -> None:
        self._board = board
        self._deeds = deeds

    def tab(self, step: int) -> bool:
        """Go to the next (1) or the previous (-1) element; False when the focus leaves the canvas."""
        element = next_in(focus_order(self._board.graph), self._board.marks.focused, step)
        self._go(element)
        return element is not None

    def press(self, key: int) -> bool:
        """Do what a key means here; tell whether it means something."""
        focused = self._board.marks.focused
        if key in REMOVING:
            self._deeds.remove()
        elif key in ARROWS:
            self._step(focused, *ARROWS[Qt.Key(key)])
        elif key in OPENING and focused is not None:
            self._open(focused)
        elif key == Qt.Key.Key_I and focused is not None:
            self._deeds.inspect(focused)
            # Once the details are there, and it may lie behind them.
            QTimer.singleShot(0, self._deeds, lambda: self._deeds.reveal(focused))
        elif key == Qt.Key.Key_F2 and (end := self._deeds.end_meant(focused)) is not None:
            self._deeds.rename(end)
        else:
            return False
        return True

    def control(self, key: int) -> bool:
        """Do what a key means that came with Ctrl; tell whether it means something."""
        if key == Qt.Key.Key_A:
            self._deeds.select_all()
        return key == Qt.Key.Key_A

    def walk(self, key: int) -> bool:
        """Move what is selected or has the focus; tell whether the key means that."""
        if key not in ARROWS:
            return False
        dx, dy = ARROWS[Qt.Key(key)]
        self._deeds.walk(dx * WALK, dy * WALK)
        return True

    def shift(self, key: int) -> bool:
        """Move the row that is meant up or down in its box; tell whether the key means that."""
        end = self._deeds.end_meant(self._board.marks.focused)
        if key not in ARROWS or end is None:
            return False
        self._deeds.shift(end, ARROWS[Qt.Key(key)][1])
        return True

    def _step(self, focused: Element | None, dx: int, dy: int) -> None:
        if focused is None:
            self.tab(1)
            return
        places = {one: self._board.centre_of(one) for one in focus_order(self._board.graph)}
        known = {one: place for one, place in places.items() if place is not None}
        element = neighbour(known, focused, dx, dy)
        if element is not None:
            self._go(element)

    def _open(self, focused: Element) -> None:
        match focused:
            case Socket():
                self._deeds.choose(focused)
            case Button():
                self._deeds.press(focused)
            case CableKey():
                self._deeds.select(self._board.marks.selected ^ {focused})

    def _go(self, element: Element | None) -> None:
        self._board.focus(element)
        if element is not None:
            self._deeds.reveal(element)
