"""What the front door tells: events, each with what it is about as it is now; `api` gives them all out again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from app.engine.file_api import FileEvent
from app.engine.problems import Problem
from app.engine.views import (
    Found,
    Invitation,
    Link,
    Participant,
    Port,
    RouteView,
    Session,
    SysexTransfer,
)
from app.model.patch import Patch


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
