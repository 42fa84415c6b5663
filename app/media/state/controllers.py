"""Controllers of a channel: value, toggle count and command count of each (wire sheet 7.2 and 5, RP-015)."""

from collections.abc import Set as AbstractSet
from typing import Final

NUMBERS: Final = 128
TOOL_MODULUS: Final = 64
ON_FROM: Final = 64
"""The smallest value that means "on" for a switch."""

RESET_VALUES: Final = {1: 0, 11: 127, 64: 0, 65: 0, 66: 0, 67: 0}
"""What CC121 does to controllers (RP-015)."""

_DEFAULT_ON: Final = 122
"""Local Control: the only switch that is on before any command."""


class ControllerState:
    """What the controllers of one channel are; `values` has None where nothing was ever sent.

    `toggles` and `commands` count modulo 64, as the tools of Chapter C do; None is a count that was lost sight of.
    `lsb_newer` tells of each pair n, n+32 whether the LSB came after the MSB.
    """

    __slots__ = ("commands", "lsb_newer", "toggles", "values")

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget all: start of the stream, or a Reset State command."""
        self.values: list[int | None] = [None] * NUMBERS
        self.toggles: list[int | None] = [0] * NUMBERS
        self.toggles[_DEFAULT_ON] = 1
        self.commands: list[int | None] = [0] * NUMBERS
        self.lsb_newer = [False] * 32

    def set(self, number: int, value: int) -> None:
        """Apply one Control Change."""
        self._switch(number, value)
        _count(self.commands, number)
        if number < 64:
            self.lsb_newer[number & 31] = number >= 32

    def is_on(self, number: int) -> bool:
        """Tell whether the switch is on; one that was never sent has its default."""
        value = self.values[number]
        return number == _DEFAULT_ON if value is None else value >= ON_FROM

    def reset_controllers(self) -> None:
        """Apply what CC121 does to other controllers; a switch that it turns counts as toggled."""
        for number, value in RESET_VALUES.items():
            self._switch(number, value)

    def doubt_counts(self, known: AbstractSet[int]) -> None:
        """Lose sight of all counts but those of the controllers `known`."""
        for number in range(NUMBERS):
            if number not in known:
                self.toggles[number] = self.commands[number] = None

    def _switch(self, number: int, value: int) -> None:
        if (value >= ON_FROM) != self.is_on(number):
            _count(self.toggles, number)
        self.values[number] = value


def _count(counts: list[int | None], number: int) -> None:
    count = counts[number]
    if count is not None:
        counts[number] = (count + 1) % TOOL_MODULUS
