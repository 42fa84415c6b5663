"""The clock of one participant: when to ask, what to answer, what the answers mean (session sheet 3.2, 5)."""

from enum import Enum

from app.wire.applemidi import Clock


class Verdict(Enum):
    """Whether the peer lives: SILENT may come back by itself, LOST is to be given up."""

    OK = "ok"
    SILENT = "silent"
    LOST = "lost"


class ClockSync:
    """The exchange of CK with one peer. All times are ticks of 100 us on the clock that stamps our RTP.

    `ssrc` is ours. `watchful` asks after a second of silence, so that `verdict` says SILENT in under two; it stops
    by itself for a peer that lives but does not answer these questions (initiator only).
    """

    def __init__(self, ssrc: int, initiator: bool, now: int, *, watchful: bool = False) -> None:
        raise NotImplementedError

    watchful: bool
    """Settable at any time: a route uses the peer."""

    def receive(self, packet: Clock, now: int) -> Clock | None:
        """Take a CK from the peer; the answer, if any, goes to where it came from, from the socket it came to."""
        raise NotImplementedError

    def get_timer(self) -> int | None:
        """Give when `handle_timer` has a question to ask, or `verdict` or `may_send` may change."""
        raise NotImplementedError

    def handle_timer(self, now: int) -> Clock | None:
        """Give the CK0 to send on the data port, if one is due. Early and late calls are fine."""
        raise NotImplementedError

    def heard(self, now: int) -> None:
        """RTP or RS came from the peer: it lives."""
        raise NotImplementedError

    def probe(self, now: int) -> Clock | None:
        """Ask at once (interface change, resume), unless a question went out within the last second."""
        raise NotImplementedError

    def resume(self, now: int) -> Clock | None:
        """The computer slept: forget the estimate; who does not answer within 2 s (10 s: who invited us) is lost."""
        raise NotImplementedError

    def restart(self, now: int, *, initiator: bool) -> None:
        """The peer started anew, or the role changed: begin again with the burst."""
        raise NotImplementedError

    def verdict(self, now: int) -> Verdict:
        """Judge whether the peer lives."""
        raise NotImplementedError

    def may_send(self, now: int) -> bool:
        """Whether MIDI may go out: an exchange was completed, or the one who invited us asked none for 3 s."""
        raise NotImplementedError

    @property
    def synchronised(self) -> bool:
        """Whether an exchange was completed, which is when several peers open their ears."""
        raise NotImplementedError

    def to_local(self, timestamp: int, now: int) -> int | None:
        """Put a 32-bit RTP timestamp on our clock; None is "play now": no estimate, 0, or over 3 s away."""
        raise NotImplementedError

    @property
    def round_trips(self) -> tuple[tuple[int, int], ...]:
        """The last 64 round trips as (local time, ticks), oldest first."""
        raise NotImplementedError

    @property
    def rtt_ticks(self) -> int | None:
        """The shortest recent round trip."""
        raise NotImplementedError

    @property
    def offset(self) -> int | None:
        """Initiator's clock minus participant's clock, in ticks (session sheet 5.2)."""
        raise NotImplementedError
