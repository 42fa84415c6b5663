"""What is held through a way, and what silences exactly that (design 3, "Sounding state").

Kept per route and counted per destination: a note held by two ways ends with the last. All keys are small
integers: a plain controller or note must cost no more than about a microsecond.
"""

from collections.abc import Hashable, Iterable
from typing import Final, TypeAlias

from app.midi.messages import (
    ALL_SOUND_OFF,
    BEND_CENTRE,
    CHANNEL_PRESSURE,
    CONTROL_CHANGE,
    DEFAULT_RELEASE_VELOCITY,
    HOLD_2,
    LOCAL_CONTROL,
    NOTE_OFF,
    NOTE_ON,
    PEDAL_DOWN,
    PITCH_BEND,
    POLY_PRESSURE,
    PORTAMENTO,
    RESET_CONTROLLERS,
    SOFT,
    SOSTENUTO,
    SUSTAIN,
    SYSEX,
    is_reset,
)

OVERLAP_LIMIT: Final = 16
"""No player stacks more strokes of one key; bounds what a stranger's Note Ons can make a release send."""

PEDALS: Final = frozenset((SUSTAIN, PORTAMENTO, SOSTENUTO, SOFT, HOLD_2))
"""What is held and is let go of by 0."""
PEDALS_RESET: Final = frozenset((SUSTAIN, PORTAMENTO, SOSTENUTO, SOFT))
"""Those that Reset All Controllers lets go of (RP-015, wire sheet 5)."""
_NOTHING: Final = (0, 0)
_END_OF_NOTES: Final = NOTE_ON << 8
_ORDER: Final = (NOTE_OFF, CONTROL_CHANGE, PITCH_BEND, CHANNEL_PRESSURE, POLY_PRESSURE)

_Held: TypeAlias = dict[int, int]


class Sounding:
    """What one way holds: notes (overlaps counted), and pedals, bend and pressure that are not at rest."""

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held: _Held = {}

    @property
    def holds_anything(self) -> bool:
        """Whether `release()` would give anything."""
        return bool(self._held)

    def feed(self, message: bytes) -> None:
        """Take note of one whole message that went this way."""
        key, level = _tracked(message)
        if key:
            _move(self._held, key, level)
        elif _clears(message):
            _clear(self._held, message)

    def release(self) -> list[bytes]:
        """Give what ends exactly that: notes, pedals up, bend to the centre, pressure 0; and hold nothing."""
        messages = _rest(self._held.items())
        self._held.clear()
        return messages


class Destination:
    """Several ways into one place: what is to be sent so that none cuts what another still holds."""

    __slots__ = ("_holders", "_ways")

    def __init__(self) -> None:
        self._ways: dict[Hashable, _Held] = {}
        self._holders: dict[int, int] = {}  # how many ways hold a key

    @property
    def holds_anything(self) -> bool:
        """Whether any way holds anything."""
        return bool(self._holders)

    def feed(self, way: Hashable, message: bytes) -> list[bytes]:
        """Take a whole message that came by `way`; give what is to be sent: it, or nothing.

        Withheld are the end of a note and the lifting of a pedal that another way still holds.
        """
        key, level = _tracked(message)
        if not key:
            if _clears(message):
                self._clear(message)
            return [message]
        held = self._ways.get(way)
        if held is None:
            held = self._ways[way] = {}
        others = self._holders.get(key, 0) - (key in held)
        _move(held, key, level)
        if key in held:
            self._holders[key] = others + 1
        elif others:
            self._holders[key] = others
        else:
            self._holders.pop(key, None)
        return [] if others and _lets_go(key, level) else [message]

    def release(self, way: Hashable) -> list[bytes]:
        """End what is held by `way` and no other, in the order of `Sounding.release`; forget the way."""
        last: list[tuple[int, int]] = []
        for key, level in self._ways.pop(way, {}).items():
            others = self._holders[key] - 1
            if others:
                self._holders[key] = others
            else:
                del self._holders[key]
                last.append((key, level))
        return _rest(last)

    def _clear(self, message: bytes) -> None:
        _clear(self._holders, message)
        for held in self._ways.values():
            _clear(held, message)


# -- keys: status of the message that ends it << 8 | note or controller number ------------------------------


def _tracked(message: bytes) -> tuple[int, int]:
    """Give the key that a message moves and how far from rest it moves it; key 0 for none."""
    status = message[0]
    kind = status & 0xF0
    if kind == CONTROL_CHANGE:
        number = message[1]
        return (status << 8 | number, message[2]) if number in PEDALS else _NOTHING
    if kind == NOTE_ON:
        return (status ^ NOTE_ON ^ NOTE_OFF) << 8 | message[1], message[2]
    if kind == NOTE_OFF:
        return status << 8 | message[1], 0
    if kind == PITCH_BEND:
        return status << 8, (message[2] << 7 | message[1]) ^ BEND_CENTRE
    if kind == CHANNEL_PRESSURE:
        return status << 8, message[1]
    if kind == POLY_PRESSURE:
        return status << 8 | message[1], message[2]
    return _NOTHING


def _move(held: _Held, key: int, level: int) -> None:
    if key < _END_OF_NOTES:
        strokes = held.get(key, 0)
        level = min(strokes + 1, OVERLAP_LIMIT) if level else strokes - 1
    if level > 0:
        held[key] = level
    else:
        held.pop(key, None)


def _lets_go(key: int, level: int) -> bool:
    """Tell whether moving `key` there ends what another way holds; bend and pressure just follow the last."""
    if key < _END_OF_NOTES:
        return not level
    return key >> 12 == CONTROL_CHANGE >> 4 and level < PEDAL_DOWN


def _clears(message: bytes) -> bool:
    status = message[0]
    if status >= SYSEX:
        return is_reset(message)
    return status & 0xF0 == CONTROL_CHANGE and message[1] >= ALL_SOUND_OFF and message[1] != LOCAL_CONTROL


def _clear(held: _Held, message: bytes) -> None:
    for key in [key for key in held if _puts_to_rest(message, key)]:
        del held[key]


def _puts_to_rest(message: bytes, key: int) -> bool:
    if message[0] >= SYSEX:
        return True
    kind = key >> 8 & 0xF0
    if key >> 8 & 0x0F != message[0] & 0x0F:
        return False
    if message[1] != RESET_CONTROLLERS:
        return kind == NOTE_OFF
    return key & 0xFF in PEDALS_RESET if kind == CONTROL_CHANGE else kind != NOTE_OFF


def _rest(held: Iterable[tuple[int, int]]) -> list[bytes]:
    messages: list[bytes] = []
    for key, level in sorted(held, key=lambda item: _ORDER.index(item[0] >> 8 & 0xF0)):
        status, number = key >> 8, key & 0xFF
        kind = status & 0xF0
        if kind == NOTE_OFF:
            messages += [bytes((status, number, DEFAULT_RELEASE_VELOCITY))] * level
        elif kind == PITCH_BEND:
            messages.append(bytes((status, 0x00, 0x40)))
        elif kind == CHANNEL_PRESSURE:
            messages.append(bytes((status, 0)))
        else:
            messages.append(bytes((status, number, 0)))
    return messages
