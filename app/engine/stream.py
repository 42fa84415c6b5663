"""One participant inside the MIDI thread: clock, RTP both ways, feedback, and when each is due (design 3)."""

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from secrets import randbits
from typing import TypeAlias

from app.engine.orders import Report, StreamLost, StreamSilent, StreamSynchronised
from app.engine.outgoing import Outgoing
from app.engine.sockets import SockAddr, to_sockaddr
from app.engine.ticks import TICKS_PER_MS, TICKS_PER_SECOND, ns_of
from app.engine.transfers import Transfers
from app.engine.turn import Turn
from app.media.played_times import PlayedTimes
from app.media.playout import Playout
from app.media.receiver import RtpReceiver
from app.media.sender import RtpSender
from app.media.transit import TransitJitter
from app.model.patch import JournalMode
from app.session.actions import OpenStream, RestartStream, Role
from app.session.clock import ClockSync, Verdict
from app.session.reasons import Reason
from app.wire.applemidi import Bye, Clock, Feedback, encode
from app.wire.rtp import Rtp

log = logging.getLogger("longwire.net")

SYSEX_OCTETS = 1_048_576
"""No device sends larger dumps; a stranger must not fill the memory (design 7)."""
USEFUL_TICKS = TICKS_PER_SECOND // 20
"""A note-on older than 50 ms is heard as wrong when it is struck late."""


@dataclass(frozen=True, slots=True)
class Home:
    """What all streams of a session share: our SSRC, the journal mode, whom to tell, who flushes, where it plays."""

    ssrc: int
    journal: JournalMode
    report: Callable[[Report], None]
    turn: Turn
    play: Callable[[int, bytes, int, int, bool, int | None], None]
    is_tapped: Callable[[], bool]
    """Whether anybody wants to know exactly when something was played."""
    next_transfer: Callable[[], int]
    playout_ms: int = 0


Ways: TypeAlias = tuple[socket.socket, socket.socket]
"""The sockets for control and for data, of the family of the address that they are for."""


class Stream:
    """The media side of one participant. Its `outgoing` is the sink; what is delivered leaves with the next `flush`."""

    def __init__(
        self,
        order: OpenStream | RestartStream,
        ways: Ways,
        home: Home,
        now: int,
    ) -> None:
        self.participant = order.participant
        self.clock = ClockSync(home.ssrc, order.role is Role.INITIATOR, now)
        self.sender = RtpSender(home.ssrc, randbits(16), journal=home.journal)
        self.receiver = _new_receiver()
        self.transit = TransitJitter()
        self._played_times = PlayedTimes()
        self.heard_ns = 0
        self.garbage = 0
        self.mute = False
        """Not a single packet may go out any more, and nothing is due: it has ended."""
        self._home = home
        transfers = Transfers(order.participant, home.next_transfer, home.report)
        self.outgoing = Outgoing(self.sender, transfers, lambda: home.turn.touch(self))
        self.playout: Playout | None = None
        self.delay(home.playout_ms, now)
        self._may_send = False
        self._synchronised = False
        self._verdict = Verdict.OK
        self._take_over(order, ways)

    def update(self, order: OpenStream, ways: Ways, now: int) -> None:
        """Take over addresses, token and role; nothing that was received is forgotten."""
        if order.role is not self.role:
            if order.role is Role.INITIATOR:
                self.clock.lead(now)
            else:
                self.clock.restart(now, initiator=False)
        self._take_over(order, ways)

    def restart(self, order: RestartStream, ways: Ways, now: int) -> None:
        """Start anew with a peer that was started again."""
        self.receiver.release()
        self.receiver = _new_receiver()
        self.sender.peer_restarted()
        if self.playout is not None:
            self.playout = Playout(self.playout.delay_ticks)
        self._take_over(order, ways)
        self.clock.restart(now, initiator=order.role is Role.INITIATOR)
        self._synchronised, self._verdict = False, Verdict.OK

    def delay(self, playout_ms: int, now: int) -> None:
        """Hold what arrives for so long after its stamp; 0 plays at once, also what is held."""
        if playout_ms == 0:
            if self.playout is not None:
                self.playout.rush(now)
                self._play_due(self.playout, now)
            self.playout = None
        elif self.playout is None:
            self.playout = Playout(playout_ms * TICKS_PER_MS)
        else:
            self.playout.delay_ticks = playout_ms * TICKS_PER_MS

    def hush(self) -> None:
        """Everything was silenced: what has not begun must not begin, and nothing may keep that from going out."""
        self.outgoing.cut()
        if self.playout is not None:
            self.playout.hush()

    def flush(self, now: int) -> None:
        """Send what was delivered since the last time, in as few packets as possible."""
        self._may_send = self.clock.may_send(now)
        if not self._may_send:
            self.outgoing.hold()
            return
        datagrams = self.outgoing.datagrams(now)
        for datagram in datagrams:
            self._send_data(datagram)
        if datagrams:
            self._home.turn.at_leisure(self.sender.prepare)

    # -- what arrives ---------------------------------------------------------------------------------------

    def receive(self, rtp: Rtp, now: int, stamp_ns: int) -> None:
        """Take one RTP packet and play it, now or in its time; raises WireError when its payload is malformed."""
        played = self.receiver.receive(rtp, now)
        self.transit.take(rtp.timestamp, now)
        self.clock.heard(now)
        if self.playout is not None:
            for timestamp, message, repaired in played:
                self.playout.put(self.clock.to_local(timestamp, now), message, repaired, now)
            self._play_due(self.playout, now)
            return
        play, participant, tapped = self._home.play, self.participant, self._home.is_tapped()
        for timestamp, message, repaired in played:
            played_ns = self._played_ns(timestamp, now) if tapped else None
            play(participant, message, now, stamp_ns, repaired, played_ns)

    def receive_clock(self, packet: Clock, now: int) -> bytes | None:
        """Take a CK packet; gives the answer to send back the way it came."""
        reply = self.clock.receive(packet, now)
        if self.clock.synchronised and not self._synchronised:
            self._synchronised = True
            self._home.report(StreamSynchronised(self.participant))
        self._judge(now)
        return None if reply is None else encode(reply)

    def receive_feedback(self, packet: Feedback, now: int) -> None:
        """Take an RS packet."""
        self.sender.feedback(packet, now)
        self.clock.heard(now)

    # -- time -----------------------------------------------------------------------------------------------

    def get_timer(self) -> int | None:
        """Give the earliest tick at which something is due."""
        if self.mute:
            return None
        due = _sooner(self.clock.get_timer(), self.sender.get_timer())
        due = _sooner(due, self.receiver.get_timer())
        if self.playout is not None:
            due = _sooner(due, self.playout.get_timer())
        return _sooner(due, self.outgoing.get_timer()) if self._may_send else due

    def handle_timer(self, now: int) -> None:
        """Do all that is due."""
        if self.mute:
            return
        if self.playout is not None:
            self._play_due(self.playout, now)
        self._ask(self.clock.handle_timer(now))
        for datagram in self.sender.handle_timer(now):
            self._send_data(datagram)
        sequence = self.receiver.feedback_due(now)
        if sequence is not None:
            self._send(self._control_way, encode(Feedback(self._home.ssrc, sequence)), self.control)
        self._judge(now)

    def probe(self, now: int) -> None:
        """Ask at once whether the peer is there."""
        self._ask(self.clock.probe(now))

    def doubt(self, now: int) -> None:
        """Ask at once, and believe that the peer has gone when it says nothing for half a second."""
        self._ask(self.clock.doubt(now))

    def resume(self, now: int) -> None:
        """We slept: ask at once, and give up sooner than usual; notes from before must not begin now."""
        if self.playout is not None:
            self.playout.hush()
        self._ask(self.clock.resume(now))

    def say_bye(self) -> None:
        """Send BY on both ports: several peers listen on one of them only (session sheet 4.5)."""
        bye = encode(Bye(self.token, self._home.ssrc))
        self._send(self._control_way, bye, self.control)
        self._send_data(bye)

    # -- inside ---------------------------------------------------------------------------------------------

    def _ask(self, question: Clock | None) -> None:
        if question is not None:
            self._send_data(encode(question))

    def _take_over(self, order: OpenStream | RestartStream, ways: Ways) -> None:
        self._control_way, self._data_way = ways
        self.role = order.role
        self.ssrc = order.ssrc
        self.alias = order.alias
        self.token = order.token
        self.control: SockAddr = to_sockaddr(order.control)
        self.data: SockAddr = to_sockaddr(order.data)

    def _play_due(self, playout: Playout, now: int) -> None:
        for ticks, message, repaired in playout.take(now):
            self._home.play(self.participant, message, ticks, ns_of(ticks), repaired, None)

    def _played_ns(self, timestamp: int, now: int) -> int:
        return ns_of(self._played_times.take(self.clock.to_local(timestamp, now), now))

    def _judge(self, now: int) -> None:
        verdict = self.clock.verdict(now)
        if verdict is self._verdict:
            return
        before, self._verdict = self._verdict, verdict
        if verdict is Verdict.LOST:
            reason = Reason.CLOCK_TIMEOUT if self.role is Role.INITIATOR else Reason.SILENCE
            self._home.report(StreamLost(self.participant, reason))
        elif before is not Verdict.LOST:
            self._home.report(StreamSilent(self.participant, verdict is Verdict.SILENT))

    def _send_data(self, datagram: bytes) -> None:
        self._send(self._data_way, datagram, self.data)

    def _send(self, way: socket.socket, datagram: bytes, where: SockAddr) -> None:
        if self.mute:
            return
        try:
            way.sendto(datagram, where)
        except OSError as error:
            log.debug("sending to %s: %s", where, error)


def _new_receiver() -> RtpReceiver:
    return RtpReceiver(sysex_limit=SYSEX_OCTETS, useful_ticks=USEFUL_TICKS)


def _sooner(one: int | None, other: int | None) -> int | None:
    # Asked for with every packet, so it makes no lists.
    if one is None:
        return other
    return one if other is None or one <= other else other
