"""What the hand takes hold of where: sockets, names, cards, headers, the ends of cables. Pure: no Qt here."""

from collections.abc import Sequence

from app.ui.canvas.curves import Curve
from app.ui.canvas.drag import Grip
from app.ui.canvas.elements import Cable, Socket, Terminal, Way
from app.ui.canvas.nodes import NodeKey

LOOSE = 0.3
"""So near to an end of a cable, as a part of its length, it is this end that is taken; in the middle there is none."""
STEPS = 40


def grip_of_body(
    terminal: Terminal | None, node: NodeKey | None, *, on_row: bool, movable: bool = False
) -> Grip | None:
    """Say what follows when something is taken where it has neither socket nor button; None on the bare ground.

    A device follows, and is connected when it is held over somebody. Out of a row of a box comes a cable, unless the
    hand sets out up or down and the row is `movable`: then the row follows within its box.
    """
    if terminal is None or not (terminal.is_local or on_row):
        return None if node is None else Grip(node=node)
    if terminal.is_local:
        return Grip(best_first(terminal), node)
    return Grip(best_first(terminal), row=terminal.end if movable else None)


def best_first(terminal: Terminal) -> tuple[Socket, ...]:
    """Give the sockets out of which a cable is tried when a whole end is meant: first the one that sends."""
    return tuple(Socket(terminal.end, way) for way in (Way.SENDS, Way.RECEIVES) if terminal.can(way))


def grip_of_cable(cable: Cable, curve: Curve, x: float, y: float) -> Grip | None:
    """Say what follows when a cable is taken at a point of its `curve`: the end that is near; None in the middle."""
    t = nearest(curve, x, y)
    if LOOSE <= t <= 1.0 - LOOSE:
        return None
    kept = cable.key.second if t < LOOSE else cable.key.first
    out, back = (
        (cable.forward, cable.backward) if kept == cable.key.first else (cable.backward, cable.forward)
    )
    ways = {Way.SENDS: out, Way.RECEIVES: back}
    return Grip(tuple(Socket(kept, way) for way, routes in ways.items() if routes), cable=cable.key)


def nearest(curve: Curve, x: float, y: float) -> float:
    """Give how far along a curve it is nearest to a point."""
    points: Sequence[float] = [step / STEPS for step in range(STEPS + 1)]
    return min(points, key=lambda t: (curve.point(t)[0] - x) ** 2 + (curve.point(t)[1] - y) ** 2)
