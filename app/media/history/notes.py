"""Histories of notes: Chapter N and Chapter E (wire sheet 7.5, 7.6)."""

from typing import Final, NamedTuple

from app.media.history.chapter import NEVER, ChapterHistory, since
from app.midi.messages import DEFAULT_RELEASE_VELOCITY
from app.wire.journal import MAX_LOGS, encode_note_extras, encode_notes
from app.wire.journal.values import NoteChapter, NoteExtraChapter, NoteExtraLog, NoteLog

PLAYABLE_TICKS: Final = 200
"""20 ms: a NoteOn this recent may still be struck by who missed it (the Y bit, wire sheet 7.5)."""

_MAX_COUNT: Final = 127


class NoteEvent(NamedTuple):
    """The latest command of a note; `velocity` 0 is a NoteOff, `held` how often it is still on after it."""

    last: int
    velocity: int
    ticks: int
    release: int
    held: int

    @property
    def is_extraordinary(self) -> bool:
        """Whether Chapter E must say more: a release velocity, or overlapping notes."""
        if self.velocity:
            return self.held > 1
        return self.held > 0 or self.release != DEFAULT_RELEASE_VELOCITY


class NoteHistory(ChapterHistory):
    """Chapter N: the latest NoteOn or NoteOff of each note since the last end of all notes."""

    def __init__(self) -> None:
        super().__init__()
        self.events: dict[int, NoteEvent] = {}
        self._last_off = NEVER

    def on(self, note: int, velocity: int, number: int, ticks: int) -> NoteEvent:
        """Record a NoteOn with a velocity above 0."""
        before = self.events.pop(note, None)
        count = 1 if before is None else before.held + 1
        event = NoteEvent(number, velocity, ticks, 0, count)
        self.events[note] = event
        self.changed(number)
        return event

    def off(self, note: int, release: int, number: int) -> NoteEvent:
        """Record a NoteOff, or a NoteOn with velocity 0 as one with the default release velocity."""
        before = self.events.pop(note, None)
        count = 0 if before is None else max(0, before.held - 1)
        event = NoteEvent(number, 0, 0, release, count)
        self.events[note] = event
        self._last_off = number
        self.changed(number)
        return event

    def clear(self) -> None:
        """Forget all: an end of all notes, or a Reset State command."""
        super().clear()
        self.events.clear()
        self._last_off = NEVER

    def _build(self, number: int, checkpoint: int, ticks: int) -> bytes:
        events = since(self.events, checkpoint)
        self.oldest = events[0][1].last
        logs: list[NoteLog] = []
        offs: list[int] = []
        youngest = ticks - PLAYABLE_TICKS
        for note, event in events:
            if not event.velocity:
                offs.append(note)
                continue
            play = event.ticks >= youngest
            self.settled = self.settled and not play
            logs.append(NoteLog(note, play, event.velocity, event.last != number - 1))
        return encode_notes(NoteChapter.compact(logs, offs, self._last_off != number - 1))


class NoteExtraHistory(ChapterHistory):
    """Chapter E: release velocities and counts of overlapping notes. `latest` is the latest note that needs it."""

    def __init__(self, notes: NoteHistory) -> None:
        super().__init__()
        self._notes = notes

    def note(self, event: NoteEvent) -> None:
        """Take note of what NoteHistory recorded."""
        if event.is_extraordinary:
            self.changed(event.last)
        elif self.latest != NEVER:
            self.settled = False

    def _build(self, number: int, checkpoint: int, ticks: int) -> bytes | None:
        logs: list[NoteExtraLog] = []
        for note, event in since(self._notes.events, checkpoint):
            if not event.is_extraordinary:
                continue
            self.oldest = min(self.oldest, event.last)
            s = event.last != number - 1
            if not event.velocity and event.release != DEFAULT_RELEASE_VELOCITY:
                logs.append(NoteExtraLog(note, is_release=True, value=event.release, s=s))
            if event.held > (1 if event.velocity else 0):
                logs.append(NoteExtraLog(note, is_release=False, value=min(event.held, _MAX_COUNT), s=s))
        if not logs:
            return None
        return encode_note_extras(NoteExtraChapter(tuple(logs[-MAX_LOGS:])))
