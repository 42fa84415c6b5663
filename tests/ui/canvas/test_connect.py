import pytest

from app.model.endpoints import KEYBOARD, MONITOR, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Route
from app.ui.canvas.connect import Answer, Connection, Plan, Refusal, plan_drop, possible_targets
from app.ui.canvas.elements import CanvasEnd, FoundEnd, Socket, Way
from app.ui.canvas.graph import derive_graph
from tests.support.fake_engine import FakeEngine

BOTH, KEYS, SYNTH = PortEnd("Both"), PortEnd("Keys"), PortEnd("Synth")
PIANO, EVERYONE = PeerEnd("Studio", "piano"), SessionEnd("Studio")


@pytest.fixture
def engine() -> FakeEngine:
    fake = FakeEngine()
    fake.add_session("Studio")
    for name, directions in (("Both", ("in", "out")), ("Keys", ("in",)), ("Synth", ("out",))):
        for direction in directions:
            fake.add_port(name, direction)
    fake.add_participant("Piano")
    return fake


def plan(engine: FakeEngine, end: CanvasEnd, way: Way, target: CanvasEnd) -> Answer:
    return plan_drop(derive_graph(engine.snapshot()), Socket(end, way), target)


@pytest.mark.parametrize(
    ("end", "way", "target", "pairs"),
    [
        (KEYS, Way.SENDS, PIANO, [(KEYS, PIANO)]),
        (KEYS, Way.SENDS, SYNTH, [(KEYS, SYNTH)]),
        (SYNTH, Way.RECEIVES, PIANO, [(PIANO, SYNTH)]),
        (PIANO, Way.SENDS, MONITOR, [(PIANO, MONITOR)]),
        (BOTH, Way.SENDS, PIANO, [(BOTH, PIANO), (PIANO, BOTH)]),
        (BOTH, Way.RECEIVES, PIANO, [(PIANO, BOTH), (BOTH, PIANO)]),
        (KEYBOARD, Way.SENDS, EVERYONE, [(KEYBOARD, EVERYONE)]),
        (EVERYONE, Way.SENDS, BOTH, [(EVERYONE, BOTH), (BOTH, EVERYONE)]),
    ],
)
def test_what_a_drop_makes(engine: FakeEngine, end, way, target, pairs):
    assert plan(engine, end, way, target) == Plan(tuple(Connection(*pair) for pair in pairs))


@pytest.mark.parametrize(
    ("end", "way", "target", "refusal"),
    [
        (KEYS, Way.SENDS, KEYBOARD, Refusal.ONLY_SENDS),
        (SYNTH, Way.RECEIVES, MONITOR, Refusal.ONLY_RECEIVES),
        (BOTH, Way.RECEIVES, MONITOR, Refusal.ONLY_RECEIVES),
        (BOTH, Way.SENDS, BOTH, Refusal.SAME),
        (EVERYONE, Way.SENDS, PIANO, Refusal.MEMBER),
        (PIANO, Way.SENDS, EVERYONE, Refusal.MEMBER),
        (KEYS, Way.SENDS, PortEnd("Away"), Refusal.GONE),
        (FoundEnd(99), Way.SENDS, MONITOR, Refusal.GONE),
    ],
)
def test_what_cannot_be(engine: FakeEngine, end, way, target, refusal):
    assert plan(engine, end, way, target) is refusal


def test_a_found_peer_is_invited_into_our_session(engine: FakeEngine):
    organ = engine.add_found("Organ")
    session = engine.snapshot().sessions[0]
    answer = plan(engine, BOTH, Way.SENDS, FoundEnd(organ.id))
    assert isinstance(answer, Plan)
    assert (answer.found, answer.session) == (organ.id, session.id)
    organ_end = PeerEnd("Studio", "organ-1")
    assert answer.routes("organ-1") == (Route("", BOTH, organ_end), Route("", organ_end, BOTH))


def test_from_a_found_peer_works_as_well(engine: FakeEngine):
    organ = engine.add_found("Organ")
    answer = plan(engine, FoundEnd(organ.id), Way.SENDS, MONITOR)
    assert isinstance(answer, Plan)
    assert answer.routes("o") == (Route("", PeerEnd("Studio", "o"), MONITOR),)


def test_two_found_peers_are_not_joined_at_once(engine: FakeEngine):
    one, two = engine.add_found("One"), engine.add_found("Two")
    assert plan(engine, FoundEnd(one.id), Way.SENDS, FoundEnd(two.id)) is Refusal.BOTH_FOUND


def test_without_a_session_nobody_can_be_invited():
    fake = FakeEngine()
    found = fake.add_found("Organ")
    assert plan(fake, KEYBOARD, Way.SENDS, FoundEnd(found.id)) is Refusal.GONE


def test_only_what_is_missing_is_made(engine: FakeEngine):
    engine.add_route(Route("", BOTH, PIANO))
    assert plan(engine, BOTH, Way.SENDS, PIANO) == Plan((Connection(PIANO, BOTH),))
    engine.add_route(Route("", PIANO, BOTH))
    assert plan(engine, BOTH, Way.SENDS, PIANO) is Refusal.ALREADY


def test_every_other_end_has_an_answer(engine: FakeEngine):
    graph = derive_graph(engine.snapshot())
    answers = possible_targets(graph, Socket(KEYS, Way.SENDS))
    assert set(answers) == set(graph.terminals) - {KEYS}
    assert isinstance(answers[PIANO], Plan)
    assert answers[KEYBOARD] is Refusal.ONLY_SENDS
