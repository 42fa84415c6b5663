"""What the session core wants done, in order; one list is one atomic batch for the MIDI thread (design 3)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.model.address import Address
from app.session.reasons import Reason


class Channel(StrEnum):
    """One of the two UDP ports of a session (session sheet 1)."""

    CONTROL = "control"
    DATA = "data"


class Role(StrEnum):
    """Who invited, seen from us; the initiator drives the clock (session sheet 5)."""

    INITIATOR = "initiator"
    PARTICIPANT = "participant"


@dataclass(frozen=True, slots=True)
class Send:
    """Send one whole session packet from our control or data socket."""

    channel: Channel
    address: Address
    data: bytes


@dataclass(frozen=True, slots=True)
class Arm:
    """Expect the data OK with `token` from the host of `address`, and park RTP and CK that come before it.

    Always ahead of the first data IN. An armed participant that is armed again has the new token and address.
    """

    participant: int
    token: int
    address: Address


@dataclass(frozen=True, slots=True)
class Disarm:
    """The data OK is no longer expected; without effect on an open stream and on an unknown participant."""

    participant: int


@dataclass(frozen=True, slots=True)
class OpenStream:
    """Let RTP and CK with `ssrc` from `data` in, and out to it; ends the state `Arm` made.

    For an open stream of the same participant it is idempotent: nothing that was received is forgotten, only
    role, addresses, token and name are taken over. `alias` is the peer's SSRC on the control port when it has two
    (session sheet 2.1). `control` is where RS goes. `token` is for the BY at the end.
    """

    participant: int
    role: Role
    ssrc: int
    token: int
    control: Address
    data: Address
    name: str
    alias: int | None = None


@dataclass(frozen=True, slots=True)
class RestartStream:
    """The peer started anew with the SSRC it had: forget what was received and the clock, take the rest over.

    Fields as in `OpenStream` (session sheet 4.4.2). What the peer held is released. Without an open stream it
    opens one.
    """

    participant: int
    role: Role
    ssrc: int
    token: int
    control: Address
    data: Address
    name: str
    alias: int | None = None


@dataclass(frozen=True, slots=True)
class CloseStream:
    """Release what was held through the stream and forget it; with `bye`, send BY on both ports (sheet 4.5).

    Without `bye` not a single packet may go to the peer: a BY would end the session that follows this one.
    """

    participant: int
    reason: Reason
    bye: bool


@dataclass(frozen=True, slots=True)
class UseSsrc:
    """From here on our own packets of this session carry `ssrc`; only sent while no stream is open."""

    ssrc: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Ask at once whether the peer still is where it was; its silence is to be told after half a second."""

    participant: int


Action: TypeAlias = Send | Arm | Disarm | OpenStream | RestartStream | CloseStream | UseSsrc | Doubt
