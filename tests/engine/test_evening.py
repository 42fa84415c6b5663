"""The report of an evening: what is added up over connections that come and go, and that it stays bounded."""

from dataclasses import replace

import pytest

from app.engine.api import Counters, Participant, RoundTrip
from app.engine.evening import PEERS, Evening, Latencies
from app.model.endpoints import KEYBOARD, PeerEnd
from app.model.patch import Route
from tests.engine.test_edits import meet, patch
from tests.support.engines import running, until

PIANO = Participant(3, 1, "piano", "Piano", "initiator", "192.0.2.7", 5004, "connected")


class World:
    """Who is there, and what their round trips were."""

    def __init__(self) -> None:
        self.people: list[Participant] = []
        self.trips: list[RoundTrip] = []
        self.evening = Evening(lambda: self.people, lambda _participant: self.trips, lambda: {"Studio": 1})

    def see(self, now: float, state: str = "connected", **counters: object) -> None:
        self.people = [replace(PIANO, state=state, counters=Counters(**counters))]  # type: ignore[arg-type]
        self.evening.tick(now)


def test_time_drops_and_numbers_are_added_up_over_connections() -> None:
    world = World()
    world.see(0, "inviting")
    assert not world.evening.report()
    world.see(1, packets_in=1)
    world.see(11, packets_in=90, messages_in=100, lost=2, repaired={"N": 3})
    world.see(12, "waiting", packets_in=90, messages_in=100, lost=2, repaired={"N": 3})
    world.see(62, "connected", packets_in=4, messages_in=7, messages_out=5, lost=1, repaired={"N": 1, "C": 2})
    world.see(63, "left")
    world.people = []
    world.evening.tick(900)
    [piano] = world.evening.report()
    assert (piano.name, piano.session, piano.connected_s, piano.drops) == ("Piano", "Studio", 12, 1)
    assert (piano.messages_in, piano.messages_out, piano.packets_in, piano.lost) == (107, 5, 94, 3)
    assert piano.repaired == {"N": 4, "C": 2}
    assert piano.p50_ms is None


def test_latencies_are_counted_once_and_their_shares_are_near() -> None:
    latencies = Latencies()
    trips = [RoundTrip(at, 0.4 if at % 20 else 9.0) for at in range(1, 101)]
    latencies.take(trips[:64])
    latencies.take([replace(trip, at=trip.at + 0.00001) for trip in trips[30:]])
    assert sum(latencies._counts) == 100
    assert latencies.percentile(0.5) == pytest.approx(0.4, rel=0.16)
    assert latencies.percentile(0.95) == pytest.approx(0.4, rel=0.16)
    assert latencies.percentile(0.96) == pytest.approx(9.0, rel=0.16)
    assert latencies.max_ms == latencies.percentile(1.0) == 9.0
    latencies.take([RoundTrip(900, 120_000.0)])
    assert latencies.percentile(1.0) == 120_000.0


def test_strangers_who_come_and_go_do_not_grow_it() -> None:
    world = World()
    for number in range(PEERS + 20):
        world.people = [PIANO, replace(PIANO, peer=f"p{number}", name=f"P{number}")]
        world.evening.tick(number)
    told = world.evening.report()
    assert len(told) == PEERS
    assert told[-1].name == f"P{PEERS + 19}"
    # Who is still there is not pushed out.
    assert (told[0].name, told[0].connected_s) == ("Piano", PEERS + 19)


async def test_a_real_evening_is_told_after_the_peer_has_left() -> None:
    async with running(patch("Theirs")) as theirs, running(patch("Ours")) as ours:
        there = await meet(ours, theirs)
        ours.engine.add_route(Route("r1", KEYBOARD, PeerEnd("Ours", there.peer)))
        ours.engine.play(b"\x90\x3c\x64")
        await until(lambda: any(one.p50_ms and one.messages_out for one in ours.engine.evening()), "a minute")
        ours.engine.leave(there.id)
        await until(lambda: not ours.is_connected("Stage"), "the end")
        [told] = ours.engine.evening()
        assert (told.name, told.session, told.messages_out, told.drops) == ("Stage", "Ours", 1, 0)
        assert told.max_ms is not None
        assert told.p50_ms is not None
        assert 0 < told.p50_ms <= told.max_ms
