"""When something was played: as its stamps say, never running back, and by arrival where they say nothing."""

from hypothesis import example, given
from hypothesis import strategies as st

from app.media.played_times import AHEAD_TICKS, PlayedTimes

MS = 10


def taken(*pairs: tuple[int | None, int]) -> list[int]:
    """Take (stamp, arrival) of each message in ms."""
    times = PlayedTimes()
    return [times.take(None if stamp is None else stamp * MS, now * MS) // MS for stamp, now in pairs]


def test_what_the_network_does_to_the_spacing_is_undone():
    assert taken((0, 5), (10, 60), (20, 60), (30, 61), (40, 45 + 61)) == [0, 10, 20, 30, 40]


def test_a_message_without_a_stamp_was_played_when_it_came():
    assert taken((None, 5), (None, 15), (17, 25), (None, 30)) == [5, 15, 17, 30]


def test_a_stamp_in_the_future_is_not_believed_and_a_clock_may_be_a_little_off():
    assert taken((100, 100), (140, 110), (1000, 120), (150, 150)) == [100, 140, 140, 150]


def test_a_clock_that_was_set_back_does_not_stop_the_time():
    """Else all that is played until it has caught up would be one chord."""
    back = [(stamp - 2000, stamp + 5) for stamp in range(1000, 1500, 100)]
    assert taken((900, 905), *back) == [900, 1005, 1105, 1205, 1305, 1405]


def test_what_comes_in_one_burst_after_a_pause_of_the_network_keeps_its_spacing():
    assert taken(*((stamp, 2000) for stamp in range(0, 2000, 100))) == list(range(0, 2000, 100))


STAMPS = st.none() | st.integers(-100_000, 100_000)


@given(st.lists(st.tuples(STAMPS, st.integers(0, 1000)), max_size=30))
@example([(3 * AHEAD_TICKS, 0), (0, 0)])
def test_times_never_run_back_nor_far_ahead(steps):
    times, now, last = PlayedTimes(), 0, None
    for stamp, later in steps:
        now += later
        at = times.take(None if stamp is None else now + stamp, now)
        assert last is None or at >= last
        assert at <= now + AHEAD_TICKS
        last = at
