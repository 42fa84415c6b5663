"""Repair from Chapters N and E (wire sheet 7.5, 7.6): no note stays that has ended, none is struck that is old."""

from typing import Final

from app.media.repair.context import Repair
from app.media.state.channel import ChannelState
from app.media.state.notes import HeldNote
from app.midi.messages import DEFAULT_RELEASE_VELOCITY, NOTE_OFF, NOTE_ON
from app.wire.journal.values import NoteChapter, NoteExtraChapter, NoteLog

_RECENT_TICKS: Final = 500
"""50 ms: a sender says Y=1 for at most some 20 ms, the rest is the difference of two transits."""


class NoteRepair:
    """Mends the notes of one channel."""

    def __init__(self, repair: Repair, channel: ChannelState, extras: NoteExtraChapter | None) -> None:
        self._repair = repair
        self._channel = channel
        logs = () if extras is None else extras.logs
        self._counts = {log.note: log.value for log in logs if not log.is_release}
        self._releases = {log.note: log.value for log in logs if log.is_release}

    def run(self, chapter: NoteChapter) -> None:
        """Mend from Chapter N: first what ended, then what sounds."""
        loss = self._repair.loss
        if not loss.skips(chapter.b):
            for note in chapter.note_offs:
                self._mend_ended(note)
        for log in chapter.logs:
            if loss.skips(log.s):
                continue
            if log.velocity:
                self._mend_sounding(log)
            else:
                self._mend_ended(log.note)

    def end_unconfirmed(self, letter: str, chapter: NoteChapter | None) -> None:
        """End every note that Chapter N does not speak of, because of chapter `letter`."""
        confirmed = set() if chapter is None else {log.note for log in chapter.logs} | set(chapter.note_offs)
        for note in [note for note in self._channel.notes.held if note not in confirmed]:
            self._end_down_to(note, 0, letter)

    def _mend_ended(self, note: int) -> None:
        remaining = self._counts.get(note, 0)
        self._end_down_to(note, remaining)
        self._raise_to(note, remaining, DEFAULT_RELEASE_VELOCITY)

    def _mend_sounding(self, log: NoteLog) -> None:
        held = self._channel.notes.held.get(log.note)
        count = self._counts.get(log.note, 1)
        if held is None or self._was_struck_again(held, log):
            self._end_down_to(log.note, count - 1)
            if log.play and self._repair.loss.may_strike:
                self._repair.send("N", bytes((NOTE_ON | self._channel.number, log.note, log.velocity)))
        self._end_down_to(log.note, count)
        self._raise_to(log.note, count, log.velocity)

    def _was_struck_again(self, held: HeldNote, log: NoteLog) -> bool:
        """Tell whether the note that we hold cannot be the one in the log (wire sheet 7.5 rule 2)."""
        loss = self._repair.loss
        if loss.single or log.velocity != held.velocity or held.packet < loss.checkpoint:
            return True
        return log.play and (loss.ticks - held.ticks) % (1 << 32) > _RECENT_TICKS

    def _end_down_to(self, note: int, count: int, letter: str = "N") -> None:
        velocity = self._releases.get(note, DEFAULT_RELEASE_VELOCITY)
        message = bytes((NOTE_OFF | self._channel.number, note, velocity))
        while (held := self._channel.notes.held.get(note)) is not None and held.count > count:
            self._repair.send(letter, message)

    def _raise_to(self, note: int, count: int, velocity: int) -> None:
        """Record notes that are on at the sender but were not struck here."""
        held = self._channel.notes.held.setdefault(note, HeldNote(0, 0, velocity, 0, 0)) if count else None
        if held is None or held.count >= count:
            return
        loss = self._repair.loss
        held.count = count
        held.velocity = velocity
        held.packet = loss.packet - 1
        held.ticks = loss.ticks
