"""What a MIDI message means, in the user's language."""

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.midi.names import MAKERS, NAMED_CONTROLLERS, PEDALS, SILENCES, Words
from app.midi.text import Kind, Reading, describe

_CONTEXT: Final = "Reading"

_TEMPLATES: Final[dict[Kind, str]] = {
    Kind.NOTE_ON: str(QT_TRANSLATE_NOOP("Reading", "Note on {0} velocity {1}")),
    Kind.NOTE_OFF: str(QT_TRANSLATE_NOOP("Reading", "Note off {0}")),
    Kind.POLY_PRESSURE: str(QT_TRANSLATE_NOOP("Reading", "Pressure on {0}: {1}")),
    Kind.PEDAL_DOWN: str(QT_TRANSLATE_NOOP("Reading", "{0} pedal down")),
    Kind.PEDAL_UP: str(QT_TRANSLATE_NOOP("Reading", "{0} pedal up")),
    Kind.CONTROL: str(QT_TRANSLATE_NOOP("Reading", "{0}: {1}")),
    Kind.SILENCE: str(QT_TRANSLATE_NOOP("Reading", "{0}")),
    Kind.PROGRAM: str(QT_TRANSLATE_NOOP("Reading", "Program {0}")),
    Kind.PRESSURE: str(QT_TRANSLATE_NOOP("Reading", "Pressure {0}")),
    Kind.BEND: str(QT_TRANSLATE_NOOP("Reading", "Pitch bend {0} ({1} %)")),
    Kind.SYSEX: str(QT_TRANSLATE_NOOP("Reading", "SysEx {0}, {1} bytes")),
    Kind.DEVICE_RESET: str(QT_TRANSLATE_NOOP("Reading", "Device reset")),
    Kind.QUARTER_FRAME: str(QT_TRANSLATE_NOOP("Reading", "Time code piece {0}: {1}")),
    Kind.SONG_POSITION: str(QT_TRANSLATE_NOOP("Reading", "Song position {0}")),
    Kind.SONG_SELECT: str(QT_TRANSLATE_NOOP("Reading", "Song {0}")),
    Kind.TUNE_REQUEST: str(QT_TRANSLATE_NOOP("Reading", "Tune request")),
    Kind.CLOCK: str(QT_TRANSLATE_NOOP("Reading", "Clock")),
    Kind.START: str(QT_TRANSLATE_NOOP("Reading", "Start")),
    Kind.CONTINUE: str(QT_TRANSLATE_NOOP("Reading", "Continue")),
    Kind.STOP: str(QT_TRANSLATE_NOOP("Reading", "Stop")),
    Kind.ACTIVE_SENSING: str(QT_TRANSLATE_NOOP("Reading", "Active sensing")),
    Kind.UNKNOWN: str(QT_TRANSLATE_NOOP("Reading", "Unknown, {0} bytes")),
}
_NAMES: Final[dict[Kind, Words]] = {
    Kind.PEDAL_DOWN: PEDALS,
    Kind.PEDAL_UP: PEDALS,
    Kind.CONTROL: NAMED_CONTROLLERS,
    Kind.SILENCE: SILENCES,
    Kind.SYSEX: MAKERS,
}
"""What the first field of a reading is called."""

BEND_FULL: Final = 8192
"""The bend that is 100 %; upwards one step less is possible."""


def reading_text(message: bytes, middle_c: int = 4) -> str:
    """Say what a message means, with its channel (1-16) at the end when it has one."""
    reading = describe(message, middle_c)
    text = QCoreApplication.translate(_CONTEXT, _TEMPLATES[reading.kind]).format(*_words(reading))
    if reading.channel is None:
        return text
    return QCoreApplication.translate("Reading", "{text} · ch {channel}").format(
        text=text, channel=reading.channel
    )


def bytes_text(message: bytes, limit: int = 16) -> str:
    """Give the octets of a message in hexadecimal, the first `limit` of them."""
    return message[:limit].hex(" ").upper() + (" …" if len(message) > limit else "")


def _words(reading: Reading) -> tuple[object, ...]:
    if reading.kind is Kind.BEND:
        value = int(reading.fields[0])
        return _signed(value), _signed(round(value * 100 / BEND_FULL))
    names = _NAMES.get(reading.kind)
    return reading.fields if names is None else (_name(names, reading), *reading.fields[1:])


def _signed(number: int) -> str:
    return f"{number:+d}" if number else "0"


def _name(names: Words, reading: Reading) -> str:
    number = reading.fields[0]
    if number in names:
        return QCoreApplication.translate("Names", names[number])
    if reading.kind is Kind.SYSEX:
        return str(number)
    return QCoreApplication.translate("Reading", "Controller {number}").format(number=number)
