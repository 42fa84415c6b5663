"""Registered and non-registered parameters (RPN, NRPN) of one channel, read from the controllers they are made of."""

from typing import Final, Literal, NamedTuple, TypeAlias

ParameterKind: TypeAlias = Literal["rpn", "nrpn"]

DATA_MSB: Final = 6
DATA_LSB: Final = 38
NRPN_LSB: Final = 98
NRPN_MSB: Final = 99
RPN_LSB: Final = 100
RPN_MSB: Final = 101

PARAMETER_CONTROLLERS: Final = frozenset((DATA_MSB, DATA_LSB, NRPN_LSB, NRPN_MSB, RPN_LSB, RPN_MSB))
NULL_PARAMETER: Final = 0x3FFF
"""Selecting it closes whatever parameter was open."""

FULL_PER_COARSE: Final = 129
"""16383 / 127: a seven-bit value on the scale of fourteen bits."""

_KINDS: Final[dict[int, ParameterKind]] = {
    NRPN_LSB: "nrpn",
    NRPN_MSB: "nrpn",
    RPN_LSB: "rpn",
    RPN_MSB: "rpn",
}
_UNKNOWN: Final = -1


class ParameterValue(NamedTuple):
    """A parameter was set: `value` is 0 to 16383."""

    kind: ParameterKind
    number: int
    value: int


class ParameterReader:
    """What the controllers of one channel of one sender set; feed it `PARAMETER_CONTROLLERS` only.

    A value is whole with its LSB. A sender that leaves the LSB out is known by what it sends next; from then on its
    MSB alone is the value, on the scale of seven bits.
    """

    __slots__ = ("_coarse", "_halves", "_kind", "_msb", "_waiting")

    def __init__(self) -> None:
        self._halves: dict[int, int] = {}
        self._kind: ParameterKind | None = None
        self._msb: int | None = None
        self._waiting = False
        self._coarse = False

    @property
    def selected(self) -> tuple[ParameterKind, int] | None:
        """The parameter that data entry would set now."""
        if self._kind is None:
            return None
        msb, lsb = (RPN_MSB, RPN_LSB) if self._kind == "rpn" else (NRPN_MSB, NRPN_LSB)
        high, low = self._halves.get(msb, _UNKNOWN), self._halves.get(lsb, _UNKNOWN)
        if high == _UNKNOWN or low == _UNKNOWN or high << 7 | low == NULL_PARAMETER:
            return None
        return self._kind, high << 7 | low

    def feed(self, controller: int, value: int) -> tuple[ParameterValue, ...]:
        """Take one of the controllers; give what it set."""
        if controller == DATA_LSB:
            return self._take_lsb(value)
        overdue = self._overdue()
        if controller == DATA_MSB:
            return overdue + self._take_msb(value)
        before = self.selected
        self._kind = _KINDS[controller]
        self._halves[controller] = value
        if self.selected != before:
            self._msb = None
        return overdue

    def _take_msb(self, value: int) -> tuple[ParameterValue, ...]:
        selected = self.selected
        if selected is None:
            return ()
        self._msb = value
        if self._coarse:
            return (ParameterValue(*selected, value * FULL_PER_COARSE),)
        self._waiting = True
        return ()

    def _take_lsb(self, value: int) -> tuple[ParameterValue, ...]:
        selected = self.selected
        if selected is None or self._msb is None:
            return ()
        self._waiting = self._coarse = False
        return (ParameterValue(*selected, self._msb << 7 | value),)

    def _overdue(self) -> tuple[ParameterValue, ...]:
        """Give the value whose LSB never came."""
        selected = self.selected
        if not self._waiting or selected is None or self._msb is None:
            return ()
        self._waiting, self._coarse = False, True
        return (ParameterValue(*selected, self._msb * FULL_PER_COARSE),)
