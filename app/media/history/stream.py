"""The journal of one outgoing stream: checkpoint, history and their encoding (wire sheet 9.1, 9.2)."""

from collections import deque
from collections.abc import Sequence
from typing import Final

from app.media.counters import SendCounters
from app.media.history.channel import ChannelHistory
from app.media.history.notes import PLAYABLE_TICKS
from app.media.history.system import SystemHistory
from app.media.history.trust import UNPROVEN_OCTETS, PeerTrust, Standing
from app.model.patch import JournalMode
from app.wire.applemidi import Feedback
from app.wire.commands import Element
from app.wire.journal import JournalTooLarge, join_journal
from app.wire.serial import extend16

WINDOW_TICKS: Final = 100_000
"""10 s: what a peer that never reports can still learn from a journal (wire sheet 9.1, open loop)."""

SILENT_WINDOW_TICKS: Final = 300_000
"""30 s: the same for a peer that did report; by then the clock exchange has given it up."""

_SAMPLE_TICKS: Final = 5_000
"""The age of packets is known to half a second: enough to move a window of ten."""


_FARTHEST_CHECKPOINT: Final = 30_000
"""A checkpoint has 16 bits; one much older than half of them would seem to be in the future."""


class JournalHistory:
    """What a participant may have missed. Packet numbers are extended, times in ticks.

    The checkpoint is the first packet whose commands the journal covers. It moves by reports, and without them
    when packets grow too old or the journal too large: then older losses are uncovered, which the receiver sees.
    """

    def __init__(self, mode: JournalMode, first: int, counters: SendCounters) -> None:
        self._counters = counters
        self._trust = PeerTrust(mode)
        self._first = first
        self._confirmed = first - 1
        self._checkpoint = first
        self._system = SystemHistory(counters)
        self._channels = tuple(ChannelHistory(channel) for channel in range(16))
        self._ages: deque[tuple[int, int]] = deque()
        self._ready: tuple[int, int, bytes] | None = None
        self._struck = -PLAYABLE_TICKS

    @property
    def is_kept(self) -> bool:
        """Whether packets carry a journal."""
        return self._trust.wants_journal

    @property
    def peer_reports(self) -> bool:
        """Whether the participant has ever reported what it received."""
        return self._trust.standing is Standing.PROVEN

    def encode(self, number: int, ticks: int, room: int, now: int) -> bytes | None:
        """Give the journal for packet `number`, at most `room` octets; None for a packet without one."""
        self._trust.packet_sent(now)
        if not self._trust.wants_journal:
            self._checkpoint = number
            return None
        if self._trust.is_given_up:
            self._move_checkpoint(number)
        ready, self._ready = self._ready, None
        fits = ready is not None and ready[0] == number and ready[1] <= room
        if ready is not None and fits and ticks - self._struck > PLAYABLE_TICKS:
            return ready[2]
        return self._encode(number, ticks, room, now)

    def prepare(self, number: int, ticks: int, room: int, now: int) -> None:
        """Encode the journal of the next packet while nobody waits for it.

        It is what `encode` would give as long as no note is so young that it may still be struck (Chapter N, Y).
        """
        self._ready = None
        if self._trust.wants_journal and not self._trust.is_given_up:
            later = max(ticks, self._struck) + PLAYABLE_TICKS + 1
            self._ready = (number, room, self._encode(number, later, room, now))

    def _encode(self, number: int, ticks: int, room: int, now: int) -> bytes:
        if self._trust.is_unproven:
            room = min(room, UNPROVEN_OCTETS)
        self._forget_old(number, now)
        journal = self._encode_from(self._checkpoint, number, ticks)
        if journal is None or len(journal) > room:
            journal = self._encode_smaller(number, ticks, room)
        return journal

    def record(self, number: int, ticks: int, elements: Sequence[Element]) -> None:
        """Take in the commands that packet `number` carried."""
        self._ready = None
        if not self._trust.wants_history:
            return
        for offset, octets in elements:
            status = octets[0]
            if status < 0xF0:
                if 0x90 <= status < 0xA0:
                    self._struck = ticks + offset
                self._channels[status & 15].record(octets, number, ticks + offset)
            elif self._system.record(octets, number):
                for channel in self._channels:
                    channel.reset()

    def feedback(self, packet: Feedback, last: int) -> int | None:
        """Give the extended number that a report confirms; None for a report that cannot be right."""
        number = self._confirmable(packet, last)
        if number is None:
            self._counters.invalid_reports += 1
            return None
        self._ready = None
        self._counters.reports += 1
        self._trust.reported(packet)
        self._confirmed = number
        self._move_checkpoint(max(self._checkpoint, number + 1))
        return number

    def retell(self, number: int) -> None:
        """Tell everything from the first packet on again: the participant has forgotten all before packet `number`."""
        self._ready = None
        self._trust.forget()
        self._confirmed = number - 1
        self._checkpoint = self._first
        self._ages.clear()

    def _confirmable(self, packet: Feedback, last: int) -> int | None:
        """Read the number where the peer has put it: octets 8-9, or 10-11 behind zeros (session sheet 6)."""
        halves = (packet.sequence,) if packet.sequence or not packet.low else (packet.low, packet.sequence)
        for half in halves:
            number = extend16(half, last)
            if self._confirmed < number <= last:
                return number
        return None

    def _encode_from(self, checkpoint: int, number: int, ticks: int) -> bytes | None:
        """Encode all since a checkpoint; None when a part is too large for its LENGTH."""
        try:
            system = self._system.encode(number, checkpoint, ticks)
            channels = [
                channel.encode(number, checkpoint, ticks)
                for channel in self._channels
                if channel.latest >= checkpoint
            ]
        except JournalTooLarge:
            return None
        return join_journal(
            checkpoint & 0xFFFF, system, list(filter(None, channels)), s=not self._trust.is_unproven
        )

    def _encode_smaller(self, number: int, ticks: int, room: int) -> bytes:
        """Move the checkpoint as little as makes the journal fit, with a quarter to spare: this is costly."""
        self._counters.forced_checkpoints += 1
        low, high = self._checkpoint, number
        fitting = join_journal(number & 0xFFFF, None, [], s=not self._trust.is_unproven)
        while low < high:
            middle = (low + high) // 2
            journal = self._encode_from(middle, number, ticks)
            if journal is not None and len(journal) <= room * 3 // 4:
                high, fitting = middle, journal
            else:
                low = middle + 1
        self._move_checkpoint(high)
        return fitting

    def _forget_old(self, number: int, now: int) -> None:
        """Move the checkpoint past packets that are too old to matter."""
        ages = self._ages
        if not ages or now - ages[-1][1] >= _SAMPLE_TICKS:
            ages.append((number, now))
        oldest = now - (SILENT_WINDOW_TICKS if self.peer_reports else WINDOW_TICKS)
        while len(ages) > 1 and ages[1][1] <= oldest:
            ages.popleft()
        nearest = max(ages[0][0] if ages[0][1] <= oldest else 0, number - _FARTHEST_CHECKPOINT)
        if nearest > self._checkpoint:
            self._counters.forced_checkpoints += 1
            self._move_checkpoint(nearest)

    def _move_checkpoint(self, number: int) -> None:
        self._checkpoint = number
        self._system.forget_before(number)
