"""The clock of a peer who tells of it by the stamps of its packets alone, as on a link, which has no CK.

A packet is stamped, then it is on its way for some time. How much the stamps are behind our clock is known up to the
shortest of these times, which does no harm: it is the spacing that the network makes uneven.
"""

from collections import deque
from itertools import islice
from typing import Final

from app.wire.serial import distance32

WINDOW_TICKS: Final = 5_000
"""Of half a second the packet that was on its way for the shortest time is remembered."""
WINDOWS: Final = 32
"""16 s of playing: two quartz clocks go 3 ms apart in that time."""
KEPT_TICKS: Final = 1_200_000
"""Two minutes with pauses: 24 ms at the worst."""
SETTLED_TICKS: Final = 20_000
"""After 2 s it shows whether the stamps count in ticks at all."""
ASTRAY: Final = 20
"""Those go astray by less than a twentieth, whatever the network does; other units by half and more."""
WILD_TICKS: Final = 10_000
"""A second from one packet to the next: the clock was set, or somebody else sends."""

_EACH_END: Final = 2
_MODULO_32: Final = 0xFFFF_FFFF


class StampClock:
    """Takes stamp and arrival of each packet; all times are ticks of 100 us."""

    def __init__(self) -> None:
        self._zero = 0
        """From stamps (32 bits) to our clock, roughly."""
        self._windows: deque[tuple[int, int]] = deque(maxlen=WINDOWS)
        """When each began, and how far behind `_zero` the quickest packet in it was."""

    def heard(self, timestamp: int, now: int) -> None:
        """Take a packet stamped `timestamp` that arrived `now`."""
        windows = self._windows
        while windows and now - windows[0][0] > KEPT_TICKS:
            windows.popleft()
        behind = self._behind(timestamp, now)
        if not windows or abs(behind - windows[-1][1]) > WILD_TICKS:
            windows.clear()
            self._zero = (now - timestamp) & _MODULO_32
            windows.append((now, 0))
        elif now - windows[-1][0] >= WINDOW_TICKS:
            windows.append((now, behind))
        elif behind < windows[-1][1]:
            windows[-1] = windows[-1][0], behind

    def to_local(self, timestamp: int, now: int) -> int | None:
        """Put a stamp near that of the packet that arrived `now` on our clock; None while that is not known."""
        if not self._is_settled():
            return None
        return now - self._behind(timestamp, now) + min(behind for _, behind in self._windows)

    def _is_settled(self) -> bool:
        windows = self._windows
        if len(windows) < _EACH_END * 2:
            return False
        # One window may hold nothing but a packet that was on its way for long.
        first = min(behind for _, behind in islice(windows, _EACH_END))
        last = min(behind for _, behind in islice(reversed(windows), _EACH_END))
        span = windows[-1][0] - windows[0][0]
        return span >= SETTLED_TICKS and abs(last - first) * ASTRAY <= span

    def _behind(self, timestamp: int, now: int) -> int:
        return distance32((now - timestamp) & _MODULO_32, self._zero)
