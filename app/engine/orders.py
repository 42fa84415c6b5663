"""What the engine orders the MIDI thread to do, and what the thread reports back: frozen values, nothing live.

Orders are submitted in batches; a batch is carried out as a whole between two packets (design 3, one command queue).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from app.engine import phrases
from app.engine.link_orders import LinkOrder, LinkReport
from app.engine.play_orders import PlayOrder, PlayReport
from app.engine.sockets import PortPair
from app.media.routes import RouteTable
from app.media.sysex_queue import State as TransferState
from app.midi.cues import Cue
from app.model.address import Address
from app.model.patch import JournalMode
from app.session.actions import Action, Channel
from app.session.reasons import Reason


class Output(Protocol):
    """A local MIDI output, as the ports module hands it out."""

    max_octets: int
    octets_per_ms: float

    def send(self, message: bytes) -> None:
        """Send one whole message; raises `PortError` when the port has gone."""

    def close(self) -> None:
        """Give the port back."""


# -- orders ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Serve a session's sockets from now on; the thread owns and closes them."""

    session: int
    ssrc: int
    pair: PortPair
    journal: JournalMode
    playout_ms: int = 0


@dataclass(frozen=True, slots=True)
class CloseSession:
    """Say BY to everyone in it and close its sockets."""

    session: int


@dataclass(frozen=True, slots=True)
class ForSession:
    """One action of a session core, carried out for that session."""

    session: int
    action: Action


@dataclass(frozen=True, slots=True)
class Watch:
    """Probe a silent peer after a second, because a route depends on it."""

    participant: int
    on: bool


@dataclass(frozen=True, slots=True)
class Probe:
    """Ask everybody we invited whether they are there: our network has just changed (session sheet 4.4.9)."""


@dataclass(frozen=True, slots=True)
class Delay:
    """Hold what a participant plays for so long after its stamp; 0 plays it at once."""

    participant: int
    playout_ms: int


@dataclass(frozen=True, slots=True)
class Limit:
    """A participant asked to be sent no more than that (RL); SysEx keeps to it."""

    participant: int
    bits_per_second: int


@dataclass(frozen=True, slots=True)
class CancelSysex:
    """Give up a long SysEx that is on its way, by the number of its reports."""

    transfer: int


@dataclass(frozen=True, slots=True)
class OpenOutput:
    """A local output may be played from now on."""

    port: int
    output: Output


@dataclass(frozen=True, slots=True)
class CloseOutput:
    """Release what it sounds and give the handle back with `OutputReturned`.

    One that is `gone` may not hear that: it is told again when it is opened anew.
    """

    port: int
    gone: bool = False


@dataclass(frozen=True, slots=True)
class InstallCues:
    """These sources call scenes from now on, with these cues."""

    cues: Mapping[int, tuple[tuple[Cue, str], ...]]


@dataclass(frozen=True, slots=True)
class InstallRoutes:
    """Swap the whole table: release what ended routes hold, then install, in one turn."""

    table: RouteTable


@dataclass(frozen=True, slots=True)
class PlayInto:
    """Play one whole message into destinations without a cable, as somebody asked for by hand."""

    source: int
    destinations: tuple[int, ...]
    message: bytes


@dataclass(frozen=True, slots=True)
class Panic:
    """All notes off and controllers reset at every destination."""


@dataclass(frozen=True, slots=True)
class Shutdown:
    """Release, guard, BY, close, end."""


SessionOrder: TypeAlias = OpenSession | CloseSession | ForSession | Watch | Probe | Delay | Limit
Order: TypeAlias = (
    SessionOrder
    | LinkOrder
    | CancelSysex
    | OpenOutput
    | CloseOutput
    | InstallCues
    | InstallRoutes
    | PlayInto
    | PlayOrder
    | Panic
    | Shutdown
)


# -- reports -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PacketArrived:
    """A session packet that is not the thread's own business.

    `stamp` is when it arrived and `heard` when CK or RTP last came from there, in seconds of `perf_counter`.
    """

    session: int
    channel: Channel
    address: Address
    data: bytes
    stamp: float
    heard: float | None = None


@dataclass(frozen=True, slots=True)
class StreamSynchronised:
    """The first clock exchange of a stream is complete."""

    participant: int


@dataclass(frozen=True, slots=True)
class StreamLost:
    """A stream was given up; its session decides what follows."""

    participant: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class StreamSilent:
    """A stream stopped answering, or (`silent` False) answers again."""

    participant: int
    silent: bool


@dataclass(frozen=True, slots=True)
class OutputReturned:
    """The handle of an output that is no longer played; the engine closes it."""

    output: Output


@dataclass(frozen=True, slots=True)
class OutputFailed:
    """A local output refused a message."""

    port: int
    reason: phrases.Reason


@dataclass(frozen=True, slots=True)
class OutputTooLarge:
    """A message was larger than this MIDI system passes and was not sent."""

    port: int
    size: int
    limit: int


@dataclass(frozen=True, slots=True)
class SysexMoved:
    """How far a long SysEx towards a destination is; sizes in octets. Told now and then, and at its end."""

    destination: int
    transfer: int
    size: int
    sent: int
    state: TransferState


@dataclass(frozen=True, slots=True)
class SendFailed:
    """The network refused a datagram to that address."""

    session: int
    address: Address
    reason: phrases.Reason


@dataclass(frozen=True, slots=True)
class GarbageFrom:
    """A participant sends packets that cannot be parsed; reported once per participant."""

    participant: int


@dataclass(frozen=True, slots=True)
class Woke:
    """The computer slept, or the program was stopped; the streams know already (session sheet 4.4.10)."""


@dataclass(frozen=True, slots=True)
class LoopFound:
    """What one of these routes (by number) sends comes back to it; their source is stopped until new routes come."""

    routes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SceneCalled:
    """Somebody played what calls the scene of this name."""

    scene: str


@dataclass(frozen=True, slots=True)
class ThreadFailed:
    """The thread met a fault of its own, released the local outputs and started again."""

    reason: str


Report: TypeAlias = (
    PacketArrived
    | StreamSynchronised
    | StreamLost
    | StreamSilent
    | OutputReturned
    | OutputFailed
    | OutputTooLarge
    | SysexMoved
    | LinkReport
    | PlayReport
    | SendFailed
    | GarbageFrom
    | LoopFound
    | SceneCalled
    | Woke
    | ThreadFailed
)
