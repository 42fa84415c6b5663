"""How a connection is wanted, doubted, lost and left, whichever side began it (session sheet 4.4)."""

from collections.abc import Sequence

from app.model.address import Address
from app.session.actions import Doubt
from app.session.cue import Cue
from app.session.desk import Desk
from app.session.events import State
from app.session.initiator import Initiator
from app.session.initiator_table import InitiatorEvent, InitiatorState
from app.session.participant import Knock, Participation
from app.session.participant_table import ParticipantEvent, ParticipantState
from app.session.participants import Participant
from app.session.reasons import Reason


class Connections:
    """What is done to a record as a whole: both of its tables hear of it."""

    def __init__(self, desk: Desk, initiator: Initiator, participation: Participation) -> None:
        self._desk = desk
        self._initiator = initiator
        self._participation = participation

    def pursue(self, record: Participant, addresses: Sequence[Address], now: float) -> None:
        """Want it at these addresses, or at those known when none is given."""
        pursuit = record.pursuit
        if addresses and tuple(addresses) != pursuit.targets:
            pursuit.targets, pursuit.first = tuple(addresses), 0
        pursuit.failures = 0
        if record.wanted and record.streaming and record.silent:
            self.lose(record, Reason.SILENCE, now)
        self._initiator.fire(record, _event_of_wanting(record), Cue(now))
        self._desk.publish(record)

    def doubt(self, record: Participant, now: float) -> None:
        """There is a sign that it was started again, or moved: silence soon after is believed."""
        record.pursuit.shown_at = now
        # Before the first exchange of clocks nothing is known of how fast it answers.
        if record.pursuit.state is InitiatorState.ESTABLISHED and not record.silent:
            self._desk.actions.append(Doubt(record.id))

    def leave(self, participant: int, reason: Reason, now: float) -> None:
        """Disconnect, or stop trying; an unknown id is fine."""
        record = self._desk.roster.get(participant)
        if record is None:
            return
        self._initiator.fire(record, InitiatorEvent.LEAVE, Cue(now, reason=reason))
        self._participation.fire(record, ParticipantEvent.LEAVE, Knock(now, reason=reason))
        self._desk.settle(record, State.LEFT)

    def lose(self, record: Participant, reason: Reason, now: float) -> None:
        """Give a connection up; it is tried anew if it is wanted."""
        record.pursuit.shown_at = None
        self._desk.note_former(record, now)
        self._participation.fire(record, ParticipantEvent.LOST, Knock(now, reason=reason))
        self._initiator.fire(record, InitiatorEvent.LOST, Cue(now, reason=reason))
        self._desk.settle(record, State.LOST)

    def settled(self, record: Participant, now: float) -> None:
        """Its tables have moved: tell, and see whether it is somebody who was here from elsewhere."""
        if self._desk.roster.get(record.id) is not record:
            return
        self._desk.settle(record, State.LOST)
        if record.published is not None and record.published.state is State.CONNECTED:
            self._retire_moved(record, now)

    def _retire_moved(self, record: Participant, now: float) -> None:
        # The same SSRC from another address is another peer, unless the old one falls silent or is called the
        # same and falls silent later (session sheet 4.4.8; SSRCs of 16 bits do meet).
        for other in self._desk.roster.same_ssrc(record):
            if other.silent:
                self.lose(other, Reason.MOVED, now)
            elif other.name is not None and other.name == record.name and other.opened_at < record.opened_at:
                other.moved = True


def _event_of_wanting(record: Participant) -> InitiatorEvent:
    if record.streaming:
        return InitiatorEvent.WANT if record.wanted else InitiatorEvent.ADOPT
    asked = record.admission.state is ParticipantState.HALF_OPEN
    return InitiatorEvent.ANSWERED if asked else InitiatorEvent.WANT
