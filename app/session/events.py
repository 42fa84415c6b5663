"""What the session core tells the engine; frozen values, oldest first out of `Session.next_event`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.model.address import Address
from app.session.actions import Role
from app.session.reasons import Reason


class State(StrEnum):
    """What a participant looks like from outside; after `LEFT` and `LOST` its id is never heard of again."""

    INVITING = "inviting"
    CONNECTED = "connected"
    SILENT = "silent"
    WAITING = "waiting"
    REFUSED = "refused"
    LEFT = "left"
    LOST = "lost"

    @property
    def final(self) -> bool:
        """Whether the participant is gone with this event."""
        return self in (State.LEFT, State.LOST)


class Outcome(StrEnum):
    """How a held invitation ended."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class InvitationReceived:
    """Somebody asks to join and repeats itself until `expires` (seconds as `now`); once per question."""

    invitation: int
    name: str
    address: Address
    expires: float


@dataclass(frozen=True, slots=True)
class InvitationExtended:
    """The asking peer repeated itself: the question stays open until `expires`."""

    invitation: int
    expires: float


@dataclass(frozen=True, slots=True)
class InvitationClosed:
    """The question is settled or nobody asks any more; after that a late yes counts for the next try."""

    invitation: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ParticipantChanged:
    """A participant as it is now; sent only when something in it changed.

    `address` is its control address (the one tried now, or the last); None while none is known. `next_try` is
    set while `state` is waiting or refused, in seconds as `now`. `reason` says why it is not connected, or
    `RESTARTED`.
    """

    participant: int
    state: State
    role: Role
    name: str
    address: Address | None
    reason: Reason | None = None
    next_try: float | None = None
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class BitrateLimited:
    """The peer asked to be sent no more than that many bits per second (RL, session sheet 2.4)."""

    participant: int
    bits_per_second: int


@dataclass(frozen=True, slots=True)
class RefusedFar:
    """Somebody from another network asked to join and was refused unheard (session sheet 7)."""

    name: str
    address: Address


@dataclass(frozen=True, slots=True)
class RefusedUnknown:
    """Somebody asked to join whom nobody knows, and only known peers may; told with every try."""

    name: str
    address: Address


Event: TypeAlias = (
    InvitationReceived
    | InvitationExtended
    | InvitationClosed
    | ParticipantChanged
    | BitrateLimited
    | RefusedFar
    | RefusedUnknown
)
