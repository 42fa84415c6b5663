import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.wire.names import NAME_READ_OCTETS, NAME_SENT_OCTETS, clean_name, read_name, write_name


@pytest.mark.parametrize(
    ("received", "shown"),
    [
        (b"Studio\0", "Studio"),
        (b"Studio", "Studio"),
        (b"Stu\0dio\0", "Stu"),
        (b"", None),
        (b"\0Studio", None),
        (b" \t\n\0", None),
        (b"Caf\xe9\0", "Caf\ufffd"),
        ("a\u202eb\u2066c\u200ed\0".encode(), "abcd"),
        ("a\u2028b\0".encode(), "ab"),
        (b"\x1b[31mred\x7f\0", "[31mred"),
        ("👩\u200d🎤\0".encode(), "👩\u200d🎤"),
    ],
)
def test_what_of_a_name_is_shown(received: bytes, shown: str | None) -> None:
    assert read_name(received) == shown


def test_long_names_are_capped_on_reading() -> None:
    assert read_name(b"x" * 1000) == "x" * NAME_READ_OCTETS


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        (None, b"\0"),
        ("", b"\0"),
        ("Studio", b"Studio\0"),
        ("a\0b\nc", b"abc\0"),
        ("x" * 62 + "é", b"x" * 62 + b"\0"),
        ("x" * 62 + " y", b"x" * 62 + b"\0"),
        ("x" * 61 + "é", b"x" * 61 + "é".encode() + b"\0"),
    ],
)
def test_names_are_sent_short_whole_and_with_one_nul(name: str | None, sent: bytes) -> None:
    assert write_name(name) == sent


@given(st.text())
def test_any_name_is_sent_so_that_it_can_be_read(name: str) -> None:
    sent = write_name(name)
    assert len(sent) <= NAME_SENT_OCTETS + 1
    assert sent.index(b"\0") == len(sent) - 1
    shown = read_name(sent)
    assert clean_name(name).startswith(shown or "")


@given(st.binary(max_size=300))
def test_any_octets_read_as_text_that_is_safe_to_show(received: bytes) -> None:
    shown = read_name(received) or "-"
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
