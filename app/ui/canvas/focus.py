"""Where the keyboard is on the canvas and where it goes next. Pure: no Qt here."""

from collections.abc import Sequence

from app.ui.canvas.curves import CableShape
from app.ui.canvas.elements import Button, CableKey, CanvasEnd, Element, Graph, Socket, Terminal
from app.ui.canvas.layout import Layout

SIDEWAYS = 3.0
"""How much worse it is to be beside the wanted direction than far along it."""

CONE = 2.0
CROSSING = 80.0
"""What is aslant counts as ahead only at this distance: on the other side, not in the same column."""


def focus_order(graph: Graph) -> list[Element]:
    """Give everything that takes the focus, in reading order; a cable comes after its first end."""
    order: list[Element] = []
    for device in graph.devices:
        order += _stops(device, graph)
    for box in graph.sessions:
        order += box.buttons
        for row in box.rows:
            order += _stops(row, graph)
    for link in graph.links:
        order += _stops(link, graph)
    order += graph.buttons
    for peer in graph.nearby:
        order += _stops(peer, graph)
    return order


def _stops(terminal: Terminal, graph: Graph) -> list[Element]:
    stops: list[Element] = list(terminal.sockets())
    if terminal.button is not None:
        stops.append(terminal.button)
    stops += [cable.key for cable in graph.cables if cable.key.first == terminal.end]
    return stops


def next_in(order: Sequence[Element], current: Element | None, step: int) -> Element | None:
    """Give what comes after (`step` 1) or before (-1) `current`; None at the end: the focus leaves the canvas."""
    if current not in order:
        return (order[0] if step > 0 else order[-1]) if order else None
    place = order.index(current) + step
    return order[place] if 0 <= place < len(order) else None


def centre_of(
    element: Element, layout: Layout, shapes: dict[CableKey, CableShape]
) -> tuple[float, float] | None:
    """Say where an element stands; None when it is not shown."""
    match element:
        case Socket():
            spot = layout.sockets.get(element)
            return (spot.x, spot.y) if spot else None
        case Button():
            rect = layout.buttons.get(element)
            return (rect.x + rect.width / 2, rect.middle) if rect else None
        case CableKey():
            shape = shapes.get(element)
            return shape.main.point(0.5) if shape else None


def neighbour(
    places: dict[Element, tuple[float, float]], current: Element, dx: int, dy: int
) -> Element | None:
    """Give the nearest element in the direction `(dx, dy)`, one of them 0, the other 1 or -1."""
    here = places.get(current)
    if here is None:
        return None
    best: tuple[float, int, Element] | None = None
    for number, (element, (x, y)) in enumerate(places.items()):
        along = (x - here[0]) * dx + (y - here[1]) * dy
        beside = abs((x - here[0]) * dy) + abs((y - here[1]) * dx)
        ahead = along > 1.0 and (beside <= CONE * along or along >= CROSSING)
        if element != current and ahead:
            candidate = (along + SIDEWAYS * beside, number, element)
            best = candidate if best is None else min(best, candidate, key=lambda one: one[:2])
    return best[2] if best else None


def owner_of(element: Element) -> CanvasEnd | None:
    """Give the end to which a socket or a button belongs."""
    return None if isinstance(element, CableKey) else element.end
