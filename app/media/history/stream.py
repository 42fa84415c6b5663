"""The journal of one outgoing stream: checkpoint, history and their encoding (wire sheet 9.1, 9.2)."""

from collections.abc import Sequence

from app.media.counters import SendCounters
from app.model.patch import JournalMode
from app.wire.applemidi import Feedback
from app.wire.commands import Element
from app.wire.serial import extend16


class JournalHistory:
    """What a participant may have missed. Packet numbers are extended, times in ticks."""

    def __init__(self, mode: JournalMode, first: int, counters: SendCounters) -> None:
        self._counters = counters
        self._confirmed = first - 1
        self.peer_reports = False

    @property
    def is_kept(self) -> bool:
        """Whether packets carry a journal."""
        return False

    def encode(self, number: int, ticks: int, room: int, now: int) -> bytes | None:
        """Give the journal for packet `number`, at most `room` octets; None for a packet without one."""
        return None

    def record(self, number: int, ticks: int, elements: Sequence[Element]) -> None:
        """Take in the commands that packet `number` carried."""

    def feedback(self, packet: Feedback, last: int) -> int | None:
        """Give the extended number that a report confirms; None for a report that cannot be right."""
        number = extend16(packet.sequence, last)
        if not self._confirmed < number <= last:
            self._counters.invalid_reports += 1
            return None
        self._counters.reports += 1
        self._confirmed = number
        self.peer_reports = True
        return number
