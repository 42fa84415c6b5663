import pytest

from app.midi.text import Kind, english
from app.ui import reading
from app.ui.reading import bytes_text, reading_text

WHOLE = [
    "903c60", "803c40", "a03c11", "b0407f", "b04000", "b00750", "b07b00", "c005", "d011", "e02b4a",
    "f0423059f7", "f17f", "f20102", "f305", "f6", "f8", "fa", "fb", "fc", "fe", "ff", "f4",
]  # fmt: skip


def test_every_kind_has_its_sentence() -> None:
    assert set(reading._TEMPLATES) == set(Kind)


@pytest.mark.parametrize("octets", WHOLE)
def test_every_message_can_be_said(octets: str) -> None:
    text = reading_text(bytes.fromhex(octets))
    assert text
    assert "{" not in text


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        ("903c60", "Note on C4 velocity 96 · ch 1"),
        ("9f3c60", "Note on C4 velocity 96 · ch 16"),
        ("b0407f", "Sustain pedal down · ch 1"),
        ("b01f05", "Controller 31: 5 · ch 1"),
        ("e02b4a", "Pitch bend +1323 (+16 %) · ch 1"),
        ("e00040", "Pitch bend 0 (0 %) · ch 1"),
        ("e00000", "Pitch bend -8192 (-100 %) · ch 1"),
        ("f0423059f7", "SysEx Korg, 5 bytes"),
        ("f8", "Clock"),
    ],
)
def test_messages_read_like_sentences(octets: str, text: str) -> None:
    assert reading_text(bytes.fromhex(octets)) == text


def test_window_and_command_line_use_the_same_words() -> None:
    assert reading_text(b"\x90\x3c\x60").startswith(english(b"\x90\x3c\x60"))


def test_long_messages_are_shown_by_their_beginning() -> None:
    assert bytes_text(b"\x90\x3c\x60") == "90 3C 60"
    assert bytes_text(b"\xf0" + bytes(500) + b"\xf7", limit=3) == "F0 00 00 …"
