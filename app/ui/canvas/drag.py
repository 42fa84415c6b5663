"""Pulling a cable, as a state machine without widgets: positions and targets in, what is to be done out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from math import hypot
from typing import TypeAlias

from app.ui.canvas.connect import Answer, Plan, Refusal
from app.ui.canvas.elements import CanvasEnd, Socket

THRESHOLD = 8.0  # pixels on the screen: a click with an unsteady hand is not a drag

Judge: TypeAlias = Callable[[Socket, CanvasEnd], Answer]
"""Given where the cable comes from and the end it is over: what dropping it there would do."""


class Phase(Enum):
    """Where the gesture is."""

    IDLE = "idle"
    PRESSED = "pressed"
    DRAGGING = "dragging"


@dataclass(frozen=True, slots=True)
class Pull:
    """The gesture at one moment; positions are viewport pixels. `over` and `answer` are None in the open."""

    phase: Phase = Phase.IDLE
    origin: Socket | None = None
    start: tuple[float, float] = (0.0, 0.0)
    at: tuple[float, float] = (0.0, 0.0)
    over: CanvasEnd | None = None
    answer: Answer | None = None

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

    def press(self, origin: Socket, x: float, y: float) -> None:
        """Take hold of a socket; nothing is pulled until the pointer has gone `THRESHOLD` pixels."""
        if self.pull.phase is Phase.IDLE:
            self.pull = Pull(Phase.PRESSED, origin, (x, y), (x, y))

    def move(self, x: float, y: float, over: CanvasEnd | None) -> bool:
        """Follow the pointer to `(x, y)`, over `over` if that is an end; tell whether a cable hangs on it."""
        pull = self.pull
        if pull.origin is None:
            return False
        far_enough = hypot(x - pull.start[0], y - pull.start[1]) >= THRESHOLD
        if pull.phase is Phase.PRESSED and not far_enough:
            return False
        target = None if over == pull.origin.end else over
        answer = pull.answer if target == pull.over else None
        if target is not None and answer is None:
            answer = self._judge(pull.origin, target)
        self.pull = replace(pull, phase=Phase.DRAGGING, at=(x, y), over=target, answer=answer)
        return True

    def drop(self, x: float, y: float, over: CanvasEnd | None) -> Plan | Refusal | None:
        """Let go: the plan to carry out, why there is none, or None in the open or for a mere click.

        What lies there is judged anew, since things come and go while a cable is pulled.
        """
        self.move(x, y, over)
        pull, self.pull = self.pull, Pull()
        if pull.phase is not Phase.DRAGGING or pull.origin is None or pull.over is None:
            return None
        return self._judge(pull.origin, pull.over)

    def cancel(self) -> bool:
        """Let go without doing anything; tell whether a cable was being pulled."""
        was_pulling = self.is_pulling
        self.pull = Pull()
        return was_pulling
