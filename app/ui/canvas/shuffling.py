"""A row that hangs on the pointer: it goes up and down in its box, and the others make room at once."""

from app.ui.canvas.board import Board
from app.ui.canvas.elements import CanvasEnd, Terminal
from app.ui.canvas.layout import Layout
from app.ui.canvas.nodes import NodeKey, rect_of, with_ends_moved
from app.ui.canvas.order import orders_after, rows_with, with_row_at
from app.ui.canvas.standing import Standing


class Shuffling:
    """Moves one row of a box of `board`."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._base: Layout | None = None
        self._box: NodeKey | None = None
        self._rows: tuple[Terminal, ...] = ()
        self._order: list[Terminal] = []

    def is_home(self, end: CanvasEnd, x: float, y: float) -> bool:
        """Tell whether at a point the row goes, and not its cable: within its box, and above and below in the open."""
        key = self._board.node_of(end)
        if key is None:
            return False
        box = rect_of(self._board.nodes[key], self._base or self._board.layout)
        return box.contains(x, y) or (box.x <= x <= box.right and self._board.end_at(x, y) is None)

    def follow(self, end: CanvasEnd, by: float) -> None:
        """Let a row be `by` pixels of the scene below where it was, as far as there are rows."""
        board, base = self._board, self._base or self._board.layout
        if self._base is None:
            found = rows_with(board.graph, end)
            if found is None:
                return
            self._base, (self._box, self._rows) = base, found
        tops = [base.terminals[row.end].y for row in self._rows]
        top = min(max(base.terminals[end].y + by, tops[0]), tops[-1])
        place = min(range(len(tops)), key=lambda number: abs(tops[number] - top))
        self._order = with_row_at(self._rows, end, place)
        moves = {
            row.end: (0.0, slot - base.terminals[row.end].y)
            for row, slot in zip(self._order, tops, strict=True)
        }
        moves[end] = (0.0, top - base.terminals[end].y)
        self._show(with_ends_moved(base, moves))
        board.scene.terminals[end].lift()

    def stay(self) -> None:
        """Let every row be where it was."""
        if self._base is not None:
            self._show(self._base)
        self._forget()

    def put_down(self) -> Standing | None:
        """Give how everything stands now; None when the rows are as they were."""
        box, standing = self._box, self._board.book.standing
        if box is None or self._order == list(self._rows):
            self.stay()
            return None
        orders = orders_after(standing.orders, box, self._order)
        self._forget()
        return Standing(standing.places, orders)

    def _show(self, layout: Layout) -> None:
        key = self._board.node_of(self._rows[0].end)
        if key is not None and layout != self._board.layout:
            self._board.show_layout(layout, [key])

    def _forget(self) -> None:
        self._base = self._box = None
        self._rows, self._order = (), []
