"""Carrying nodes, re-plugging cables, the rubber band: gestures on a shown canvas."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.model.endpoints import KEYBOARD, MONITOR, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Route, Session
from app.ui.canvas.elements import CableKey, CanvasEnd, FoundEnd, Socket, Way
from app.ui.canvas.figures.state import signs
from app.ui.canvas.nodes import NEARBY
from app.ui.canvas.standing import Standing
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.selection import Selection
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from app.ui.window_state import WindowState
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas import worlds
from tests.ui.canvas.conftest import POPS_UP, Hand, open_menu, settle, terminal, verbs

VOLCA, KEYS = PortEnd("Volca Keys"), PortEnd("Keystation 49")
PIANO, PC, MAC = (PeerEnd("Studio", name) for name in ("stage-piano", "rehearsal-pc", "loft-mac"))
OPEN = QPoint(450, 560)


@pytest.fixture
def engine(engine: FakeEngine) -> FakeEngine:
    return worlds.studio(engine)


def rect(canvas: PatchCanvas, end: CanvasEnd) -> tuple[float, float]:
    place = canvas.board.layout.terminals[end]
    return place.x, place.y


def shown(canvas: PatchCanvas, end: CanvasEnd) -> tuple[float, float]:
    at = canvas.board.scene.terminals[end].card.pos()
    return at.x(), at.y()


def carry(hand: Hand, end: CanvasEnd, by: QPoint) -> None:
    start = hand.at(end)
    hand.press(start)
    hand.move(start + QPoint(12, 0))
    hand.move(start + by)
    hand.release(start + by)
    settle()


# -- carrying nodes ------------------------------------------------------------------------------------------


def test_a_device_follows_its_cables_with_it_and_comes_back(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, undo: UndoVerbs
):
    engine.commands.clear()
    before, others = rect(canvas, VOLCA), rect(canvas, MONITOR)
    cable = CableKey(VOLCA, PIANO)
    start = hand.at(VOLCA)
    hand.press(start)
    hand.move(start + QPoint(20, 320))
    assert shown(canvas, VOLCA) == (before[0] + 20, before[1] + 320), "it follows at once"
    assert canvas.board.scene.shapes[cable].main.start[0] == pytest.approx(
        canvas.board.layout.sockets[Socket(VOLCA, Way.RECEIVES)].x + 9
    )
    assert canvas.viewport().cursor().shape() is Qt.CursorShape.ClosedHandCursor
    hand.release(start + QPoint(20, 320))
    assert rect(canvas, VOLCA) == shown(canvas, VOLCA) == (before[0] + 20, before[1] + 320)
    assert rect(canvas, MONITOR) == others
    assert canvas.board.marks.chosen is None, "what was carried was not clicked"
    assert engine.commands == [], "where something stands is nothing to the engine"
    undo.stack.undo()
    assert rect(canvas, VOLCA) == shown(canvas, VOLCA) == before
    undo.stack.redo()
    assert rect(canvas, VOLCA) == (before[0] + 20, before[1] + 320)
    canvas.deeds.arrange()
    assert rect(canvas, VOLCA) == before
    undo.stack.undo()
    assert rect(canvas, VOLCA) != before


def test_a_session_is_carried_by_its_header_with_everyone_in_it(canvas: PatchCanvas, hand: Hand):
    before = {end: rect(canvas, end) for end in (PIANO, PC, SessionEnd("Studio"))}
    box = next(iter(canvas.board.layout.sessions.values()))
    start = canvas.mapFromScene(box.x + 60, box.y + 12)
    hand.press(start)
    hand.move(start - QPoint(80, -60))
    hand.release(start - QPoint(80, -60))
    assert {end: rect(canvas, end) for end in before} == {
        end: (x - 80, y + 60) for end, (x, y) in before.items()
    }
    assert all(shown(canvas, end) == rect(canvas, end) for end in before)
    nearby = canvas.board.layout.nearby
    assert nearby.y >= canvas.board.layout.sessions[canvas.board.graph.sessions[0].id].bottom


def test_a_device_held_over_a_peer_is_connected_and_stays_where_it_was(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand
):
    before = rect(canvas, VOLCA)
    start = hand.at(VOLCA)
    hand.press(start)
    hand.move(start + QPoint(200, 0))
    assert not canvas.board.scene.pull.line.isVisible()
    hand.move(PC)
    assert canvas.board.scene.pull.line.isVisible()
    assert canvas.board.scene.pull.word.label.full == "Connect to Rehearsal PC"
    assert shown(canvas, VOLCA) == before
    hand.release(PC)
    settle()
    assert engine.commands[-1] == ("add_route", Route("", PC, VOLCA))
    assert rect(canvas, VOLCA) == before


def test_a_peer_is_dragged_by_its_name_onto_a_synth(engine: FakeEngine, canvas: PatchCanvas, hand: Hand):
    hand.press(PC)
    hand.move(hand.at(PC) - QPoint(40, 0))
    assert canvas.board.scene.pull.line.isVisible(), "a row of a box stays, and a cable comes out of it"
    hand.move(VOLCA)
    hand.release(VOLCA)
    assert engine.commands[-1] == ("add_route", Route("", PC, VOLCA))


def test_a_peer_dragged_onto_a_keyboard_hears_it(engine: FakeEngine, canvas: PatchCanvas, hand: Hand):
    hand.press(PC)
    hand.move(KEYS)
    hand.release(KEYS)
    assert engine.commands[-1] == ("add_route", Route("", KEYS, PC))


@pytest.mark.parametrize("how", ["escape", "right"])
def test_carrying_can_be_called_off(canvas: PatchCanvas, hand: Hand, undo: UndoVerbs, qtbot: QtBot, how: str):
    before = rect(canvas, VOLCA)
    start = hand.at(VOLCA)
    hand.press(start)
    hand.move(start + QPoint(60, 120))
    if how == "escape":
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    else:
        hand.press(start, Qt.MouseButton.RightButton)
    assert rect(canvas, VOLCA) == shown(canvas, VOLCA) == before
    hand.release(start + QPoint(60, 120))
    assert not undo.stack.canUndo()


def test_what_comes_meanwhile_waits_until_the_node_is_put_down(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand
):
    start = hand.at(VOLCA)
    hand.press(start)
    hand.move(start + QPoint(100, 160))
    engine.add_port("Newcomer", "in")
    settle()
    assert PortEnd("Newcomer") not in canvas.board.layout.terminals
    hand.release(start + QPoint(100, 160))
    settle()
    assert PortEnd("Newcomer") in canvas.board.scene.terminals
    assert shown(canvas, VOLCA) == rect(canvas, VOLCA)


def test_an_unplugged_device_keeps_its_place(engine: FakeEngine, canvas: PatchCanvas, hand: Hand):
    carry(hand, VOLCA, QPoint(20, 320))
    there = rect(canvas, VOLCA)
    port = next(port for port in engine.snapshot().ports if port.name == "Volca Keys")
    engine.set_port(port, state="removed")
    settle()
    assert rect(canvas, VOLCA) == there
    engine.set_port(port)
    settle()
    assert rect(canvas, VOLCA) == there


def test_places_are_remembered_for_each_patch(
    client: Client, undo: UndoVerbs, theme: Theme, tmp_path: Path, qtbot: QtBot
):
    def canvas_of() -> PatchCanvas:
        canvas = PatchCanvas(client, undo, theme, state=WindowState(tmp_path))
        qtbot.addWidget(canvas)
        canvas.resize(1040, 640)
        with qtbot.waitExposed(canvas):
            canvas.show()
        return canvas

    first = canvas_of()
    carry(Hand(first), VOLCA, QPoint(20, 320))
    there = rect(first, VOLCA)
    first.close()
    second = canvas_of()
    assert rect(second, VOLCA) == there
    second.board.book.open("/elsewhere/other.toml")
    assert rect(second, VOLCA) != there
    second.board.book.open(None)
    assert rect(second, VOLCA) == there
    second.close()


def test_the_keys_move_what_has_the_focus_as_one_step(canvas: PatchCanvas, undo: UndoVerbs, qtbot: QtBot):
    before = rect(canvas, VOLCA)
    canvas.setFocus()
    canvas.board.focus(Socket(VOLCA, Way.RECEIVES))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(canvas, key, Qt.KeyboardModifier.ShiftModifier)
    assert rect(canvas, VOLCA)[0] == before[0] + 24
    assert rect(canvas, VOLCA)[1] > before[1]
    undo.stack.undo()
    assert rect(canvas, VOLCA) == before
    assert not undo.stack.canUndo()


@pytest.mark.parametrize("there", [Qt.Key.Key_Right, Qt.Key.Key_Down])
def test_a_walk_there_and_back_leaves_nothing_to_undo(
    canvas: PatchCanvas, undo: UndoVerbs, qtbot: QtBot, there: Qt.Key
):
    before = rect(canvas, VOLCA)
    back = {Qt.Key.Key_Right: Qt.Key.Key_Left, Qt.Key.Key_Down: Qt.Key.Key_Up}[there]
    canvas.setFocus()
    canvas.board.focus(Socket(VOLCA, Way.RECEIVES))
    for key in (there, there, back, back):
        qtbot.keyClick(canvas, key, Qt.KeyboardModifier.ShiftModifier)
    assert rect(canvas, VOLCA) == before
    assert not undo.stack.canUndo()
    assert not canvas.board.book.standing, "it stands by itself, as before"


def test_what_can_go_no_further_leaves_nothing_to_undo(canvas: PatchCanvas, undo: UndoVerbs, qtbot: QtBot):
    canvas.setFocus()
    canvas.board.focus(Socket(VOLCA, Way.RECEIVES))
    for _ in range(8):
        qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    undo.stack.clear()
    there = rect(canvas, VOLCA)
    qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert rect(canvas, VOLCA) == there
    assert not undo.stack.canUndo()


def test_putting_in_order_what_looks_so_already_is_no_step(canvas: PatchCanvas, undo: UndoVerbs):
    canvas.board.book.put(Standing({"port:Nobody has it#1": (40.0, 400.0)}))
    canvas.deeds.arrange()
    assert not undo.stack.canUndo()
    assert not canvas.board.book.standing


# -- putting rows in order -----------------------------------------------------------------------------------


def names(canvas: PatchCanvas) -> list[str]:
    """Give the names in the session and nearby, as they stand on the screen from top to bottom."""
    rows = [*canvas.board.graph.sessions[0].rows[1:], *canvas.board.graph.nearby]
    return [row.name for row in sorted(rows, key=lambda row: shown(canvas, row.end)[1])]


EVERYBODY = ["Stage piano", "Rehearsal PC", "Loft Mac", "mioXL A3", "Windows DAW"]


def test_a_row_goes_up_and_down_in_its_box_and_its_cables_with_it(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, undo: UndoVerbs
):
    engine.commands.clear()
    assert names(canvas) == EVERYBODY
    slots = [rect(canvas, end) for end in (PIANO, PC, MAC)]
    cable = CableKey(VOLCA, PIANO)
    start = hand.at(PIANO)
    hand.press(start)
    hand.move(start + QPoint(2, 12))
    hand.move(start + QPoint(-30, 70))
    assert not canvas.board.scene.pull.line.isVisible()
    assert shown(canvas, PIANO) == (slots[0][0], slots[0][1] + 70), "it follows at once, and only up and down"
    assert shown(canvas, PC) == slots[0], "the others make room"
    assert canvas.board.scene.shapes[cable].main.end[1] == pytest.approx(
        canvas.board.layout.sockets[Socket(PIANO, Way.SENDS)].y
    )
    assert canvas.board.scene.terminals[PIANO].card.zValue() > canvas.board.scene.terminals[PC].card.zValue()
    hand.move(start + QPoint(-30, 175))
    assert shown(canvas, PIANO) == slots[2], "there is nothing below the last"
    hand.release(start + QPoint(-30, 70))
    assert names(canvas) == ["Rehearsal PC", "Stage piano", "Loft Mac", "mioXL A3", "Windows DAW"]
    assert [rect(canvas, end) for end in (PC, PIANO, MAC)] == slots
    assert canvas.board.marks.chosen is None, "what was moved was not clicked"
    assert engine.commands == [], "where something stands is nothing to the engine"
    assert canvas.zoom_bar.arrange.isEnabled()
    undo.stack.undo()
    assert names(canvas) == EVERYBODY
    undo.stack.redo()
    assert names(canvas) != EVERYBODY
    canvas.deeds.arrange()
    assert names(canvas) == EVERYBODY
    assert not canvas.zoom_bar.arrange.isEnabled()


def test_who_is_nearby_is_put_in_order_too(canvas: PatchCanvas, hand: Hand):
    lower = terminal(canvas, "Windows DAW").end
    start = hand.at(lower)
    hand.press(start)
    hand.move(start - QPoint(0, 12))
    hand.move(start - QPoint(0, 50))
    hand.release(start - QPoint(0, 50))
    assert names(canvas)[-2:] == ["Windows DAW", "mioXL A3"]


def test_a_row_that_leaves_its_box_becomes_a_cable_and_is_back_in_its_place(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, undo: UndoVerbs
):
    before = shown(canvas, PC)
    start = hand.at(PC)
    hand.press(start)
    hand.move(start + QPoint(0, 60))
    assert shown(canvas, PC) != before
    hand.move(VOLCA)
    assert canvas.board.scene.pull.line.isVisible()
    assert shown(canvas, PC) == before
    hand.move(start + QPoint(0, 60))
    assert not canvas.board.scene.pull.line.isVisible()
    assert shown(canvas, PC) != before
    hand.move(VOLCA)
    hand.release(VOLCA)
    assert engine.commands[-1] == ("add_route", Route("", PC, VOLCA))
    assert names(canvas) == EVERYBODY


def test_sideways_out_of_a_name_comes_a_cable_to_the_neighbour_too(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand
):
    engine.commands.clear()
    start = hand.at(PIANO)
    hand.press(start)
    hand.move(start - QPoint(14, 3))
    hand.move(PC)
    assert canvas.board.scene.pull.line.isVisible()
    hand.release(PC)
    assert verbs(engine) == ["add_route", "add_route"]
    assert names(canvas) == EVERYBODY


@pytest.mark.parametrize("how", ["escape", "right", "back"])
def test_a_row_that_is_let_be_stays_where_it_was(
    canvas: PatchCanvas, hand: Hand, undo: UndoVerbs, qtbot: QtBot, how: str
):
    start = hand.at(PC)
    hand.press(start)
    hand.move(start + QPoint(0, 60))
    if how == "escape":
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    elif how == "right":
        hand.press(start, Qt.MouseButton.RightButton)
    hand.release(start + QPoint(0, 6 if how == "back" else 60))
    assert names(canvas) == EVERYBODY
    assert shown(canvas, PC) == rect(canvas, PC)
    assert not undo.stack.canUndo()


def test_everyone_heads_the_session_and_does_not_move(canvas: PatchCanvas, hand: Hand):
    everyone = SessionEnd("Studio")
    start = hand.at(everyone)
    hand.press(start)
    hand.move(start + QPoint(0, 60))
    assert canvas.board.scene.pull.line.isVisible(), "a cable comes out of it, as ever"
    hand.release(start + QPoint(0, 60))
    assert rect(canvas, everyone)[1] < rect(canvas, PIANO)[1]


def test_the_keys_move_a_row_as_one_step_and_say_where_it_is(
    canvas: PatchCanvas, undo: UndoVerbs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    said: list[str] = []
    monkeypatch.setattr(canvas.deeds, "_announce", said.append)
    canvas.setFocus()
    socket = Socket(PIANO, Way.SENDS)
    canvas.board.focus(socket)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(canvas, key, Qt.KeyboardModifier.AltModifier)
    assert names(canvas)[:3] == ["Rehearsal PC", "Stage piano", "Loft Mac"]
    assert said == [f"Stage piano is at place {place} of 3" for place in (2, 3, 3, 2)]
    assert canvas.board.marks.focused == socket
    undo.stack.undo()
    assert names(canvas) == EVERYBODY
    assert not undo.stack.canUndo()
    canvas.board.focus(None)
    canvas.deeds.choose_end(MAC)
    qtbot.keyClick(canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(canvas)[:3] == ["Stage piano", "Loft Mac", "Rehearsal PC"]
    said.clear()
    canvas.deeds.choose_end(VOLCA)
    qtbot.keyClick(canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert said == [], "a device is in no box"


def test_an_order_is_remembered_for_each_patch_and_through_a_new_name(
    engine: FakeEngine, client: Client, undo: UndoVerbs, theme: Theme, tmp_path: Path, qtbot: QtBot
):
    def canvas_of() -> PatchCanvas:
        canvas = PatchCanvas(client, undo, theme, state=WindowState(tmp_path))
        qtbot.addWidget(canvas)
        canvas.resize(1040, 640)
        with qtbot.waitExposed(canvas):
            canvas.show()
        return canvas

    first = canvas_of()
    first.deeds.shift(MAC, -1)
    first.deeds.shift(MAC, -1)
    order = names(first)
    assert order[0] == "Loft Mac"
    (spec,) = engine.snapshot().patch.sessions
    engine.edit.change_session("Studio", replace(spec, name="Barn"))
    settle()
    assert first.board.graph.sessions[0].name == "Barn"
    assert names(first) == order
    first.close()
    second = canvas_of()
    assert names(second) == order
    second.board.book.open("/elsewhere/other.toml")
    assert names(second) == EVERYBODY
    second.close()


def test_what_is_renamed_in_another_view_keeps_its_place(engine: FakeEngine, canvas: PatchCanvas):
    canvas.deeds.shift(MAC, -1)
    order = names(canvas)
    canvas.board.book.put(replace(canvas.board.book.standing, places={"session:Studio": (5.0, 200.0)}))
    before = rect(canvas, SessionEnd("Studio"))
    canvas.hide()
    (spec,) = engine.snapshot().patch.sessions
    engine.edit.change_session("Studio", replace(spec, name="Barn"))
    settle()
    engine.edit.add_session(Session("Hall", 5010))
    settle()
    canvas.show()
    assert rect(canvas, SessionEnd("Barn")) == before
    assert names(canvas) == order


# -- selecting many ------------------------------------------------------------------------------------------


def test_the_rubber_band_selects_the_cables_it_crosses(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, qtbot: QtBot
):
    top = canvas.mapFromScene(QPointF(*canvas.board.scene.shapes[CableKey(KEYS, PIANO)].main.point(0.4)))
    below = canvas.mapFromScene(QPointF(*canvas.board.scene.shapes[CableKey(VOLCA, PIANO)].main.point(0.4)))
    hand.press(top - QPoint(20, 25))
    hand.move(QPoint(top.x() - 10, below.y() + 8))
    assert canvas.board.scene.band.item.isVisible()
    told: list[Selection] = []
    canvas.selected.connect(told.append)
    hand.move(QPoint(top.x() - 10, below.y() + 9))
    assert told == [], "nothing opens beside the canvas on the way"
    hand.release(QPoint(top.x() - 10, below.y() + 8))
    assert [len(selection.routes) for selection in told] == [2]
    assert not canvas.board.scene.band.item.isVisible()
    assert canvas.board.marks.selected == {CableKey(KEYS, PIANO), CableKey(VOLCA, PIANO)}
    assert not canvas.board.marks.picked
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    settle()
    assert verbs(engine)[-2:] == ["remove_route", "remove_route"]


def test_several_devices_are_carried_together(canvas: PatchCanvas, hand: Hand, undo: UndoVerbs):
    before = {end: rect(canvas, end) for end in (VOLCA, KEYS, MONITOR)}
    hand.press(QPoint(8, 60))
    hand.move(canvas.mapFromScene(*rect(canvas, VOLCA)) + QPoint(330, 70))
    hand.release(canvas.mapFromScene(*rect(canvas, VOLCA)) + QPoint(330, 70))
    assert {"port:Volca Keys#1", "port:Keystation 49#1"} <= canvas.board.marks.picked
    carry(hand, VOLCA, QPoint(100, 0))
    assert rect(canvas, VOLCA)[0] == before[VOLCA][0] + 100
    assert rect(canvas, KEYS)[0] == before[KEYS][0] + 100
    assert rect(canvas, MONITOR) == before[MONITOR]
    undo.stack.undo()
    assert {end: rect(canvas, end) for end in before} == before


def test_shift_and_control_add_to_the_selection(canvas: PatchCanvas, hand: Hand, qtbot: QtBot):
    first, second = canvas.board.graph.cables[:2]
    hand.click(first.key)
    for keys in (Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier):
        hand.keys = keys
        hand.click(second.key)
        hand.click(VOLCA)
    assert canvas.board.marks.selected == {first.key}, "added, then taken out"
    assert not canvas.board.marks.picked
    hand.click(VOLCA)
    assert canvas.board.marks.picked == {"port:Volca Keys#1"}
    hand.press(QPoint(440, 600))
    hand.move(QPoint(450, 610))
    hand.release(QPoint(450, 610))
    assert canvas.board.marks.selected == {first.key}, "a band that catches nothing adds nothing"
    hand.keys = Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(canvas.selected) as selected:
        hand.click(OPEN)
    assert selected.args == [Selection()]
    assert not canvas.board.marks.picked


def test_everything_can_be_selected(canvas: PatchCanvas, qtbot: QtBot):
    qtbot.keyClick(canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert canvas.board.marks.selected == {cable.key for cable in canvas.board.graph.cables}
    assert NEARBY in canvas.board.marks.picked
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.board.marks.selected | canvas.board.marks.picked


def test_with_control_the_ground_is_dragged(canvas: PatchCanvas, hand: Hand):
    canvas.zoom.step(4)
    bar = canvas.horizontalScrollBar()
    before = bar.value()
    hand.keys = Qt.KeyboardModifier.ControlModifier
    ground = QPoint(600, 600)
    hand.press(ground)
    hand.move(ground - QPoint(60, 0))
    hand.release(ground - QPoint(60, 0))
    assert bar.value() == before + 60
    assert not canvas.board.scene.band.item.isVisible()


def test_the_wheel_goes_sideways_with_shift(canvas: PatchCanvas):
    canvas.zoom.step(4)
    bar = canvas.horizontalScrollBar()
    before = bar.value()
    at, none = QPointF(500, 300), QPoint()
    event = QWheelEvent(
        at,
        at,
        none,
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), event)
    assert bar.value() > before


# -- re-plugging cables --------------------------------------------------------------------------------------


def near_end(canvas: PatchCanvas, key: CableKey, t: float) -> QPoint:
    return canvas.mapFromScene(QPointF(*canvas.board.scene.shapes[key].main.point(t)))


def test_the_end_of_a_cable_is_put_elsewhere_and_keeps_its_settings(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, undo: UndoVerbs
):
    key = CableKey(KEYS, PIANO)
    (route,) = [one for one in engine.snapshot().patch.routes if one.source == KEYS]
    engine.commands.clear()
    hand.press(near_end(canvas, key, 0.85))
    hand.move(hand.at(PC))
    assert canvas.board.scene.cables[key].line.opacity() < 1, "what is taken off looks taken off"
    hand.release(PC)
    settle()
    assert verbs(engine) == ["change_route"]
    changed = next(one for one in engine.snapshot().patch.routes if one.id == route.id)
    assert (changed.source, changed.destination) == (KEYS, PC)
    undo.stack.undo()
    settle()
    assert canvas.board.graph.cable(key) is not None
    assert canvas.board.scene.cables[key].line.opacity() == 1


def test_the_other_end_too(engine: FakeEngine, canvas: PatchCanvas, hand: Hand):
    hand.press(near_end(canvas, CableKey(KEYS, PIANO), 0.12))
    hand.move(KEYBOARD)
    hand.release(KEYBOARD)
    assert engine.commands[-1][0] == "change_route"
    assert engine.commands[-1][1].source == KEYBOARD


def test_a_way_that_the_new_end_lacks_is_dropped(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, undo: UndoVerbs
):
    here = PortEnd("Longwire 1")
    key = CableKey(here, PC)
    hand.press(near_end(canvas, key, 0.12))
    hand.move(VOLCA)
    hand.release(VOLCA)
    settle()
    (route,) = [one for one in engine.snapshot().patch.routes if PC in (one.source, one.destination)]
    assert (route.source, route.destination) == (PC, VOLCA)
    undo.stack.undo()
    settle()
    cable = canvas.board.graph.cable(key)
    assert cable is not None
    assert cable.is_duplex


def test_onto_somebody_nearby_it_invites(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, undo: UndoVerbs
):
    found = terminal(canvas, "mioXL A3").end
    assert isinstance(found, FoundEnd)
    engine.commands.clear()
    hand.press(near_end(canvas, CableKey(KEYS, PIANO), 0.85))
    hand.move(found)
    hand.release(found)
    settle()
    assert verbs(engine) == ["remove_route", "invite", "add_route"]
    assert engine.commands[-1][1].destination == PeerEnd("Studio", "mioxl-a3")
    undo.stack.undo()
    settle()
    assert canvas.board.graph.cable(CableKey(KEYS, PIANO)) is not None


def test_dropped_in_the_open_or_where_it_was_the_cable_is_put_back(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, undo: UndoVerbs
):
    engine.commands.clear()
    for goal in (OPEN, PIANO):
        hand.press(near_end(canvas, CableKey(KEYS, PIANO), 0.85))
        hand.move(OPEN)
        hand.move(goal)
        hand.release(goal)
        assert canvas.board.scene.pull.word.label.full == "Put back. Press Delete to remove a cable."
    assert engine.commands == []
    assert not undo.stack.canUndo()


def test_a_cable_is_not_made_twice(engine: FakeEngine, canvas: PatchCanvas, hand: Hand):
    engine.add_route(Route("", KEYS, PC))
    settle()
    engine.commands.clear()
    hand.press(near_end(canvas, CableKey(KEYS, PIANO), 0.85))
    hand.move(PC)
    hand.release(PC)
    assert engine.commands == []
    assert canvas.board.scene.pull.word.label.full == "Already connected"


def test_in_the_middle_a_cable_is_only_selected(engine: FakeEngine, canvas: PatchCanvas, hand: Hand):
    engine.commands.clear()
    key = CableKey(KEYS, PIANO)
    hand.press(near_end(canvas, key, 0.42))
    hand.move(MAC)
    hand.release(MAC)
    assert engine.commands == []
    assert canvas.board.marks.selected == {key}


# -- the header of a session, the menu of the canvas, the bar in its corner ----------------------------------


def press_right(canvas: PatchCanvas, place: QPoint) -> dict[str, QAction]:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, canvas.viewport().mapToGlobal(place))
    QApplication.sendEvent(canvas.viewport(), event)
    return {action.text(): action for action in open_menu(canvas).actions() if action.text()}


@POPS_UP
def test_who_may_join_is_changed_where_it_is_said(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, undo: UndoVerbs
):
    _copy, pill = canvas.board.graph.sessions[0].buttons
    assert canvas.board.scene.button_figure(pill).label.full == "asks before anyone joins ▾"
    hand.click(pill)
    actions = {action.text(): action for action in open_menu(canvas).actions()}
    assert [text for text, action in actions.items() if action.isChecked()] == ["Asks before anyone joins"]
    actions["Anyone may join"].trigger()
    open_menu(canvas).close()
    settle()
    _copy, pill = canvas.board.graph.sessions[0].buttons
    assert canvas.board.scene.button_figure(pill).label.full == "anyone may join ▾"
    undo.stack.undo()
    settle()
    assert canvas.board.graph.sessions[0].accept == "ask"


@POPS_UP
def test_what_to_type_on_the_other_side_is_copied_one_by_one(canvas: PatchCanvas):
    box = next(iter(canvas.board.layout.sessions.values()))
    header = canvas.mapFromScene(box.x + 30, box.y + 16)
    for text in ("Studio", "192.0.2.5", "5004"):
        press_right(canvas, header)[f"Copy {text}"].trigger()
        open_menu(canvas).close()
        settle()
        assert QGuiApplication.clipboard().text() == text
        assert canvas.board.scene.pull.word.label.full == f"Copied {text}"


@POPS_UP
def test_the_menu_of_the_ground_and_the_bar_put_everything_in_order(
    canvas: PatchCanvas, hand: Hand, undo: UndoVerbs
):
    before = rect(canvas, VOLCA)
    assert not canvas.zoom_bar.arrange.isEnabled()
    assert not press_right(canvas, OPEN)["Put everything in order again"].isEnabled()
    open_menu(canvas).close()
    settle()
    carry(hand, VOLCA, QPoint(20, 320))
    press_right(canvas, OPEN)["Put everything in order again"].trigger()
    open_menu(canvas).close()
    assert rect(canvas, VOLCA) == before
    undo.stack.undo()
    canvas.zoom_bar.arrange.click()
    assert rect(canvas, VOLCA) == before
    assert not canvas.zoom_bar.arrange.isEnabled()


@POPS_UP
def test_all_selected_cables_are_removed_from_the_menu_of_one(canvas: PatchCanvas, qtbot: QtBot):
    qtbot.keyClick(canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    key = CableKey(KEYS, PIANO)
    press_right(canvas, near_end(canvas, key, 0.42))["Remove 5 cables"].trigger()
    open_menu(canvas).close()
    settle()
    assert canvas.board.graph.cables == ()


@POPS_UP
def test_all_selected_cables_are_muted_from_the_menu_of_one_as_one_step(
    engine: FakeEngine, canvas: PatchCanvas, undo: UndoVerbs, qtbot: QtBot
):
    qtbot.keyClick(canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    place = near_end(canvas, CableKey(KEYS, PIANO), 0.42)
    offered = press_right(canvas, place)
    assert list(offered) == ["Mute 5 cables", "Remove 5 cables"]
    offered["Mute 5 cables"].trigger()
    open_menu(canvas).close()
    settle()
    assert all(route.muted for route in engine.snapshot().patch.routes)
    assert list(press_right(canvas, place)) == ["Unmute 5 cables", "Remove 5 cables"]
    open_menu(canvas).close()
    undo.stack.undo()
    assert not any(route.muted for route in engine.snapshot().patch.routes)


def test_the_bar_zooms_and_says_how_much(canvas: PatchCanvas):
    bar = canvas.zoom_bar
    buttons = {each.accessibleName(): each for each in bar.findChildren(QPushButton)}
    buttons["Larger"].click()
    assert canvas.zoom.factor > 1
    assert buttons["Life-size; now 100 %"].text() == "115 %"
    buttons["Life-size; now 100 %"].click()
    assert canvas.zoom.factor == 1
    buttons["Smaller"].click()
    assert canvas.zoom.factor < 1
    canvas.zoom.reset()
    buttons["Show everything (Ctrl+9)"].click()
    assert (
        canvas.viewport()
        .rect()
        .contains(canvas.mapFromScene(canvas.sceneRect()).boundingRect().adjusted(2, 2, -2, -2))
    )
    corner = bar.geometry()
    canvas.resize(800, 500)
    settle()
    assert bar.geometry().bottom() == corner.bottom() - 140


def test_two_fingers_zoom(canvas: PatchCanvas):
    device, at = QPointingDevice.primaryPointingDevice(), QPointF(200, 200)
    for kind, value in (
        (Qt.NativeGestureType.ZoomNativeGesture, 0.5),
        (Qt.NativeGestureType.RotateNativeGesture, 9),
    ):
        event = QNativeGestureEvent(kind, device, 2, at, at, at, value, QPointF())
        QApplication.sendEvent(canvas.viewport(), event)
    assert canvas.zoom.factor == pytest.approx(1.5)


def bar_lies_on_a_card(canvas: PatchCanvas) -> bool:
    at = canvas.zoom_bar.geometry().translated(-canvas.viewport().pos())
    return canvas.board.is_taken(canvas.mapToScene(at).boundingRect())


def test_the_bar_folds_where_it_would_lie_on_something(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, qtbot: QtBot
):
    canvas.setFocus()
    bar = canvas.zoom_bar
    whole = bar.geometry()
    assert not bar.is_folded
    last = rect(canvas, MONITOR)
    canvas.resize(canvas.width(), round(last[1]) + 70)
    settle()
    assert bar.is_folded
    assert bar.unfold.isVisible()
    for figure in canvas.board.scene.terminals.values():
        name = canvas.mapFromScene(figure.name.room).boundingRect()
        assert not bar.geometry().intersects(name)
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: bar.isVisible() and not bar.is_folded)
    assert not bar_lies_on_a_card(canvas), "at the end there is room for it"
    canvas.resize(canvas.width(), 640)
    settle()
    assert bar.geometry() == whole


def test_a_card_that_is_put_under_the_bar_folds_it(canvas: PatchCanvas, hand: Hand):
    canvas.setFocus()
    assert not canvas.zoom_bar.is_folded
    carry(hand, MONITOR, QPoint(0, canvas.viewport().height() - 60) - QPoint(0, hand.at(MONITOR).y()))
    assert canvas.zoom_bar.is_folded
    canvas.deeds.arrange()
    settle()
    assert not canvas.zoom_bar.is_folded


def test_a_folded_bar_unfolds_for_as_long_as_somebody_is_on_it(canvas: PatchCanvas, qtbot: QtBot):
    bar = canvas.zoom_bar
    canvas.resize(canvas.width(), round(rect(canvas, MONITOR)[1]) + 70)
    settle()
    bar.unfold.setFocus()
    qtbot.keyClick(bar.unfold, Qt.Key.Key_Return)
    assert not bar.is_folded
    focused = canvas.focusWidget()
    assert bar.isAncestorOf(focused)
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert canvas.zoom.factor < 1
    canvas.zoom.reset()
    assert not bar.is_folded
    canvas.setFocus()
    qtbot.waitUntil(lambda: bar.is_folded)


@pytest.mark.parametrize("steps", [-8, -4, 0, 3])
def test_nothing_lies_under_the_bar_at_the_end_at_any_zoom(canvas: PatchCanvas, qtbot: QtBot, steps: int):
    canvas.resize(canvas.width(), 240)
    canvas.zoom.step(steps)
    down = canvas.verticalScrollBar()
    down.setValue(down.maximum())
    qtbot.waitUntil(canvas.zoom_bar.isVisible)
    assert not bar_lies_on_a_card(canvas)


def test_the_bar_steps_aside_while_the_canvas_is_scrolled(
    engine: FakeEngine, canvas: PatchCanvas, qtbot: QtBot
):
    worlds.crowd(engine, devices=20, peers=4, cables=0)
    settle()
    assert canvas.zoom_bar.isVisible()
    canvas.setFocus()
    canvas.verticalScrollBar().setValue(60)
    assert not canvas.zoom_bar.isVisible()
    qtbot.waitUntil(canvas.zoom_bar.isVisible)
    canvas.zoom_bar.unfold.setFocus()
    canvas.verticalScrollBar().setValue(90)
    assert canvas.zoom_bar.isVisible(), "whoever is on it keeps it"


@POPS_UP
def test_the_menu_key_offers_what_has_the_focus_or_is_selected_or_the_canvas(canvas: PatchCanvas):
    canvas.setFocus()
    for element, selected, text in (
        (canvas.board.graph.sessions[0].buttons[0], frozenset(), "Copy Studio"),
        (None, frozenset({CableKey(KEYS, PIANO)}), "Remove cable"),
        (None, frozenset(), "Select everything"),
    ):
        canvas.board.focus(element)
        canvas.deeds.select(selected)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
        QApplication.sendEvent(canvas.viewport(), event)
        assert text in [action.text() for action in open_menu(canvas).actions()]
        open_menu(canvas).close()
        settle()


def test_a_card_under_the_pointer_has_a_stronger_edge(canvas: PatchCanvas, hand: Hand):
    card = canvas.board.scene.terminals[VOLCA].card
    calm = card.pen().color()
    hand.move(VOLCA, Qt.MouseButton.NoButton)
    assert card.pen().color() != calm
    assert canvas.viewport().cursor().shape() is Qt.CursorShape.OpenHandCursor
    hand.move(OPEN, Qt.MouseButton.NoButton)
    assert card.pen().color() == calm


def test_each_condition_of_a_peer_has_a_shape_of_its_own():
    shapes = [(sign.within, sign.solid) for sign in signs().values()]
    different = [one for number, one in enumerate(shapes) if one not in shapes[:number]]
    assert len(different) == len(shapes) - 1, "refused and lost both need you"


def test_a_waiting_cable_says_since_when_while_it_is_under_the_pointer(canvas: PatchCanvas, hand: Hand):
    key = CableKey(KEYBOARD, MAC)
    pill = canvas.board.scene.cables[key].pill
    assert not pill.item.isVisible()
    hand.move(near_end(canvas, key, 0.4), Qt.MouseButton.NoButton)
    assert pill.item.isVisible()
    assert pill.label.full.startswith("waiting since ")
    hand.move(OPEN, Qt.MouseButton.NoButton)
    assert not pill.item.isVisible()


def test_a_window_that_grows_meanwhile_is_used_when_the_hand_lets_go(canvas: PatchCanvas, hand: Hand):
    before = canvas.board.layout.network.x
    hand.pull(Socket(KEYBOARD, Way.SENDS), OPEN)
    canvas.board.set_width(1500)
    assert canvas.board.layout.network.x == before
    hand.release(OPEN)
    assert canvas.board.layout.network.x > before


@pytest.mark.parametrize("end", [VOLCA, PC])
def test_what_is_carried_goes_back_when_the_theme_changes(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, theme: Theme, undo: UndoVerbs, end: CanvasEnd
):
    before, start = rect(canvas, end), hand.at(end)
    hand.press(start)
    hand.move(start + QPoint(0, 12))
    hand.move(start + QPoint(0, 60))
    engine.add_participant("Newcomer")
    engine.add_port("Newcomer", "in")
    settle()
    theme.choose("light")
    assert PortEnd("Newcomer") in canvas.board.scene.terminals
    hand.move(start + QPoint(0, 70))
    hand.release(start + QPoint(0, 70))
    assert before == rect(canvas, end) == shown(canvas, end)
    assert not undo.stack.canUndo()


@pytest.mark.parametrize("what", [Socket(PIANO, Way.SENDS), PIANO, SessionEnd("Studio")])
def test_what_goes_under_a_pressed_button_is_not_clicked(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand, what: Socket | CanvasEnd
):
    place = hand.at(what)
    hand.press(place)
    engine.edit.remove_session("Studio")
    settle()
    hand.release(place)
    assert canvas.board.marks.chosen is None
    assert not canvas.findChildren(QMenu)


def test_a_button_that_is_pressed_twice_without_being_let_go_of_holds_one_thing(
    engine: FakeEngine, canvas: PatchCanvas, hand: Hand
):
    start = hand.at(VOLCA)
    hand.press(OPEN)
    hand.press(start)
    hand.release(start)
    hand.move(start + QPoint(20, 320))
    engine.add_session("Hall", 5010)
    settle()
    hand.press(start, Qt.MouseButton.RightButton)
    hand.move(start, Qt.MouseButton.NoButton)
    assert canvas.board.layout.sessions.keys() == {box.id for box in canvas.board.graph.sessions}
    assert shown(canvas, VOLCA) == rect(canvas, VOLCA)


def test_a_row_that_goes_down_and_up_again_leaves_nothing_to_undo(
    canvas: PatchCanvas, undo: UndoVerbs, qtbot: QtBot
):
    canvas.setFocus()
    canvas.board.focus(Socket(PIANO, Way.SENDS))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up):
        qtbot.keyClick(canvas, key, Qt.KeyboardModifier.AltModifier)
    assert names(canvas) == EVERYBODY
    assert not undo.stack.canUndo()


def test_what_is_chosen_and_gone_has_no_menu_of_its_own(canvas: PatchCanvas, qtbot: QtBot):
    gone = PeerEnd("Studio", "nobody")
    canvas.deeds.choose_end(gone)
    assert canvas.deeds.end_meant(None) is None


def test_a_selected_device_is_moved_by_the_keys_and_only_then_another(
    canvas: PatchCanvas, hand: Hand, undo: UndoVerbs, qtbot: QtBot
):
    before = {end: rect(canvas, end) for end in (VOLCA, KEYS)}
    for end in before:
        hand.click(end)
        qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert {end: rect(canvas, end)[0] - x for end, (x, _) in before.items()} == {VOLCA: 24, KEYS: 24}
    undo.stack.undo()
    assert rect(canvas, KEYS) == before[KEYS]
    assert rect(canvas, VOLCA) != before[VOLCA], "two walks are two steps"


@pytest.mark.parametrize("width", [514, 640, 1000])
def test_what_is_said_of_a_waiting_cable_lies_between_the_columns(width: int, canvas: PatchCanvas) -> None:
    canvas.resize(width, 600)
    settle()
    key, board = CableKey(KEYBOARD, MAC), canvas.board
    board.hover(key)
    pill = board.scene.cables[key].pill
    assert pill.item.isVisible()
    around = pill.item.sceneBoundingRect()
    assert around.left() >= board.layout.local.right
    assert around.right() <= board.layout.network.x
    lines = [line for line in pill.lines if line.item.isVisible()]
    words = " ".join(line.full for line in lines).replace(" · ", " ")
    assert words.startswith("waiting since ")
    assert not any(line.is_elided for line in lines)
    assert all(around.contains(line.item.sceneBoundingRect()) for line in lines)
    assert (len(lines) > 1) == (width < 1000)
