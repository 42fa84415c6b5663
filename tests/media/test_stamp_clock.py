"""A clock that is known by its stamps alone: how far they are behind ours, and when they are of no use."""

import random

import pytest

from app.media.stamp_clock import SETTLED_TICKS, WILD_TICKS, WINDOW_TICKS, StampClock

SECOND = 10_000
MS = 10


class Peer:
    """Sends packets; `rate` is how fast its stamps count, `delays_ms` how long a packet may be on its way."""

    def __init__(self, rate: float = 1.0, stamp: int = 123_456, delays_ms: tuple[int, ...] = (0,)) -> None:
        self.clock = StampClock()
        self.sent = 5_000.0
        self._rate, self._zero = rate, stamp
        self._delays = random.Random(4)
        self._delays_ms = delays_ms

    def play(self, after: int = SECOND // 10) -> tuple[float, int | None]:
        """Give when the next packet was sent and what its stamp is taken for; it arrives 2 ms later and more."""
        self.sent += after
        arrived = round(self.sent) + 2 * MS + self._delays.choice(self._delays_ms) * MS
        stamp = (self._zero + round(self.sent * self._rate)) & 0xFFFF_FFFF
        self.clock.heard(stamp, arrived)
        return self.sent, self.clock.to_local(stamp, arrived)

    def settle(self, ticks: int = SETTLED_TICKS * 2) -> "Peer":
        for _ in range(ticks // (SECOND // 10)):
            self.play()
        return self


@pytest.mark.parametrize("stamp", [0, 2**31 - 77, 2**32 - 5_500])
def test_an_uneven_network_is_seen_through_whatever_the_stamps_begin_with(stamp):
    peer = Peer(stamp=stamp, delays_ms=(0, 150, 20, 120, 0, 100)).settle()
    for _ in range(100):
        sent, local = peer.play()
        assert local == sent + 2 * MS


def test_nothing_is_said_before_it_is_known():
    peer = Peer()
    assert peer.clock.to_local(1, 2) is None
    assert [peer.play()[1] for _ in range(SETTLED_TICKS // (SECOND // 10))] == [None] * 20


@pytest.mark.parametrize("rate", [0, 0.1, 0.8, 1.25, 4.41, 10, -1])
@pytest.mark.parametrize("after", [SECOND // 50, SECOND // 2, 2 * SECOND])
def test_stamps_that_count_otherwise_are_of_no_use(rate, after):
    peer = Peer(rate)
    assert [peer.play(after)[1] for _ in range(200)] == [None] * 200


@pytest.mark.parametrize("rate", [0.9999, 1.0001])
def test_two_quartz_clocks_may_drift_apart_all_night(rate):
    peer = Peer(rate).settle()
    for _ in range(36_000):
        sent, local = peer.play(SECOND)
        assert local is not None
        assert abs(local - sent - 2 * MS) < 5 * MS


def test_a_pause_costs_nothing_but_a_long_one_the_knowledge():
    peer = Peer().settle()
    assert peer.play(60 * SECOND)[1] is not None
    assert peer.play(600 * SECOND)[1] is None
    assert peer.settle().play()[1] is not None


def test_who_sets_its_clock_is_learned_anew():
    peer = Peer().settle()
    peer._zero += WILD_TICKS + SECOND
    assert peer.play()[1] is None
    sent, local = peer.settle().play()
    assert local == sent + 2 * MS


def test_one_packet_that_was_long_on_its_way_puts_no_clock_in_doubt():
    peer = Peer().settle(SETTLED_TICKS)
    peer.play(WINDOW_TICKS)
    peer._delays_ms = (200,)
    sent, local = peer.play(WINDOW_TICKS)
    assert local == sent + 2 * MS
