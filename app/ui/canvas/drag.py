"""What hangs on the pointer, as a state machine without widgets: positions and targets in, what is to be done out.

A cable comes out of a socket, out of a name, or off the end of another cable; a node follows until it is held over
something on the other side: then it stays where it was, and a cable hangs there instead. A row follows when the hand
sets out up or down, until it leaves the box; set out sideways, the hand pulls a cable from the start.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from math import hypot
from typing import TypeAlias

from app.ui.canvas.connect import Answer, Plan, Refusal
from app.ui.canvas.elements import CableKey, CanvasEnd, Socket
from app.ui.canvas.nodes import NodeKey

THRESHOLD = 8.0  # pixels on the screen: a click with an unsteady hand is not a drag

Judge: TypeAlias = Callable[[Socket, CanvasEnd], Answer]
"""Given where the cable comes from and the end it is over: what dropping it there would do."""


class Phase(Enum):
    """Where the gesture is."""

    IDLE = "idle"
    PRESSED = "pressed"
    DRAGGING = "dragging"
    """A cable hangs on the pointer."""
    CARRYING = "carrying"
    """Nodes or a row hang on the pointer."""


@dataclass(frozen=True, slots=True)
class Grip:
    """What the hand took hold of: where a cable may come from, best first, and what follows: a node, or a row."""

    sockets: tuple[Socket, ...] = ()
    node: NodeKey | None = None
    row: CanvasEnd | None = None
    cable: CableKey | None = None
    """The cable whose loose end this is; `sockets` are at its other end."""


NOTHING = Grip()


@dataclass(frozen=True, slots=True)
class Pull:
    """The gesture at one moment; positions are viewport pixels. `over` and `answer` are None in the open."""

    phase: Phase = Phase.IDLE
    grip: Grip = NOTHING
    start: tuple[float, float] = (0.0, 0.0)
    at: tuple[float, float] = (0.0, 0.0)
    origin: Socket | None = None
    over: CanvasEnd | None = None
    answer: Answer | None = None
    upright: bool = False
    """Whether the hand set out up or down."""

    @property
    def plan(self) -> Plan | None:
        """What a drop here and now would do, if it would do something."""
        return self.answer if isinstance(self.answer, Plan) else None

    @property
    def refusal(self) -> Refusal | None:
        """Why a drop here and now would do nothing, if there is something under the pointer."""
        return self.answer if isinstance(self.answer, Refusal) else None


class Drag:
    """The state machine: `press`, then `move`s, ended by `drop` or `cancel`; out of turn they are ignored."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self.pull = Pull()

    @property
    def is_pulling(self) -> bool:
        """Tell whether a cable hangs on the pointer."""
        return self.pull.phase is Phase.DRAGGING

    @property
    def is_under_way(self) -> bool:
        """Tell whether a cable or a node hangs on the pointer."""
        return self.pull.phase in (Phase.DRAGGING, Phase.CARRYING)

    def press(self, grip: Grip, x: float, y: float) -> None:
        """Take hold; nothing moves until the pointer has gone `THRESHOLD` pixels."""
        if self.pull.phase is Phase.IDLE:
            origin = grip.sockets[0] if grip.sockets else None
            self.pull = Pull(Phase.PRESSED, grip, (x, y), (x, y), origin)

    def move(self, x: float, y: float, over: CanvasEnd | None, *, home: bool = False) -> Phase:
        """Follow the pointer to `(x, y)`, over `over` if that is an end; tell what the gesture is now.

        `home` tells whether a row that was taken is still within its box.
        """
        pull = self.pull
        aside, down = abs(x - pull.start[0]), abs(y - pull.start[1])
        if pull.phase is Phase.IDLE or (pull.phase is Phase.PRESSED and hypot(aside, down) < THRESHOLD):
            return pull.phase
        if pull.phase is Phase.PRESSED:
            self.pull = replace(pull, upright=down > aside)
        target = None if any(over == socket.end for socket in pull.grip.sockets) else over
        if self._is_carried(target, home=home):
            self.pull = replace(self.pull, phase=Phase.CARRYING, at=(x, y), over=None, answer=None)
        else:
            self._pull_to(target, (x, y))
        return self.pull.phase

    def drop(
        self, x: float, y: float, over: CanvasEnd | None, *, home: bool = False
    ) -> Plan | Refusal | None:
        """Let go: the plan to carry out, why there is none, or None in the open or for a mere click.

        What lies there is judged anew, since things come and go while a cable is pulled.
        """
        self.move(x, y, over, home=home)
        pull, self.pull = self.pull, Pull()
        if pull.phase is not Phase.DRAGGING or pull.over is None:
            return None
        return self._best(pull.grip, pull.over)[1]

    def cancel(self) -> bool:
        """Let go without doing anything; tell whether something hung on the pointer."""
        was_under_way = self.is_under_way
        self.pull = Pull()
        return was_under_way

    def _is_carried(self, target: CanvasEnd | None, *, home: bool) -> bool:
        grip = self.pull.grip
        if grip.row is not None:
            return home and self.pull.upright
        return grip.node is not None and (target is None or not grip.sockets)

    def _pull_to(self, target: CanvasEnd | None, at: tuple[float, float]) -> None:
        pull, origin, answer = self.pull, self.pull.origin, self.pull.answer
        if target is None:
            origin, answer = next(iter(pull.grip.sockets), None), None
        elif target != pull.over or answer is None:
            origin, answer = self._best(pull.grip, target)
        self.pull = replace(pull, phase=Phase.DRAGGING, at=at, origin=origin, over=target, answer=answer)

    def _best(self, grip: Grip, target: CanvasEnd) -> tuple[Socket | None, Answer]:
        """Choose the socket from which a cable to `target` is possible; the first one's reason if from none."""
        answers = [(socket, self._judge(socket, target)) for socket in grip.sockets]
        possible = (each for each in answers if isinstance(each[1], Plan))
        return next(possible, answers[0] if answers else (None, Refusal.GONE))
