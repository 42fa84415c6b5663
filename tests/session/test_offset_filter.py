"""From round trips to an estimate, and the mapping that follows it without steps (session sheet 5.3)."""

import pytest

from app.session.clock_mapping import ClockMapping
from app.session.offset_filter import KEPT_SAMPLES, OffsetFilter, Sample

S = 10_000


def feed(filter_: OffsetFilter, *samples: tuple[float, float, int]) -> list[bool]:
    """Each sample: seconds, shift in ticks, round trip in ticks."""
    return [filter_.add(Sample(round(at * S), round(2 * shift), rtt)) for at, shift, rtt in samples]


def test_one_sample_is_an_estimate() -> None:
    estimate = OffsetFilter()
    assert not estimate.has_estimate
    assert estimate.best_rtt is estimate.shift2 is None
    with pytest.raises(ValueError, match="no estimate"):
        estimate.shift(0)
    feed(estimate, (0, 1000.5, 30))
    assert (estimate.shift2, estimate.best_rtt, estimate.shift(99)) == (2001, 30, 1000.5)


def test_the_shortest_round_trip_counts_and_slow_ones_do_not() -> None:
    estimate = OffsetFilter()
    feed(estimate, (0, 1000, 40), (1, 1010, 20), (2, 1100, 400), (3, 1005, 25), (4, 1020, 31))
    assert estimate.shift(4 * S) == 1010


def test_a_short_round_trip_counts_for_ninety_seconds() -> None:
    estimate = OffsetFilter()
    feed(estimate, (0, 1000, 20), (50, 1100, 200), (89, 1100, 200))
    assert estimate.shift(0) == 1000
    feed(estimate, (91, 1100, 200))
    assert estimate.shift(0) == 1100


def test_old_samples_are_forgotten() -> None:
    estimate = OffsetFilter()
    feed(estimate, *((second, 1000, 30) for second in range(100)))
    assert len(estimate._samples) == KEPT_SAMPLES


def test_a_single_outlier_is_no_step_and_three_in_a_row_are() -> None:
    estimate = OffsetFilter()
    feed(estimate, (0, 1000, 20), (1, 9000, 20), (2, 9000, 20), (3, 1000, 20))
    assert estimate.shift(3 * S) == 1000
    assert feed(estimate, (4, 9000, 20), (5, 9000, 20), (6, 9000, 20)) == [False, False, True]
    assert estimate.shift(6 * S) == 9000


def test_a_small_drift_is_followed_after_a_minute() -> None:
    estimate = OffsetFilter()
    feed(estimate, *((at, at, 20) for at in range(0, 60, 10)))
    assert estimate.shift(600 * S) == 50, "too early to tell"
    feed(estimate, (60, 60, 20), (70, 70, 20))
    assert estimate.shift(170 * S) == pytest.approx(170, abs=1)


def test_noise_is_no_drift_beyond_what_crystals_do() -> None:
    estimate = OffsetFilter()
    feed(estimate, *((at, 100 * at / 10 + 60 * (at % 20 == 0), 100) for at in range(0, 80, 10)))
    base = estimate.shift(70 * S)
    assert estimate.shift(170 * S) - base == pytest.approx(200, abs=1)


@pytest.mark.parametrize(("per_second", "followed"), [(100, 100), (-100, -100), (300, 200)])
def test_a_clock_that_counts_timer_ticks_is_followed_from_the_fifth_sample(
    per_second: int, followed: int
) -> None:
    estimate = OffsetFilter()
    feed(estimate, *((0.5 * n, 0.5 * n * per_second, 20) for n in range(5)))
    assert estimate.shift(3 * S) - estimate.shift(2 * S) == pytest.approx(followed)


def test_samples_of_one_moment_have_no_drift() -> None:
    estimate = OffsetFilter()
    feed(estimate, *((0, 5, 20) for _ in range(6)))
    assert estimate.shift(S) == 5


# -- the mapping ------------------------------------------------------------------------------------------------


def change(mapping: ClockMapping, estimate: OffsetFilter, at: float, shift: float, rtt: int = 20) -> None:
    kept = mapping.before_change(round(at * S))
    feed(estimate, (at, shift, rtt))
    mapping.after_change(kept, round(at * S))


@pytest.mark.parametrize("direction", [1, -1])
def test_a_better_estimate_is_approached_at_one_millisecond_per_second(direction: int) -> None:
    estimate = OffsetFilter()
    mapping = ClockMapping(estimate)
    change(mapping, estimate, 0, 0, rtt=400)
    change(mapping, estimate, 10, direction * 100)
    seen = {after: mapping.to_local(after * S, after * S) for after in (10, 11, 15, 20, 30)}
    errors = [seen[after] - after * S for after in seen]
    assert errors == [direction * expected for expected in (0, 10, 50, 100, 100)]


def test_times_before_the_change_do_not_run_backwards() -> None:
    estimate = OffsetFilter()
    mapping = ClockMapping(estimate)
    change(mapping, estimate, 0, 0, rtt=400)
    change(mapping, estimate, 10, 100)
    assert mapping.to_local(9 * S, 9 * S) == 9 * S
