"""The cable that hangs on the pointer, as it is shown: its curve, its word, and where it could go lit up."""

from app.ui.canvas.board import Board
from app.ui.canvas.connect import Refusal
from app.ui.canvas.curves import hanging, single
from app.ui.canvas.drag import Pull
from app.ui.canvas.elements import CanvasEnd, Socket
from app.ui.canvas.words import end_name, plan_text, refusal_text


class Pulling:
    """Shows a `Pull` on a board."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._is_shown = False

    def show(self, pull: Pull, place: tuple[float, float]) -> None:
        """Let the cable hang at a point of the scene."""
        origin, board = pull.origin, self._board
        if origin is None or origin not in board.layout.sockets:
            return
        self._is_shown = True
        board.hover(None)
        board.aim(origin, pull.over, loose=pull.grip.cable)
        spot = board.layout.sockets[origin]
        goal = board.layout.sockets.get(Socket(pull.over, origin.way.opposite)) if pull.over else None
        snaps = pull.plan is not None and goal is not None
        curve = single(spot, goal).main if snaps and goal is not None else hanging(spot, place)
        possible = None if pull.over is None else pull.plan is not None
        board.scene.pull.show(curve, place, self._word(pull), possible=possible)

    def hide(self) -> None:
        """Show nothing."""
        if self._is_shown:
            self._is_shown = False
            self._board.scene.pull.hide()
            self._board.aim(None, None)

    def refusal(self, refusal: Refusal, over: CanvasEnd | None) -> str:
        """Say why nothing comes of it there."""
        return refusal_text(refusal, end_name(self._board.graph, over) if over is not None else "")

    def _word(self, pull: Pull) -> str:
        if pull.over is None:
            return ""
        if pull.plan is not None:
            return plan_text(self._board.graph, pull.plan, pull.over)
        return self.refusal(pull.refusal, pull.over) if pull.refusal is not None else ""
