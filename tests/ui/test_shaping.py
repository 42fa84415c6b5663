"""Split and layer: one cable becomes two, in one step to undo."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox, QLabel, QMenu
from pytestqt.qtbot import QtBot

from app.model.endpoints import KEYBOARD, MONITOR, PeerEnd, PortEnd
from app.model.patch import Route, VirtualPort
from app.ui.canvas.elements import CableKey
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.inspector.route_page import RoutePage
from app.ui.joining import join_canvas
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.selection import Selection
from app.ui.shaping import targets_for
from app.ui.split_dialog import SplitDialog
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas.conftest import POPS_UP
from tests.ui.conftest import OpenWindow

PIANO, VOLCA = PeerEnd("Studio", "stage-piano"), PortEnd("Volca Keys")


@pytest.fixture
def cable(engine: FakeEngine) -> str:
    engine.add_port("Volca Keys", "out")
    engine.add_participant("Stage piano")
    engine.add_found("mioXL A3")
    return engine.add_route(Route("", KEYBOARD, PIANO, channels=(1,), transpose=12))


@pytest.fixture
def window(
    client: Client, undo: UndoVerbs, theme: Theme, open_window: OpenWindow, cable: str, qtbot: QtBot
) -> MainWindow:
    canvas = PatchCanvas(client, undo, theme)
    window = open_window(canvas)
    join_canvas(window, canvas)
    window.inspector.show_selection(Selection((cable,)))
    return window


@pytest.fixture
def dialog(window: MainWindow) -> SplitDialog:
    page = window.inspector.page
    assert isinstance(page, RoutePage)
    page.split_button.click()
    (dialog,) = window.findChildren(SplitDialog)
    return dialog


def choose(box: QComboBox, text: str) -> None:
    box.setCurrentIndex(box.findText(text))
    assert box.currentText() == text


def halves(client: Client) -> dict[object, Route]:
    return {route.destination: route for route in client.snapshot.patch.routes}


def test_a_split_leaves_each_half_its_notes(
    dialog: SplitDialog, client: Client, undo: UndoVerbs, cable: str
) -> None:
    assert not dialog.split_button.isEnabled()
    choose(dialog.target, "Volca Keys")
    assert dialog.outcome.text() == (
        "Up to B3 it plays Stage piano, from C4 on Volca Keys. Pedals and wheels reach both."
    )
    dialog.split_button.click()
    made = halves(client)
    assert (made[PIANO].id, made[PIANO].notes) == (cable, (0, 59))
    assert (made[VOLCA].notes, made[VOLCA].channels, made[VOLCA].transpose) == ((60, 127), (1,), 12)
    assert undo.stack.undoText() == "Split at C4"
    undo.stack.undo()
    assert [(route.id, route.notes) for route in client.snapshot.patch.routes] == [(cable, None)]
    undo.stack.redo()
    assert len(client.snapshot.patch.routes) == 2


def test_a_split_counts_octaves_as_the_user_does_and_keeps_either_side(
    dialog: SplitDialog, client: Client, preferences: Preferences
) -> None:
    preferences.change("window", middle_c=3)
    dialog.note.setValue(48)
    dialog.side.setCurrentIndex(1)
    choose(dialog.target, "Volca Keys")
    assert dialog.note.text() == "C2"
    assert dialog.outcome.text().startswith("Up to B1 it plays Volca Keys, from C2 on Stage piano.")
    dialog.split_button.click()
    assert {end: route.notes for end, route in halves(client).items()} == {VOLCA: (0, 47), PIANO: (48, 127)}


def test_a_split_to_somebody_nearby_invites_in_the_same_step(
    dialog: SplitDialog, engine: FakeEngine, client: Client, undo: UndoVerbs
) -> None:
    choose(dialog.target, "mioXL A3 (invite)")
    dialog.split_button.click()
    assert halves(client)[PeerEnd("Studio", "mioxl-a3")].notes == (60, 127)
    undo.stack.undo()
    assert [route.notes for route in client.snapshot.patch.routes] == [None]
    assert [one.name for one in client.snapshot.participants] == ["Stage piano"]


def test_a_split_of_what_is_gone_does_nothing(
    dialog: SplitDialog, engine: FakeEngine, client: Client, undo: UndoVerbs, cable: str
) -> None:
    choose(dialog.target, "Volca Keys")
    engine.remove_route(cable)
    dialog.split_button.click()
    assert undo.stack.count() == 0


def test_a_half_is_split_within_its_notes(
    dialog: SplitDialog, client: Client, window: MainWindow, cable: str
) -> None:
    choose(dialog.target, "Volca Keys")
    dialog.split_button.click()
    window.shapes.open_split(cable)
    again = next(each for each in window.findChildren(SplitDialog) if each is not dialog and each.isVisible())
    assert (again.note.minimum(), again.note.maximum()) == (1, 59)
    again.close()


def test_a_single_note_is_not_split(client: Client, undo: UndoVerbs, window: MainWindow, cable: str) -> None:
    (route,) = client.snapshot.patch.routes
    undo.change_route(replace(route, notes=(60, 60)))
    window.shapes.open_split(cable)
    (dialog,) = window.findChildren(SplitDialog)
    choose(dialog.target, "Volca Keys")
    assert dialog.outcome.text() == "This cable lets a single note through, which cannot be split."
    assert not dialog.split_button.isEnabled()
    dialog.accept()
    assert len(client.snapshot.patch.routes) == 1


def test_a_split_keeps_to_the_notes_that_the_cable_has_by_then(
    dialog: SplitDialog, client: Client, undo: UndoVerbs, cable: str, qtbot: QtBot
) -> None:
    choose(dialog.target, "Volca Keys")
    dialog.note.setValue(40)
    (route,) = client.snapshot.patch.routes
    undo.change_route(replace(route, notes=(60, 72)))
    dialog.chosen.emit(40, VOLCA, True)
    assert [each.notes for each in client.snapshot.patch.routes] == [(60, 72)]
    undo.stack.undo()
    assert [each.notes for each in client.snapshot.patch.routes] == [None], "no step was left half done"
    undo.stack.redo()
    qtbot.waitUntil(lambda: (dialog.note.minimum(), dialog.note.maximum()) == (61, 72))
    assert dialog.note.value() == 61
    dialog.split_button.click()
    assert {route.notes for route in client.snapshot.patch.routes} == {(60, 60), (61, 72)}


def test_the_question_goes_with_its_cable(
    dialog: SplitDialog, engine: FakeEngine, cable: str, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.rejected):
        engine.remove_route(cable)


def test_two_devices_of_one_name_are_two_targets(
    engine: FakeEngine, window: MainWindow, client: Client, cable: str
) -> None:
    twins = PortEnd("Left module"), PortEnd("Right module")
    for end in twins:
        engine.add_port(end.name, "out")
        engine.edit.name_device(end, "Strings")
    for end in twins:
        window.shapes.open_split(cable)
        dialog = window.findChildren(SplitDialog)[-1]
        choose(dialog.target, f"Strings ({end.name})")
        dialog.split_button.click()
        assert end in halves(client)


def test_who_comes_and_goes_does_so_in_the_list_too(
    engine: FakeEngine, dialog: SplitDialog, client: Client, qtbot: QtBot
) -> None:
    (found,) = engine.snapshot().found
    late = engine.add_found("Organ", "organ.local.")
    qtbot.waitUntil(lambda: dialog.target.findText("Organ (invite)") >= 0)
    choose(dialog.target, "mioXL A3 (invite)")
    engine.remove_found(late.id)
    qtbot.waitUntil(lambda: dialog.target.findText("Organ (invite)") < 0)
    assert dialog.target.currentText() == "mioXL A3 (invite)", "who is still there stays chosen"
    engine.remove_found(found.id)
    qtbot.waitUntil(lambda: not dialog.split_button.isEnabled())
    dialog.accept()
    assert dialog.isVisible()
    assert [route.notes for route in client.snapshot.patch.routes] == [None]


@POPS_UP
def test_a_layer_plays_the_same_somewhere_else(
    window: MainWindow, client: Client, undo: UndoVerbs, cable: str
) -> None:
    page = window.inspector.page
    assert isinstance(page, RoutePage)
    page.layer_button.click()
    (menu,) = [each for each in page.findChildren(QMenu) if each.accessibleName() == "Layer onto…"]
    offered = {action.text(): action for action in menu.actions()}
    assert "Stage piano" not in offered
    offered["Volca Keys"].trigger()
    menu.close()
    made = halves(client)[VOLCA]
    assert (made.channels, made.transpose, made.notes) == ((1,), 12, None)
    undo.stack.undo()
    assert len(client.snapshot.patch.routes) == 1


@POPS_UP
def test_where_nothing_else_could_be_played_the_menu_says_so(
    engine: FakeEngine, window: MainWindow, client: Client
) -> None:
    engine.edit.remove_session("Studio")
    for port in engine.snapshot().ports:
        engine.set_port(port, direction="in")
    route = engine.add_route(Route("", KEYBOARD, MONITOR))
    window.shapes.offer_layer(route, QPoint())
    (menu,) = [each for each in window.findChildren(QMenu) if each.accessibleName() == "Layer onto…"]
    assert menu.isVisible()
    assert [(each.text(), each.isEnabled()) for each in menu.actions()] == [
        ("There is nothing else it could play", False)
    ]
    menu.close()


@POPS_UP
def test_the_menu_of_a_cable_offers_both(window: MainWindow, cable: str, qtbot: QtBot) -> None:
    canvas = window.findChild(PatchCanvas)
    assert canvas is not None
    canvas.deeds.offer(canvas.board.graph.cables[0].key)
    (menu,) = [each for each in canvas.findChildren(QMenu) if each.accessibleName() == "Cable"]
    offered = {action.text(): action for action in menu.actions()}
    offered["Split at a note…"].trigger()
    assert window.findChildren(SplitDialog)
    with qtbot.waitSignal(canvas.deeds.shape_requested) as told:
        offered["Layer onto…"].trigger()
    (layers,) = [each for each in window.findChildren(QMenu) if each.accessibleName() == "Layer onto…"]
    layers.close()
    middle = canvas.place_of(canvas.board.graph.cables[0].key)
    assert middle is not None
    assert told.args == [cable, False, canvas.viewport().mapToGlobal(middle)], "not where the mouse is"
    menu.close()


@POPS_UP
def test_a_cable_both_ways_offers_both_for_each_way(
    engine: FakeEngine, window: MainWindow, client: Client, qtbot: QtBot
) -> None:
    virtual = PortEnd("Longwire 1")
    engine.edit.add_port(VirtualPort("Longwire 1"))
    for ends in ((virtual, PIANO), (PIANO, virtual)):
        engine.add_route(Route("", *ends))
    canvas = window.findChild(PatchCanvas)
    assert canvas is not None
    qtbot.waitUntil(lambda: any(cable.is_duplex for cable in canvas.board.graph.cables))
    cable = next(each for each in canvas.board.graph.cables if each.is_duplex)
    canvas.deeds.offer(cable.key)
    (menu,) = [each for each in canvas.findChildren(QMenu) if each.accessibleName() == "Cable"]
    ways = {action.text(): action.menu() for action in menu.actions() if action.menu() is not None}
    assert sorted(ways) == ["Longwire 1 → Stage piano", "Stage piano → Longwire 1"]
    back = ways["Stage piano → Longwire 1"]
    assert isinstance(back, QMenu)
    assert [action.text() for action in back.actions()] == ["Split at a note…", "Layer onto…"]
    back.actions()[0].trigger()
    (dialog,) = window.findChildren(SplitDialog)
    assert "Split Stage piano at a note" in {each.text() for each in dialog.findChildren(QLabel)}
    dialog.close()
    menu.close()


@POPS_UP
def test_the_ways_between_two_of_one_name_are_told_apart(
    engine: FakeEngine, window: MainWindow, qtbot: QtBot
) -> None:
    twins = PortEnd("Piano"), PortEnd("Piano", 2)
    for end in twins:
        for way in ("in", "out"):
            engine.add_port(end.name, way, nth=end.nth)
        engine.edit.name_device(end, "Grand")
    for ends in (twins, twins[::-1]):
        engine.add_route(Route("", *ends))
    canvas = window.findChild(PatchCanvas)
    assert canvas is not None
    qtbot.waitUntil(lambda: any(cable.is_duplex for cable in canvas.board.graph.cables))
    canvas.deeds.offer(CableKey(*twins))
    (menu,) = [each for each in canvas.findChildren(QMenu) if each.accessibleName() == "Cable"]
    texts = [action.text() for action in menu.actions() if action.text()]
    assert "Only Grand (Piano) → Grand (Piano) (2)" in texts
    assert len(set(texts)) == len(texts)
    menu.close()


def test_where_a_second_cable_may_lead(client: Client, cable: str) -> None:
    names = [target.name for target in targets_for(client.snapshot, KEYBOARD)]
    assert names == ["Volca Keys", "Monitor", "Everyone in “Studio”", "Stage piano", "mioXL A3 (invite)"]
