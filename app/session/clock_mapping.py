"""The peer's RTP timestamps on our clock: slewed, never stepped (session sheet 5.3.7, 5.4)."""

from typing import Final

from app.session.offset_filter import TICKS_PER_S, OffsetFilter
from app.wire.serial import extend32

SLEW: Final = 1 / 1000
"""At most 1 ms per second: a correction must not be heard as a change of tempo."""

WINDOW_TICKS: Final = 3 * TICKS_PER_S
"""A timestamp further away than this is not on the clock it claims to be on."""


class ClockMapping:
    """Follows an estimate; what it is off by when the estimate changes fades at the slew rate."""

    def __init__(self, estimate: OffsetFilter) -> None:
        self._estimate = estimate
        self._error = 0.0
        self._at = 0

    def before_change(self, now: int) -> float | None:
        """Give the mapped shift to hand to `after_change`; None when there is nothing to keep."""
        return self._shift(now) if self._estimate.has_estimate else None

    def after_change(self, kept: float | None, now: int) -> None:
        """The estimate changed: go on from the shift that was, or start on the new one."""
        self._error = 0.0 if kept is None else kept - self._estimate.shift(now)
        self._at = now

    def to_local(self, timestamp: int, now: int) -> int | None:
        """Put a 32-bit timestamp on our clock; None for "now": no estimate, timestamp 0, or over 3 s away."""
        if not timestamp or not self._estimate.has_estimate:
            return None
        shift = self._shift(now)
        due = round(extend32(timestamp, round(now - shift)) + shift)
        return due if abs(due - now) <= WINDOW_TICKS else None

    def _shift(self, now: int) -> float:
        faded = max(0.0, abs(self._error) - SLEW * max(0, now - self._at))
        return self._estimate.shift(now) + (faded if self._error > 0 else -faded)
