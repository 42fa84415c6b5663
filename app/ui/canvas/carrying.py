"""Nodes that hang on the pointer: they follow at once, and everything else makes room when they are put down."""

from app.ui.canvas.board import Board
from app.ui.canvas.elements import CanvasEnd
from app.ui.canvas.hits import end_at
from app.ui.canvas.layout import Layout
from app.ui.canvas.nodes import Moves, NodeKey, shifted
from app.ui.canvas.places import places_after, snapped
from app.ui.canvas.standing import Standing


class Carrying:
    """Moves nodes of `board`, one of which is held and takes the other selected ones with it."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._base: Layout | None = None
        self._moves: Moves = {}

    def follow(self, held: NodeKey, by: tuple[float, float]) -> None:
        """Let the nodes be `by` pixels of the scene from where they were."""
        board = self._board
        base = self._base = self._base or board.layout
        moves = snapped(base, board.nodes, held, self.carried(held), by)
        if moves != self._moves:
            self._moves = moves
            board.show_layout(shifted(base, board.nodes, moves), moves)

    def stay(self) -> None:
        """Let the nodes be where they were."""
        if self._base is not None and self._moves:
            self._board.show_layout(self._base, self._moves)
        self._base, self._moves = None, {}

    def put_down(self) -> Standing | None:
        """Give how everything stands now; None when nothing moved."""
        board, base, moves = self._board, self._base, self._moves
        if base is None or not any(dx or dy for dx, dy in moves.values()):
            self.stay()
            return None
        self._base, self._moves = None, {}
        standing = board.book.standing
        return Standing(places_after(base, board.nodes, standing.places, moves), standing.orders)

    def carried(self, held: NodeKey) -> frozenset[NodeKey]:
        """Give the nodes that go together."""
        picked = self._board.marks.picked
        return picked if held in picked else frozenset({held})

    def across(self, held: NodeKey, x: float, y: float) -> CanvasEnd | None:
        """Give the end on the other side over which a single node is held: there a cable is meant, not a place."""
        board = self._board
        if len(self.carried(held)) > 1:
            return None
        end = end_at(self._base or board.layout, board.graph, x, y)
        terminal = board.graph.terminals.get(end) if end is not None else None
        return end if terminal is not None and terminal.is_local is not board.nodes[held].is_local else None
