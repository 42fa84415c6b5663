"""The records of a session: who is connected, wanted or on the way in, and how to find them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Final, TypeAlias

from app.model.address import Address
from app.session.actions import Role
from app.session.events import ParticipantChanged
from app.session.initiator_table import InitiatorState
from app.session.participant_table import ParticipantState
from app.session.reasons import Reason

Source: TypeAlias = tuple[int, str, int]
"""SSRC, host, scope: what a peer is known by. Never its token, and never its SSRC alone (session sheet 2.1)."""

INVITING: Final = (InitiatorState.INVITE_CONTROL, InitiatorState.INVITE_DATA)
ON_THE_WAY: Final = (*INVITING, InitiatorState.AWAITING, InitiatorState.SYNCING)
WE_CONNECTED: Final = (InitiatorState.SYNCING, InitiatorState.ESTABLISHED)
THEY_CONNECTED: Final = (
    ParticipantState.WAIT_SYNC,
    ParticipantState.ESTABLISHED,
    ParticipantState.REJOINING,
)

TRIED_AT_ONCE: Final = 4
"""Addresses of one peer that are invited side by side; more has hardly anybody, and each costs a packet a second."""


@dataclass(slots=True)
class Pursuit:
    """Our side of it: the invitation of somebody we want."""

    state: InitiatorState = InitiatorState.IDLE
    targets: tuple[Address, ...] = ()
    first: int = 0
    token: int | None = None
    tries: int = 0
    due: float | None = None
    failures: int = 0
    control: Address | None = None
    """The control address that answered: data is invited beside it, whichever way the peer's own invitation takes."""
    leftover: bool = False
    """The peer may still know us from an earlier try: BY goes ahead of the next IN (session sheet 4.4.6)."""
    data_refused: bool = False
    shown_at: float | None = None
    """When mDNS last showed it while it was connected: it may have been started again."""

    @property
    def round(self) -> tuple[Address, ...]:
        """The addresses that are tried side by side, in their order."""
        turned = (*self.targets[self.first :], *self.targets[: self.first])
        return turned[:TRIED_AT_ONCE]

    @property
    def tried(self) -> tuple[Address, ...]:
        """Those of them to which an invitation went."""
        return self.round[: self.tries]


@dataclass(slots=True)
class Admission:
    """The peer's side of it: its invitation of us."""

    state: ParticipantState = ParticipantState.IDLE
    control: Address | None = None
    token: int = 0
    data_token: int | None = None
    due: float | None = None
    ways: tuple[Address, ...] = ()
    """The control addresses from which that invitation came: a peer may try IPv4 and IPv6 side by side."""
    predecessor: int | None = None
    """The participant that had this control address under another SSRC (session sheet 4.4.1)."""


@dataclass(slots=True)
class Participant:
    """One peer in a session, by whichever side it came; `streaming` while the MIDI thread has a stream for it."""

    id: int
    given_name: str | None = None
    name: str | None = None
    ssrc: int | None = None
    alias: int | None = None
    token: int = 0
    control: Address | None = None
    data: Address | None = None
    streaming: bool = False
    opened_at: float = 0.0
    silent: bool = False
    moved: bool = False
    reason: Reason | None = None
    pursuit: Pursuit = field(default_factory=Pursuit)
    admission: Admission = field(default_factory=Admission)
    published: ParticipantChanged | None = None

    @property
    def wanted(self) -> bool:
        """Whether we pursue it."""
        return self.pursuit.state is not InitiatorState.IDLE

    @property
    def role(self) -> Role:
        """Who invited, as far as the connection that is (or is wanted) goes."""
        if self.pursuit.state in WE_CONNECTED:
            return Role.INITIATOR
        they_came = not self.wanted or self.admission.state in THEY_CONNECTED
        return Role.PARTICIPANT if they_came else Role.INITIATOR

    @property
    def shown_name(self) -> str:
        """What it calls itself, else what we call it, else where it is."""
        return self.name or self.given_name or (self.control.host if self.control else "")

    @property
    def is_stranger_at_the_door(self) -> bool:
        """Whether it came by itself, is half open, and stands for nobody we had before."""
        knocks = self.admission.state is ParticipantState.HALF_OPEN and not self.streaming
        return knocks and not self.wanted and self.admission.predecessor is None

    @property
    def idle(self) -> bool:
        """Whether nobody wants anything of it any more."""
        return not self.wanted and self.admission.state is ParticipantState.IDLE


class Roster:
    """The participants of one session by id, by source, and by control address."""

    def __init__(self) -> None:
        self._records: dict[int, Participant] = {}
        self._sources: dict[Source, int] = {}

    def __iter__(self) -> Iterator[Participant]:
        """Go through a copy, so that records may come and go meanwhile."""
        return iter(list(self._records.values()))

    def add(self, record: Participant) -> None:
        """Take a new record in."""
        self._records[record.id] = record

    def remove(self, record: Participant) -> None:
        """Forget a record and its sources."""
        self.unbind(record)
        del self._records[record.id]

    def get(self, participant: int | None) -> Participant | None:
        """Give the record with that id."""
        return None if participant is None else self._records.get(participant)

    def find(self, ssrc: int, address: Address) -> Participant | None:
        """Give the record known by this SSRC (or alias) at this host."""
        return self.get(self._sources.get((ssrc, address.host, address.scope)))

    def twin(self, ssrc: int, token: int, name: str | None, address: Address) -> Participant | None:
        """Give who sent the same invitation by another way: IPv4 and IPv6, or from two subnets."""
        for record in self:
            same = record.admission.token == token and ssrc in (record.ssrc, record.alias)
            if (
                same
                and record.name == name
                and any(are_two_ways(way, address) for way in record.admission.ways)
            ):
                return record
        return None

    def by_way(self, ssrc: int, address: Address) -> Participant | None:
        """Give who knocked on control with this SSRC from this host, among other hosts of its own."""
        for record in self:
            if ssrc in (record.ssrc, record.alias) and way_from(record.admission.ways, address) is not None:
                return record
        return None

    def bind(self, record: Participant, address: Address) -> None:
        """Know a record by its SSRC and alias at the host of `address`; its own SSRC wins over another's alias."""
        self.unbind(record)
        if record.ssrc is not None:
            self._sources[record.ssrc, address.host, address.scope] = record.id
        if record.alias is not None:
            self._sources.setdefault((record.alias, address.host, address.scope), record.id)

    def unbind(self, record: Participant) -> None:
        """No longer know a record by any source."""
        self._sources = {source: owner for source, owner in self._sources.items() if owner != record.id}

    def at_control(self, address: Address) -> Participant | None:
        """Give who is connected from, or else wanted at, this control address."""
        for record in self:
            if record.control == address and (record.streaming or not record.wanted):
                return record
        return next((record for record in self if record.wanted and address in record.pursuit.targets), None)

    def by_token(self, token: int) -> Participant | None:
        """Give whom we invited with this token."""
        return next((record for record in self if record.wanted and record.pursuit.token == token), None)

    def same_ssrc(self, record: Participant) -> list[Participant]:
        """Give the others that stream under the same SSRC from elsewhere (session sheet 4.4.8)."""
        return [
            other for other in self if other is not record and other.streaming and other.ssrc == record.ssrc
        ]

    def at_any(self, addresses: Iterable[Address]) -> Participant | None:
        """Give who is at the first of these control addresses where somebody is."""
        places = (self.at_control(address) or self._knocking_from(address) for address in addresses)
        return next((record for record in places if record is not None), None)

    def _knocking_from(self, address: Address) -> Participant | None:
        return next((record for record in self if address in record.admission.ways), None)

    @property
    def half_open(self) -> int:
        """How many unknown ones wait for their data IN; successors and whom we want are bounded otherwise."""
        return sum(record.is_stranger_at_the_door for record in self)

    @property
    def joined(self) -> int:
        """How many are in, or on the way in by themselves."""
        return sum(record.streaming or record.is_stranger_at_the_door for record in self)

    @property
    def is_quiet(self) -> bool:
        """Whether nobody is connected, invited, or on the way in."""
        return not self.joined and not any(record.pursuit.state in INVITING for record in self)


def data_port(control: Address) -> Address:
    """Give the data address that belongs to a control address: the next port (session sheet 1)."""
    return control.with_port((control.port + 1) & 0xFFFF)


def control_for(admission: Admission, data: Address) -> Address | None:
    """Give the control address on the way by which a data invitation came."""
    return way_from(admission.ways, data) or admission.control


def goes_our_way(ours: Address, theirs: Address, *, lower: bool) -> bool:
    """Tell which of two crossing invitations says where the stream is; both ends must choose alike.

    IPv4 goes before IPv6. Within one family it is the way of the invitation from the lower SSRC: each end sees only
    the other's addresses, so that these cannot decide.
    """
    if is_other_family(ours, theirs):
        return ":" in theirs.host
    return lower and (ours.host, ours.scope) != (theirs.host, theirs.scope)


def is_other_family(one: Address, other: Address) -> bool:
    """Tell whether one of two addresses is IPv4 and the other IPv6."""
    return (":" in one.host) != (":" in other.host)


def are_two_ways(one: Address, other: Address) -> bool:
    """Tell whether two addresses can be of one peer: of two families, or in two subnets.

    Two in one subnet are two devices: those of one make may well draw the same numbers.
    """
    return _subnet(one) != _subnet(other)


def _subnet(address: Address) -> IPv4Network | IPv6Network:
    return ip_network(f"{address.host}/{64 if ':' in address.host else 24}", strict=False)


def way_from(ways: Iterable[Address], address: Address) -> Address | None:
    """Give the one of these addresses that is at the same host."""
    return next((way for way in ways if (way.host, way.scope) == (address.host, address.scope)), None)
