"""What the canvas is made of: values that say what is shown, and the keys by which it is found again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from app.engine.api import RouteView, SessionState
from app.model.endpoints import Endpoint
from app.model.patch import Accept


@dataclass(frozen=True, slots=True)
class FoundEnd:
    """A peer seen by mDNS that is in no session yet: it must be invited before a route can name it."""

    found: int


CanvasEnd: TypeAlias = Endpoint | FoundEnd


class Way(StrEnum):
    """Which way a socket goes, seen from Longwire: what sends is the source of a route."""

    SENDS = "sends"
    RECEIVES = "receives"

    @property
    def opposite(self) -> "Way":
        """The way of the socket at the other end of the cable."""
        return Way.RECEIVES if self is Way.SENDS else Way.SENDS


class Kind(StrEnum):
    """What a terminal is."""

    PORT = "port"
    VIRTUAL = "virtual"
    KEYBOARD = "keyboard"
    MONITOR = "monitor"
    EVERYONE = "everyone"
    PEER = "peer"
    FOUND = "found"
    LINK = "link"


class Condition(StrEnum):
    """How a terminal is at the moment."""

    PRESENT = "present"
    ABSENT = "absent"
    NEARBY = "nearby"
    INVITING = "inviting"
    CONNECTED = "connected"
    SILENT = "silent"
    WAITING = "waiting"
    REFUSED = "refused"
    LEFT = "left"
    LOST = "lost"


class Deed(StrEnum):
    """What a button does."""

    INVITE = "invite"
    DISCONNECT = "disconnect"
    STOP_TRYING = "stop trying"
    INVITE_AGAIN = "invite again"
    ADD_ADDRESS = "add address"
    SHOW_HIDDEN = "show hidden"
    COPY_ADDRESS = "copy address"
    JOIN_ASK = "join ask"
    JOIN_KNOWN = "join known"
    JOIN_ANYONE = "join anyone"
    JOIN_NOBODY = "join nobody"


# -- keys ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Socket:
    """One socket of a terminal; the key by which it is placed, hit and focused."""

    end: CanvasEnd
    way: Way


@dataclass(frozen=True, slots=True)
class Button:
    """One button: of a terminal (`end`), of a session's header (`session`), or of those found nearby.

    `count` is what it says, not which one it is: it keeps the focus when that changes.
    """

    deed: Deed
    end: CanvasEnd | None = None
    session: int | None = None
    count: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class CableKey:
    """The two ends of a cable, in the order in which the canvas shows them."""

    first: Endpoint
    second: Endpoint


JOINING: dict[Accept, Deed] = {
    "ask": Deed.JOIN_ASK,
    "known": Deed.JOIN_KNOWN,
    "anyone": Deed.JOIN_ANYONE,
    "nobody": Deed.JOIN_NOBODY,
}
Element: TypeAlias = Socket | Button | CableKey


# -- what is shown -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Peering:
    """What is known of a peer: its own name, its control address and port, the ids by which commands name it.

    `service` is how mDNS announces who is only found; of one name there may be two. `ended_here` tells of whoever has
    left that it was us who disconnected.
    """

    participant: int | None = None
    found: int | None = None
    session: int | None = None
    own_name: str = ""
    service: str = ""
    address: str = ""
    port: int = 0
    since_wall: float = 0.0
    ended_here: bool = False
    next_try: float | None = None
    rtt_ms: float | None = None
    repaired: int = 0


@dataclass(frozen=True, slots=True)
class Terminal:
    """Something with sockets: a device of this computer, a row of a session, a peer nearby.

    `meter` is the key of the counter of what it plays to us, if there is one.
    """

    end: CanvasEnd
    kind: Kind
    name: str
    sends: bool
    receives: bool
    condition: Condition = Condition.PRESENT
    deed: Deed | None = None
    peering: Peering = Peering()
    meter: str | None = None

    @property
    def button(self) -> Button | None:
        """The key of its one button, if it has one."""
        return None if self.deed is None else Button(self.deed, self.end)

    def sockets(self) -> Iterator[Socket]:
        """Give its sockets from top to bottom; on the network what receives comes first."""
        ways = [way for way, there in ((Way.SENDS, self.sends), (Way.RECEIVES, self.receives)) if there]
        for way in ways if self.is_local else reversed(ways):
            yield Socket(self.end, way)

    def can(self, way: Way) -> bool:
        """Tell whether it has a socket of that way."""
        return self.sends if way is Way.SENDS else self.receives

    @property
    def is_local(self) -> bool:
        """Tell whether it stands on the side of this computer."""
        return self.kind in LOCAL_KINDS

    @property
    def is_built_in(self) -> bool:
        """Tell whether it is a part of Longwire."""
        return self.kind in (Kind.KEYBOARD, Kind.MONITOR)

    @property
    def has_two_lines(self) -> bool:
        """Tell whether there is something to say under its name."""
        return self.kind is not Kind.EVERYONE


ENDED_HERE = "user"
"""The reason of a participant whom our user disconnected."""
LOCAL_KINDS = frozenset({Kind.PORT, Kind.VIRTUAL, Kind.KEYBOARD, Kind.MONITOR})


@dataclass(frozen=True, slots=True)
class SessionBox:
    """One of our sessions with everyone in it; the first row is everyone at once."""

    id: int
    name: str
    addresses: tuple[str, ...]
    control: int
    accept: Accept
    state: SessionState
    rows: tuple[Terminal, ...]

    @property
    def buttons(self) -> tuple[Button, Button]:
        """The keys of its buttons: one that copies its address, one that says who may join and offers the others."""
        return Button(Deed.COPY_ADDRESS, session=self.id), Button(JOINING[self.accept], session=self.id)


class Look(StrEnum):
    """How a cable is at the moment; each has a shape of its own, so that nothing rests on colour alone."""

    ACTIVE = "active"
    WAITING = "waiting"
    MUTED = "muted"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Cable:
    """All routes between two ends: `forward` from the first to the second, `backward` the other way."""

    key: CableKey
    forward: tuple[RouteView, ...]
    backward: tuple[RouteView, ...]
    look: Look
    reason: str | None = None
    since_wall: float = 0.0

    @property
    def routes(self) -> tuple[RouteView, ...]:
        """Every route in it."""
        return self.forward + self.backward

    @property
    def is_duplex(self) -> bool:
        """Tell whether it carries both ways."""
        return bool(self.forward and self.backward)

    def sockets(self) -> Iterator[Socket]:
        """Give the sockets that it fills."""
        if self.forward:
            yield Socket(self.key.first, Way.SENDS)
            yield Socket(self.key.second, Way.RECEIVES)
        if self.backward:
            yield Socket(self.key.second, Way.SENDS)
            yield Socket(self.key.first, Way.RECEIVES)


@dataclass(frozen=True, slots=True)
class Graph:
    """Everything the canvas shows."""

    devices: tuple[Terminal, ...] = ()
    sessions: tuple[SessionBox, ...] = ()
    links: tuple[Terminal, ...] = ()
    nearby: tuple[Terminal, ...] = ()
    cables: tuple[Cable, ...] = ()
    hidden: int = 0
    """How many that were found are not shown."""
    terminals: Mapping[CanvasEnd, Terminal] = field(init=False, compare=False)
    plugged: frozenset[Socket] = field(init=False, compare=False)
    meters: Mapping[str, Socket] = field(init=False, compare=False)
    """The counters of what plays to us, and its sockets."""
    routed: frozenset[tuple[Endpoint, Endpoint]] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "terminals", {terminal.end: terminal for terminal in self._every_terminal()})
        object.__setattr__(self, "plugged", frozenset(s for cable in self.cables for s in cable.sockets()))
        metered = [each for each in self.terminals.values() if each.meter is not None and each.sends]
        sockets = {each.meter: Socket(each.end, Way.SENDS) for each in metered}
        object.__setattr__(self, "meters", sockets)
        pairs = frozenset(
            (route.source, route.destination) for cable in self.cables for route in cable.routes
        )
        object.__setattr__(self, "routed", pairs)

    def _every_terminal(self) -> Iterator[Terminal]:
        yield from self.devices
        for box in self.sessions:
            yield from box.rows
        yield from self.links
        yield from self.nearby

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The keys of the buttons beside the title of those found nearby."""
        hidden = (Button(Deed.SHOW_HIDDEN, count=self.hidden),) if self.hidden else ()
        return Button(Deed.ADD_ADDRESS), *hidden

    def cable(self, key: CableKey) -> Cable | None:
        """Find a cable by its ends."""
        return next((cable for cable in self.cables if cable.key == key), None)

    def session_of(self, end: CanvasEnd) -> SessionBox | None:
        """Find the session in which a row stands."""
        return next((box for box in self.sessions if any(row.end == end for row in box.rows)), None)

    def is_routed(self, source: CanvasEnd, destination: CanvasEnd) -> bool:
        """Tell whether a route leads from one end to another."""
        return (source, destination) in self.routed
