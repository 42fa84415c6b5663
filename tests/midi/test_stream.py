from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.midi.messages import is_whole
from app.midi.stream import ByteParser
from tests.support.midi_strategies import messages


def hexed(found: list[bytes]) -> list[str]:
    return [message.hex(" ").upper() for message in found]


def parse(text: str) -> tuple[list[str], int]:
    """Feed octets one by one; give the messages and how much was dropped."""
    parser = ByteParser()
    found = [message for octet in bytes.fromhex(text) for message in parser.feed(bytes((octet,)))]
    return hexed(found), parser.dropped


@pytest.mark.parametrize(
    ("stream", "found"),
    [
        ("90 3C 40 80 3C 00", ["90 3C 40", "80 3C 00"]),
        ("90 3C 40 3C 00", ["90 3C 40", "90 3C 00"]),
        ("C0 05 06", ["C0 05", "C0 06"]),
        ("90 3C F8 40", ["F8", "90 3C 40"]),
        ("90 3C 40 F8 3C 00", ["90 3C 40", "F8", "90 3C 00"]),
        ("F0 7D F8 01 FE F7", ["F8", "FE", "F0 7D 01 F7"]),
        ("F0 F7", ["F0 F7"]),
        ("F1 25 F2 01 02 F3 07 F6", ["F1 25", "F2 01 02", "F3 07", "F6"]),
        ("FA FB FC FE FF", ["FA", "FB", "FC", "FE", "FF"]),
    ],
)
def test_everything_legal_comes_out(stream: str, found: list[str]) -> None:
    assert parse(stream) == (found, 0)


@pytest.mark.parametrize(
    ("stream", "found", "dropped"),
    [
        ("3C 40", [], 1),
        ("3C F8 40 90 3C 40", ["F8", "90 3C 40"], 1),
        ("F7", [], 1),
        ("F7 F7", [], 2),
        ("90 3C 40 F7 3C 00", ["90 3C 40"], 2),
        ("90 3C F7", [], 2),
        ("90 3C 80 3C 00", ["80 3C 00"], 1),
        ("F0 7D 01 90 3C 40", ["90 3C 40"], 1),
        ("F0 7D F0 7E F7", ["F0 7E F7"], 1),
        ("F0 7D F6 01", ["F6"], 2),
        ("F4 01 02 F7 90 3C 40", ["90 3C 40"], 1),
        ("F5 90 3C 40", ["90 3C 40"], 1),
        ("90 3C F9 40 FD", ["90 3C 40"], 2),
        ("F0 7D F9 01 F7", ["F0 7D 01 F7"], 1),
        ("90 3C 40 F6 3C 00", ["90 3C 40", "F6"], 1),
        ("F3 01 02 03", ["F3 01"], 1),
    ],
)
def test_what_is_no_message_is_dropped_and_counted(stream: str, found: list[str], dropped: int) -> None:
    assert parse(stream) == (found, dropped)
    whole = ByteParser()
    assert (hexed(whole.feed(bytes.fromhex(stream))), whole.dropped) == (found, dropped)


def test_a_sysex_of_the_limit_passes() -> None:
    message = b"\xf0" + bytes(6) + b"\xf7"
    assert ByteParser(limit=8).feed(message) == [message]


@pytest.mark.parametrize("cut", [1, 3, 8, 9])
def test_a_longer_one_is_dropped_and_the_stream_goes_on(cut: int) -> None:
    stream = b"\xf0" + bytes(3) + b"\xf8" + bytes(4) + b"\xf7\x90\x3c\x40"
    parser = ByteParser(limit=8)
    assert parser.feed(stream[:cut]) + parser.feed(stream[cut:]) == [b"\xf8", b"\x90\x3c\x40"]
    assert parser.dropped == 1


def test_reset_forgets_the_unfinished_and_running_status() -> None:
    parser = ByteParser()
    parser.feed(b"\xf0\x01")
    parser.reset()
    assert parser.feed(b"\x02\xf7") == []
    parser.feed(b"\x90\x3c\x40")
    parser.reset()
    assert parser.feed(b"\x3c\x40") == []


def test_after_a_message_fed_whole_its_status_runs_on() -> None:
    parser = ByteParser()
    assert parser.feed(b"\x90\x3c\x40") == [b"\x90\x3c\x40"]
    assert parser.feed(b"\x3c\x00") == [b"\x90\x3c\x00"]


def test_a_whole_message_in_the_middle_of_another_cuts_it_short() -> None:
    parser = ByteParser()
    parser.feed(b"\x90\x3c")
    assert parser.feed(b"\x80\x3c\x40") == [b"\x80\x3c\x40"]
    assert parser.dropped == 1


@given(st.lists(messages()))
def test_whole_messages_pass_as_they_are(sent: list[bytes]) -> None:
    parser = ByteParser()
    assert parser.feed(b"".join(sent)) == sent
    assert parser.dropped == 0


@given(st.binary(max_size=60), st.lists(st.integers(0, 60), max_size=4))
def test_any_octets_cut_anywhere_give_the_same_whole_messages(octets: bytes, cuts: list[int]) -> None:
    whole, pieces, single = ByteParser(limit=20), ByteParser(limit=20), ByteParser(limit=20)
    found = whole.feed(octets)
    assert all(is_whole(message) for message in found)
    edges = [0, *sorted(min(cut, len(octets)) for cut in cuts), len(octets)]
    chunks = [octets[start:end] for start, end in pairwise(edges)]
    assert [message for chunk in chunks for message in pieces.feed(chunk)] == found
    assert pieces.dropped == whole.dropped
    assert [message for octet in octets for message in single.feed(bytes((octet,)))] == found
    assert single.dropped == whole.dropped


@given(st.lists(messages().filter(lambda message: message[0] < 0xF8), min_size=1), st.data())
def test_realtime_octets_anywhere_come_out_and_disturb_nothing(
    sent: list[bytes], data: st.DataObject
) -> None:
    stream = bytearray(b"".join(sent))
    for _ in range(3):
        stream.insert(data.draw(st.integers(0, len(stream))), 0xF8)
    found = ByteParser().feed(bytes(stream))
    assert found.count(b"\xf8") == 3
    assert [message for message in found if message != b"\xf8"] == sent
