"""The playout buffer: what a participant plays, held until its time on our clock has come (session sheet 5.4)."""

from collections import deque
from typing import Final, NamedTuple

from app.midi.messages import is_note_on

HORIZON_TICKS: Final = 30_000
"""3 s: who schedules further ahead than that does not keep the clock it claims to keep (session sheet 5.4)."""

QUEUE_MESSAGES: Final = 4096
QUEUE_OCTETS: Final = 2_097_152
"""Music of 200 ms fills neither, nor two dumps of the largest size; who sends more is played without delay."""

UNTRUSTED: Final = 8
"""So many more useless stamps than good ones, and the sender is not believed until as many more were good."""


class Due(NamedTuple):
    """One held message: the tick at which it plays, the message, and whether it is a repair."""

    ticks: int
    message: bytes
    repaired: bool


class Playout:
    """One participant's messages in the order they came, each `delay_ticks` after the moment it was stamped with.

    Never early, never out of order, never later than the horizon plus the delay. Stamps that mean nothing, or a sender
    whose stamps mostly mean nothing, play at once, behind what is already held.
    """

    def __init__(self, delay_ticks: int) -> None:
        self.delay_ticks = delay_ticks
        self.late = 0
        """Messages that came after their time: with a longer delay they would have been steady."""
        self.unstamped = 0
        """Messages played at once because their stamp was useless."""
        self._held: deque[Due] = deque()
        self._octets = 0
        self._doubt = 0
        self.trusts_stamps = True
        """Whether the sender's timestamps are of use."""

    def put(self, stamped: int | None, message: bytes, repaired: bool, now: int) -> None:
        """Hold a message stamped at that tick of our clock; None for a stamp that could not be put on it."""
        due = self._due(stamped, now)
        if self._held:
            due = max(due, self._held[-1].ticks)
        self._held.append(Due(due, message, repaired))
        self._octets += len(message)
        if len(self._held) > QUEUE_MESSAGES or self._octets > QUEUE_OCTETS:
            self.rush(now)

    def take(self, now: int) -> list[Due]:
        """Give what is due, in order."""
        held = self._held
        due: list[Due] = []
        while held and held[0].ticks <= now:
            self._octets -= len(held[0].message)
            due.append(held.popleft())
        return due

    def get_timer(self) -> int | None:
        """Tell when the next message plays; None while nothing is held."""
        return self._held[0].ticks if self._held else None

    def rush(self, now: int) -> None:
        """Make all that is held due now."""
        self._held = deque(each._replace(ticks=min(each.ticks, now)) for each in self._held)

    def hush(self) -> None:
        """Drop the notes that have not begun: everything was just silenced."""
        self._held = deque(each for each in self._held if not is_note_on(each.message))
        self._octets = sum(len(each.message) for each in self._held)

    def _due(self, stamped: int | None, now: int) -> int:
        useful = stamped is not None and abs(stamped - now) <= HORIZON_TICKS
        self._judge(useful)
        if stamped is None or not useful or not self.trusts_stamps:
            self.unstamped += 1
            return now
        due = stamped + self.delay_ticks
        self.late += due < now
        return max(due, now)

    def _judge(self, useful: bool) -> None:
        self._doubt = max(0, self._doubt - 1) if useful else min(self._doubt + 1, UNTRUSTED)
        if self._doubt in (0, UNTRUSTED):
            self.trusts_stamps = self._doubt == 0
