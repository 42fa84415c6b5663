"""Questions to the user: who asked to join and is held silently (session sheet 7, design 5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from app.model.address import Address
from app.session.desk import Desk
from app.session.events import InvitationClosed, InvitationExtended, InvitationReceived, Outcome
from app.session.expiring import ExpiringSet
from app.session.participants import TRIED_AT_ONCE, are_two_ways, way_from
from app.wire.applemidi import Invitation

ASK_TIMEOUT_S: Final = 12.0
"""After the last repeat; initiators repeat for about that long."""

GRANT_S: Final = 120.0
"""How long a yes that came too late counts for the next try."""

DECLINE_S: Final = 15.0
"""Repeats that were under way when the user declined are not a new question."""

WITHDRAWN_S: Final = 1.0
"""Many send BY just ahead of their next try; the question must not vanish under the user's mouse."""

REMEMBERED: Final = 64
"""Expired questions, late grants and fresh refusals that are kept; bounds what strangers can make us remember."""

Trait: TypeAlias = tuple[str, int | str]
"""Host and either SSRC or name: by which the next try of the same peer is known."""


@dataclass(slots=True)
class Question:
    """One held invitation as it came last; `ways` are the addresses that it has come from, by any token."""

    id: int
    invitation: Invitation
    address: Address
    expires: float
    ways: tuple[Address, ...]
    withdrawn: bool = False

    @property
    def traits(self) -> tuple[Trait, ...]:
        """By which its next try is known, whichever way that comes."""
        return tuple(trait for way in self.ways for trait in _traits(self.invitation, way))


class Questions:
    """Held invitations: one per SSRC and host, repeats refresh it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open: dict[int, Question] = {}
        self._expired: dict[int, tuple[Trait, ...]] = {}
        self._granted: ExpiringSet[Trait] = ExpiringSet(REMEMBERED)
        self._declined: ExpiringSet[Trait] = ExpiringSet(REMEMBERED)

    def __iter__(self) -> Iterator[Question]:
        """Go through a copy, oldest first."""
        return iter(list(self._open.values()))

    def get(self, invitation: int) -> Question | None:
        """Give the open question with that id."""
        return self._open.get(invitation)

    def find(self, ssrc: int, address: Address) -> Question | None:
        """Give the open question of this SSRC, at any host that it has come from."""
        for question in self._open.values():
            if question.invitation.ssrc == ssrc and way_from(question.ways, address) is not None:
                return question
        return None

    def twin(self, invitation: Invitation, address: Address) -> Question | None:
        """Give the open question of the same invitation that came by another way of the same peer."""
        for question in self._open.values():
            asked = question.invitation
            if asked == invitation and are_two_ways(question.address, address):
                return question
        return None

    def hold(self, invitation: Invitation, address: Address, now: float) -> bool:
        """Ask the user; False when too many wait already."""
        if len(self._open) >= self._desk.limits.held:
            return False
        question = Question(self._desk.next_id(), invitation, address, now + ASK_TIMEOUT_S, (address,))
        self._open[question.id] = question
        shown = invitation.name or address.host
        self._desk.events.append(InvitationReceived(question.id, shown, address, question.expires))
        return True

    def refresh(self, question: Question, invitation: Invitation, address: Address, now: float) -> None:
        """Take a repeat: its token is the one to answer."""
        question.invitation, question.address = invitation, address
        if way_from(question.ways, address) is None:
            question.ways = (*question.ways, address)[-TRIED_AT_ONCE:]
        question.expires = now + ASK_TIMEOUT_S
        question.withdrawn = False
        self._desk.events.append(InvitationExtended(question.id, question.expires))

    def close(self, question: Question, outcome: Outcome, now: float) -> None:
        """Settle a question."""
        del self._open[question.id]
        if outcome is Outcome.DECLINED:
            for way in question.ways:
                self._declined.add(_traits(question.invitation, way)[0], now + DECLINE_S)
        if outcome in (Outcome.EXPIRED, Outcome.WITHDRAWN):
            self._remember(question)
        self._desk.events.append(InvitationClosed(question.id, outcome))

    def withdraw(self, question: Question, now: float) -> None:
        """BY came from the asking peer; it stands unless the peer asks anew at once (session sheet 4.4.6)."""
        question.withdrawn = True
        question.expires = min(question.expires, now + WITHDRAWN_S)

    def grant_late(self, invitation: int, now: float) -> None:
        """Say yes to a question that expired: it counts for the next try."""
        for trait in self._expired.pop(invitation, ()):
            self._granted.add(trait, now + GRANT_S)

    def is_granted(self, invitation: Invitation, address: Address, now: float) -> bool:
        """Tell whether a late yes is there for this peer, and use it up."""
        taken = [self._granted.take(trait, now) for trait in _traits(invitation, address)]
        return True in taken

    def is_declined(self, invitation: Invitation, address: Address, now: float) -> bool:
        """Tell whether the user has just said no to this peer."""
        return self._declined.holds(_traits(invitation, address)[0], now)

    def get_timer(self) -> float | None:
        """Give when the next question expires."""
        return min((question.expires for question in self._open.values()), default=None)

    def handle_timer(self, now: float) -> None:
        """Let expire what nobody repeats."""
        for question in self:
            if question.expires <= now:
                self.close(question, Outcome.WITHDRAWN if question.withdrawn else Outcome.EXPIRED, now)

    def _remember(self, question: Question) -> None:
        self._expired[question.id] = question.traits
        if len(self._expired) > REMEMBERED:
            del self._expired[next(iter(self._expired))]


def _traits(invitation: Invitation, address: Address) -> tuple[Trait, ...]:
    by_ssrc = (address.host, invitation.ssrc)
    return (by_ssrc, (address.host, invitation.name)) if invitation.name else (by_ssrc,)
