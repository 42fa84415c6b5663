import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.wire.commands import (
    LONGEST_DELTA_TICKS,
    Element,
    Section,
    decode_section,
    encode_delta,
    encode_section,
)
from app.wire.errors import WireError
from tests.support.hexbytes import octets
from tests.support.midi_strategies import fixed_messages, sysex_messages

SEGMENTS = st.sampled_from(
    [octets(text) for text in ("F07D01F0", "F702F0", "F703F7", "F7F7", "F7F4", "F07DF5", "F705F5")]
)
STEPS = st.integers(0, 300) | st.integers(0, LONGEST_DELTA_TICKS // 8)
JOURNALS = st.none() | st.binary(min_size=1, max_size=20)


@st.composite
def element_lists(draw: st.DrawFn) -> list[Element]:
    ticks = 0
    elements = []
    for step, message in draw(
        st.lists(st.tuples(STEPS, fixed_messages() | sysex_messages(9) | SEGMENTS), max_size=8)
    ):
        ticks += step
        elements.append((ticks, message))
    return elements


@given(element_lists(), JOURNALS, st.booleans())
def test_every_section_comes_back(elements: list[Element], journal: bytes | None, phantom: bool) -> None:
    payload = encode_section(elements, journal, phantom=phantom)
    assert decode_section(payload) == Section(elements, journal, phantom and bool(elements))


@given(element_lists())
def test_every_truncation_is_refused(elements: list[Element]) -> None:
    payload = encode_section(elements)
    for length in range(len(payload)):
        with pytest.raises(WireError):
            decode_section(payload[:length])


@given(st.binary(max_size=40))
def test_any_octets_are_a_section_or_a_wire_error(payload: bytes) -> None:
    try:
        section = decode_section(payload)
    except WireError:
        return
    assert all(0 <= ticks < 2**32 and message for ticks, message in section.elements)


@given(
    st.lists(
        st.sampled_from([0x00, 0x3C, 0x7F, 0x80, 0x90, 0xC0, 0xF0, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8]), max_size=15
    )
)
def test_any_list_of_telling_octets_is_a_section_or_a_wire_error(octets_of_list: list[int]) -> None:
    for flags in (0x00, 0x20):
        try:
            section = decode_section(bytes((flags | len(octets_of_list), *octets_of_list)))
        except WireError:
            continue
        ends = b"\xf0\xf4\xf5\xf7"
        assert all(message[1:].isascii() or message[-1] in ends for _, message in section.elements)


def elements_of(payload: str) -> list[tuple[int, str]]:
    return [(ticks, message.hex(" ").upper()) for ticks, message in decode_section(octets(payload)).elements]


@pytest.mark.parametrize(
    ("payload", "elements"),
    [
        ("00", []),
        ("8000", []),
        ("30", []),
        ("03 903C64", [(0, "90 3C 64")]),
        ("80 03 903C64", [(0, "90 3C 64")]),
        ("24 05 903C64", [(5, "90 3C 64")]),
        ("25 8100 903C64", [(128, "90 3C 64")]),
        ("28 8FFFFFFF7F 903C64", [(0xFFFF_FFFF, "90 3C 64")]),
        ("0B 903C64 8FFFFFFF7F F8 05 FA", [(0, "90 3C 64"), (0xFFFF_FFFF, "F8"), (4, "FA")]),
        ("28 FFFFFFFF7F 903C64", [(0xFFFF_FFFF, "90 3C 64")]),
        ("21 05", []),
        ("04 F8 05 F8 06", [(0, "F8"), (5, "F8")]),
        ("05 C005 00 06 00", [(0, "C0 05"), (0, "C0 06")]),
        ("08 903C64 00 F8 00 3C00", [(0, "90 3C 64"), (0, "F8"), (0, "90 3C 00")]),
        ("08 F07D01F801F7 00 F6", [(0, "F8"), (0, "F0 7D 01 01 F7"), (0, "F6")]),
        ("04 F7F8FEF0", [(0, "F8"), (0, "FE"), (0, "F7 F0")]),
        ("04 F40102F7", [(0, "F4 01 02 F7")]),
        ("02 F5F7", [(0, "F5 F7")]),
        ("03 F900FD", [(0, "F9"), (0, "FD")]),
        ("02 F0F0", [(0, "F0 F0")]),
        ("03 F701F4", [(0, "F7 F4")]),
    ],
)
def test_what_others_write(payload: str, elements: list[tuple[int, str]]) -> None:
    assert elements_of(payload) == elements


@pytest.mark.parametrize(
    ("payload", "complaint"),
    [
        ("", "no header"),
        ("80", "cut short"),
        ("04 903C64", "LEN is 4"),
        ("8FFF 903C64", "LEN is 4095"),
        ("02 3C64", "without status"),
        ("06 903C64 00 F6 00", None),
        ("08 903C64 00 F6 00 3C00", "without status"),
        ("08 903C64 00 F7F7 00 3C", "without status"),
        ("02 903C", "no whole command"),
        ("03 90803C", "no whole command"),
        ("03 903CF8", "no whole command"),
        ("05 903C64 00 3C", "no whole command"),
        ("06 903C64 00 3C90", "no whole command"),
        ("02 F225", "no whole command"),
        ("03 F07D01", "no end"),
        ("01 F7", "no end"),
        ("01 F4", "no end"),
        ("04 F07D01F4", "F0 ends with F4"),
        ("04 F07D0190", "F0 ends with 90"),
        ("03 F401F0", "F4 ends with F0"),
        ("21 80", "does not end"),
        ("26 808080808000", "does not end"),
        ("27 80808080808000", "does not end"),
    ],
)
def test_what_is_refused_and_why(payload: str, complaint: str | None) -> None:
    if complaint is None:
        assert decode_section(octets(payload)).elements
        return
    with pytest.raises(WireError, match=complaint):
        decode_section(octets(payload))


@pytest.mark.parametrize(
    ("payload", "section"),
    [
        ("40", Section([], None, False, True)),
        ("43 903C64", Section([(0, octets("903C64"))], None, False, True)),
        ("53 903C64 20", Section([(0, octets("903C64"))], b"\x20", True)),
        ("10", Section([], None, True)),
    ],
)
def test_journal_and_phantom_flags(payload: str, section: Section) -> None:
    assert decode_section(octets(payload)) == section


def test_octets_behind_a_list_without_journal_are_ignored() -> None:
    assert decode_section(octets("03 903C64 0000")) == Section([(0, octets("903C64"))])


@pytest.mark.parametrize(
    ("ticks", "written"),
    [
        (0, "00"),
        (0x7F, "7F"),
        (0x80, "8100"),
        (0x3FFF, "FF7F"),
        (0x4000, "818000"),
        (0x1FFFFF, "FFFF7F"),
        (0x200000, "81808000"),
        (0xFFFFFFF, "FFFFFF7F"),
    ],
)
def test_deltas_take_the_shortest_form(ticks: int, written: str) -> None:
    assert encode_delta(ticks) == octets(written)


def test_a_delta_that_is_too_long_is_not_written() -> None:
    with pytest.raises(WireError, match="delta"):
        encode_section([(0, b"\xf8"), (LONGEST_DELTA_TICKS + 1, b"\xf8")])


def test_steps_back_in_time_are_written_as_none() -> None:
    assert encode_section([(5, b"\xf8"), (3, b"\xfa"), (6, b"\xfb")]) == octets("26 05F8 00FA 01FB")
    assert encode_section([(-5, b"\xf8")]) == octets("01 F8")


@pytest.mark.parametrize(("count", "header"), [(15, "0F"), (16, "8010"), (4095, "8FFF")])
def test_the_header_is_as_short_as_the_list_allows(count: int, header: str) -> None:
    message = b"\xf0" + bytes(count - 2) + b"\xf7"
    assert encode_section([(0, message)]) == octets(header) + message


def test_a_list_that_is_too_long_is_not_written() -> None:
    with pytest.raises(WireError, match="4096"):
        encode_section([(0, bytes(4096))])
