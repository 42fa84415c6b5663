"""How the user put things on the canvas: where nodes stand, and in which order rows do. Pure: no Qt here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from app.ui.canvas.known_as import KnownAs
from app.ui.canvas.nodes import LINKS
from app.ui.canvas.order import MOST, Orders
from app.ui.canvas.places import Places, read_object

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Standing:
    """Places of nodes and orders of rows; empty while everything stands by itself."""

    places: Places = field(default_factory=dict)
    orders: Orders = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.places or self.orders)


def followed(standing: Standing, known: KnownAs) -> Standing:
    """Let what was renamed stand where it did."""
    places, orders = _rekeyed(standing.places, known.nodes), _rekeyed(standing.orders, known.nodes)
    if LINKS in orders:
        orders[LINKS] = tuple(_rekeyed(dict.fromkeys(orders[LINKS]), known.links))
    return Standing(places, orders)


def _rekeyed(kept: Mapping[str, Value], names: Mapping[str, str]) -> dict[str, Value]:
    """Give what is kept under other names; what was kept of something that had such a name before is dropped."""
    stale = set(names.values())
    return {names.get(key, key): value for key, value in kept.items() if key not in stale}


def write_orders(orders: Orders) -> str:
    """Give orders as a line of JSON."""
    return json.dumps({box: list(rows) for box, rows in orders.items()})


def read_orders(text: str) -> Orders:
    """Read what `write_orders` wrote; what cannot be read is left out."""
    return {box: tuple(rows) for box, rows in list(read_object(text).items())[-MOST:] if _is_order(rows)}


def _is_order(rows: object) -> bool:
    return isinstance(rows, list) and len(rows) <= MOST and all(isinstance(row, str) for row in rows)
