"""What messages have set on one channel of a device by some moment, and what sets the same again.

Notes are not struck again, and what belongs to one note (its pressure, portamento, high-resolution prefix) is not kept.
All messages given are those of the first channel.
"""

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from app.midi.messages import (
    ALL_NOTES_OFF,
    ALL_SOUND_OFF,
    CHANNEL_PRESSURE,
    CONTROL_CHANGE,
    PITCH_BEND,
    PROGRAM_CHANGE,
    RESET_CONTROLLERS,
)
from app.midi.parameters import DATA_LSB, DATA_MSB, NRPN_LSB, NRPN_MSB, RPN_LSB, RPN_MSB
from app.midi.sounding import PEDALS, PEDALS_RESET

BANK_MSB: Final = 0
BANK_LSB: Final = 32
BANKS: Final = (BANK_MSB, BANK_LSB)
MODULATION: Final = 1
EXPRESSION: Final = 11
STEPS: Final = (96, 97)
MOST_STEPS: Final = 128
"""Of one parameter, one after the other: more turns of a knob than a song has."""
RESET: Final = {MODULATION: 0, EXPRESSION: 127, **dict.fromkeys(sorted(PEDALS_RESET), 0)}
"""What Reset All Controllers sets (RP-015)."""
NULL: Final = 127
CENTRE: Final = b"\x00\x40"

_PASSING: Final = frozenset((84, 88, ALL_SOUND_OFF, ALL_NOTES_OFF))
"""Of one note, or of those that sound."""
_KINDS: Final = {RPN_MSB: RPN_MSB, RPN_LSB: RPN_MSB, NRPN_MSB: NRPN_MSB, NRPN_LSB: NRPN_MSB}
"""The halves of parameter numbers; a kind is called by its MSB, and its LSB is the number below."""

Values: TypeAlias = dict[int, int]
"""By number, in the order in which they were set last: an MSB may set its LSB back to 0."""
Selected: TypeAlias = tuple[int, int | None, int | None]
"""Kind, MSB and LSB of a parameter number; None while a half was not said."""
Program: TypeAlias = tuple[int, Values]
"""A program and the bank that was selected for it."""


class ChannelSettings:
    """What was set, as far as anything was."""

    __slots__ = ("bend", "controllers", "halves", "parameters", "pressure", "program")

    def __init__(self) -> None:
        self.controllers: Values = {}
        self.program: Program | None = None
        self.halves: Values = {}
        self.parameters: dict[Selected, list[tuple[int, int]]] = {}
        self.bend: bytes | None = None
        self.pressure: int | None = None

    def feed(self, kind: int, message: bytes) -> None:
        """Take note of one message."""
        if kind == CONTROL_CHANGE:
            self._control(message[1], message[2])
        elif kind == PROGRAM_CHANGE:
            self.program = message[1], self.bank()
        elif kind == PITCH_BEND:
            self.bend = message[1:]
        elif kind == CHANNEL_PRESSURE:
            self.pressure = message[1]

    def messages(self) -> Iterator[bytes]:
        """Give all of it; before a program comes its bank."""
        if self.program is not None:
            yield from program_messages(self.program)
        said = self.program is not None and list(self.program[1].items()) == list(self.bank().items())
        yield from control_messages(
            (number, value)
            for number, value in self.controllers.items()
            if not (said and number in (BANK_MSB, BANK_LSB))
        )
        for selected, data in self.parameters.items():
            yield from parameter_messages(selected, data)
        yield from control_messages(self.halves.items())
        if self.bend is not None:
            yield bytes((PITCH_BEND, *self.bend))
        if self.pressure is not None:
            yield bytes((CHANNEL_PRESSURE, self.pressure))

    def held(self) -> Iterator[bytes]:
        """Give pedals that are down, and bend and pressure that are not at rest."""
        yield from control_messages(
            (number, value) for number, value in self.controllers.items() if number in PEDALS and value
        )
        if self.bend is not None and self.bend != CENTRE:
            yield bytes((PITCH_BEND, *self.bend))
        if self.pressure:
            yield bytes((CHANNEL_PRESSURE, self.pressure))

    def release(self) -> None:
        """Those are at rest."""
        self._put(dict.fromkeys(PEDALS, 0))

    def selected(self) -> Selected | None:
        """Tell for which parameter data is entered."""
        if not self.halves:
            return None
        kind = _KINDS[next(reversed(self.halves))]
        msb, lsb = self.halves.get(kind), self.halves.get(kind - 1)
        return None if msb == lsb == NULL else (kind, msb, lsb)

    def bank(self) -> Values:
        """Give what a program would be taken from."""
        return {number: value for number, value in self.controllers.items() if number in BANKS}

    def _control(self, number: int, value: int) -> None:
        if number in _KINDS:
            _set(self.halves, number, value)
        elif number in (DATA_MSB, DATA_LSB) or number in STEPS:
            self._enter(number, value)
        elif number == RESET_CONTROLLERS:
            self._put(RESET)
            self.halves = dict.fromkeys(self.halves, NULL)
        elif number not in _PASSING:
            _set(self.controllers, number, value)

    def _put(self, values: Values) -> None:
        """Put what is set of these where they say, and bend and pressure to rest."""
        for number in self.controllers.keys() & values.keys():
            self.controllers[number] = values[number]
        self.bend = None if self.bend is None else CENTRE
        self.pressure = None if self.pressure is None else 0

    def _enter(self, number: int, value: int) -> None:
        """Enter data for the parameter that is selected."""
        selected = self.selected()
        if selected is None:
            return
        data = self.parameters.pop(selected, [])
        if number in STEPS:
            data = data[:MOST_STEPS]
        else:  # steps before an MSB count no more
            gone = (number, *STEPS) if number == DATA_MSB else (number,)
            data = [each for each in data if each[0] not in gone]
        self.parameters[selected] = [*data, (number, value)]


def control_messages(values: Iterable[tuple[int, int]]) -> Iterator[bytes]:
    """Give the messages that set controllers."""
    return (bytes((CONTROL_CHANGE, number, value)) for number, value in values)


def program_messages(program: Program) -> Iterator[bytes]:
    """Give the messages that call a program."""
    yield from control_messages(program[1].items())
    yield bytes((PROGRAM_CHANGE, program[0]))


def parameter_messages(selected: Selected, data: Iterable[tuple[int, int]]) -> Iterator[bytes]:
    """Give the messages that select a parameter and enter data for it."""
    kind, *halves = selected
    yield from control_messages((kind - nth, half) for nth, half in enumerate(halves) if half is not None)
    yield from control_messages(data)


def _set(values: Values, number: int, value: int) -> None:
    values.pop(number, None)
    values[number] = value
