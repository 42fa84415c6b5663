"""The sessions inside the MIDI thread with their sockets: what arrives goes to the right one (session sheet 1)."""

import logging
import selectors
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import perf_counter_ns
from typing import Protocol

from app.engine.orders import (
    CloseSession,
    Delay,
    ForSession,
    Limit,
    OpenSession,
    Probe,
    Report,
    SessionOrder,
    Watch,
)
from app.engine.packet_ring import PacketRing
from app.engine.router import Router
from app.engine.served import ServedSession
from app.engine.sockets import SockAddr
from app.engine.stream import Stream
from app.engine.ticks import ticks_of
from app.engine.turn import Turn
from app.session.actions import Channel

log = logging.getLogger("longwire.net")

LARGEST_DATAGRAM = 65_535
DATAGRAMS_PER_TURN = 64
"""One flooding peer must not keep the others waiting for longer than this many of its packets."""


class Served(Protocol):
    """Who gets what arrives at a socket."""

    def receive(
        self, way: socket.socket, channel: Channel, data: bytes, where: SockAddr, stamp_ns: int, now: int
    ) -> None:
        """Take one datagram; whatever it holds, nothing is raised."""


@dataclass(frozen=True, slots=True)
class Way:
    """What a socket in the selector is for."""

    served: Served
    channel: Channel


class Reception:
    """Opens and closes sessions, reads their sockets, and reaches all streams. Belongs to the MIDI thread."""

    def __init__(
        self,
        selector: selectors.BaseSelector,
        router: Router,
        report: Callable[[Report], None],
        turn: Turn,
        next_transfer: Callable[[], int],
        packets: PacketRing,
    ) -> None:
        self._selector = selector
        self._router = router
        self._report = report
        self._turn = turn
        self._next_transfer = next_transfer
        self._packets = packets
        self._sessions: dict[int, ServedSession] = {}

    def __iter__(self) -> Iterator[Stream]:
        """Go through a copy of the streams; any thread may, for reading plain counters only."""
        for served in list(self._sessions.values()):
            yield from list(served.streams.values())

    def open(self, order: OpenSession) -> None:
        """Serve a session from now on."""
        served = ServedSession(order, self._router, self._report, self._turn, self._next_transfer)
        self._sessions[order.session] = served
        for channel, ways in ((Channel.CONTROL, order.pair.control), (Channel.DATA, order.pair.data)):
            self._packets.watch(ways)
            for way in ways:
                self._selector.register(way, selectors.EVENT_READ, Way(served, channel))

    def close(self, session: int, now: int) -> None:
        """Say BY to everyone in a session and close its sockets."""
        served = self._sessions.get(session)
        if served is None:
            return
        for participant in list(served.streams):
            served.close_stream(participant, bye=True, now=now)
        self._retire(self._sessions.pop(session))

    def close_all(self) -> None:
        """Close all sockets; BY was said before."""
        while self._sessions:
            self._retire(self._sessions.popitem()[1])

    def receive(self, way: socket.socket, purpose: Way) -> None:
        """Read a socket that has something, up to a limit."""
        receive = purpose.served.receive
        for _ in range(DATAGRAMS_PER_TURN):
            try:
                data, where = way.recvfrom(LARGEST_DATAGRAM)
            except BlockingIOError:
                return
            except OSError as error:  # an ICMP message for an earlier datagram, or a socket just closed
                log.debug("receiving: %s", error)
                return
            stamp_ns = perf_counter_ns()
            self._packets.received(stamp_ns, way, where, data)
            receive(way, purpose.channel, data, where, stamp_ns, ticks_of(stamp_ns))

    def carry_out(self, order: SessionOrder, now: int) -> None:
        """Do what the engine asks for; what is about a session or a participant that has gone is passed over."""
        match order:
            case ForSession():
                served = self._sessions.get(order.session)
                if served is not None:
                    served.carry_out(order.action, now)
            case OpenSession():
                self.open(order)
            case CloseSession():
                self.close(order.session, now)
            case Watch():
                self.watch(order.participant, order.on)
            case Delay():
                self.delay(order.participant, order.playout_ms, now)
            case Limit():
                self.limit(order.participant, order.bits_per_second)
            case Probe():
                self.probe(now)

    def watch(self, participant: int, on: bool) -> None:
        """Probe a silent peer after a second, or no longer."""
        for stream in self._of(participant):
            stream.clock.watchful = on
            self._turn.touch(stream)

    def delay(self, participant: int, playout_ms: int, now: int) -> None:
        """Hold what a participant plays for so long after its stamp."""
        for stream in self._of(participant):
            stream.delay(playout_ms, now)
            self._turn.touch(stream)

    def limit(self, participant: int, bits_per_second: int) -> None:
        """Send a participant SysEx no faster than that."""
        for stream in self._of(participant):
            stream.outgoing.limit(bits_per_second)

    def cancel_sysex(self, transfer: int) -> None:
        """Give up a long SysEx, if it is towards one of these."""
        for stream in self:
            stream.outgoing.cancel(transfer)

    def hush(self) -> None:
        """Everything is being silenced: nothing that is held may begin, and no SysEx may keep that waiting."""
        for stream in self:
            stream.hush()

    def probe(self, now: int) -> None:
        """Ask everybody we invited whether they are there."""
        for stream in self:
            stream.probe(now)
            self._turn.touch(stream)

    def resume(self, now: int) -> None:
        """We slept: ask everybody, and believe nothing that was known about clocks."""
        for stream in self:
            stream.resume(now)
            self._turn.touch(stream)

    def say_bye(self) -> None:
        """Send BY to everyone, streams stay."""
        for stream in self:
            stream.say_bye()

    def _of(self, participant: int) -> Iterator[Stream]:
        return (stream for stream in self if stream.participant == participant)

    def _retire(self, served: ServedSession) -> None:
        for way in (*served.pair.control, *served.pair.data):
            self._selector.unregister(way)
        served.pair.close()
