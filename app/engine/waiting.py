"""Waiting for sockets no longer than until the next due time, to a fraction of a millisecond (design 3)."""

import ctypes
import select
import selectors
import sys

_STEP_S = 0.001
"""epoll and poll count in milliseconds and `selectors` rounds up: up to one of them too late for a playout buffer."""

_SELECTABLE = 1024
"""`select` can name no descriptor above."""

_WINDOWS_PERIOD_MS = 1
"""By itself Windows wakes a program up every 15.6 ms."""


class Waiting:
    """Waits on a selector; the last millisecond is as precise as the system's clock.

    Where the selector has a descriptor of its own, that one is waited for by `select`, which counts in microseconds;
    it is one descriptor, so the number of sockets does not matter.
    """

    def __init__(self, selector: selectors.BaseSelector) -> None:
        self._selector = selector
        self._descriptor = _descriptor(selector)
        _ask_for_precise_time()

    def ready(self, seconds: float) -> list[selectors.SelectorKey]:
        """Wait at most so long, or a little less; give what can be read."""
        if self._descriptor is not None and seconds > 0:
            if seconds <= _STEP_S:
                select.select((self._descriptor,), (), (), seconds)
                seconds = 0
            else:
                seconds -= _STEP_S
        return [key for key, _ in self._selector.select(seconds)]


def _descriptor(selector: selectors.BaseSelector) -> int | None:
    """Give the descriptor that stands for all of the selector, where it counts in milliseconds and has one."""
    if sys.platform == "linux" and isinstance(selector, selectors.EpollSelector):
        descriptor = selector.fileno()
        return descriptor if descriptor < _SELECTABLE else None
    return None


def _ask_for_precise_time() -> None:
    if sys.platform == "win32":
        ctypes.windll.winmm.timeBeginPeriod(_WINDOWS_PERIOD_MS)
