"""The order of rows: who comes and goes, what is remembered, what survives as text."""

from dataclasses import replace

import pytest

from app.model.endpoints import LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Link, Patch, Session, VirtualPort
from app.ui.canvas.elements import FoundEnd, Graph
from app.ui.canvas.graph import derive_graph
from app.ui.canvas.known_as import KnownAs
from app.ui.canvas.nodes import LINKS, NEARBY
from app.ui.canvas.order import MOST, in_order, orders_after, row_key, rows_with, with_row_at
from app.ui.canvas.standing import Standing, followed, read_orders, write_orders
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas import worlds

STUDIO = "session:Studio"
PIANO, PC, MAC = "stage-piano", "rehearsal-pc", "loft-mac"


@pytest.fixture
def engine() -> FakeEngine:
    engine = FakeEngine(Patch(links=(Link("Lights", 9001), Link("Video", 9003))))
    engine.add_session("Studio")
    return worlds.studio(engine)


def graph_of(engine: FakeEngine) -> Graph:
    return derive_graph(engine.snapshot())


def peers(graph: Graph) -> list[str]:
    return [row_key(row) for row in graph.sessions[0].rows[1:]]


def test_rows_stand_as_they_were_put_and_nothing_else_changes(engine: FakeEngine):
    graph = graph_of(engine)
    assert in_order(graph, {}) is graph
    nearby = [row_key(row) for row in graph.nearby]
    orders = {STUDIO: (MAC, PIANO, PC), LINKS: ("Video", "Lights"), NEARBY: tuple(reversed(nearby))}
    put = in_order(graph, orders)
    assert peers(put) == [MAC, PIANO, PC]
    assert put.sessions[0].rows[0].end == SessionEnd("Studio"), "everyone stays at the top"
    assert [row.end for row in put.links] == [LinkEnd("Video"), LinkEnd("Lights")]
    assert [row_key(row) for row in put.nearby] == nearby[::-1]
    assert put.cables == graph.cables, "no cable turns around"
    assert put.terminals.keys() == graph.terminals.keys()


def test_who_is_new_comes_last_and_who_comes_back_stands_where_he_did(engine: FakeEngine):
    box, rows = rows_with(graph_of(engine), PeerEnd("Studio", MAC)) or ("", ())
    assert box == STUDIO
    orders = orders_after({}, box, with_row_at(rows, PeerEnd("Studio", MAC), 0))
    assert orders == {STUDIO: (MAC, PIANO, PC)}
    engine.add_participant("Newcomer")
    assert peers(in_order(graph_of(engine), orders)) == [MAC, PIANO, PC, "newcomer"]
    (gone,) = [one for one in engine.snapshot().participants if one.peer == PIANO]
    for route in engine.snapshot().routes:
        engine.remove_route(route.id)
    engine.leave(gone.id)
    graph = in_order(graph_of(engine), orders)
    assert peers(graph) == [MAC, PC, "newcomer"]
    found = rows_with(graph, PeerEnd("Studio", PC))
    assert found is not None
    orders = orders_after(orders, STUDIO, with_row_at(found[1], PeerEnd("Studio", PC), 2))
    assert orders == {STUDIO: (MAC, PIANO, "newcomer", PC)}, "who is away stays behind whom he stood behind"
    assert orders_after({STUDIO: (PIANO, PC)}, STUDIO, found[1]) == {STUDIO: (PIANO, MAC, PC, "newcomer")}


def test_only_rows_among_others_can_be_moved(engine: FakeEngine):
    graph = graph_of(engine)
    assert rows_with(graph, PortEnd("Volca Keys")) is None
    assert rows_with(graph, SessionEnd("Studio")) is None
    first, second = graph.nearby
    assert isinstance(second.end, FoundEnd)
    assert rows_with(graph, second.end) == (NEARBY, (first, second))
    engine.remove_found(second.end.found)
    assert rows_with(graph_of(engine), first.end) is None, "one alone has nowhere to go"


def test_two_of_one_name_stand_each_where_it_was_put_wherever_they_are(engine: FakeEngine):
    for number, service in enumerate(("iPad", "iPad\u200b")):
        engine.add_found(
            "iPad", f"pad-{number}.local", service=service, addresses=(f"192.0.2.{60 + number}",)
        )
    graph = graph_of(engine)
    last = graph.nearby[-1].end
    box, rows = rows_with(graph, last) or ("", ())
    orders = orders_after({}, box, with_row_at(rows, last, 0))
    for found in engine.snapshot().found:
        engine._found[found.id] = replace(found, host="elsewhere.local", addresses=("192.0.2.99",))
    put = in_order(graph_of(engine), orders)
    assert [row.end for row in put.nearby] == [last, *(row.end for row in graph.nearby[:-1])]


def test_rows_of_those_who_come_and_go_do_not_pile_up(engine: FakeEngine):
    _box, rows = rows_with(graph_of(engine), PeerEnd("Studio", MAC)) or ("", ())
    strangers = tuple(f"stranger-{number}" for number in range(MOST))
    assert orders_after({STUDIO: strangers}, STUDIO, rows)[STUDIO] == (PIANO, PC, MAC)
    many = {f"session:{number}": ("a", "b") for number in range(MOST)}
    kept = orders_after(many, STUDIO, rows)
    assert len(kept) == MOST
    assert STUDIO in kept


def test_orders_survive_as_text():
    orders = {STUDIO: ("Bühne 🎹", PIANO), NEARBY: ("mioXL mioxl.local:5004",)}
    assert read_orders(write_orders(orders)) == orders


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}', '{"a": [1]}', '{"a": {"b": "c"}}'])
def test_what_cannot_be_read_is_left_out(text: str):
    assert read_orders(text) == {}


# -- what is renamed -----------------------------------------------------------------------------------------

BEFORE = Patch(
    sessions=(Session("Studio"), Session("Hall", 5010)),
    ports=(VirtualPort("Longwire 1"),),
    links=(Link("Lights", 9001), Link("Video", 9003)),
)
STANDING = Standing(
    {STUDIO: (1.0, 2.0), "port:Longwire 1#1": (3.0, 4.0), "port:Longwire 1#2": (5.0, 6.0)},
    {STUDIO: (PC, PIANO), LINKS: ("Video", "Lights")},
)


def test_what_is_renamed_stands_where_it_did():
    after = Patch(
        sessions=(Session("Barn"), Session("Hall", 5010)),
        ports=(VirtualPort("Synth in"),),
        links=(Link("Lights", 9001), Link("Screens", 9003)),
    )
    there = followed(STANDING, KnownAs.between(BEFORE, after))
    assert there.places == {
        "session:Barn": (1.0, 2.0),
        "port:Synth in#1": (3.0, 4.0),
        "port:Longwire 1#2": (5.0, 6.0),
    }
    assert there.orders == {"session:Barn": (PC, PIANO), LINKS: ("Screens", "Lights")}
    assert followed(there, KnownAs.between(after, BEFORE)) == STANDING


def test_what_had_a_name_before_lends_nobody_its_place():
    renamed = Patch(sessions=(Session("Barn"), Session("Hall", 5010)), links=(Link("Screens", 9001),))
    before = Patch(sessions=BEFORE.sessions, links=(Link("Lights", 9001),))
    gone = {"session:Barn": (9.0, 9.0)}
    known = KnownAs.between(before, renamed)
    assert followed(Standing(gone), known).places == {}
    there = followed(Standing({STUDIO: (1.0, 2.0), **gone}, {LINKS: ("Lights", "Video", "Screens")}), known)
    assert there.places == {"session:Barn": (1.0, 2.0)}
    assert there.orders == {LINKS: ("Screens", "Video")}


def test_what_comes_and_goes_takes_nobodys_place():
    for sessions in ((), BEFORE.sessions[1:], (Session("A"), Session("B", 5020))):
        assert not KnownAs.between(BEFORE, Patch(sessions=sessions, ports=BEFORE.ports))
