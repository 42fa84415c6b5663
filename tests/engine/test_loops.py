"""Loops through whole engines: seen before they play, caught while they run, and tried again when the user wants."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from app.engine.loop_guard import LOOK_EVERY, LoopGuard
from app.engine.loopbacks import is_loopback
from app.engine.orders import LoopFound, Report
from app.engine.ticks import ns_of
from app.media.echo_watch import AGAIN_TICKS, HOLD_TICKS, WINDOW_TICKS
from app.model.endpoints import KEYBOARD, PortEnd, SessionEnd
from app.model.patch import MapRule, Patch, Peer, Route, Session
from tests.support.engines import Running, running, until
from tests.support.ports import free_pair

ON, OFF = b"\x90\x3c\x64", b"\x80\x3c\x40"
FAST = [bytes((0x90, note, velocity)) for note in range(40, 60) for velocity in (100, 0)]
"""So many go round that a loop is fast also on a slow machine."""
THRU = "Midi Through Port-0"


# -- seen before -------------------------------------------------------------------------------------------


def test_only_ports_that_certainly_come_back_are_loopbacks() -> None:
    names = [
        "Midi Through Port-0",
        "IAC Driver Bus 1",
        "loopMIDI Port 1",
        "LoopBe Internal MIDI",
        "IAC Driver",
    ]
    assert all(map(is_loopback, names))
    assert not any(map(is_loopback, ["Keystation 49", "Longwire 1", "My Midi Through", "IAC Drivers"]))


async def test_a_cable_from_a_loopback_port_into_itself_is_stopped_before_a_note_is_played() -> None:
    patch = Patch(routes=(Route("r1", KEYBOARD, PortEnd(THRU)), Route("r2", PortEnd(THRU), PortEnd(THRU, 1))))
    async with running(patch, (THRU, "in"), (THRU, "out")) as ours:
        await until(lambda: states(ours) == {"r1": "active", "r2": "looped"}, "the circle to be seen")
        (problem,) = ours.engine.snapshot().problems
        assert (problem.code, problem.about) == ("route.looped", {"route": "r2"})
        assert THRU in problem.text()
        ours.engine.remove_route("r2")
        assert ours.engine.snapshot().problems == ()


async def test_a_mapping_of_a_loopback_port_onto_itself_is_legal() -> None:
    maps = (MapRule("ch15.pressure1", "ch0.note0"),)
    patch = Patch(routes=(Route("r1", PortEnd(THRU), PortEnd(THRU), maps=maps, pass_others=False),))
    async with running(patch, (THRU, "in"), (THRU, "out")) as ours:
        await until(lambda: states(ours) == {"r1": "active"}, "the cable")


# -- caught while they run ---------------------------------------------------------------------------------


def states(running_one: Running) -> dict[str, str]:
    return {route.id: route.state for route in running_one.engine.snapshot().routes}


@asynccontextmanager
async def echoing(ours: Running, played: str, answered: str) -> AsyncIterator[None]:
    """Be a program that plays everything it hears on one port into another."""

    async def echo() -> None:
        done = 0
        while True:
            new = ours.heard(played)[done:]
            done += len(new)
            for message in new:
                ours.backend.inputs[answered].inject(message)
            await asyncio.sleep(0.001)

    task = asyncio.get_running_loop().create_task(echo())
    try:
        yield
    finally:
        task.cancel()


async def test_a_loop_through_another_program_is_stopped_and_tried_again_when_the_user_says_so() -> None:
    loop = Route("r2", PortEnd("From program"), PortEnd("To program"))
    patch = Patch(routes=(Route("r1", KEYBOARD, PortEnd("To program")), loop))
    async with running(patch, ("From program", "in"), ("To program", "out")) as ours:
        await until(lambda: set(states(ours).values()) == {"active"}, "both cables")
        async with echoing(ours, "To program", "From program"):
            for message in FAST:
                ours.engine.play(message)
            await until(lambda: states(ours)["r2"] == "looped", "the loop to be caught")
            assert states(ours)["r1"] == "active"
            assert [problem.code for problem in ours.engine.snapshot().problems] == ["route.looped"]
            await until(lambda: sounding(ours.heard("To program")) == 0, "every note to end")
        ours.engine.change_route(loop)
        await until(lambda: states(ours)["r2"] == "active", "another try")
        assert ours.engine.snapshot().problems == ()


def sounding(messages: Iterable[bytes]) -> int:
    """Count what a synth sounds on which a stroke sounds until its next end."""
    held = set()
    for message in messages:
        if message[0] == 0x90 and message[2]:
            held.add(message[1])
        else:
            held.discard(message[1])
    return len(held)


def crossing(name: str, first: int, second: int, *routes: Route, to: tuple[int, int] | None = None) -> Patch:
    """Make a patch with two sessions, and two wanted peers in them."""
    sessions = tuple(
        Session(f"{name} {nth}", port=port, listen=("127.0.0.1",), accept="anyone")
        for nth, port in ((1, first), (2, second))
    )
    peers = tuple(
        Peer(f"p{nth}", address=f"127.0.0.1:{port}", session=f"{name} {nth}", wanted=True)
        for nth, port in enumerate(to or (), start=1)
    )
    return Patch(sessions=sessions, peers=peers, routes=routes)


async def test_a_loop_through_the_other_computer_is_stopped() -> None:
    there = free_pair(), free_pair()
    far = crossing("B", *there, Route("r1", SessionEnd("B 2"), SessionEnd("B 1")))
    near = crossing(
        "A",
        free_pair(),
        free_pair(),
        Route("r1", KEYBOARD, SessionEnd("A 2")),
        Route("r2", SessionEnd("A 1"), SessionEnd("A 2")),
        to=there,
    )
    async with running(far) as theirs, running(near) as ours:
        everything = (ours, theirs)
        await until(
            lambda: all(set(states(each).values()) == {"active"} for each in everything), "all cables"
        )
        for message in FAST:
            ours.engine.play(message)
        await until(lambda: any("looped" in states(each).values() for each in everything), "the loop to end")
        assert states(ours)["r1"] == "active"


# -- the guard alone ---------------------------------------------------------------------------------------


class Guarded:
    """A guard around one source that a test plays, tick by tick."""

    def __init__(self) -> None:
        self.passed: list[bytes] = []
        self.played_ns: list[int | None] = []
        self.reports: list[Report] = []
        self.guard = LoopGuard(
            self._pass_on,
            lambda source: ((7,), False),
            self.reports.append,
            lambda guard: None,
        )
        self.now = 0
        self._count = 0

    def play(self, message: bytes = ON, after: int = 10) -> None:
        self.now += after
        due = self.guard.get_timer()
        if due is not None and due <= self.now:
            self.guard.handle_timer(due)
        self._count += 1
        looks = self._count % LOOK_EVERY == 0 or 1 in self.guard.suspects
        if not (looks and self.guard.holds(1, message, self.now, 0, False, ns_of(self.now))):
            self.passed.append(message)

    def _pass_on(
        self, _source: int, message: bytes, _ticks: int, _stamp: int, _repaired: bool, played_ns: int | None
    ) -> None:
        self.passed.append(message)
        self.played_ns.append(played_ns)

    def play_until_held(self) -> None:
        while not any(suspect.held for suspect in self.guard.suspects.values()):
            self.play()


def caught() -> Guarded:
    """Be a loop of one message: it falls silent whenever it is held."""
    stage = Guarded()
    while not stage.reports:
        stage.play_until_held()
        stage.now += HOLD_TICKS
        stage.guard.handle_timer(stage.now)
    return stage


def test_a_loop_is_reported_once_and_stays_stopped_until_new_routes_come() -> None:
    stage = caught()
    assert stage.reports == [LoopFound((7,))]
    count = len(stage.passed)
    stage.play()
    assert len(stage.passed) == count
    stage.guard.let_all_go()
    stage.play()
    assert len(stage.passed) == count + 1
    assert stage.now < 3 * (WINDOW_TICKS + AGAIN_TICKS + HOLD_TICKS)


def test_a_machine_that_goes_on_loses_nothing_and_is_left_alone_for_longer_each_time() -> None:
    stage, held_at = Guarded(), list[int]()
    held = False
    while stage.now < 100 * WINDOW_TICKS:
        stage.play(bytes((0x90, 60, stage.now // 10 % 10 + 1)))
        before, held = held, any(suspect.held for suspect in stage.guard.suspects.values())
        if held and not before:
            held_at.append(stage.now)
    assert stage.reports == []
    waits = [after - before for before, after in itertools.pairwise(held_at)]
    assert waits == sorted(waits)
    assert len(waits) >= 2
    stage.guard.let_all_go()
    assert len(stage.passed) == stage.now // 10


def test_what_is_held_comes_out_before_its_source_is_released() -> None:
    stage = Guarded()
    stage.play_until_held()
    count = len(stage.passed)
    stage.guard.let_go(1)
    assert len(stage.passed) == count + 1
    assert stage.played_ns[-1] == ns_of(stage.now), "when it was played, not when it was let go"
    assert stage.guard.suspects == {}


def test_a_panic_drops_what_is_held() -> None:
    stage = Guarded()
    stage.play_until_held()
    count = len(stage.passed)
    stage.guard.forget_all()
    assert stage.guard.get_timer() is None
    assert len(stage.passed) == count
