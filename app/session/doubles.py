"""One peer under two records: it invites us by one family while we invite it by the other (session sheet 4.4.4).

Until it says its SSRC nothing tells that whom we invite by IPv4 is who has come by IPv6. Same SSRC, same name, the
other family and the same moment do; an SSRC alone, or one network, could be another device of one make.
"""

from collections.abc import Sequence

from app.model.address import Address
from app.session.cue import Cue
from app.session.desk import Desk
from app.session.events import State
from app.session.initiator import Initiator
from app.session.initiator_table import InitiatorEvent, InitiatorState
from app.session.participant import CROSSING_S
from app.session.participant_table import ParticipantState
from app.session.participants import Admission, Participant, is_other_family
from app.session.reasons import Reason
from app.wire.applemidi import Accepted


class Doubles:
    """Finds them, and makes one record of two."""

    def __init__(self, desk: Desk, initiator: Initiator) -> None:
        self._desk = desk
        self._initiator = initiator

    def invited(self, ssrc: int, name: str | None, address: Address, now: float) -> Participant | None:
        """Give whom we are inviting, or have just invited, by the other family than it knocks by."""
        for record in self._desk.roster:
            under_way = record.pursuit.state is InitiatorState.INVITE_DATA or _is_fresh(record, now)
            if record.wanted and under_way and _is_same(record, ssrc, name, address):
                return record
        return None

    def unite(self, record: Participant, answer: Accepted, address: Address, now: float) -> bool:
        """Take an OK on control: who answers may have come by itself; True when that connection is to be kept.

        It is pursued from then on in the place of `record`, which is no more.
        """
        double = self._arrived(answer, address, now)
        return double is not None and self._merge(record, double, now)

    def unite_at(self, record: Participant, addresses: Sequence[Address], now: float) -> bool:
        """Learn where somebody wanted is: who is there may have come by itself; True as with `unite`."""
        double = self._desk.roster.at_any(addresses)
        if double is None or double.wanted or double.silent or record.streaming:
            return False
        return self._merge(record, double, now)

    def _merge(self, record: Participant, double: Participant, now: float) -> bool:
        if not double.streaming:
            self._take_over(record, double)
            return False
        double.pursuit.targets = record.pursuit.targets
        double.given_name = double.given_name or record.given_name
        self._desk.abandon(record, now)
        record.name = double.name or record.name
        self._desk.dismiss(record, Reason.MOVED)
        self._initiator.fire(double, InitiatorEvent.ADOPT, Cue(now))
        self._desk.publish(double)
        return True

    def _take_over(self, record: Participant, double: Participant) -> None:
        admission, double.admission = double.admission, Admission()
        self._desk.settle(double, State.LEFT)
        if record.admission.state is not ParticipantState.IDLE or double.control is None:
            return
        record.admission = admission
        record.ssrc, record.alias = double.ssrc, double.alias
        record.name, record.control = double.name or record.name, double.control
        self._desk.roster.bind(record, double.control)

    def _arrived(self, answer: Accepted, address: Address, now: float) -> Participant | None:
        for record in self._desk.roster:
            came = record.is_stranger_at_the_door or _is_fresh(record, now)
            if not record.wanted and came and _is_same(record, answer.ssrc, answer.name, address):
                return record
        return None


def _is_fresh(record: Participant, now: float) -> bool:
    return record.streaming and now - record.opened_at <= CROSSING_S


def _is_same(record: Participant, ssrc: int, name: str | None, address: Address) -> bool:
    called_alike = bool(name) and record.name == name
    if not called_alike or ssrc not in (record.ssrc, record.alias):
        return False
    places = (record.data,) if record.streaming else (record.control, *record.admission.ways)
    return any(place is not None and is_other_family(place, address) for place in places)
