"""A peer invites us: what `participant_table` orders (session sheet 4.3, 4.4), once it may come in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from app.model.address import Address
from app.session.actions import Channel
from app.session.desk import Desk
from app.session.initiator_table import InitiatorState
from app.session.participant_table import PARTICIPANT, ParticipantDeed, ParticipantEvent, ParticipantState
from app.session.participants import (
    TRIED_AT_ONCE,
    WE_CONNECTED,
    Admission,
    Participant,
    control_for,
    goes_our_way,
)
from app.session.reasons import Reason
from app.session.table import Go
from app.wire.applemidi import Accepted, Invitation, Rejected

HALF_OPEN_TIMEOUT_S: Final = 15.0
"""An initiator may repeat its data IN for 12 s."""

CROSSING_S: Final = 15.0
"""An IN this soon after our own handshake is a crossing invitation; later it means that the peer started anew."""

SYNC_GRACE_S: Final = 3.0
"""Then MIDI goes out without a clock: some clients never ask (session sheet 4.2)."""


@dataclass(frozen=True, slots=True)
class Knock:
    """What came with an event: the time, and of an IN the rest."""

    now: float
    address: Address | None = None
    invitation: Invitation | None = None
    reason: Reason | None = None


class Participation:
    """Drives the admission of every record through its table."""

    def __init__(self, desk: Desk, peer_leads: Callable[[Participant, bool, float], None]) -> None:
        """`peer_leads` hears of a data IN before the stream opens; with True our own way no longer counts."""
        self._desk = desk
        self._peer_leads = peer_leads
        self._deeds: Mapping[ParticipantDeed, Callable[[Participant, Knock], None]] = {
            ParticipantDeed.OFFER: self._offer,
            ParticipantDeed.ANSWER: self._answer,
            ParticipantDeed.JOIN: self._join,
            ParticipantDeed.REJOIN: self._rejoin,
            ParticipantDeed.ANSWER_DATA: self._answer_data,
            ParticipantDeed.ANSWER_STRAY: self._answer_stray,
            ParticipantDeed.CONFIRM: self._confirm,
            ParticipantDeed.LAPSE: self._lapse,
            ParticipantDeed.STAY: self._stay,
            ParticipantDeed.END: self._end,
            ParticipantDeed.DROP: self._drop,
            ParticipantDeed.MAKE_ROOM: self._make_room,
            ParticipantDeed.WITHDRAW: self._withdraw,
        }

    def fire(self, record: Participant, event: ParticipantEvent, knock: Knock) -> None:
        """Look the cell up, go, and do."""
        cell = PARTICIPANT[record.admission.state, event]
        if isinstance(cell, Go):
            record.admission.state = cell.state
            self._deeds[cell.deed](record, knock)

    def tick(self, record: Participant, now: float) -> None:
        """Do what is due for a record."""
        admission = record.admission
        if admission.due is None or admission.due > now:
            return
        admission.due = None
        waits_for_data = admission.state in (ParticipantState.HALF_OPEN, ParticipantState.REJOINING)
        event = ParticipantEvent.HALF_OPEN_DUE if waits_for_data else ParticipantEvent.SYNC_DUE
        self.fire(record, event, Knock(now))

    # -- control -------------------------------------------------------------------------------------------

    def _offer(self, record: Participant, knock: Knock) -> None:
        invitation, address = _packet(knock)
        admission = record.admission
        known = admission.ways if admission.token == invitation.token else ()
        others = tuple(way for way in known if way.host != address.host)
        admission.ways = (*others, address)[-TRIED_AT_ONCE:]
        admission.control = address
        admission.token = invitation.token
        admission.due = knock.now + HALF_OPEN_TIMEOUT_S
        asks_data = record.pursuit.state is InitiatorState.INVITE_DATA
        if not record.streaming and not (asks_data and record.ssrc == invitation.ssrc):
            record.control = address
            record.ssrc, record.alias = invitation.ssrc, None
            self._desk.roster.bind(record, address)
        record.name = invitation.name or record.name
        self._answer(record, knock)

    def _answer(self, record: Participant, knock: Knock) -> None:
        invitation, address = _packet(knock)
        desk = self._desk
        desk.send(Channel.CONTROL, address, Accepted(invitation.token, desk.ssrc, desk.name))

    # -- data ----------------------------------------------------------------------------------------------

    def _join(self, record: Participant, knock: Knock) -> None:
        predecessor = self._desk.roster.get(record.admission.predecessor)
        if predecessor is not None:
            record = self._succeed(record, predecessor)
            self._enter(record, knock, leads=True)
        elif record.streaming and record.pursuit.state in WE_CONNECTED:
            crossing = knock.now - record.opened_at <= CROSSING_S
            self._enter(record, knock, restart=not crossing, leads=not crossing)
        else:
            self._enter(record, knock)

    def _rejoin(self, record: Participant, knock: Knock) -> None:
        self._enter(record, knock, restart=True, leads=True)

    def _enter(
        self, record: Participant, knock: Knock, *, restart: bool = False, leads: bool = False
    ) -> None:
        invitation, address = _packet(knock)
        admission, desk = record.admission, self._desk
        admission.data_token = invitation.token
        admission.due = knock.now + SYNC_GRACE_S
        if record.ssrc != invitation.ssrc and not record.streaming:
            record.ssrc, record.alias = invitation.ssrc, record.ssrc
        record.token = admission.token
        # Ours may have gone to another address of the same peer; one of the two ways counts once both are there.
        ours = record.data if record.streaming and not restart and not leads else None
        lower = desk.ssrc < invitation.ssrc
        if ours is None or not goes_our_way(ours, address, lower=lower):
            record.control, record.data = control_for(admission, address), address
            desk.roster.bind(record, address)
        record.reason = Reason.RESTARTED if restart or record.reason is Reason.RESTARTED else None
        self._peer_leads(record, leads, knock.now)
        desk.open_stream(record, knock.now, restart=restart)
        self._answer_data(record, knock)

    def _succeed(self, record: Participant, predecessor: Participant) -> Participant:
        # The same peer under a new SSRC keeps its id; BY must not go to the old one (session sheet 4.4.1).
        desk = self._desk
        desk.close_stream(predecessor, Reason.RESTARTED, bye=False)
        predecessor.admission, record.admission = record.admission, Admission()
        predecessor.admission.predecessor = None
        predecessor.ssrc, predecessor.alias = record.ssrc, None
        predecessor.name = record.name or predecessor.name
        desk.roster.remove(record)
        return predecessor

    def _answer_data(self, record: Participant, knock: Knock) -> None:
        invitation, address = _packet(knock)
        desk = self._desk
        desk.send(Channel.DATA, address, Accepted(invitation.token, desk.ssrc, desk.name))

    def _answer_stray(self, record: Participant, knock: Knock) -> None:
        if record.streaming:
            self._answer_data(record, knock)
        else:
            self.refuse_data(knock)

    def refuse_data(self, knock: Knock) -> None:
        """Answer NO to a data IN that nothing announced."""
        invitation, address = _packet(knock)
        self._desk.send(Channel.DATA, address, Rejected(invitation.token, self._desk.ssrc))

    # -- the rest ------------------------------------------------------------------------------------------

    def _confirm(self, record: Participant, knock: Knock) -> None:
        record.admission.due = None

    def _lapse(self, record: Participant, knock: Knock) -> None:
        record.admission = Admission()

    def _stay(self, record: Participant, knock: Knock) -> None:
        record.admission.due = None

    def _end(self, record: Participant, knock: Knock) -> None:
        self._close(record, Reason.BYE, bye=False)

    def _drop(self, record: Participant, knock: Knock) -> None:
        reason = knock.reason or Reason.SILENCE
        self._close(record, reason, bye=reason is not Reason.MOVED)

    def _make_room(self, record: Participant, knock: Knock) -> None:
        self._desk.close_stream(record, knock.reason or Reason.SILENCE, bye=False)

    def _withdraw(self, record: Participant, knock: Knock) -> None:
        admission, record.admission = record.admission, Admission()
        if admission.control is not None:
            self._desk.send_bye(Channel.CONTROL, admission.control, admission.token)

    def _close(self, record: Participant, reason: Reason, *, bye: bool) -> None:
        self._desk.close_stream(record, reason, bye=bye)
        record.admission = Admission()


def _packet(knock: Knock) -> tuple[Invitation, Address]:
    if knock.invitation is None or knock.address is None:
        raise ValueError("an IN without packet")
    return knock.invitation, knock.address
