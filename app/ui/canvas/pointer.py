"""The mouse on the canvas: pulling cables, carrying nodes, pressing buttons, selecting, panning."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt

from app.ui.canvas.banding import Banding
from app.ui.canvas.board import Board
from app.ui.canvas.carrying import Carrying
from app.ui.canvas.connect import Answer, Plan, Refusal, narrowed
from app.ui.canvas.deeds import CanvasDeeds
from app.ui.canvas.drag import Drag, Grip, Phase, Pull
from app.ui.canvas.elements import Button, CableKey, CanvasEnd, Element, Socket
from app.ui.canvas.grips import grip_of_body, grip_of_cable
from app.ui.canvas.order import rows_with
from app.ui.canvas.pulling import Pulling
from app.ui.canvas.shuffling import Shuffling


@dataclass(frozen=True, slots=True)
class At:
    """Where the pointer is: in pixels of the viewport, and on the scene."""

    view: QPointF
    scene: QPointF

    @property
    def place(self) -> tuple[float, float]:
        """The point of the scene."""
        return self.scene.x(), self.scene.y()


@dataclass(frozen=True, slots=True)
class Held:
    """The keys that are held while the mouse is pressed: `adding` to the selection, `panning` the ground."""

    adding: bool = False
    panning: bool = False


class Pointer:
    """Turns presses, moves and releases into deeds; what hangs on the pointer is a `Drag`."""

    def __init__(self, board: Board, deeds: CanvasDeeds, pan: Callable[[QPointF], None]) -> None:
        self._board = board
        self._deeds = deeds
        self._pan = pan
        self._panned_from: QPointF | None = None
        self._pressed_at = QPointF()
        self._click: Callable[[], object] | None = None
        self._pulling = Pulling(board)
        self._carrying = Carrying(board)
        self._shuffling = Shuffling(board)
        self._banding = Banding(board, deeds)
        self.drag = Drag(self._judge)

    def press(self, at: At, held: Held) -> None:
        """Take hold of what is under the pointer, and of nothing else."""
        self.cancel()
        self._pressed_at = at.scene
        element = self._board.element_at(*at.place)
        match element:
            case Socket():
                self._take(Grip((element,)), at, lambda: self._deeds.choose(element))
            case Button():
                self._board.press(element)
            case CableKey():
                self._select(element, held.adding)
                self._take_cable(element, at)
            case _:
                self._press_body(at, held)

    def start_pan(self, at: At) -> None:
        """Take hold of the ground."""
        self._panned_from = at.view

    def move(self, at: At) -> Qt.CursorShape:
        """Follow the pointer; gives the cursor to show."""
        if self._panned_from is not None:
            self._pan(at.view - self._panned_from)
            self._panned_from = at.view
            return Qt.CursorShape.ClosedHandCursor
        if self._banding.follow(at.scene):
            self._deeds.follow(*at.place)
            return Qt.CursorShape.CrossCursor
        match self._drag_to(at):
            case Phase.IDLE:
                element, end = self._board.element_at(*at.place), self._board.end_at(*at.place)
                self._board.hover(element, end if element is None else None)
                return cursor_for(element, end is not None or self._board.node_at(*at.place) is not None)
            case Phase.PRESSED:
                return Qt.CursorShape.ClosedHandCursor
            case Phase.DRAGGING:
                self._put_back()
                self._pulling.show(self.drag.pull, at.place)
            case Phase.CARRYING:
                self._pulling.hide()
                self._carry(at)
        self._deeds.follow(*at.place)
        refused = self.drag.pull.refusal is not None
        return Qt.CursorShape.ForbiddenCursor if refused else Qt.CursorShape.ClosedHandCursor

    def release(self, at: At) -> None:
        """Let go."""
        self._panned_from = None
        self._release_button(at)
        if self._banding.end():
            return
        self._drag_to(at)
        pull = self.drag.pull
        if pull.phase is Phase.CARRYING:
            self._carry(at)
        else:
            self._put_back()
        result = self.drag.drop(at.view.x(), at.view.y(), self._over(at), home=self._is_home(at))
        self._finish(pull, result, at)

    def cancel(self) -> bool:
        """Let go without doing anything; tell whether something hung on the pointer."""
        self._panned_from = self._click = None
        self._board.press(None)
        was_dragging, was_banding = self.drag.cancel(), self._banding.end()
        self._put_back()
        self._end()
        self._deeds.tell_selection()
        return was_dragging or was_banding

    def leave(self) -> None:
        """Notice that the pointer left the canvas."""
        if not self.drag.is_under_way:
            self._board.hover(None)

    # -- taking hold ------------------------------------------------------------------------------------------

    def _take(self, grip: Grip, at: At, click: Callable[[], object] | None) -> None:
        self._click = click
        self._board.hold()
        self.drag.press(grip, at.view.x(), at.view.y())

    def _take_cable(self, key: CableKey, at: At) -> None:
        cable, shape = self._board.graph.cable(key), self._board.scene.shapes.get(key)
        grip = grip_of_cable(cable, shape.main, *at.place) if cable and shape else None
        if grip is not None:
            self._take(grip, at, None)

    def _press_body(self, at: At, held: Held) -> None:
        end, node = self._board.end_at(*at.place), self._board.node_at(*at.place)
        terminal = self._board.graph.terminals.get(end) if end is not None else None
        on_row = terminal is not None and self._board.layout.terminals[terminal.end].contains(*at.place)
        movable = end is not None and rows_with(self._board.graph, end) is not None
        grip = grip_of_body(terminal, node, on_row=on_row, movable=movable)
        if grip is not None and not held.adding:
            self._take(grip, at, lambda: self._deeds.choose_end(end) if end else self._deeds.deselect())
        elif grip is not None and node is not None:
            self._take(grip, at, lambda: self._deeds.toggle_node(node))
        elif held.panning:
            self.start_pan(at)
        else:
            self._banding.begin(at.scene, adding=held.adding)

    def _select(self, cable: CableKey, adding: bool) -> None:
        marks = self._board.marks
        if adding:
            self._board.select(marks.selected ^ {cable}, marks.picked)
        else:
            self._board.select(frozenset({cable}))

    # -- on the way -------------------------------------------------------------------------------------------

    def _drag_to(self, at: At) -> Phase:
        return self.drag.move(at.view.x(), at.view.y(), self._over(at), home=self._is_home(at))

    def _is_home(self, at: At) -> bool:
        """Tell whether a row that was taken is within its box."""
        row = self.drag.pull.grip.row
        return row is not None and self._shuffling.is_home(row, *at.place)

    def _over(self, at: At) -> CanvasEnd | None:
        grip = self.drag.pull.grip
        if grip.node is not None:
            return self._carrying.across(grip.node, *at.place)
        over = self._board.end_at(*at.place)
        return None if grip.cable is not None and over in (grip.cable.first, grip.cable.second) else over

    def _carry(self, at: At) -> None:
        grip, by = self.drag.pull.grip, at.scene - self._pressed_at
        if grip.node is not None:
            self._carrying.follow(grip.node, (by.x(), by.y()))
        elif grip.row is not None:
            self._shuffling.follow(grip.row, by.y())

    def _put_back(self) -> None:
        """Let what hung on the pointer be where it was."""
        self._carrying.stay()
        self._shuffling.stay()

    def _judge(self, origin: Socket, target: CanvasEnd) -> Answer:
        answer = self._board.judge(origin, target)
        loose = self.drag.pull.grip.cable
        cable = None if loose is None else self._board.latest.cable(loose)
        return answer if cable is None else narrowed(answer, cable, origin.end)

    # -- letting go -------------------------------------------------------------------------------------------

    def _finish(self, pull: Pull, result: Plan | Refusal | None, at: At) -> None:
        standing = self._carrying.put_down() or self._shuffling.put_down()
        click, self._click = self._click, None
        self._end()
        if standing is not None:
            self._deeds.move(standing)
        elif isinstance(result, Plan):
            self._connect(pull, result)
        elif isinstance(result, Refusal):
            self._deeds.notice(self._pulling.refusal(result, pull.over), at.place)
        elif pull.phase is Phase.DRAGGING and pull.grip.cable is not None:
            self._deeds.say_put_back(at.place)
        elif pull.phase is Phase.PRESSED and click is not None and self._is_there(pull.grip):
            click()
        self._deeds.tell_selection()

    def _is_there(self, grip: Grip) -> bool:
        """Tell whether what was taken is still shown now that the board is released."""
        ends = {socket.end for socket in grip.sockets}
        return ends <= self._board.graph.terminals.keys() and (
            grip.node is None or grip.node in self._board.nodes
        )

    def _connect(self, pull: Pull, plan: Plan) -> None:
        loose = pull.grip.cable
        if loose is None:
            self._deeds.connect_plan(plan)
        elif (cable := self._board.latest.cable(loose)) and pull.origin is not None:
            kept = loose.first if pull.origin.end == loose.first else loose.second
            self._deeds.replug(cable, kept, plan)

    def _release_button(self, at: At) -> None:
        button = self._board.marks.pressed
        self._board.press(None)
        if button is not None and self._board.element_at(*at.place) == button:
            self._deeds.press(button)

    def _end(self) -> None:
        self._pulling.hide()
        self._board.release()


def cursor_for(element: Element | None, grippable: bool = False) -> Qt.CursorShape:
    """Give the cursor that says what can be done with an element, or with what is under the pointer."""
    match element:
        case Socket():
            return Qt.CursorShape.OpenHandCursor
        case None:
            return Qt.CursorShape.OpenHandCursor if grippable else Qt.CursorShape.ArrowCursor
    return Qt.CursorShape.PointingHandCursor
