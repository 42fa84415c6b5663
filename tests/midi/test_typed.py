"""Messages as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.midi.messages import is_whole
from app.midi.typed import read_message


@pytest.mark.parametrize(
    ("typed", "octets"),
    [
        ("note C4 96", "903c60"),
        ("Note c4 96 CH 2", "913c60"),
        ("note 60 0 channel 16", "9f3c00"),
        ("note A-1 1", "900901"),
        ("note-off C#4", "803d40"),
        ("note-off C#4 10 ch 3", "823d0a"),
        ("cc 7 100", "b00764"),
        ("program 1 ch 10", "c900"),
        ("program 128", "c07f"),
        ("pressure F#2 5", "a02a05"),
        ("aftertouch 127", "d07f"),
        ("pitch 0", "e00040"),
        ("pitch -8192 ch 1", "e00000"),
        ("pitch 8191", "e07f7f"),
        ("start", "fa"),
        ("stop", "fc"),
        ("continue", "fb"),
        ("clock", "f8"),
        ("90 3C 60", "903c60"),
        ("903c60", "903c60"),
        ("f0 7e 7f 09 01 f7", "f07e7f0901f7"),
    ],
)
def test_words_become_a_message(typed, octets):
    assert read_message(typed.split()).hex() == octets


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("note C4", "not complete"),
        ("note C4 96 3", "too much"),
        ("note H4 96", "“h4” is no number from 0 to 127"),
        ("note C4 128", "“128” is no number from 0 to 127"),
        ("cc 7 100 ch 17", "“17” is no number from 1 to 16"),
        ("program 0", "from 1 to 128"),
        ("pitch 8192", "from -8192 to 8191"),
        ("start now", "too much"),
        ("toot", "is no message: expected note NOTE VELOCITY"),
        ("90 3c", "not exactly one whole MIDI message"),
        ("90 3c 60 90 3c 00", "not exactly one whole MIDI message"),
        ("f0 01", "not exactly one whole MIDI message"),
        ("", "not exactly one whole"),
    ],
)
def test_what_is_no_message_is_explained(typed, says):
    with pytest.raises(ValueError, match=says):
        read_message(typed.split())


@given(st.lists(st.text(max_size=6), max_size=5))
def test_anything_is_a_whole_message_or_a_value_error(words):
    try:
        message = read_message(words)
    except ValueError:
        return
    assert is_whole(message)
