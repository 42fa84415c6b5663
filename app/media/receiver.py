"""The receiving half of a participant's RTP stream: packets to messages, losses repaired (wire sheet 10)."""

from typing import Final, TypeAlias

from app.media.counters import ReceiveCounters
from app.media.feedback import FeedbackSchedule
from app.media.order import Arrival, PacketOrder, Place
from app.media.state.stream import StreamState
from app.midi.messages import NOTE_OFF, SYSEX, SYSEX_END, SYSEX_LIMIT_OCTETS, UNDEFINED
from app.wire.commands import Element, Section, decode_section
from app.wire.rtp import Rtp
from app.wire.sysex import SysexAssembler

Played: TypeAlias = tuple[int, bytes, bool]
"""RTP timestamp (ticks, 32-bit), whole message, and whether it is a repair, not a received command."""

USEFUL_TICKS: Final = 500
"""50 ms: a NoteOn that comes this much late disturbs more than it gives."""

_MODULO_32: Final = 0xFFFF_FFFF


class RtpReceiver:
    """One incoming stream of one participant. Times are ticks of the session clock."""

    def __init__(self, *, sysex_limit: int = SYSEX_LIMIT_OCTETS, useful_ticks: int = USEFUL_TICKS) -> None:
        self.counters = ReceiveCounters()
        self.ssrc: int | None = None
        self._sysex_limit = sysex_limit
        self._useful_ticks = useful_ticks
        self._feedback = FeedbackSchedule()
        self._begin()

    @property
    def highest(self) -> int | None:
        """The highest extended sequence number received; None before the first packet."""
        return self._order.highest

    def receive(self, rtp: Rtp, now: int) -> list[Played]:
        """Give what this packet plays, repairs first; WireError for a malformed command section."""
        if rtp.ssrc != self.ssrc:
            return self._another_stream(rtp, now)
        arrival = self._order.judge(rtp.sequence)
        if arrival.place is Place.NEXT:
            section = decode_section(rtp.payload)
            played: list[Played] = []
        elif arrival.place in (Place.LATE, Place.DUPLICATE, Place.DOUBTFUL):
            self._ignore(arrival)
            return []
        else:
            section = decode_section(rtp.payload)
            played = self._after_gap(arrival, section, rtp)
        self._order.accept(arrival)
        self._play(section.elements, arrival.extended, rtp.timestamp, played)
        self._feedback.received(arrival.extended, repaired=arrival.missing > 0)
        self._count(section, played)
        return played

    def release(self) -> list[bytes]:
        """Give what lets go of all that this stream holds, and forget the stream (wire sheet 10.7)."""
        messages = self._state.release()
        self.ssrc = None
        self._begin()
        return messages

    def feedback_due(self, now: int) -> int | None:
        """Give the sequence number to report by RS now, counted as reported; None when no report is due."""
        extended = self._feedback.take(now)
        return None if extended is None else extended & 0xFFFF

    def get_timer(self) -> int | None:
        """Tell when a report will be due; None while nothing new was received."""
        return self._feedback.get_timer()

    def _begin(self) -> None:
        self._order = PacketOrder()
        self._state = StreamState()
        self._sysex = SysexAssembler(self._sysex_limit)
        self._journal_seen = False
        self._feedback.forget()

    def _another_stream(self, rtp: Rtp, now: int) -> list[Played]:
        """Take a packet of a new SSRC: what the old stream holds ends first."""
        if self.ssrc is None:
            self.ssrc = rtp.ssrc
            return self.receive(rtp, now)
        decode_section(rtp.payload)
        self.counters.restarts += 1
        released = self._released(rtp.timestamp)
        self.ssrc = rtp.ssrc
        return released + self.receive(rtp, now)

    def _released(self, timestamp: int) -> list[Played]:
        return [(timestamp, message, True) for message in self.release()]

    def _ignore(self, arrival: Arrival) -> None:
        if arrival.place is Place.LATE:
            self.counters.late += 1
            self._order.accept_late(arrival)
        elif arrival.place is Place.DUPLICATE:
            self.counters.duplicate += 1
        else:
            self.counters.doubtful += 1

    def _after_gap(self, arrival: Arrival, section: Section, rtp: Rtp) -> list[Played]:
        """Repair what the packets before this one may have changed."""
        played: list[Played] = []
        if arrival.place is Place.RESTART:
            self.counters.restarts += 1
            ssrc = self.ssrc
            played = self._released(rtp.timestamp)
            self.ssrc = ssrc
        if arrival.place is Place.AFTER_LOSS:
            self.counters.lost += arrival.missing
            self.counters.losses += 1
            self._silence(rtp.timestamp, played)
        return played

    def _silence(self, timestamp: int, played: list[Played]) -> None:
        """End every note: what ended them may have been lost (wire sheet 10.6)."""
        self.counters.uncovered += 1
        self._sysex.abandon()
        for channel in self._state.channels:
            for message in channel.release():
                if message[0] & 0xF0 == NOTE_OFF:
                    played.append((timestamp, message, True))
                    self.counters.silenced += 1
            channel.notes.silence()

    def _play(self, elements: list[Element], packet: int, timestamp: int, played: list[Played]) -> None:
        apply = self._state.apply
        for offset, octets in elements:
            stamp = timestamp + offset & _MODULO_32
            status = octets[0]
            if status in (SYSEX, SYSEX_END):
                message = self._sysex.feed(octets)
                if message is None:
                    continue
                octets = message
            apply(octets, packet, stamp)
            if status not in UNDEFINED:
                played.append((stamp, octets, False))

    def _count(self, section: Section, played: list[Played]) -> None:
        counters = self.counters
        counters.packets += 1
        counters.messages += len(played)
        if section.journal is not None:
            counters.journal_octets += len(section.journal)
            self._journal_seen = True
