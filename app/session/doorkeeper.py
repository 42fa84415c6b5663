"""Invitations from outside on their way in: whose they are, and whether they may (session sheet 4.3, 7)."""

from collections.abc import Iterable

from app.model.address import Address
from app.session.actions import Channel, UseSsrc
from app.session.cue import Cue
from app.session.desk import Desk
from app.session.doubles import Doubles
from app.session.events import Outcome, RefusedFar, RefusedUnknown
from app.session.flood import FloodGate, Gate
from app.session.held import Question, Questions
from app.session.initiator import Initiator
from app.session.initiator_table import InitiatorEvent
from app.session.participant import Knock, Participation
from app.session.participant_table import ParticipantEvent, ParticipantState
from app.session.participants import Participant, data_port, is_other_family
from app.session.policy import Policy, Verdict
from app.wire.applemidi import Accepted, Invitation, Rejected


class Doorkeeper:
    """Turns every IN into an event of the right record, a question, NO, or silence."""

    def __init__(
        self,
        desk: Desk,
        policy: Policy,
        initiator: Initiator,
        participation: Participation,
        doubles: Doubles,
    ) -> None:
        self._doubles = doubles
        self._desk = desk
        self._policy = policy
        self._initiator = initiator
        self._participation = participation
        self._gate = FloodGate(desk.limits)
        self.questions = Questions(desk)

    # -- control -------------------------------------------------------------------------------------------

    def knock_on_control(self, invitation: Invitation, address: Address, now: float) -> None:
        """Take an IN on control; a known source and whom we want come in without being asked."""
        if invitation.ssrc == self._desk.ssrc and not self._make_way(invitation, address, now):
            return
        ssrc, token, name = invitation.ssrc, invitation.token, invitation.name
        roster, questions = self._desk.roster, self.questions
        record = (
            roster.find(ssrc, address)
            or roster.twin(ssrc, token, name, address)
            or self._doubles.invited(ssrc, name, address, now)
        )
        question = questions.find(ssrc, address) or questions.twin(invitation, address)
        if record is not None:
            self._let_in(record, invitation, address, now)
        elif question is not None:
            self.questions.refresh(question, invitation, address, now)
        else:
            self._hear(invitation, address, now)

    def _at_known_address(self, ssrc: int, address: Address) -> Participant | None:
        roster = self._desk.roster
        there = roster.at_control(address)
        if there is None or not there.streaming or ssrc in (there.ssrc, there.alias):
            return there
        # Somebody is connected from there under another SSRC: the peer's program was started again. A second
        # such knock takes the place of the first.
        for waiting in roster:
            if waiting.admission.predecessor == there.id and not waiting.streaming:
                return waiting
        successor = Participant(self._desk.next_id())
        successor.admission.predecessor = there.id
        roster.add(successor)
        return successor

    def _let_in(self, record: Participant, invitation: Invitation, address: Address, now: float) -> None:
        repeat = invitation.token == record.admission.token
        event = ParticipantEvent.CONTROL_IN_REPEAT if repeat else ParticipantEvent.CONTROL_IN
        self._participation.fire(record, event, Knock(now, address, invitation))
        self._desk.publish(record)

    def _hear(self, invitation: Invitation, address: Address, now: float) -> None:
        former = self._desk.former.holds((invitation.ssrc, address.host, address.scope), now)
        gate = Gate.OPEN if former else self._gate.knock(address.host, now)
        if gate is not Gate.OPEN:
            self._turn_away(gate, Channel.CONTROL, invitation, address)
        elif (record := self._at_known_address(invitation.ssrc, address)) is not None:
            self._let_in(record, invitation, address, now)
        elif self.questions.is_granted(invitation, address, now):
            self._admit(invitation, address, now)
        elif self.questions.is_declined(invitation, address, now):
            self._refuse(Channel.CONTROL, invitation, address)
        else:
            self._judge(invitation, address, now)

    def _judge(self, invitation: Invitation, address: Address, now: float) -> None:
        verdict = self._policy.judge(invitation.name, address)
        if verdict is Verdict.ADMIT:
            self._admit(invitation, address, now)
        elif verdict is Verdict.REFUSE:
            self._refuse(Channel.CONTROL, invitation, address)
        elif verdict is Verdict.FAR:
            self._refuse(Channel.CONTROL, invitation, address)
            self._desk.events.append(RefusedFar(invitation.name or address.host, address))
        elif verdict is Verdict.UNKNOWN:
            self._refuse(Channel.CONTROL, invitation, address)
            self._desk.events.append(RefusedUnknown(invitation.name or address.host, address))
        elif not self.questions.hold(invitation, address, now):
            self._turn_away(self._gate.refuse(address.host, now), Channel.CONTROL, invitation, address)

    def _admit(
        self, invitation: Invitation, address: Address, now: float, ways: tuple[Address, ...] = ()
    ) -> None:
        desk, limits = self._desk, self._desk.limits
        if desk.roster.half_open >= limits.half_open:
            # Silence: an honest peer repeats itself in a second, a NO would send it away for half a minute.
            desk.count("turned away")
            return
        if desk.roster.joined >= limits.participants:
            self._turn_away(self._gate.refuse(address.host, now), Channel.CONTROL, invitation, address)
            return
        record = Participant(desk.next_id())
        record.admission.ways, record.admission.token = ways, invitation.token
        desk.roster.add(record)
        self._let_in(record, invitation, address, now)

    # -- data ----------------------------------------------------------------------------------------------

    def knock_on_data(self, invitation: Invitation, address: Address, now: float) -> None:
        """Take an IN on data: it belongs to whom control let in, by SSRC and host, whatever its token and port."""
        desk = self._desk
        roster, ssrc = desk.roster, invitation.ssrc
        record = roster.find(ssrc, address) or roster.by_way(ssrc, address) or self._two_faced(address)
        if record is None:
            gate = self._gate.knock(address.host, now)
            told = Gate.REFUSE if gate is Gate.OPEN else gate
            self._turn_away(told, Channel.DATA, invitation, address)
            return
        repeat = invitation.token == record.admission.data_token
        event = ParticipantEvent.DATA_IN_REPEAT if repeat else ParticipantEvent.DATA_IN
        self._participation.fire(record, event, Knock(now, address, invitation))
        desk.publish(desk.roster.find(invitation.ssrc, address) or record)

    def _two_faced(self, address: Address) -> Participant | None:
        # Some draw one SSRC per port (session sheet 2.1); the ports of one program lie side by side.
        for record in self._desk.roster:
            admission = record.admission
            control = admission.control if admission.state is ParticipantState.HALF_OPEN else None
            if control is not None and data_port(control) == address:
                return record
        return None

    # -- questions -----------------------------------------------------------------------------------------

    def answer(self, invitation: int, accept: bool, now: float) -> None:
        """Take the user's answer to a question, open or expired."""
        question = self.questions.get(invitation)
        if question is not None:
            self._settle(question, accept, now)
        elif accept:
            self.questions.grant_late(invitation, now)

    def welcome(self, addresses: Iterable[Address], now: float) -> None:
        """Say yes to who asks from one of these control addresses: we want it."""
        wanted = set(addresses)
        for question in self.questions:
            if not wanted.isdisjoint(question.ways):
                self._settle(question, True, now)

    def welcome_also(self, answer: Accepted, address: Address, now: float) -> None:
        """Say yes to who asks by the other family while it has just said yes to us."""
        for question in self.questions:
            asked = question.invitation
            same = bool(asked.name) and (asked.ssrc, asked.name) == (answer.ssrc, answer.name)
            if same and is_other_family(question.address, address):
                self._settle(question, True, now)

    def set_policy(self, policy: Policy, now: float) -> None:
        """Judge by this from now on, also who waits."""
        self._policy = policy
        for question in self.questions:
            verdict = policy.judge(question.invitation.name, question.address)
            if verdict is not Verdict.ASK:
                self._settle(question, verdict is Verdict.ADMIT, now)

    def _settle(self, question: Question, accept: bool, now: float) -> None:
        self.questions.close(question, Outcome.ACCEPTED if accept else Outcome.DECLINED, now)
        if accept:
            self._admit(question.invitation, question.address, now, question.ways)
        else:
            self._refuse(Channel.CONTROL, question.invitation, question.address)

    # -- refusing ------------------------------------------------------------------------------------------

    def _make_way(self, invitation: Invitation, address: Address, now: float) -> bool:
        # Our own SSRC: with a token of ours it is our own packet, else another computer drew the same number.
        desk = self._desk
        own = desk.roster.by_token(invitation.token)
        if own is None and desk.roster.is_quiet:
            desk.ssrc = _other_than(desk.ssrc, desk.random32())
            desk.actions.append(UseSsrc(desk.ssrc))
            return True
        self._refuse(Channel.CONTROL, invitation, address)
        if own is not None:
            self._initiator.fire(own, InitiatorEvent.OWN_IN, Cue(now))
            desk.publish(own)
        return False

    def _turn_away(self, gate: Gate, channel: Channel, invitation: Invitation, address: Address) -> None:
        self._desk.count("turned away")
        if gate is Gate.REFUSE:
            self._refuse(channel, invitation, address)

    def _refuse(self, channel: Channel, invitation: Invitation, address: Address) -> None:
        self._desk.send(channel, address, Rejected(invitation.token, self._desk.ssrc))


def _other_than(ssrc: int, drawn: int) -> int:
    # Zero is no SSRC to be proud of: some peers take it for "none".
    return drawn if drawn not in (0, ssrc) else (ssrc ^ 0x5A5A_5A5A) or 1
