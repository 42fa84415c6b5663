"""What calls a scene: a note that is struck, a controller that is pressed or has a value, a program."""

from dataclasses import dataclass
from typing import Final

from app.midi.messages import CONTROL_CHANGE, NOTE_ON, PEDAL_DOWN, PROGRAM_CHANGE
from app.midi.specs import ChannelSpec, parse_spec

CUE_KINDS: Final = ("note", "cc", "program")
_STATUS: Final = {"note": NOTE_ON, "cc": CONTROL_CHANGE, "program": PROGRAM_CHANGE}


@dataclass(frozen=True, slots=True)
class Cue:
    """One control, and the value that it must have: needed for a program, possible for a controller (0-127)."""

    spec: ChannelSpec
    value: int | None = None

    def __post_init__(self) -> None:
        if self.spec.kind not in CUE_KINDS:
            raise ValueError("a note, a controller or a program, such as ch0.note36, ch0.cc80 or ch0.program")
        if self.spec.kind == "program" and self.value is None:
            raise ValueError("the number of the program as well, from 0 to 127")
        if self.spec.kind == "note" and self.value is not None:
            raise ValueError("no value: a note counts however it is struck")
        if self.value is not None and not 0 <= self.value <= 127:
            raise ValueError("a value from 0 to 127")

    @property
    def key(self) -> tuple[int, int | None]:
        """The status octet, and the first data octet of a message that can be meant; None where any can."""
        return _STATUS[self.spec.kind] | self.spec.channel, self.spec.index

    def is_called_by(self, message: bytes) -> bool:
        """Tell whether a message with this status and, if it has one, this index gives the cue."""
        if self.spec.kind == "program":
            return message[1] == self.value
        if self.spec.kind == "note":
            return message[2] > 0
        return message[2] >= PEDAL_DOWN if self.value is None else message[2] == self.value


def read_cue(control: str, value: int | None) -> Cue:
    """Read a cue as a patch has it; raises ValueError that says what was expected."""
    return Cue(parse_spec(control), value)
