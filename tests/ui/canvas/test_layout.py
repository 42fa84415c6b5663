from dataclasses import replace
from itertools import pairwise

import pytest

from app.ui.canvas.elements import Button, Deed, Graph, SessionBox, Socket, Way
from app.ui.canvas.graph import derive_graph
from app.ui.canvas.hits import button_at, end_at, socket_at
from app.ui.canvas.layout import (
    BUTTON_SHARE,
    DEVICE_GAP,
    NARROW,
    WIDEST,
    Layout,
    Rect,
    Sentence,
    arrange,
)
from app.ui.canvas.scene import shape_of
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas import worlds


class Ruler:
    """Measures every word as if it had the width of `word`."""

    def __init__(self, word: float = 70.0) -> None:
        self.word = word

    def button_width(self, button: Button, height: float) -> float:
        return self.word

    def detail_width(self, box: SessionBox) -> float:
        return self.word

    def sentence_height(self, sentence: Sentence, width: float) -> float:
        return 14_000.0 / width


WORLDS = {
    "empty": lambda engine: engine,
    "studio": worlds.studio,
    "troubled": worlds.troubled,
    "crowd": worlds.crowd,
}


@pytest.fixture(params=list(WORLDS), scope="module")
def graph(request: pytest.FixtureRequest) -> Graph:
    engine = FakeEngine()
    engine.add_session("Studio")
    return derive_graph(WORLDS[request.param](engine).snapshot())


@pytest.fixture(params=[300, 500, 580, 656, 1040, 1400, 3000], scope="module")
def layout(graph: Graph, request: pytest.FixtureRequest) -> Layout:
    return arrange(graph, request.param, Ruler())


def apart(one: Rect, other: Rect) -> bool:
    beside = one.right <= other.x or other.right <= one.x
    return beside or one.bottom <= other.y or other.bottom <= one.y


def test_everything_that_is_shown_has_its_place(graph: Graph, layout: Layout):
    assert set(layout.terminals) == set(graph.terminals)
    for terminal in graph.terminals.values():
        assert all(socket in layout.sockets for socket in terminal.sockets())
        assert terminal.button is None or terminal.button in layout.buttons
    assert all(shape_of(cable, layout) for cable in graph.cables)


def test_nothing_lies_on_anything_else(layout: Layout):
    for rects in (list(layout.terminals.values()), [*layout.sessions.values(), layout.nearby]):
        ordered = sorted(rects, key=lambda rect: (rect.x, rect.y))
        assert all(apart(one, other) for one, other in pairwise(ordered))


def test_rows_and_buttons_lie_in_their_box(graph: Graph, layout: Layout):
    for box in graph.sessions:
        outer = layout.sessions[box.id]
        for row in box.rows:
            inner = layout.terminals[row.end]
            assert outer.contains(inner.x, inner.y)
            assert outer.contains(inner.right, inner.bottom)
            if row.button:
                button = layout.buttons[row.button]
                assert inner.contains(button.x, button.y)
                assert inner.contains(button.right, button.bottom)
    for sentence in layout.sentences.values():
        assert sentence.bottom <= layout.bounds.bottom


def test_the_cables_have_room_at_any_width(layout: Layout):
    gap = layout.network.x - layout.local.right
    assert NARROW.gap <= gap <= WIDEST.gap


def test_a_window_that_is_wide_enough_is_not_scrolled_sideways(graph: Graph):
    for width in range(498, 1600, 7):
        assert arrange(graph, width, Ruler()).bounds.width <= width


def test_everything_becomes_wider_with_the_window(graph: Graph):
    layouts = [arrange(graph, width, Ruler()) for width in range(480, 1600, 7)]
    for part in (lambda one: one.local.width, lambda one: one.network.width, lambda one: one.bounds.width):
        widths = [part(layout) for layout in layouts]
        assert widths == sorted(widths)


def test_a_long_word_on_a_button_leaves_room_for_the_name():
    engine = FakeEngine()
    engine.add_session("Studio")
    graph = derive_graph(worlds.studio(engine).snapshot())
    layout = arrange(graph, 900, Ruler(400.0))
    for terminal in graph.terminals.values():
        if terminal.button:
            row = layout.terminals[terminal.end]
            assert layout.buttons[terminal.button].width <= row.width * BUTTON_SHARE


def test_nobody_nearby_and_no_device_are_said():
    engine = FakeEngine()
    layout = arrange(derive_graph(engine.snapshot()), 900, Ruler())
    assert set(layout.sentences) == set(Sentence) - {Sentence.NOBODY_ELSE}
    engine.add_session("Studio")
    engine.add_port("Keys")
    engine.add_found("Organ")
    assert arrange(derive_graph(engine.snapshot()), 900, Ruler()).sentences == {}


def test_who_was_found_and_is_in_a_session_is_not_said_to_be_nobody():
    engine = FakeEngine()
    engine.add_session(worlds.STUDIO)
    worlds.studio(engine)
    for found in engine.snapshot().found:
        engine.remove_found(found.id)
    layout = arrange(derive_graph(engine.snapshot()), 900, Ruler())
    assert set(layout.sentences) == {Sentence.NOBODY_ELSE}
    told = layout.sentences[Sentence.NOBODY_ELSE]
    assert layout.nearby.y < told.y < told.bottom < layout.nearby.bottom


def test_the_same_graph_stands_still(graph: Graph):
    assert arrange(graph, 900, Ruler()) == arrange(graph, 900, Ruler())


# -- hits ----------------------------------------------------------------------------------------------------


def test_sockets_and_buttons_are_hit_where_they_stand(layout: Layout):
    for socket, spot in layout.sockets.items():
        assert socket_at(layout, spot.x, spot.y) == socket
        assert socket_at(layout, spot.x + 9 * spot.outward, spot.y) == socket
    for button, rect in layout.buttons.items():
        assert button_at(layout, rect.x + 1, rect.middle) == button


def test_a_drop_hits_sockets_cards_and_what_is_between_rows(graph: Graph, layout: Layout):
    for end, rect in layout.terminals.items():
        assert end_at(layout, graph, rect.right - 2, rect.middle) is not None
        assert end_at(layout, graph, rect.x + rect.width / 2, rect.middle) == end
    for box in graph.sessions:
        ends = {row.end for row in box.rows}
        rect = layout.sessions[box.id]
        assert end_at(layout, graph, rect.x + 40, rect.y + 5) == box.rows[0].end
        for one in box.rows[:-1]:
            below = layout.terminals[one.end]
            assert end_at(layout, graph, below.x + 40, below.bottom + DEVICE_GAP / 6) in ends


def test_between_the_columns_there_is_nothing(graph: Graph, layout: Layout):
    middle = (layout.local.right + layout.network.x) / 2
    assert end_at(layout, graph, middle, layout.bounds.height / 2) is None
    assert socket_at(layout, middle, layout.bounds.height / 2) is None
    assert button_at(layout, middle, layout.bounds.height / 2) is None


@pytest.mark.parametrize("word", [40.0, 70.0, 110.0])
@pytest.mark.parametrize("width", [300, 500, 656, 1400])
def test_who_is_hidden_is_offered_beside_what_else_is_there(graph: Graph, width: float, word: float):
    hiding = replace(graph, hidden=2)
    layout = arrange(hiding, width, Ruler(word))
    add, hidden = (layout.buttons[button] for button in hiding.buttons)
    assert button_at(layout, hidden.x + hidden.width / 2, hidden.middle) == Button(Deed.SHOW_HIDDEN)
    assert not hidden.overlaps(add)
    assert layout.nearby.x <= hidden.x
    assert hidden.right <= layout.nearby.right
    assert not any(hidden.overlaps(layout.terminals[peer.end]) for peer in hiding.nearby)


def test_the_header_has_its_buttons(graph: Graph, layout: Layout):
    assert Button(Deed.ADD_ADDRESS) in layout.buttons
    for box in graph.sessions:
        assert Button(Deed.COPY_ADDRESS, session=box.id) in layout.buttons
        assert Socket(box.rows[0].end, Way.SENDS) in layout.sockets
