"""Registered and non-registered parameters of a channel (wire sheet 5 "parameter transaction", 7.3)."""

from typing import Final, NamedTuple

NRPN_MSB: Final = 99
NRPN_LSB: Final = 98
RPN_MSB: Final = 101
RPN_LSB: Final = 100
ENTRY_MSB: Final = 6
ENTRY_LSB: Final = 38
INCREMENT: Final = 96
DECREMENT: Final = 97

SELECTORS: Final = frozenset((NRPN_MSB, NRPN_LSB, RPN_MSB, RPN_LSB))
ENTRIES: Final = frozenset((ENTRY_MSB, ENTRY_LSB, INCREMENT, DECREMENT))
NULL: Final = 0x3FFF
MAX_BUTTON: Final = 16383
MAX_PARAMETERS: Final = 1024
"""Per channel, more than any instrument has; beyond it the oldest is forgotten: a stranger could name 32 768."""

_UNKNOWN_MSB: Final = 127
"""An LSB without any MSB before it: the MSB half of the null parameter, which is selected at the start."""


class Parameter(NamedTuple):
    """Which parameter: RPN or NRPN, and its number, MSB * 128 + LSB."""

    nrpn: bool
    number: int


class Pending(NamedTuple):
    """An MSB that was sent without its LSB yet."""

    nrpn: bool
    msb: int


class ParameterValue:
    """What was entered for one parameter; None where nothing was, `buttons` since the last entry, clamped."""

    __slots__ = ("buttons", "buttons_since_reset", "lsb", "msb")

    def __init__(self) -> None:
        self.msb: int | None = None
        self.lsb: int | None = None
        self.buttons = 0
        self.buttons_since_reset = 0

    def enter(self, number: int, value: int) -> None:
        """Apply CC6, CC38, CC96 or CC97."""
        if number in (INCREMENT, DECREMENT):
            step = 1 if number == INCREMENT else -1
            self.buttons = _clamped(self.buttons + step)
            self.buttons_since_reset = _clamped(self.buttons_since_reset + step)
            return
        if number == ENTRY_MSB:
            self.msb = value
            self.lsb = None
        else:
            self.lsb = value
        self.buttons = 0
        self.buttons_since_reset = 0


class ParameterState:
    """Values of all parameters; `selected` while a transaction is open, `pending` after an MSB alone."""

    __slots__ = ("msb_memory", "pending", "selected", "values")

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget all: start of the stream, or a Reset State command."""
        self.values: dict[Parameter, ParameterValue] = {}
        self.close()

    def close(self) -> None:
        """Apply CC121: no parameter is selected, no MSB remembered; values stay."""
        self.selected: Parameter | None = None
        self.pending: Pending | None = None
        self.msb_memory = {False: _UNKNOWN_MSB, True: _UNKNOWN_MSB}

    def reset_controllers(self) -> None:
        """Apply CC121 with its effect on the counts of Chapter M."""
        self.close()
        for value in self.values.values():
            value.buttons_since_reset = 0

    @property
    def is_idle(self) -> bool:
        """Whether CC6, 38, 96 and 97 are general purpose: nothing is selected."""
        return self.selected is None and self.pending is None

    def select(self, number: int, value: int) -> None:
        """Apply CC98 to CC101."""
        nrpn = number <= NRPN_MSB
        if number in (NRPN_MSB, RPN_MSB):
            self.msb_memory[nrpn] = value
            self.pending = Pending(nrpn, value)
            self.selected = None
            return
        self._open(Parameter(nrpn, self.msb_memory[nrpn] << 7 | value))

    def enter(self, number: int, value: int) -> Parameter | None:
        """Apply CC6, 38, 96 or 97 to the selected parameter and name it; None: they are general purpose."""
        if self.pending is not None:
            self._open(Parameter(self.pending.nrpn, self.pending.msb << 7))
        selected = self.selected
        if selected is not None:
            self.values[selected].enter(number, value)
        return selected

    def _open(self, parameter: Parameter) -> None:
        self.pending = None
        if parameter.number == NULL:
            self.selected = None
            return
        self.selected = parameter
        value = self.values.pop(parameter, None)
        self.values[parameter] = ParameterValue() if value is None else value
        if len(self.values) > MAX_PARAMETERS:
            del self.values[next(iter(self.values))]


def _clamped(count: int) -> int:
    return max(-MAX_BUTTON, min(MAX_BUTTON, count))


def selection(parameter: Parameter) -> tuple[tuple[int, int], tuple[int, int]]:
    """Give the two (controller, value) pairs that select a parameter."""
    msb, lsb = (NRPN_MSB, NRPN_LSB) if parameter.nrpn else (RPN_MSB, RPN_LSB)
    return (msb, parameter.number >> 7), (lsb, parameter.number & 127)
