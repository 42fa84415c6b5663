"""What became of each peer since the start: time connected, drops, loss, repairs, latency; also of those who left.

Everything is bounded: so many peers, and a histogram instead of the latencies themselves.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.engine.api import Counters, Participant, PeerEvening, RoundTrip
from app.engine.seats import Seats
from app.engine.stream import Stream
from app.engine.tallies import round_trips_of

PEERS: Final = 256
"""More than any stage has; strangers who come and go push out those who went, first of all who came first."""
BOUNDS_MS: Final = tuple(0.05 * 1.15**step for step in range(96))
"""The upper ends of the histogram, from 50 microseconds to half a minute, 15 % apart."""
SAME_S: Final = 0.005
"""Stamps of one exchange, read twice, differ by microseconds; two exchanges are further apart."""
IN_TOUCH: Final = ("connected", "silent")


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
    connected_s: float = 0.0
    drops: int = 0
    now: Counters = field(default_factory=Counters)
    before: Counter[str] = field(default_factory=Counter)
    repaired_before: Counter[str] = field(default_factory=Counter)
    latencies: Latencies = field(default_factory=Latencies)


class Evening:
    """Looks at the participants once a second."""

    def __init__(
        self,
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

    def tick(self, now: float) -> None:
        """Look; `now` in seconds."""
        passed = 0.0 if self._looked_at is None else now - self._looked_at
        self._looked_at = now
        present = set()
        for one in self._participants():
            key = (one.session, one.peer)
            record = self._records.get(key)
            if record is None:
                if one.state not in IN_TOUCH:
                    continue
                record = self._records[key] = _Record(one.name, one.session)
                self._make_room()
            present.add(key)
            self._follow(record, one, passed)
        for key in self._records.keys() - present:
            self._records[key].state = ""

    def report(self) -> tuple[PeerEvening, ...]:
        """Tell of everybody who was connected, in the order of their coming."""
        sessions = {number: name for name, number in self._sessions().items()}
        return tuple(_told(record, sessions) for record in self._records.values())

    def _make_room(self) -> None:
        while len(self._records) > PEERS:
            away = (key for key, record in self._records.items() if record.state not in IN_TOUCH)
            del self._records[next(away, next(iter(self._records)))]

    def _follow(self, record: _Record, one: Participant, passed: float) -> None:
        if record.state in IN_TOUCH:
            record.connected_s += passed
            if one.state not in (*IN_TOUCH, "left"):
                record.drops += 1
        record.name, record.state = one.name, one.state
        if (
            one.counters.packets_out < record.now.packets_out
            or one.counters.packets_in < record.now.packets_in
        ):
            record.before.update(_numbers(record.now))
            record.repaired_before.update(record.now.repaired)
        record.now = one.counters
        if one.state in IN_TOUCH:
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


def _numbers(counters: Counters) -> dict[str, int]:
    return {name: getattr(counters, name) for name in ("messages_in", "messages_out", "packets_in", "lost")}


def _told(record: _Record, sessions: Mapping[int, str]) -> PeerEvening:
    total = record.before + Counter(_numbers(record.now))
    return PeerEvening(
        record.name,
        sessions.get(record.session, ""),
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
