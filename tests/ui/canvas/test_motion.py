"""Curves, words on cables, glow and focus: what moves, without widgets."""

import pytest

from app.engine.api import RouteView
from app.model.endpoints import KEYBOARD, MONITOR, PortEnd
from app.model.patch import Route
from app.ui.canvas.activity import CALM, CROWD_FRAMES, DARK, LIT_FROM, Activity, level_at
from app.ui.canvas.curves import JUNCTION, REACH, Curve, double, hanging, single
from app.ui.canvas.elements import Button, Cable, CableKey, Deed, Look, Socket, Way
from app.ui.canvas.focus import focus_order, neighbour, next_in
from app.ui.canvas.graph import derive_graph
from app.ui.canvas.hearing import HELD, Hearing
from app.ui.canvas.labels import APART, Word, spread_words
from app.ui.canvas.layout import Spot
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas import worlds

CABLE = CableKey(KEYBOARD, MONITOR)


def test_a_cable_goes_from_socket_to_socket():
    curve = single(Spot(100, 50, 1), Spot(500, 90, -1)).main
    assert curve.point(0) == (100 + REACH, 50)
    assert curve.point(1) == (500 - REACH, 90)
    assert curve.angle(0) == pytest.approx(0)
    assert curve.angle(1) == pytest.approx(0)
    assert curve.reversed().point(0) == curve.point(1)


def test_a_cable_between_two_of_one_side_bulges_away_from_them():
    assert single(Spot(100, 50, 1), Spot(100, 300, 1)).main.point(0.5)[0] > 150
    assert single(Spot(500, 50, -1), Spot(500, 300, -1)).main.point(0.5)[0] < 450


def test_a_cable_with_both_ways_parts_into_all_four_sockets():
    here = (Spot(100, 40, 1), Spot(100, 60, 1))
    there = (Spot(500, 100, -1), Spot(500, 80, -1))
    shape = double(here, there)
    starts = {strand.start for strand in shape.strands}
    assert starts == {(spot.x + spot.outward * REACH, spot.y) for spot in (*here, *there)}
    assert shape.main.start == (100 + JUNCTION, 50)
    assert {strand.end for strand in shape.strands} == {shape.main.start, shape.main.end}


@pytest.mark.parametrize("end", [(400.0, 200.0), (20.0, 200.0), (109.0, 50.0)])
def test_a_loose_end_is_where_the_pointer_is(end: tuple[float, float]):
    assert hanging(Spot(100, 50, 1), end).point(1) == end


def test_words_on_cables_keep_apart_and_off_the_columns():
    ways = [Curve((300, y), (400, y), (400, 200), (500, 200)) for y in range(100, 340, 20)]
    words = [Word(way, 60, 22) for way in ways]
    places = spread_words(words, 300, 500)
    assert all(330 <= x <= 470 for x, _ in places)
    for number, (x, y) in enumerate(places):
        for other_x, other_y in places[:number]:
            assert abs(x - other_x) >= 60 + APART or abs(y - other_y) >= 22 + APART


def activity_of(*names: tuple[str, ...]) -> Activity:
    """Follow a cable per tuple of route ids; the first is `CABLE`."""
    activity = Activity()
    ends = [CABLE, *(CableKey(KEYBOARD, PortEnd(str(number))) for number in range(1, len(names)))]
    routes = [
        tuple(RouteView(name, key.first, key.second, "active") for name in each)
        for key, each in zip(ends, names, strict=True)
    ]
    activity.watch(Cable(key, each, (), Look.ACTIVE) for key, each in zip(ends, routes, strict=True))
    return activity


def test_what_was_counted_before_does_not_glow():
    assert activity_of(("r1", "r2")).step({"r1": 500}) == {}


def test_a_counter_that_moves_makes_its_cable_glow_and_fade():
    activity = activity_of(("r1", "r2"))
    activity.step({"r1": 5, "r2": 0})
    assert activity.step({"r1": 5, "r2": 1}) == {CABLE: 1.0}
    later = [activity.step({"r1": 5, "r2": 1}) for _ in range(60)]
    levels = [changed[CABLE] for changed in later if changed]
    assert levels == sorted(levels, reverse=True)
    assert levels[-1] == 0.0
    assert later[:3] == [{}, {}, {}], "what keeps playing is not painted anew all the time"


def test_a_cable_that_keeps_glowing_is_not_touched():
    activity = activity_of(("r1",))
    activity.step({"r1": 0})
    assert activity.step({"r1": 1}) == {CABLE: 1.0}
    assert activity.step({"r1": 2}) == {}


def test_a_new_route_glows_with_its_first_message():
    activity = activity_of(("other",))
    activity.step({})
    activity.watch([Cable(CABLE, (RouteView("r1", KEYBOARD, MONITOR, "active"),), (), Look.ACTIVE)])
    assert activity.step({"r1": 1}) == {CABLE: 1.0}


def test_a_counter_that_begins_again_does_not_glow():
    activity = activity_of(("r1",))
    activity.step({"r1": 50})
    assert activity.step({"r1": 0}) == {}


def test_a_socket_is_lit_while_its_counter_moves_and_a_little_longer():
    socket, hearing = Socket(PortEnd("Keys"), Way.SENDS), Hearing()
    hearing.watch({"in:1": socket, "in:2": Socket(PortEnd("Pads"), Way.SENDS)})
    assert not hearing.step({"in:1": 500}, 1), "what was counted before lights nothing"
    for count in range(501, 540):
        lit = hearing.step({"in:1": count, "out:9": count}, 1)
        assert lit == {socket}
    later = [hearing.step({"in:1": count}, 1) for _ in range(HELD + 1)]
    assert later[HELD - 2] is lit, "the same, which is seen without comparing"
    assert not later[HELD - 1]
    assert not hearing.step({"in:1": 0}, 1), "a counter that begins again"
    hearing.step({"in:1": 1}, CROWD_FRAMES)
    hearing.watch({})
    assert not hearing.step({"in:1": 2}, CROWD_FRAMES)


def test_in_a_crowd_only_the_lines_are_alight_and_all_change_at_once():
    routes = [f"r{number}" for number in range(CALM + 1)]
    activity = activity_of(*((route,) for route in routes))
    activity.step({})
    few = dict.fromkeys(routes[:CALM], 1)
    assert len(activity.step(few)) == CALM
    assert activity.is_calm
    assert len(activity.step({**few, routes[-1]: 1})) == CALM + 1
    assert not activity.is_calm
    changed: dict[CableKey, float] = {}
    while not activity.is_calm:
        changed = activity.step({**few, routes[-1]: 1})
    assert len(changed) == CALM + 1
    assert max(changed.values()) < LIT_FROM


def test_a_crowd_fades_as_fast_in_half_as_many_steps_and_only_on_and_off():
    routes = [f"r{number}" for number in range(CALM + 1)]
    activity = activity_of(*((route,) for route in routes))
    activity.step({})
    played = dict.fromkeys(routes, 1)
    assert set(activity.step(played).values()) == {1.0}
    ages, levels = [], []
    for age in range(CROWD_FRAMES, DARK, CROWD_FRAMES):
        assert activity.frames == CROWD_FRAMES
        changed = set(activity.step(played).values())
        ages += [age] if changed else []
        levels += changed
    assert levels == [0.0], "a fading glow cannot be seen where there is none"
    dark_at = next(age for age in range(DARK) if level_at(age) < LIT_FROM)
    assert ages == [dark_at + dark_at % CROWD_FRAMES]
    activity.step(played)
    assert activity.frames == 1


# -- focus ---------------------------------------------------------------------------------------------------


@pytest.fixture
def engine() -> FakeEngine:
    fake = FakeEngine()
    fake.add_session("Studio")
    return fake


def test_tab_reaches_every_socket_button_and_cable_once(engine: FakeEngine):
    graph = derive_graph(worlds.troubled(engine).snapshot())
    order = focus_order(graph)
    assert len(order) == len(set(order))
    for terminal in graph.terminals.values():
        assert set(terminal.sockets()) <= set(order)
        assert terminal.button is None or terminal.button in order
    assert {cable.key for cable in graph.cables} <= set(order)
    assert Button(Deed.ADD_ADDRESS) in order


def test_tab_leaves_at_both_ends(engine: FakeEngine):
    engine.add_route(Route("", KEYBOARD, MONITOR))
    order = focus_order(derive_graph(engine.snapshot()))
    assert next_in(order, None, 1) == order[0]
    assert next_in(order, None, -1) == order[-1]
    assert next_in(order, order[0], 1) == order[1]
    assert next_in(order, order[0], -1) is None
    assert next_in(order, order[-1], 1) is None
    assert next_in([], None, 1) is None


def test_arrows_go_to_what_lies_that_way():
    up, here, right, far = (
        Socket(KEYBOARD, Way.SENDS),
        Socket(MONITOR, Way.RECEIVES),
        CABLE,
        Button(Deed.ADD_ADDRESS),
    )
    places = {up: (0.0, -20.0), here: (0.0, 0.0), right: (100.0, 5.0), far: (90.0, 200.0)}
    assert neighbour(places, here, 0, -1) == up
    assert neighbour(places, here, 1, 0) == right
    assert neighbour(places, here, 0, 1) == right or neighbour(places, here, 0, 1) == far
    assert neighbour(places, here, -1, 0) is None
    assert neighbour({}, here, 1, 0) is None
