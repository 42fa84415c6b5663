"""The mouse on the canvas: pulling cables, pressing buttons, selecting, panning."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt

from app.ui.canvas.board import Board
from app.ui.canvas.connect import Plan, Refusal
from app.ui.canvas.curves import hanging, single
from app.ui.canvas.deeds import CanvasDeeds
from app.ui.canvas.drag import Drag
from app.ui.canvas.elements import Button, CableKey, CanvasEnd, Element, Socket
from app.ui.canvas.words import end_name, plan_text, refusal_text

CLICK_SLACK = 4
"""Pixels that a hand may move between pressing and letting go and still mean the place, not a pan."""


@dataclass(frozen=True, slots=True)
class At:
    """Where the pointer is: in pixels of the viewport, and on the scene."""

    view: QPointF
    scene: QPointF


class Pointer:
    """Turns presses, moves and releases into deeds; the pulled cable is a `Drag`."""

    def __init__(self, board: Board, deeds: CanvasDeeds, pan: Callable[[QPointF], None]) -> None:
        self._board = board
        self._deeds = deeds
        self._pan = pan
        self._panned_from: QPointF | None = None
        self._pressed_end: tuple[CanvasEnd, QPointF] | None = None
        self.drag = Drag(board.judge)

    def press(self, at: At, *, adding: bool) -> None:
        """Take hold of what is under the pointer; `adding` adds a cable to the selection."""
        element = self._board.element_at(at.scene.x(), at.scene.y())
        match element:
            case Socket():
                self._board.hold()
                self.drag.press(element, at.view.x(), at.view.y())
            case Button():
                self._board.press(element)
            case CableKey():
                self._select(element, adding)
            case _:
                end = self._board.end_at(at.scene.x(), at.scene.y())
                if end is None:
                    self._deeds.deselect()
                else:
                    self._pressed_end = (end, at.view)
                self.start_pan(at)

    def start_pan(self, at: At) -> None:
        """Take hold of the ground."""
        self._panned_from = at.view

    def move(self, at: At) -> Qt.CursorShape:
        """Follow the pointer; gives the cursor to show."""
        if self._panned_from is not None:
            self._pan(at.view - self._panned_from)
            self._panned_from = at.view
            return Qt.CursorShape.ClosedHandCursor
        over = self._board.end_at(at.scene.x(), at.scene.y())
        if self.drag.move(at.view.x(), at.view.y(), over):
            self._show_pull(at)
            self._deeds.follow(at.scene.x(), at.scene.y())
            refused = self.drag.pull.refusal is not None
            return Qt.CursorShape.ForbiddenCursor if refused else Qt.CursorShape.ClosedHandCursor
        element = self._board.element_at(at.scene.x(), at.scene.y())
        self._board.hover(element)
        return cursor_for(element)

    def release(self, at: At) -> None:
        """Let go."""
        self._panned_from = None
        self._release_button(at)
        self._choose_end(at)
        origin, was_pulling = self.drag.pull.origin, self.drag.is_pulling
        over = self._board.end_at(at.scene.x(), at.scene.y())
        result = self.drag.drop(at.view.x(), at.view.y(), over)
        self._end_pull()
        if isinstance(result, Plan):
            self._deeds.connect_plan(result)
        elif isinstance(result, Refusal):
            self._deeds.notice(self._refusal(result, over), (at.scene.x(), at.scene.y()))
        elif origin is not None and not was_pulling:
            self._deeds.choose(origin)

    def cancel(self) -> bool:
        """Let go without doing anything; tell whether a cable was being pulled."""
        self._panned_from = self._pressed_end = None
        self._board.press(None)
        was_pulling = self.drag.cancel()
        self._end_pull()
        return was_pulling

    def leave(self) -> None:
        """Notice that the pointer left the canvas."""
        if not self.drag.is_pulling:
            self._board.hover(None)

    def _select(self, cable: CableKey, adding: bool) -> None:
        selected = self._board.marks.selected
        self._deeds.select(selected ^ {cable} if adding else frozenset({cable}))

    def _release_button(self, at: At) -> None:
        button = self._board.marks.pressed
        self._board.press(None)
        if button is not None and self._board.element_at(at.scene.x(), at.scene.y()) == button:
            self._deeds.press(button)

    def _choose_end(self, at: At) -> None:
        pressed, self._pressed_end = self._pressed_end, None
        if pressed is not None and (at.view - pressed[1]).manhattanLength() <= CLICK_SLACK:
            self._deeds.choose_end(pressed[0])

    def _end_pull(self) -> None:
        self._board.scene.pull.hide()
        self._board.aim(None, None)
        self._board.release()

    def _show_pull(self, at: At) -> None:
        pull = self.drag.pull
        origin = pull.origin
        if origin is None or origin not in self._board.layout.sockets:
            return
        self._board.hover(None)
        self._board.aim(origin, pull.over)
        spot = self._board.layout.sockets[origin]
        place = (at.scene.x(), at.scene.y())
        goal = self._board.layout.sockets.get(Socket(pull.over, origin.way.opposite)) if pull.over else None
        snaps = pull.plan is not None and goal is not None
        curve = single(spot, goal).main if snaps and goal is not None else hanging(spot, place)
        possible = None if pull.over is None else pull.plan is not None
        self._board.scene.pull.show(curve, place, self._word(pull.over), possible=possible)

    def _word(self, over: CanvasEnd | None) -> str:
        pull = self.drag.pull
        if over is None:
            return ""
        if pull.plan is not None:
            return plan_text(self._board.graph, pull.plan, over)
        return self._refusal(pull.refusal, over) if pull.refusal is not None else ""

    def _refusal(self, refusal: Refusal, over: CanvasEnd | None) -> str:
        return refusal_text(refusal, end_name(self._board.graph, over) if over is not None else "")


def cursor_for(element: Element | None) -> Qt.CursorShape:
    """Give the cursor that says what can be done with an element."""
    match element:
        case Socket():
            return Qt.CursorShape.OpenHandCursor
        case None:
            return Qt.CursorShape.ArrowCursor
    return Qt.CursorShape.PointingHandCursor
