"""Histories of simple system commands, active sensing, sequencer and time code: chapters D, V, Q and F."""

from app.media.history.chapter import NEVER, ChapterHistory
from app.media.state.sequencer import Sequencer
from app.media.state.stream import SHORT_MODULUS
from app.media.state.timecode import Timecode, nibbles_of_time
from app.midi.messages import QUARTER_FRAME, SONG_SELECT, SYSTEM_RESET
from app.wire.journal import (
    encode_active_sense,
    encode_sequencer,
    encode_simple,
    encode_timecode,
    from_nibbles,
)
from app.wire.journal.values import Count, SequencerChapter, SimpleChapter, Song, TimecodeChapter


class SimpleHistory(ChapterHistory):
    """Chapter D (wire sheet 8.1): Reset, Tune Request and Song Select. Undefined commands are never sent."""

    def __init__(self) -> None:
        super().__init__()
        self._resets = 0
        self._tunings = 0
        self._song = 0
        self._last_reset = self._last_tuning = self._last_song = NEVER

    def record(self, message: bytes, number: int) -> None:
        """Record FF, F6 or F3. FF itself stays active, so clear the others first."""
        if message[0] == SYSTEM_RESET:
            self._resets = (self._resets + 1) % SHORT_MODULUS
            self._last_reset = number
        elif message[0] == SONG_SELECT:
            self._song = message[1]
            self._last_song = number
        else:
            self._tunings = (self._tunings + 1) % SHORT_MODULUS
            self._last_tuning = number
        self.changed(number)

    def clear(self) -> None:
        """Drop what codes earlier commands; the counts go on."""
        super().clear()
        self._last_reset = self._last_tuning = self._last_song = NEVER

    def _build(self, number: int, checkpoint: int, ticks: int) -> bytes:
        def bit(last: int) -> bool:
            self.oldest = min(self.oldest, last)
            return last != number - 1

        reset = Count(self._resets, bit(self._last_reset)) if self._last_reset >= checkpoint else None
        tuning = Count(self._tunings, bit(self._last_tuning)) if self._last_tuning >= checkpoint else None
        song = Song(self._song, bit(self._last_song)) if self._last_song >= checkpoint else None
        return encode_simple(SimpleChapter(reset, tuning, song))


class SensingHistory(ChapterHistory):
    """Chapter V (wire sheet 8.2): how many Active Sense there were."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def record(self, number: int) -> None:
        """Record an FE."""
        self._count = (self._count + 1) % SHORT_MODULUS
        self.changed(number)

    def _build(self, number: int, checkpoint: int, ticks: int) -> bytes:
        self.oldest = self.latest
        return encode_active_sense(Count(self._count, self.latest != number - 1))


class SequencerHistory(ChapterHistory):
    """Chapter Q (wire sheet 8.3): where the sequencer is. Commands that change nothing count for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._state = Sequencer()

    def record(self, message: bytes, number: int) -> None:
        """Record F2, F8, FA, FB or FC."""
        before = self._state
        self._state = before.after(message)
        if self._state.content != before.content:
            self.changed(number)

    def clear(self) -> None:
        """Forget all: a Reset State command."""
        super().clear()
        self._state = Sequencer()

    def _build(self, number: int, checkpoint: int, ticks: int) -> bytes:
        self.oldest = self.latest
        running, position, played, started = self._state.content
        at_start = position == 0 and (started or played or not running)
        return encode_sequencer(
            SequencerChapter(running, played, None if at_start else position, self.latest != number - 1)
        )


class TimecodeHistory(ChapterHistory):
    """Chapter F (wire sheet 8.4): the latest complete time code and the series in progress."""

    def __init__(self) -> None:
        super().__init__()
        self._state = Timecode()
        self._last_complete = NEVER

    def record(self, message: bytes, number: int) -> None:
        """Record a quarter frame or a Full Frame."""
        self._state = self._state.after(message)
        if message[0] != QUARTER_FRAME or (not self._state.partial and not self._state.broken):
            self._last_complete = number
        self.changed(number)

    def clear(self) -> None:
        """Forget all: a Reset State command."""
        super().clear()
        self._state = Timecode()
        self._last_complete = NEVER

    def _build(self, number: int, checkpoint: int, ticks: int) -> bytes:
        self.oldest = self.latest
        state = self._state
        complete = None
        if self._last_complete >= checkpoint:
            self.oldest = self._last_complete
            complete = self._complete()
        partial = from_nibbles(state.ordered_partial()) if state.partial else None
        return encode_timecode(
            TimecodeChapter(
                complete,
                complete is not None and state.by_quarter_frames,
                partial,
                state.reverse,
                state.point,
                self.latest != number - 1,
            )
        )

    def _complete(self) -> bytes:
        time = self._state.complete
        assert time is not None
        if self._state.by_quarter_frames:
            return from_nibbles(nibbles_of_time(time))
        return time.full_frame()[5:9]
