"""The keys of the patch file and the fields of the model they stand for (design 6): the only list of them."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from app.config.kinds import BOOLEAN, DATE, ENDPOINT, INTEGER, INTEGERS, PAIR, SPEC, TEXT, TEXTS, Kind
from app.model.patch import (
    Device,
    FoundPeer,
    Link,
    MapRule,
    Network,
    Patch,
    Peer,
    Route,
    Scene,
    Session,
    VirtualPort,
)

VERSION = 1
"""The version of the patch file that this program writes."""


@dataclass(frozen=True, slots=True)
class Key:
    """One `key = value`. `shown` keys are written even when they have their default."""

    name: str
    kind: Kind
    shown: bool = False
    field: str = ""

    @property
    def attribute(self) -> str:
        """The field of the model."""
        return self.field or self.name


@dataclass(frozen=True, slots=True)
class Shape:
    """One table of the file: the class it becomes, its keys, and the key that tells equal tables apart.

    `parts` are the tables inside it, by the key of their array.
    """

    make: type[Any]
    keys: tuple[Key, ...]
    identity: str = ""
    parts: tuple["Part", ...] = ()

    def required(self) -> frozenset[str]:
        """Name the keys without which there is no such table."""
        unset = {field.name for field in dataclasses.fields(self.make) if not _has_default(field)}
        return frozenset(key.name for key in self.keys if key.attribute in unset)


@dataclass(frozen=True, slots=True)
class Part:
    """An array of tables: its key in the file, the field that holds the values, and their shape."""

    name: str
    field: str
    shape: Shape


STREAM_KEYS = (Key("ssrc", INTEGER), Key("journal", TEXT), Key("epn_tx", TEXT))

NETWORK = Shape(Network, (Key("name", TEXT), Key("interfaces", TEXTS), Key("hidden", TEXTS)))
SESSION = Shape(
    Session,
    (
        Key("name", TEXT, shown=True),
        Key("port", INTEGER, shown=True),
        Key("listen", TEXTS),
        Key("accept", TEXT, shown=True),
        Key("accept_from", TEXT),
        Key("invite_all", BOOLEAN),
        Key("playout_ms", INTEGER),
        Key("publish", BOOLEAN),
        Key("moved_port", INTEGER),
        *STREAM_KEYS,
    ),
    "name",
)
PEER = Shape(
    Peer,
    (
        Key("id", TEXT, shown=True),
        Key("name", TEXT),
        Key("address", TEXT),
        Key("session", TEXT),
        Key("wanted", BOOLEAN, shown=True),
        Key("access", TEXT, shown=True),
        Key("nickname", TEXT),
        Key("playout_ms", INTEGER),
        Key("last_address", TEXT),
        Key("seen", DATE),
        Key("service", TEXT),
    ),
    "id",
)
LINK = Shape(
    Link,
    (
        Key("name", TEXT, shown=True),
        Key("port", INTEGER, shown=True),
        Key("listen", TEXTS),
        Key("peers", TEXTS),
        Key("learn", BOOLEAN),
        Key("marker", TEXT),
        *STREAM_KEYS,
    ),
    "name",
)
PORT = Shape(VirtualPort, (Key("name", TEXT, shown=True), Key("direction", TEXT, shown=True)), "name")
DEVICE = Shape(
    Device, (Key("name", TEXT, shown=True), Key("nth", INTEGER), Key("nickname", TEXT, shown=True)), "name"
)
FOUND = Shape(FoundPeer, (Key("name", TEXT, shown=True), Key("nickname", TEXT, shown=True)), "name")
RULE = Shape(MapRule, (Key("from", SPEC, True, "source"), Key("to", SPEC, True, "destination")))
ROUTE = Shape(
    Route,
    (
        Key("id", TEXT, shown=True),
        Key("from", ENDPOINT, True, "source"),
        Key("to", ENDPOINT, True, "destination"),
        Key("channels", INTEGERS),
        Key("types", TEXTS),
        Key("notes", PAIR),
        Key("transpose", INTEGER),
        Key("to_channel", INTEGER),
        Key("velocity_curve", TEXT),
        Key("velocity_range", PAIR),
        Key("muted", BOOLEAN),
        Key("pass_others", BOOLEAN),
    ),
    "id",
    (Part("map", "maps", RULE),),
)
SCENE = Shape(
    Scene,
    (
        Key("name", TEXT, shown=True),
        Key("routes", TEXTS, shown=True),
        Key("from", ENDPOINT, field="source"),
        Key("on", SPEC, field="control"),
        Key("value", INTEGER),
    ),
    "name",
)

PATCH = Shape(
    Patch,
    (Key("version", INTEGER, shown=True), Key("name", TEXT)),
    "",
    (
        Part("session", "sessions", SESSION),
        Part("peer", "peers", PEER),
        Part("link", "links", LINK),
        Part("port", "ports", PORT),
        Part("device", "devices", DEVICE),
        Part("found", "found", FOUND),
        Part("route", "routes", ROUTE),
        Part("scene", "scenes", SCENE),
    ),
)
NETWORK_KEY = "network"
"""The one table that is there at most once."""


def default_of(shape: Shape, key: Key) -> object:
    """Give the value that an absent key stands for; None for a required one, which is never absent."""
    for field in dataclasses.fields(shape.make):
        if field.name == key.attribute and field.default is not dataclasses.MISSING:
            return field.default
    return None


def _has_default(field: "dataclasses.Field[Any]") -> bool:
    return field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
