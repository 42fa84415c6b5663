"""The state of one MIDI channel: applies channel messages to the families of chapters."""

from typing import Final

from app.media.state.controllers import ControllerState
from app.media.state.notes import NoteState
from app.media.state.parameters import ENTRIES, SELECTORS, ParameterState
from app.media.state.program import ProgramState
from app.midi.messages import (
    ALL_NOTES_OFF,
    ALL_SOUND_OFF,
    CHANNEL_PRESSURE,
    CONTROL_CHANGE,
    DEFAULT_RELEASE_VELOCITY,
    HOLD_2,
    NOTE_OFF,
    NOTE_ON,
    PITCH_BEND,
    POLY_PRESSURE,
    PORTAMENTO,
    PROGRAM_CHANGE,
    RESET_CONTROLLERS,
    SOFT,
    SOSTENUTO,
    SUSTAIN,
)

WHEEL_CENTRE: Final = (0, 64)
SILENCERS: Final = frozenset((ALL_SOUND_OFF, *range(ALL_NOTES_OFF, 128)))
"""CC120 and CC123 to CC127: every note of the channel ends (wire sheet 5, N-active)."""

PEDALS: Final = (SUSTAIN, SOSTENUTO, HOLD_2, SOFT, PORTAMENTO)
_BANK: Final = frozenset((0, 32))
_MODES: Final = frozenset(range(124, 128))
_MONO: Final = 126
"""The only mode message whose data octet matters: how many channels."""
_SPECIAL: Final = _BANK | SELECTORS | ENTRIES | SILENCERS | {RESET_CONTROLLERS}


def mode(number: int, value: int) -> tuple[int, int]:
    """Give what a mode message 124..127 selects: its number, and the data octet where that matters."""
    return number, value if number == _MONO else 0


class ChannelState:
    """All that channel messages leave behind on one channel."""

    __slots__ = (
        "controllers",
        "modes",
        "notes",
        "number",
        "parameters",
        "poly_pressure",
        "pressure",
        "program",
        "wheel",
    )

    def __init__(self, number: int) -> None:
        self.number = number
        self.program = ProgramState()
        self.controllers = ControllerState()
        self.parameters = ParameterState()
        self.notes = NoteState()
        self.wheel = WHEEL_CENTRE
        self.pressure = 0
        self.poly_pressure: dict[int, int] = {}
        self.modes: dict[int, tuple[int, int]] = {}
        """The latest (number, value) of each pair of mode messages, by the pair's smaller number."""

    def apply(self, message: bytes, packet: int, ticks: int) -> None:
        """Apply a channel message that came in the packet with this extended number, at this RTP time."""
        kind = message[0] & 0xF0
        if kind == NOTE_ON and message[2]:
            self.notes.on(message[1], message[2], packet, ticks)
        elif kind in (NOTE_OFF, NOTE_ON):
            self.notes.off(message[1])
        elif kind == CONTROL_CHANGE:
            self.control(message[1], message[2])
        elif kind == PITCH_BEND:
            self.wheel = (message[1], message[2])
        elif kind == PROGRAM_CHANGE:
            self.program.change(message[1])
        elif kind == CHANNEL_PRESSURE:
            self.pressure = message[1]
        else:
            self.poly_pressure[message[1]] = message[2]

    def control(self, number: int, value: int) -> None:
        """Apply a Control Change."""
        if number in _SPECIAL and self._special(number, value):
            return
        self.controllers.set(number, value)

    def reset(self) -> None:
        """Apply a Reset State command (wire sheet 5)."""
        self.program.reset()
        self.controllers.reset()
        self.parameters.reset()
        self.notes.silence()
        self.modes.clear()
        self._centre()

    def release(self) -> list[bytes]:
        """List the messages that let go of exactly what is held: notes, pedals, bend and pressure."""
        number = self.number
        messages = [
            bytes((NOTE_OFF | number, note, DEFAULT_RELEASE_VELOCITY))
            for note, held in self.notes.held.items()
            for _ in range(held.struck)
        ]
        messages += [
            bytes((CONTROL_CHANGE | number, pedal, 0)) for pedal in PEDALS if self.controllers.is_on(pedal)
        ]
        if self.wheel != WHEEL_CENTRE:
            messages.append(bytes((PITCH_BEND | number, *WHEEL_CENTRE)))
        if self.pressure:
            messages.append(bytes((CHANNEL_PRESSURE | number, 0)))
        messages += [
            bytes((POLY_PRESSURE | number, note, 0)) for note, value in self.poly_pressure.items() if value
        ]
        return messages

    def _special(self, number: int, value: int) -> bool:
        """Apply the side effects of a Control Change; True if it is not a controller of Chapter C at all."""
        if number in _BANK:
            self.program.select_bank(number, value)
        elif number in SELECTORS:
            self.parameters.select(number, value)
            return True
        elif number in ENTRIES:
            return self.parameters.enter(number, value) is not None
        elif number == RESET_CONTROLLERS:
            self.program.reset_controllers()
            self.controllers.reset_controllers()
            self.parameters.reset_controllers()
            self._centre()
        else:
            self.notes.silence()
            if number in _MODES:
                self.modes[number & ~1] = mode(number, value)
        return False

    def _centre(self) -> None:
        self.wheel = WHEEL_CENTRE
        self.pressure = 0
        self.poly_pressure.clear()
