"""The patch canvas with 60 devices, 40 peers and 150 cables: how long its frames take, and the MIDI hop meanwhile.

A frame lasts from the movement that causes it to the end of its painting, off screen. CPU is that of the main thread
alone, so it does not count what others do; what of it is Python holds the interpreter's lock. The hop is that of
`bench hop`, to another process. Wanted: frames under 16 ms in p95, hop under 1 ms in p99.
"""

import argparse
import os
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.bench.canvas_end import CABLES, DEVICES, PEERS
from tests.bench.hop import READY_S, End, measure
from tests.support.load_tool import Load, RemoteEnd
from tests.support.ports import free_pair

SCENES = ("cable", "node", "pan", "glow")
SIZES = ("life-size", "fit")
CLOCK_S = 0.5


@contextmanager
def crowd() -> Iterator[tuple[End, End]]:
    """Start the end with the window and the one that hears, and let all others join."""
    port, peer_port = free_pair(), free_pair()
    second = End("B", peer_port, 0)
    first = End("A", port, peer_port, module="canvas_end")
    try:
        second.ask("state")
        first.ask("cpu")
        load = Load([RemoteEnd(name, nth, port) for nth, name in enumerate(PEERS[1:], 1)])
        load.join()
        alive = threading.Event()
        keeper = threading.Thread(target=_keep, args=(load, alive), daemon=True)
        keeper.start()
        _wait(first, second)
        yield first, second
        alive.set()
        keeper.join()
    finally:
        first.close()
        second.close()


def _keep(load: Load, ended: threading.Event) -> None:
    while not ended.is_set():
        load.idle(CLOCK_S)


def _wait(first: End, second: End) -> None:
    deadline = time.monotonic() + READY_S
    while not (first.ask("state")["ready"] and second.ask("state")["ready"]):
        if time.monotonic() > deadline:
            raise SystemExit("the ends did not connect")
        time.sleep(0.1)
    time.sleep(2.5)  # the clock's burst and the window's first paint are over


def cuts(times: Sequence[float]) -> str:
    """Give p50, p95 and p99."""
    if len(times) < 2:
        return f"{'-':>7} {'-':>7} {'-':>7}"
    hundred = statistics.quantiles(times, n=100)
    return " ".join(f"{hundred[at]:7.2f}" for at in (49, 94, 98))


def main(arguments: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="bench canvas")
    parser.add_argument("--count", type=int, default=2000, help="messages during each scene")
    parser.add_argument("--interval-ms", type=float, default=3.0)
    parser.add_argument("--scenes", nargs="*", default=SCENES, choices=SCENES)
    parser.add_argument("--sizes", nargs="*", default=SIZES, choices=SIZES)
    options = parser.parse_args(arguments)
    with crowd() as (first, second):
        load = os.getloadavg()[0]
        print(f"{len(DEVICES)} devices, {len(PEERS)} peers, {CABLES} cables; load average {load:.1f}")
        titles = "   ".join(f"{title:^23}" for title in ("frame", "CPU of it", "Python of it", "hop"))
        print(f"{'milliseconds: p50 p95 p99':22} {titles}  frames/s")
        for size in options.sizes:
            for scene in options.scenes:
                _row(first, second, f"{scene} {size}", options)
    print("wanted: frame p95 under 16, hop p99 under 1")
    return 0


def _row(first: End, second: End, scene: str, options: argparse.Namespace) -> None:
    first.ask(f"scene {scene}")
    began = time.monotonic()
    hops, _cpu = measure(first, second, options.count, options.interval_ms)
    seconds = time.monotonic() - began
    seen = first.ask("frames")
    rate = len(seen["wall"]) / seconds
    hop = cuts([microseconds / 1000 for microseconds in hops])
    columns = "   ".join([*(cuts(seen[each]) for each in ("wall", "cpu", "python")), hop])
    print(f"{scene:22} {columns}  {rate:6.1f}", flush=True)
