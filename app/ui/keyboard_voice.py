"""What the test keyboard plays, on one channel; it knows what it holds, so that it can end exactly that."""

from collections.abc import Callable

from app.midi.messages import (
    BEND_CENTRE,
    CONTROL_CHANGE,
    DEFAULT_RELEASE_VELOCITY,
    NOTE_OFF,
    NOTE_ON,
    PITCH_BEND,
    PROGRAM_CHANGE,
    SUSTAIN,
)


class Voice:
    """Turns keys, wheels and faders into whole messages for `play`; channels count from 1."""

    def __init__(self, play: Callable[[bytes], object]) -> None:
        self._play = play
        self._channel = 0
        self._held: set[int] = set()
        self._pedal = False
        self._bent = False

    @property
    def channel(self) -> int:
        """The channel that it plays on, 1 to 16."""
        return self._channel + 1

    def change_channel(self, channel: int) -> None:
        """Play on another channel from now on; what sounds on the old one ends."""
        self.rest()
        self._channel = channel - 1

    def press(self, note: int, velocity: int) -> None:
        """Strike a note, velocity 1 to 127."""
        self._held.add(note)
        self._play(bytes((NOTE_ON | self._channel, note, velocity)))

    def release(self, note: int) -> None:
        """End a note; one that is not held is ignored."""
        if note in self._held:
            self._held.discard(note)
            self._play(bytes((NOTE_OFF | self._channel, note, DEFAULT_RELEASE_VELOCITY)))

    def hold(self, down: bool) -> None:
        """Press the sustain pedal or let it go."""
        if down != self._pedal:
            self._pedal = down
            self.control(SUSTAIN, 127 if down else 0)

    def bend(self, amount: int) -> None:
        """Bend by -8192 to 8191; 0 is straight."""
        self._bent = amount != 0
        value = amount + BEND_CENTRE
        self._play(bytes((PITCH_BEND | self._channel, value & 0x7F, value >> 7)))

    def control(self, number: int, value: int) -> None:
        """Move a controller."""
        self._play(bytes((CONTROL_CHANGE | self._channel, number, value)))

    def change_program(self, program: int) -> None:
        """Choose a sound, 1 to 128."""
        self._play(bytes((PROGRAM_CHANGE | self._channel, program - 1)))

    def rest(self) -> None:
        """End whatever would go on by itself: notes, the pedal, the bend."""
        for note in sorted(self._held):
            self.release(note)
        self.hold(False)
        if self._bent:
            self.bend(0)
