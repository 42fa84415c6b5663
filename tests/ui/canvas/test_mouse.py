from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model.endpoints import KEYBOARD, MONITOR, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Route
from app.ui.canvas.elements import Button, CableKey, CanvasEnd, Deed, FoundEnd, Look, Socket, Way
from app.ui.canvas.tips import tip_at
from app.ui.canvas.view import PatchCanvas
from app.ui.canvas.words import describe_cable
from app.ui.selection import Selection
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas import worlds
from tests.ui.canvas.conftest import POPS_UP, Hand, open_menu, settle, terminal, verbs

KEYS = Socket(KEYBOARD, Way.SENDS)
OPEN = QPoint(450, 560)


@pytest.fixture
def engine(engine: FakeEngine) -> FakeEngine:
    return worlds.studio(engine)


@pytest.fixture
def mioxl(canvas: PatchCanvas) -> FoundEnd:
    end = terminal(canvas, "mioXL A3").end
    assert isinstance(end, FoundEnd)
    return end


def piano() -> PeerEnd:
    return PeerEnd("Studio", "stage-piano")


# -- pulling cables ------------------------------------------------------------------------------------------


def test_dragging_onto_a_found_peer_invites_it_and_plays(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, undo: UndoVerbs, mioxl: FoundEnd
):
    engine.commands.clear()
    hand.drag(KEYS, mioxl)
    settle()
    peer = PeerEnd("Studio", "mioxl-a3")
    assert engine.commands[0] == ("invite", mioxl.found, canvas.board.graph.sessions[0].id)
    assert engine.commands[1] == ("add_route", Route("", KEYBOARD, peer))
    cable = canvas.board.graph.cable(CableKey(KEYBOARD, peer))
    assert cable is not None
    assert cable.look is Look.WAITING
    assert [one.name for one in canvas.board.graph.nearby] == ["Windows DAW"]
    participant = next(one for one in engine.snapshot().participants if one.name == "mioXL A3")
    engine.set_participant(participant, state="connected")
    settle()
    assert canvas.board.graph.cable(CableKey(KEYBOARD, peer)).look is Look.ACTIVE

    undo.stack.undo()
    settle()
    assert verbs(engine)[-2:] == ["remove_route", "leave"]
    assert canvas.board.graph.cable(CableKey(KEYBOARD, peer)) is None
    assert mioxl in canvas.board.graph.terminals

    undo.stack.redo()
    settle()
    assert canvas.board.graph.cable(CableKey(KEYBOARD, peer)) is not None


def test_a_drop_on_the_socket_is_a_drop_on_its_peer(engine: FakeEngine, hand: Hand, mioxl: FoundEnd):
    hand.drag(KEYS, Socket(mioxl, Way.SENDS))
    assert verbs(engine)[-2:] == ["invite", "add_route"]


def test_from_the_far_end_it_works_as_well(engine: FakeEngine, hand: Hand):
    engine.commands.clear()
    hand.drag(Socket(PeerEnd("Studio", "rehearsal-pc"), Way.SENDS), PortEnd("Volca Keys"))
    assert engine.commands == [
        ("add_route", Route("", PeerEnd("Studio", "rehearsal-pc"), PortEnd("Volca Keys")))
    ]


def test_two_that_can_both_talk_are_joined_both_ways(engine: FakeEngine, canvas: PatchCanvas, hand: Hand):
    here = PortEnd("Longwire 1")
    hand.drag(Socket(here, Way.SENDS), piano())
    settle()
    cable = canvas.board.graph.cable(CableKey(here, piano()))
    assert cable is not None
    assert cable.is_duplex
    assert len(canvas.board.scene.cables[cable.key].heads) == 2


def test_the_header_of_a_session_means_everyone(engine: FakeEngine, canvas: PatchCanvas, hand: Hand):
    rect = next(iter(canvas.board.layout.sessions.values()))
    hand.drag(KEYS, canvas.mapFromScene(rect.x + 40, rect.y + 12))
    assert engine.commands[-1] == ("add_route", Route("", KEYBOARD, SessionEnd("Studio")))


def test_while_pulling_the_targets_are_lit_and_the_others_dim(
    canvas: PatchCanvas, hand: Hand, mioxl: FoundEnd
):
    hand.pull(KEYS, mioxl)
    scene = canvas.board.scene
    assert scene.pull.line.isVisible()
    assert "mioXL A3" in scene.pull.word.label.full
    assert scene.terminals[PortEnd("Keystation 49")].card.opacity() < 1
    assert scene.terminals[mioxl].card.opacity() == 1
    assert canvas.viewport().cursor().shape() is Qt.CursorShape.ClosedHandCursor
    hand.release(OPEN)
    assert not scene.pull.line.isVisible()
    assert {figure.card.opacity() for figure in scene.terminals.values()} == {1.0}


def test_an_impossible_target_says_why(engine: FakeEngine, canvas: PatchCanvas, hand: Hand, qtbot: QtBot):
    engine.commands.clear()
    hand.pull(KEYS, PortEnd("Keystation 49"))
    word = canvas.board.scene.pull.word
    assert word.label.full == "Keystation 49 only sends"
    assert canvas.viewport().cursor().shape() is Qt.CursorShape.ForbiddenCursor
    hand.release(PortEnd("Keystation 49"))
    assert word.item.isVisible(), "the reason stays for a moment"
    assert not canvas.board.scene.pull.line.isVisible()
    qtbot.waitUntil(lambda: not word.item.isVisible(), timeout=20_000)
    assert engine.commands == []


def test_what_was_said_takes_no_cable_away_that_is_pulled_meanwhile(
    canvas: PatchCanvas, hand: Hand, mioxl: FoundEnd, qtbot: QtBot
):
    hand.pull(KEYS, PortEnd("Keystation 49"))
    hand.release(PortEnd("Keystation 49"))
    (timer,) = canvas.deeds.findChildren(QTimer)
    assert timer.isActive()
    hand.pull(KEYS, mioxl)
    qtbot.waitUntil(lambda: not timer.isActive(), timeout=20_000)
    assert canvas.board.scene.pull.line.isVisible()
    assert "mioXL A3" in canvas.board.scene.pull.word.label.full
    hand.release(OPEN)


def test_dropped_in_the_open_nothing_happens(engine: FakeEngine, hand: Hand):
    engine.commands.clear()
    hand.drag(KEYS, OPEN)
    assert engine.commands == []


@pytest.mark.parametrize("how", ["escape", "right", "focus", "hide"])
def test_a_pull_can_be_called_off(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, mioxl: FoundEnd, qtbot: QtBot, how: str
):
    engine.commands.clear()
    canvas.setFocus()
    hand.pull(KEYS, mioxl)
    match how:
        case "escape":
            qtbot.keyClick(canvas, Qt.Key.Key_Escape)
        case "right":
            hand.press(mioxl, Qt.MouseButton.RightButton)
        case "focus":
            canvas.clearFocus()
        case "hide":
            canvas.hide()
    assert not canvas.pointer.drag.is_pulling
    assert not canvas.board.scene.pull.line.isVisible()
    hand.release(mioxl)
    assert engine.commands == []


def test_what_comes_meanwhile_moves_nothing_under_the_pointer(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, mioxl: FoundEnd
):
    hand.pull(KEYS, OPEN)
    before = canvas.place_of(mioxl)
    for number in range(5):
        engine.add_participant(f"Newcomer {number}")
        engine.add_port(f"Port {number}")
        settle()
        hand.move(OPEN + QPoint(number, 0))
    assert canvas.place_of(mioxl) == before
    assert canvas.pointer.drag.is_pulling
    hand.move(mioxl)
    hand.release(mioxl)
    settle()
    assert verbs(engine)[-2:] == ["invite", "add_route"]
    assert terminal(canvas, "Newcomer 4")
    assert canvas.board.graph == canvas.board.latest


def test_a_peer_that_vanished_meanwhile_is_said_to_be_gone(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, mioxl: FoundEnd
):
    engine.commands.clear()
    hand.pull(KEYS, mioxl)
    engine.remove_found(mioxl.found)
    settle()
    hand.release(mioxl)
    assert engine.commands == []
    assert canvas.board.scene.pull.word.label.full == "That is no longer there"


def test_where_the_cable_comes_from_may_vanish_too(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, mioxl: FoundEnd
):
    hand.pull(Socket(mioxl, Way.SENDS), OPEN)
    engine.remove_found(mioxl.found)
    engine.commands.clear()
    settle()
    hand.move(MONITOR)
    hand.release(MONITOR)
    settle()
    assert engine.commands == []
    assert mioxl not in canvas.board.scene.terminals


def test_a_refused_command_leaves_nothing_to_undo(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, undo: UndoVerbs, mioxl: FoundEnd
):
    engine.fail_next()
    hand.drag(KEYS, mioxl)
    assert not undo.stack.canUndo()


@POPS_UP
def test_a_click_on_a_socket_offers_the_list(engine: FakeEngine, canvas: PatchCanvas, hand: Hand):
    hand.click(KEYS)
    menu = open_menu(canvas)
    texts = [action.text() for action in menu.actions()]
    assert texts.index("Stage piano") < texts.index("Volca Keys"), "the far side comes first"
    assert "mioXL A3 (invite)" in texts
    assert "Keystation 49" not in texts
    connected = next(action for action in menu.actions() if action.text() == "Loft Mac")
    assert connected.isChecked()
    assert not connected.isEnabled()
    next(action for action in menu.actions() if action.text() == "Stage piano").trigger()
    menu.close()
    assert engine.commands[-1] == ("add_route", Route("", KEYBOARD, piano()))


# -- buttons -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "deed", "verb"),
    [
        ("mioXL A3", Deed.INVITE, "invite"),
        ("Stage piano", Deed.DISCONNECT, "leave"),
        ("Loft Mac", Deed.STOP_TRYING, "leave"),
    ],
)
def test_the_button_of_a_peer(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, name: str, deed: Deed, verb: str
):
    button = terminal(canvas, name).button
    assert button is not None
    assert button.deed is deed
    hand.click(button)
    assert verbs(engine)[-1] == verb


def test_invite_again_goes_to_the_address_when_nothing_is_found(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand
):
    lost = engine.add_participant("Organ", address="192.0.2.77", port=5010, state="refused")
    settle()
    hand.click(terminal(canvas, "Organ").button)
    assert engine.commands[-1] == ("invite_address", "192.0.2.77", 5010, "Organ", lost.session)


def test_a_press_that_ends_elsewhere_presses_nothing(engine: FakeEngine, canvas: PatchCanvas, hand: Hand):
    engine.commands.clear()
    button = terminal(canvas, "Stage piano").button
    hand.press(button)
    hand.move(OPEN)
    hand.release(OPEN)
    assert engine.commands == []


def test_what_to_type_on_the_other_side_can_be_copied(canvas: PatchCanvas, hand: Hand):
    hand.click(Button(Deed.COPY_ADDRESS, session=canvas.board.graph.sessions[0].id))
    assert QGuiApplication.clipboard().text() == "192.0.2.5:5004"
    assert canvas.board.scene.pull.word.label.full == "Copied 192.0.2.5:5004"


def test_add_by_address_is_asked_for(canvas: PatchCanvas, hand: Hand, qtbot: QtBot):
    with qtbot.waitSignal(canvas.add_address_requested):
        hand.click(Button(Deed.ADD_ADDRESS))


# -- cables --------------------------------------------------------------------------------------------------


def test_a_cable_is_selected_and_removed_and_comes_back(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, undo: UndoVerbs, qtbot: QtBot
):
    key = canvas.board.graph.cables[0].key
    with qtbot.waitSignal(canvas.selected) as selected:
        hand.click(key)
    assert selected.args == [Selection(tuple(route.id for route in canvas.board.graph.cables[0].routes))]
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    settle()
    assert canvas.board.graph.cable(key) is None
    assert canvas.board.marks.selected == frozenset()
    undo.stack.undo()
    settle()
    assert canvas.board.graph.cable(key) is not None


@pytest.mark.parametrize("end", [piano(), PortEnd("Volca Keys"), SessionEnd("Studio")])
def test_a_click_on_a_card_selects_it_and_no_cable(
    canvas: PatchCanvas, hand: Hand, qtbot: QtBot, end: CanvasEnd
):
    hand.click(canvas.board.graph.cables[0].key)
    with qtbot.waitSignal(canvas.selected) as selected:
        hand.click(end)
    assert selected.args == [Selection(end=end)]
    assert canvas.board.marks.chosen == end
    assert canvas.board.marks.selected == frozenset()
    with qtbot.waitSignal(canvas.selected) as selected:
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert selected.args == [Selection()]


def test_panning_from_a_card_does_not_select_it(canvas: PatchCanvas, hand: Hand):
    place = hand.at(piano())
    hand.press(piano())
    hand.move(place + QPoint(30, 40))
    hand.release(place + QPoint(30, 40))
    assert canvas.board.marks.chosen is None


def test_a_click_in_the_open_selects_nothing(canvas: PatchCanvas, hand: Hand, qtbot: QtBot):
    hand.click(canvas.board.graph.cables[0].key)
    assert canvas.board.marks.selected
    hand.click(OPEN)
    assert not canvas.board.marks.selected
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert len(canvas.board.graph.cables) == 5


def context_menu(canvas: PatchCanvas, key: CableKey) -> dict[str, object]:
    place = canvas.place_of(key)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, canvas.viewport().mapToGlobal(place))
    QApplication.sendEvent(canvas.viewport(), event)
    return {action.text(): action for action in open_menu(canvas).actions() if action.text()}


@POPS_UP
def test_a_cable_is_muted_as_one_step(engine: FakeEngine, canvas: PatchCanvas, undo: UndoVerbs):
    duplex = next(cable for cable in canvas.board.graph.cables if cable.is_duplex)
    context_menu(canvas, duplex.key)["Mute"].trigger()
    open_menu(canvas).close()
    settle()
    assert canvas.board.graph.cable(duplex.key).look is Look.MUTED
    assert canvas.board.scene.cables[duplex.key].pill.label.full == "muted"
    undo.stack.undo()
    settle()
    assert canvas.board.graph.cable(duplex.key).look is Look.ACTIVE
    assert not canvas.board.scene.cables[duplex.key].pill.item.isVisible()


@POPS_UP
def test_one_way_of_two_can_be_kept(engine: FakeEngine, canvas: PatchCanvas):
    duplex = next(cable for cable in canvas.board.graph.cables if cable.is_duplex)
    context_menu(canvas, duplex.key)["Only Rehearsal PC → Longwire 1"].trigger()
    open_menu(canvas).close()
    settle()
    left = canvas.board.graph.cable(duplex.key)
    assert (left.forward, left.backward) == ((), duplex.backward)
    assert len(canvas.board.scene.cables[duplex.key].heads) == 1


@POPS_UP
def test_a_cable_is_removed_from_its_menu(canvas: PatchCanvas):
    key = canvas.board.graph.cables[0].key
    context_menu(canvas, key)["Remove cable"].trigger()
    open_menu(canvas).close()
    settle()
    assert canvas.board.graph.cable(key) is None


# -- hovering ------------------------------------------------------------------------------------------------


def test_what_is_under_the_pointer_is_raised(canvas: PatchCanvas, hand: Hand):
    hand.move(KEYS, Qt.MouseButton.NoButton)
    assert canvas.board.scene.socket_figure(KEYS).item.scale() > 1
    assert canvas.viewport().cursor().shape() is Qt.CursorShape.OpenHandCursor
    hand.move(OPEN, Qt.MouseButton.NoButton)
    assert canvas.board.scene.socket_figure(KEYS).item.scale() == 1
    assert canvas.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor


def test_what_has_moved_away_under_the_pointer_is_raised_no_longer(canvas: PatchCanvas, hand: Hand):
    hand.move(KEYS, Qt.MouseButton.NoButton)
    canvas.resize(canvas.width() - 300, canvas.height())
    settle()
    assert canvas.board.marks.hovered is None


def test_a_resting_pointer_is_told_what_is_there(canvas: PatchCanvas):
    def tip(element: object) -> str:
        at = canvas.mapToScene(canvas.place_of(element))
        return tip_at(canvas.board, at.x(), at.y())

    assert tip(KEYS) == "Test keyboard sends here. Drag it to where it shall play."
    waiting = next(cable for cable in canvas.board.graph.cables if cable.look is Look.WAITING)
    start = QPoint(*map(round, canvas.board.scene.shapes[waiting.key].main.point(0.1)))
    said = tip_at(canvas.board, start.x(), start.y())
    assert said.startswith("Test keyboard → Loft Mac · waiting since ")
    box = canvas.board.graph.sessions[0]
    assert tip(Button(Deed.COPY_ADDRESS, session=box.id)) == "192.0.2.5 · 5004"
    assert tip(KEYBOARD) == "", "what fits needs no second telling"


def test_the_ground_can_be_dragged(canvas: PatchCanvas, hand: Hand):
    canvas.zoom.step(4)
    bar = canvas.horizontalScrollBar()
    before = bar.value()
    ground = QPoint(600, 600)
    hand.press(ground, Qt.MouseButton.MiddleButton)
    hand.move(ground - QPoint(60, 0), Qt.MouseButton.MiddleButton)
    hand.release(ground - QPoint(60, 0), Qt.MouseButton.MiddleButton)
    assert bar.value() == before + 60
    hand.move(ground, Qt.MouseButton.NoButton)
    assert bar.value() == before + 60


def test_a_pull_near_the_edge_scrolls(engine: FakeEngine, canvas: PatchCanvas, hand: Hand):
    worlds.crowd(engine, devices=30, peers=12, cables=0)
    settle()
    bar = canvas.verticalScrollBar()
    edge = QPoint(500, canvas.viewport().height() - 4)
    start = Socket(PortEnd("Keystation 49"), Way.SENDS)
    hand.pull(start, edge)
    for step in range(200):
        hand.move(edge + QPoint(step % 2, 0))
    assert bar.value() == bar.maximum()
    target = terminal(canvas, "Peer 11").end
    hand.move(target)
    hand.release(target)
    assert engine.commands[-1] == ("add_route", Route("", PortEnd("Keystation 49"), target))


def test_a_waiting_cable_says_what_it_waits_for(engine: FakeEngine, canvas: PatchCanvas):
    cable = canvas.board.graph.cables[0]
    waiting = replace(cable, look=Look.WAITING, reason="unplugged")
    assert describe_cable(canvas.board.graph, waiting).endswith("the device is unplugged")
