"""What a message means, as values for a window that translates, and as plain English for lines and logs."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.midi.messages import (
    BEND_CENTRE,
    CHANNEL_PRESSURE,
    CONTROL_CHANGE,
    NOTE_OFF,
    NOTE_ON,
    PEDAL_DOWN,
    POLY_PRESSURE,
    PROGRAM_CHANGE,
    QUARTER_FRAME,
    SONG_POSITION,
    SONG_SELECT,
    SYSEX,
    is_note_off,
    is_reset,
    is_whole,
    note_name,
)
from app.midi.names import CONTROLLERS, MAKERS, PEDALS, SILENCES, Words


class Kind(StrEnum):
    """What a message does; the comment gives the fields of its Reading."""

    NOTE_ON = "note_on"  # note name, velocity
    NOTE_OFF = "note_off"  # note name, velocity
    POLY_PRESSURE = "poly_pressure"  # note name, pressure
    PEDAL_DOWN = "pedal_down"  # controller number
    PEDAL_UP = "pedal_up"  # controller number
    CONTROL = "control"  # controller number, value
    SILENCE = "silence"  # controller number 120, 123..127
    PROGRAM = "program"  # program 1..128
    PRESSURE = "pressure"  # pressure
    BEND = "bend"  # -8192..8191
    SYSEX = "sysex"  # maker or its number in hex, octets
    DEVICE_RESET = "device_reset"
    QUARTER_FRAME = "quarter_frame"  # piece 0..7, value
    SONG_POSITION = "song_position"  # sixteenths
    SONG_SELECT = "song_select"  # song 1..128
    TUNE_REQUEST = "tune_request"
    CLOCK = "clock"
    START = "start"
    CONTINUE = "continue"
    STOP = "stop"
    ACTIVE_SENSING = "active_sensing"
    UNKNOWN = "unknown"  # octets


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as a person reads it, without words. `channel` counts from 1; None for system messages."""

    kind: Kind
    fields: tuple[int | str, ...] = ()
    channel: int | None = None


_SYSTEM: Final = {
    0xF6: Kind.TUNE_REQUEST,
    0xF8: Kind.CLOCK,
    0xFA: Kind.START,
    0xFB: Kind.CONTINUE,
    0xFC: Kind.STOP,
    0xFE: Kind.ACTIVE_SENSING,
}

_WORDS: Final[dict[Kind, Words]] = {
    Kind.CONTROL: CONTROLLERS,
    Kind.PEDAL_DOWN: PEDALS,
    Kind.PEDAL_UP: PEDALS,
    Kind.SILENCE: SILENCES,
    Kind.SYSEX: MAKERS,
}
"""What the first field of a Reading is called; what is not listed stays as it is."""

_ENGLISH: Final = {
    Kind.CONTROL: "{0} {1}",
    Kind.PEDAL_DOWN: "{0} pedal down",
    Kind.PEDAL_UP: "{0} pedal up",
    Kind.SILENCE: "{0}",
    Kind.NOTE_ON: "Note on {0} velocity {1}",
    Kind.NOTE_OFF: "Note off {0}",
    Kind.POLY_PRESSURE: "Pressure on {0}: {1}",
    Kind.PROGRAM: "Program {0}",
    Kind.PRESSURE: "Pressure {0}",
    Kind.BEND: "Pitch bend {0:+d}",
    Kind.SYSEX: "SysEx {0} {1} bytes",
    Kind.DEVICE_RESET: "Device reset",
    Kind.QUARTER_FRAME: "Time code piece {0}: {1}",
    Kind.SONG_POSITION: "Song position {0}",
    Kind.SONG_SELECT: "Song {0}",
    Kind.TUNE_REQUEST: "Tune request",
    Kind.CLOCK: "Clock",
    Kind.START: "Start",
    Kind.CONTINUE: "Continue",
    Kind.STOP: "Stop",
    Kind.ACTIVE_SENSING: "Active sensing",
    Kind.UNKNOWN: "Unknown, {0} bytes",
}


def describe(message: bytes, middle_c: int = 4) -> Reading:
    """Read a message, middle C being C4 or C3; what is not one whole message is `UNKNOWN` with its octets."""
    if not is_whole(message):
        return Reading(Kind.UNKNOWN, (len(message),))
    if is_reset(message):
        return Reading(Kind.DEVICE_RESET)
    status = message[0]
    if status >= SYSEX:
        return _describe_system(status, message)
    kind, fields = _describe_channel(status & 0xF0, message, middle_c)
    return Reading(kind, fields, (status & 0x0F) + 1)


def english(message: bytes) -> str:
    """Say in English what a message means, without its channel; for example "Note on C4 velocity 96"."""
    reading = describe(message)
    words = _WORDS.get(reading.kind, {})
    fields = [words.get(field, field) if at == 0 else field for at, field in enumerate(reading.fields)]
    return _ENGLISH[reading.kind].format(*fields)


def _describe_channel(kind: int, message: bytes, middle_c: int) -> tuple[Kind, tuple[int | str, ...]]:
    first, last = message[1], message[-1]
    if kind == CONTROL_CHANGE:
        return _describe_control(first, last)
    if kind in (NOTE_ON, NOTE_OFF):
        return Kind.NOTE_OFF if is_note_off(message) else Kind.NOTE_ON, (note_name(first, middle_c), last)
    if kind == POLY_PRESSURE:
        return Kind.POLY_PRESSURE, (note_name(first, middle_c), last)
    if kind == PROGRAM_CHANGE:
        return Kind.PROGRAM, (first + 1,)
    if kind == CHANNEL_PRESSURE:
        return Kind.PRESSURE, (first,)
    return Kind.BEND, ((last << 7 | first) - BEND_CENTRE,)


def _describe_control(number: int, value: int) -> tuple[Kind, tuple[int, ...]]:
    if number in PEDALS:
        return Kind.PEDAL_DOWN if value >= PEDAL_DOWN else Kind.PEDAL_UP, (number,)
    if number in SILENCES:
        return Kind.SILENCE, (number,)
    return Kind.CONTROL, (number, value)


def _describe_system(status: int, message: bytes) -> Reading:
    if status == SYSEX:
        return Reading(Kind.SYSEX, (_maker(message), len(message)))
    if status == QUARTER_FRAME:
        return Reading(Kind.QUARTER_FRAME, (message[1] >> 4, message[1] & 0x0F))
    if status == SONG_POSITION:
        return Reading(Kind.SONG_POSITION, (message[2] << 7 | message[1],))
    if status == SONG_SELECT:
        return Reading(Kind.SONG_SELECT, (message[1] + 1,))
    return Reading(_SYSTEM[status])


def _maker(sysex: bytes) -> str:
    octets = sysex[1:-1]
    return octets[: 3 if octets[:1] == b"\0" else 1].hex(" ").upper()
