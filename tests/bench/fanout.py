"""One key, many destinations: when the first and the last of them has it, by the kernel's own stamps.

The MIDI thread of the engine plays from one source to that many peers of a direct link on loopback. Beside it another
source goes on playing to the first of them, as a second musician would: what its messages wait is shown as well.
With `--busy` another thread of the process computes in Python all the time, as a window does now and then.
The stamps of arrival are the kernel's, so that no thread of the benchmark has to be awake in time.
"""

import argparse
import socket
import struct
import threading
import time
from dataclasses import dataclass, field

from app.engine.link_orders import OpenLink, SetLinkPeers
from app.engine.midi_thread import MidiThread
from app.engine.orders import InstallRoutes
from app.engine.ticks import TICKS_PER_SECOND
from app.media.routes import Hop, RouteTable
from app.model.address import Address
from tests.bench.canvas import cuts

MONITOR, LINK, FIRST_PEER = 1, 2, 100
CHORD, OTHER = 10, 11
SO_TIMESTAMPNS = 35
"""Linux's; Python 3.11 has no name for it."""
STAMP = struct.Struct("qq")
NS = 1_000_000_000
PAUSE_S = 0.012
OTHER_AFTER_S = 0.0004
"""The second musician plays so long after the first: while the first one's message is on its way to the others."""


@dataclass(slots=True)
class Waits:
    """Milliseconds from playing to the arrival."""

    first: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    other: list[float] = field(default_factory=list)


def main(arguments: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="bench fanout")
    parser.add_argument("--peers", type=int, nargs="*", default=[1, 8, 32])
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--busy", action="store_true")
    options = parser.parse_args(arguments)
    if options.busy:
        threading.Thread(target=_compute, daemon=True).start()
    titles = "   ".join(f"{title:^23}" for title in ("first has it", "last has it", "the other player"))
    print(f"{'milliseconds: p50 p95 p99':26} {titles}")
    for peers in options.peers:
        waits = measure(peers, options.count)
        columns = "   ".join(cuts(each) for each in (waits.first, waits.last, waits.other))
        print(f"{peers:3} destinations           {columns}", flush=True)
    return 0


def measure(peers: int, count: int) -> Waits:
    """Play `count` times to that many peers."""
    ears = [_ear() for _ in range(peers)]
    way = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    way.bind(("127.0.0.1", 0))
    way.setblocking(False)
    addresses = tuple(
        (FIRST_PEER + nth, Address("127.0.0.1", ear.getsockname()[1])) for nth, ear in enumerate(ears)
    )
    thread = MidiThread(lambda report: None, MONITOR)
    thread.start()
    try:
        thread.submit(
            OpenLink(LINK, 0x1234, (way,), "auto", True, False, (), 60 * TICKS_PER_SECOND),
            SetLinkPeers(LINK, addresses),
            InstallRoutes(
                RouteTable(
                    {
                        CHORD: [Hop(1 + nth, FIRST_PEER + nth) for nth in range(peers)],
                        OTHER: [Hop(500, FIRST_PEER)],
                    }
                )
            ),
        )
        time.sleep(0.3)
        waits = Waits()
        for number in range(count):
            _round(thread, ears, number, waits)
        return waits
    finally:
        thread.stop()
        for ear in ears:
            ear.close()


def _compute() -> None:
    total = 0
    while True:
        total ^= 1


def _round(thread: MidiThread, ears: list[socket.socket], number: int, waits: Waits) -> None:
    played = _play(thread, CHORD, bytes((0xB0, 1 + number % 30, number & 0x7F)))
    time.sleep(OTHER_AFTER_S)
    other = _play(thread, OTHER, bytes((0xB1, 1, number & 0x7F)))
    time.sleep(PAUSE_S)
    stamps = [_stamps(ear) for ear in ears]
    arrived = [each[0] for each in stamps if each]
    if len(arrived) == len(ears):
        waits.first.append((min(arrived) - played) / 1e6)
        waits.last.append((max(arrived) - played) / 1e6)
    if len(stamps[0]) == 2:
        waits.other.append((stamps[0][1] - other) / 1e6)


def _play(thread: MidiThread, source: int, message: bytes) -> int:
    now = time.time_ns()
    thread.play(source, message, time.perf_counter_ns())
    return now


def _ear() -> socket.socket:
    ear = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    ear.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    ear.bind(("127.0.0.1", 0))
    ear.setblocking(False)
    return ear


def _stamps(ear: socket.socket) -> list[int]:
    stamps = []
    while True:
        try:
            _, ancillary, _, _ = ear.recvmsg(2048, socket.CMSG_SPACE(STAMP.size))
        except BlockingIOError:
            return stamps
        for level, kind, data in ancillary:
            if level == socket.SOL_SOCKET and kind == SO_TIMESTAMPNS:
                seconds, nanoseconds = STAMP.unpack(data)
                stamps.append(seconds * NS + nanoseconds)
