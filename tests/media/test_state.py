"""Facts of the stream's state that neither end of the journal shows by itself."""

import pytest

from app.media.state.sequencer import Sequencer
from app.media.state.timecode import Time, Timecode, time_of_nibbles


@pytest.mark.parametrize(
    ("time", "later"),
    [
        (Time(1, 23, 59, 59, 24), Time(1, 0, 0, 0, 1)),
        (Time(0, 1, 2, 3, 22), Time(0, 1, 2, 4, 0)),
        (Time(2, 0, 0, 59, 29), Time(2, 0, 1, 0, 3)),
        (Time(2, 0, 9, 59, 29), Time(2, 0, 10, 0, 1)),
        (Time(3, 0, 0, 59, 29), Time(3, 0, 1, 0, 1)),
    ],
)
def test_two_frames_later_carries_and_drops_frames_by_the_rate(time, later):
    """Wire sheet 8.4: the coded value of a forward series is the transmitted frame + 2."""
    assert time.later(2) == later


def quarters(*kinds_and_nibbles):
    state = Timecode()
    for kind, nibble in kinds_and_nibbles:
        state = state.after(bytes((0xF1, kind << 4 | nibble)))
    return state


def test_a_reverse_series_has_no_offset_and_ends_with_type_0():
    nibbles = (4, 0, 3, 0, 2, 0, 1, 2)
    state = quarters(*reversed(list(enumerate(nibbles))))
    assert state == Timecode(time_of_nibbles(nibbles), True, (), reverse=True)
    assert state.point == 0


def test_a_series_in_progress_shows_what_came():
    assert (quarters((7, 1), (6, 2)).point, quarters((7, 1), (6, 2)).ordered_partial()) == (
        6,
        (0, 0, 0, 0, 0, 0, 2, 1),
    )
    assert (quarters((0, 1), (1, 2)).point, quarters((0, 1), (1, 2)).ordered_partial()) == (
        1,
        (1, 2, 0, 0, 0, 0, 0, 0),
    )


def test_an_illegal_series_leaves_nothing_to_restore():
    assert quarters((0, 1), (3, 1)).broken
    assert not quarters((0, 1), (3, 1), (0, 1)).broken


def test_song_position_while_running_is_about_to_be_played():
    """Wire sheet 8.3: D=0 after F2; Start is more recent than Continue until a Continue comes."""
    state = Sequencer().after(b"\xfa").after(b"\xf8").after(b"\xf2\x00\x00")
    assert state.content == (True, 0, False, True)
    assert state.after(b"\xfb").content == (True, 0, False, False)


def test_positions_wrap_at_19_bits():
    assert Sequencer(True, (1 << 19) - 1, True).after(b"\xf8").position == 0
