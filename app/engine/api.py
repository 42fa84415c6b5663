"""The front door of the engine: all that the window and the command line may know.

Values are frozen. Commands return at once and change the wanted state; what came of it arrives as events.
A view is a snapshot of the moment it was made. Times are seconds on `time.monotonic()` unless said.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from app.engine.file_api import (
    FileApi,
    FileEvent,
    MonitorRow,
    Playback,
    PlaybackChanged,
    PlaybackState,
    Receiving,
    ReceivingChanged,
    Recording,
    RecordingChanged,
    RecordingState,
    Sending,
    SendingChanged,
    SendingState,
    SysexApi,
    TakeApi,
    Told,
)
from app.engine.inspection import Buffer, Counters, Details, EditApi, EveningApi, PeerEvening, RoundTrip
from app.engine.phrases import PHRASES, Phrase, reason_of
from app.engine.problems import TEMPLATES, Problem, Severity
from app.model.endpoints import Endpoint
from app.model.patch import Accept, Access, Patch, Route

__all__ = [
    "PHRASES",
    "TEMPLATES",
    "Buffer",
    "CommandError",
    "Counters",
    "CountersChanged",
    "Details",
    "EditApi",
    "EngineApi",
    "Event",
    "FileApi",
    "FileEvent",
    "Found",
    "FoundChanged",
    "Heard",
    "Hearer",
    "Invitation",
    "InvitationChanged",
    "Link",
    "LinkChanged",
    "LinkPeer",
    "Listener",
    "MonitorRow",
    "Participant",
    "ParticipantChanged",
    "PatchChanged",
    "PatchStore",
    "PeerEvening",
    "Phrase",
    "Playback",
    "PlaybackChanged",
    "PlaybackState",
    "Port",
    "PortChanged",
    "Problem",
    "ProblemRaised",
    "Ready",
    "Receiving",
    "ReceivingChanged",
    "Recording",
    "RecordingChanged",
    "RecordingState",
    "RoundTrip",
    "RouteChanged",
    "RouteView",
    "Sending",
    "SendingChanged",
    "SendingState",
    "Session",
    "SessionChanged",
    "Severity",
    "Snapshot",
    "SysexApi",
    "SysexChanged",
    "SysexTransfer",
    "TakeApi",
    "Told",
    "reason_of",
]

PortState: TypeAlias = Literal["added", "removed"]
SessionState: TypeAlias = Literal["open", "moved", "closed"]
ParticipantState: TypeAlias = Literal["inviting", "connected", "silent", "waiting", "refused", "left", "lost"]
LinkState: TypeAlias = Literal["open", "waiting", "closed"]
SysexState: TypeAlias = Literal["waiting", "sending", "done", "cancelled", "refused"]
RouteState: TypeAlias = Literal["active", "waiting", "muted", "looped"]


class CommandError(Exception):
    """A command that cannot be carried out; `problem` says why in a sentence for people."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text())
        self.problem = problem


# -- views ---------------------------------------------------------------------------------------------


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
    """A peer seen by mDNS. `participant` is the id of the participant it already is, if any."""

    id: int
    name: str
    host: str
    addresses: tuple[str, ...]
    port: int
    state: Literal["added", "changed", "removed"]
    participant: int | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A peer inside a session. `peer` is its id for routes; `role` is `initiator` when we invited it."""

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
    counters: Counters = field(default_factory=Counters)


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


# -- events --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ready:
    """The engine runs."""

    version: str


@dataclass(frozen=True, slots=True)
class PortChanged:
    """A port came, went or changed."""

    port: Port


@dataclass(frozen=True, slots=True)
class SessionChanged:
    """A session opened, moved, was renamed or closed."""

    session: Session


@dataclass(frozen=True, slots=True)
class FoundChanged:
    """mDNS shows, changes or no longer shows a peer."""

    found: Found


@dataclass(frozen=True, slots=True)
class InvitationChanged:
    """Somebody asks to join, or the question is settled."""

    invitation: Invitation


@dataclass(frozen=True, slots=True)
class ParticipantChanged:
    """A participant's state, address, latency or name changed; `gone` when it is no longer shown."""

    participant: Participant
    gone: bool = False


@dataclass(frozen=True, slots=True)
class LinkChanged:
    """A link opened, waits for its port, learned or forgot a peer, or closed."""

    link: Link


@dataclass(frozen=True, slots=True)
class SysexChanged:
    """A long SysEx began, went on or ended."""

    transfer: SysexTransfer


@dataclass(frozen=True, slots=True)
class CountersChanged:
    """What a participant's stream has counted moved; told every few seconds, with the counters of that moment."""

    participant: Participant


@dataclass(frozen=True, slots=True)
class RouteChanged:
    """A cable was made, changed its state, or was removed."""

    route: RouteView
    removed: bool = False


@dataclass(frozen=True, slots=True)
class PatchChanged:
    """The patch has new content; `saved` when it is on disk."""

    patch: Patch
    saved: bool


@dataclass(frozen=True, slots=True)
class ProblemRaised:
    """Something the user should know. `cleared` when it is over."""

    problem: Problem
    cleared: bool = False


Event: TypeAlias = (
    Ready
    | PortChanged
    | SessionChanged
    | FoundChanged
    | InvitationChanged
    | ParticipantChanged
    | CountersChanged
    | LinkChanged
    | SysexChanged
    | RouteChanged
    | PatchChanged
    | ProblemRaised
    | FileEvent
)
Listener: TypeAlias = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Heard:
    """A control was moved at a source: its channel spec, such as `ch0.note9`, and its value as a share from 0 to 1."""

    source: str
    spec: str
    share: float


Hearer: TypeAlias = Callable[[Heard], None]


# -- doors ---------------------------------------------------------------------------------------------


class PatchStore(Protocol):
    """Where the engine keeps its patch; made by `config`, handed in by bootstrap."""

    @property
    def path(self) -> str | None:
        """The file, for people; None while there is none."""

    def load(self) -> tuple[Patch, tuple[Problem, ...]]:
        """Read the patch. Problems come back beside it; only a file the user named raises when it is invalid."""

    def save(self, patch: Patch) -> Problem | None:
        """Write the patch, comments kept, atomically; give the problem if it could not be."""


class EngineApi(EveningApi, Protocol):
    """Commands and questions. All of them are called on the application's event loop thread."""

    @property
    def edit(self) -> EditApi:
        """The commands that change sessions, known peers and scenes."""

    @property
    def files(self) -> FileApi:
        """The commands that write what the monitor holds."""

    @property
    def takes(self) -> TakeApi:
        """The commands that record and play files."""

    @property
    def sysex(self) -> SysexApi:
        """The commands that send SysEx files and receive dumps."""

    async def start(self) -> None:
        """Open ports, sessions and discovery; raises nothing for a missing part, which becomes a problem."""

    async def stop(self) -> None:
        """Release every note, say BY, close everything; bounded by 3 s; calling it twice is fine."""

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Get every event from now on; call the result to end it."""

    def snapshot(self) -> Snapshot:
        """Show everything as it is now."""

    def invite(self, found: int, session: int | None = None) -> str:
        """Want a connection to a found peer; gives the peer id for routes. Again: tries again at once."""

    def invite_address(
        self, host: str, port: int, name: str | None = None, session: int | None = None
    ) -> str:
        """Want a connection to a typed host name or address and control port; gives the peer id."""

    def leave(self, participant: int) -> None:
        """Disconnect, or stop trying, and no longer want it."""

    def accept(self, invitation: int, always: bool = False) -> None:
        """Let somebody in, once or always."""

    def decline(self, invitation: int, never: bool = False) -> None:
        """Refuse somebody, this time or for good."""

    def add_route(self, route: Route) -> str:
        """Make a cable; an empty id is given one. Gives the id; an equal cable is not made twice."""

    def change_route(self, route: Route) -> None:
        """Replace the route with that id."""

    def remove_route(self, route: str) -> None:
        """Take a cable away; what it held is released."""

    def play(self, message: bytes) -> None:
        """Play one whole message on the test keyboard."""

    def send(self, destination: Endpoint, message: bytes) -> None:
        """Play one whole message into an endpoint without a cable; raises CommandError while it is not there."""

    def forget_link_peer(self, link: int, peer: int) -> None:
        """No longer play with a peer that a link has learned; who sends again is learned again."""

    def cancel_sysex(self, transfer: int) -> None:
        """Give up a long SysEx that is on its way; the receiver is told that it is void."""

    def panic(self) -> None:
        """Silence everything everywhere."""

    def listen(self, source: Endpoint | None, hear: Hearer) -> Callable[[], None]:
        """Tell every control that is moved at a source, or anywhere; call the result to end it (learn, detect)."""

    def monitor(self, after: int) -> Sequence[MonitorRow]:
        """Give the rows with a number above `after` that are still in the ring, oldest first."""

    def details(self, participant: int) -> Details:
        """Show what is known of a stream at this moment, of a participant or a peer of a link; empty without one."""

    def meters(self) -> Mapping[str, int]:
        """Count messages by route id, and by `in:ID` and `out:ID` of ports and participants, since the start."""
