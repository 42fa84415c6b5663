"""Input that is fetched, not called back.

A callback from JACK's process thread has to wait for the interpreter lock, and its period does not wait: measured with
64 frames and another busy thread, three of four chord notes were replaced by copies of their neighbour, and every
other program got xruns. So on JACK RtMidi queues by itself, and a thread of ours looks every millisecond.
"""

import logging
import threading
from collections.abc import Callable
from time import perf_counter_ns, sleep
from typing import Final, TypeAlias

log = logging.getLogger("longwire.midi")

Ask: TypeAlias = Callable[[int], None]
"""Looks after one port; gets the `perf_counter_ns` of now."""

INTERVAL_S: Final = 0.001
"""No period in use is shorter; half of it is added to the latency on average."""
LATEST_NS: Final = 50_000_000
"""A message that seems to have waited longer shows that the two clocks have lost each other."""


class Poller:
    """A thread that goes round while there is anybody to ask, and ends when there is nobody."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asks: tuple[Ask, ...] = ()
        self._thread: threading.Thread | None = None

    def add(self, ask: Ask) -> None:
        """Ask from now on, once per round."""
        with self._lock:
            self._asks = (*self._asks, ask)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="longwire-poll", daemon=True)
                self._thread.start()

    def remove(self, ask: Ask) -> None:
        """Ask no more; one round that has begun may still do so."""
        with self._lock:
            self._asks = tuple(each for each in self._asks if each != ask)

    def _run(self) -> None:
        while self._has_work():
            now = perf_counter_ns()
            for ask in self._asks:
                self._ask(ask, now)
            sleep(INTERVAL_S)

    def _has_work(self) -> bool:
        if self._asks:
            return True
        with self._lock:
            if not self._asks:
                self._thread = None
            return bool(self._asks)

    def _ask(self, ask: Ask, now: int) -> None:
        try:
            ask(now)
        except Exception:
            log.exception("a polled MIDI port failed and is left alone")
            self.remove(ask)


class ArrivalClock:
    """Arrival times of fetched messages, from the times between them that RtMidi measured in the process thread.

    The smallest delay seen so far stands for none: the spacing is exact, however late a message is fetched.
    """

    def __init__(self) -> None:
        self._elapsed_ns = 0
        self._offset_ns: int | None = None

    def stamp(self, delta_s: float, now_ns: int) -> int:
        """Give the `perf_counter_ns` of a message that came `delta_s` after the one before and is fetched now."""
        self._elapsed_ns += round(delta_s * 1e9)
        offset = now_ns - self._elapsed_ns
        if self._offset_ns is None or not 0 <= offset - self._offset_ns <= LATEST_NS:
            self._offset_ns = offset
        return self._elapsed_ns + self._offset_ns
