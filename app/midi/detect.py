"""Which control a message moves: the way back from messages to channel specs, to learn a mapping from a touch."""

from typing import Final, NamedTuple

from app.midi.messages import (
    CHANNEL_PRESSURE,
    CONTROL_CHANGE,
    NOTE_OFF,
    NOTE_ON,
    PITCH_BEND,
    POLY_PRESSURE,
    PROGRAM_CHANGE,
    is_channel,
)
from app.midi.parameters import DATA_LSB, DATA_MSB, PARAMETER_CONTROLLERS, ParameterReader
from app.midi.specs import ChannelSpec, SpecKind, to_share

_INDEXED: Final[dict[int, SpecKind]] = {
    NOTE_OFF: "note",
    NOTE_ON: "note",
    POLY_PRESSURE: "pressure",
    CONTROL_CHANGE: "cc",
}
_PLAIN: Final[dict[int, SpecKind]] = {PROGRAM_CHANGE: "program", CHANNEL_PRESSURE: "aftertouch"}


class Moved(NamedTuple):
    """A control was moved to a share from 0 to 1."""

    spec: ChannelSpec
    share: float


class Detector:
    """Reads what one source plays. An rpn or nrpn is told as itself, not as the controllers it is made of."""

    def __init__(self) -> None:
        self._readers: dict[int, ParameterReader] = {}

    def feed(self, message: bytes) -> tuple[Moved, ...]:
        """Take one whole message; give the controls it moves, none for system messages."""
        status = message[0]
        if not is_channel(status):
            return ()
        kind, channel = status & 0xF0, status & 0x0F
        if kind == CONTROL_CHANGE and message[1] in PARAMETER_CONTROLLERS:
            return self._parameter(channel, message)
        if kind in _INDEXED:
            value = 0 if kind == NOTE_OFF else message[2]
            return (_moved(channel, _INDEXED[kind], message[1], value),)
        if kind == PITCH_BEND:
            return (_moved(channel, "pitch", None, message[2] << 7 | message[1]),)
        return (_moved(channel, _PLAIN[kind], None, message[1]),)

    def _parameter(self, channel: int, message: bytes) -> tuple[Moved, ...]:
        reader = self._readers.setdefault(channel, ParameterReader())
        controller, value = message[1], message[2]
        found = tuple(_moved(channel, *each) for each in reader.feed(controller, value))
        if controller in (DATA_MSB, DATA_LSB) and reader.selected is None:
            return (*found, _moved(channel, "cc", controller, value))
        return found


def _moved(channel: int, kind: SpecKind, index: int | None, value: int) -> Moved:
    return Moved(ChannelSpec(channel, kind, index), to_share(kind, value))
