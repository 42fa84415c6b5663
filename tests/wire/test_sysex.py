import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.wire.sysex import CANCEL, SEGMENT_OCTETS, SysexAssembler, segments
from tests.support.hexbytes import octets
from tests.support.midi_strategies import sysex_messages


def fed(assembler: SysexAssembler, *texts: str) -> list[str]:
    found = [assembler.feed(octets(text)) for text in texts]
    return [message.hex(" ").upper() for message in found if message is not None]


@given(sysex_messages(60), st.integers(4, 20))
def test_segments_join_to_the_message(message: bytes, size: int) -> None:
    pieces = segments(message, size)
    assert all(len(piece) <= size for piece in pieces)
    assert pieces[0][0] == 0xF0
    assert pieces[0] != b"\xf0\xf0"
    assert all(piece[0] == 0xF7 for piece in pieces[1:])
    assert [piece[-1] for piece in pieces] == [0xF0] * (len(pieces) - 1) + [0xF7]
    assembler = SysexAssembler()
    assert [assembler.feed(piece) for piece in pieces] == [None] * (len(pieces) - 1) + [message]
    assert (assembler.dropped, assembler.stray, assembler.is_open) == (0, 0, False)


def test_a_short_message_stays_whole() -> None:
    message = b"\xf0" + bytes(SEGMENT_OCTETS - 2) + b"\xf7"
    assert segments(message) == [message]


def test_a_dump_of_4_kb_takes_17_segments() -> None:
    assert len(segments(b"\xf0" + bytes(4094) + b"\xf7")) == 17


@pytest.mark.parametrize(
    ("received", "messages", "dropped", "stray"),
    [
        (["F07D01F7"], ["F0 7D 01 F7"], 0, 0),
        (["F0F7"], ["F0 F7"], 0, 0),
        (["F07DF5"], ["F0 7D F7"], 0, 0),
        (["F07DF0", "F701F5"], ["F0 7D 01 F7"], 0, 0),
        (["F07DF0", "F7F7"], ["F0 7D F7"], 0, 0),
        (["F0F0", "F77DF7"], ["F0 7D F7"], 0, 0),
        (["F07DF0", "F7F4"], [], 1, 0),
        (["F07DF0", "F7F4", "F701F7"], [], 1, 1),
        (["F07DF0", "F07EF0", "F701F7"], ["F0 7E 01 F7"], 1, 0),
        (["F07DF0", "F07EF7"], ["F0 7E F7"], 1, 0),
        (["F701F0", "F702F7", "F0F7"], ["F0 F7"], 0, 2),
        (["F7F4"], [], 0, 0),
    ],
)
def test_segments_as_they_come(received: list[str], messages: list[str], dropped: int, stray: int) -> None:
    assembler = SysexAssembler()
    assert fed(assembler, *received) == messages
    assert (assembler.dropped, assembler.stray) == (dropped, stray)
    assert not assembler.is_open


def test_an_unfinished_message_shows_and_can_be_abandoned() -> None:
    assembler = SysexAssembler()
    fed(assembler, "F07D01F0")
    assert assembler.is_open
    assert assembler.held == octets("F07D01")
    assembler.abandon()
    assembler.abandon()
    assert not assembler.is_open
    assert assembler.dropped == 1
    assert fed(assembler, "F702F7") == []


def test_no_more_than_the_limit_is_held() -> None:
    assembler = SysexAssembler(limit=6)
    assert fed(assembler, "F0 01020304 F7") == ["F0 01 02 03 04 F7"]
    assert fed(assembler, "F0 0102 F0", "F7 0304 F0", "F7 F7") == ["F0 01 02 03 04 F7"]
    assert fed(assembler, "F0 0102030405 F7", "F0 0102 F0", "F7 030405 F0", "F7 06 F7") == []
    assert (assembler.dropped, assembler.stray) == (2, 1)
    assert octets("F7F4") == CANCEL
