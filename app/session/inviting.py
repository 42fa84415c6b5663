"""Inviting: the packets and the timing of session sheet 3 and 4.2, from the first IN to the open stream."""

from typing import Final

from app.model.address import Address
from app.session.actions import Arm, Channel
from app.session.cue import Cue
from app.session.desk import Desk
from app.session.initiator_table import InitiatorState
from app.session.participant_table import ParticipantState
from app.session.participants import Participant, data_port, goes_our_way
from app.session.reasons import Reason
from app.wire.applemidi import Invitation

INVITE_INTERVAL_S: Final = 1.0
INVITE_TRIES: Final = 12
"""Per stage, as Apple does (session sheet 3)."""

AWAIT_S: Final = 1.0
"""How long who has asked by itself has for its data IN; whoever is there repeats itself within it."""

HEDGE_S: Final = 0.25
"""How long each address of a peer has to answer before the next one is tried beside it (RFC 8305, 5)."""


class Inviting:
    """The deeds of the initiator's table on the way in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def begin(self, record: Participant, cue: Cue) -> None:
        """Draw a new token and invite on control; BY ahead of it when the peer may still know us."""
        pursuit = record.pursuit
        if not pursuit.targets:
            pursuit.state = InitiatorState.BACKOFF
            record.reason = Reason.NO_ADDRESS
            return
        if record.reason is Reason.NO_ADDRESS:
            record.reason = None
        self._desk.abandon(record, cue.now)
        pursuit.token, pursuit.control = self._desk.random32(), None
        if pursuit.leftover and record.admission.state is ParticipantState.IDLE:
            self._clear_leftover(record)
        pursuit.leftover = False
        self.hurry(record, cue)

    def await_data(self, record: Participant, cue: Cue) -> None:
        """It has asked by itself and has its OK: ours would only cross what it is about to send."""
        self._desk.abandon(record, cue.now)
        record.pursuit.due = cue.now + AWAIT_S

    def hurry(self, record: Participant, cue: Cue) -> None:
        """Invite on control at once, and count the tries anew."""
        record.pursuit.tries = 0
        self.repeat(record, cue)

    def repeat(self, record: Participant, cue: Cue) -> None:
        """Invite on control: one address after the other, quickly at first, then each once a second."""
        pursuit = record.pursuit
        round_ = pursuit.round
        # While nobody has answered it is said to be at the likeliest address, not at each in turn.
        record.control = round_[0]
        self._invite(record, Channel.CONTROL, round_[pursuit.tries % len(round_)], cue.now)
        pause = HEDGE_S if pursuit.tries < len(round_) else INVITE_INTERVAL_S / len(round_)
        pursuit.due = cue.now + pause

    def note_leftover(self, record: Participant, cue: Cue) -> None:
        """The peer answered with a token of an earlier try."""
        record.pursuit.leftover = True

    def ask_data(self, record: Participant, cue: Cue) -> None:
        """Control said OK: arm, then invite on data at once."""
        pursuit, answer, address = record.pursuit, cue.answer, cue.address
        if answer is None or address is None:
            raise ValueError("an OK without packet")
        record.control, record.data = address, data_port(address)
        record.token = pursuit.token or 0
        record.name = answer.name or record.name
        record.ssrc, record.alias = answer.ssrc, None
        self._bind_if_free(record, address)
        pursuit.control = address
        pursuit.tries = 0
        pursuit.leftover = True
        self._desk.actions.append(Arm(record.id, record.token, record.data))
        self._invite(record, Channel.DATA, record.data, cue.now)

    def repeat_data(self, record: Participant, cue: Cue) -> None:
        """Invite on data."""
        if record.pursuit.control is not None:
            self._invite(record, Channel.DATA, data_port(record.pursuit.control), cue.now)

    def connect(self, record: Participant, cue: Cue) -> None:
        """Data said OK: open the stream."""
        answer, address = cue.answer, cue.address
        if answer is None or address is None:
            raise ValueError("an OK without packet")
        if record.ssrc != answer.ssrc:
            record.alias, record.ssrc = record.ssrc, answer.ssrc
        theirs = record.data if record.streaming else None
        lower = self._desk.ssrc < answer.ssrc
        if theirs is None or goes_our_way(address, theirs, lower=lower):
            record.control, record.data = record.pursuit.control, address
        record.name = record.name or answer.name
        record.pursuit.due = None
        record.pursuit.data_refused = False
        self._replace(record, address)
        self._desk.roster.bind(record, record.data or address)
        self._desk.open_stream(record, cue.now)

    def confirm(self, record: Participant, cue: Cue) -> None:
        """The clocks have been exchanged."""
        record.pursuit.failures = 0
        record.reason = None

    def _clear_leftover(self, record: Participant) -> None:
        round_ = record.pursuit.round
        for place in dict.fromkeys((record.control or round_[0], *round_)):
            self._desk.send_bye(Channel.CONTROL, place, record.token)

    def _invite(self, record: Participant, channel: Channel, address: Address, now: float) -> None:
        pursuit, desk = record.pursuit, self._desk
        pursuit.tries += 1
        pursuit.due = now + INVITE_INTERVAL_S
        desk.send(channel, address, Invitation(pursuit.token or 0, desk.ssrc, desk.name))

    def _replace(self, record: Participant, address: Address) -> None:
        # One record per source: who came by itself from another port goes without a word (session sheet 4.4.4).
        other = self._desk.roster.find(record.ssrc or 0, address)
        if other is not None and other is not record:
            self._desk.dismiss(other, Reason.REPLACED)

    def _bind_if_free(self, record: Participant, address: Address) -> None:
        if self._desk.roster.find(record.ssrc or 0, address) in (None, record):
            self._desk.roster.bind(record, address)
