"""What messages have set at a device by some moment: so that a song can begin in its middle.

Notes are not struck again, and what belongs to one note (its pressure, portamento, high-resolution prefix) is not kept.
SysEx is no part of it: what it sets is known to the device alone.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from app.midi.messages import (
    ALL_NOTES_OFF,
    ALL_SOUND_OFF,
    CHANNEL_PRESSURE,
    CONTROL_CHANGE,
    PITCH_BEND,
    PROGRAM_CHANGE,
    RESET_CONTROLLERS,
    is_channel,
    is_reset,
)
from app.midi.parameters import DATA_LSB, DATA_MSB, NRPN_LSB, NRPN_MSB, RPN_LSB, RPN_MSB
from app.midi.sounding import PEDALS, PEDALS_RESET

BANK_MSB: Final = 0
BANK_LSB: Final = 32
MODULATION: Final = 1
EXPRESSION: Final = 11
STEPS: Final = (96, 97)
MOST_STEPS: Final = 128
"""Of one parameter, one after the other: more turns of a knob than a song has."""

_RESET: Final = {MODULATION: 0, EXPRESSION: 127, **dict.fromkeys(sorted(PEDALS_RESET), 0)}
"""What Reset All Controllers sets (RP-015)."""
_REST: Final = {BANK_MSB: 0, BANK_LSB: 0, **_RESET, **dict.fromkeys(sorted(PEDALS), 0)}
"""Where controllers are before anybody moves them, those on which all devices agree."""
_PASSING: Final = frozenset((84, 88, ALL_SOUND_OFF, ALL_NOTES_OFF))
"""Of one note, or of those that sound."""
_KINDS: Final = {RPN_MSB: RPN_MSB, RPN_LSB: RPN_MSB, NRPN_MSB: NRPN_MSB, NRPN_LSB: NRPN_MSB}
"""The halves of parameter numbers; a kind is called by its MSB, and its LSB is the number below."""
_NULL: Final = 127
_CENTRE: Final = b"\x00\x40"

_Values: TypeAlias = dict[int, int]
"""By number, in the order in which they were set last: an MSB may set its LSB back to 0."""
_Selected: TypeAlias = tuple[int, int | None, int | None]
"""Kind, MSB and LSB of a parameter number; None while a half was not said."""


class Chase:
    """What was set on all channels."""

    def __init__(self, messages: Iterable[bytes] = ()) -> None:
        self._channels: dict[int, _Channel] = {}
        for message in messages:
            self.feed(message)

    def feed(self, message: bytes) -> None:
        """Take note of one whole message."""
        status = message[0]
        if is_channel(status):
            channel = self._channels.get(status & 0x0F)
            if channel is None:
                channel = self._channels[status & 0x0F] = _Channel()
            channel.feed(status & 0xF0, message)
        elif is_reset(message):
            self._channels.clear()

    def messages(self) -> list[bytes]:
        """Give what sets the same at another device; before a program comes its bank."""
        return self._on_all(_Channel.messages)

    def held(self) -> list[bytes]:
        """Give what sets anew that which a release puts to rest: pedals, bend and pressure."""
        return self._on_all(_Channel.held)

    def release(self) -> None:
        """That was put to rest."""
        for channel in self._channels.values():
            channel.release()

    def rests(self, other: "Chase") -> list[bytes]:
        """Give what puts to rest that which is set here and is not in `other`, as far as it has a rest."""
        for number in self._channels:
            other._channels.setdefault(number, _Channel())
        return [
            message
            for number, channel in sorted(self._channels.items())
            for message in _on(number, channel.rests(other._channels[number]))
        ]

    def _on_all(self, part: Callable[["_Channel"], Iterator[bytes]]) -> list[bytes]:
        every = sorted(self._channels.items())
        return [message for number, channel in every for message in _on(number, part(channel))]


class _Channel:
    """What was set on one channel; its messages are those of the first channel."""

    __slots__ = ("_bend", "_controllers", "_halves", "_parameters", "_pressure", "_program")

    def __init__(self) -> None:
        self._controllers: _Values = {}
        self._program: tuple[int, _Values] | None = None
        self._halves: _Values = {}
        self._parameters: dict[_Selected, list[tuple[int, int]]] = {}
        self._bend: bytes | None = None
        self._pressure: int | None = None

    def feed(self, kind: int, message: bytes) -> None:
        """Take note of one message."""
        if kind == CONTROL_CHANGE:
            self._control(message[1], message[2])
        elif kind == PROGRAM_CHANGE:
            self._program = message[1], self._bank()
        elif kind == PITCH_BEND:
            self._bend = message[1:]
        elif kind == CHANNEL_PRESSURE:
            self._pressure = message[1]

    def messages(self) -> Iterator[bytes]:
        """Give all of it."""
        if self._program is not None:
            program, bank = self._program
            yield from _controls(bank.items())
            yield bytes((PROGRAM_CHANGE, program))
        said = self._program is not None and list(self._program[1].items()) == list(self._bank().items())
        yield from _controls(
            (number, value)
            for number, value in self._controllers.items()
            if not (said and number in (BANK_MSB, BANK_LSB))
        )
        for (kind, msb, lsb), data in self._parameters.items():
            yield from _controls(
                (kind - nth, half) for nth, half in enumerate((msb, lsb)) if half is not None
            )
            yield from _controls(data)
        yield from _controls(self._halves.items())
        if self._bend is not None:
            yield bytes((PITCH_BEND, *self._bend))
        if self._pressure is not None:
            yield bytes((CHANNEL_PRESSURE, self._pressure))

    def held(self) -> Iterator[bytes]:
        """Give pedals that are down, and bend and pressure that are not at rest."""
        yield from _controls(
            (number, value) for number, value in self._controllers.items() if number in PEDALS and value
        )
        if self._bend is not None and self._bend != _CENTRE:
            yield bytes((PITCH_BEND, *self._bend))
        if self._pressure:
            yield bytes((CHANNEL_PRESSURE, self._pressure))

    def release(self) -> None:
        """Those are at rest."""
        self._put(dict.fromkeys(PEDALS, 0))

    def rests(self, other: "_Channel") -> Iterator[bytes]:
        """Give what puts to rest that which `other` does not set, or sets only behind the program it is for."""
        late = () if other._program is None else self._bank().keys() - other._program[1].keys()
        yield from _controls(
            (number, _REST[number])
            for number, value in self._controllers.items()
            if value != _REST.get(number, value) and (number not in other._controllers or number in late)
        )
        yield from _controls((half, _NULL) for half in self._halves if half not in other._halves)
        if self._bend is not None and self._bend != _CENTRE and other._bend is None:
            yield bytes((PITCH_BEND, *_CENTRE))
        if self._pressure and other._pressure is None:
            yield bytes((CHANNEL_PRESSURE, 0))

    def _control(self, number: int, value: int) -> None:
        if number in _KINDS:
            _set(self._halves, number, value)
        elif number in (DATA_MSB, DATA_LSB) or number in STEPS:
            self._enter(number, value)
        elif number == RESET_CONTROLLERS:
            self._put(_RESET)
            self._halves = dict.fromkeys(self._halves, _NULL)
        elif number not in _PASSING:
            _set(self._controllers, number, value)

    def _put(self, values: _Values) -> None:
        """Put what is set of these where they say, and bend and pressure to rest."""
        for number in self._controllers.keys() & values.keys():
            self._controllers[number] = values[number]
        self._bend = None if self._bend is None else _CENTRE
        self._pressure = None if self._pressure is None else 0

    def _enter(self, number: int, value: int) -> None:
        """Enter data for the parameter that is selected."""
        selected = self._selected()
        if selected is None:
            return
        data = self._parameters.pop(selected, [])
        if number in STEPS:
            data = data[:MOST_STEPS]
        else:  # steps before an MSB count no more
            gone = (number, *STEPS) if number == DATA_MSB else (number,)
            data = [each for each in data if each[0] not in gone]
        self._parameters[selected] = [*data, (number, value)]

    def _selected(self) -> _Selected | None:
        if not self._halves:
            return None
        kind = _KINDS[next(reversed(self._halves))]
        msb, lsb = self._halves.get(kind), self._halves.get(kind - 1)
        return None if msb == lsb == _NULL else (kind, msb, lsb)

    def _bank(self) -> _Values:
        return {n: value for n, value in self._controllers.items() if n in (BANK_MSB, BANK_LSB)}


def _set(values: _Values, number: int, value: int) -> None:
    values.pop(number, None)
    values[number] = value


def _controls(values: Iterable[tuple[int, int]]) -> Iterator[bytes]:
    return (bytes((CONTROL_CHANGE, number, value)) for number, value in values)


def _on(channel: int, messages: Iterable[bytes]) -> Iterator[bytes]:
    return (bytes((message[0] | channel, *message[1:])) for message in messages)
