"""The menus of devices and peers: what each offers, and that it does what it says."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.model.endpoints import KEYBOARD, MONITOR, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Peer, Route, VirtualPort
from app.ui.actions import ActionId
from app.ui.canvas.elements import CanvasEnd, FoundEnd, Socket, Way
from app.ui.canvas.view import PatchCanvas
from app.ui.canvas.words import end_name
from app.ui.client import Client
from app.ui.inspector.overview_page import OverviewPage
from app.ui.joining import join_canvas
from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas.conftest import POPS_UP, settle
from tests.ui.conftest import OpenWindow

SYNTH, KEYS, PIANO = PortEnd("Volca Keys"), PortEnd("Keystation 49"), PeerEnd("Studio", "stage-piano")


@pytest.fixture
def examined() -> list[str]:
    return []


@pytest.fixture
def canvas(
    engine: FakeEngine,
    client: Client,
    undo: UndoVerbs,
    theme: Theme,
    open_window: OpenWindow,
    examined: list[str],
    qtbot: QtBot,
) -> PatchCanvas:
    def examine(target: str, _tell: object) -> Callable[[], object]:
        examined.append(target)
        return lambda: None

    engine.add_port("Volca Keys", "out")
    engine.add_port("Keystation 49", "in")
    engine.add_participant("Stage piano")
    canvas = PatchCanvas(client, undo, theme)
    window: MainWindow = open_window(canvas, examine=examine)
    join_canvas(window, canvas)
    return canvas


def shown_menu(view: QWidget, name: str) -> QMenu:
    (menu,) = [
        each for each in view.findChildren(QMenu) if each.accessibleName() == name and each.isVisible()
    ]
    return menu


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def entries(canvas: PatchCanvas, end: CanvasEnd) -> dict[str, QAction]:
    """Right-click an end; gives what is offered."""
    settle()
    place = canvas.place_of(end)
    assert place is not None
    at = canvas.mapToScene(place)
    canvas.deeds.offer_at(at.x(), at.y())
    menu = shown_menu(canvas, end_name(canvas.board.graph, end))
    menu.hide()
    return {action.text(): action for action in menu.actions() if not action.isSeparator()}


@POPS_UP
def test_a_synth_is_heard_and_shown(canvas: PatchCanvas, engine: FakeEngine, qtbot: QtBot) -> None:
    assert list(entries(canvas, KEYS)) == ["Connect to…", "Record", "SysEx…", "Rename…", "Details"]
    found = entries(canvas, SYNTH)
    assert list(found) == [
        *("Connect to…", "Send test note", "Record", "Play a file…", "SysEx…", "Rename…", "Details")
    ]
    found["Send test note"].trigger()
    assert engine.commands[-1] == ("send", SYNTH, b"\x90\x3c\x60")
    qtbot.waitUntil(lambda: engine.commands[-1] == ("send", SYNTH, b"\x80\x3c\x00"))
    again = entries(canvas, SYNTH)
    with qtbot.waitSignal(canvas.selected):
        again["Details"].trigger()


@POPS_UP
def test_what_is_unplugged_is_played_nothing(canvas: PatchCanvas, engine: FakeEngine) -> None:
    engine.add_route(Route("", PIANO, SYNTH))
    port = next(each for each in engine.snapshot().ports if each.name == SYNTH.name)
    engine.set_port(port, state="removed")
    assert list(entries(canvas, SYNTH)) == ["Connect to…", "Rename…", "Details"]


@POPS_UP
def test_a_peer_is_examined_and_disconnected(
    canvas: PatchCanvas, engine: FakeEngine, examined: list[str]
) -> None:
    found = entries(canvas, PIANO)
    assert list(found) == [
        *("Connect to…", "Disconnect", "Send test note", "Examine…", "Record", "Play a file…", "SysEx…"),
        *("Rename…", "Details"),
    ]
    found["Examine…"].trigger()
    assert examined == ["192.0.2.7:5004"]
    found["Disconnect"].trigger()
    assert [one.name for one in engine.snapshot().participants] == []


@POPS_UP
def test_who_is_nearby_is_examined_invited_and_hidden(
    canvas: PatchCanvas, engine: FakeEngine, examined: list[str]
) -> None:
    nearby = engine.add_found("mioXL A3", "mioxl.local")
    found = entries(canvas, FoundEnd(nearby.id))
    assert list(found) == ["Connect to…", "Invite", "Examine…", "Rename…", "Details", "Hide mioXL A3"]
    found["Examine…"].trigger()
    assert examined == ["192.0.2.40:5004"]
    engine.edit.change_peer(Peer("mio", "mioXL A3", nickname="Rack"))
    found = entries(canvas, FoundEnd(nearby.id))
    found["Hide Rack"].trigger()
    assert engine.snapshot().patch.network.hidden == ("mioXL A3",), "hidden by the name that it announces"
    canvas.window().actions_by_id[ActionId.UNDO].trigger()  # type: ignore[attr-defined]
    assert not engine.snapshot().patch.network.hidden
    entries(canvas, FoundEnd(nearby.id))["Invite"].trigger()
    assert engine.snapshot().participants[-1].state == "inviting"


@POPS_UP
def test_who_has_left_is_forgotten(canvas: PatchCanvas, engine: FakeEngine) -> None:
    (piano,) = engine.snapshot().participants
    engine.edit.change_peer(Peer("stage-piano", "Stage piano"))
    assert "Forget" not in entries(canvas, PIANO)
    engine.set_participant(piano, state="lost")
    entries(canvas, PIANO)["Forget"].trigger()
    assert not engine.snapshot().patch.peers


@POPS_UP
def test_what_is_built_in_is_recorded_and_shown(canvas: PatchCanvas) -> None:
    actions = canvas.window().actions_by_id  # type: ignore[attr-defined]
    for end, action, text in (
        (KEYBOARD, ActionId.KEYBOARD, "Keyboard"),
        (MONITOR, ActionId.MONITOR, "Monitor"),
    ):
        found = entries(canvas, end)
        assert list(found) == ["Connect to…", "Record", text]
        found[text].trigger()
        assert actions[action].isChecked()


@POPS_UP
@pytest.mark.parametrize(
    ("end", "text", "left"),
    [
        (SessionEnd("Studio"), "Remove session", ("links", "ports")),
        (LinkEnd("Lights"), "Remove link", ("sessions", "ports")),
        (PortEnd("Longwire 1"), "Remove port", ("sessions", "links")),
    ],
)
def test_what_is_ours_is_removed_and_comes_back(
    canvas: PatchCanvas, engine: FakeEngine, undo: UndoVerbs, end: CanvasEnd, text: str, left: tuple[str, str]
) -> None:
    engine.add_link("Lights")
    engine.edit.add_port(VirtualPort("Longwire 1"))
    found = entries(canvas, end)
    assert list(found)[-3:] == ["Rename…", "Details", text]
    found[text].trigger()
    parts = ("sessions", "links", "ports")
    assert tuple(each for each in parts if getattr(engine.snapshot().patch, each)) == left
    undo.stack.undo()
    assert all(getattr(engine.snapshot().patch, each) for each in parts)


@POPS_UP
def test_the_menu_of_a_session_says_what_to_type_and_who_may_join(canvas: PatchCanvas, qtbot: QtBot) -> None:
    found = entries(canvas, SessionEnd("Studio"))
    assert list(found) == [
        *("Connect to…", "Who may join", "Copy Studio", "Copy 192.0.2.5", "Copy 5004"),
        *("Record", "Play a file…", "SysEx…", "Rename…", "Details", "Remove session"),
    ]
    found["Rename…"].trigger()
    (field,) = canvas.findChildren(QLineEdit, "new-name")
    assert field.text() == "Studio"


@POPS_UP
def test_an_end_is_connected_from_its_menu_out_of_either_socket(
    canvas: PatchCanvas, engine: FakeEngine, qtbot: QtBot
) -> None:
    for target, made in (
        ("Volca Keys", Route("", PIANO, SYNTH)),
        ("Keystation 49", Route("", KEYS, PIANO)),
    ):
        targets = entries(canvas, PIANO)["Connect to…"].menu()
        assert isinstance(targets, QMenu)
        next(action for action in targets.actions() if action.text() == target).trigger()
        assert engine.commands[-1] == ("add_route", made)


def test_choosing_what_is_built_in_opens_its_panel(canvas: PatchCanvas) -> None:
    window = canvas.window()
    assert isinstance(window, MainWindow)
    for end, panel in ((KEYBOARD, window.keyboard), (MONITOR, window.monitor)):
        for _ in range(2):
            canvas.deeds.choose_end(end)
            assert panel.isVisible()
        assert isinstance(window.inspector.page, OverviewPage), "it has no details"


@POPS_UP
def test_a_list_within_a_menu_is_there_again_when_the_pointer_comes_back(
    canvas: PatchCanvas, qtbot: QtBot
) -> None:
    settle()
    canvas.deeds.choose_end(SYNTH)
    canvas.deeds.offer(None)
    menu = shown_menu(canvas, "Volca Keys")
    within = menu.actions()[0].menu()
    assert isinstance(within, QMenu)
    for _ in range(2):
        within.popup(menu.pos())
        within.hide()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert menu.actions()[0].menu() is within
    menu.hide()


@POPS_UP
def test_the_ground_offers_to_add_undo_and_panic(
    canvas: PatchCanvas, engine: FakeEngine, undo: UndoVerbs
) -> None:
    canvas.deeds.offer_at(canvas.board.layout.local.right + 60, 500)
    menu = shown_menu(canvas, "Canvas")
    assert texts(menu) == [
        *("Show everything", "Life-size", "Select everything", "Put everything in order again"),
        *("Add", "Undo", "Redo", "Panic"),
    ]
    offered = {action.text(): action for action in menu.actions()}
    adding = offered["Add"].menu()
    assert isinstance(adding, QMenu)
    assert texts(adding)[:2] == ["Add by address…", "New session"]
    offered["Panic"].trigger()
    assert engine.commands[-1] == ("panic",)
    menu.hide()


@POPS_UP
def test_the_menu_key_offers_what_has_the_focus_or_is_selected(canvas: PatchCanvas, qtbot: QtBot) -> None:
    settle()
    canvas.board.focus(Socket(SYNTH, Way.RECEIVES))
    canvas.deeds.offer(canvas.board.marks.focused)
    menu = shown_menu(canvas, "Volca Keys")
    assert "Send test note" in texts(menu)
    menu.hide()
    canvas.board.focus(None)
    canvas.deeds.choose_end(KEYS)
    canvas.deeds.offer(None)
    shown_menu(canvas, "Keystation 49").hide()


@POPS_UP
def test_a_row_of_the_table_offers_the_same(
    canvas: PatchCanvas, engine: FakeEngine, client: Client, qtbot: QtBot
) -> None:
    nearby = engine.add_found("mioXL A3", "mioxl.local")
    window = canvas.window()
    assert isinstance(window, MainWindow)
    window.actions_by_id[ActionId.TABLE].trigger()
    table = window.table
    qtbot.waitUntil(lambda: table.places.rows_model.index_of(FoundEnd(nearby.id)).isValid())

    def offered(end: CanvasEnd) -> dict[str, QAction]:
        table.places.clearSelection()
        table.places.selectRow(table.places.proxy.mapFromSource(table.places.rows_model.index_of(end)).row())
        table.places.customContextMenuRequested.emit(QPoint(5, 5))
        menu = shown_menu(table, "What can be done")
        menu.hide()
        return {action.text(): action for action in menu.actions() if not action.isSeparator()}

    assert list(offered(SYNTH)) == [
        *("Connect to…", "Send test note", "Record", "Play a file…", "SysEx…", "Rename…", "Details")
    ]
    assert list(offered(FoundEnd(nearby.id))) == [
        "Invite",
        "Connect to…",
        "Examine…",
        "Rename…",
        "Details",
        "Hide mioXL A3",
    ]
    offered(SYNTH)["Rename…"].trigger()
    (field,) = table.findChildren(QLineEdit, "new-name")
    assert field.text() == "Volca Keys"
