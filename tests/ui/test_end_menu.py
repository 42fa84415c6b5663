"""The menus of devices and peers: what each offers, and that it does what it says."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.model.endpoints import KEYBOARD, PeerEnd, PortEnd
from app.ui.actions import ActionId
from app.ui.canvas.elements import FoundEnd
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.joining import join_canvas
from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas.conftest import POPS_UP
from tests.ui.conftest import OpenWindow

SYNTH, PIANO = PortEnd("Volca Keys"), PeerEnd("Studio", "stage-piano")


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


def entries(canvas: PatchCanvas, end: object) -> dict[str, Callable[[], None]]:
    canvas.deeds.end_offered.emit(end, QPoint(20, 20))
    menus = [menu for menu in canvas.window().findChildren(QMenu) if menu.accessibleName() == "Device"]
    shown = [menu for menu in menus if menu.isVisible()]
    if not shown:
        return {}
    actions = shown[-1].actions()
    for menu in shown:
        menu.hide()
    return {action.text(): action.trigger for action in actions}


@POPS_UP
def test_a_synth_is_heard_and_shown(canvas: PatchCanvas, engine: FakeEngine, qtbot: QtBot) -> None:
    assert list(entries(canvas, PortEnd("Keystation 49"))) == ["Record", "SysEx…", "Details"]
    found = entries(canvas, SYNTH)
    assert list(found) == ["Send test note", "Record", "Play a file…", "SysEx…", "Details"]
    found["Send test note"]()
    assert engine.commands[-1] == ("send", SYNTH, b"\x90\x3c\x60")
    qtbot.waitUntil(lambda: engine.commands[-1] == ("send", SYNTH, b"\x80\x3c\x00"))
    again = entries(canvas, SYNTH)
    with qtbot.waitSignal(canvas.selected):
        again["Details"]()


@POPS_UP
def test_a_peer_is_examined_in_a_session_and_nearby(
    canvas: PatchCanvas, engine: FakeEngine, examined: list[str]
) -> None:
    found = entries(canvas, PIANO)
    assert list(found) == ["Send test note", "Examine…", "Record", "Play a file…", "SysEx…", "Details"]
    found["Examine…"]()
    nearby = engine.add_found("mioXL A3", "mioxl.local")
    found = entries(canvas, FoundEnd(nearby.id))
    assert list(found) == ["Examine…", "Hide mioXL A3"]
    found["Examine…"]()
    assert examined == ["192.0.2.7:5004", "192.0.2.40:5004"]
    found["Hide mioXL A3"]()
    assert engine.snapshot().patch.network.hidden == ("mioXL A3",)
    canvas.window().actions_by_id[ActionId.UNDO].trigger()  # type: ignore[attr-defined]
    assert not engine.snapshot().patch.network.hidden


@POPS_UP
def test_what_is_built_in_is_recorded_and_what_is_gone_offers_nothing(canvas: PatchCanvas) -> None:
    assert list(entries(canvas, KEYBOARD)) == ["Record"]
    assert not entries(canvas, FoundEnd(4711))


@POPS_UP
def test_a_right_click_on_a_device_asks_for_its_menu(canvas: PatchCanvas, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: SYNTH in canvas.board.graph.terminals)
    places = ((x, y) for x in range(0, 600, 10) for y in range(0, 600, 10))
    place = next(each for each in places if canvas.board.end_at(*each) == SYNTH)
    with qtbot.waitSignal(canvas.deeds.end_offered) as offered:
        canvas.deeds.offer_at(*place)
    assert offered.args is not None
    assert offered.args[0] == SYNTH
    for menu in canvas.window().findChildren(QMenu):
        menu.hide()
