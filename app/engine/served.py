"""One session inside the MIDI thread: its sockets, its streams, and who a datagram belongs to (session sheet 1, 7)."""

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.engine.orders import GarbageFrom, OpenSession, PacketArrived, Report, SendFailed
from app.engine.phrases import Phrase, Reason, reason_of
from app.engine.router import Router
from app.engine.sockets import SockAddr, choose, to_address, to_sockaddr
from app.engine.stream import Home, Stream, Ways
from app.engine.ticks import TICKS_PER_SECOND, ticks_of
from app.engine.turn import Turn
from app.engine.turnstile import Turnstile
from app.session.actions import (
    Action,
    Arm,
    Channel,
    CloseStream,
    Disarm,
    Doubt,
    OpenStream,
    RestartStream,
    Role,
    Send,
    UseSsrc,
)
from app.wire.applemidi import Accepted, Clock, Feedback, decode, is_session_packet
from app.wire.errors import WireError
from app.wire.rtp import decode_rtp

log = logging.getLogger("longwire.net")

PARKED_DATAGRAMS = 32
PARKED_TICKS = TICKS_PER_SECOND
"""What a peer plays before its data OK has arrived, as far as reordering on a network can explain it (design 3)."""

_WRONG_FAMILY = Phrase("net.family")
_CLOCK = b"CK"
_FEEDBACK = b"RS"
_ACCEPTED = b"OK"
_BYE = b"BY"
_COMMAND = slice(2, 4)


@dataclass(slots=True)
class _Armed:
    """A data invitation on its way: the matching OK opens the stream without asking the engine first."""

    order: Arm
    parked: list[tuple[bytes, SockAddr, int]] = field(default_factory=list)


class ServedSession:
    """Demultiplexes what arrives for one session and keeps its streams. Belongs to the MIDI thread."""

    def __init__(
        self,
        order: OpenSession,
        router: Router,
        report: Callable[[Report], None],
        turn: Turn,
        next_transfer: Callable[[], int],
    ) -> None:
        self.session = order.session
        self.pair = order.pair
        self.streams: dict[int, Stream] = {}
        self.dropped = 0
        self._home = Home(
            order.ssrc,
            order.journal,
            report,
            turn,
            router.feed,
            lambda: router.is_tapped,
            next_transfer,
            order.playout_ms,
        )
        self._router = router
        self._report = report
        self._turn = turn
        self._by_data: dict[SockAddr, Stream] = {}
        self._by_identity: dict[tuple[str, int], Stream] = {}
        self._armed: dict[int, _Armed] = {}
        self._turnstile = Turnstile()
        self._hosts: frozenset[str] = frozenset()
        """Where somebody plays from."""

    # -- from the network ----------------------------------------------------------------------------------

    def receive(
        self, way: socket.socket, channel: Channel, data: bytes, where: SockAddr, stamp_ns: int, now: int
    ) -> None:
        """Take one datagram; whatever it holds, nothing is raised."""
        try:
            if is_session_packet(data):
                self._session_packet(way, channel, data, where, stamp_ns, now)
            elif channel is Channel.DATA:
                self._rtp(data, where, stamp_ns, now)
            else:
                self.dropped += 1
        except WireError as error:
            self._malformed(where, error)

    def _rtp(self, data: bytes, where: SockAddr, stamp_ns: int, now: int) -> None:
        stream = self._by_data.get(where)
        if stream is None:
            self._park(data, where, stamp_ns, now)
            return
        rtp = decode_rtp(data)
        if rtp.ssrc != stream.ssrc:
            self.dropped += 1
            return
        stream.heard_ns = stamp_ns
        stream.receive(rtp, now, stamp_ns)
        self._turn.touch(stream)

    def _session_packet(
        self, way: socket.socket, channel: Channel, data: bytes, where: SockAddr, stamp_ns: int, now: int
    ) -> None:
        command = data[_COMMAND]
        if command == _CLOCK:
            self._clock(way, data, where, stamp_ns, now)
        elif command == _FEEDBACK:
            self._feedback(data, where, now)
        elif where[0] not in self._hosts and not self._turnstile.lets_in(command, now):
            self.dropped += 1
        else:
            if command == _ACCEPTED and channel is Channel.DATA:
                self._accepted(data, where, now)
            heard = self._last_heard(where[0]) if command == _BYE else None
            self._report(PacketArrived(self.session, channel, to_address(where), data, stamp_ns / 1e9, heard))

    def _clock(self, way: socket.socket, data: bytes, where: SockAddr, stamp_ns: int, now: int) -> None:
        packet = decode(data)
        assert isinstance(packet, Clock)
        stream = self._by_identity.get((where[0], packet.ssrc)) or self._by_data.get(where)
        if stream is None:
            self._park(data, where, stamp_ns, now)
            return
        stream.heard_ns = stamp_ns
        reply = stream.receive_clock(packet, now)
        if reply is not None:
            _send(way, reply, where)
        self._turn.touch(stream)

    def _feedback(self, data: bytes, where: SockAddr, now: int) -> None:
        packet = decode(data)
        assert isinstance(packet, Feedback)
        stream = self._by_identity.get((where[0], packet.ssrc)) or self._by_data.get(where)
        if stream is None and packet.ssrc == self._home.ssrc:
            stream = self._only_one_at(where[0])  # raveloxmidi names the sender's SSRC (session sheet 2.3)
        if stream is None:
            self.dropped += 1
            return
        stream.receive_feedback(packet, now)
        self._turn.touch(stream)

    def _accepted(self, data: bytes, where: SockAddr, now: int) -> None:
        packet = decode(data)
        assert isinstance(packet, Accepted)
        for armed in self._armed.values():
            order = armed.order
            if packet.token == order.token and where[0] == order.address.host:
                control = order.address.with_port(order.address.port - 1)
                there, name = to_address(where), packet.name or ""
                self._open(
                    OpenStream(
                        order.participant, Role.INITIATOR, packet.ssrc, packet.token, control, there, name
                    ),
                    now,
                )
                return

    def _park(self, data: bytes, where: SockAddr, stamp_ns: int, now: int) -> None:
        for armed in self._armed.values():
            if where[0] == armed.order.address.host:
                fresh = [each for each in armed.parked if now - ticks_of(each[2]) <= PARKED_TICKS]
                armed.parked = [*fresh[1 - PARKED_DATAGRAMS :], (data, where, stamp_ns)]
                return
        self.dropped += 1

    def _malformed(self, where: SockAddr, error: WireError) -> None:
        stream = self._by_data.get(where)
        if stream is None:
            self.dropped += 1
            return
        stream.garbage += 1
        if stream.garbage == 1:
            log.warning("participant %d: %s", stream.participant, error)
            self._report(GarbageFrom(stream.participant))

    def _last_heard(self, host: str) -> float | None:
        heard = (stream.heard_ns for stream in self.streams.values() if stream.data[0] == host)
        newest = max(heard, default=0)
        return newest / 1e9 if newest else None

    def _only_one_at(self, host: str) -> Stream | None:
        there = [stream for stream in self.streams.values() if stream.data[0] == host]
        return there[0] if len(there) == 1 else None

    # -- from the engine -----------------------------------------------------------------------------------

    def carry_out(self, action: Action, now: int) -> None:
        """Do what the session core asks for."""
        match action:
            case Send():
                self._send(action)
            case Arm():
                self._armed[action.participant] = _Armed(action)
            case Disarm():
                self._armed.pop(action.participant, None)
            case OpenStream():
                self._update(action, now)
            case RestartStream():
                self._restart(action, now)
            case UseSsrc():
                self._home = replace(self._home, ssrc=action.ssrc)
            case CloseStream():
                self.close_stream(action.participant, action.bye, now)
            case Doubt():
                self._doubt(action.participant, now)

    def close_stream(self, participant: int, bye: bool, now: int) -> None:
        """Release what came through a stream and what sounds at its end, say BY if wanted, and forget it."""
        self._armed.pop(participant, None)
        stream = self.streams.pop(participant, None)
        if stream is None:
            return
        stream.mute = not bye
        stream.outgoing.cut()
        self._router.release_source(participant, now)
        self._router.remove_sink(participant, now)
        stream.flush(now)
        stream.outgoing.end(now)
        self._forget(stream)
        if bye:
            stream.say_bye()
        stream.mute = True
        self._router.forget(participant)
        self._turn.touch(stream)

    def _send(self, action: Send) -> None:
        ways = self.pair.control if action.channel is Channel.CONTROL else self.pair.data
        way = choose(ways, action.address)
        reason: Reason | None = _WRONG_FAMILY
        if way is not None:
            reason = _send(way, action.data, to_sockaddr(action.address))
        if reason is not None:
            self._report(SendFailed(self.session, action.address, reason))

    def _open(self, order: OpenStream | RestartStream, now: int) -> None:
        ways = self._ways_to(order)
        if ways is None:
            return
        stream = Stream(order, ways, self._home, now)
        self.streams[order.participant] = stream
        self._remember(stream)
        self._router.add_sink(order.participant, stream.outgoing)
        self._turn.touch(stream)
        armed = self._armed.pop(order.participant, None)
        for parked, where, stamp_ns in armed.parked if armed else ():
            self.receive(ways[1], Channel.DATA, parked, where, stamp_ns, now)

    def _ways_to(self, order: OpenStream | RestartStream) -> Ways | None:
        control, data = choose(self.pair.control, order.control), choose(self.pair.data, order.data)
        if control is None or data is None:
            self._report(SendFailed(self.session, order.data, _WRONG_FAMILY))
            return None
        return control, data

    def _update(self, order: OpenStream, now: int) -> None:
        stream = self.streams.get(order.participant)
        if stream is None:
            self._open(order, now)
            return
        ways = self._ways_to(order)
        if ways is None:
            return
        self._forget(stream)
        stream.update(order, ways, now)
        self._remember(stream)
        self._turn.touch(stream)

    def _restart(self, order: RestartStream, now: int) -> None:
        stream = self.streams.get(order.participant)
        if stream is None:
            self._open(order, now)
            return
        ways = self._ways_to(order)
        if ways is None:
            return
        self._router.release_source(order.participant, now)
        self._forget(stream)
        stream.restart(order, ways, now)
        self._router.begin_visit(order.participant)
        self._remember(stream)
        self._turn.touch(stream)

    def _doubt(self, participant: int, now: int) -> None:
        stream = self.streams.get(participant)
        if stream is not None:
            stream.doubt(now)
            self._turn.touch(stream)

    def _remember(self, stream: Stream) -> None:
        self._by_data[stream.data] = stream
        for identity in _identities(stream):
            self._by_identity[identity] = stream
        self._hosts = frozenset(host for host, _ in self._by_identity)

    def _forget(self, stream: Stream) -> None:
        if self._by_data.get(stream.data) is stream:
            del self._by_data[stream.data]
        for identity in _identities(stream):
            if self._by_identity.get(identity) is stream:
                del self._by_identity[identity]
        self._hosts = frozenset(host for host, _ in self._by_identity)


def _identities(stream: Stream) -> list[tuple[str, int]]:
    host = stream.data[0]
    return [(host, ssrc) for ssrc in (stream.ssrc, stream.alias) if ssrc is not None]


def _send(way: socket.socket, datagram: bytes, where: SockAddr) -> Reason | None:
    """Send; give the reason in words when the system refuses."""
    try:
        way.sendto(datagram, where)
    except OSError as error:
        log.debug("sending to %s: %s", where, error)
        return reason_of(error)
    return None
