"""What a device goes back to when a song goes back to before it has set that.

A song is written for a device that was switched on or reset, so that is what General MIDI says of such a device
(volume 100, pan in the middle), also where it asks for Reset All Controllers (RP-015). Where it says nothing, the
program, a controller of the maker's, a parameter, it is the first that the song itself sets there.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Final

from app.midi.channel_settings import (
    BANKS,
    CENTRE,
    NULL,
    RESET,
    STEPS,
    ChannelSettings,
    Selected,
    Values,
    control_messages,
    parameter_messages,
    program_messages,
)
from app.midi.messages import (
    CHANNEL_PRESSURE,
    CONTROL_CHANGE,
    LOCAL_CONTROL,
    NOTE_OFF,
    NOTE_ON,
    PITCH_BEND,
    PROGRAM_CHANGE,
    is_channel,
    is_reset,
)
from app.midi.parameters import DATA_LSB, DATA_MSB, RPN_MSB
from app.midi.sounding import PEDALS

_LSB: Final = 32
_AT_FIRST: Final[Values] = {
    **dict.fromkeys(BANKS, 0),
    **RESET,
    **dict.fromkeys(sorted(PEDALS), 0),
    5: 0,  # portamento time
    7: 100,  # volume
    8: 64,  # balance
    10: 64,  # pan
    **{number + _LSB: 0 for number in (1, 5, 7, 8, 10, 11)},
    **dict.fromkeys(range(71, 79), 64),  # sound controllers: as the program has it
    91: 40,  # reverb
    93: 0,  # chorus
    LOCAL_CONTROL: 127,
}
"""General MIDI 2 and, where that says nothing, MIDI 1.0."""
_PARAMETERS_AT_FIRST: Final[Mapping[Selected, tuple[tuple[int, int], ...]]] = {
    (RPN_MSB, 0, 0): ((DATA_MSB, 2), (DATA_LSB, 0)),  # two semitones of bend
    (RPN_MSB, 0, 1): ((DATA_MSB, 64), (DATA_LSB, 0)),  # in tune
    (RPN_MSB, 0, 2): ((DATA_MSB, 64), (DATA_LSB, 0)),
}
_MODES: Final = ((124, 125), (127, 126))
"""Omni off and on, poly and mono: of each the one of a device that was switched on, and the other."""


class Opening:
    """Where everything that one song sets was before; made once, of the whole song."""

    def __init__(self, messages: Iterable[bytes] = ()) -> None:
        self._channels = {number: _Channel() for number in range(16)}
        for message in messages:
            if is_channel(message[0]):
                self._channels[message[0] & 0x0F].feed(message[0] & 0xF0, message)
            elif is_reset(message):
                for channel in self._channels.values():
                    channel.reset()

    def rests(self, number: int, now: ChannelSettings, there: ChannelSettings | None) -> Iterator[bytes]:
        """Give what takes back all that is set `now` on a channel and is not set `there`, in the song.

        What is set there can be sent behind that. None is the start of the song, which sets up by itself all that it
        sets before its first note on a channel.
        """
        channel = self._channels[number]
        return _rests(now, channel.set_up if there is None else there, channel.first)


class _Channel:
    """The first of everything on one channel, what is set by now, and what was by the first note."""

    __slots__ = ("_now", "_sounded", "first", "set_up")

    def __init__(self) -> None:
        self._now, self._sounded = ChannelSettings(), False
        self.first = ChannelSettings()
        self.set_up = ChannelSettings()

    def reset(self) -> None:
        """Take a reset of the device."""
        self._now = ChannelSettings()

    def feed(self, kind: int, message: bytes) -> None:
        """Take the next message of the song."""
        if kind in (NOTE_ON, NOTE_OFF):
            if not self._sounded:
                self._sounded, self.set_up = True, deepcopy(self._now)
            return
        self._now.feed(kind, message)
        if kind == PROGRAM_CHANGE and self.first.program is None:
            self.first.program = self._now.program
        elif kind == CONTROL_CHANGE:
            self._control(message[1], message[2])

    def _control(self, number: int, value: int) -> None:
        if number in self._now.controllers:
            self.first.controllers.setdefault(number, _AT_FIRST.get(number, value))
        elif number in (DATA_MSB, DATA_LSB, *STEPS):
            self._enter(self._now.selected(), number, value)

    def _enter(self, selected: Selected | None, number: int, value: int) -> None:
        if selected is None or None in selected:
            return
        if selected in _PARAMETERS_AT_FIRST:
            self.first.parameters[selected] = list(_PARAMETERS_AT_FIRST[selected])
        elif number not in STEPS:
            data = {number: value} | dict(self.first.parameters.get(selected, ()))
            self.first.parameters[selected] = sorted(data.items())


def _rests(now: ChannelSettings, there: ChannelSettings, first: ChannelSettings) -> Iterator[bytes]:
    controllers = dict(now.controllers)
    if first.program is not None and there.program is None and now.program not in (None, first.program):
        bank = {number: 0 for number in now.bank() if number not in first.program[1]}
        yield from control_messages(bank.items())
        yield from program_messages(first.program)
        controllers |= bank | first.program[1]
    yield from control_messages(_controllers(controllers, there, first.controllers))
    yield from _parameters(now, there, first)
    yield from control_messages((half, NULL) for half in now.halves if half not in there.halves)
    if now.bend is not None and now.bend != CENTRE and there.bend is None:
        yield bytes((PITCH_BEND, *CENTRE))
    if now.pressure and there.pressure is None:
        yield bytes((CHANNEL_PRESSURE, 0))


def _controllers(now: Values, there: ChannelSettings, first: Values) -> Iterator[tuple[int, int]]:
    modes = {number for pair in _MODES for number in pair}
    # A bank that is selected only behind the program there would be in the way of that.
    late = () if there.program is None else set(BANKS) - there.program[1].keys()
    for number, value in now.items():
        known = _AT_FIRST.get(number, first.get(number, value))
        if number not in modes and value != known and (number not in there.controllers or number in late):
            yield number, known
    for pair in _MODES:
        said = [number for number in now if number in pair]
        if said and said[-1] != pair[0] and not there.controllers.keys() & pair:
            yield pair[0], 0


def _parameters(now: ChannelSettings, there: ChannelSettings, first: ChannelSettings) -> Iterator[bytes]:
    for selected, data in now.parameters.items():
        entered = {number for number, _ in there.parameters.get(selected, ())}
        known = first.parameters.get(selected, [])
        if data != known and any(number not in entered for number, _ in data):
            yield from parameter_messages(selected, (each for each in known if each[0] not in entered))
