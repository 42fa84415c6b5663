"""When a participant played what arrives: as it is stamped, not as the network brought it."""

from typing import Final

AHEAD_TICKS: Final = 500
"""50 ms: so far the estimate of a clock may be off. A stamp further in the future is on no clock that we know."""


class PlayedTimes:
    """The times of one participant, in ticks of our clock; they never run back. What no stamp tells is told by arrival.

    Stamps follow each other as the messages do. When they run back, the peer has set its clock, and until they have
    caught up they are of no use.
    """

    def __init__(self) -> None:
        self._last: int | None = None

    def take(self, stamped: int | None, now: int) -> int:
        """Give when a message was played that arrives now; `stamped` is its stamp on our clock, None without one."""
        last = self._last
        at = now if last is None else max(now, last)
        if stamped is not None and stamped <= now + AHEAD_TICKS and (last is None or stamped >= last):
            at = stamped
        self._last = at
        return at
