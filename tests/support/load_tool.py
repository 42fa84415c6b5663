"""A small load tool: plays many remote ends at once from sockets of its own, each at a loopback address of its own."""

import selectors
import socket
from time import perf_counter, perf_counter_ns

from app.wire.applemidi import Accepted, Clock, Feedback, Invitation, decode, encode, is_session_packet
from app.wire.commands import decode_section
from app.wire.rtp import Rtp, encode_rtp

JOIN_S = 120.0
HEAR_S = 60.0
INVITE_EVERY_S = 1.0
CLOCK_EVERY_S = 10.0
FEEDBACK_EVERY_S = 1.0
SLICES = 10
"""A tenth of the ends plays at a time, so that the load is even."""
SETTLE_S = 2.0
BUFFER_OCTETS = 262_144
ONE_BEND = 3
"""The short header of nearly every packet: its length, whatever the flags for journal and delta say."""


def ticks() -> int:
    """The clock of the ends."""
    return perf_counter_ns() // 100_000


class RemoteEnd:
    """One peer of Longwire: invites, keeps the clock, sends feedback, counts what it gets."""

    def __init__(self, name: str, number: int, port: int, own_port: int = 5004) -> None:
        """Invites the session at `port`; all may have the same `own_port`, since each has an address of its own."""
        self.name = name
        self.ssrc = 0x1000 + number
        self._there = ("127.0.0.1", port)
        self._data_there = ("127.0.0.1", port + 1)
        host = f"127.1.{number // 250}.{number % 250 + 1}"
        self.control = _bound(host, own_port)
        self.data = _bound(host, own_port + 1)
        self.joined = False
        self.received = 0
        self.lost = 0
        self.sent = 0
        self._next: int | None = None
        self._acknowledged: int | None = None

    def close(self) -> None:
        """Give the sockets back."""
        self.control.close()
        self.data.close()

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

    def close(self) -> None:
        """Give all sockets back."""
        self._selector.close()
        for end in self._ends:
            end.close()

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

    def hear(self, count: int) -> None:
        """Listen until every end has received that many messages."""
        begin = perf_counter()
        while not all(end.received >= count for end in self._ends):
            if perf_counter() - begin > HEAR_S:
                raise SystemExit(f"received: {sorted(end.received for end in self._ends)}")
            self._serve(0.05)

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


def _bound(host: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.setblocking(False)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_OCTETS)
    made.bind((host, port))
    return made
