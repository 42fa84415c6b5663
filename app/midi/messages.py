"""Facts about MIDI 1.0 messages: status octets, lengths, names.

A message is `bytes`: one whole message with its status octet.
"""

from typing import Final

NOTE_OFF: Final = 0x80
NOTE_ON: Final = 0x90
POLY_PRESSURE: Final = 0xA0
CONTROL_CHANGE: Final = 0xB0
PROGRAM_CHANGE: Final = 0xC0
CHANNEL_PRESSURE: Final = 0xD0
PITCH_BEND: Final = 0xE0

SYSEX: Final = 0xF0
QUARTER_FRAME: Final = 0xF1
SONG_POSITION: Final = 0xF2
SONG_SELECT: Final = 0xF3
TUNE_REQUEST: Final = 0xF6
SYSEX_END: Final = 0xF7
TIMING_CLOCK: Final = 0xF8
START: Final = 0xFA
CONTINUE: Final = 0xFB
STOP: Final = 0xFC
ACTIVE_SENSING: Final = 0xFE
SYSTEM_RESET: Final = 0xFF

UNDEFINED: Final = frozenset((0xF4, 0xF5, 0xF9, 0xFD))

SUSTAIN: Final = 64
PORTAMENTO: Final = 65
SOSTENUTO: Final = 66
SOFT: Final = 67
HOLD_2: Final = 69
ALL_SOUND_OFF: Final = 120
RESET_CONTROLLERS: Final = 121
LOCAL_CONTROL: Final = 122
ALL_NOTES_OFF: Final = 123

PEDAL_DOWN: Final = 64
BEND_CENTRE: Final = 0x2000
DEFAULT_RELEASE_VELOCITY: Final = 64
SYSEX_LIMIT_OCTETS: Final = 1 << 20
"""Larger than any sample or firmware dump a musician sends; bounds what one stream can make us hold."""

_NOTES: Final = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_SYSTEM_LENGTHS: Final = {0xF1: 2, 0xF2: 3, 0xF3: 2, 0xF6: 1} | dict.fromkeys(range(0xF8, 0x100), 1)
_GM_RESETS: Final = frozenset((b"\x09\x00", b"\x09\x01", b"\x09\x03", b"\x0a\x01", b"\x0a\x02"))


def _length(status: int) -> int | None:
    if status < 0x80:
        return None
    if status < 0xF0:
        return 2 if status & 0xF0 in (PROGRAM_CHANGE, CHANNEL_PRESSURE) else 3
    return _SYSTEM_LENGTHS.get(status)


LENGTHS: Final = tuple(_length(status) for status in range(256))
"""Octets of a whole message by its status octet; None where the status alone does not say."""


def message_length(status: int) -> int | None:
    """Octets of a whole message, status included; None for SysEx, undefined F4 and F5, and data octets."""
    return LENGTHS[status]


def is_realtime(status: int) -> bool:
    """Tell whether the octet is System Real-Time, which may come in the middle of anything."""
    return status >= TIMING_CLOCK


def is_channel(status: int) -> bool:
    """Tell whether the octet starts a channel message."""
    return 0x80 <= status < 0xF0


def is_note_off(message: bytes) -> bool:
    """Tell whether a message ends a note; a Note On with velocity 0 does."""
    kind = message[0] & 0xF0
    return kind == NOTE_OFF or (kind == NOTE_ON and message[2] == 0)


def is_note_on(message: bytes) -> bool:
    """Tell whether a message begins a note."""
    return message[0] & 0xF0 == NOTE_ON and message[2] > 0


def is_whole(message: bytes) -> bool:
    """Tell whether the octets are exactly one well-formed, defined MIDI 1.0 message."""
    if not message:
        return False
    status = message[0]
    if status == SYSEX:
        return len(message) > 1 and message[-1] == SYSEX_END and message[1:-1].isascii()
    return len(message) == LENGTHS[status] and status not in UNDEFINED and message[1:].isascii()


def is_reset(message: bytes) -> bool:
    """Tell whether a message resets a whole device: Reset, GM, GM2 and DLS on or off (wire sheet 5)."""
    if message[0] == SYSTEM_RESET:
        return True
    return len(message) == 6 and message[:2] == b"\xf0\x7e" and message[3:5] in _GM_RESETS


def note_name(note: int, middle_c: int = 4) -> str:
    """Name a note number 0..127; `middle_c` is the octave of note 60, 4 or (as some makers count) 3."""
    return f"{_NOTES[note % 12]}{note // 12 - 5 + middle_c}"
