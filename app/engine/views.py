"""What the front door shows: frozen values of one moment; `api` gives them all out again."""

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from app.engine.file_api import Playback, Receiving, Recording, Sending
from app.engine.inspection import Counters
from app.engine.problems import Problem
from app.model.address import join_host_port
from app.model.endpoints import Endpoint
from app.model.patch import Accept, Access, Patch, Peer

PortState: TypeAlias = Literal["added", "removed"]
SessionState: TypeAlias = Literal["open", "moved", "closed"]
ParticipantState: TypeAlias = Literal["inviting", "connected", "silent", "waiting", "refused", "left", "lost"]
IN_TOUCH: Final[tuple[ParticipantState, ...]] = ("connected", "silent")
"""Whoever is in a session; silent is who does not answer just now."""
LinkState: TypeAlias = Literal["open", "waiting", "closed"]
SysexState: TypeAlias = Literal["waiting", "sending", "done", "cancelled", "refused"]
RouteState: TypeAlias = Literal["active", "waiting", "muted", "looped"]


@dataclass(frozen=True, slots=True)
class Port:
    """A local MIDI port. `direction` is seen from Longwire: `in` plays to us. `state` is `removed` while unplugged."""

    id: int
    name: str
    nth: int
    direction: Literal["in", "out"]
    state: PortState
    virtual: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """One of our sessions; `addresses` are what to type on another computer, `control` the port to type with them.

    Without `can_ask` there is no window, and `accept` being `ask` lets in known peers only.
    """

    id: int
    name: str
    control: int
    data: int
    published: bool
    state: SessionState
    accept: Accept
    published_name: str | None = None
    addresses: tuple[str, ...] = ()
    can_ask: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A peer seen by mDNS, which calls nobody else `service`; `name` is the same, made fit to show.

    `participant` is the id of the participant it already is, if any, and `peers` are the ids of its entries in the
    patch. `nickname` is what we call it, whether it is in the patch or not.
    """

    id: int
    name: str
    service: str
    host: str
    addresses: tuple[str, ...]
    port: int
    state: Literal["added", "changed", "removed"]
    participant: int | None = None
    peers: tuple[str, ...] = ()
    nickname: str | None = None

    @property
    def shown_name(self) -> str:
        """What people read: our nickname for it, or its own name."""
        return self.nickname or self.name

    @property
    def target(self) -> str:
        """Where it is examined, as `HOST:PORT`."""
        return join_host_port(self.addresses[0] if self.addresses else self.host, self.port)


@dataclass(frozen=True, slots=True)
class Participant:
    """A peer inside a session. `peer` is its id for routes; `role` is `initiator` when we invited it.

    `name` is what we call it, `own_name` what it calls itself.
    """

    id: int
    session: int
    peer: str
    name: str
    role: Literal["initiator", "participant"]
    address: str
    port: int
    state: ParticipantState
    reason: str | None = None
    since: float = 0.0
    since_wall: float = 0.0
    next_try: float | None = None
    rtt_ms: float | None = None
    wanted: bool = False
    access: Access = "ask"
    own_name: str = ""
    counters: Counters = field(default_factory=Counters)

    @property
    def is_in_touch(self) -> bool:
        """Whether it is in the session, if only silent."""
        return self.state in IN_TOUCH

    @property
    def target(self) -> str:
        """Where it is examined: `HOST:PORT`, or its name as long as nobody knows that."""
        return join_host_port(self.address, self.port) if self.address and self.port else self.name


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody who wants to join and waits for an answer until `expires`; closed when `open` is False."""

    id: int
    session: int
    name: str
    address: str
    port: int
    expires: float
    open: bool = True


@dataclass(frozen=True, slots=True)
class RouteView:
    """A cable as it is now; `reason` says in a problem-like word why it is not active."""

    id: str
    source: Endpoint
    destination: Endpoint
    state: RouteState
    since_wall: float = 0.0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class LinkPeer:
    """Who a link plays with: written in the patch, or learned. `address` is a name until that was looked up."""

    id: int
    address: str
    port: int
    learned: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A direct link; `waiting` while its port is taken by another program."""

    id: int
    name: str
    port: int
    state: LinkState
    learn: bool
    peers: tuple[LinkPeer, ...] = ()


@dataclass(frozen=True, slots=True)
class SysexTransfer:
    """A long SysEx towards the destination that is called `to`; sizes in octets. Short ones are not shown."""

    id: int
    to: str
    size: int
    sent: int
    state: SysexState


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything there is to show at one moment."""

    ports: tuple[Port, ...] = ()
    sessions: tuple[Session, ...] = ()
    found: tuple[Found, ...] = ()
    participants: tuple[Participant, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    routes: tuple[RouteView, ...] = ()
    problems: tuple[Problem, ...] = ()
    patch: Patch = field(default_factory=Patch)
    patch_file: str | None = None
    midi_system: str | None = None
    links: tuple[Link, ...] = ()
    sysex: tuple[SysexTransfer, ...] = ()
    recordings: tuple[Recording, ...] = ()
    playbacks: tuple[Playback, ...] = ()
    sendings: tuple[Sending, ...] = ()
    receivings: tuple[Receiving, ...] = ()

    def entry_of(self, one: Participant) -> Peer:
        """Find what is known of somebody in a session; of who was only met in this run, what the first change keeps."""
        for peer in self.patch.peers:
            if peer.id == one.peer:
                return peer
        where = join_host_port(one.address, one.port) if one.address and one.port else None
        session = next((each.name for each in self.sessions if each.id == one.session), None)
        own_name = one.own_name or one.name or one.peer
        nickname = one.name if one.name not in ("", own_name) else None
        return Peer(one.peer, own_name, where, session, one.wanted, one.access, nickname)
