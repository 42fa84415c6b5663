import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.wire.commands import LONGEST_DELTA_TICKS, Element, encode_section
from app.wire.errors import WireError
from app.wire.split import count_fitting, split_elements

CLOCK = b"\xf8"
NOTE = b"\x90\x3c\x64"

LISTS = st.lists(st.tuples(st.integers(0, 2**31), st.binary(min_size=1, max_size=12)), max_size=30).map(
    lambda elements: sorted(elements, key=lambda element: element[0])
)


@given(LISTS, st.integers(14, 40), st.integers(0, 10))
def test_every_part_fits_and_nothing_is_lost_or_moved(
    elements: list[Element], room: int, journal: int
) -> None:
    parts = split_elements(elements, room + journal, journal)
    assert [(base + ticks, octets) for base, part in parts for ticks, octets in part] == elements
    for _, part in parts:
        assert part[0][0] == 0
        assert len(encode_section(part, bytes(journal))) <= room + journal


@given(LISTS.filter(bool), st.integers(14, 40))
def test_a_part_is_cut_only_where_the_next_element_would_not_fit(elements: list[Element], room: int) -> None:
    count = count_fitting(elements, 0, room)
    if count < len(elements):
        base = elements[0][0]
        one_more = [(ticks - base, octets) for ticks, octets in elements[: count + 1]]
        step = one_more[-1][0] - one_more[-2][0]
        # Two octets of header are always reckoned with, so a short header may leave one octet.
        assert step > LONGEST_DELTA_TICKS or len(encode_section(one_more)) > room - 1


def test_a_long_silence_starts_a_new_part() -> None:
    elements = [(0, CLOCK), (LONGEST_DELTA_TICKS, CLOCK), (2 * LONGEST_DELTA_TICKS + 1, CLOCK)]
    assert [base for base, _ in split_elements(elements, 100)] == [0, 2 * LONGEST_DELTA_TICKS + 1]


def test_no_list_is_longer_than_its_header_can_say() -> None:
    elements = [(0, NOTE)] * 3000
    parts = split_elements(elements, 65_000)
    assert [len(part) for _, part in parts] == [1024, 1024, 952]


def test_a_step_back_in_time_stays_in_order() -> None:
    assert split_elements([(5, CLOCK), (3, NOTE)], 100) == [(5, [(0, CLOCK), (0, NOTE)])]


def test_an_element_that_fits_nowhere_is_refused() -> None:
    assert count_fitting([(0, bytes(20))], 0, 21) == 0
    with pytest.raises(WireError, match="20 octets"):
        split_elements([(0, NOTE), (0, bytes(20))], 21)


def test_nothing_gives_nothing() -> None:
    assert split_elements([], 100) == []
