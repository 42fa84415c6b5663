from pytestqt.qtbot import QtBot

from app.engine import api
from app.engine.problems import Problem
from app.model.endpoints import KEYBOARD, MONITOR
from app.model.patch import Route
from app.ui.client import Client
from tests.support.fake_engine import FakeEngine

CABLE = Route("", KEYBOARD, MONITOR)


def test_each_event_has_its_typed_signal(engine: FakeEngine, client: Client) -> None:
    seen: list[object] = []
    client.port_changed.connect(seen.append)
    client.found_changed.connect(seen.append)
    client.session_changed.connect(seen.append)
    client.invitation_changed.connect(seen.append)
    client.participant_changed.connect(lambda participant, gone: seen.append((participant, gone)))
    client.route_changed.connect(lambda route, removed: seen.append((route.id, removed)))
    client.problem_raised.connect(seen.append)
    client.problem_cleared.connect(lambda problem: seen.append(("cleared", problem)))
    client.ready.connect(seen.append)

    port = engine.add_port("Keystation 49")
    found = engine.add_found("mioXL A3")
    session = engine.add_session("Hall", 5010)
    asked = engine.add_invitation("Kitchen iPad")
    peer = engine.add_participant("Stage piano")
    route = client.add_route(CABLE)
    problem = engine.raise_problem("net.none")
    engine.clear_problem(problem)
    engine.emit(api.Ready("1.2"))

    expected = [
        port,
        found,
        session,
        asked,
        (peer, False),
        (route, False),
        problem,
        ("cleared", problem),
        "1.2",
    ]
    assert seen == expected


def test_changes_are_told_once_per_turn(engine: FakeEngine, client: Client, qtbot: QtBot) -> None:
    told: list[None] = []
    client.changed.connect(lambda: told.append(None))
    with qtbot.waitSignal(client.changed):
        for number in range(50):
            engine.add_port(f"Port {number}")
    assert len(told) == 1
    assert len(client.snapshot.ports) == 50


def test_the_snapshot_is_read_once_until_something_changes(engine: FakeEngine, client: Client) -> None:
    first = client.snapshot
    assert client.snapshot is first
    engine.add_port("Keystation 49")
    assert client.snapshot is not first
    assert client.snapshot.ports[0].name == "Keystation 49"


def test_a_command_that_fails_shows_its_problem(engine: FakeEngine, client: Client) -> None:
    problems: list[Problem] = []
    client.command_failed.connect(problems.append)
    problem = Problem("net.none")
    engine.fail_next(problem)
    assert client.add_route(CABLE) is None
    engine.fail_next(problem)
    assert client.leave(7) is False
    assert problems == [problem, problem]


def test_every_verb_reaches_the_engine(engine: FakeEngine, client: Client) -> None:
    found = engine.add_found("mioXL A3")
    asked = [engine.add_invitation(name) for name in ("One", "Two")]
    assert client.invite(found.id) == "mioxl-a3"
    assert client.invite_address("192.0.2.9", 5006, "Loft Mac") == "loft-mac"
    route = client.add_route(CABLE)
    assert route is not None
    assert client.change_route(Route(route, KEYBOARD, MONITOR, transpose=12))
    assert client.remove_route(route)
    assert client.accept(asked[0].id, always=True)
    assert client.decline(asked[1].id, never=True)
    assert client.play(b"\x90\x3c\x60")
    assert client.panic()
    verbs = [command[0] for command in engine.commands]
    expected = "invite invite_address add_route change_route remove_route accept decline play panic"
    assert verbs == expected.split()


def test_a_closed_client_hears_nothing(engine: FakeEngine, client: Client) -> None:
    client.port_changed.connect(lambda _port: (_ for _ in ()).throw(AssertionError("heard")))
    client.close()
    engine.add_port("Keystation 49")
