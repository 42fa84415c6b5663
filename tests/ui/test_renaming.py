"""Calling things something else: where their name stands on the canvas and in the table, by F2, and in the details."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from app.model.endpoints import KEYBOARD, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import FoundPeer, Peer, Route, Session, VirtualPort
from app.ui.actions import ActionId
from app.ui.called import Called, Names
from app.ui.canvas.elements import CableKey, CanvasEnd, FoundEnd, Socket, Way
from app.ui.canvas.graph import derive_graph
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.joining import join_canvas
from app.ui.main_window import MainWindow
from app.ui.selection import Selection
from app.ui.table.places import PlaceColumn
from app.ui.table.view import ConnectionsTable
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas import worlds
from tests.ui.canvas.conftest import Hand, canvas, hand, settle
from tests.ui.conftest import OpenWindow

__all__ = ["canvas", "hand"]

KEYS, OURS, PIANO = PortEnd("Keystation 49"), PortEnd("Longwire 1"), PeerEnd("Studio", "stage-piano")
STUDIO, LIGHTS = SessionEnd("Studio"), LinkEnd("Lights")


@pytest.fixture
def engine(engine: FakeEngine) -> FakeEngine:
    engine.add_port("Keystation 49", "in")
    engine.edit.add_port(VirtualPort("Longwire 1"))
    engine.add_participant("Stage piano")
    engine.add_session("Hall", 5010)
    engine.add_link("Lights")
    engine.add_link("Video", 9003)
    engine.add_found("mioXL A3", "mioxl.local.")
    return engine


@pytest.fixture
def names(client: Client, undo: UndoVerbs) -> Names:
    return Names(client, undo)


@pytest.fixture
def table(
    engine: FakeEngine, client: Client, undo: UndoVerbs, theme: Theme, qtbot: QtBot
) -> ConnectionsTable:
    table = ConnectionsTable(client, undo, theme)
    qtbot.addWidget(table)
    table.resize(1100, 800)
    table.show()
    qtbot.waitExposed(table)
    return table


def field_of(view: QWidget) -> QLineEdit:
    settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    fields = view.findChildren(QLineEdit, "new-name")
    assert len(fields) == 1
    return fields[0]


def is_open(view: QWidget) -> bool:
    return any(field.isVisible() for field in view.findChildren(QLineEdit, "new-name"))


def type_over(field: QLineEdit, text: str, qtbot: QtBot, key: Qt.Key = Qt.Key.Key_Return) -> None:
    field.selectAll()
    if text:
        qtbot.keyClicks(field, text)
    else:
        qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, key)
    settle()


# -- the rules -----------------------------------------------------------------------------------------------


def test_what_is_somebody_elses_gets_a_name_of_ours_and_its_own_back(
    client: Client, undo: UndoVerbs, names: Names
):
    assert names.called(KEYS) == Called("Keystation 49", "Keystation 49")
    assert names.call(KEYS, " Left hand ") == KEYS
    assert client.snapshot.patch.device_name(KEYS) == "Left hand"
    assert names.called(KEYS) == Called("Left hand", "Keystation 49")
    names.call(KEYS, "")
    assert client.snapshot.patch.nickname(KEYS) is None
    undo.stack.undo()
    assert names.called(KEYS) == Called("Left hand", "Keystation 49")
    names.call(PIANO, "Grand")
    assert names.called(PIANO) == Called("Grand", "Stage piano")
    names.call(PIANO, "Stage piano")
    assert client.snapshot.patch.peers[0].nickname is None
    assert undo.stack.undoText()


def test_the_second_of_a_name_goes_back_to_its_number(engine: FakeEngine, client: Client, names: Names):
    second = PortEnd("Keystation 49", 2)
    engine.add_port("Keystation 49", "in", nth=2)
    assert names.called(second) == Called("Keystation 49 (2)", "Keystation 49 (2)")
    names.call(second, "Upper")
    names.call(second, "Keystation 49 (2)")
    assert client.snapshot.patch.nickname(second) is None


@pytest.mark.parametrize(
    ("end", "after"),
    [(STUDIO, SessionEnd("Barn")), (LIGHTS, LinkEnd("Barn")), (OURS, PortEnd("Barn"))],
)
def test_what_is_ours_is_known_by_the_new_name(
    client: Client, undo: UndoVerbs, names: Names, end: CanvasEnd, after: CanvasEnd
):
    before = names.called(end)
    assert before is not None
    assert not before.own
    assert names.call(end, "") == names.call(end, before.name) == end
    assert not undo.stack.canUndo(), "an empty name and the same name change nothing"
    assert names.call(end, "Barn") == after
    assert names.called(after) == Called("Barn")
    undo.stack.undo()
    assert names.called(end) == before


@pytest.mark.parametrize(("end", "taken"), [(STUDIO, "Hall"), (LIGHTS, "Video"), (OURS, "Keystation 49")])
def test_a_name_that_is_taken_is_refused(undo: UndoVerbs, names: Names, end: CanvasEnd, taken: str):
    with pytest.raises(ValueError, match=taken):
        names.call(end, taken)
    assert not undo.stack.canUndo()


def test_who_is_only_found_has_a_name_of_ours_and_is_known_no_more_than_before(
    engine: FakeEngine, client: Client, undo: UndoVerbs, names: Names
):
    (found,) = engine.snapshot().found
    end = FoundEnd(found.id)
    assert names.called(KEYBOARD) is None
    assert names.called(end) == Called("mioXL A3", "mioXL A3")
    names.call(end, "Rack")
    assert names.called(end) == Called("Rack", "mioXL A3")
    assert client.snapshot.patch.found == (FoundPeer("mioXL A3", "Rack"),)
    assert client.snapshot.patch.peers == ()
    assert undo.stack.undoText() == "Rename mioXL A3"
    names.call(end, "")
    assert client.snapshot.patch.found == ()
    for name in ("Rack", "mioXL A3"):
        undo.stack.undo()
        assert names.called(end) == Called(name, "mioXL A3")


def test_who_is_found_and_known_is_called_so_in_its_entry(
    engine: FakeEngine, client: Client, undo: UndoVerbs, names: Names
):
    end = FoundEnd(engine.snapshot().found[0].id)
    known = (
        Peer("mio", "mioXL A3", session="Studio"),
        Peer("mio-2", "mioXL A3", session="Hall", nickname="Rack"),
    )
    for peer in known:
        engine.edit.change_peer(peer)
    assert names.called(end) == Called("Rack", "mioXL A3")
    names.call(end, "Tower")
    assert [peer.nickname for peer in client.snapshot.patch.peers] == ["Tower", "Tower"]
    assert client.snapshot.patch.found == ()
    undo.stack.undo()
    assert client.snapshot.patch.peers == known, "several may have had several names"


def test_two_that_are_found_under_one_name_are_called_and_hidden_each_by_itself(
    engine: FakeEngine, client: Client, undo: UndoVerbs, names: Names
):
    (one,) = engine.snapshot().found
    two = engine.add_found("mioXL A3", "other.local", service="mioXL A3\u200b", addresses=("192.0.2.41",))
    names.call(FoundEnd(two.id), "Tower")
    assert names.called(FoundEnd(one.id)) == Called("mioXL A3", "mioXL A3")
    assert names.called(FoundEnd(two.id)) == Called("Tower", "mioXL A3")
    assert [row.name for row in derive_graph(client.snapshot).nearby] == ["mioXL A3", "Tower"]
    undo.parts.hide_peer(two.service, True)
    assert [row.name for row in derive_graph(client.snapshot).nearby] == ["mioXL A3"]
    assert undo.stack.undoText() == "Hide Tower"


def test_a_guest_who_is_found_too_gets_a_name_and_stays_a_guest(
    engine: FakeEngine, client: Client, undo: UndoVerbs, names: Names
):
    (found,) = engine.snapshot().found
    guest = engine.add_participant("mioXL A3", peer="mio", role="participant", wanted=False)
    engine._found[found.id] = replace(found, participant=guest.id)
    names.call(PeerEnd("Studio", "mio"), "Rack")
    assert client.snapshot.patch.found == (FoundPeer("mioXL A3", "Rack"),)
    assert client.snapshot.patch.peers == ()


def test_what_is_gone_by_then_keeps_everybody_elses_name(
    engine: FakeEngine, client: Client, undo: UndoVerbs, names: Names
):
    (found,) = engine.snapshot().found
    engine.edit.change_peer(Peer("loft", address="192.0.2.99:5004"))
    engine.edit.change_peer(Peer("mio", "mioXL A3"))
    engine.remove_found(found.id)
    for part in ("Studio", "Hall"):
        engine.edit.remove_session(part)
    engine.edit.remove_link("Lights")
    for end in (FoundEnd(found.id), STUDIO, LIGHTS):
        assert names.called(end) is None
        assert names.call(end, "Barn") == end
    assert not undo.stack.canUndo()


@pytest.mark.parametrize("end", [STUDIO, LIGHTS, OURS])
def test_what_the_engine_refuses_to_rename_is_known_as_before(
    engine: FakeEngine, client: Client, names: Names, end: CanvasEnd
):
    engine.fail_next()
    assert names.call(end, "Barn") == end


# -- on the canvas -------------------------------------------------------------------------------------------


def test_f2_renames_what_has_the_focus_and_gives_the_keyboard_back(
    canvas: PatchCanvas, client: Client, undo: UndoVerbs, qtbot: QtBot
):
    canvas.activateWindow()
    canvas.setFocus()
    socket = Socket(KEYS, Way.SENDS)
    canvas.board.focus(socket)
    qtbot.keyClick(canvas, Qt.Key.Key_F2)
    field = field_of(canvas)
    assert field.hasFocus()
    assert field.text() == field.selectedText() == "Keystation 49"
    assert field.accessibleName() == "New name of Keystation 49"
    card = canvas.board.scene.terminals[KEYS]
    assert field.geometry().contains(canvas.mapFromScene(card.name.item.sceneBoundingRect().center()))
    type_over(field, "Left hand", qtbot)
    assert card.name.full == "Left hand"
    assert not is_open(canvas)
    assert canvas.hasFocus()
    assert canvas.board.marks.focused == socket
    undo.stack.undo()
    settle()
    assert card.name.full == "Keystation 49"


def test_escape_keeps_the_old_name_and_a_click_elsewhere_takes_the_new_one(
    canvas: PatchCanvas, client: Client, hand: Hand, qtbot: QtBot
):
    canvas.activateWindow()
    canvas.deeds.choose_end(PIANO)
    qtbot.keyClick(canvas, Qt.Key.Key_F2)
    type_over(field_of(canvas), "Grand", qtbot, Qt.Key.Key_Escape)
    assert not is_open(canvas)
    assert canvas.board.marks.chosen == PIANO, "Escape was for the name, not for the selection"
    assert not client.snapshot.patch.peers
    qtbot.keyClick(canvas, Qt.Key.Key_F2)
    field = field_of(canvas)
    field.selectAll()
    qtbot.keyClicks(field, "Grand")
    canvas.setFocus(Qt.FocusReason.MouseFocusReason)
    settle()
    assert not is_open(canvas)
    assert canvas.board.graph.terminals[PIANO].name == "Grand"


def test_a_session_is_renamed_in_its_header_and_stays_selected(canvas: PatchCanvas, qtbot: QtBot):
    canvas.activateWindow()
    canvas.deeds.choose_end(STUDIO)
    qtbot.keyClick(canvas, Qt.Key.Key_F2)
    field = field_of(canvas)
    (box, _hall) = canvas.board.graph.sessions
    header = canvas.board.layout.sessions[box.id]
    assert abs(field.geometry().left() - canvas.mapFromScene(header.x + 20, header.y).x()) <= 8
    type_over(field, "Hall", qtbot)
    assert field.is_wrong, "another one has that name"  # type: ignore[attr-defined]
    assert is_open(canvas)
    type_over(field, "Barn", qtbot)
    settle()
    assert canvas.board.marks.chosen == SessionEnd("Barn")


def test_a_taken_name_is_dropped_when_something_else_is_clicked(
    canvas: PatchCanvas, client: Client, qtbot: QtBot
):
    canvas.activateWindow()
    canvas.deeds.choose_end(STUDIO)
    qtbot.keyClick(canvas, Qt.Key.Key_F2)
    field = field_of(canvas)
    field.selectAll()
    qtbot.keyClicks(field, "Hall")
    canvas.setFocus(Qt.FocusReason.MouseFocusReason)
    settle()
    assert not is_open(canvas)
    assert [each.name for each in client.snapshot.sessions] == ["Studio", "Hall"]


def test_a_name_that_is_refused_says_why(canvas: PatchCanvas, qtbot: QtBot):
    canvas.activateWindow()
    canvas.renamer.start(STUDIO)
    field = field_of(canvas)
    type_over(field, "Hall", qtbot)
    assert QToolTip.text() == field.accessibleDescription() == "A short name that nothing else here has"
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_tab_takes_the_name_and_stays_where_the_focus_was(canvas: PatchCanvas, client: Client, qtbot: QtBot):
    canvas.activateWindow()
    canvas.setFocus()
    socket = Socket(KEYS, Way.SENDS)
    canvas.board.focus(socket)
    qtbot.keyClick(canvas, Qt.Key.Key_F2)
    type_over(field_of(canvas), "Left hand", qtbot, Qt.Key.Key_Tab)
    assert client.snapshot.patch.device_name(KEYS) == "Left hand"
    assert not is_open(canvas)
    assert canvas.hasFocus()
    assert canvas.board.marks.focused == socket


def test_the_focus_stays_on_what_is_known_by_another_name(canvas: PatchCanvas, qtbot: QtBot):
    canvas.activateWindow()
    canvas.setFocus()
    canvas.board.focus(Socket(STUDIO, Way.RECEIVES))
    qtbot.keyClick(canvas, Qt.Key.Key_F2)
    type_over(field_of(canvas), "Barn", qtbot)
    assert canvas.board.marks.focused == Socket(SessionEnd("Barn"), Way.RECEIVES)
    assert canvas.board.scene.ring.item.isVisible()


def test_selected_cables_stay_so_when_an_end_of_them_is_renamed(
    engine: FakeEngine, canvas: PatchCanvas, qtbot: QtBot
):
    engine.add_route(Route("", KEYBOARD, STUDIO))
    settle()
    canvas.activateWindow()
    canvas.deeds.select_all()
    canvas.board.focus(Socket(STUDIO, Way.RECEIVES))
    qtbot.keyClick(canvas, Qt.Key.Key_F2)
    type_over(field_of(canvas), "Barn", qtbot)
    assert canvas.board.marks.selected == {CableKey(KEYBOARD, SessionEnd("Barn"))}


def test_the_keyboard_comes_back_when_what_is_renamed_goes(
    engine: FakeEngine, canvas: PatchCanvas, qtbot: QtBot
):
    canvas.activateWindow()
    canvas.setFocus()
    canvas.renamer.start(PIANO)
    assert field_of(canvas).hasFocus()
    engine.leave(engine.snapshot().participants[0].id)
    settle()
    assert not is_open(canvas)
    assert canvas.hasFocus()


def test_the_keyboard_comes_back_too_when_the_window_was_behind_another(
    engine: FakeEngine, canvas: PatchCanvas, qtbot: QtBot
):
    canvas.activateWindow()
    canvas.renamer.start(PIANO)
    field_of(canvas)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    assert is_open(canvas), "who comes back goes on typing"
    engine.leave(engine.snapshot().participants[0].id)
    settle()
    canvas.activateWindow()
    qtbot.waitUntil(canvas.hasFocus)


def test_what_is_renamed_by_f2_comes_into_sight(engine: FakeEngine, canvas: PatchCanvas, qtbot: QtBot):
    worlds.crowd(engine, devices=20, peers=20, cables=0)
    settle()
    canvas.activateWindow()
    canvas.deeds.choose_end(KEYS)
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    qtbot.keyClick(canvas, Qt.Key.Key_F2)
    assert canvas.viewport().rect().contains(field_of(canvas).geometry())


def test_the_field_goes_where_the_name_goes_and_with_it(
    engine: FakeEngine, canvas: PatchCanvas, qtbot: QtBot
):
    canvas.activateWindow()
    (found,) = engine.snapshot().found
    engine.edit.change_peer(Peer("mio", "mioXL A3", nickname="Rack"))
    settle()
    end = FoundEnd(found.id)
    canvas.renamer.start(end)
    field = field_of(canvas)

    def is_over_the_name() -> bool:
        name = canvas.mapFromScene(canvas.board.scene.terminals[end].name.room).boundingRect()
        return abs(field.geometry().center().y() - name.center().y()) <= 2

    assert is_over_the_name()
    assert field.geometry().contains(
        canvas.mapFromScene(canvas.board.scene.terminals[end].name.room.center())
    )
    before = field.geometry()
    engine.add_participant("Newcomer")
    settle()
    assert is_over_the_name()
    assert field.geometry().top() > before.top()
    canvas.zoom.step(-3)
    assert is_over_the_name()
    canvas.resize(1400, 640)
    assert field.geometry().contains(
        canvas.mapFromScene(canvas.board.scene.terminals[end].name.room.center())
    )
    canvas.zoom.step(6)
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    assert is_over_the_name()
    engine.remove_found(found.id)
    settle()
    assert not is_open(canvas)


def test_what_is_built_in_has_no_field(canvas: PatchCanvas, qtbot: QtBot):
    canvas.setFocus()
    canvas.board.focus(Socket(KEYBOARD, Way.SENDS))
    qtbot.keyClick(canvas, Qt.Key.Key_F2)
    assert not is_open(canvas)


def test_f2_renames_who_is_only_found(engine: FakeEngine, canvas: PatchCanvas, undo: UndoVerbs, qtbot: QtBot):
    canvas.activateWindow()
    canvas.setFocus()
    end = FoundEnd(engine.snapshot().found[0].id)
    canvas.board.focus(Socket(end, Way.SENDS))
    qtbot.keyClick(canvas, Qt.Key.Key_F2)
    field = field_of(canvas)
    assert field.text() == field.placeholderText() == "mioXL A3"
    type_over(field, "Rack", qtbot)
    assert canvas.board.scene.terminals[end].name.full == "Rack"
    undo.stack.undo()
    settle()
    assert canvas.board.scene.terminals[end].name.full == "mioXL A3"


# -- in the table --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "name"), [(KEYS, "Keystation 49"), (PIANO, "Stage piano"), (STUDIO, "Studio")]
)
def test_f2_renames_the_selected_row(
    table: ConnectionsTable, undo: UndoVerbs, qtbot: QtBot, end: CanvasEnd, name: str
):
    table.activateWindow()
    table.show_selection(Selection(end=end))  # type: ignore[arg-type]
    table.places.setFocus()
    qtbot.keyClick(table.places, Qt.Key.Key_F2)
    field = field_of(table)
    assert field.text() == name
    cell = table.places.proxy.mapFromSource(table.places.rows_model.index_of(end))
    assert field.geometry().intersects(table.places.visualRect(cell.siblingAtColumn(PlaceColumn.NAME)))
    type_over(field, "Barn", qtbot)
    settle()
    shown = [
        table.places.rows_model.index(row, 0).data() for row in range(table.places.rows_model.rowCount())
    ]
    assert any("Barn" in each for each in shown)
    assert table.places.hasFocus()
    assert [each.name for each in table.places.rows] in (["Barn"], ["Everyone in “Barn”"])
    undo.stack.undo()
    settle()
    assert [each.end for each in table.places.rows] == [end]


def test_the_field_over_a_row_goes_where_the_row_goes(
    engine: FakeEngine, table: ConnectionsTable, qtbot: QtBot
):
    worlds.crowd(engine, devices=40, peers=20, cables=0)
    settle()
    table.activateWindow()
    places = table.places
    table.show_selection(Selection(end=KEYS))
    places.verticalScrollBar().setValue(places.verticalScrollBar().maximum())
    qtbot.keyClick(places, Qt.Key.Key_F2)
    field = field_of(table)
    assert places.viewport().rect().contains(field.geometry()), "it comes into sight"
    places.setColumnWidth(PlaceColumn.NAME, 400)
    assert field.width() > 400
    before = field.geometry()
    places.sortByColumn(PlaceColumn.NAME, Qt.SortOrder.DescendingOrder)
    assert field.geometry() != before


# -- in the details ------------------------------------------------------------------------------------------


@pytest.fixture
def window(
    engine: FakeEngine, client: Client, undo: UndoVerbs, theme: Theme, open_window: OpenWindow
) -> MainWindow:
    engine.add_route(Route("", PortEnd("Keystation 49"), PIANO))
    made = open_window(PatchCanvas(client, undo, theme))
    (canvas,) = made.findChildren(PatchCanvas)
    join_canvas(made, canvas)
    made.activateWindow()
    return made


def write(window: MainWindow, text: str, qtbot: QtBot) -> QLineEdit:
    """Call what the details are about something else, and leave the keyboard in that field."""
    field = window.inspector.page.name  # type: ignore[union-attr]
    field.setFocus()
    type_over(field, text, qtbot)
    settle()
    return field


@pytest.mark.parametrize(
    ("end", "name", "after"),
    [
        (STUDIO, "Barn", SessionEnd("Barn")),
        (OURS, "Synth in", PortEnd("Synth in")),
        (LIGHTS, "Spots", LinkEnd("Spots")),
    ],
)
def test_what_is_renamed_in_the_details_stays_selected_and_so_does_taking_it_back(
    window: MainWindow, undo: UndoVerbs, end: CanvasEnd, name: str, after: CanvasEnd, qtbot: QtBot
) -> None:
    (canvas,) = window.findChildren(PatchCanvas)
    canvas.deeds.choose_end(end)
    page = window.inspector.page
    field = write(window, name, qtbot)
    assert canvas.board.marks.chosen == after
    assert field.hasFocus(), "the details stay as they are"
    window.actions_by_id[ActionId.TABLE].trigger()
    assert [each.end for each in window.table.places.rows] == [after]
    undo.stack.undo()
    settle()
    assert [each.end for each in window.table.places.rows] == [end]
    window.actions_by_id[ActionId.TABLE].trigger()
    assert canvas.board.marks.chosen == end
    assert window.inspector.isVisible()
    assert window.inspector.page is page


def test_cables_and_people_of_a_renamed_session_stay_marked(
    window: MainWindow, undo: UndoVerbs, engine: FakeEngine
) -> None:
    (canvas,) = window.findChildren(PatchCanvas)
    cable = CableKey(KEYS, PIANO)
    canvas.deeds.select(frozenset({cable}), frozenset({"session:Studio"}))
    canvas.board.focus(Socket(PIANO, Way.RECEIVES))
    undo.edit.change_session("Studio", Session("Barn"))
    settle()
    there = PeerEnd("Barn", "stage-piano")
    marks = canvas.board.marks
    assert marks.selected == frozenset({CableKey(KEYS, there)})
    assert marks.picked == frozenset({"session:Barn"})
    assert marks.focused == Socket(there, Way.RECEIVES)
    assert window.inspector.isVisible()


def test_what_is_renamed_while_a_cable_is_pulled_is_marked_when_that_ends(
    window: MainWindow, undo: UndoVerbs
) -> None:
    (canvas,) = window.findChildren(PatchCanvas)
    canvas.deeds.choose_end(STUDIO)
    canvas.board.hold()
    undo.edit.change_session("Studio", Session("Barn"))
    settle()
    undo.edit.change_session("Barn", Session("Loft"))
    settle()
    assert canvas.board.marks.chosen == STUDIO, "as it is shown"
    canvas.board.release()
    assert canvas.board.marks.chosen == SessionEnd("Loft")
