"""Where the user put nodes, and how everything else makes room for them. Pure: no Qt here."""

import json
from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from typing import Any, TypeAlias

from app.ui.canvas.layout import TOP, Layout, Rect
from app.ui.canvas.nodes import Moves, Node, NodeKey, bounds_of, gap_below, rect_of, shifted

Places: TypeAlias = Mapping[NodeKey, tuple[float, float]]
"""The upper left corner of each node that was moved, from the corner of its column: it goes along with the window."""

GRID = 4.0
MAGNET = 12.0
"""So near to the edge of its column a node lines up with it."""
LEAST = (8.0, TOP)
"""Nothing is put nearer to the corner of the canvas: it could not be gripped again."""
BESIDE = 48.0
"""Room between a box and a device that gives way to it: for their sockets and the first bend of a cable."""
FARTHEST = 20_000.0
MOST = 500
"""Of so many nodes the place is kept, the last moved first: names of devices that come and go could pile up."""


def settled(layout: Layout, nodes: Mapping[NodeKey, Node], places: Places) -> Layout:
    """Put nodes where the user wants them; what would lie under one of them stands below it.

    Only a device that would lie over a box gives way itself, to the left: a box is large, and its rows are many.
    """
    if not places.keys() & nodes.keys():
        return layout
    goals = {key: _goal(node, layout, places) for key, node in nodes.items()}
    taken: list[tuple[Node, Rect]] = []
    moves: dict[NodeKey, tuple[float, float]] = {}
    for node in sorted(nodes.values(), key=lambda node: _rank(node, goals, places)):
        slot, goal = rect_of(node, layout), _clear(node, goals[node.key], taken)
        taken.append((node, goal))
        if goal != slot:
            moves[node.key] = goal.x - slot.x, goal.y - slot.y
    moved = shifted(layout, nodes, moves)
    return replace(moved, bounds=bounds_of(moved, nodes.values()))


def _rank(node: Node, goals: Mapping[NodeKey, Rect], places: Places) -> tuple[bool, bool, float, float]:
    goal = goals[node.key]
    return (node.is_local, False, goal.y, goal.x) if node.key in places else (node.is_local, True, 0.0, 0.0)


def _goal(node: Node, layout: Layout, places: Places) -> Rect:
    slot, place = rect_of(node, layout), places.get(node.key)
    if place is None:
        return slot
    column = column_of(node, layout)
    return slot.moved(column.x + place[0] - slot.x, column.y + place[1] - slot.y)


def _clear(node: Node, rect: Rect, taken: list[tuple[Node, Rect]]) -> Rect:
    while (under := next((each for each in taken if rect.overlaps(each[1])), None)) is not None:
        other, there = under
        left = there.x - BESIDE - rect.width
        if node.is_local and not other.is_local and left >= LEAST[0]:
            rect = rect.moved(left - rect.x, 0.0)
        else:
            rect = rect.moved(0.0, there.bottom + gap_below(node) - rect.y)
    return rect


def column_of(node: Node, layout: Layout) -> Rect:
    """Give the column in which a node stands by itself."""
    return layout.local if node.is_local else layout.network


def snapped(
    layout: Layout,
    nodes: Mapping[NodeKey, Node],
    held: NodeKey,
    carried: frozenset[NodeKey],
    by: tuple[float, float],
) -> Moves:
    """Say how far nodes go when the one `held` is drawn `by` pixels: together, to the grid, not out of reach."""
    rect, column = rect_of(nodes[held], layout), column_of(nodes[held], layout)
    x, y = rect.x + by[0] - column.x, rect.y + by[1] - column.y
    x = 0.0 if abs(x) < MAGNET else _on_grid(x)
    dx, dy = column.x + x - rect.x, column.y + _on_grid(y) - rect.y
    return within_reach(layout, nodes, carried, (dx, dy))


def within_reach(
    layout: Layout, nodes: Mapping[NodeKey, Node], carried: frozenset[NodeKey], by: tuple[float, float]
) -> Moves:
    """Say how far nodes go together when they are to go `by` pixels."""
    rects = [rect_of(nodes[key], layout) for key in carried]
    dx = max(by[0], LEAST[0] - min(rect.x for rect in rects))
    dy = max(by[1], LEAST[1] - min(rect.y for rect in rects))
    return dict.fromkeys(carried, (dx, dy))


def _on_grid(value: float) -> float:
    return round(value / GRID) * GRID


def places_after(
    layout: Layout, nodes: Mapping[NodeKey, Node], places: Places, moves: Moves
) -> dict[NodeKey, tuple[float, float]]:
    """Give all places after nodes were moved from where `layout` has them; the last moved come last."""
    after = {key: place for key, place in places.items() if key not in moves}
    for key, (dx, dy) in moves.items():
        rect, column = rect_of(nodes[key], layout), column_of(nodes[key], layout)
        after[key] = rect.x + dx - column.x, rect.y + dy - column.y
    return dict(list(after.items())[-MOST:])


# -- as text -------------------------------------------------------------------------------------------------


def write_places(places: Places) -> str:
    """Give places as a line of JSON."""
    return json.dumps({key: [round(x, 1), round(y, 1)] for key, (x, y) in places.items()})


def read_places(text: str) -> dict[NodeKey, tuple[float, float]]:
    """Read what `write_places` wrote; what cannot be read is left out."""
    read = read_object(text)
    return {key: (float(place[0]), float(place[1])) for key, place in read.items() if _is_place(place)}


def read_object(text: str) -> dict[str, Any]:
    """Read a JSON object; empty for anything else."""
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _is_place(place: object) -> bool:
    return (
        isinstance(place, list)
        and len(place) == 2
        and all(isinstance(number, int | float) and isfinite(number) for number in place)
        and max(map(abs, place)) <= FARTHEST
    )
