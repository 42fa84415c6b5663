"""The sequencer's position as Chapter Q defines it (wire sheet 8.3)."""

from typing import Final, NamedTuple

from app.midi.messages import CONTINUE, SONG_POSITION, START, STOP, TIMING_CLOCK

POSITIONS: Final = 1 << 19
CLOCKS_PER_SONG_POSITION: Final = 6
STATUSES: Final = frozenset((SONG_POSITION, TIMING_CLOCK, START, CONTINUE, STOP))


class Sequencer(NamedTuple):
    """Running or not, position in MIDI clocks, and whether that position has been played."""

    running: bool = False
    position: int = 0
    played: bool = False
    started: bool = False
    """Whether Start is more recent than Continue."""

    @property
    def content(self) -> tuple[bool, int, bool, bool]:
        """What Chapter Q can tell; `started` counts only where the song start is about to be played."""
        about_to_start = self.running and not self.played and self.position == 0
        return self.running, self.position, self.played, self.started and about_to_start

    def after(self, message: bytes) -> "Sequencer":
        """Give the state that a sequencer command leaves behind; itself when nothing changes."""
        status = message[0]
        if status == TIMING_CLOCK:
            return self._after_clock()
        if status == START:
            return Sequencer(True, 0, False, True)
        if status == CONTINUE:
            return self._replace(running=True, started=False)
        if status == STOP:
            return self._replace(running=False)
        position = CLOCKS_PER_SONG_POSITION * (message[1] | message[2] << 7)
        return Sequencer(self.running, position, False, self.started)

    def _after_clock(self) -> "Sequencer":
        if not self.running:
            return self
        if not self.played:
            return self._replace(played=True)
        return self._replace(position=(self.position + 1) % POSITIONS)
