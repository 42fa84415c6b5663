"""Program and bank of a channel as Chapter P sees them (wire sheet 7.1)."""

from typing import NamedTuple


class Program(NamedTuple):
    """A Program Change and the bank in force then; `bank_msb` is None when no active CC0 came before it."""

    program: int
    bank_msb: int | None
    bank_lsb: int
    reset_since_bank: bool


class ProgramState:
    """The latest Program Change, and the bank that the next one gets: a CC32 counts only after its CC0."""

    __slots__ = ("bank_lsb", "bank_msb", "latest", "reset_since_bank")

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget all: start of the stream, or a Reset State command."""
        self.latest: Program | None = None
        self.bank_msb: int | None = None
        self.bank_lsb = 0
        self.reset_since_bank = False

    def select_bank(self, number: int, value: int) -> None:
        """Apply CC0 or CC32."""
        if number == 0:
            self.bank_msb = value
            self.bank_lsb = 0
            self.reset_since_bank = False
        elif self.bank_msb is not None:
            self.bank_lsb = value

    def reset_controllers(self) -> None:
        """Apply CC121: nothing changes, but Chapter P must tell."""
        self.reset_since_bank = self.bank_msb is not None

    def change(self, program: int) -> None:
        """Apply a Program Change."""
        self.latest = Program(program, self.bank_msb, self.bank_lsb, self.reset_since_bank)
