"""Many sessions with many participants on loopback: what is lost, and what it costs.

One load tool plays all remote ends from sockets of its own, each at an address of its own. Each end sends messages to
one local counter and receives as many of its own. Wanted: nothing lost.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from app.session.limits import Limits
from tests.support.kernel import udp_drops
from tests.support.load_tool import SETTLE_S, Load, RemoteEnd
from tests.support.ports import free_pair


class Server:
    """The Longwire under test, a child process."""

    def __init__(self, ports: list[int], each: int) -> None:
        command = [sys.executable, "-m", "tests.bench.scale_end", json.dumps(ports), str(each)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def order(self, text: str) -> None:
        """Give an order."""
        assert self._process.stdin is not None
        self._process.stdin.write(text + "\n")
        self._process.stdin.flush()

    def figures(self) -> dict[str, Any]:
        """Ask how it is doing."""
        assert self._process.stdout is not None
        self.order("figures")
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("Longwire ended by itself")
        figures: dict[str, Any] = json.loads(line)
        return figures

    def resident_mib(self) -> float:
        """How much memory it has now."""
        with open(f"/proc/{self._process.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@dataclass(frozen=True, slots=True)
class Sample:
    """What was used up to a moment."""

    at: float
    server_cpu_s: float
    load_cpu_s: float


def main(arguments: list[str]) -> int:
    """Print the figures."""
    options = _options(arguments)
    # Two sockets for each remote end.
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    ports = [free_pair() for _ in range(options.sessions)]
    server = Server(ports, options.each)
    try:
        load = Load(ends := list(_ends(ports, options.each)))
        empty_mib = _wait_until_up(server)
        joined_s = load.join()
        load.idle(SETTLE_S)
        print(
            f"{options.sessions} sessions x {options.each} participants, load average {os.getloadavg()[0]:.1f}"
        )
        print(f"all joined after {joined_s:.1f} s, {server.figures()['active']} cables active")
        print(f"memory: empty {empty_mib:.0f} MiB, all in {server.resident_mib():.0f} MiB")
        before = _sample(server)
        server.order(f"play {options.rate} {options.seconds}")
        load.play(options.rate, options.seconds)
        _report(server, ends, before, _sample(server))
        _tell_drops(ports)
    finally:
        server.close()
    return 0


def _report(server: Server, ends: list[RemoteEnd], before: Sample, after: Sample) -> None:
    figures, wall = server.figures(), after.at - before.at
    sent, received = sum(end.sent for end in ends), sum(end.received for end in ends)
    gaps = sum(end.lost for end in ends)
    print(f"in:  {sent} sent by the ends, {sent - figures['counted']} lost (wanted: 0)")
    print(
        f"out: {figures['played']} played locally, {figures['played'] - received} lost, {gaps} packets missing"
    )
    print(
        f"CPU: Longwire {100 * (after.server_cpu_s - before.server_cpu_s) / wall:.0f} % of a core, ", end=""
    )
    print(f"load tool {100 * (after.load_cpu_s - before.load_cpu_s) / wall:.0f} %")
    print(f"memory at the end {server.resident_mib():.0f} MiB, peak {figures['peak_mib']:.0f} MiB")
    print(f"limits per session: {Limits()}")


def _tell_drops(ports: list[int]) -> None:
    """Say where datagrams were lost: both sides run on one computer, and only one of them is under test."""
    own = udp_drops([port + side for port in ports for side in (0, 1)])
    tool = udp_drops([5004, 5005], host="127.1.")
    if own is None or tool is None:
        print("this system does not count what its sockets drop")
    else:
        print(f"dropped by the kernel as not read in time: {own} at Longwire, {tool} at the load tool")


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench scale")
    parser.add_argument("--sessions", type=int, default=16)
    parser.add_argument("--each", type=int, default=32, help="participants per session")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument(
        "--rate", type=float, default=10.0, help="messages per second, each way, per participant"
    )
    return parser.parse_args(arguments)


def _ends(ports: list[int], each: int) -> Iterator[RemoteEnd]:
    for index, port in enumerate(ports):
        for nth in range(each):
            yield RemoteEnd(f"S{port}-{nth}", index * each + nth, port)


def _wait_until_up(server: Server) -> float:
    server.figures()
    time.sleep(SETTLE_S)
    return server.resident_mib()


def _sample(server: Server) -> Sample:
    own = resource.getrusage(resource.RUSAGE_SELF)
    return Sample(perf_counter(), server.figures()["cpu_s"], own.ru_utime + own.ru_stime)
