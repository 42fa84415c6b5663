"""What the monitor saves, written on a worker thread while the engine's loop goes on."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import perf_counter_ns, time
from typing import TypeVar

from app.engine.api import CAPTURE_SUFFIX, MonitorRow, Phrase, Problem, Told, reason_of
from app.engine.aside import aside
from app.engine.captures import packets_capture, rows_capture
from app.engine.monitor import Monitor
from app.engine.origins import OURSELVES
from app.engine.packet_ring import PacketRing
from app.engine.whole_file import write_whole
from app.midi.smf import compose, sorted_tracks

What = TypeVar("What")

FINISH_S = 3.0
"""How long quitting waits for a file that is being written; it is there as a whole, or not at all."""


class Savings:
    """Writes rows and packets into files and tells what came of it. Belongs to the engine's loop."""

    def __init__(self, monitor: Monitor, packets: PacketRing) -> None:
        self._monitor = monitor
        self._packets = packets
        self._running: set[asyncio.Future[None]] = set()

    def rows(self, rows: Sequence[MonitorRow], file: str, told: Told) -> None:
        """Write rows: messages with their times, one track for each way from end to end, or one stream of packets."""
        self.write(file, lambda: _composed(file, rows), told)

    def all_rows(self, file: str, told: Told) -> None:
        """Do so with all that the monitor holds."""
        self.write(file, lambda: _composed(file, self._monitor.all_rows()), told)

    def packets(self, file: str, told: Told) -> None:
        """Write the datagrams of the last minutes."""
        start = time() - perf_counter_ns() / 1e9
        self.write(file, lambda: packets_capture(some(self._packets.packets()), start), told)

    def write(self, file: str, parts: Callable[[], Iterable[bytes]], told: Told) -> None:
        """Have parts made and written on a worker thread, and tell what came of it on the loop."""
        writing = asyncio.ensure_future(aside(lambda: write_whole(Path(file), parts())))
        self._running.add(writing)
        writing.add_done_callback(lambda done: self._written(done, file, told))

    async def finish(self) -> None:
        """Wait until everything is written, within limits."""
        if self._running:
            await asyncio.wait(self._running, timeout=FINISH_S)

    def _written(self, done: "asyncio.Future[None]", file: str, told: Told) -> None:
        self._running.discard(done)
        if done.cancelled():
            return
        error = done.exception()
        if error is None:
            told(Problem("file.saved", {"file": file}))
        else:
            told(Problem("file.failed", {"file": file, "reason": reason_of(error)}, {"file": file}))


def _composed(file: str, rows: Sequence[MonitorRow]) -> Iterable[bytes]:
    is_capture = Path(file).suffix.lower() == CAPTURE_SUFFIX
    return (rows_capture if is_capture else rows_song)(some(rows), OURSELVES)


def some(what: Sequence[What]) -> Sequence[What]:
    """Give it on; a file without anything in it is not worth writing over another."""
    if not what:
        raise OSError(Phrase("file.nothing"))
    return what


def rows_song(rows: Sequence[MonitorRow], ourselves: str) -> Iterable[bytes]:
    """Make a Standard MIDI File of rows; it begins with the first of them."""
    start = rows[0].time if rows else 0.0
    events = (
        (
            max(0, round((row.time - start) * 1e9)),
            f"{row.source or ourselves} → {row.destination or ourselves}",
            row.message,
        )
        for row in rows
    )
    return compose(sorted_tracks("Longwire", events))
