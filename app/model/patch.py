"""The frozen values of a patch; the keys of the patch file (design, section 6) under Python's names."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from app.model.endpoints import Endpoint

Accept: TypeAlias = Literal["ask", "known", "anyone", "nobody"]
Access: TypeAlias = Literal["always", "never", "ask"]
JournalMode: TypeAlias = Literal["auto", "on", "off"]
EpnMode: TypeAlias = Literal["full", "short"]
PortDirection: TypeAlias = Literal["in", "out", "both"]
MessageType: TypeAlias = Literal[
    "note", "cc", "program", "pitch", "aftertouch", "pressure", "sysex", "clock", "common", "sensing"
]

DEFAULT_CONTROL_PORT = 5004


@dataclass(frozen=True, slots=True)
class Network:
    """What peers see of this computer, and through which interfaces."""

    name: str | None = None
    interfaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """One AppleMIDI session that we host; `port` is the control port, data is the next one."""

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


@dataclass(frozen=True, slots=True)
class Peer:
    """Someone we know: wanted, allowed or just named. `address` is `host:port` of the control port."""

    id: str
    name: str | None = None
    address: str | None = None
    session: str | None = None
    wanted: bool = False
    access: Access = "ask"


@dataclass(frozen=True, slots=True)
class Link:
    """A direct RTP-MIDI endpoint with fixed peers, or peers learned from who sends."""

    name: str
    port: int
    listen: tuple[str, ...] = ("*",)
    peers: tuple[str, ...] = ()
    learn: bool = False
    ssrc: int | None = None
    journal: JournalMode = "auto"
    epn_tx: EpnMode = "full"
    marker: Literal["rfc", "zero"] = "rfc"


@dataclass(frozen=True, slots=True)
class VirtualPort:
    """A port of our own that other programs on this computer see."""

    name: str
    direction: PortDirection = "both"


@dataclass(frozen=True, slots=True)
class MapRule:
    """One event mapping, channel specs as `ch0.note9` on both sides."""

    source: str
    destination: str


@dataclass(frozen=True, slots=True)
class Route:
    """A cable in one direction. Empty `channels` and `types` and no `notes` mean all; channels count from 1."""

    id: str
    source: Endpoint
    destination: Endpoint
    channels: tuple[int, ...] = ()
    types: tuple[MessageType, ...] = ()
    notes: tuple[int, int] | None = None
    transpose: int = 0
    muted: bool = False
    pass_others: bool = True
    maps: tuple[MapRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A named selection of the routes that are on."""

    name: str
    routes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Patch:
    """Everything that is saved."""

    name: str = ""
    network: Network = field(default_factory=Network)
    sessions: tuple[Session, ...] = ()
    peers: tuple[Peer, ...] = ()
    links: tuple[Link, ...] = ()
    ports: tuple[VirtualPort, ...] = ()
    routes: tuple[Route, ...] = ()
    scenes: tuple[Scene, ...] = ()
    version: int = 1
