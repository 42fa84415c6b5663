"""Mapping rules in the MIDI thread and through whole engines: what remembers, what is released, what comes back."""

import pytest

from app.engine.api import CommandError
from app.engine.wiring import Circumstances, Ends, Wiring
from app.media.mapping import compile_route
from app.media.routes import Hop, RouteTable, Transform
from app.model.endpoints import KEYBOARD, MONITOR, Endpoint, PortEnd, SessionEnd
from app.model.patch import MapRule, Patch, Route, Session
from tests.engine.test_router import KEYS, OFF, ON, PADS, PIANO, STRINGS, make, play, table
from tests.support.engines import running, until

NRPN = (b"\xb0\x63\x07", b"\xb0\x62\x04", b"\xb0\x06\x7f", b"\xb0\x26\x7f")


def mapped(*rules: str, **fields: object) -> Route:
    maps = tuple(MapRule(*rule.split(" > ")) for rule in rules)
    fields = {"pass_others": False, **fields}
    return Route("r1", PortEnd("Keys"), PortEnd("Synth"), maps=maps, **fields)  # type: ignore[arg-type]


def hop(number: int, destination: int, *rules: str) -> Hop:
    return Hop(number, destination, *compile_route(mapped(*rules)))


def test_each_way_remembers_for_itself() -> None:
    router, piano, strings = make(
        (KEYS, hop(1, PIANO, "ch0.nrpn900 > ch0.cc1")), (PADS, hop(1, PIANO, "ch0.nrpn900 > ch0.cc1"))
    )
    play(router, KEYS, *NRPN[:3])
    play(router, PADS, NRPN[3])
    assert piano.take() == []
    play(router, KEYS, NRPN[3])
    assert piano.take() == [b"\xb0\x01\x7f"]
    assert strings.take() == []


def test_what_a_way_remembers_outlives_a_swap_that_leaves_it() -> None:
    router, piano, _ = make((KEYS, hop(1, PIANO, "ch0.nrpn900 > ch0.cc1")))
    play(router, KEYS, *NRPN[:3])
    router.install(table((KEYS, hop(1, PIANO, "ch0.nrpn900 > ch0.cc1")), (PADS, Hop(2, STRINGS))), 0)
    play(router, KEYS, NRPN[3])
    assert piano.take() == [b"\xb0\x01\x7f"]


def test_a_source_that_came_anew_starts_with_no_memory() -> None:
    router, piano, _ = make((KEYS, hop(1, PIANO, "ch0.nrpn900 > ch0.cc1")))
    play(router, KEYS, *NRPN[:3])
    router.release_source(KEYS, 0)
    play(router, KEYS, NRPN[3])
    assert piano.take() == []


def test_a_note_held_through_a_map_ends_as_it_was_sent_when_the_map_changes() -> None:
    router, piano, _ = make((KEYS, hop(1, PIANO, "ch0.note60 > ch2.note36")))
    play(router, KEYS, ON)
    router.install(table((KEYS, hop(2, PIANO, "ch0.note60 > ch2.note40"))), 0)
    play(router, KEYS, OFF)
    assert piano.take() == [b"\x92\x24\x64", b"\x82\x24\x40", b"\x92\x28\x00"]


def test_a_control_that_plays_a_note_leaves_nothing_sounding() -> None:
    router, piano, _ = make((KEYS, hop(1, PIANO, "ch0.cc1 > ch0.note60")), (PADS, Hop(2, PIANO)))
    play(router, KEYS, b"\xb0\x01\x10", b"\xb0\x01\x20", b"\xb0\x01\x00")
    piano.take()
    play(router, PADS, ON, OFF)
    assert piano.take() == [ON, OFF]


# -- compiling ---------------------------------------------------------------------------------------------


class Ends4:
    """A session of two, whatever is asked."""

    def sources(self, endpoint: Endpoint) -> Ends:
        return Ends((4, 5))

    def destinations(self, endpoint: Endpoint) -> Ends:
        return Ends((4, 5))


def wiring() -> Wiring:
    numbers = iter(range(100, 1000))
    return Wiring(lambda: next(numbers))


def outcome(found: Hop, message: bytes) -> list[bytes]:
    transform: Transform | None = found.make() if found.make else found.transform
    return [message] if transform is None else list(transform(message))


def compiled(route: Route, around: Circumstances | None = None) -> RouteTable:
    return wiring().compile([route], Ends4(), around).table


def test_what_a_rule_makes_of_an_event_comes_back_to_who_sent_it_and_the_event_itself_does_not() -> None:
    maps = (MapRule("ch15.pressure1", "ch0.note0"), MapRule("ch0.cc1", "ch0.cc1"))
    both = compiled(Route("r", SessionEnd("S"), SessionEnd("S"), maps=maps, pass_others=True))
    to_other, to_itself = both.hops(4)
    assert (to_other.destination, to_itself.destination) == (5, 4)
    for message, there, back in (
        (b"\xaf\x01\x40", [b"\x90\x00\x40"], [b"\x90\x00\x40"]),
        (b"\xb0\x01\x40", [b"\xb0\x01\x40"], []),
        (ON, [ON], []),
    ):
        assert outcome(to_other, message) == there
        assert outcome(to_itself, message) == back


def test_a_session_says_whether_its_parameters_stay_open() -> None:
    route = Route("r", KEYBOARD, SessionEnd("S"), maps=(MapRule("ch0.cc1", "ch0.rpn1"),))
    message = b"\xb0\x01\x7f"
    assert len(outcome(compiled(route).hops(4)[0], message)) == 6
    assert len(outcome(compiled(route, Circumstances(short_epn={"S"})).hops(4)[0], message)) == 4


def test_a_route_gets_a_new_number_when_its_parameters_are_sent_otherwise() -> None:
    wires = wiring()
    route = Route("r", KEYBOARD, SessionEnd("S"), maps=(MapRule("ch0.cc1", "ch0.rpn1"),))
    wires.compile([route], Ends4())
    first = wires.number_of(route)
    wires.compile([route], Ends4())
    assert wires.number_of(route) == first
    wires.compile([route], Ends4(), Circumstances(short_epn={"S"}))
    assert wires.number_of(route) != first


# -- whole engines -----------------------------------------------------------------------------------------


async def test_an_engine_maps_and_releases_when_the_map_is_changed() -> None:
    patch = Patch(routes=(mapped("ch0.note60 > ch1.note40"),))
    async with running(patch, ("Keys", "in"), ("Synth", "out")) as ours:
        await until(lambda: ours.engine.snapshot().routes[0].state == "active", "the cable")
        ours.backend.inputs["Keys"].inject(ON)
        await until(lambda: ours.heard("Synth") == [b"\x91\x28\x64"], "the mapped note")
        ours.engine.change_route(mapped("ch0.note60 > ch1.note41"))
        await until(lambda: ours.heard("Synth")[1:] == [b"\x81\x28\x40"], "its end")


async def test_a_rule_that_is_no_channel_spec_is_refused_by_name() -> None:
    patch = Patch(sessions=(Session("S", port=0, listen=("127.0.0.1",)),))
    async with running(patch) as ours:
        with pytest.raises(CommandError, match=r"of “note9” to “ch0\.cc1” cannot be used") as refused:
            ours.engine.add_route(Route("", KEYBOARD, MONITOR, maps=(MapRule("note9", "ch0.cc1"),)))
        assert refused.value.problem.code == "route.map"
        assert ours.engine.snapshot().patch.routes == ()
