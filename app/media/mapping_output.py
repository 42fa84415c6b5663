"""How a mapped value becomes messages: one writer per destination of a mapping rule.

A writer takes a raw value on the scale of its own kind: 0 to 127, or 0 to 16383 for pitch, rpn and nrpn.
"""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from app.midi.messages import (
    CHANNEL_PRESSURE,
    CONTROL_CHANGE,
    NOTE_ON,
    PITCH_BEND,
    POLY_PRESSURE,
    PROGRAM_CHANGE,
)
from app.midi.parameters import (
    DATA_LSB,
    DATA_MSB,
    FULL_PER_COARSE,
    NRPN_LSB,
    NRPN_MSB,
    RPN_LSB,
    RPN_MSB,
)
from app.midi.specs import WIDE_KINDS, ChannelSpec, SpecKind
from app.model.patch import EpnMode

Write: TypeAlias = Callable[[int], Sequence[bytes]]

_INDEXED: Final[dict[SpecKind, int]] = {"note": NOTE_ON, "cc": CONTROL_CHANGE, "pressure": POLY_PRESSURE}
_PLAIN: Final[dict[SpecKind, int]] = {"aftertouch": CHANNEL_PRESSURE, "program": PROGRAM_CHANGE}


def writer(spec: ChannelSpec, epn_tx: EpnMode) -> Write:
    """Make the writer of a destination. A note of value 0 is a note-on with velocity 0, which ends it."""
    if spec.kind in _INDEXED:
        return _three_octets(_INDEXED[spec.kind] | spec.channel, spec.index or 0)
    if spec.kind in _PLAIN:
        return _two_octets(_PLAIN[spec.kind] | spec.channel)
    if spec.kind == "pitch":
        return _bend(PITCH_BEND | spec.channel)
    return _parameter(spec, epn_tx)


def striker(spec: ChannelSpec) -> Write:
    """Make a writer of a note that is played by something else than notes; it remembers whether it sounds.

    A moving control would strike the note again and again and end it once. So each stroke ends the one before:
    as many ends as strokes go out, and no synth keeps a voice.
    """
    status, note = NOTE_ON | spec.channel, spec.index or 0
    end = bytes((status, note, 0))
    sounds = False

    def write(value: int) -> tuple[bytes, ...]:
        nonlocal sounds
        ended, sounds = sounds, value > 0
        if not value:
            return (end,)
        stroke = bytes((status, note, value))
        return (end, stroke) if ended else (stroke,)

    return write


def rescaled(write: Write, source: SpecKind, destination: SpecKind) -> Write:
    """Let a writer take values on the scale of the source's kind, rounded to the nearest."""
    if (source in WIDE_KINDS) == (destination in WIDE_KINDS):
        return write
    if destination in WIDE_KINDS:
        return lambda raw: write(raw * FULL_PER_COARSE)
    return lambda raw: write((raw + FULL_PER_COARSE // 2) // FULL_PER_COARSE)


def _three_octets(status: int, index: int) -> Write:
    return lambda value: (bytes((status, index, value)),)


def _two_octets(status: int) -> Write:
    return lambda value: (bytes((status, value)),)


def _bend(status: int) -> Write:
    return lambda value: (bytes((status, value & 0x7F, value >> 7)),)


def _parameter(spec: ChannelSpec, epn_tx: EpnMode) -> Write:
    status, index = CONTROL_CHANGE | spec.channel, spec.index or 0
    msb, lsb = (RPN_MSB, RPN_LSB) if spec.kind == "rpn" else (NRPN_MSB, NRPN_LSB)
    selection = (bytes((status, msb, index >> 7)), bytes((status, lsb, index & 0x7F)))
    closing = (bytes((status, RPN_MSB, 127)), bytes((status, RPN_LSB, 127))) if epn_tx == "full" else ()

    def write(value: int) -> tuple[bytes, ...]:
        high = bytes((status, DATA_MSB, value >> 7))
        low = bytes((status, DATA_LSB, value & 0x7F))
        return (*selection, high, low, *closing)

    return write
