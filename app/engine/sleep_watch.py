"""Whether the computer slept, or the whole program was stopped, since the last look (session sheet 4.4.10).

Monotonic clocks stand still while Linux and macOS sleep, so nothing that counts time notices by itself. The wall clock
would notice, but people and time servers set it; each system has a clock that nobody sets and that goes on.
"""

import time
from typing import Final

JUMP_NS: Final = 5_000_000_000
"""A sleep this long makes peers doubt; shorter ones the usual time-outs bridge."""

_CLOCKS: Final = ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC")
"""Linux; macOS, where `perf_counter` is another one. On Windows `perf_counter` itself goes on."""


def through_sleep_ns() -> int:
    """Read the clock that goes on while the computer sleeps."""
    for name in _CLOCKS:
        clock = getattr(time, name, None)
        if clock is not None:
            return time.clock_gettime_ns(clock)
    return time.perf_counter_ns()


class SleepWatch:
    """Compares both clocks with the last look; `patience_ns` is how far looks are apart while all is well."""

    def __init__(self, now_ns: int, through_sleep_ns: int, patience_ns: int) -> None:
        self._now_ns = now_ns
        self._through_ns = through_sleep_ns
        self._patience_ns = patience_ns

    def woke(self, now_ns: int, through_sleep_ns: int) -> bool:
        """Tell whether the clocks went apart by over 5 s, or the look comes more than 5 s late."""
        passed = now_ns - self._now_ns
        slept = through_sleep_ns - self._through_ns - passed
        self._now_ns, self._through_ns = now_ns, through_sleep_ns
        return slept > JUMP_NS or passed > self._patience_ns + JUMP_NS
