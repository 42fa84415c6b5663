"""Many sessions with many participants on loopback: what is lost, and what it costs.

One load tool plays all remote ends from sockets of its own, each at an address of its own. Each end sends messages to
one local counter and receives as many of its own. Wanted: nothing lost.
"""

import argparse
import json
import os
import resource
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter, perf_counter_ns
from typing import Any

from app.session.limits import Limits
from app.wire.applemidi import Accepted, Clock, Feedback, Invitation, decode, encode, is_session_packet
from app.wire.commands import decode_section
from app.wire.rtp import Rtp, encode_rtp
from tests.support.ports import free_pair

JOIN_S = 120.0
INVITE_EVERY_S = 1.0
CLOCK_EVERY_S = 10.0
FEEDBACK_EVERY_S = 1.0
SLICES = 10
SETTLE_S = 2.0
BUFFER_OCTETS = 262_144
ONE_BEND = 3
"""The short header of nearly every packet: its length, whatever the flags for journal and delta say."""


def ticks() -> int:
    """The clock of the ends."""
    return perf_counter_ns() // 100_000


class RemoteEnd:
    """One peer of Longwire: invites, keeps the clock, sends feedback, counts what it gets."""

    def __init__(self, name: str, number: int, port: int) -> None:
        self.name = name
        self.ssrc = 0x1000 + number
        self._there = ("127.0.0.1", port)
        self._data_there = ("127.0.0.1", port + 1)
        host = f"127.1.{number // 250}.{number % 250 + 1}"
        self.control = _bound(host, 5004)
        self.data = _bound(host, 5005)
        self.joined = False
        self.received = 0
        self.lost = 0
        self.sent = 0
        self._next: int | None = None
        self._acknowledged: int | None = None

    def invite(self) -> None:
        """Ask on control; the answer leads on."""
        self.control.sendto(encode(Invitation(self.ssrc, self.ssrc, self.name)), self._there)

    def ask_clock(self) -> None:
        """Begin an exchange of clocks."""
        self.data.sendto(encode(Clock(self.ssrc, 0, ticks(), 0, 0)), self._data_there)

    def confirm(self) -> None:
        """Send feedback when there is something new."""
        if self._next is not None and self._next != self._acknowledged:
            self._acknowledged = self._next
            self.control.sendto(encode(Feedback(self.ssrc, (self._next - 1) & 0xFFFF)), self._there)

    def play(self) -> None:
        """Send one message in one packet."""
        section = bytes((0x03, 0xE0, self.sent & 0x7F, self.sent >> 7 & 0x7F))
        rtp = Rtp(self.sent & 0xFFFF, ticks() & 0xFFFFFFFF, self.ssrc, section)
        self.data.sendto(encode_rtp(rtp), self._data_there)
        self.sent += 1

    def take(self, way: socket.socket) -> None:
        """Take all that waits in one socket."""
        try:
            while True:
                data = way.recv(2048)
                if is_session_packet(data):
                    self._signal(way, data)
                else:
                    self._count(data)
        except BlockingIOError:
            return

    def _signal(self, way: socket.socket, data: bytes) -> None:
        packet = decode(data)
        if isinstance(packet, Accepted) and way is self.control:
            self.data.sendto(encode(Invitation(self.ssrc, self.ssrc, self.name)), self._data_there)
        elif isinstance(packet, Accepted):
            self.ask_clock()
        elif isinstance(packet, Clock) and packet.count == 1:
            self.joined = True
            self.data.sendto(encode(Clock(self.ssrc, 2, packet.t1, packet.t2, ticks())), self._data_there)

    def _count(self, data: bytes) -> None:
        sequence = int.from_bytes(data[2:4], "big")
        if self._next is not None:
            self.lost += (sequence - self._next) & 0xFFFF
        self._next = (sequence + 1) & 0xFFFF
        self.received += 1 if data[12] & 0x8F == ONE_BEND else len(decode_section(data[12:]).elements)


class Load:
    """All remote ends on one selector."""

    def __init__(self, ends: list[RemoteEnd]) -> None:
        self._ends = ends
        self._selector = selectors.DefaultSelector()
        for end in ends:
            for way in (end.control, end.data):
                self._selector.register(way, selectors.EVENT_READ, end)

    def join(self) -> float:
        """Bring all in; gives how long it took."""
        begin = perf_counter()
        again = 0.0
        while not all(end.joined for end in self._ends):
            if perf_counter() - begin > JOIN_S:
                raise SystemExit(f"only {sum(end.joined for end in self._ends)} ends could join")
            if perf_counter() >= again:
                again = perf_counter() + INVITE_EVERY_S
                for end in self._ends:
                    if not end.joined:
                        end.invite()
            self._serve(0.05)
        return perf_counter() - begin

    def play(self, rate: float, seconds: float) -> None:
        """Let every end play at this rate, spread evenly, and keep everything alive."""
        begin = perf_counter()
        for step in range(round(rate * seconds) * SLICES):
            while (left := begin + step / SLICES / rate - perf_counter()) > 0:
                self._serve(left)
            for end in self._ends[step % SLICES :: SLICES]:
                end.play()
            self._keep_alive(step, rate)
        self.idle(SETTLE_S)

    def idle(self, seconds: float) -> None:
        """Only listen."""
        until = perf_counter() + seconds
        while (left := until - perf_counter()) > 0:
            self._serve(left)

    def _keep_alive(self, step: int, rate: float) -> None:
        for period, act in ((CLOCK_EVERY_S, RemoteEnd.ask_clock), (FEEDBACK_EVERY_S, RemoteEnd.confirm)):
            every = round(period * rate * SLICES)
            for end in self._ends[step % every :: every]:
                act(end)

    def _serve(self, patience: float) -> None:
        for key, _ in self._selector.select(patience):
            assert isinstance(key.fileobj, socket.socket)
            key.data.take(key.fileobj)


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


def _bound(host: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.setblocking(False)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_OCTETS)
    made.bind((host, port))
    return made
