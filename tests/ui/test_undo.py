from dataclasses import replace

from app.model.endpoints import KEYBOARD, MONITOR, PeerEnd, PortEnd
from app.model.patch import Route
from app.ui.client import Client
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine

CABLE = Route("", KEYBOARD, MONITOR)
OTHER = Route("", PortEnd("Keystation 49"), MONITOR, transpose=12)


def routes(client: Client) -> set[Route]:
    return set(client.snapshot.patch.routes)


def test_cables_come_and_go_in_one_step_with_the_same_ids(client: Client, undo: UndoVerbs) -> None:
    undo.add_routes([CABLE, OTHER])
    made = routes(client)
    assert {replace(route, id="") for route in made} == {CABLE, OTHER}
    undo.stack.undo()
    assert not routes(client)
    undo.stack.redo()
    assert routes(client) == made


def test_a_cable_that_is_there_already_stays_when_making_it_again_is_undone(
    client: Client, undo: UndoVerbs
) -> None:
    undo.add_routes([CABLE])
    undo.add_routes([CABLE])
    assert undo.stack.count() == 1
    undo.add_routes([CABLE, OTHER])
    undo.stack.undo()
    assert {replace(route, id="") for route in routes(client)} == {CABLE}


def test_removed_cables_come_back_whole(client: Client, undo: UndoVerbs) -> None:
    undo.add_routes([CABLE, OTHER])
    made = routes(client)
    undo.remove_routes([route.id for route in made])
    assert not routes(client)
    assert undo.stack.undoText() == "Remove 2 cables"
    undo.stack.undo()
    assert routes(client) == made


def test_a_changed_cable_changes_back(client: Client, undo: UndoVerbs) -> None:
    undo.add_routes([CABLE])
    (before,) = routes(client)
    undo.change_route(replace(before, channels=(1, 2)))
    assert routes(client) == {replace(before, channels=(1, 2))}
    undo.stack.undo()
    assert routes(client) == {before}


def test_inviting_with_a_cable_is_one_step(engine: FakeEngine, client: Client, undo: UndoVerbs) -> None:
    found = engine.add_found("mioXL A3")
    undo.invite(found.id, routes=lambda peer: [Route("", KEYBOARD, PeerEnd("Studio", peer))])
    (route,) = routes(client)
    assert route.destination == PeerEnd("Studio", "mioxl-a3")
    assert [one.name for one in client.snapshot.participants] == ["mioXL A3"]
    assert undo.stack.count() == 1
    undo.stack.undo()
    assert not routes(client)
    assert not client.snapshot.participants
    undo.stack.redo()
    assert {one.destination for one in routes(client)} == {PeerEnd("Studio", "mioxl-a3")}


def test_an_invited_address_can_be_left_again(client: Client, undo: UndoVerbs) -> None:
    undo.invite_address("192.0.2.9", 5004, "Loft Mac", None)
    assert [one.name for one in client.snapshot.participants] == ["Loft Mac"]
    undo.stack.undo()
    assert not client.snapshot.participants


def test_leaving_is_undone_by_inviting_again(engine: FakeEngine, client: Client, undo: UndoVerbs) -> None:
    found = engine.add_found("mioXL A3")
    undo.invite(found.id)
    undo.leave(client.snapshot.participants[0].id)
    assert not client.snapshot.participants
    undo.stack.undo()
    assert client.snapshot.participants[0].name == "mioXL A3"
    undo.stack.redo()
    assert not client.snapshot.participants


def test_leaving_somebody_typed_in_is_undone_by_address(
    engine: FakeEngine, client: Client, undo: UndoVerbs
) -> None:
    peer = engine.add_participant("Loft Mac", address="192.0.2.9", port=5010)
    undo.leave(peer.id)
    undo.stack.undo()
    assert engine.commands[-1] == ("invite_address", "192.0.2.9", 5010, "Loft Mac", peer.session)


def test_sending_away_a_guest_is_no_undo_step(engine: FakeEngine, undo: UndoVerbs) -> None:
    guest = engine.add_participant("Kitchen iPad", role="participant")
    undo.leave(guest.id)
    assert engine.commands == [("leave", guest.id)]
    assert undo.stack.count() == 0


def test_a_refused_step_is_forgotten(engine: FakeEngine, undo: UndoVerbs) -> None:
    engine.fail_next()
    undo.add_routes([CABLE])
    assert undo.stack.count() == 0
    engine.fail_next()
    undo.invite(engine.add_found("mioXL A3").id)
    assert undo.stack.count() == 0


def test_a_step_overtaken_by_others_is_forgotten(client: Client, undo: UndoVerbs) -> None:
    undo.add_routes([CABLE])
    (route,) = routes(client)
    client.remove_route(route.id)
    undo.stack.undo()
    assert undo.stack.count() == 0


def test_nothing_to_do_makes_no_step(client: Client, undo: UndoVerbs) -> None:
    undo.add_routes([])
    undo.remove_routes(["r99"])
    undo.change_route(CABLE)
    undo.invite(99)
    assert undo.stack.count() == 0


# -- a step of which nothing is to be seen ---------------------------------------------------------------------


def test_a_value_that_is_turned_there_and_back_leaves_no_step(client: Client, undo: UndoVerbs) -> None:
    undo.add_routes([CABLE])
    (route,) = routes(client)
    for semitones in (1, 2, 1, 0):
        undo.change_route(replace(route, transpose=semitones))
    assert undo.stack.count() == 1
    undo.undo()
    assert not routes(client)


def test_steps_that_hold_nothing_are_none(client: Client, undo: UndoVerbs) -> None:
    with undo.one_step("Nothing"):
        undo.remove_routes(["r99"])
    assert undo.stack.count() == 0
    with undo.one_step("Something"):
        undo.add_routes([CABLE])
    assert undo.stack.undoText() == "Something"


def test_a_scene_with_the_cables_that_are_on_is_no_step(client: Client, undo: UndoVerbs) -> None:
    undo.add_routes([CABLE])
    for name in ("Verse", "Chorus"):
        undo.edit.save_scene(name)
    count = undo.stack.count()
    undo.edit.switch_scene("Chorus")
    assert undo.stack.count() == count
    undo.edit.call_by_programs(KEYBOARD)
    undo.edit.call_by_programs(KEYBOARD)
    assert undo.stack.count() == count + 1


def test_what_others_have_done_already_is_passed_over(
    engine: FakeEngine, client: Client, undo: UndoVerbs
) -> None:
    undo.add_routes([CABLE])
    (route,) = routes(client)
    undo.mute_routes([route.id], muted=True)
    engine.change_route(route)
    undo.undo()
    assert not routes(client), "the cable is not muted any more, so it goes"
    undo.redo()
    assert routes(client) == {route}
    undo.redo()
    assert routes(client) == {replace(route, muted=True)}


def test_a_step_that_is_refused_is_the_last_of_one_press(
    engine: FakeEngine, client: Client, undo: UndoVerbs
) -> None:
    undo.add_routes([CABLE])
    (route,) = routes(client)
    undo.change_route(replace(route, channels=(1,)))
    engine.fail_next()
    undo.undo()
    assert routes(client) == {replace(route, channels=(1,))}
    assert undo.stack.count() == 1
