"""Routes in the MIDI thread: who hears what, once, and what ends when a way ends (design 3)."""

from app.engine.loop_guard import LOOK_EVERY, LoopGuard
from app.engine.ring import MonitorRing
from app.engine.router import PAST, Router
from app.media.routes import Hop, RouteTable

ON, OFF = b"\x90\x3c\x64", b"\x80\x3c\x40"
PEDAL = b"\xb0\x40\x7f"
KEYS, PADS, PIANO, STRINGS = 1, 2, 11, 12


class Heard:
    """A destination that remembers."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []

    def deliver(self, message: bytes, ticks: int) -> None:
        self.messages.append(message)

    def take(self) -> list[bytes]:
        messages, self.messages = self.messages, []
        return messages


def make(*hops: tuple[int, Hop]) -> tuple[Router, Heard, Heard]:
    router, piano, strings = Router(MonitorRing(100)), Heard(), Heard()
    router.add_sink(PIANO, piano)
    router.add_sink(STRINGS, strings)
    router.install(table(*hops), 0)
    return router, piano, strings


def table(*hops: tuple[int, Hop]) -> RouteTable:
    by_source: dict[int, list[Hop]] = {}
    for source, hop in hops:
        by_source.setdefault(source, []).append(hop)
    return RouteTable(by_source)


def play(router: Router, source: int, *messages: bytes) -> None:
    for message in messages:
        router.feed(source, message, 0, 0)


def test_a_message_reaches_every_destination_of_its_source_and_no_other() -> None:
    router, piano, strings = make((KEYS, Hop(1, PIANO)), (KEYS, Hop(2, STRINGS)))
    play(router, KEYS, ON)
    play(router, PADS, PEDAL)
    assert piano.take() == [ON]
    assert strings.take() == [ON]


def test_a_destination_reached_twice_with_an_equal_result_plays_once() -> None:
    router, piano, _ = make((KEYS, Hop(1, PIANO)), (KEYS, Hop(2, PIANO)))
    play(router, KEYS, ON, OFF)
    assert piano.take() == [ON, OFF]


def test_a_destination_reached_twice_with_different_results_plays_both() -> None:
    up = Hop(2, PIANO, lambda message: (bytes((message[0], message[1] + 12, message[2])),))
    router, piano, _ = make((KEYS, Hop(1, PIANO)), (KEYS, up))
    play(router, KEYS, ON)
    assert piano.take() == [ON, b"\x90\x48\x64"]


def test_a_removed_route_releases_exactly_what_it_held() -> None:
    router, piano, strings = make((KEYS, Hop(1, PIANO)), (KEYS, Hop(2, STRINGS)))
    play(router, KEYS, ON, PEDAL)
    piano.take(), strings.take()
    router.install(table((KEYS, Hop(1, PIANO))), 0)
    assert strings.take() == [b"\x80\x3c\x40", b"\xb0\x40\x00"]
    assert piano.take() == []


def test_a_note_held_by_two_routes_ends_with_the_last() -> None:
    router, piano, _ = make((KEYS, Hop(1, PIANO)), (PADS, Hop(2, PIANO)))
    play(router, KEYS, ON)
    play(router, PADS, ON)
    piano.take()
    router.install(table((PADS, Hop(2, PIANO))), 0)
    assert piano.take() == []
    play(router, PADS, OFF)
    assert piano.take() == [OFF]


def test_swapping_an_equal_table_releases_nothing_and_the_note_still_ends() -> None:
    router, piano, _ = make((KEYS, Hop(1, PIANO)))
    play(router, KEYS, ON)
    router.install(table((KEYS, Hop(1, PIANO))), 0)
    play(router, KEYS, OFF)
    assert piano.take() == [ON, OFF]


def test_a_lost_source_releases_what_it_held_and_nothing_of_the_others() -> None:
    router, piano, _ = make((KEYS, Hop(1, PIANO)), (PADS, Hop(2, PIANO)))
    play(router, KEYS, ON)
    play(router, PADS, b"\x91\x40\x64")
    piano.take()
    router.release_source(KEYS, 0)
    assert piano.take() == [OFF]


def test_a_removed_destination_is_released_before_it_goes() -> None:
    router, piano, _ = make((KEYS, Hop(1, PIANO)))
    play(router, KEYS, ON)
    router.remove_sink(PIANO, 0)
    assert piano.take() == [ON, OFF]
    play(router, KEYS, ON)
    assert piano.take() == []


def test_a_hop_to_a_destination_that_is_not_there_is_left_out() -> None:
    router, piano, _ = make((KEYS, Hop(1, 99)), (KEYS, Hop(2, PIANO)))
    play(router, KEYS, ON)
    assert piano.take() == [ON]


def test_panic_silences_every_destination_on_every_channel() -> None:
    router, piano, strings = make((KEYS, Hop(1, PIANO)))
    play(router, KEYS, ON)
    piano.take()
    router.panic(0)
    heard = piano.take()
    assert heard[0] == OFF
    assert all(bytes((0xB0 | channel, 123, 0)) in heard for channel in range(16))
    assert bytes((0xB0, 120, 0)) in strings.take()


def test_counters_and_the_ring_tell_what_passed() -> None:
    ring = MonitorRing(100)
    router = Router(ring)
    router.add_sink(PIANO, Heard())
    router.install(table((KEYS, Hop(7, PIANO, meter=3))), 0)
    play(router, KEYS, ON, OFF)
    play(router, PADS, ON)
    assert router.meters == {3: 2}
    assert router.source_counts == {KEYS: 2, PADS: 1}
    assert router.destination_counts == {PIANO: 2}
    assert [row[2:5] for row in ring.after(0, 10)] == [(KEYS, PIANO, ON), (KEYS, PIANO, OFF)]


def test_who_is_gone_for_good_leaves_nothing_behind() -> None:
    router, _, _ = make((KEYS, Hop(7, PIANO)))
    router.guard = guard = LoopGuard(router.pass_on, lambda _source: ((7,), True), print, lambda _guard: None)
    play(router, KEYS, *[ON, OFF] * LOOK_EVERY)
    assert KEYS in guard._looked_at
    for end in (KEYS, PIANO):
        router.forget(end)
    assert (router.source_counts, router.destination_counts) == ({}, {})
    assert router.past == {KEYS: (2 * LOOK_EVERY, 0), PIANO: (0, 2 * LOOK_EVERY)}
    play(router, KEYS, ON)
    router.forget(KEYS)
    assert router.past[KEYS] == (2 * LOOK_EVERY + 1, 0), "who is invited again counts on"
    for stranger in range(1000, 1000 + PAST):
        router.forget(stranger)
    assert len(router.past) == PAST
    assert KEYS not in router.past
    assert (guard._looked_at, guard._calm, guard.suspects) == ({}, {}, {})


def test_the_ring_gives_the_newest_rows_and_forgets_the_oldest() -> None:
    ring = MonitorRing(3)
    for number in range(5):
        ring.add(number, KEYS, PIANO, ON, repaired=number == 4)
    assert [row[0] for row in ring.after(0, 10)] == [3, 4, 5]
    assert [row[0] for row in ring.after(4, 10)] == [5]
    assert [row[0] for row in ring.after(0, 2)] == [4, 5]
    assert ring.after(5, 10) == []
    assert ring.after(0, 10)[-1][5] is True
