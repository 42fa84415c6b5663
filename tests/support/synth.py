"""A synthesiser without sound: what MIDI 1.0 says that messages set, told plainly and independently of `app`."""

from collections.abc import Iterable
from typing import Any

_AGREED = {1: 0, 7: 100, 10: 64, 11: 127, 64: 0, 65: 0, 66: 0, 67: 0, 69: 0, 91: 40}
"""Controllers, and below parameters, of which General MIDI says how they are on a device that was switched on."""
_TUNED = {("rpn", 0, 0): (2, 0, 0), ("rpn", 0, 1): (64, 0, 0)}
_NULL = (127, 127)
CHANNELS = 2


class Synth:
    """Takes messages. `resets_lsb` is the one question in which makers differ: whether an MSB sets its LSB to 0."""

    def __init__(self, messages: Iterable[bytes] = (), resets_lsb: bool = False) -> None:
        self._resets_lsb = resets_lsb
        self._parts = [_Part(resets_lsb) for _ in range(CHANNELS)]
        for message in messages:
            self.take(message)

    def take(self, message: bytes) -> None:
        """Be played one message."""
        if message[:2] == b"\xf0\x7e" and message[3:5] in (b"\x09\x01", b"\x09\x03"):
            self._parts = [_Part(self._resets_lsb) for _ in range(CHANNELS)]
        elif message[0] < 0xF0:
            self._parts[message[0] & 0x0F].take(message[0] & 0xF0, message[1:])

    def settings(self) -> dict[Any, Any]:
        """Everything that is set, by channel and name."""
        return {
            (nth, *key): value for nth, part in enumerate(self._parts) for key, value in part.all().items()
        }

    def agreed(self) -> dict[Any, Any]:
        """Those settings that are the same on every device that was switched on."""
        names = {("bend",), ("pressure",), ("mode", "local"), ("mode", "omni"), ("mode", "poly")}
        names |= {*(("cc", number) for number in (*_AGREED, 33)), *(("data", *each) for each in _TUNED)}
        return {key: value for key, value in self.settings().items() if key[1:] in names}

    def known(self) -> dict[Any, Any]:
        """Those that somebody has set, as far as setting them again leads there: steps only add up."""
        untouched = Synth((), self._resets_lsb).settings()
        found = {key: value for key, value in self.settings().items() if value != untouched.get(key)}
        return {key: value for key, value in found.items() if not _is_stepped(key, value)}


def is_set_as(found: Synth, wanted: Synth, channel: int | None = None) -> bool:
    """Tell whether a device that was played before is set as another that was not, as far as can be known.

    On one channel or on all.
    """
    clear = {key: value for key, value in wanted.agreed().items() if not _is_stepped(key, value)}
    clear |= wanted.known()
    clear = {key: value for key, value in clear.items() if channel in (None, key[0])}
    settings = found.settings()
    return {key: settings.get(key) for key in clear} == clear


def _is_stepped(key: tuple[Any, ...], value: Any) -> bool:
    return key[1] == "data" and bool(value[-1])


class _Part:
    def __init__(self, resets_lsb: bool) -> None:
        self.resets_lsb = resets_lsb
        self.controllers = dict.fromkeys(range(120), 0) | _AGREED
        self.modes = {"local": 127, "omni": 124, "poly": (127, 0)}
        self.program = (0, 0, 0)
        self.bend = (0, 64)
        self.pressure = 0
        self.kind = "rpn"
        self.numbers = {"rpn": _NULL, "nrpn": _NULL}
        self.data: dict[tuple[str, int, int], tuple[int, int, int]] = dict(_TUNED)

    def all(self) -> dict[Any, Any]:
        plain = {("cc", number): value for number, value in self.controllers.items()}
        data = {("data", *key): value for key, value in self.data.items()}
        modes = {("mode", key): value for key, value in self.modes.items()}
        selected = self.numbers[self.kind]
        return {
            ("program",): self.program,
            ("bend",): self.bend,
            ("pressure",): self.pressure,
            ("selected",): None if selected == _NULL else (self.kind, selected),
            **{("number", kind): number for kind, number in self.numbers.items()},
            **plain,
            **data,
            **modes,
        }

    def take(self, kind: int, data: bytes) -> None:
        if kind == 0xC0:
            self.program = (self.controllers[0], self.controllers[32], data[0])
        elif kind == 0xE0:
            self.bend = (data[0], data[1])
        elif kind == 0xD0:
            self.pressure = data[0]
        elif kind == 0xB0:
            self._control(data[0], data[1])

    def _control(self, number: int, value: int) -> None:
        if number in (98, 99, 100, 101):
            self._number("nrpn" if number < 100 else "rpn", number % 2 == 1, value)
        elif number in (6, 38, 96, 97):
            self._enter(number, value)
        elif number == 121:
            self.controllers |= {1: 0, 11: 127, 64: 0, 65: 0, 66: 0, 67: 0}
            self.bend, self.pressure = (0, 64), 0
            self.numbers = {"rpn": _NULL, "nrpn": _NULL}
        elif number >= 120:
            self._mode(number, value)
        elif number not in (84, 88):  # those concern one note
            self.controllers[number] = value
            if number < 32 and self.resets_lsb:
                self.controllers[number + 32] = 0

    def _number(self, kind: str, is_msb: bool, value: int) -> None:
        msb, lsb = self.numbers[kind]
        self.kind = kind
        self.numbers[kind] = (value, lsb) if is_msb else (msb, value)

    def _enter(self, number: int, value: int) -> None:
        selected = self.numbers[self.kind]
        if selected == _NULL:
            return
        msb, lsb, steps = self.data.get((self.kind, *selected), (0, 0, 0))
        if number == 6:
            msb, lsb, steps = value, 0 if self.resets_lsb else lsb, 0
        elif number == 38:
            lsb = value
        else:
            steps += 1 if number == 96 else -1
        self.data[self.kind, *selected] = msb, lsb, steps

    def _mode(self, number: int, value: int) -> None:
        if number == 122:
            self.modes["local"] = value
        elif number in (124, 125):
            self.modes["omni"] = number
        elif number in (126, 127):
            self.modes["poly"] = (number, value if number == 126 else 0)
