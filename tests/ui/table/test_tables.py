"""The table view: its models, its buttons and keys, and the selection it shares with the canvas."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.model.endpoints import KEYBOARD, MONITOR, Endpoint, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Route
from app.ui.actions import ActionId
from app.ui.canvas.elements import FoundEnd
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.inspector.found_page import FoundPage
from app.ui.joining import join_canvas
from app.ui.main_window import MainWindow
from app.ui.selection import Selection
from app.ui.table.cables import CableColumn
from app.ui.table.connect_bar import ConnectBar
from app.ui.table.listing import Listing
from app.ui.table.places import PlaceColumn
from app.ui.table.view import ConnectionsTable
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from app.ui.window_state import WindowState
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas.worlds import crowd, studio
from tests.ui.conftest import OpenWindow

KEYS, VOLCA, VIRTUAL = PortEnd("Keystation 49"), PortEnd("Volca Keys"), PortEnd("Longwire 1")
PIANO, LOFT = PeerEnd("Studio", "stage-piano"), PeerEnd("Studio", "loft-mac")


@pytest.fixture
def table(
    engine: FakeEngine, client: Client, undo: UndoVerbs, theme: Theme, qtbot: QtBot
) -> ConnectionsTable:
    studio(engine)
    table = ConnectionsTable(client, undo, theme)
    table.testers = [  # type: ignore[attr-defined]
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for listing in (table.cables, table.places)
        for model in (listing.rows_model, listing.proxy)
    ]
    qtbot.addWidget(table)
    table.resize(1100, 800)
    table.show()
    qtbot.waitExposed(table)
    return table


def texts(model: QAbstractItemModel, column: int) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def route_of(client: Client, source: Endpoint, destination: Endpoint) -> Route:
    ends = (source, destination)
    return next(each for each in client.snapshot.patch.routes if (each.source, each.destination) == ends)


def settled(client: Client, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not client._turn.isActive())


def click_row(listing: Listing, key: object, qtbot: QtBot) -> QModelIndex:  # type: ignore[type-arg]
    index = listing.proxy.mapFromSource(listing.rows_model.index_of(key))
    assert index.isValid()
    listing.scrollTo(index)
    middle = listing.visualRect(index).center()
    qtbot.mouseClick(listing.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    return index


def test_every_cable_says_from_to_state_since_and_how_much(
    engine: FakeEngine, client: Client, table: ConnectionsTable, qtbot: QtBot
) -> None:
    first = route_of(client, KEYS, PIANO)
    engine.counts = {first.id: 1204}
    qtbot.waitUntil(lambda: table.cables.proxy.index(0, CableColumn.MESSAGES).data() in ("1204", "1,204"))
    model = table.cables.proxy
    assert texts(model, CableColumn.SOURCE)[:2] == ["Keystation 49", "Stage piano"]
    assert texts(model, CableColumn.DESTINATION)[:2] == ["Stage piano", "Volca Keys"]
    assert texts(model, CableColumn.STATE)[0] == "connected"
    assert texts(model, CableColumn.STATE)[4].startswith("waiting")
    assert all(texts(model, CableColumn.SINCE))
    muted = model.index(0, CableColumn.MUTED)
    assert muted.data(Qt.ItemDataRole.AccessibleTextRole) == "not muted"
    titles = [model.headerData(each, Qt.Orientation.Horizontal) for each in CableColumn]
    assert titles == ["From", "To", "State", "Since", "Messages", "Muted"]
    piano = next(each for each in client.snapshot.participants if each.peer == PIANO.peer)
    engine.set_participant(piano, state="silent")
    said = "waiting: the other side does not answer"
    qtbot.waitUntil(lambda: texts(model, CableColumn.STATE)[0] == said)


def test_every_place_says_where_it_is_and_what_can_be_done(
    engine: FakeEngine, table: ConnectionsTable, qtbot: QtBot
) -> None:
    model = table.places.proxy
    rows = {
        model.index(row, PlaceColumn.NAME).data(): [model.index(row, each).data() for each in PlaceColumn][1:]
        for row in range(model.rowCount())
    }
    assert rows["Keystation 49"] == ["This computer", "controller", "", ""]
    assert rows["Everyone in “Studio”"] == ["Session “Studio”", "2 are in it", "", ""]
    assert rows["Stage piano"] == ["Session “Studio”", "connected", "0.4 ms", "Disconnect"]
    assert rows["mioXL A3"] == ["Found nearby", "mioxl.local · 5004", "", "Invite"]
    assert rows["Loft Mac"][1].startswith("waiting since")
    assert rows["Loft Mac"][3] == "Stop trying"


def test_rows_come_and_go_and_the_selection_stays(
    engine: FakeEngine, client: Client, table: ConnectionsTable, qtbot: QtBot
) -> None:
    kept = route_of(client, VIRTUAL, PeerEnd("Studio", "rehearsal-pc"))
    table.cables.select([kept.id])
    engine.remove_route(route_of(client, KEYS, PIANO).id)
    engine.add_route(Route("", KEYBOARD, VOLCA))
    engine.add_port("Left keys", "in")
    qtbot.waitUntil(lambda: "Left keys" in texts(table.places.proxy, PlaceColumn.NAME))
    assert [each.key for each in table.cables.rows] == [kept.id]
    assert texts(table.cables.proxy, CableColumn.DESTINATION)[-1] == "Volca Keys"
    engine._set_routes(tuple(reversed(client.snapshot.patch.routes)))
    engine._routes = dict(reversed(engine._routes.items()))
    qtbot.waitUntil(lambda: texts(table.cables.proxy, CableColumn.DESTINATION)[0] == "Volca Keys")


def test_the_box_and_the_button_mute_and_undo_takes_it_back(
    client: Client, undo: UndoVerbs, table: ConnectionsTable, qtbot: QtBot
) -> None:
    ids = [route.id for route in client.snapshot.patch.routes[:2]]
    box = table.cables.rows_model.index_of(ids[0]).siblingAtColumn(CableColumn.MUTED)
    assert table.cables.rows_model.setData(box, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    qtbot.waitUntil(lambda: box.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked)
    assert texts(table.cables.proxy, CableColumn.STATE)[0] == "muted"
    table.cables.select(ids)
    table.show_selection(Selection(tuple(ids)))
    table.mute_button.click()
    assert [route.muted for route in client.snapshot.patch.routes[:2]] == [True, True]
    assert undo.stack.count() == 2
    undo.stack.undo()
    undo.stack.undo()
    assert not any(route.muted for route in client.snapshot.patch.routes)


def test_delete_removes_what_is_selected(
    client: Client, undo: UndoVerbs, table: ConnectionsTable, qtbot: QtBot
) -> None:
    ids = [route.id for route in client.snapshot.patch.routes[:2]]
    table.cables.select(ids)
    qtbot.keyClick(table.cables, Qt.Key.Key_Delete)
    assert not {route.id for route in client.snapshot.patch.routes} & set(ids)
    undo.stack.undo()
    assert {route.id for route in client.snapshot.patch.routes} >= set(ids)


def test_the_one_button_invites_leaves_and_stops_trying(
    engine: FakeEngine, client: Client, undo: UndoVerbs, table: ConnectionsTable, qtbot: QtBot
) -> None:
    found = next(each for each in client.snapshot.found if each.name == "mioXL A3")
    for end, words, verb in (
        (FoundEnd(found.id), "Invite", "invite"),
        (LOFT, "Stop trying", "leave"),
        (PIANO, "Disconnect", "leave"),
    ):
        click_row(table.places, end, qtbot)
        assert (table.deed_button.text(), table.deed_button.isEnabled()) == (words, True)
        engine.commands.clear()
        table.deed_button.click()
        assert engine.commands[0][0] == verb
        settled(client, qtbot)
    assert undo.stack.count() == 3
    click_row(table.places, KEYS, qtbot)
    assert not table.deed_button.isEnabled()


def choose(bar: ConnectBar, source: object, target: object) -> None:
    bar.source.choose(source)  # type: ignore[arg-type]
    bar.target.choose(target)  # type: ignore[arg-type]


def test_two_lists_and_a_button_make_a_cable(
    client: Client, undo: UndoVerbs, table: ConnectionsTable, qtbot: QtBot
) -> None:
    bar = table.bar
    assert not bar.connect_button.isEnabled()
    before = len(client.snapshot.patch.routes)
    choose(bar, VIRTUAL, PIANO)
    bar.both_ways.setChecked(False)
    assert bar.connect_button.isEnabled()
    bar.connect_button.click()
    assert len(client.snapshot.patch.routes) == before + 1
    settled(client, qtbot)
    assert not bar.connect_button.isEnabled()
    assert bar.note.text() == "Already connected"
    bar.both_ways.setChecked(True)
    bar.connect_button.click()
    assert len(client.snapshot.patch.routes) == before + 2
    assert route_of(client, PIANO, VIRTUAL)
    undo.stack.undo()
    undo.stack.undo()
    assert len(client.snapshot.patch.routes) == before


def test_what_cannot_be_says_why(table: ConnectionsTable) -> None:
    bar = table.bar
    bar.source.choose(KEYBOARD)
    entries = {bar.target.itemText(row): row for row in range(bar.target.count())}
    model = bar.target.model()
    possible = {
        text: bool(model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsEnabled)
        for text, row in entries.items()
    }
    assert possible["Keystation 49 — Keystation 49 only sends"] is False
    assert possible["Loft Mac — Already connected"] is False
    assert possible["Volca Keys"] is True
    assert possible["mioXL A3 (invite)"] is True


def test_a_cable_to_somebody_nearby_invites_first(
    engine: FakeEngine, client: Client, table: ConnectionsTable
) -> None:
    found = next(each for each in client.snapshot.found if each.name == "mioXL A3")
    choose(table.bar, KEYS, FoundEnd(found.id))
    assert table.bar.note.text() == "It is invited first, and the cable waits until it answers."
    table.bar.connect_button.click()
    assert route_of(client, KEYS, PeerEnd("Studio", "mioxl-a3"))


def test_connect_to_begins_with_the_selected_place(table: ConnectionsTable, qtbot: QtBot) -> None:
    click_row(table.places, KEYS, qtbot)
    table.cable_button.click()
    assert table.bar.source.end == KEYS
    click_row(table.places, MONITOR, qtbot)
    table.cable_button.click()
    assert (table.bar.source.end, table.bar.target.end) == (None, MONITOR)


def test_the_filter_keeps_what_is_meant(table: ConnectionsTable) -> None:
    table.filter.setText("volca")
    assert texts(table.cables.proxy, CableColumn.DESTINATION) == ["Volca Keys"]
    assert texts(table.places.proxy, PlaceColumn.NAME) == ["Volca Keys"]
    table.filter.clear()
    assert table.cables.proxy.rowCount() == 6


def test_columns_sort_and_let_go(engine: FakeEngine, client: Client, table: ConnectionsTable) -> None:
    before = texts(table.cables.proxy, CableColumn.SOURCE)
    table.cables.sortByColumn(CableColumn.SOURCE, Qt.SortOrder.AscendingOrder)
    assert texts(table.cables.proxy, CableColumn.SOURCE) == sorted(before, key=str.casefold)
    table.places.sortByColumn(PlaceColumn.LATENCY, Qt.SortOrder.AscendingOrder)
    assert texts(table.places.proxy, PlaceColumn.LATENCY)[:2] == ["0.4 ms", "2.1 ms"]
    table.cables.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert texts(table.cables.proxy, CableColumn.SOURCE) == before


def test_hidden_it_costs_nothing(
    engine: FakeEngine, client: Client, table: ConnectionsTable, qtbot: QtBot
) -> None:
    table.hide()
    rows = table.places.proxy.rowCount()
    engine.add_port("Left keys", "in")
    settled(client, qtbot)
    assert table.places.proxy.rowCount() == rows
    table.show()
    assert table.places.proxy.rowCount() == rows + 1


@pytest.fixture
def window(
    engine: FakeEngine, client: Client, undo: UndoVerbs, theme: Theme, open_window: OpenWindow
) -> MainWindow:
    studio(engine)
    canvas = PatchCanvas(client, undo, theme)
    window = open_window(canvas)
    join_canvas(window, canvas)
    return window


def selected(listing: Listing) -> Sequence[object]:  # type: ignore[type-arg]
    return [each.key for each in listing.rows]


def test_canvas_tables_and_details_share_what_is_selected(
    client: Client, window: MainWindow, qtbot: QtBot
) -> None:
    canvas = window.findChild(PatchCanvas)
    assert canvas is not None
    cable = canvas.board.graph.cables[0]
    canvas.deeds.select(frozenset({cable.key}))
    window.actions_by_id[ActionId.TABLE].trigger()
    table = window.table
    assert table.isVisible()
    assert not canvas.isVisible()
    assert selected(table.cables) == [route.id for route in cable.routes]
    assert window.inspector.isVisible()
    click_row(table.places, PIANO, qtbot)
    assert selected(table.cables) == []
    assert window.inspector.page is not None
    assert window.inspector.page.title.text() == "Stage piano"
    assert canvas.board.marks.chosen == PIANO
    qtbot.keyClick(table.places, Qt.Key.Key_Return)
    assert window.inspector.isAncestorOf(window.focusWidget())
    window.inspector.dismissed.emit()
    assert not window.inspector.isVisible()
    assert selected(table.places) == []
    other = canvas.board.graph.cables[2]
    table.show_selection(Selection(tuple(route.id for route in other.routes)))
    click_row(table.cables, other.routes[0].id, qtbot)
    window.actions_by_id[ActionId.TABLE].trigger()
    assert canvas.isVisible()
    assert canvas.board.marks.selected == {other.key}


def test_no_button_lies_under_a_problem(engine: FakeEngine, window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_id[ActionId.TABLE].trigger()
    window.activateWindow()
    low = window.table.address_button

    def end() -> int:
        return low.mapTo(window, low.rect().bottomLeft()).y()

    before = end()
    engine.raise_problem("net.none")
    qtbot.waitUntil(lambda: window.problems.isVisible() and end() < before)
    assert end() < window.problems.mapTo(window, window.problems.rect().topLeft()).y()
    window.problems.hide()
    qtbot.waitUntil(lambda: end() == before)


def test_the_table_is_remembered(
    client: Client, undo: UndoVerbs, theme: Theme, open_window: OpenWindow, tmp_path
) -> None:
    window = open_window(state=WindowState(tmp_path))
    qshow = window.actions_by_id[ActionId.TABLE]
    assert not window.views.shows_table
    qshow.trigger()
    window.close()
    again = open_window(state=WindowState(tmp_path))
    assert again.views.shows_table
    assert again.table.isVisible()
    assert again.actions_by_id[ActionId.TABLE].isChecked()


def test_the_first_hint_is_about_the_canvas_and_makes_way(open_window: OpenWindow) -> None:
    window = open_window()
    assert window.hint.isVisible()
    window.actions_by_id[ActionId.TABLE].trigger()
    assert not window.hint.isVisible()
    window.actions_by_id[ActionId.TABLE].trigger()
    assert window.hint.isVisible()


def test_the_keys_alone_connect_and_select(
    client: Client, window: MainWindow, undo: UndoVerbs, qtbot: QtBot
) -> None:
    window.actions_by_id[ActionId.TABLE].trigger()
    table = window.table
    assert table.cables.hasFocus()
    qtbot.keyClick(table.cables, Qt.Key.Key_Down)
    assert len(table.cables.rows) == 1
    qtbot.keyClick(table.cables, Qt.Key.Key_Escape)
    assert not table.cables.rows
    table.bar.source.setFocus()
    while table.bar.source.end != KEYS:
        qtbot.keyClick(table.bar.source, Qt.Key.Key_Down)
    table.bar.target.setFocus()
    while table.bar.target.end != VOLCA:
        qtbot.keyClick(table.bar.target, Qt.Key.Key_Down)
    qtbot.keyClick(table.bar.connect_button, Qt.Key.Key_Space)
    assert route_of(client, KEYS, VOLCA)


def test_an_end_that_is_gone_ends_the_selection(
    engine: FakeEngine, client: Client, window: MainWindow, qtbot: QtBot
) -> None:
    window.actions_by_id[ActionId.TABLE].trigger()
    click_row(window.table.places, KEYBOARD, qtbot)
    assert not window.inspector.isVisible(), "what is built in has no details"
    found = next(each for each in client.snapshot.found if each.name == "mioXL A3")
    click_row(window.table.places, FoundEnd(found.id), qtbot)
    assert isinstance(window.inspector.page, FoundPage)
    engine.remove_found(found.id)
    qtbot.waitUntil(lambda: not window.table.places.rows)
    assert not window.table.deed_button.isEnabled()
    click_row(window.table.places, SessionEnd("Studio"), qtbot)
    assert window.inspector.isVisible()


def test_a_crowd_is_shown_and_followed(
    engine: FakeEngine, client: Client, undo: UndoVerbs, theme: Theme, qtbot: QtBot
) -> None:
    crowd(engine)
    table = ConnectionsTable(client, undo, theme)
    qtbot.addWidget(table)
    table.show()
    assert table.cables.proxy.rowCount() == 150
    engine.add_port("One more", "in")
    settled(client, qtbot)
    assert "One more" in texts(table.places.proxy, PlaceColumn.NAME)
