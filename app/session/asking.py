"""When an initiator asks for the time, and what silence means (session sheet 3.2)."""

from typing import Final

from app.session.offset_filter import TICKS_PER_S

_S: Final = TICKS_PER_S

CK_BURST_TICKS: Final = (_S // 2, _S // 2, *[3 * _S // 2] * 6)
"""Pauses after the first questions: some peers fall back after 2 s without one, or after four missed of 1.5 s."""

CK_PERIOD_TICKS: Final = 10 * _S
"""Below the 30 s of rtpMIDI and the 60 s of Apple."""

CK_REPLY_TIMEOUT_TICKS: Final = 2 * _S
CK_MAX_UNANSWERED: Final = 5
CK_LOSS_TICKS: Final = 10 * _S
"""Five unanswered questions mean loss no sooner than this after the first of them."""

PROBE_TICKS: Final = _S
"""A watched peer is asked after so much silence, and never more often."""

PROBE_GRACE_TICKS: Final = 9 * _S // 10
"""So that silence shows in under 2 s."""

DOUBT_TICKS: Final = _S // 2
"""Longer than Wi-Fi lets a sleeping receiver wait, short enough to follow a peer that moved within a second."""

DOUBT_AGAIN_TICKS: Final = _S // 5
"""One lost packet must not look like a peer that has gone."""

FALSE_ALARMS: Final = 3
"""A peer that lives and leaves so many extra questions in a row unanswered is spared them."""

ASKED_KEPT: Final = 8
"""Questions an answer may still belong to; also bounds what is kept for a peer that never answers."""


class Asking:
    """The questions to one peer: those of the schedule, and with `watchful` extra ones after a second of silence."""

    def __init__(self, now: int, *, watchful: bool) -> None:
        self.watchful = watchful
        self.unanswered = 0
        self._first_unanswered = now
        self._due = now
        self._burst = 0
        self._last = now - CK_PERIOD_TICKS
        self._heard_at = now
        self._silent_since: int | None = None
        self._steady = False
        self._asked: dict[int, int] = {}
        self._extra: set[int] = set()
        self._false_alarms = 0
        self._doubted_at: int | None = None

    def due(self) -> int:
        """Give when the next question is due."""
        if not self.watchful:
            return self._due
        pause = PROBE_TICKS if self._doubted_at is None else DOUBT_AGAIN_TICKS
        return min(self._due, max(self._heard_at, self._last) + pause)

    def doubt(self, now: int) -> None:
        """There is reason to think that the peer has gone: if it is watched, two questions must do."""
        if self.watchful:
            self._doubted_at = now

    def ask(self, now: int, stamp: int) -> None:
        """A question goes out; its answer will bring `stamp` back."""
        in_schedule = now >= self._due
        if not self.unanswered:
            self._first_unanswered = now
        self.unanswered += 1
        self._last = now
        if self._silent_since is None:
            self._silent_since = now
        self._keep(stamp, now, extra=not in_schedule)
        if in_schedule:
            self._steady = self._burst == len(CK_BURST_TICKS)
        if self._steady:
            self._due = now + CK_REPLY_TIMEOUT_TICKS
        elif in_schedule:
            self._due = now + CK_BURST_TICKS[self._burst]
            self._burst += 1

    def answered(self, stamp: int) -> bool:
        """An answer came; False when it answers none of the questions kept, or one that was answered before."""
        if stamp not in self._asked:
            return False
        del self._asked[stamp]
        if stamp in self._extra:
            self._extra.discard(stamp)
            self._false_alarms = 0
        self.unanswered = 0
        if self._steady:
            self._due = self._last + CK_PERIOD_TICKS
        return True

    def heard(self, now: int) -> None:
        """The peer lives."""
        missed = {stamp for stamp in self._extra if now - self._asked[stamp] > PROBE_GRACE_TICKS}
        self._extra -= missed
        self._false_alarms += bool(missed)
        if self._false_alarms >= FALSE_ALARMS:
            self.watchful = False
        self._heard_at = max(self._heard_at, now)
        self._silent_since = self._doubted_at = None

    def hurry(self, now: int) -> None:
        """Begin the burst again."""
        self._burst = 1
        self._steady = False
        self._due = now + CK_BURST_TICKS[0]

    def silent_at(self) -> int | None:
        """Give from when on the peer counts as silent; None while nothing is asked of it."""
        if self._silent_since is None:
            return None
        at = self._silent_since + (PROBE_GRACE_TICKS if self.watchful else CK_REPLY_TIMEOUT_TICKS)
        return at if self._doubted_at is None else min(at, self._doubted_at + DOUBT_TICKS)

    def is_lost(self, now: int) -> bool:
        """Tell whether five questions in a row stayed without answer, the first of them ten seconds ago."""
        return self.unanswered >= CK_MAX_UNANSWERED and now - self._first_unanswered >= CK_LOSS_TICKS

    def _keep(self, stamp: int, now: int, *, extra: bool) -> None:
        self._asked[stamp] = now
        if extra:
            self._extra.add(stamp)
        if len(self._asked) > ASKED_KEPT:
            oldest = next(iter(self._asked))
            del self._asked[oldest]
            self._extra.discard(oldest)
