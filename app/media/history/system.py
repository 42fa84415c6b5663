"""The system journal: chapters D V Q F X (wire sheet 6, 8)."""

from app.media.counters import SendCounters
from app.media.history.chapter import NEVER
from app.media.history.simple import SensingHistory, SequencerHistory, SimpleHistory, TimecodeHistory
from app.media.history.sysex import SysexHistory
from app.media.state.sequencer import STATUSES as SEQUENCER_STATUSES
from app.media.state.timecode import is_full_frame
from app.midi.messages import ACTIVE_SENSING, QUARTER_FRAME, SYSEX, SYSEX_END, SYSTEM_RESET, is_reset
from app.wire.journal import join_system


class SystemHistory:
    """What the packets since the checkpoint changed outside the channels."""

    def __init__(self, counters: SendCounters) -> None:
        self.latest = NEVER
        self._simple = SimpleHistory()
        self._sensing = SensingHistory()
        self._sequencer = SequencerHistory()
        self._timecode = TimecodeHistory()
        self._sysex = SysexHistory(counters)
        self._chapters = (self._simple, self._sensing, self._sequencer, self._timecode, self._sysex)

    def encode(self, number: int, checkpoint: int, ticks: int) -> bytes | None:
        """Give the system journal for packet `number`; None when it is not needed, JournalTooLarge above 1023."""
        if self.latest < checkpoint:
            return None
        chapters = [
            chapter.encode(number, checkpoint, ticks) if chapter.latest >= checkpoint else None
            for chapter in self._chapters
        ]
        return join_system(chapters) if any(chapters) else None

    def record(self, octets: bytes, number: int) -> bool:
        """Take in a system command or SysEx segment of packet `number`; True if it is a Reset State command."""
        self.latest = number
        status = octets[0]
        if status in SEQUENCER_STATUSES:
            self._sequencer.record(octets, number)
        elif status in (SYSEX, SYSEX_END):
            return self._record_sysex(octets, number)
        elif status == QUARTER_FRAME:
            self._timecode.record(octets, number)
        elif status == ACTIVE_SENSING:
            self._sensing.record(number)
        else:
            if status == SYSTEM_RESET:
                self._clear()
                self._sysex.clear()
            self._simple.record(octets, number)
        return status == SYSTEM_RESET

    def forget_before(self, checkpoint: int) -> None:
        """Let go of what no journal will tell any more."""
        self._sysex.forget_before(checkpoint)

    def _record_sysex(self, segment: bytes, number: int) -> bool:
        message = self._sysex.record(segment, number)
        if message is None:
            return False
        if is_full_frame(message):
            self._timecode.record(message, number)
        if is_reset(message):
            self._clear()
            return True
        return False

    def _clear(self) -> None:
        for chapter in (self._simple, self._sensing, self._sequencer, self._timecode):
            chapter.clear()
