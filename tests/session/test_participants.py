"""The roster, and records that know too little to act on."""

from app.model.address import Address
from app.session.actions import Action
from app.session.cue import Cue
from app.session.desk import Desk
from app.session.initiator import Initiator
from app.session.initiator_table import InitiatorEvent, InitiatorState
from app.session.limits import Limits
from app.session.participant import Knock, Participation
from app.session.participant_table import ParticipantEvent, ParticipantState
from app.session.participants import Participant, Roster

HOME = Address("192.0.2.9", 5004)


def desk() -> Desk:
    return Desk(1, "Name", Limits(), lambda: 1, lambda: 1, lambda: 0.0)


def test_a_record_is_known_by_ssrc_and_alias_at_its_host_only() -> None:
    roster = Roster()
    one, two = Participant(1, ssrc=5, alias=6), Participant(2, ssrc=6)
    for record in (one, two):
        roster.add(record)
        roster.bind(record, HOME)
    assert roster.find(5, HOME.with_port(9)) is one
    assert roster.find(6, HOME) is two, "an SSRC of one's own wins over an alias"
    assert roster.find(5, Address("192.0.2.9", 5004, 2)) is None
    roster.bind(one, HOME)
    assert roster.find(6, HOME) is two
    roster.remove(two)
    assert roster.find(6, HOME) is None


def test_a_record_without_ssrc_is_not_found() -> None:
    roster = Roster()
    record = Participant(1)
    roster.add(record)
    roster.bind(record, HOME)
    assert roster.find(0, HOME) is None
    assert record.shown_name == ""


def test_a_record_without_address_sends_nothing() -> None:
    ours = desk()
    inviting, knocking = Participant(1), Participant(2)
    inviting.pursuit.state = InitiatorState.INVITE_DATA
    knocking.admission.state = ParticipantState.HALF_OPEN
    Initiator(ours).fire(inviting, InitiatorEvent.REPEAT_DUE, Cue(0.0))
    Participation(ours, lambda record, leads, now: None).fire(knocking, ParticipantEvent.LEAVE, Knock(0.0))
    nothing: list[Action] = []
    assert ours.actions == nothing
