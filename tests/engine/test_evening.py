"""The report of an evening: what is added up over connections that come and go, and that it stays bounded."""

from dataclasses import replace

import pytest

from app.engine.api import Counters, Participant, ParticipantChanged, RoundTrip
from app.engine.bus import Bus
from app.engine.evening import PEERS, Evening, Latencies
from app.model.endpoints import KEYBOARD, PeerEnd
from app.model.patch import Route
from app.session.reasons import Reason
from tests.engine.test_edits import meet, patch
from tests.support.engines import running, until

PIANO = Participant(3, 1, "piano", "Piano", "initiator", "192.0.2.7", 5004, "connected")


class World:
    """Who is there, and what their round trips were."""

    def __init__(self) -> None:
        self.people: list[Participant] = []
        self.trips: list[RoundTrip] = []
        self.bus = Bus()
        self.sessions = {"Studio": 1}
        self.evening = Evening(self.bus, lambda: self.people, lambda _who: self.trips, lambda: self.sessions)

    def see(self, now: float, state: str = "connected", **counters: object) -> None:
        one = replace(PIANO, state=state, counters=Counters(**counters))  # type: ignore[arg-type]
        self.people = [one]
        self.bus.emit(ParticipantChanged(one))
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


def test_who_has_gone_is_reckoned_up_once_until_something_is_new() -> None:
    world = World()

    def told() -> tuple[object, ...]:
        [piano] = world.evening.report()
        return piano.session, piano.name, piano.connected_s, piano.drops, piano.messages_in

    world.see(0, packets_in=1, messages_in=5)
    assert told() == ("Studio", "Piano", 0, 0, 5)
    world.see(1, packets_in=9, messages_in=6)
    assert told() == ("Studio", "Piano", 1, 0, 6)
    world.see(2, "lost")
    assert told() == ("Studio", "Piano", 2, 1, 6)
    world.people = []
    before = world.evening.report()
    world.evening.tick(3)
    assert world.evening.report()[0] is before[0], "the window asks by the second"
    world.sessions = {"Stage": 1}
    assert told() == ("Stage", "Piano", 2, 1, 6)
    world.bus.emit(ParticipantChanged(replace(PIANO, name="Grand")))
    assert told() == ("Stage", "Grand", 2, 1, 6)


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


@pytest.mark.parametrize(
    ("state", "reason", "drops"),
    [
        ("lost", Reason.SILENCE, 1),
        ("waiting", Reason.CLOCK_TIMEOUT, 1),
        ("inviting", Reason.MOVED, 1),
        ("left", Reason.BYE, 0),
        ("waiting", Reason.BYE, 0),
        ("left", Reason.USER, 0),
        ("left", Reason.REPLACED, 0),
        ("silent", None, 0),
    ],
)
def test_a_drop_is_an_end_without_a_goodbye(state: str, reason: Reason | None, drops: int) -> None:
    world = World()
    world.see(1)
    world.bus.emit(ParticipantChanged(replace(PIANO, state=state, reason=reason)))  # type: ignore[arg-type]
    world.bus.emit(ParticipantChanged(replace(PIANO, state=state, reason=reason), gone=True))  # type: ignore[arg-type]
    [piano] = world.evening.report()
    assert piano.drops == drops


def test_drops_between_two_looks_are_counted_each() -> None:
    world = World()
    for _ in range(3):
        world.bus.emit(ParticipantChanged(PIANO))
        world.bus.emit(ParticipantChanged(replace(PIANO, state="lost", reason=Reason.SILENCE)))
        world.bus.emit(ParticipantChanged(PIANO, gone=True))
    [piano] = world.evening.report()
    assert piano.drops == 3


def test_strangers_who_come_and_go_do_not_grow_it() -> None:
    world = World()
    world.see(0)
    world.see(100)
    world.see(101, "waiting")
    synth = replace(PIANO, peer="synth", name="Synth")
    world.bus.emit(ParticipantChanged(synth))
    for number in range(PEERS + 20):
        stranger = replace(PIANO, peer=f"p{number}", name=f"P{number}")
        world.bus.emit(ParticipantChanged(stranger))
        world.bus.emit(ParticipantChanged(replace(stranger, state="lost", reason=Reason.SILENCE)))
        world.bus.emit(ParticipantChanged(stranger, gone=True))
        world.evening.tick(102 + number / 10)
    told = world.evening.report()
    assert len(told) == PEERS
    assert told[-1].name == f"P{PEERS + 19}"
    assert told[0].name == "Piano", "who was there for long is kept, though it is away"
    assert told[1].name == "Synth", "who is there is kept"


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


async def test_a_guest_that_no_cable_names_is_told_with_its_drops() -> None:
    async with running(patch("Theirs")) as theirs, running(patch("Ours")) as ours:
        for drops in (1, 2):
            await meet(ours, theirs) if drops == 1 else None
            await until(lambda: theirs.is_connected("Ours"), "the guest")
            [seat] = theirs.engine._all.seats
            [host] = theirs.engine._all.hosts
            assert seat.live is not None
            host.lost(seat.live, Reason.SILENCE)
            assert not theirs.engine.snapshot().participants
            [told] = theirs.engine.evening()
            assert (told.name, told.drops) == ("Ours", drops)
