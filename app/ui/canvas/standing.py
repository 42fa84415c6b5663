"""How the user put things on the canvas: where nodes stand, and in which order rows do. Pure: no Qt here."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.model.patch import Link, Patch, Session, VirtualPort
from app.ui.canvas.nodes import LINKS, NodeKey, port_key, session_key
from app.ui.canvas.order import MOST, Orders
from app.ui.canvas.places import Places


@dataclass(frozen=True, slots=True)
class Standing:
    """Places of nodes and orders of rows; empty while everything stands by itself."""

    places: Places = field(default_factory=dict)
    orders: Orders = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.places or self.orders)


def followed(standing: Standing, before: Patch, after: Patch) -> Standing:
    """Let what was renamed between two patches stand where it did."""
    session, port = _renamed(before.sessions, after.sessions), _renamed(before.ports, after.ports)
    nodes: dict[NodeKey, NodeKey] = {}
    if session is not None:
        nodes[session_key(session[0])] = session_key(session[1])
    if port is not None:
        nodes[port_key(port[0])] = port_key(port[1])
    link = _renamed(before.links, after.links)
    rows = {} if link is None else {link[0]: link[1]}
    if not nodes and not rows:
        return standing
    places = {nodes.get(key, key): place for key, place in standing.places.items()}
    orders = {nodes.get(key, key): order for key, order in standing.orders.items()}
    if LINKS in orders:
        orders[LINKS] = tuple(rows.get(key, key) for key in orders[LINKS])
    return Standing(places, orders)


def _renamed(
    before: Iterable[Session | Link | VirtualPort], after: Iterable[Session | Link | VirtualPort]
) -> tuple[str, str] | None:
    """Give the old name and the new one if exactly one part is called otherwise."""
    old, new = [each.name for each in before], [each.name for each in after]
    changed = [names for names in zip(old, new, strict=False) if names[0] != names[1]]
    return changed[0] if len(old) == len(new) and len(changed) == 1 else None


def write_orders(orders: Orders) -> str:
    """Give orders as a line of JSON."""
    return json.dumps({box: list(rows) for box, rows in orders.items()})


def read_orders(text: str) -> Orders:
    """Read what `write_orders` wrote; what cannot be read is left out."""
    try:
        read = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(read, dict):
        return {}
    return {box: tuple(rows) for box, rows in list(read.items())[-MOST:] if _is_order(rows)}


def _is_order(rows: object) -> bool:
    return isinstance(rows, list) and len(rows) <= MOST and all(isinstance(row, str) for row in rows)
