"""One participant inside the MIDI thread: clock, RTP both ways, feedback, and when each is due (design 3)."""

import logging
import socket
from collections.abc import Callable
from secrets import randbits

from app.engine.orders import Report, StreamLost, StreamSilent, StreamSynchronised
from app.engine.sockets import SockAddr, to_sockaddr
from app.engine.ticks import TICKS_PER_SECOND
from app.media.receiver import Played, RtpReceiver
from app.media.sender import RtpSender
from app.model.address import Address
from app.model.patch import JournalMode
from app.session.actions import Role
from app.session.clock import ClockSync, Verdict
from app.session.events import Reason
from app.wire.applemidi import Bye, Clock, Feedback, encode
from app.wire.rtp import Rtp

log = logging.getLogger("longwire.net")

SYSEX_OCTETS = 1_048_576
"""No device sends larger dumps; a stranger must not fill the memory (design 7)."""
USEFUL_TICKS = TICKS_PER_SECOND // 20
"""A note-on older than 50 ms is heard as wrong when it is struck late."""
HELD_MESSAGES = 256
"""Played before the first clock exchange is over; a few milliseconds of music."""
UNSYNCHRONISED_TICKS = 3 * TICKS_PER_SECOND
"""As participant we send without a clock after this time: some initiators never start one (session sheet 4.2)."""


class Stream:
    """The media side of one participant. It is also a sink: what is delivered leaves with the next `flush`."""

    def __init__(
        self,
        participant: int,
        role: Role,
        ssrc: int,
        token: int,
        addresses: tuple[Address, Address],
        ways_out: tuple[socket.socket, socket.socket],
        own_ssrc: int,
        journal: JournalMode,
        report: Callable[[Report], None],
        touch: Callable[["Stream"], None],
        now: int,
    ) -> None:
        self.participant = participant
        self.role = role
        self.ssrc = ssrc
        self.token = token
        self.own_ssrc = own_ssrc
        self.control: SockAddr = to_sockaddr(addresses[0])
        self.data: SockAddr = to_sockaddr(addresses[1])
        self.clock = ClockSync(own_ssrc, initiator=role is Role.INITIATOR)
        self.sender = RtpSender(own_ssrc, randbits(16), journal=journal)
        self.receiver = self._new_receiver()
        self.garbage = 0
        self.garbage_reported = False
        self.messages_in = 0
        self.messages_out = 0
        self._control_socket, self._data_socket = ways_out
        self._report = report
        self._touch = touch
        self._opened_at = now
        self._batch: list[tuple[int, bytes]] = []
        self._synchronised = False
        self._verdict = Verdict.OK

    # -- as a sink ----------------------------------------------------------------------------------------------------

    def deliver(self, message: bytes, ticks: int) -> None:
        """Take one message for the next packet."""
        if not self._batch:
            self._touch(self)
        elif len(self._batch) >= HELD_MESSAGES and not self._may_send(ticks):
            del self._batch[0]
        self._batch.append((ticks, message))

    def flush(self, now: int) -> None:
        """Send what was delivered since the last time as few packets as possible."""
        if not self._batch or not self._may_send(now):
            return
        batch, self._batch = self._batch, []
        self.messages_out += len(batch)
        for datagram in self.sender.packets(batch, now):
            self._send_data(datagram)

    # -- what arrives -------------------------------------------------------------------------------------------------

    def receive(self, rtp: Rtp, now: int) -> list[Played]:
        """Take one RTP packet; raises WireError when its payload is malformed."""
        played = self.receiver.receive(rtp, now)
        self.messages_in += len(played)
        self.clock.heard(now)
        return played

    def receive_clock(self, packet: Clock, now: int) -> bytes | None:
        """Take a CK packet; gives the answer to send back the way it came."""
        reply = self.clock.receive(packet, now)
        if self.clock.synchronised and not self._synchronised:
            self._synchronised = True
            self._report(StreamSynchronised(self.participant))
        self._judge(now)
        return None if reply is None else encode(reply)

    def receive_feedback(self, packet: Feedback, now: int) -> None:
        """Take an RS packet."""
        self.sender.feedback(packet, now)
        self.clock.heard(now)

    def restart(self, ssrc: int, token: int, addresses: tuple[Address, Address], now: int) -> list[bytes]:
        """Start anew with a peer that was restarted; gives what the old stream held."""
        held = self.receiver.release()
        self.ssrc, self.token = ssrc, token
        self.control, self.data = to_sockaddr(addresses[0]), to_sockaddr(addresses[1])
        self.clock = ClockSync(self.own_ssrc, initiator=self.role is Role.INITIATOR)
        self.receiver = self._new_receiver()
        self._opened_at, self._synchronised, self._verdict = now, False, Verdict.OK
        return held

    # -- time ---------------------------------------------------------------------------------------------------------

    def get_timer(self) -> int | None:
        """Give the earliest tick at which something is due."""
        due = [self.clock.get_timer(), self.sender.get_timer(), self.receiver.get_timer()]
        if self._batch and not self._synchronised:
            due.append(self._opened_at + UNSYNCHRONISED_TICKS)
        return min((each for each in due if each is not None), default=None)

    def handle_timer(self, now: int) -> None:
        """Do all that is due."""
        packet = self.clock.handle_timer(now)
        if packet is not None:
            self._send_data(encode(packet))
        for datagram in self.sender.handle_timer(now):
            self._send_data(datagram)
        sequence = self.receiver.feedback_due(now)
        if sequence is not None:
            self._send(self._control_socket, encode(Feedback(self.own_ssrc, sequence)), self.control)
        self.flush(now)
        self._judge(now)

    def say_bye(self) -> None:
        """Send BY on both ports: several peers listen on one of them only (session sheet 4.5)."""
        bye = encode(Bye(self.token, self.own_ssrc))
        self._send(self._control_socket, bye, self.control)
        self._send_data(bye)

    # -- inside -------------------------------------------------------------------------------------------------------

    def _new_receiver(self) -> RtpReceiver:
        return RtpReceiver(sysex_limit=SYSEX_OCTETS, useful_ticks=USEFUL_TICKS)

    def _may_send(self, now: int) -> bool:
        if self._synchronised:
            return True
        return self.role is Role.PARTICIPANT and now - self._opened_at >= UNSYNCHRONISED_TICKS

    def _judge(self, now: int) -> None:
        verdict = self.clock.verdict(now)
        if verdict is self._verdict:
            return
        before, self._verdict = self._verdict, verdict
        if verdict is Verdict.LOST:
            reason = Reason.CLOCK_TIMEOUT if self.role is Role.INITIATOR else Reason.SILENCE
            self._report(StreamLost(self.participant, reason))
        elif before is not Verdict.LOST:
            self._report(StreamSilent(self.participant, verdict is Verdict.SILENT))

    def _send_data(self, datagram: bytes) -> None:
        self._send(self._data_socket, datagram, self.data)

    def _send(self, way_out: socket.socket, datagram: bytes, where: SockAddr) -> None:
        try:
            way_out.sendto(datagram, where)
        except OSError as error:
            log.debug("sending to %s: %s", where, error)
