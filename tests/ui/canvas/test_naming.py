"""Names in lists: no two are alike, and what has its name for itself has nothing added."""

from app.model.endpoints import KEYBOARD, PeerEnd, PortEnd
from app.model.patch import Link
from app.ui.canvas.elements import FoundEnd
from app.ui.canvas.graph import derive_graph
from app.ui.canvas.naming import names_apart
from tests.support.fake_engine import FakeEngine


def test_what_has_one_name_says_what_it_is_called_itself_or_where_it_is():
    engine = FakeEngine()
    engine.add_session("Studio")
    left, right = PortEnd("Keystation 49"), PortEnd("Keystation 49", 2)
    for end in (left, right):
        engine.add_port(end.name, "in", nth=end.nth)
        engine.edit.name_device(end, "Piano")
    engine.add_port("Volca Keys", "out")
    engine.add_participant("Piano", address="192.0.2.7")
    first, second = (engine.add_found("mioXL", f"mioxl-{number}.local.") for number in (1, 2))
    engine.edit.add_link(Link("Piano", 9001))
    names = names_apart(derive_graph(engine.snapshot()))
    assert len(set(names.values())) == len(names)
    assert names[left] == "Piano (Keystation 49)"
    assert names[right] == "Piano (Keystation 49) (2)"
    assert names[PeerEnd("Studio", "piano")] == "Piano (192.0.2.7:5004)"
    assert names[FoundEnd(first.id)] == "mioXL (mioxl-1.local:5004)"
    assert names[FoundEnd(second.id)] == "mioXL (mioxl-2.local:5004)"
    assert "Piano (9001)" in names.values()
    assert names[PortEnd("Volca Keys")] == "Volca Keys"


def test_a_device_that_is_called_as_one_of_ours_is_numbered():
    engine = FakeEngine()
    engine.add_port("Test keyboard", "in")
    names = names_apart(derive_graph(engine.snapshot()))
    assert {names[KEYBOARD], names[PortEnd("Test keyboard")]} == {"Test keyboard", "Test keyboard (2)"}


def test_with_several_sessions_who_is_in_one_says_in_which():
    engine = FakeEngine()
    studio = engine.add_session("Studio")
    engine.add_participant("Stage piano", studio.id)
    end = PeerEnd("Studio", "stage-piano")
    assert names_apart(derive_graph(engine.snapshot()))[end] == "Stage piano"
    hall = engine.add_session("Hall", 5010)
    engine.add_participant("Stage piano", hall.id)
    names = names_apart(derive_graph(engine.snapshot()))
    assert names[end] == "Stage piano (Studio)"
    assert names[PeerEnd("Hall", "stage-piano")] == "Stage piano (Hall)"
