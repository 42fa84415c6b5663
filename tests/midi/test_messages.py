import pytest

from app.midi import messages


@pytest.mark.parametrize(
    ("status", "length"),
    [
        (0x80, 3),
        (0x9F, 3),
        (0xA0, 3),
        (0xB5, 3),
        (0xC0, 2),
        (0xDF, 2),
        (0xE1, 3),
        (0xF0, None),
        (0xF1, 2),
        (0xF2, 3),
        (0xF3, 2),
        (0xF4, None),
        (0xF5, None),
        (0xF6, 1),
        (0xF7, None),
        (0xF8, 1),
        (0xF9, 1),
        (0xFF, 1),
        (0x7F, None),
    ],
)
def test_length_follows_from_the_status(status: int, length: int | None) -> None:
    assert messages.message_length(status) == length


def test_realtime_and_channel_do_not_overlap() -> None:
    assert [s for s in range(256) if messages.is_realtime(s)] == list(range(0xF8, 0x100))
    assert [s for s in range(256) if messages.is_channel(s)] == list(range(0x80, 0xF0))


@pytest.mark.parametrize(
    "text", ["90 3C 40", "C0 05", "F0 F7", "F0 7D 01 F7", "F8", "F6", "F2 01 02", "80 3C 00"]
)
def test_whole_messages(text: str) -> None:
    assert messages.is_whole(bytes.fromhex(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3C",
        "90 3C",
        "90 3C 40 41",
        "90 3C 80",
        "F0",
        "F0 01",
        "F0 F8 F7",
        "F7",
        "F4",
        "F5 01",
        "F9",
        "FD",
    ],
)
def test_anything_else_is_not_whole(text: str) -> None:
    assert not messages.is_whole(bytes.fromhex(text))


@pytest.mark.parametrize(
    ("text", "off"), [("80 3C 40", True), ("90 3C 00", True), ("90 3C 01", False), ("B0 3C 00", False)]
)
def test_a_note_on_without_velocity_is_a_note_off(text: str, off: bool) -> None:
    assert messages.is_note_off(bytes.fromhex(text)) is off


@pytest.mark.parametrize("octets", ["09 00", "09 01", "09 03", "0A 01", "0A 02"])
@pytest.mark.parametrize("device", ["00", "7F"])
def test_resets_of_any_device(octets: str, device: str) -> None:
    assert messages.is_reset(bytes.fromhex(f"F0 7E {device} {octets} F7"))


@pytest.mark.parametrize(
    "text", ["F0 7E 7F 09 02 F7", "F0 7F 7F 09 01 F7", "F0 7E 7F 09 01 00 F7", "B0 79 00", "FE"]
)
def test_what_looks_like_a_reset_is_none(text: str) -> None:
    assert not messages.is_reset(bytes.fromhex(text))


def test_system_reset_is_a_reset() -> None:
    assert messages.is_reset(b"\xff")


@pytest.mark.parametrize(("note", "name"), [(0, "C-1"), (60, "C4"), (61, "C#4"), (69, "A4"), (127, "G9")])
def test_note_names(note: int, name: str) -> None:
    assert messages.note_name(note) == name
