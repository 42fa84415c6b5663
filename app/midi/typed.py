"""Messages as people type them: `note C4 96`, `cc 7 100 ch 2`, `program 5`, or octets in hex."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from app.midi.messages import (
    BEND_CENTRE,
    CHANNEL_PRESSURE,
    CONTINUE,
    CONTROL_CHANGE,
    NOTE_OFF,
    NOTE_ON,
    PITCH_BEND,
    POLY_PRESSURE,
    PROGRAM_CHANGE,
    START,
    STOP,
    TIMING_CLOCK,
    is_whole,
    note_name,
)

WORDS = (
    "note NOTE VELOCITY, note-off NOTE, cc NUMBER VALUE, program 1-128, pressure NOTE VALUE, aftertouch VALUE, "
    "pitch -8192..8191, start, stop, continue, clock; a channel with “ch 1-16” behind; or octets in hex"
)
_NOTES: Final[Mapping[str, int]] = {note_name(note).lower(): note for note in range(128)}


def read_message(words: Sequence[str]) -> bytes:
    """Read one message; raises ValueError with a sentence for anything else. Notes are names (C4 is 60) or numbers."""
    kind, rest, channel = _split([word.lower() for word in words])
    reader = _READERS.get(kind)
    if reader is None:
        return _read_hex(words)
    count, read = reader
    if len(rest) != count and not (kind == "note-off" and len(rest) == count + 1):
        raise ValueError(f"“{' '.join(words)}” is not complete, or has too much: expected {WORDS}.")
    octets = read(rest)
    return bytes(octets) if octets[0] >= 0xF0 else bytes((octets[0] | channel, *octets[1:]))


def _split(words: list[str]) -> tuple[str, list[str], int]:
    channel = 0
    if len(words) > 2 and words[-2] in ("ch", "channel"):
        channel = _number(words[-1], 1, 16) - 1
        words = words[:-2]
    return words[0] if words else "", words[1:], channel


def _read_hex(words: Sequence[str]) -> bytes:
    text = "".join(words)
    try:
        message = bytes.fromhex(text)
    except ValueError:
        raise ValueError(f"“{' '.join(words)}” is no message: expected {WORDS}.") from None
    if not is_whole(message):
        raise ValueError(f"“{' '.join(words)}” is not exactly one whole MIDI message.")
    return message


def _number(word: str, low: int = 0, high: int = 127) -> int:
    try:
        number = int(word)
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise ValueError(f"“{word}” is no number from {low} to {high}.")
    return number


def _note(word: str) -> int:
    return _NOTES[word] if word in _NOTES else _number(word)


def _bend(rest: Sequence[str]) -> tuple[int, ...]:
    value = _number(rest[0], -BEND_CENTRE, BEND_CENTRE - 1) + BEND_CENTRE
    return PITCH_BEND, value & 0x7F, value >> 7


_READERS: Final[Mapping[str, tuple[int, Callable[[Sequence[str]], tuple[int, ...]]]]] = {
    "note": (2, lambda rest: (NOTE_ON, _note(rest[0]), _number(rest[1]))),
    "note-off": (1, lambda rest: (NOTE_OFF, _note(rest[0]), _number(rest[1]) if rest[1:] else 64)),
    "cc": (2, lambda rest: (CONTROL_CHANGE, _number(rest[0]), _number(rest[1]))),
    "program": (1, lambda rest: (PROGRAM_CHANGE, _number(rest[0], 1, 128) - 1)),
    "pressure": (2, lambda rest: (POLY_PRESSURE, _note(rest[0]), _number(rest[1]))),
    "aftertouch": (1, lambda rest: (CHANNEL_PRESSURE, _number(rest[0]))),
    "pitch": (1, _bend),
    "start": (0, lambda _: (START,)),
    "stop": (0, lambda _: (STOP,)),
    "continue": (0, lambda _: (CONTINUE,)),
    "clock": (0, lambda _: (TIMING_CLOCK,)),
}
