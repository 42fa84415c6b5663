"""Sessions, links and ports of our own added, changed and removed in the window; names and who is hidden."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.model.endpoints import KEYBOARD, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Link, Peer, Route, Scene, Session, VirtualPort
from app.ui.actions import ActionId
from app.ui.add_menu import AddMenu
from app.ui.canvas.elements import Button, Deed, FoundEnd, Socket, Way
from app.ui.canvas.focus import focus_order
from app.ui.canvas.graph import derive_graph
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.joining import join_canvas
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.selection import Selection
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from app.ui.wording import endpoint_name
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas.conftest import POPS_UP
from tests.ui.conftest import OpenWindow

KEYS, TWIN = PortEnd("Keystation 49"), PortEnd("Keystation 49", 2)


@pytest.fixture
def adding(client: Client, undo: UndoVerbs, preferences: Preferences) -> AddMenu:
    return AddMenu(client, undo, preferences, QAction("Add by address…"), "linux")


def made_by(adding: AddMenu, what: str) -> Selection:
    told: list[Selection] = []
    adding.made.connect(told.append)
    getattr(adding, what)()
    adding.made.disconnect(told.append)
    (selection,) = told
    return selection


def test_a_new_session_has_a_free_name_and_port_and_what_the_settings_say(
    adding: AddMenu, client: Client, undo: UndoVerbs, preferences: Preferences
) -> None:
    preferences.change("session", accept="known", playout_ms=10)
    for number, port in ((1, 5006), (2, 5008)):
        assert made_by(adding, "add_session") == Selection(end=SessionEnd(f"Session {number}"))
        expected = Session(f"Session {number}", port, accept="known", playout_ms=10)
        assert client.snapshot.patch.sessions[-1] == replace(
            expected, playout_ms=client.snapshot.patch.sessions[-1].playout_ms
        )
    assert undo.stack.undoText() == "Add Session 2"
    undo.stack.undo()
    undo.stack.undo()
    assert [each.name for each in client.snapshot.sessions] == ["Studio"]


def test_the_engine_is_told_the_whole_of_a_new_session(
    adding: AddMenu, engine: FakeEngine, preferences: Preferences
) -> None:
    preferences.change("session", playout_ms=10)
    adding.add_session()
    assert engine.commands == [("add_session", Session("Session 1", 5006, playout_ms=10))]


def test_links_and_ports_are_added_and_taken_back(adding: AddMenu, client: Client, undo: UndoVerbs) -> None:
    assert made_by(adding, "add_link") == Selection(end=LinkEnd("Link 1"))
    assert made_by(adding, "add_link") == Selection(end=LinkEnd("Link 2"))
    assert [(link.port, link.learn) for link in client.snapshot.links] == [(9001, True), (9002, True)]
    assert made_by(adding, "add_port") == Selection(end=PortEnd("Longwire 1"))
    assert made_by(adding, "add_port") == Selection(end=PortEnd("Longwire 2"))
    assert {(port.name, port.direction) for port in client.snapshot.ports} >= {
        ("Longwire 2", "in"),
        ("Longwire 2", "out"),
    }
    for _ in range(4):
        undo.stack.undo()
    assert (client.snapshot.links, client.snapshot.ports) == ((), ())


@pytest.fixture
def menu(qtbot: QtBot) -> QMenu:
    menu = QMenu()
    qtbot.addWidget(menu)
    return menu


def entries(adding: AddMenu, menu: QMenu) -> dict[str, QAction]:
    menu.clear()
    adding.fill(menu)
    return {action.text(): action for action in menu.actions()}


def test_windows_is_told_where_virtual_ports_come_from(
    client: Client, undo: UndoVerbs, preferences: Preferences, adding: AddMenu, menu: QMenu
) -> None:
    assert entries(adding, menu)["New virtual port"].isEnabled()
    there = AddMenu(client, undo, preferences, QAction("Add by address…"), "win32")
    offered = entries(there, menu)["New virtual port"]
    assert not offered.isEnabled()
    assert "loopMIDI" in offered.toolTip()


def test_what_is_removed_comes_back_with_all_that_went_with_it(
    engine: FakeEngine, client: Client, undo: UndoVerbs
) -> None:
    engine.add_session("Hall", 5010)
    piano = engine.add_participant("Stage piano", client.snapshot.sessions[1].id)
    engine.edit.change_peer(Peer("stage-piano", "Stage piano", session="Hall", wanted=True))
    first = engine.add_route(Route("", KEYBOARD, PeerEnd("Hall", piano.peer)))
    engine.edit.put_scene(Scene("Ballad", (first,)))
    before = client.snapshot.patch
    undo.parts.remove_session("Hall")
    assert [each.name for each in client.snapshot.patch.sessions] == ["Studio"]
    assert (client.snapshot.patch.routes, client.snapshot.patch.peers) == ((), ())
    assert undo.stack.undoText() == "Remove Hall"
    undo.stack.undo()
    assert client.snapshot.patch == before
    undo.parts.forget_peer("stage-piano")
    assert not client.snapshot.patch.peers
    undo.stack.undo()
    assert client.snapshot.patch == before


def test_a_link_and_a_port_are_removed_and_come_back(
    engine: FakeEngine, client: Client, undo: UndoVerbs
) -> None:
    engine.add_link("Lights", peers=("192.0.2.9:9001",), marker="zero")
    engine.edit.add_port(VirtualPort("Longwire 1", "out"))
    engine.add_route(Route("", KEYBOARD, LinkEnd("Lights")))
    engine.add_route(Route("", KEYBOARD, PortEnd("Longwire 1")))
    before = client.snapshot.patch
    undo.parts.remove_link("Lights")
    undo.parts.remove_port("Longwire 1")
    assert (client.snapshot.patch.links, client.snapshot.patch.ports) == ((), ())
    undo.stack.undo()
    undo.stack.undo()
    after = client.snapshot.patch
    assert (after.links, after.ports) == (before.links, before.ports)
    assert set(after.routes) == set(before.routes)


def test_what_is_not_there_is_left_alone(engine: FakeEngine, undo: UndoVerbs) -> None:
    parts = undo.parts
    for verb in (parts.remove_session, parts.remove_link, parts.remove_port, parts.forget_peer):
        verb("Nobody")
    parts.change_link("Nobody", Link("Somebody", 1))
    parts.change_port("Nobody", VirtualPort("Somebody"))
    assert engine.commands == []
    assert undo.stack.count() == 0


def test_two_of_one_name_are_told_apart_and_may_have_names_of_their_own(
    engine: FakeEngine, client: Client, undo: UndoVerbs
) -> None:
    for nth in (1, 2):
        engine.add_port("Keystation 49", nth=nth)

    def names() -> list[str]:
        return [derive_graph(client.snapshot).terminals[end].name for end in (KEYS, TWIN)]

    assert names() == ["Keystation 49", "Keystation 49 (2)"]
    undo.parts.name_device(TWIN, "Left hand")
    assert names() == ["Keystation 49", "Left hand"]
    assert endpoint_name(TWIN, client.snapshot) == "Left hand"
    assert undo.stack.undoText() == "Rename Keystation 49"
    undo.stack.undo()
    assert names() == ["Keystation 49", "Keystation 49 (2)"]


def test_hidden_peers_are_counted_and_shown_again(
    engine: FakeEngine, client: Client, undo: UndoVerbs, adding: AddMenu, menu: QMenu
) -> None:
    found = engine.add_found("Printer room")
    assert FoundEnd(found.id) in derive_graph(client.snapshot).terminals
    undo.parts.hide_peer("Printer room", True)
    graph = derive_graph(client.snapshot)
    assert FoundEnd(found.id) not in graph.terminals
    assert graph.hidden == 1
    assert Button(Deed.SHOW_HIDDEN) in graph.buttons
    offered = entries(adding, menu)["Show again (1 hidden)"].menu()
    assert [action.text() for action in offered.actions()] == ["Printer room"]
    offered.actions()[0].trigger()
    assert FoundEnd(found.id) in derive_graph(client.snapshot).terminals
    assert Button(Deed.SHOW_HIDDEN) not in derive_graph(client.snapshot).buttons
    undo.stack.undo()
    assert client.snapshot.patch.network.hidden == ("Printer room",)


@pytest.fixture
def window(client: Client, undo: UndoVerbs, theme: Theme, open_window: OpenWindow) -> MainWindow:
    canvas = PatchCanvas(client, undo, theme)
    window = open_window(canvas)
    join_canvas(window, canvas)
    return window


@POPS_UP
def test_the_menu_opens_and_shows_the_details_of_what_was_added(
    window: MainWindow, client: Client, qtbot: QtBot
) -> None:
    window.actions_by_id[ActionId.ADD].trigger()
    (menu,) = window.top_bar.add.findChildren(QMenu)
    link = next(action for action in menu.actions() if action.text() == "New direct link")
    link.trigger()
    menu.close()
    assert window.inspector.page is not None
    assert window.inspector.page.title.text() == "Link 1"
    window.adding.add_session()
    assert window.inspector.page.title.text() == "Session 1"
    window.adding.add_port()
    assert window.inspector.page.title.text() == "Longwire 1"


@POPS_UP
def test_the_table_hides_who_is_nearby(
    window: MainWindow, engine: FakeEngine, client: Client, qtbot: QtBot
) -> None:
    found = engine.add_found("Printer room")
    window.actions_by_id[ActionId.TABLE].trigger()
    table = window.table
    table.places.select([FoundEnd(found.id)])
    table.places.chosen.emit()
    assert table.hide_button.isEnabled()
    table.hide_button.click()
    assert client.snapshot.patch.network.hidden == ("Printer room",)
    qtbot.waitUntil(lambda: not table.hide_button.isEnabled())
    assert table.hidden_button.text() == "1 hidden ▾"
    assert table.hidden_button.accessibleName() == "1 hidden: show again…"
    table.hidden_button.setFocus()
    qtbot.keyClick(table.hidden_button, Qt.Key.Key_Space)
    _show_again(table, "Printer room")
    assert client.snapshot.patch.network.hidden == ()
    qtbot.waitUntil(lambda: not table.hidden_button.isVisible())


@POPS_UP
def test_the_head_of_those_found_offers_by_keys_who_is_hidden(
    window: MainWindow, engine: FakeEngine, client: Client, undo: UndoVerbs, qtbot: QtBot
) -> None:
    rooms = ("Printer room", "Stage & left")
    for name in (*rooms, "Gone by now"):
        found = engine.add_found(name)
        undo.parts.hide_peer(name, True)
    engine.remove_found(found.id)
    canvas = window.findChild(PatchCanvas)
    assert canvas is not None
    button = Button(Deed.SHOW_HIDDEN)
    qtbot.waitUntil(lambda: canvas.board.graph.hidden == len(rooms))
    figure = canvas.board.scene.button_figure(button)
    assert figure is not None
    assert figure.label.full.startswith("2 hidden")
    qtbot.waitUntil(lambda: button in focus_order(canvas.board.graph))
    canvas.board.focus(button)
    canvas.deeds.retell()
    assert canvas.accessibleDescription() == "2 hidden: show again…"
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert _show_again(canvas, "Printer room") == ["Printer room", "Stage && left"]
    assert client.snapshot.patch.network.hidden == ("Stage & left", "Gone by now")
    qtbot.waitUntil(lambda: figure.label.full.startswith("1 hidden"))
    assert canvas.board.marks.focused == button, "the same button with another count"


def _show_again(view: QWidget, name: str) -> list[str]:
    """Choose somebody from the menu of who is hidden, and give all that it offers."""
    (menu,) = [each for each in view.findChildren(QMenu) if each.accessibleName() == "Show again"]
    offered = {action.text(): action for action in menu.actions()}
    offered[name].trigger()
    menu.close()
    return list(offered)


@POPS_UP
def test_the_menu_of_a_socket_hides_who_is_nearby(
    window: MainWindow, engine: FakeEngine, client: Client, qtbot: QtBot
) -> None:
    found = engine.add_found("Printer & room")
    canvas = window.findChild(PatchCanvas)
    assert canvas is not None
    qtbot.waitUntil(lambda: FoundEnd(found.id) in canvas.board.graph.terminals)
    canvas.deeds.choose(Socket(FoundEnd(found.id), Way.RECEIVES))
    (menu,) = [each for each in canvas.findChildren(QMenu) if each.accessibleName() == "Connect to…"]
    menu.actions()[-1].trigger()
    menu.close()
    assert client.snapshot.patch.network.hidden == ("Printer & room",)
