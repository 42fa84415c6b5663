"""How unevenly the packets of a stream arrive, from their timestamps and our clock (RFC 3550 6.4.1)."""

from typing import Final

from app.wire.serial import distance32

_GAIN: Final = 16
"""The share of each new difference, as RFC 3550 has it: quick enough to see, calm enough to read."""

PAUSE_TICKS: Final = 10_000
"""After a second of silence nothing is compared: a peer's timestamps may have been set anew meanwhile."""

WILD_TICKS: Final = 10_000
"""A difference of a second is no jitter but a clock that was set."""


class TransitJitter:
    """Takes stamp and arrival of each packet; all times are ticks of 100 us."""

    def __init__(self) -> None:
        self._latest: tuple[int, int] | None = None
        self._jitter: float | None = None

    @property
    def ticks(self) -> float | None:
        """The smoothed difference from one packet to the next; None before the second packet."""
        return self._jitter

    def take(self, timestamp: int, now: int) -> None:
        """Take a packet stamped `timestamp` (32 bits) that arrived `now`."""
        before, self._latest = self._latest, (timestamp, now)
        if before is None or now - before[1] > PAUSE_TICKS:
            return
        difference = abs(now - before[1] - distance32(timestamp, before[0]))
        if difference > WILD_TICKS:
            return
        known = self._jitter
        self._jitter = float(difference) if known is None else known + (difference - known) / _GAIN
