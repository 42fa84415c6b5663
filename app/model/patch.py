"""The frozen values of a patch; the keys of the patch file (design, section 6) under Python's names."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Literal, TypeAlias, get_args

from app.model.address import split_host_port
from app.model.checks import (
    MAX_NAME_OCTETS,
    MAX_PORT,
    MAX_SSRC,
    require,
    require_choice,
    require_distinct,
    require_listen,
    require_range,
    require_text,
)
from app.model.endpoints import KEYBOARD, MONITOR, Endpoint, PortEnd

Accept: TypeAlias = Literal["ask", "known", "anyone", "nobody"]
AcceptFrom: TypeAlias = Literal["near", "anywhere"]
Access: TypeAlias = Literal["always", "never", "ask"]
JournalMode: TypeAlias = Literal["auto", "on", "off"]
EpnMode: TypeAlias = Literal["full", "short"]
MarkerMode: TypeAlias = Literal["rfc", "zero"]
PortDirection: TypeAlias = Literal["in", "out", "both"]
MessageType: TypeAlias = Literal[
    "note", "cc", "program", "pitch", "aftertouch", "pressure", "sysex", "clock", "common", "sensing"
]

VelocityCurve: TypeAlias = Literal["linear", "soft", "hard"]

DEFAULT_CONTROL_PORT = 5004
WHOLE_VELOCITY = (1, 127)
MAX_PLAYOUT_MS = 200
"""Longer than this nobody can play along; it also bounds what the playout buffer holds."""


@dataclass(frozen=True, slots=True)
class Network:
    """What peers see of this computer, through which interfaces, and which names found there are not shown."""

    name: str | None = None
    interfaces: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.name is not None:
            require_text("name", self.name)
        for interface in self.interfaces:
            require_text("interfaces", interface)
        for name in self.hidden:
            require_text("hidden", name)
        require_distinct("hidden", self.hidden)


@dataclass(frozen=True, slots=True)
class Session:
    """One AppleMIDI session that we host; `port` is control, data is the next one. 0 is any free pair.

    `accept_from` says whose invitations are heard at all: those from private networks and our own, or everybody's.
    `moved_port` is the control port that it had last when `port` was taken: peers may have it typed in by now.
    """

    name: str
    port: int = DEFAULT_CONTROL_PORT
    listen: tuple[str, ...] = ("*",)
    accept: Accept = "ask"
    invite_all: bool = False
    playout_ms: int = 0
    journal: JournalMode = "auto"
    publish: bool = True
    ssrc: int | None = None
    epn_tx: EpnMode = "full"
    moved_port: int | None = None
    accept_from: AcceptFrom = "near"

    def __post_init__(self) -> None:
        octets = len(self.name.encode())
        require_text("name", self.name)
        require(octets <= MAX_NAME_OCTETS, "name", self.name, f"at most {MAX_NAME_OCTETS} bytes of UTF-8")
        for key, port in (("port", self.port), ("moved_port", self.moved_port)):
            # Some peers tell control from data by whether the port is even (session sheet 1).
            fits = port is None or (0 <= port < MAX_PORT and port % 2 == 0)
            require(
                fits, key, port, f"an even number from 0 to {MAX_PORT - 1}: control, and data on the next"
            )
        require_listen("listen", self.listen)
        require_choice("accept", self.accept, get_args(Accept))
        require_choice("accept_from", self.accept_from, get_args(AcceptFrom))
        require_range("playout_ms", self.playout_ms, 0, MAX_PLAYOUT_MS)
        _require_stream(self.ssrc, self.journal, self.epn_tx)


@dataclass(frozen=True, slots=True)
class Peer:
    """Someone we know: wanted, allowed or just named. `address` is `host:port` of the control port.

    `name` is how the peer calls itself and is recognised, `nickname` what we call it instead. Without a `playout_ms`
    of its own it has its session's. `last_address` is where it was last, as `address` is written, and `seen` when an
    answer was given to it or it was last found somewhere else. `service` is how mDNS announces it, which is not always
    its name: it tells two of one name apart. None while it was not invited from among those who are found.
    """

    id: str
    name: str | None = None
    address: str | None = None
    session: str | None = None
    wanted: bool = False
    access: Access = "ask"
    nickname: str | None = None
    playout_ms: int | None = None
    last_address: str | None = None
    seen: date | None = None
    service: str | None = None

    def __post_init__(self) -> None:
        require_text("id", self.id)
        require(bool(self.name or self.address), "name", self.name, "a name or an address")
        for key, address in (("address", self.address), ("last_address", self.last_address)):
            if address is not None:
                _require_host_port(key, address)
        if self.session is not None:
            require_text("session", self.session)
        require_choice("access", self.access, get_args(Access))
        for key, text in (("nickname", self.nickname), ("service", self.service)):
            if text is not None:
                require_text(key, text)
        if self.playout_ms is not None:
            require_range("playout_ms", self.playout_ms, 0, MAX_PLAYOUT_MS)

    @property
    def shown_name(self) -> str:
        """What people read: our nickname for it, its own name, or where it is."""
        return self.nickname or self.name or self.address or self.id


@dataclass(frozen=True, slots=True)
class Link:
    """A direct RTP-MIDI endpoint with fixed peers, or learned from who sends. Port 0 is any free one."""

    name: str
    port: int
    listen: tuple[str, ...] = ("*",)
    peers: tuple[str, ...] = ()
    learn: bool = False
    ssrc: int | None = None
    journal: JournalMode = "auto"
    epn_tx: EpnMode = "full"
    marker: MarkerMode = "rfc"

    def __post_init__(self) -> None:
        require_text("name", self.name)
        require_range("port", self.port, 0, MAX_PORT)
        require_listen("listen", self.listen)
        for peer in self.peers:
            _require_host_port("peers", peer)
        require_distinct("peers", self.peers)
        require_choice("marker", self.marker, get_args(MarkerMode))
        _require_stream(self.ssrc, self.journal, self.epn_tx)


@dataclass(frozen=True, slots=True)
class VirtualPort:
    """A port of our own that other programs on this computer see."""

    name: str
    direction: PortDirection = "both"

    def __post_init__(self) -> None:
        require_text("name", self.name)
        require_choice("direction", self.direction, get_args(PortDirection))


@dataclass(frozen=True, slots=True)
class Device:
    """What we call a MIDI device of this computer; `name` and `nth` are how the system lists it."""

    name: str
    nickname: str
    nth: int = 1

    def __post_init__(self) -> None:
        require_text("name", self.name)
        require_text("nickname", self.nickname)
        require(self.nth >= 1, "nth", self.nth, "1 for the first device of that name, 2 for the second, ...")


@dataclass(frozen=True, slots=True)
class FoundPeer:
    """What we call somebody who is only found, and neither wanted nor allowed; `name` is how mDNS announces it."""

    name: str
    nickname: str

    def __post_init__(self) -> None:
        require_text("name", self.name)
        require_text("nickname", self.nickname)


@dataclass(frozen=True, slots=True)
class MapRule:
    """One event mapping, channel specs as `ch0.note9` on both sides."""

    source: str
    destination: str

    def __post_init__(self) -> None:
        require_text("from", self.source)
        require_text("to", self.destination)


@dataclass(frozen=True, slots=True)
class Route:
    """A cable in one direction. Empty `channels` and `types` and no `notes` mean all; channels count from 1.

    `channels`, `types` and `notes` choose what comes in; `maps` take their events out of that, exactly as they are
    written; `to_channel`, `transpose` and the velocities shape the rest, which with `maps` plays only if
    `pass_others`. An empty `id` is a route that has not been given one yet.
    """

    id: str
    source: Endpoint
    destination: Endpoint
    channels: tuple[int, ...] = ()
    types: tuple[MessageType, ...] = ()
    notes: tuple[int, int] | None = None
    transpose: int = 0
    muted: bool = False
    pass_others: bool = False
    maps: tuple[MapRule, ...] = ()
    to_channel: int | None = None
    velocity_curve: VelocityCurve = "linear"
    velocity_range: tuple[int, int] = WHOLE_VELOCITY

    def __post_init__(self) -> None:
        require(self.source != MONITOR, "from", self.source, "something that sends; the monitor only listens")
        require(
            self.destination != KEYBOARD,
            "to",
            self.destination,
            "something that listens; the keyboard only sends",
        )
        for channel in self.channels:
            require_range("channels", channel, 1, 16)
        require_distinct("channels", self.channels)
        for kind in self.types:
            require_choice("types", kind, get_args(MessageType))
        require_distinct("types", self.types)
        if self.notes is not None:
            low, high = self.notes
            require(
                0 <= low <= high <= 127, "notes", self.notes, "the lowest and the highest note, both 0 to 127"
            )
        require_range("transpose", self.transpose, -127, 127)
        if self.to_channel is not None:
            require_range("to_channel", self.to_channel, 1, 16)
        require_choice("velocity_curve", self.velocity_curve, get_args(VelocityCurve))
        softest, loudest = self.velocity_range
        expected = "the softest and the loudest velocity that come out, both 1 to 127"
        require(1 <= softest <= loudest <= 127, "velocity_range", self.velocity_range, expected)


@dataclass(frozen=True, slots=True)
class Scene:
    """A named selection of the routes that are on.

    It is called from the window, or by whoever plays at `source`: with `control`, a channel spec such as
    `ch0.note36`, and `value`, which a program needs and a controller may have (0-127, as MIDI counts).
    """

    name: str
    routes: tuple[str, ...] = ()
    source: Endpoint | None = None
    control: str | None = None
    value: int | None = None

    def __post_init__(self) -> None:
        require_text("name", self.name)
        require_distinct("routes", self.routes)
        together = "given together with “on”: who calls the scene, and with what"
        require((self.source is None) == (self.control is None), "from", self.source, together)
        require(self.source != MONITOR, "from", self.source, "something that sends; the monitor only listens")
        require(self.value is None or self.control is not None, "value", self.value, "used with “on” only")
        if self.value is not None:
            require_range("value", self.value, 0, 127)


@dataclass(frozen=True, slots=True)
class Patch:
    """Everything that is saved."""

    name: str = ""
    network: Network = field(default_factory=Network)
    sessions: tuple[Session, ...] = ()
    peers: tuple[Peer, ...] = ()
    links: tuple[Link, ...] = ()
    ports: tuple[VirtualPort, ...] = ()
    devices: tuple[Device, ...] = ()
    found: tuple[FoundPeer, ...] = ()
    routes: tuple[Route, ...] = ()
    scenes: tuple[Scene, ...] = ()
    version: int = 1

    def nickname(self, end: PortEnd) -> str | None:
        """Tell what we call a device; None while it has its own name."""
        ends = (end.name, end.nth)
        return next((each.nickname for each in self.devices if (each.name, each.nth) == ends), None)

    def found_nickname(self, service: str) -> str | None:
        """Tell what we call somebody who is only found, by how mDNS announces it; None while it has its own name."""
        return next((each.nickname for each in self.found if each.name == service), None)

    def device_name(self, end: PortEnd) -> str:
        """Tell what people read: our nickname for a device, or its own name, numbered from the second of it on."""
        return self.nickname(end) or (end.name if end.nth == 1 else f"{end.name} ({end.nth})")

    def scene_of(self, name: str, routes: tuple[str, ...] = ()) -> Scene:
        """Give the scene of that name with these routes, else with those that are on; who calls it stays."""
        routes = routes or tuple(route.id for route in self.routes if not route.muted)
        return replace(next((each for each in self.scenes if each.name == name), Scene(name)), routes=routes)


def next_control_port(sessions: Iterable[Session]) -> int:
    """Give the first usual control port that no session of a patch asks for."""
    taken = {session.port for session in sessions}
    return next(port for port in count(DEFAULT_CONTROL_PORT, 2) if port not in taken)


def _require_stream(ssrc: int | None, journal: str, epn_tx: str) -> None:
    if ssrc is not None:
        require_range("ssrc", ssrc, 1, MAX_SSRC)
    require_choice("journal", journal, get_args(JournalMode))
    require_choice("epn_tx", epn_tx, get_args(EpnMode))


def _require_host_port(key: str, got: str) -> None:
    try:
        split_host_port(got)
    except ValueError:
        require(False, key, got, 'an address and port such as "192.0.2.7:5004" or "[2001:db8::7]:5004"')
