"""Histories of program, pitch wheel and pressures: chapters P, W, T and A (wire sheet 7.1, 7.4, 7.7, 7.8)."""

from typing import NamedTuple

from app.media.history.chapter import ChapterHistory, since
from app.media.state.program import ProgramState
from app.wire.journal import encode_poly_pressure, encode_pressure, encode_program, encode_wheel
from app.wire.journal.values import (
    PolyPressureChapter,
    PolyPressureLog,
    PressureChapter,
    ProgramChapter,
    WheelChapter,
)


class ProgramHistory(ChapterHistory):
    """Chapter P: the latest Program Change and its bank."""

    def __init__(self) -> None:
        super().__init__()
        self.state = ProgramState()

    def change(self, program: int, number: int) -> None:
        """Record a Program Change."""
        self.state.change(program)
        self.changed(number)

    def clear(self) -> None:
        """Forget bank and program: a Reset State command."""
        super().clear()
        self.state.reset()

    def _build(self, number: int, checkpoint: int, ticks: int) -> bytes:
        program = self.state.latest
        assert program is not None
        self.oldest = self.latest
        return encode_program(
            ProgramChapter(
                program=program.program,
                has_bank=program.bank_msb is not None,
                bank_msb=program.bank_msb or 0,
                reset_since_bank=program.reset_since_bank,
                bank_lsb=program.bank_lsb,
                s=self.latest != number - 1,
            )
        )


class WheelHistory(ChapterHistory):
    """Chapter W: the latest Pitch Wheel that no CC121 came after."""

    def __init__(self) -> None:
        super().__init__()
        self._value = (0, 64)

    def move(self, first: int, second: int, number: int) -> None:
        """Record a Pitch Wheel message by its data octets."""
        self._value = (first, second)
        self.changed(number)

    def _build(self, number: int, checkpoint: int, ticks: int) -> bytes:
        self.oldest = self.latest
        return encode_wheel(WheelChapter(*self._value, s=self.latest != number - 1))


class PressureHistory(ChapterHistory):
    """Chapter T: the latest Channel Aftertouch that neither CC121 nor an end of all notes came after."""

    def __init__(self) -> None:
        super().__init__()
        self._value = 0

    def press(self, pressure: int, number: int) -> None:
        """Record a Channel Aftertouch."""
        self._value = pressure
        self.changed(number)

    def _build(self, number: int, checkpoint: int, ticks: int) -> bytes:
        self.oldest = self.latest
        return encode_pressure(PressureChapter(self._value, s=self.latest != number - 1))


class _KeyPressure(NamedTuple):
    last: int
    pressure: int
    silenced: bool


class PolyPressureHistory(ChapterHistory):
    """Chapter A: the latest Poly Aftertouch of each note."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: dict[int, _KeyPressure] = {}

    def press(self, note: int, pressure: int, number: int) -> None:
        """Record a Poly Aftertouch."""
        self._keys.pop(note, None)
        self._keys[note] = _KeyPressure(number, pressure, silenced=False)
        self.changed(number)

    def silence(self) -> None:
        """Record an end of all notes: the X bit says that it came after these."""
        self._keys = {note: key._replace(silenced=True) for note, key in self._keys.items()}
        self.settled = False

    def clear(self) -> None:
        """Forget all: CC121 or a Reset State command."""
        super().clear()
        self._keys.clear()

    def _build(self, number: int, checkpoint: int, ticks: int) -> bytes:
        keys = since(self._keys, checkpoint)
        self.oldest = keys[0][1].last
        logs = [
            PolyPressureLog(note, key.silenced, key.pressure, key.last != number - 1) for note, key in keys
        ]
        return encode_poly_pressure(PolyPressureChapter(tuple(logs)))
