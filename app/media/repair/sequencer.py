"""Repair from chapters Q and F: song position and time code (wire sheet 8.3, 8.4)."""

from typing import Final

from app.media.repair.context import Repair
from app.media.state.sequencer import CLOCKS_PER_SONG_POSITION, Sequencer
from app.media.state.timecode import Time, Timecode, time_of_fields, time_of_nibbles
from app.midi.messages import CONTINUE, SONG_POSITION, START, STOP, TIMING_CLOCK
from app.wire.journal import nibbles
from app.wire.journal.values import SequencerChapter, TimecodeChapter

_LAST_SONG_POSITION: Final = 16383
_START: Final = bytes((START,))
_CONTINUE: Final = bytes((CONTINUE,))
_STOP: Final = bytes((STOP,))
_CLOCK: Final = bytes((TIMING_CLOCK,))

_STRAY_SECONDS: Final = 1
"""macOS tells quarter frames as a Full Frame some frames old: only more than this is another place."""


def repair_sequencer(repair: Repair, chapter: SequencerChapter) -> None:
    """Bring the sequencer where the sender's is."""
    if repair.loss.skips(chapter.s):
        return
    position = chapter.position or 0
    known = repair.state.sequencer
    habits = repair.habits
    if not chapter.played and position % CLOCKS_PER_SONG_POSITION:
        habits.counts_unplayed_clocks = True
    if (
        habits.counts_unplayed_clocks
        and chapter.running == known.running
        and abs(position - known.position) <= 1
    ):
        return
    if (chapter.running, position, chapter.played) == known[:3]:
        return
    for message in _relocation(known.running, chapter, position):
        repair.send("Q", message)
    started = chapter.running and chapter.position is None
    repair.state.sequencer = Sequencer(chapter.running, position, chapter.played, started)


def repair_timecode(repair: Repair, chapter: TimecodeChapter) -> None:
    """Bring the time code where the sender's is: locate by a Full Frame, then the quarter frames in progress."""
    if repair.loss.skips(chapter.s):
        return
    known = repair.state.timecode
    complete = _complete(chapter)
    if complete is not None and _is_elsewhere(known, complete, chapter.quarter_frames):
        repair.send("F", complete.full_frame())
        known = repair.state.timecode._replace(by_quarter_frames=chapter.quarter_frames)
    state = Timecode(known.complete, known.by_quarter_frames, _partial(chapter), chapter.reverse)
    frames = state.quarter_frames()
    if state.reverse == known.reverse and state.partial[: len(known.partial)] == known.partial:
        frames = frames[len(known.partial) :]
    for message in frames:
        repair.send("F", message)
    repair.state.timecode = state


def _relocation(running: bool, chapter: SequencerChapter, position: int) -> list[bytes]:
    messages = [_STOP] if running else []
    if chapter.running and not chapter.played and chapter.position is None:
        return [*messages, _START]
    units, clocks = divmod(position, CLOCKS_PER_SONG_POSITION)
    units = min(units, _LAST_SONG_POSITION)
    messages.append(bytes((SONG_POSITION, units & 127, units >> 7)))
    if chapter.played:
        messages += [_CONTINUE, *[_CLOCK] * (clocks + 1)]
        return messages if chapter.running else [*messages, _STOP]
    return [*messages, _CONTINUE, *[_CLOCK] * clocks] if chapter.running else messages


def _complete(chapter: TimecodeChapter) -> Time | None:
    if chapter.complete is None:
        return None
    if chapter.quarter_frames:
        return time_of_nibbles(nibbles(chapter.complete))
    return time_of_fields(chapter.complete)


def _is_elsewhere(known: Timecode, complete: Time, by_quarter_frames: bool) -> bool:
    if known.complete is None or by_quarter_frames == known.by_quarter_frames:
        return complete != known.complete
    return abs(_seconds(complete) - _seconds(known.complete)) > _STRAY_SECONDS


def _seconds(time: Time) -> int:
    return time.hours * 3600 + time.minutes * 60 + time.seconds


def _partial(chapter: TimecodeChapter) -> tuple[int, ...]:
    """Give the nibbles of the series in progress in the order they came."""
    if chapter.partial is None:
        return ()
    values = nibbles(chapter.partial)
    return (
        values[: chapter.point - 1 if chapter.point else None : -1]
        if chapter.reverse
        else values[: chapter.point + 1]
    )
