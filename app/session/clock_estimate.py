"""What a peer's clock says, from whole exchanges; copes with clocks of 32 bits and clocks that stand still."""

from collections import deque
from dataclasses import dataclass
from typing import Final

from app.session.clock_mapping import ClockMapping
from app.session.offset_filter import OffsetFilter, Sample
from app.wire.serial import extend32

ROUND_TRIPS_KEPT: Final = 64
"""For the picture and for percentiles: about ten minutes."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange in ticks: the middle of it on both clocks, and how long it took.

    `own_middle2` is twice ours. The peer's is its `peer_time` plus half of `peer_span`. `rtt` is the initiator's
    round trip, the one that bounds the error; `own_rtt` the one we measured ourselves.
    """

    own_middle2: int
    peer_time: int
    peer_span: int
    rtt: int
    own_rtt: int


class ClockEstimate:
    """Filter and mapping of one peer's clock, and the round trips for display."""

    def __init__(self) -> None:
        self.round_trips: deque[tuple[int, int]] = deque(maxlen=ROUND_TRIPS_KEPT)
        self._filter = OffsetFilter()
        self._mapping = ClockMapping(self._filter)
        self._peer_time: int | None = None

    @property
    def best_rtt(self) -> int | None:
        """The shortest round trip of the last 90 s, in ticks."""
        return self._filter.best_rtt

    @property
    def shift2(self) -> int | None:
        """Twice our clock minus the peer's, in ticks; None without an estimate."""
        return self._filter.shift2

    def take(self, exchange: Exchange, now: int) -> bool:
        """Take an exchange that ended `now`; True when it proves that the peer's clock made a step."""
        if not self._runs(exchange.peer_time):
            return False
        self.round_trips.append((now, exchange.own_rtt))
        peer_middle2 = 2 * self._unwrap(exchange.peer_time, now) + exchange.peer_span
        kept = self._mapping.before_change(now)
        stepped = self._filter.add(Sample(now, exchange.own_middle2 - peer_middle2, exchange.rtt))
        self._mapping.after_change(None if stepped else kept, now)
        return stepped

    def to_local(self, timestamp: int, now: int) -> int | None:
        """Put a 32-bit RTP timestamp on our clock; None is "play now" (session sheet 5.4)."""
        return self._mapping.to_local(timestamp, now)

    def forget(self) -> None:
        """Forget the estimate; the round trips stay for display."""
        self._filter.flush()
        self._peer_time = None

    def _runs(self, peer_time: int) -> bool:
        # Some peers' clock always says 0, or never moves: nothing can be mapped onto it.
        before, self._peer_time = self._peer_time, peer_time
        if peer_time and peer_time != before:
            return True
        self._filter.flush()
        return False

    def _unwrap(self, peer_time: int, now: int) -> int:
        # Only the low 32 bits matter for RTP, and some peers have no more: stay near what is expected.
        if not self._filter.has_estimate:
            return peer_time
        return extend32(peer_time, round(now - self._filter.shift(now)))
