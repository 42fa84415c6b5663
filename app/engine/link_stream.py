"""One peer of a direct link inside the MIDI thread: RTP both ways, and nothing else (wire sheet 1-4, 9).

There is no session: no invitation, no BY, no clock but what the stamps tell. So everything plays at once, the
journal moves by its window and not by reports, and we send no RS: it belongs to the session protocol, and RTP alone has
no place for it. Reports that a peer sends all the same are taken.
"""

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from secrets import randbits

from app.engine.orders import Report
from app.engine.outgoing import Outgoing
from app.engine.sockets import SockAddr
from app.engine.stream import SYSEX_OCTETS, USEFUL_TICKS
from app.engine.ticks import ns_of
from app.engine.transfers import Transfers
from app.engine.turn import Turn
from app.media.played_times import PlayedTimes
from app.media.receiver import RtpReceiver
from app.media.sender import RtpSender
from app.media.stamp_clock import StampClock
from app.model.patch import JournalMode
from app.wire.applemidi import Feedback
from app.wire.rtp import Rtp

log = logging.getLogger("longwire.net")

SEQUENCE_BITS = 16


@dataclass(frozen=True, slots=True)
class LinkHome:
    """What all peers of a link share: our SSRC, how we send, after which silence what they hold ends, whom to tell."""

    ssrc: int
    journal: JournalMode
    marker: bool
    silence_ticks: int
    report: Callable[[Report], None]
    turn: Turn
    play: Callable[[int, bytes, int, int, bool, int | None], None]
    is_tapped: Callable[[], bool]
    """Whether anybody wants to know exactly when something was played."""
    next_transfer: Callable[[], int]
    silent: Callable[["LinkStream", int], None]
    """Called once with the tick when a peer was not heard for that long."""


class LinkStream:
    """The media side of one peer; `peer` is its id for cables. Its `outgoing` is the sink."""

    def __init__(
        self, peer: int, where: SockAddr, way: socket.socket, home: LinkHome, learned: bool, now: int
    ) -> None:
        self.peer = peer
        self.where = where
        self.learned = learned
        self.refused = 0
        # Nobody on a link reports, so `auto` would take every peer for one that reads no journal.
        journal: JournalMode = "off" if home.journal == "off" else "on"
        self.sender = RtpSender(home.ssrc, randbits(SEQUENCE_BITS), journal=journal, marker=home.marker)
        self.receiver = _new_receiver()
        self._clock = StampClock()
        self._played_times = PlayedTimes()
        self.outgoing = Outgoing(
            self.sender, Transfers(peer, home.next_transfer, home.report), lambda: home.turn.touch(self)
        )
        self._home = home
        self._way = way
        self._heard_at: int | None = now if learned else None

    def receive(self, rtp: Rtp, now: int, stamp_ns: int) -> None:
        """Take one RTP packet and play it; raises WireError when its payload is malformed."""
        played = self.receiver.receive(rtp, now)
        self._heard_at = now
        self._clock.heard(rtp.timestamp, now)
        play, peer, tapped = self._home.play, self.peer, self._home.is_tapped()
        for timestamp, message, repaired in played:
            play(peer, message, now, stamp_ns, repaired, self._played_ns(timestamp, now) if tapped else None)

    def receive_feedback(self, packet: Feedback, now: int) -> None:
        """Take an RS packet from somebody who sends them without a session."""
        self.sender.feedback(packet, now)
        self._heard_at = now

    def flush(self, now: int) -> None:
        """Send what was delivered since the last time."""
        datagrams = self.outgoing.datagrams(now)
        self._send_all(datagrams)
        if datagrams:
            self._home.turn.at_leisure(self.sender.prepare)

    def get_timer(self) -> int | None:
        """Give the earliest tick at which something is due."""
        due = [self.sender.get_timer(), self.outgoing.get_timer()]
        if self._heard_at is not None:
            due.append(self._heard_at + self._home.silence_ticks)
        return min((each for each in due if each is not None), default=None)

    def handle_timer(self, now: int) -> None:
        """Do all that is due."""
        self._send_all(self.sender.handle_timer(now))
        if self._heard_at is not None and now - self._heard_at >= self._home.silence_ticks:
            self._heard_at = None
            self.receiver.release()
            self._home.silent(self, now)

    def end(self, now: int) -> None:
        """Nothing more will be delivered or heard; what was sent last is guarded a little longer."""
        self._heard_at = None
        self.flush(now)
        self.outgoing.end(now)

    def _played_ns(self, timestamp: int, now: int) -> int:
        return ns_of(self._played_times.take(self._clock.to_local(timestamp, now), now))

    def _send_all(self, datagrams: list[bytes]) -> None:
        for datagram in datagrams:
            try:
                self._way.sendto(datagram, self.where)
            except OSError as error:
                log.debug("sending to %s: %s", self.where, error)


def _new_receiver() -> RtpReceiver:
    return RtpReceiver(sysex_limit=SYSEX_OCTETS, useful_ticks=USEFUL_TICKS)
