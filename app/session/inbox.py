"""What comes from the network: every session packet finds its record and becomes an event of its tables."""

from typing import Final

from app.model.address import Address
from app.session.actions import Channel
from app.session.cue import Cue
from app.session.desk import Desk, log
from app.session.doorkeeper import Doorkeeper
from app.session.doubles import Doubles
from app.session.events import BitrateLimited, State
from app.session.initiator import Initiator
from app.session.initiator_table import InitiatorEvent, InitiatorState
from app.session.participant import Knock, Participation
from app.session.participant_table import ParticipantEvent
from app.session.participants import INVITING, Participant
from app.wire.applemidi import Accepted, BitrateLimit, Bye, Invitation, Rejected, decode
from app.wire.errors import WireError

_AWAITS_OK: Final = (InitiatorState.INVITE_CONTROL, InitiatorState.BACKOFF)

STALE_BYE_S: Final = 2.0
"""A BY from a peer that was heard this recently may belong to its earlier life (session sheet 4.4.3)."""


class Inbox:
    """Decodes, finds, fires; what belongs to nobody is counted."""

    def __init__(
        self,
        desk: Desk,
        initiator: Initiator,
        participation: Participation,
        door: Doorkeeper,
        doubles: Doubles,
    ) -> None:
        self._doubles = doubles
        self._desk = desk
        self._initiator = initiator
        self._participation = participation
        self._door = door

    def receive(
        self, data: bytes, channel: Channel, address: Address, now: float, heard: float | None
    ) -> None:
        """Take a datagram; anything at all is fine, nothing is raised."""
        try:
            packet = decode(data)
        except WireError as error:
            self._desk.count("malformed")
            log.debug("%s from %s: %s", channel, address, error)
            return
        match packet:
            case Invitation() if channel is Channel.CONTROL:
                self._door.knock_on_control(packet, address, now)
            case Invitation():
                self._door.knock_on_data(packet, address, now)
            case Accepted():
                self._accepted(packet, channel, address, now)
            case Rejected():
                self._rejected(packet, channel, address, now)
            case Bye():
                self._bye(packet, channel, address, now, heard)
            case BitrateLimit():
                self._limited(packet, address)
            case _:
                self._desk.count("not for signalling")

    def _accepted(self, packet: Accepted, channel: Channel, address: Address, now: float) -> None:
        record = self._desk.roster.by_token(packet.token)
        if record is None or not _is_answering(record, channel, address):
            self._foreign_ok(packet, channel, address, now)
            return
        on_control = channel is Channel.CONTROL
        if on_control and record.pursuit.state in _AWAITS_OK:
            self._door.welcome_also(packet, address, now)
            if self._doubles.unite(record, packet, address, now):
                return
        event = InitiatorEvent.CONTROL_OK if on_control else InitiatorEvent.DATA_OK
        self._initiator.fire(record, event, Cue(now, address, packet))
        self._desk.publish(record)

    def _foreign_ok(self, packet: Accepted, channel: Channel, address: Address, now: float) -> None:
        desk = self._desk
        control = address if channel is Channel.CONTROL else address.with_port((address.port - 1) & 0xFFFF)
        record = desk.roster.at_control(control) or desk.roster.find(packet.ssrc, address)
        desk.count("unknown")
        if record is not None:
            self._initiator.fire(record, InitiatorEvent.FOREIGN_OK, Cue(now, address, packet))
        lives = record is not None and (record.streaming or record.pursuit.state in INVITING)
        if not lives and desk.abandoned.take(packet.token, now):
            desk.send_bye(Channel.CONTROL, control, packet.token)

    def _rejected(self, packet: Rejected, channel: Channel, address: Address, now: float) -> None:
        record = self._desk.roster.by_token(packet.token)
        if record is None or not _is_answering(record, channel, address):
            self._desk.count("unknown")
            return
        event = InitiatorEvent.CONTROL_NO
        if channel is Channel.DATA:
            again = record.pursuit.data_refused
            event = InitiatorEvent.DATA_NO_AGAIN if again else InitiatorEvent.DATA_NO
        self._initiator.fire(record, event, Cue(now, address))
        self._desk.publish(record)

    def _bye(self, packet: Bye, channel: Channel, address: Address, now: float, heard: float | None) -> None:
        record = self._desk.roster.find(packet.ssrc, address)
        question = self._door.questions.find(packet.ssrc, address)
        if question is not None:
            self._door.questions.withdraw(question, now)
        if record is None:
            self._desk.count("unknown")
            return
        if channel is Channel.DATA and record.is_stranger_at_the_door:
            # The second half of an earlier goodbye, overtaken by the new invitation on the other port.
            self._desk.count("unknown")
            return
        if address.port not in _ports(record):
            log.warning("participant %d: BY from another port, %s", record.id, address)
        self._desk.note_former(record, now)
        stale = heard is not None and now - heard <= STALE_BYE_S
        self._participation.fire(record, ParticipantEvent.BYE, Knock(now, address))
        self._initiator.fire(record, InitiatorEvent.BYE, Cue(now, address, at_once=stale))
        self._initiator.tick(record, now)
        self._desk.settle(record, State.LEFT)

    def _limited(self, packet: BitrateLimit, address: Address) -> None:
        record = self._desk.roster.find(packet.ssrc, address)
        if record is None or not record.streaming:
            self._desk.count("unknown")
            return
        self._desk.events.append(BitrateLimited(record.id, packet.bits_per_second))


def _is_answering(record: Participant, channel: Channel, address: Address) -> bool:
    # A peer with several addresses may answer from any of those we tried; its data OK only from the chosen one.
    if channel is Channel.DATA:
        chosen = record.pursuit.control or record.control
        return chosen is not None and chosen.host == address.host
    return address.host in {target.host for target in record.pursuit.targets}


def _ports(record: Participant) -> set[int]:
    places = (record.control, record.data, record.admission.control)
    return {place.port for place in places if place is not None}
