"""The one clock of the program: ticks of 100 microseconds since it started (session sheet 5.1).

`perf_counter_ns` and not `monotonic`: the latter moves in steps of 15.6 ms on Windows before Python 3.13.
"""

from time import perf_counter_ns

NS_PER_TICK = 100_000
TICKS_PER_SECOND = 10_000
TICKS_PER_MS = TICKS_PER_SECOND // 1000
CABLE_TICKS_PER_OCTET = 3.2
"""A MIDI cable passes 3125 octets a second. What is plugged into this computer often has one inside, and drops what
comes faster than its driver can hold."""
_ORIGIN_NS = perf_counter_ns()


def ticks_of(stamp_ns: int) -> int:
    """Convert a `perf_counter_ns` stamp to ticks."""
    return (stamp_ns - _ORIGIN_NS) // NS_PER_TICK


def ns_of(ticks: int) -> int:
    """Convert ticks to the `perf_counter_ns` stamp at which they begin."""
    return ticks * NS_PER_TICK + _ORIGIN_NS


def now_ticks() -> int:
    """Read the clock."""
    return (perf_counter_ns() - _ORIGIN_NS) // NS_PER_TICK
