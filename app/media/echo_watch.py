"""Telling a loop through another computer or program from fast playing (design 3, loop guard).

From outside, a loop and a drum machine look alike: the same messages again and again. What tells them apart is what
happens when nothing is passed on for a moment: a drum machine goes on, a loop falls silent, for all that goes round
in it is now held back. So a source that is suspicious is held back shortly, and everything held is then passed on in
order. Only a source that repeats itself faster than people and most machines play is ever held.
"""

from enum import Enum
from typing import Final

TICKS_PER_MS: Final = 10

WINDOW_TICKS: Final = 1000 * TICKS_PER_MS
"""A storm does not pass by itself; a fast run does within this."""
REPEATS_PER_S: Final = 300
"""Equal messages. A roll at 40 strokes, clock at 300 beats a minute and a noisy fader stay below it together."""
REPEAT_TICKS: Final = 50 * TICKS_PER_MS
"""The longest way round that is looked for: two Wi-Fi hops and a DAW's buffer."""
GAP_TICKS: Final = 25 * TICKS_PER_MS
"""Many messages going round leave no gap; a source with such gaps could be silent by chance while it is held."""
HOLD_TICKS: Final = 2 * REPEAT_TICKS
"""In the first half what is on its way comes in, in the second half a loop is silent."""
LATE_SHARE: Final = 4
"""The part of its usual number that may come in the silent half: somebody plays, or a clock runs, into the loop."""
PROOFS: Final = 3
"""A Wi-Fi dropout could look like silence once."""
AGAIN_TICKS: Final = 200 * TICKS_PER_MS
"""Between two proofs: a loop is at its old rate at once, though what was held goes round in one lump."""
MOST_MESSAGES: Final = 4096
"""Different messages within a window: what has so many does not repeat itself; and what may be held."""


class Verdict(Enum):
    """What a watched source is."""

    OPEN = "open"
    INNOCENT = "innocent"  # it was not fast enough for long enough
    CLEARED = "cleared"  # it went on while it was held back
    LOOP = "loop"


class EchoWatch:
    """Watches one source from the moment it is fast. Times are ticks of 100 us.

    `least` is how many messages must go round for a loop: 2 where a program beyond a local port could be one that
    sends its next message when the last one has come through, such as a latency test.
    """

    def __init__(self, now: int, least: int = 1) -> None:
        self.verdict = Verdict.OPEN
        self.holding = False
        self._least = least
        self._proofs = 0
        self._held = 0
        self._late = self._late_limit = 0
        self._window = WINDOW_TICKS
        self._since = self._last = now
        self._arrived = self._repeats = 0
        self._seen: dict[bytes, int] = {}

    def feed(self, message: bytes, now: int) -> bool:
        """Take a message of the source; True when it is to be held back until `holding` ends."""
        if self.holding:
            return self._feed_held(now)
        if now - self._last > (REPEAT_TICKS if self._proofs else GAP_TICKS):
            self._count_from(now, self._window)
        self._last = now
        self._arrived += 1
        if now - self._seen.get(message, -WINDOW_TICKS) <= REPEAT_TICKS:
            self._repeats += 1
        self._seen[message] = now
        if len(self._seen) > MOST_MESSAGES:
            self.verdict = Verdict.INNOCENT
        elif now - self._since >= self._window:
            self._judge_count(now)
        return self.holding

    def get_timer(self) -> int:
        """Give the tick at which `handle_timer` wants to be called."""
        if not self.holding:
            return self._since + self._window + GAP_TICKS
        return self._since + (HOLD_TICKS if self._held >= self._least else REPEAT_TICKS)

    def handle_timer(self, now: int) -> None:
        """Judge what was held, or a count that nothing came to complete."""
        if now < self.get_timer() or self.verdict is not Verdict.OPEN:
            return
        if not self.holding:
            self.verdict = Verdict.INNOCENT
            return
        self.holding = False
        self._proofs += self._held >= self._least
        if self._held < self._least:
            self.verdict = Verdict.CLEARED
        elif self._proofs >= PROOFS:
            self.verdict = Verdict.LOOP
        self._count_from(now, AGAIN_TICKS)

    def _feed_held(self, now: int) -> bool:
        if now - self._since < REPEAT_TICKS:
            self._held += 1
        else:
            self._late += 1
        if self._late > self._late_limit or self._held > MOST_MESSAGES:
            self.holding = False
            self.verdict = Verdict.CLEARED
        return True

    def _judge_count(self, now: int) -> None:
        if self._repeats * WINDOW_TICKS < REPEATS_PER_S * (now - self._since):
            self.verdict = Verdict.INNOCENT
            return
        self.holding = True
        self._late_limit = self._arrived * REPEAT_TICKS // (now - self._since) // LATE_SHARE
        self._since = now
        self._held = 1  # the message that completed the count is the first to be held
        self._late = 0

    def _count_from(self, now: int, window: int) -> None:
        self._since = self._last = now
        self._window = window
        self._arrived = self._repeats = 0
        self._seen = {}
