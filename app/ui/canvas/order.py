"""In which order the rows of a box stand: as they came, until the user puts them otherwise. Pure: no Qt here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from app.model.endpoints import LinkEnd, PeerEnd
from app.ui.canvas.elements import CanvasEnd, Graph, Terminal
from app.ui.canvas.nodes import LINKS, NEARBY, NodeKey, session_key

RowKey: TypeAlias = str
"""Names a row in every run alike, within its box."""
Orders: TypeAlias = Mapping[NodeKey, Sequence[RowKey]]
"""The rows of each box in which one was moved, from top to bottom, with those that are away."""

MOST = 200
"""So many rows of a box, and so many boxes are kept: those who come and go could pile up."""


def row_key(row: Terminal) -> RowKey:
    """Name a row."""
    match row.end:
        case PeerEnd(peer=peer):
            return peer
        case LinkEnd(link=link):
            return link
    return row.peering.service


def rows_with(graph: Graph, end: CanvasEnd) -> tuple[NodeKey, tuple[Terminal, ...]] | None:
    """Give the box in which a row can be moved, and all that can; None for what stands alone or heads a session."""
    for key, rows in _boxes(graph):
        if any(row.end == end for row in rows):
            return (key, rows) if len(rows) > 1 else None
    return None


def _boxes(graph: Graph) -> Iterable[tuple[NodeKey, tuple[Terminal, ...]]]:
    for box in graph.sessions:
        yield session_key(box.name), box.rows[1:]
    yield LINKS, graph.links
    yield NEARBY, graph.nearby


def in_order(graph: Graph, orders: Orders) -> Graph:
    """Give the same graph with its rows as the user put them; who is new comes last."""
    if not orders:
        return graph
    sessions = tuple(
        replace(box, rows=(box.rows[0], *_sorted(box.rows[1:], orders.get(session_key(box.name), ()))))
        for box in graph.sessions
    )
    links, nearby = _sorted(graph.links, orders.get(LINKS, ())), _sorted(graph.nearby, orders.get(NEARBY, ()))
    return replace(graph, sessions=sessions, links=links, nearby=nearby)


def _sorted(rows: Sequence[Terminal], order: Sequence[RowKey]) -> tuple[Terminal, ...]:
    places = {key: place for place, key in enumerate(order)}
    return tuple(sorted(rows, key=lambda row: places.get(row_key(row), len(places))))


def with_row_at(rows: Sequence[Terminal], end: CanvasEnd, place: int) -> list[Terminal]:
    """Give rows with one of them at another place, counted from 0."""
    others = [row for row in rows if row.end != end]
    moved = [row for row in rows if row.end == end]
    return [*others[:place], *moved, *others[place:]]


def orders_after(orders: Orders, box: NodeKey, rows: Iterable[Terminal]) -> Orders:
    """Give all orders after the rows of a box were put so; whoever is away stays behind whom it stood behind."""
    shown = [row_key(row) for row in rows]
    order, before = list(shown), orders.get(box, ())
    for number, key in enumerate(before):
        if key not in shown:
            order.insert(order.index(before[number - 1]) + 1 if number else 0, key)
    kept = {key: each for key, each in orders.items() if key != box}
    kept[box] = tuple(order if len(order) <= MOST else shown)
    return dict(list(kept.items())[-MOST:])
