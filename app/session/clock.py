"""The clock of one participant: when to ask, what to answer, what the answers mean (session sheet 3.2, 5)."""

from enum import Enum
from typing import Final

from app.session.asking import CK_LOSS_TICKS, PROBE_TICKS, Asking
from app.session.clock_estimate import ClockEstimate, Exchange
from app.session.offset_filter import TICKS_PER_S
from app.wire.applemidi import Clock

PEER_SILENCE_TICKS: Final = 60 * TICKS_PER_S
"""Without CK, RTP or RS from who invited us."""

PEER_QUIET_TICKS: Final = 30 * TICKS_PER_S
"""Who invited us is shown as silent: no peer read has a longer period of CK than 25 s."""

SYNC_GRACE_TICKS: Final = 3 * TICKS_PER_S
"""Some clients never ask for the clock; MIDI goes out all the same (session sheet 4.2)."""

RESUME_REPLY_TICKS: Final = 2 * TICKS_PER_S
RESUME_SILENCE_TICKS: Final = 10 * TICKS_PER_S
"""After our computer slept the peer has probably ended the session (session sheet 4.4.10)."""

RTT_LIMIT_TICKS: Final = 10 * TICKS_PER_S
"""A round trip this long says nothing, or belongs to something else."""

_MASK64: Final = 0xFFFF_FFFF_FFFF_FFFF


class Verdict(Enum):
    """Whether the peer lives: SILENT may come back by itself, LOST is to be given up."""

    OK = "ok"
    SILENT = "silent"
    LOST = "lost"


class ClockSync:
    """The exchange of CK with one peer. All times are ticks of 100 us on the clock that stamps our RTP.

    `ssrc` is ours. Answers go to where the question came from, our own questions to the data port. Ask
    `verdict`, `synchronised` and `may_send` after every `receive` and `handle_timer`.
    """

    def __init__(self, ssrc: int, initiator: bool, now: int, *, watchful: bool = False) -> None:
        self._ssrc = ssrc
        self._estimate = ClockEstimate()
        self._asking = Asking(now, watchful=watchful)
        self._resumed_at: int | None = None
        self._synchronised = False
        self._heard_at = now
        self.restart(now, initiator=initiator)

    @property
    def watchful(self) -> bool:
        """Whether a second of silence is asked about, so that `verdict` says SILENT in under two.

        For the initiator only; given up by itself for a peer that lives but does not answer these questions.
        """
        return self._asking.watchful

    @watchful.setter
    def watchful(self, watchful: bool) -> None:
        self._asking.watchful = watchful

    # -- packets -------------------------------------------------------------------------------------------

    def receive(self, packet: Clock, now: int) -> Clock | None:
        """Take a CK from the peer and give the answer, if any; counts over 2 are ignored (session sheet 2.2)."""
        if packet.count > 2:
            return None
        answer = None
        if packet.count == 0:
            answer = Clock(self._ssrc, 1, packet.t1, now & _MASK64, 0)
        elif packet.count == 1:
            answer = Clock(self._ssrc, 2, packet.t1, packet.t2, now & _MASK64)
            self._take_answer(packet, now)
        else:
            self._take_end(packet, now)
        self.heard(now)
        return answer

    def heard(self, now: int) -> None:
        """RTP or RS came from the peer: it lives."""
        self._asking.heard(now)
        self._heard_at = max(self._heard_at, now)
        self._resumed_at = None

    def probe(self, now: int) -> Clock | None:
        """Ask at once (an interface changed), unless we only answer or have asked within the last second."""
        if not self._initiator or now - self._asked_at < PROBE_TICKS:
            return None
        return self._ask(now)

    def doubt(self, now: int) -> Clock | None:
        """Ask at once: the peer may have gone; `verdict` says SILENT half a second later if nothing is heard."""
        if not self._initiator:
            return None
        self._asking.doubt(now)
        return self._ask(now)

    def resume(self, now: int) -> Clock | None:
        """The computer slept: forget the estimate; who does not answer in 2 s (10 s: who invited us) is lost."""
        self._estimate.forget()
        self._asking = Asking(now, watchful=self.watchful)
        self._resumed_at = now
        return self._ask(now) if self._initiator else None

    def restart(self, now: int, *, initiator: bool) -> None:
        """The peer started anew: forget all of it and begin again."""
        self._initiator = initiator
        self._synchronised = False
        self._opened_at = self._heard_at = now
        self._looked_at = now - 1
        self._asked_at = now - PROBE_TICKS
        self._resumed_at = None
        self._asking = Asking(now, watchful=self.watchful)
        self._estimate.forget()

    def lead(self, now: int) -> None:
        """We are initiator as well from now on (crossing invitations): ask, and forget nothing."""
        if not self._initiator:
            self._initiator = True
            self._estimate.forget()
            self._asking = Asking(now, watchful=self.watchful)

    # -- time ----------------------------------------------------------------------------------------------

    def get_timer(self) -> int | None:
        """Give when `handle_timer` has a question to ask, or a judgement may change."""
        times = [time for time in self._judged_at() if time is not None and time > self._looked_at]
        if self._initiator:
            times.append(self._asking.due())
        return min(times, default=None)

    def handle_timer(self, now: int) -> Clock | None:
        """Give the CK0 to send on the data port, if one is due. Early and late calls are fine."""
        self._looked_at = max(self._looked_at, now)
        if not self._initiator or now < self._asking.due():
            return None
        return self._ask(now)

    def verdict(self, now: int) -> Verdict:
        """Judge whether the peer lives (session sheet 3.2, 4.4.10)."""
        if self._is_lost(now):
            return Verdict.LOST
        silent_at = self._silent_at()
        return Verdict.SILENT if silent_at is not None and now >= silent_at else Verdict.OK

    def may_send(self, now: int) -> bool:
        """Whether MIDI may go out: an exchange was completed, or who invited us asked for none in 3 s."""
        return self._synchronised or (not self._initiator and now - self._opened_at >= SYNC_GRACE_TICKS)

    @property
    def synchronised(self) -> bool:
        """Whether an exchange was completed, which is when several peers open their ears."""
        return self._synchronised

    # -- what came of it -----------------------------------------------------------------------------------

    def to_local(self, timestamp: int, now: int) -> int | None:
        """Put a 32-bit RTP timestamp on our clock; None is "play now": no estimate, 0, or over 3 s away."""
        return self._estimate.to_local(timestamp, now)

    @property
    def round_trips(self) -> tuple[tuple[int, int], ...]:
        """The last 64 round trips as (local time, ticks), oldest first."""
        return tuple(self._estimate.round_trips)

    @property
    def rtt_ticks(self) -> int | None:
        """The shortest round trip of the last 90 s."""
        return self._estimate.best_rtt

    @property
    def offset(self) -> int | None:
        """Initiator's clock minus participant's clock, in ticks (session sheet 5.2)."""
        shift2 = self._estimate.shift2
        if shift2 is None:
            return None
        return (shift2 if self._initiator else -shift2) // 2

    # -- pieces --------------------------------------------------------------------------------------------

    def _ask(self, now: int) -> Clock:
        stamp = now & _MASK64
        self._asked_at = now
        self._asking.ask(now, stamp)
        return Clock(self._ssrc, 0, stamp, 0, 0)

    def _take_answer(self, packet: Clock, now: int) -> None:
        # Some send a CK1 that nobody asked for; it is answered, and says nothing about our clocks.
        if not self._initiator or not self._asking.answered(packet.t1):
            return
        self._synchronised = True
        rtt = (now - packet.t1) & _MASK64
        exchange = Exchange(2 * now - rtt, packet.t2, 0, rtt, rtt)
        if rtt <= RTT_LIMIT_TICKS and self._estimate.take(exchange, now):
            self._asking.hurry(now)

    def _take_end(self, packet: Clock, now: int) -> None:
        if self._initiator:
            return
        self._synchronised = True
        own_rtt = (now - packet.t2) & _MASK64
        rtt = packet.t3 - packet.t1
        if own_rtt <= RTT_LIMIT_TICKS and 0 <= rtt <= RTT_LIMIT_TICKS:
            exchange = Exchange(2 * (now - own_rtt), packet.t1, rtt, rtt, own_rtt)
            self._estimate.take(exchange, now)

    def _judged_at(self) -> list[int | None]:
        times = [self._silent_at()]
        if self._resumed_at is not None:
            times.append(self._resumed_at + _resume_limit(self._initiator))
        if not self._initiator:
            times.append(self._heard_at + PEER_SILENCE_TICKS)
            times.append(self._opened_at + SYNC_GRACE_TICKS)
        return times

    def _silent_at(self) -> int | None:
        return self._asking.silent_at() if self._initiator else self._heard_at + PEER_QUIET_TICKS

    def _is_lost(self, now: int) -> bool:
        if self._resumed_at is not None and now - self._resumed_at >= _resume_limit(self._initiator):
            return True
        if not self._initiator:
            return now - self._heard_at >= PEER_SILENCE_TICKS
        # Who was in step and still plays is not cut off for not answering.
        plays = self._synchronised and now - self._heard_at < CK_LOSS_TICKS
        return self._asking.is_lost(now) and not plays


def _resume_limit(initiator: bool) -> int:
    return RESUME_REPLY_TICKS if initiator else RESUME_SILENCE_TICKS
