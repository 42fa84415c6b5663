"""What became of each peer since the start: time connected, drops, loss, repairs, latency; also of those who left.

Numbers are looked at once a second, but who comes and goes is heard at once: a guest that no cable names is no longer
among the participants when it was lost. Everything is bounded: so many peers, and a histogram instead of the latencies.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.engine.api import Counters, Event, Participant, ParticipantChanged, PeerEvening, RoundTrip
from app.engine.bus import Bus
from app.engine.seats import Seats
from app.engine.stream import Stream
from app.engine.tallies import round_trips_of
from app.engine.views import IN_TOUCH
from app.session.reasons import Reason

PEERS: Final = 256
"""More than any stage has; strangers who come and go push out those who went, first of all who stayed the shortest."""
BOUNDS_MS: Final = tuple(0.05 * 1.15**step for step in range(96))
"""The upper ends of the histogram, from 50 microseconds to half a minute, 15 % apart."""
SAME_S: Final = 0.005
"""Stamps of one exchange, read twice, differ by microseconds; two exchanges are further apart."""
GOODBYES: Final = (Reason.BYE, Reason.USER, Reason.CLOSED, Reason.REPLACED)
"""Ends of a connection that somebody wanted, or that nobody noticed."""


class Latencies:
    """A histogram of round trips."""

    def __init__(self) -> None:
        self._counts = [0] * (len(BOUNDS_MS) + 1)
        self._max_ms = 0.0
        self._seen_at = float("-inf")

    def take(self, trips: Iterable[RoundTrip]) -> None:
        """Count those that are newer than the last ones taken."""
        for trip in trips:
            if trip.at > self._seen_at + SAME_S:
                self._seen_at = trip.at
                self._max_ms = max(self._max_ms, trip.ms)
                self._counts[bisect_left(BOUNDS_MS, trip.ms)] += 1

    def percentile(self, share: float) -> float | None:
        """Give the latency in ms that this share of all trips does not exceed, 15 % too high at the most."""
        wanted, passed = share * sum(self._counts), 0
        for nth, count in enumerate(self._counts):
            passed += count
            if count and passed >= wanted:
                return min(BOUNDS_MS[nth] if nth < len(BOUNDS_MS) else self._max_ms, self._max_ms)
        return None

    @property
    def max_ms(self) -> float | None:
        """The longest of all; None before the first."""
        return self._max_ms or None


@dataclass(eq=False, slots=True)
class _Record:
    """One peer of one session. `before` is what its earlier streams had counted when they ended."""

    name: str
    session: int
    state: str = ""
    was_in_touch: bool = False
    """At the last look."""
    connected_s: float = 0.0
    drops: int = 0
    now: Counters = field(default_factory=Counters)
    before: Counter[str] = field(default_factory=Counter)
    repaired_before: Counter[str] = field(default_factory=Counter)
    latencies: Latencies = field(default_factory=Latencies)
    told: PeerEvening | None = None
    """What was told of it last, as long as that is still true."""

    def close_books(self) -> None:
        """Add up what a stream has counted that ended; the next one counts from 0."""
        self.before.update(_numbers(self.now))
        self.repaired_before.update(self.now.repaired)
        self.now = Counters()


class Evening:
    """Hears who comes and goes, and looks at the participants once a second."""

    def __init__(
        self,
        bus: Bus,
        participants: Callable[[], Iterable[Participant]],
        round_trips: Callable[[int], Sequence[RoundTrip]],
        sessions: Callable[[], Mapping[str, int]],
    ) -> None:
        """`sessions` gives the ids of our sessions by name."""
        self._participants = participants
        self._round_trips = round_trips
        self._sessions = sessions
        self._records: dict[tuple[int, str], _Record] = {}
        self._looked_at: float | None = None
        bus.subscribe(self._hear)

    def _hear(self, event: Event) -> None:
        """Follow a participant that has changed."""
        if not isinstance(event, ParticipantChanged):
            return
        one = event.participant
        record = self._records.get((one.session, one.peer))
        if record is None and one.state in IN_TOUCH and not event.gone:
            record = self._begin(one)
        if record is None:
            return
        state = "" if event.gone else one.state
        if record.state in IN_TOUCH and state not in IN_TOUCH:
            record.drops += not event.gone and state != "left" and one.reason not in GOODBYES
            record.close_books()
        record.name, record.state, record.told = one.name, state, None

    def tick(self, now: float) -> None:
        """Look; `now` in seconds."""
        passed = 0.0 if self._looked_at is None else now - self._looked_at
        self._looked_at = now
        for record in self._records.values():
            if record.was_in_touch:
                record.connected_s += passed
                record.told = None
            record.was_in_touch = record.state in IN_TOUCH
        for one in self._participants():
            present = self._records.get((one.session, one.peer))
            if present is not None and present.state in IN_TOUCH:
                self._count(present, one)

    def report(self) -> tuple[PeerEvening, ...]:
        """Tell of everybody who was connected, in the order of their coming."""
        sessions = {number: name for name, number in self._sessions().items()}
        return tuple(_told(record, sessions.get(record.session, "")) for record in self._records.values())

    def _begin(self, one: Participant) -> _Record:
        """Open the record of somebody new, in the place of the one who can be missed most easily."""
        if len(self._records) >= PEERS:
            del self._records[min(self._records, key=lambda key: _worth(self._records[key]))]
        record = self._records[one.session, one.peer] = _Record(one.name, one.session)
        return record

    def _count(self, record: _Record, one: Participant) -> None:
        if (
            one.counters.packets_out < record.now.packets_out
            or one.counters.packets_in < record.now.packets_in
        ):
            record.close_books()
        record.now, record.told = one.counters, None
        record.latencies.take(self._round_trips(one.id))


def trips_of(
    seats: Seats, streams: Callable[[], Mapping[int, Stream]]
) -> Callable[[int], Sequence[RoundTrip]]:
    """Give the way from a participant to its last round trips."""

    def trips(participant: int) -> Sequence[RoundTrip]:
        seat = seats.get(participant)
        stream = streams().get(seat.live) if seat is not None and seat.live is not None else None
        return () if stream is None else round_trips_of(stream)

    return trips


def _worth(record: _Record) -> tuple[bool, float]:
    return record.state in IN_TOUCH, record.connected_s


def _numbers(counters: Counters) -> dict[str, int]:
    return {name: getattr(counters, name) for name in ("messages_in", "messages_out", "packets_in", "lost")}


def _told(record: _Record, session: str) -> PeerEvening:
    """Tell of one; of whoever has gone it is the same each time, and the window asks by the second."""
    if record.told is None or record.told.session != session:
        record.told = _reckoned(record, session)
    return record.told


def _reckoned(record: _Record, session: str) -> PeerEvening:
    total = record.before + Counter(_numbers(record.now))
    return PeerEvening(
        record.name,
        session,
        record.connected_s,
        record.drops,
        messages_in=total["messages_in"],
        messages_out=total["messages_out"],
        packets_in=total["packets_in"],
        lost=total["lost"],
        repaired=dict(record.repaired_before + Counter(record.now.repaired)),
        p50_ms=record.latencies.percentile(0.5),
        p95_ms=record.latencies.percentile(0.95),
        max_ms=record.latencies.max_ms,
    )
