from dataclasses import replace

import pytest

from app.model.endpoints import KEYBOARD, MONITOR, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Link, Patch, Peer, Route
from app.ui.canvas.elements import Condition, Deed, FoundEnd, Look, Socket, Way
from app.ui.canvas.graph import derive_graph
from app.ui.canvas.words import describe_look, detail_of
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas import worlds


@pytest.fixture
def engine() -> FakeEngine:
    fake = FakeEngine()
    fake.add_session("Studio")
    return fake


def test_an_empty_world_has_the_built_in_ends_and_everyone(engine: FakeEngine):
    graph = derive_graph(engine.snapshot())
    assert [device.end for device in graph.devices] == [KEYBOARD, MONITOR]
    assert [row.end for row in graph.sessions[0].rows] == [SessionEnd("Studio")]
    assert graph.nearby == ()
    assert graph.cables == ()


def test_the_two_ports_of_one_name_are_one_device(engine: FakeEngine):
    engine.add_port("Synth", "in")
    engine.add_port("Synth", "out")
    engine.add_port("Synth", "out", nth=2)
    graph = derive_graph(engine.snapshot())
    first, second = graph.terminals[PortEnd("Synth")], graph.terminals[PortEnd("Synth", 2)]
    assert (first.sends, first.receives) == (True, True)
    assert (second.name, second.sends, second.receives) == ("Synth (2)", False, True)


@pytest.mark.parametrize(("reason", "words"), [("user", "disconnected here at "), ("bye", "left at ")])
def test_whoever_is_gone_says_who_ended_it(engine: FakeEngine, reason: str, words: str):
    engine.add_participant("Piano", state="left", reason=reason)
    rows = derive_graph(engine.snapshot()).sessions[0].rows
    assert detail_of(rows[1], 0.0).startswith(words)


def test_what_sends_comes_first_here_and_last_there(engine: FakeEngine):
    engine.add_port("Synth", "in")
    engine.add_port("Synth", "out")
    graph = derive_graph(engine.snapshot())
    here = [socket.way for socket in graph.terminals[PortEnd("Synth")].sockets()]
    there = [socket.way for socket in graph.terminals[SessionEnd("Studio")].sockets()]
    assert here == [Way.SENDS, Way.RECEIVES]
    assert there == [Way.RECEIVES, Way.SENDS]


@pytest.mark.parametrize("listed", [True, False])
def test_an_unplugged_device_stays_with_its_cable(engine: FakeEngine, listed: bool):
    port = engine.add_port("Synth", "out")
    engine.add_route(Route("", KEYBOARD, PortEnd("Synth")))
    engine.set_port(port, state="removed")
    snapshot = engine.snapshot()
    graph = derive_graph(snapshot if listed else replace(snapshot, ports=()))
    synth = graph.terminals[PortEnd("Synth")]
    assert (synth.condition, synth.sends, synth.receives) == (Condition.ABSENT, False, True)
    assert graph.cables[0].look is Look.WAITING


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("mioxl.local.", "mioxl.local"),
        ("longwire-bed7c256.local.", "192.0.2.9"),
        ("longwire-studio.local.", "longwire-studio.local"),
        ("", "192.0.2.9"),
    ],
)
def test_somebody_nearby_is_where_a_person_would_look(engine: FakeEngine, host: str, place: str):
    engine.add_found("Loft", host, addresses=("fe80::1", "192.0.2.9"))
    [row] = derive_graph(engine.snapshot()).nearby
    assert row.peering.address == place


def test_every_state_of_a_participant_has_its_button(engine: FakeEngine):
    expected = {
        "connected": Deed.DISCONNECT,
        "silent": Deed.DISCONNECT,
        "inviting": Deed.STOP_TRYING,
        "waiting": Deed.STOP_TRYING,
        "refused": Deed.INVITE_AGAIN,
        "left": Deed.INVITE_AGAIN,
        "lost": Deed.INVITE_AGAIN,
    }
    for state in expected:
        engine.add_participant(state, peer=state, state=state)
    rows = derive_graph(engine.snapshot()).sessions[0].rows[1:]
    assert {row.name: row.deed for row in rows} == expected


def test_a_cable_to_somebody_silent_waits_and_says_since_when(engine: FakeEngine):
    piano = engine.add_participant("Piano")
    engine.add_route(Route("", KEYBOARD, PeerEnd("Studio", piano.peer)))
    [cable] = derive_graph(engine.snapshot()).cables
    assert cable.look is Look.ACTIVE
    engine.set_participant(piano, state="silent", since_wall=1000.0)
    graph = derive_graph(engine.snapshot())
    [cable] = graph.cables
    assert (cable.look, cable.since_wall) == (Look.WAITING, 1000.0)
    assert describe_look(graph, cable).startswith("waiting since ")
    assert describe_look(graph, cable).endswith(" · the other side does not answer")


def test_a_found_peer_is_shown_once(engine: FakeEngine):
    piano, organ = engine.add_found("Piano"), engine.add_found("Organ")
    engine.invite(piano.id)
    graph = derive_graph(engine.snapshot())
    assert [peer.end for peer in graph.nearby] == [FoundEnd(organ.id)]
    assert graph.sessions[0].rows[1].peering.found == piano.id


def test_a_peer_that_routes_name_but_that_is_away_is_a_row(engine: FakeEngine):
    fake = FakeEngine(Patch(peers=(Peer("piano", "Piano", "[fe80::1]:5006"),)))
    fake.add_session("Studio")
    fake.add_route(Route("", KEYBOARD, PeerEnd("Studio", "piano")))
    row = derive_graph(fake.snapshot()).sessions[0].rows[1]
    assert (row.name, row.condition, row.deed) == ("Piano", Condition.ABSENT, Deed.INVITE_AGAIN)
    assert (row.peering.address, row.peering.port) == ("fe80::1", 5006)


def test_an_absent_peer_that_is_nearby_stands_in_its_row_only():
    fake = FakeEngine(Patch(peers=(Peer("piano", "Piano"),)))
    fake.add_session("Studio")
    found = fake.add_found("Piano")
    fake.add_route(Route("", KEYBOARD, PeerEnd("Studio", "piano")))
    graph = derive_graph(fake.snapshot())
    assert graph.sessions[0].rows[1].peering.found == found.id
    assert graph.nearby == ()


def test_an_absent_peer_without_any_address_has_no_button(engine: FakeEngine):
    engine.add_route(Route("", KEYBOARD, PeerEnd("Studio", "nobody")))
    assert derive_graph(engine.snapshot()).sessions[0].rows[1].deed is None


def test_links_of_the_patch_are_ends(engine: FakeEngine):
    fake = FakeEngine(Patch(links=(Link("Lights", 9001),)))
    assert LinkEnd("Lights") in derive_graph(fake.snapshot()).terminals


def test_two_opposite_routes_are_one_cable(engine: FakeEngine):
    worlds.studio(engine)
    graph = derive_graph(engine.snapshot())
    duplex = [cable for cable in graph.cables if cable.is_duplex]
    assert len(duplex) == 1
    assert len(graph.cables) == len(graph.routed) - 1
    assert len(set(duplex[0].sockets())) == 4
    assert duplex[0].key.first == PortEnd("Longwire 1")


def test_sockets_with_a_cable_are_plugged(engine: FakeEngine):
    engine.add_route(Route("", KEYBOARD, MONITOR))
    graph = derive_graph(engine.snapshot())
    assert graph.plugged == {Socket(KEYBOARD, Way.SENDS), Socket(MONITOR, Way.RECEIVES)}


def test_a_route_to_an_end_that_is_not_shown_has_no_cable(engine: FakeEngine):
    engine.add_route(Route("", KEYBOARD, SessionEnd("Elsewhere")))
    assert derive_graph(engine.snapshot()).cables == ()


@pytest.mark.parametrize(
    ("state", "route_state", "look"),
    [
        ("connected", "active", Look.ACTIVE),
        ("waiting", "waiting", Look.WAITING),
        ("refused", "waiting", Look.BROKEN),
        ("connected", "muted", Look.MUTED),
        ("connected", "looped", Look.BROKEN),
    ],
)
def test_how_a_cable_looks(engine: FakeEngine, state: str, route_state: str, look: Look):
    engine.add_participant("Piano", peer="piano", state=state)
    engine.add_route(Route("", KEYBOARD, PeerEnd("Studio", "piano")))
    snapshot = engine.snapshot()
    routes = tuple(replace(route, state=route_state) for route in snapshot.routes)
    assert derive_graph(replace(snapshot, routes=routes)).cables[0].look is look


def test_a_difference_in_latency_that_nobody_sees_changes_nothing(engine: FakeEngine):
    piano = engine.add_participant("Piano", rtt_ms=0.41)
    before = derive_graph(engine.snapshot())
    engine.set_participant(piano, rtt_ms=0.44)
    assert derive_graph(engine.snapshot()) == before
