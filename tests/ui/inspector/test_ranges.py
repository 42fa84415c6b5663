"""What people type for channels and notes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.inspector.ranges import read_channels, read_note, read_notes, say_channels, say_notes


@given(st.sets(st.integers(1, 16), max_size=15))
def test_channels_are_read_as_they_are_written(channels: set[int]) -> None:
    assert read_channels(say_channels(channels, "all"), "all") == tuple(sorted(channels))


@given(st.tuples(st.integers(0, 127), st.integers(0, 127)).map(sorted).filter(lambda pair: pair != [0, 127]))
def test_notes_are_read_as_they_are_written(notes: list[int]) -> None:
    pair = (notes[0], notes[1])
    assert read_notes(say_notes(pair, "all"), "all") == pair
    assert read_notes(say_notes(pair, "all", 3), "all", 3) == pair


@pytest.mark.parametrize("text", ["", "all", "ALL", "1-16"])
def test_all_channels(text: str) -> None:
    assert read_channels(text, "all") == ()


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("36-60", (36, 60)),
        ("C-1-C4", (0, 60)),
        ("f#3", (54, 54)),
        ("h3", (59, 59)),
        ("Bb2 - 60", (46, 60)),
    ],
)
def test_notes_by_name_and_number(text: str, notes: tuple[int, int]) -> None:
    assert read_notes(text, "all") == notes


@pytest.mark.parametrize("text", ["0", "17", "1-2-3", "5-3", "x"])
def test_no_such_channels(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        read_channels(text, "all")


@pytest.mark.parametrize("text", ["128", "J2", "C10", "-1", "C4-C2"])
def test_no_such_notes(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        read_notes(text, "all")
    with pytest.raises(ValueError, match=r"\S"):
        read_note(text)
