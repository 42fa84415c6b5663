"""Where the user put nodes: how the rest makes room, what is remembered, what is out of reach."""

import pytest

from app.model.endpoints import PortEnd, SessionEnd
from app.model.patch import Link, Patch
from app.ui.canvas.elements import Deed, Graph, Socket, Way
from app.ui.canvas.graph import derive_graph
from app.ui.canvas.layout import TOP, Layout, arrange
from app.ui.canvas.nodes import LINKS, NEARBY, Node, NodeKey, node_at, nodes_of, rect_of, shifted
from app.ui.canvas.places import (
    MAGNET,
    MOST,
    places_after,
    read_places,
    settled,
    snapped,
    within_reach,
    write_places,
)
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas import worlds
from tests.ui.canvas.test_layout import Ruler, apart

VOLCA, STUDIO = "port:Volca Keys#1", "session:Studio"


@pytest.fixture
def graph() -> Graph:
    engine = FakeEngine()
    engine.add_session("Studio")
    return derive_graph(worlds.studio(engine).snapshot())


@pytest.fixture
def nodes(graph: Graph) -> dict[NodeKey, Node]:
    return nodes_of(graph)


@pytest.fixture
def layout(graph: Graph) -> Layout:
    return arrange(graph, 1040, Ruler())


def test_everything_belongs_to_one_node(graph: Graph, nodes: dict[NodeKey, Node]):
    ends = [end for node in nodes.values() for end in node.ends]
    assert sorted(map(repr, ends)) == sorted(map(repr, graph.terminals))


def test_a_node_takes_all_that_stands_on_it_along(layout: Layout, nodes: dict[NodeKey, Node]):
    moved = shifted(layout, nodes, {STUDIO: (10.0, 20.0)})
    everyone, session = SessionEnd("Studio"), nodes[STUDIO].session
    assert moved.sessions[session] == layout.sessions[session].moved(10, 20)
    assert moved.terminals[everyone] == layout.terminals[everyone].moved(10, 20)
    spot, before = (each.sockets[Socket(everyone, Way.SENDS)] for each in (moved, layout))
    assert (spot.x, spot.y) == (before.x + 10, before.y + 20)
    for button, rect in layout.buttons.items():
        goes = nodes[STUDIO].has_button(button)
        assert moved.buttons[button] == (rect.moved(10, 20) if goes else rect)
        assert goes is not (button.deed in (Deed.ADD_ADDRESS, Deed.INVITE))
    assert moved.nearby == layout.nearby


def test_what_was_not_moved_stands_where_it_did(layout: Layout, nodes: dict[NodeKey, Node]):
    placed = settled(layout, nodes, {VOLCA: (8.0, 500.0)})
    assert placed.terminals[PortEnd("Volca Keys")].x == layout.local.x + 8
    for key in nodes.keys() - {VOLCA}:
        assert rect_of(nodes[key], placed) == rect_of(nodes[key], layout)
    assert settled(layout, nodes, {"port:Gone#1": (0.0, 0.0)}) is layout


def test_a_device_gives_way_to_a_box_and_the_box_to_nobody(layout: Layout, nodes: dict[NodeKey, Node]):
    placed = settled(layout, nodes, {VOLCA: (400.0, 300.0)})
    rect = rect_of(nodes[VOLCA], placed)
    assert rect.y == layout.local.y + 300
    assert rect.right < layout.nearby.x
    over_all = settled(layout, nodes, {STUDIO: (-560.0, 28.0)})
    studio, first = rect_of(nodes[STUDIO], over_all), rect_of(nodes["port:Keystation 49#1"], over_all)
    assert studio.x == layout.network.x - 560
    assert first.y >= studio.bottom


@pytest.mark.parametrize("at", [(0.0, 28.0), (0.0, 60.0), (30.0, 120.0), (500.0, 90.0)])
def test_nothing_lies_under_what_was_moved(
    layout: Layout, nodes: dict[NodeKey, Node], at: tuple[float, float]
):
    placed = settled(layout, nodes, {VOLCA: at, "builtin:monitor": at, NEARBY: (200.0, at[1])})
    rects = [rect_of(node, placed) for node in nodes.values()]
    assert all(apart(one, other) for n, one in enumerate(rects) for other in rects[:n])
    assert all(rect.bottom < placed.bounds.bottom for rect in rects)


def test_a_node_lines_up_with_its_column_and_stays_in_reach(layout: Layout, nodes: dict[NodeKey, Node]):
    held = frozenset({VOLCA})
    assert snapped(layout, nodes, VOLCA, held, (MAGNET - 1, 0.4)) == {VOLCA: (0.0, 0.0)}
    dx, dy = snapped(layout, nodes, VOLCA, held, (-5000.0, -5000.0))[VOLCA]
    rect = rect_of(nodes[VOLCA], layout).moved(dx, dy)
    assert rect.x >= 0
    assert rect.y == TOP
    together = within_reach(layout, nodes, frozenset({VOLCA, STUDIO}), (-5000.0, 3.0))
    assert len(set(together.values())) == 1


def test_what_is_under_the_pointer_is_found_where_it_was_put(layout: Layout, nodes: dict[NodeKey, Node]):
    placed = settled(layout, nodes, {VOLCA: (400.0, 300.0)})
    rect = rect_of(nodes[VOLCA], placed)
    assert node_at(nodes, placed, rect.x + 2, rect.y + 2) == nodes[VOLCA]
    assert node_at(nodes, placed, 2, 2) is None


def test_places_survive_as_text(layout: Layout, nodes: dict[NodeKey, Node]):
    places = places_after(layout, nodes, {"port:Bühne 🎹#2": (1.0, 2.0)}, {VOLCA: (8.0, 12.0)})
    assert read_places(write_places(places)) == places
    many = {f"port:{number}#1": (0.0, 0.0) for number in range(MOST)}
    kept = places_after(layout, nodes, many, {VOLCA: (8.0, 12.0)})
    assert len(kept) == MOST
    assert VOLCA in kept


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"a": 1}', '{"a": [1]}', '{"a": [1, "x"]}', '{"a": [1e9, 0]}']
)
def test_what_cannot_be_read_is_left_out(text: str):
    assert read_places(text) == {}


def test_one_bad_place_costs_no_other():
    assert read_places('{"a": [NaN, 0], "b": [1, 2]}') == {"b": (1.0, 2.0)}


def test_the_direct_links_move_as_one_box():
    engine = FakeEngine(Patch(links=(Link("Lights", 9001), Link("Video", 9003))))
    engine.add_session("Studio")
    graph = derive_graph(engine.snapshot())
    nodes, layout = nodes_of(graph), arrange(graph, 1040, Ruler())
    placed = settled(layout, nodes, {LINKS: (-40.0, 620.0)})
    assert placed.links is not None
    assert (placed.links.x, placed.links.y) == (layout.network.x - 40, layout.network.y + 620)
    for end in nodes[LINKS].ends:
        assert placed.links.contains(placed.terminals[end].x, placed.terminals[end].middle)
    assert placed.nearby == layout.nearby, "what was below keeps its place"
