"""The receiving half of a participant's RTP stream: packets to messages, losses repaired (wire sheet 10)."""

from typing import Final, TypeAlias

from app.media.counters import ReceiveCounters
from app.media.feedback import FeedbackSchedule
from app.media.order import Arrival, PacketOrder, Place
from app.media.repair.context import Loss, PeerHabits, Repair
from app.media.repair.journal import doubt_counts, repair_stream, silence_unconfirmed
from app.media.repair.sysex import SysexRecord
from app.media.state.stream import StreamState
from app.midi.messages import NOTE_OFF, SYSEX, SYSEX_END, SYSEX_LIMIT_OCTETS, SYSTEM_RESET, UNDEFINED
from app.wire.commands import Element, Section, decode_section
from app.wire.errors import WireError
from app.wire.journal import decode_journal
from app.wire.journal.values import Journal
from app.wire.rtp import Rtp
from app.wire.serial import distance32, extend16

Played: TypeAlias = tuple[int, bytes, bool]
"""RTP timestamp (ticks, 32-bit), whole message, and whether it is a repair, not a received command."""

USEFUL_TICKS: Final = 500
"""50 ms: a NoteOn that comes this much late disturbs more than it gives."""

_MODULO_32: Final = 0xFFFF_FFFF
_BEYOND_CHANNELS: Final = UNDEFINED | {SYSEX, SYSEX_END, SYSTEM_RESET}


class RtpReceiver:
    """One incoming stream of one participant. Times are ticks of the session clock."""

    def __init__(self, *, sysex_limit: int = SYSEX_LIMIT_OCTETS, useful_ticks: int = USEFUL_TICKS) -> None:
        self.counters = ReceiveCounters()
        self.ssrc: int | None = None
        self._sysex_limit = sysex_limit
        self._useful_ticks = useful_ticks
        self._feedback = FeedbackSchedule()
        self._latest_arrival: tuple[int, int] | None = None
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
        if arrival.place in (Place.LATE, Place.DUPLICATE, Place.DOUBTFUL):
            self._ignore(arrival)
            return []
        section = decode_section(rtp.payload)
        played: list[Played] = []
        if arrival.place is not Place.NEXT:
            self._mend(arrival, section, rtp, now, played)
        self._order.accept(arrival)
        self._play(section.elements, arrival.extended, rtp.timestamp, played)
        self._feedback.received(arrival.extended, repaired=arrival.missing > 0)
        self._latest_arrival = (now, rtp.timestamp)
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
        self._sysex = SysexRecord(self._sysex_limit)
        self._habits = PeerHabits()
        self._latest_arrival = None
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

    def _mend(self, arrival: Arrival, section: Section, rtp: Rtp, now: int, played: list[Played]) -> None:
        """Put right what the packets before this one may have changed: it is the first, or ends a loss."""
        if arrival.place is Place.RESTART:
            self.counters.restarts += 1
            played += self._released(rtp.timestamp)
            self.ssrc = rtp.ssrc
        is_loss = arrival.place is Place.AFTER_LOSS
        if is_loss:
            self.counters.lost += arrival.missing
            self.counters.losses += 1
        journal = self._journal(section)
        if journal is not None:
            self._repair(arrival, journal, rtp, now, played)
        elif is_loss and (section.journal_missing or section.journal or not self._habits.sends_journal):
            # Whoever journals and leaves the journal out has nothing to protect (wire sheet 10.6).
            self._silence(rtp.timestamp, played)

    def _journal(self, section: Section) -> Journal | None:
        if section.journal is None:
            return None
        try:
            return decode_journal(section.journal)
        except WireError:
            self.counters.damaged_journals += 1
            return None

    def _repair(self, arrival: Arrival, journal: Journal, rtp: Rtp, now: int, played: list[Played]) -> None:
        """Repair from the journal; what a damaged or uncovering one leaves open errs on the side of silence."""
        counters = self.counters
        counters.damaged_journals += journal.damaged > 0
        checkpoint = extend16(journal.checkpoint, arrival.extended)
        is_loss = arrival.place is Place.AFTER_LOSS
        single = is_loss and arrival.missing == 1
        loss = Loss(single, arrival.extended, checkpoint, rtp.timestamp, self._is_in_time(rtp.timestamp, now))
        repair = repair_stream(self._state, self._sysex, self._habits, loss, journal)
        for letter, count in repair.counts.items():
            counters.repaired[letter] = counters.repaired.get(letter, 0) + count
        if journal.damaged or not self._covers(journal, checkpoint, arrival):
            doubt_counts(self._state, self._sysex, journal)
            if is_loss:
                repair.messages += self._silence_unconfirmed(loss, journal)
        elif not is_loss:
            self._sysex.is_counted = True
        played += [(rtp.timestamp, message, True) for message in repair.messages]

    def _silence_unconfirmed(self, loss: Loss, journal: Journal) -> list[bytes]:
        silence = Repair(self._state, self._habits, loss)
        silence_unconfirmed(silence, journal)
        self.counters.uncovered += 1
        self.counters.silenced += len(silence.messages)
        return silence.messages

    def _covers(self, journal: Journal, checkpoint: int, arrival: Arrival) -> bool:
        """Tell whether the journal reaches back to the first packet that we miss (wire sheet 6, 10.5)."""
        is_empty = journal.system is None and not journal.channels
        if arrival.place is not Place.AFTER_LOSS:
            # The first packet: only an empty journal that reaches back to nothing is the start of a stream.
            return is_empty and checkpoint == arrival.extended
        if checkpoint == arrival.extended:
            # iOS sends its own number with a journal that does cover.
            return not is_empty
        return checkpoint <= arrival.extended - arrival.missing

    def _is_in_time(self, timestamp: int, now: int) -> bool:
        """Tell whether the packet took about as long as the one before it: a late one must not strike notes."""
        if self._latest_arrival is None:
            return True
        then, stamp = self._latest_arrival
        return now - then - distance32(timestamp, stamp) <= self._useful_ticks

    def _silence(self, timestamp: int, played: list[Played]) -> None:
        """End every note: what ended them may have been lost (wire sheet 10.6)."""
        self.counters.uncovered += 1
        self._sysex.assembler.abandon()
        self._sysex.is_counted = False
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
            if status in _BEYOND_CHANNELS:
                message = self._special(octets, packet)
                if message is None:
                    continue
                octets = message
            apply(octets, packet, stamp)
            played.append((stamp, octets, False))

    def _special(self, octets: bytes, packet: int) -> bytes | None:
        """Take a SysEx segment, a Reset or an undefined command; give the message that it completes."""
        status = octets[0]
        if status == SYSTEM_RESET:
            self._sysex.forget_latest()
            return octets
        if status in UNDEFINED:
            return None
        if status == SYSEX:
            self._state.begin_sysex()
        message = self._sysex.assembler.feed(octets)
        if message is not None:
            self._sysex.finished(message, packet)
        return message

    def _count(self, section: Section, played: list[Played]) -> None:
        counters = self.counters
        counters.packets += 1
        counters.messages += len(played)
        if section.journal is not None:
            counters.journal_octets += len(section.journal)
            self._habits.sends_journal = True
