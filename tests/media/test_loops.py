"""Circles of our own cables: only what certainly goes round for ever, along what the maps really make (design 3)."""

import pytest

from app.media.loops import closes_circle
from app.media.mapping import compile_route
from app.media.routes import Hop
from app.model.endpoints import KEYBOARD, MONITOR
from app.model.patch import MapRule, Route

BUS_1, BUS_2, KEYS = 1, 2, 3
INTO_1, INTO_2, SYNTH = 11, 12, 13
RETURNS = {INTO_1: BUS_1, INTO_2: BUS_2}


def hop(destination: int, *rules: str, **fields: object) -> Hop:
    maps = tuple(MapRule(*rule.split(" > ")) for rule in rules)
    fields = {"pass_others": not rules, **fields}
    route = Route("r", KEYBOARD, MONITOR, maps=maps, **fields)  # type: ignore[arg-type]
    return Hop(1, destination, *compile_route(route))


def test_a_loopback_into_itself_is_a_circle() -> None:
    assert closes_circle({BUS_1: [hop(INTO_1)]}, RETURNS, BUS_1)


def test_two_loopbacks_into_each_other_are_one() -> None:
    assert closes_circle({BUS_1: [hop(INTO_2)], BUS_2: [hop(INTO_1)]}, RETURNS, BUS_2)


def test_cables_to_and_from_a_device_are_none() -> None:
    assert not closes_circle({KEYS: [hop(SYNTH)], BUS_1: [hop(SYNTH)]}, RETURNS, BUS_1)
    assert not closes_circle({BUS_1: [hop(INTO_2)], BUS_2: [hop(SYNTH)]}, RETURNS, BUS_1)


def test_a_mapping_of_an_endpoint_onto_itself_is_legal() -> None:
    assert not closes_circle({BUS_1: [hop(INTO_1, "ch15.pressure1 > ch0.note0")]}, RETURNS, BUS_1)


def test_rules_that_lead_back_to_where_they_began_are_a_circle() -> None:
    there, back = hop(INTO_2, "ch0.note9 > ch3.cc4"), hop(INTO_1, "ch3.cc4 > ch0.note9")
    # What a control plays is ended by the next stroke, so a note going round this way does not stay the same.
    assert not closes_circle({BUS_1: [there], BUS_2: [back]}, RETURNS, BUS_1)
    there, back = hop(INTO_2, "ch0.note9 > ch3.cc4"), hop(INTO_1, "ch3.cc4 > ch0.pitch", "ch3.cc4 > ch0.cc7")
    again = hop(INTO_2, "ch0.pitch > ch3.cc4")
    assert closes_circle({BUS_1: [there, again], BUS_2: [back]}, RETURNS, BUS_1)


def test_a_transposition_that_leads_out_of_the_keyboard_dies_out() -> None:
    assert not closes_circle({BUS_1: [hop(INTO_1, transpose=1, types=("note",))]}, RETURNS, BUS_1)
    assert closes_circle({BUS_1: [hop(INTO_1, transpose=1)]}, RETURNS, BUS_1)


def test_filters_that_let_nothing_round_are_no_circle() -> None:
    there, back = hop(INTO_2, channels=(1,), types=("note",)), hop(INTO_1, channels=(2,), types=("note",))
    assert not closes_circle({BUS_1: [there], BUS_2: [back]}, RETURNS, BUS_1)


@pytest.mark.parametrize(
    "kind", ["note", "cc", "program", "pitch", "aftertouch", "pressure", "sysex", "clock"]
)
def test_every_kind_of_message_can_go_round(kind: str) -> None:
    assert closes_circle({BUS_1: [hop(INTO_1, types=(kind,))]}, RETURNS, BUS_1)
