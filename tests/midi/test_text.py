import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.midi.text import Kind, Reading, describe, english
from tests.support.midi_strategies import messages


@pytest.mark.parametrize(
    ("text", "words", "reading"),
    [
        ("90 3C 60", "Note on C4 velocity 96", Reading(Kind.NOTE_ON, ("C4", 96), 1)),
        ("9F 3C 00", "Note off C4", Reading(Kind.NOTE_OFF, ("C4", 0), 16)),
        ("80 3C 40", "Note off C4", Reading(Kind.NOTE_OFF, ("C4", 64), 1)),
        ("A1 3C 05", "Pressure on C4: 5", Reading(Kind.POLY_PRESSURE, ("C4", 5), 2)),
        ("B0 40 40", "Sustain pedal down", Reading(Kind.PEDAL_DOWN, (64,), 1)),
        ("B0 40 3F", "Sustain pedal up", Reading(Kind.PEDAL_UP, (64,), 1)),
        ("B0 07 64", "Volume 100", Reading(Kind.CONTROL, (7, 100), 1)),
        ("B0 14 05", "Controller 20 5", Reading(Kind.CONTROL, (20, 5), 1)),
        ("B0 7B 00", "All notes off", Reading(Kind.SILENCE, (123,), 1)),
        ("C0 05", "Program 6", Reading(Kind.PROGRAM, (6,), 1)),
        ("D1 05", "Pressure 5", Reading(Kind.PRESSURE, (5,), 2)),
        ("E0 00 40", "Pitch bend +0", Reading(Kind.BEND, (0,), 1)),
        ("E0 00 00", "Pitch bend -8192", Reading(Kind.BEND, (-8192,), 1)),
        ("F0 42 01 02 F7", "SysEx Korg 5 bytes", Reading(Kind.SYSEX, ("42", 5))),
        ("F0 00 20 29 02 F7", "SysEx Novation 6 bytes", Reading(Kind.SYSEX, ("00 20 29", 6))),
        ("F0 00 7A 7B 02 F7", "SysEx 00 7A 7B 6 bytes", Reading(Kind.SYSEX, ("00 7A 7B", 6))),
        ("F0 F7", "SysEx of nobody 2 bytes", Reading(Kind.SYSEX, ("", 2))),
        ("F0 7E 7F 09 01 F7", "Device reset", Reading(Kind.DEVICE_RESET)),
        ("FF", "Device reset", Reading(Kind.DEVICE_RESET)),
        ("F1 25", "Time code piece 2: 5", Reading(Kind.QUARTER_FRAME, (2, 5))),
        ("F2 10 05", "Song position 656", Reading(Kind.SONG_POSITION, (656,))),
        ("F3 07", "Song 8", Reading(Kind.SONG_SELECT, (8,))),
        ("F6", "Tune request", Reading(Kind.TUNE_REQUEST)),
        ("F8", "Clock", Reading(Kind.CLOCK)),
        ("90 3C", "Unknown, 2 bytes", Reading(Kind.UNKNOWN, (2,))),
        ("", "Unknown, 0 bytes", Reading(Kind.UNKNOWN, (0,))),
        ("F9", "Unknown, 1 bytes", Reading(Kind.UNKNOWN, (1,))),
    ],
)
def test_messages_read_well(text: str, words: str, reading: Reading) -> None:
    message = bytes.fromhex(text)
    assert english(message) == words
    assert describe(message) == reading


@given(messages())
def test_every_message_has_a_reading(message: bytes) -> None:
    assert describe(message).kind is not Kind.UNKNOWN
    assert english(message)


@given(st.binary(max_size=8))
def test_any_octets_have_words(octets: bytes) -> None:
    assert english(octets)
