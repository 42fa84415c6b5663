"""Guard packets: sent after the last packet of a phrase, so that its loss is noticed (wire sheet 9.3)."""

from typing import Final

FIRST_TICKS: Final = 1_000
SLOWEST_TICKS: Final = 10_000
UNHEARD_GUARDS: Final = 5
"""For a peer that never reports: 0.1, 0.2, 0.4, 0.8 and 1.6 s after; five losses in a row are rare."""

HEARD_GUARDS: Final = 30
"""For a peer that does report and fell silent: half a minute; by then the clock has timed out."""


class GuardSchedule:
    """When the next guard packet is due: 100 ms after data, 100 ms later, then ever later up to 1 s."""

    def __init__(self) -> None:
        self._due: int | None = None
        self._interval = FIRST_TICKS
        self._sent = 0

    def data_sent(self, now: int) -> None:
        """Start over: commands went out."""
        self._due = now + FIRST_TICKS
        self._interval = FIRST_TICKS
        self._sent = 0

    def confirmed(self) -> None:
        """Stop: the peer has the last packet with commands."""
        self._due = None

    def get_timer(self) -> int | None:
        """Tell when the next guard is due; None when no more are."""
        return self._due

    def guard_sent(self, now: int, peer_reports: bool) -> None:
        """Plan the guard after this one."""
        self._sent += 1
        if self._sent >= (HEARD_GUARDS if peer_reports else UNHEARD_GUARDS):
            self._due = None
            return
        self._due = now + self._interval
        self._interval = min(2 * self._interval, SLOWEST_TICKS)
