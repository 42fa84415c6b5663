"""RPN and NRPN as controllers make them: selection, data entry, null, and senders that leave the LSB out."""

from hypothesis import given
from hypothesis import strategies as st

from app.midi.parameters import PARAMETER_CONTROLLERS, ParameterReader


def feed(reader: ParameterReader, *pairs: tuple[int, int]) -> list[tuple[str, int, int]]:
    return [tuple(found) for pair in pairs for found in reader.feed(*pair)]


def test_a_value_is_whole_with_its_lsb_and_told_once() -> None:
    reader = ParameterReader()
    assert feed(reader, (99, 7), (98, 4), (6, 64)) == []
    assert feed(reader, (38, 1)) == [("nrpn", 900, 64 << 7 | 1)]
    assert feed(reader, (101, 127), (100, 127)) == []


def test_an_lsb_alone_moves_the_value_finely() -> None:
    reader = ParameterReader()
    feed(reader, (101, 0), (100, 1), (6, 64), (38, 0))
    assert feed(reader, (38, 5), (38, 6)) == [("rpn", 1, 8197), ("rpn", 1, 8198)]


def test_a_sender_without_lsb_is_known_by_what_it_sends_next() -> None:
    reader = ParameterReader()
    assert feed(reader, (99, 0), (98, 5), (6, 127)) == []
    assert feed(reader, (99, 0)) == [("nrpn", 5, 16383)]
    assert feed(reader, (98, 5), (6, 64)) == [("nrpn", 5, 64 * 129)]
    assert feed(reader, (6, 0)) == [("nrpn", 5, 0)]


def test_closing_the_parameter_completes_a_value_without_lsb() -> None:
    reader = ParameterReader()
    assert feed(reader, (101, 0), (100, 2), (6, 1), (101, 127)) == [("rpn", 2, 129)]


def test_a_sender_that_sends_the_lsb_after_all_is_fine_again() -> None:
    reader = ParameterReader()
    feed(reader, (99, 0), (98, 5), (6, 127), (6, 126))
    assert feed(reader, (38, 3)) == [("nrpn", 5, 126 << 7 | 3)]
    assert feed(reader, (6, 1)) == []


def test_nothing_is_set_while_no_parameter_is_open() -> None:
    reader = ParameterReader()
    assert (
        feed(reader, (6, 1), (38, 1), (101, 127), (100, 127), (6, 2), (38, 2), (99, 1), (6, 3), (38, 3)) == []
    )
    assert reader.selected is None


def test_a_new_selection_needs_its_own_msb() -> None:
    reader = ParameterReader()
    feed(reader, (99, 0), (98, 5), (6, 1), (38, 1))
    assert feed(reader, (98, 6), (38, 9)) == []
    assert reader.selected == ("nrpn", 6)


def test_rpn_and_nrpn_do_not_mix_their_halves() -> None:
    reader = ParameterReader()
    feed(reader, (99, 1), (98, 2), (101, 0))
    assert reader.selected is None
    feed(reader, (100, 3))
    assert reader.selected == ("rpn", 3)
    feed(reader, (99, 1))
    assert reader.selected == ("nrpn", 1 << 7 | 2)


@given(st.lists(st.tuples(st.sampled_from(sorted(PARAMETER_CONTROLLERS)), st.integers(0, 127))))
def test_whatever_comes_values_fit_and_belong_to_an_open_parameter(pairs: list[tuple[int, int]]) -> None:
    reader = ParameterReader()
    for pair in pairs:
        before = reader.selected
        for kind, number, value in reader.feed(*pair):
            assert (kind, number) == before
            assert 0 <= value <= 16383
            assert number != 16383
