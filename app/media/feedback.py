"""When to report the highest packet received (session sheet 6, wire sheet 10.7)."""

from typing import Final

INTERVAL_TICKS: Final = 10_000
"""One second between reports; sooner only after a repaired loss."""

_REPAIR_INTERVAL_TICKS: Final = 1_000
"""Under constant loss nearly every packet repairs one: a report each would be a flood; ten a second do."""


class FeedbackSchedule:
    """Says when an RS is due: never before RTP, never twice for the same packet. Times in ticks.

    The very first packet is reported at once: the sender learns from it that we report at all.
    """

    def __init__(self) -> None:
        self._received: int | None = None
        self._reported: int | None = None
        self._reported_at = 0
        self._repaired = False

    def received(self, extended: int, repaired: bool) -> None:
        """Take note of the highest packet; `repaired` when it mended a loss."""
        self._received = extended
        self._repaired = self._repaired or repaired

    def get_timer(self) -> int | None:
        """Tell when the next report is due; None while there is nothing new to report."""
        if self._received is None or self._received == self._reported:
            return None
        if self._reported is None:
            return self._reported_at
        return self._reported_at + (_REPAIR_INTERVAL_TICKS if self._repaired else INTERVAL_TICKS)

    def take(self, now: int) -> int | None:
        """Give the extended number to report now and count it as reported; None when nothing is due."""
        due = self.get_timer()
        if due is None or now < due:
            return None
        self._reported = self._received
        self._reported_at = now
        self._repaired = False
        return self._reported

    def forget(self) -> None:
        """Start over with a new stream; the interval since the last report still counts."""
        if self._reported is not None:
            self._reported = -1
        self._received = None
        self._repaired = False
