"""The sending half of a participant's RTP stream: messages become datagrams (wire sheet 2-4, 9)."""

from collections.abc import Sequence
from typing import Final

from app.media.counters import SendCounters
from app.media.guards import GuardSchedule
from app.media.history.stream import JournalHistory
from app.midi.messages import SYSEX, SYSEX_END, is_whole
from app.model.patch import JournalMode
from app.wire.applemidi import Feedback
from app.wire.commands import LONGEST_DELTA_TICKS, Element, encode_section
from app.wire.rtp import HEADER_OCTETS, Rtp, encode_rtp
from app.wire.sysex import SEGMENT_OCTETS, is_segment, segments

DATAGRAM_OCTETS: Final = 1400
"""Below every usual path MTU, tunnels and IPv6 included (wire sheet 2)."""

_SECTION_HEADER_OCTETS: Final = 2
_DELTA_OCTETS: Final = 4
_LARGEST_ELEMENT_OCTETS: Final = SEGMENT_OCTETS + _DELTA_OCTETS
_MODULO_32: Final = 0xFFFF_FFFF


class RtpSender:
    """One outgoing stream to one participant, its numbering and journal. Times in session ticks."""

    def __init__(
        self,
        ssrc: int,
        sequence: int,
        *,
        journal: JournalMode = "auto",
        limit_octets: int = DATAGRAM_OCTETS,
        marker: bool = False,
    ) -> None:
        self.ssrc = ssrc
        self.counters = SendCounters()
        self.confirmed_at: int | None = None
        """When the participant last reported progress, in ticks."""
        self._next = sequence
        self._limit = limit_octets - HEADER_OCTETS - _SECTION_HEADER_OCTETS
        self._marker = marker
        self._latest_ticks: int | None = None
        self._last_data: int | None = None
        self._history = JournalHistory(journal, sequence, self.counters)
        self._guards = GuardSchedule()

    @property
    def next_sequence(self) -> int:
        """The 16-bit number of the next packet."""
        return self._next & 0xFFFF

    def packets(self, batch: Sequence[tuple[int, bytes]], now: int) -> list[bytes]:
        """Turn (ticks, message) pairs, oldest first, into as few datagrams as hold them.

        A message is whole, or one segment of a SysEx whose other segments come with other calls (wire sheet 4.3).
        """
        pending = self._elements(batch, now)
        if not pending:
            return []
        datagrams = []
        done = 0
        while done < len(pending):
            done, datagram = self._packet(pending, done, now)
            datagrams.append(datagram)
        self._last_data = self._next - 1
        self._guards.data_sent(now)
        return datagrams

    def prepare(self, now: int) -> None:
        """Encode the next packet's journal ahead; to be called when everything is sent and time is left."""
        ticks = now if self._latest_ticks is None else max(now, self._latest_ticks)
        self._history.prepare(self._next, ticks, self._limit - _LARGEST_ELEMENT_OCTETS, now)

    def feedback(self, packet: Feedback, now: int) -> None:
        """Take the participant's report of what it has received (session sheet 6); count a wrong one."""
        confirmed = self._history.feedback(packet, self._next - 1)
        if confirmed is None:
            return
        self.confirmed_at = now
        if self._last_data is not None and confirmed >= self._last_data:
            self._guards.confirmed()

    def peer_restarted(self) -> None:
        """Tell the whole state of the stream anew: the participant was started again and knows nothing of it."""
        self._history.retell(self._next)

    def get_timer(self) -> int | None:
        """Tell when `handle_timer` has something to do; None for nothing."""
        return self._guards.get_timer()

    def handle_timer(self, now: int) -> list[bytes]:
        """Give the guard packet that is due, if any (wire sheet 9.3)."""
        due = self._guards.get_timer()
        if due is None or now < due:
            return []
        if not self._history.is_kept:
            self._guards.confirmed()
            return []
        self._guards.guard_sent(now, self._history.peer_reports)
        self.counters.guards += 1
        ticks = now if self._latest_ticks is None else max(now, self._latest_ticks)
        return [self._datagram([], ticks, self._history.encode(self._next, ticks, self._limit, now))]

    def _elements(self, batch: Sequence[tuple[int, bytes]], now: int) -> list[Element]:
        """List (ticks, message or segment) in sending order; stamps never run backwards nor ahead of now."""
        latest = self._latest_ticks
        elements: list[Element] = []
        for ticks, message in batch:
            whole = is_whole(message)
            if not whole and not is_segment(message):
                self.counters.refused += 1
                continue
            ticks = min(ticks, now)
            if latest is not None and ticks < latest:
                ticks = latest
            latest = ticks
            self.counters.messages += whole or message[-1] == SYSEX_END
            if whole and message[0] == SYSEX:
                elements += [(ticks, segment) for segment in segments(message)]
            else:
                elements.append((ticks, message))
        self._latest_ticks = latest
        return elements

    def _packet(self, pending: list[Element], start: int, now: int) -> tuple[int, bytes]:
        """Build the datagram that begins with element `start`; give the index behind its last one, and it."""
        ticks = pending[start][0]
        number = self._next
        journal = self._history.encode(number, ticks, self._limit - _LARGEST_ELEMENT_OCTETS, now)
        room = self._limit - (len(journal) if journal else 0)
        end = start
        elements: list[Element] = []
        for stamp, octets in pending[start:]:
            room -= len(octets) + _DELTA_OCTETS
            offset = stamp - ticks
            if room < 0 or offset > LONGEST_DELTA_TICKS:
                break
            elements.append((offset, octets))
            end += 1
        datagram = self._datagram(elements, ticks, journal)
        self._history.record(number, ticks, elements)
        return end, datagram

    def _datagram(self, elements: list[Element], ticks: int, journal: bytes | None) -> bytes:
        payload = encode_section(elements, journal)
        marker = self._marker and bool(elements)
        datagram = encode_rtp(Rtp(self._next & 0xFFFF, ticks & _MODULO_32, self.ssrc, payload, marker))
        self._next += 1
        counters = self.counters
        counters.packets += 1
        counters.octets += len(datagram)
        if journal:
            counters.journal_octets += len(journal)
        return datagram
