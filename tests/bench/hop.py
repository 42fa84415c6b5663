"""Local port -> network -> local port: how long a message takes, in one run beside a plain UDP echo.

A message is injected where RtMidi would call back and taken where it would be sent; between them is the program as it
is, in two processes, over loopback UDP. Wanted: p99 with a busy window within 3x of headless and under 1 ms.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.support.ports import free_pair

ROWS = (
    ("headless", "none", "none"),
    ("window idle, sends", "idle", "none"),
    ("window idle, receives", "none", "idle"),
    ("canvas busy, drag, sends", "busy", "none"),
    ("canvas busy, drag, receives", "none", "busy"),
)
READY_S = 30.0


class End:
    """A child process that is one end."""

    def __init__(self, name: str, port: int, peer: int, *options: str, module: str = "hop_end") -> None:
        command = [sys.executable, "-m", f"tests.bench.{module}", f"--name={name}", f"--port={port}"]
        command += [f"--peer={peer}", *options]
        environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def order(self, text: str) -> None:
        """Give an order."""
        assert self._process.stdin is not None
        self._process.stdin.write(text + "\n")
        self._process.stdin.flush()

    def ask(self, text: str) -> dict[str, Any]:
        """Give an order and read the answer."""
        self.order(text)
        return self.answer()

    def answer(self) -> dict[str, Any]:
        """Read the next answer."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("an end of the benchmark died")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End the process."""
        self.order("quit")
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def two_ends(window_a: str, window_b: str) -> Iterator[tuple[End, End]]:
    """Start two ends and wait until both can play."""
    port_a, port_b = free_pair(), free_pair()
    second = End("B", port_b, 0, f"--window={window_b}")
    first = End("A", port_a, port_b, f"--window={window_a}")
    try:
        wait_until_ready(first, second)
        time.sleep(2.5)  # the clock's burst and the window's first paint are over
        yield first, second
    finally:
        first.close()
        second.close()


def wait_until_ready(first: End, second: End) -> None:
    """Wait until both ends can play; end the benchmark when they cannot."""
    deadline = time.monotonic() + READY_S
    while not (first.ask("state")["ready"] and second.ask("state")["ready"]):
        if time.monotonic() > deadline:
            raise SystemExit("the two ends did not connect")
        time.sleep(0.1)


def measure(first: End, second: End, count: int, interval_ms: float) -> tuple[list[float], str]:
    """Send messages from the first to the second; give the times in microseconds and both CPU shares."""
    before = first.ask("cpu"), second.ask("cpu")
    injected = first.ask(f"inject {count} {interval_ms}")["injected"]
    time.sleep(0.3)
    after = first.ask("cpu"), second.ask("cpu")
    heard = {message: stamp for stamp, message in second.ask("heard")["heard"]}
    missing = [message for _, message in injected if message not in heard]
    if missing:
        print(f"   {len(missing)} of {count} messages did not arrive", file=sys.stderr)
    times = [(heard[message] - stamp) / 1000 for stamp, message in injected if message in heard]
    shares = [
        100 * (late["cpu"] - early["cpu"]) / (late["wall"] - early["wall"])
        for early, late in zip(before, after, strict=True)
    ]
    return times, f"{shares[0]:4.0f} % / {shares[1]:4.0f} %"


def echo(count: int) -> list[float]:
    """Measure a plain blocking UDP echo between two threads, halved: the floor under everything."""
    there = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    there.bind(("127.0.0.1", 0))
    here = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def answer() -> None:
        while (got := there.recvfrom(100))[0]:
            there.sendto(*got)

    thread = threading.Thread(target=answer)
    thread.start()
    times = []
    for _ in range(count):
        begin = time.perf_counter_ns()
        here.sendto(b"12345678", there.getsockname())
        here.recv(100)
        times.append((time.perf_counter_ns() - begin) / 2000)
    here.sendto(b"", there.getsockname())
    thread.join()
    here.close()
    there.close()
    return times


def row(name: str, times: Sequence[float], cpu: str = "") -> float:
    """Print one line; give the p99."""
    cuts = statistics.quantiles(times, n=100)
    print(f"{name:30} {cuts[49]:8.0f} {cuts[94]:8.0f} {cuts[98]:8.0f} {max(times):8.0f}   {cpu}", flush=True)
    return cuts[98]


def main(arguments: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="bench hop")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--interval-ms", type=float, default=3.0)
    options = parser.parse_args(arguments)
    print(f"{'microseconds':30} {'p50':>8} {'p95':>8} {'p99':>8} {'max':>8}   CPU sender / receiver")
    row("UDP echo, one way", echo(options.count))
    p99 = {}
    for name, window_a, window_b in ROWS:
        with two_ends(window_a, window_b) as (first, second):
            p99[name] = row(name, *measure(first, second, options.count, options.interval_ms))
    busiest = max(p99[name] for name, *windows in ROWS if "busy" in windows)
    print(
        f"p99 busy / headless: {busiest / p99['headless']:.1f} (wanted: under 3, and under 1000 microseconds)"
    )
    return 0
