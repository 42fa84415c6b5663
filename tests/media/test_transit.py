"""Jitter as RTP reckons it, and what is no jitter."""

import pytest

from app.media.transit import TransitJitter


def test_an_even_stream_has_none_and_one_packet_says_nothing() -> None:
    jitter = TransitJitter()
    jitter.take(1000, 5000)
    assert jitter.ticks is None
    for nth in range(1, 20):
        jitter.take(1000 + nth * 100, 5000 + nth * 100)
    assert jitter.ticks == 0


def test_every_packet_off_by_two_milliseconds_is_two_milliseconds() -> None:
    jitter = TransitJitter()
    for nth in range(200):
        jitter.take(nth * 100, nth * 100 + 20 * (nth % 2))
    assert jitter.ticks == pytest.approx(20)


def test_stamps_may_turn_over() -> None:
    jitter = TransitJitter()
    jitter.take(0xFFFF_FFF0, 100)
    jitter.take(0x10, 142)
    assert jitter.ticks == 10


@pytest.mark.parametrize(("stamp", "now"), [(20_000, 20_000), (500_000, 100)], ids=["pause", "clock set"])
def test_a_pause_and_a_clock_that_was_set_count_for_nothing(stamp: int, now: int) -> None:
    jitter = TransitJitter()
    jitter.take(0, 0)
    jitter.take(stamp, now)
    assert jitter.ticks is None
