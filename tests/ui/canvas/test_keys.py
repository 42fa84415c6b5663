import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model.endpoints import KEYBOARD, MONITOR, PeerEnd, SessionEnd
from app.model.patch import Route
from app.ui.canvas.elements import Button, CableKey, Deed, Socket, Way
from app.ui.canvas.focus import focus_order
from app.ui.canvas.view import PatchCanvas
from app.ui.canvas.zoom import LEAST
from app.ui.selection import Selection
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas import worlds
from tests.ui.canvas.conftest import POPS_UP, open_menu, settle, terminal, verbs


@pytest.fixture
def engine(engine: FakeEngine) -> FakeEngine:
    return worlds.studio(engine)


@pytest.fixture(autouse=True)
def focused(canvas: PatchCanvas, qtbot: QtBot) -> None:
    canvas.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)


def go_to(canvas: PatchCanvas, qtbot: QtBot, element: object) -> None:
    for _ in focus_order(canvas.board.graph):
        if canvas.board.marks.focused == element:
            return
        qtbot.keyClick(canvas, Qt.Key.Key_Tab)
    assert canvas.board.marks.focused == element


def test_tab_goes_through_everything_and_says_where_it_is(canvas: PatchCanvas, qtbot: QtBot):
    seen = []
    for element in focus_order(canvas.board.graph):
        qtbot.keyClick(canvas, Qt.Key.Key_Tab)
        assert canvas.board.marks.focused == element
        assert canvas.board.scene.ring.item.isVisible()
        seen.append(canvas.accessibleDescription())
    assert all(seen)
    assert "Disconnect: Stage piano" in seen
    assert "Stage piano sends to Volca Keys, Monitor. Enter connects it." in seen
    assert "Volca Keys is played by Stage piano. Enter connects it." in seen
    assert "Everyone in “Studio” sends, to nobody yet. Enter connects it." in seen
    assert "mioXL A3 receives, from nobody yet. Enter connects it." in seen
    assert "Longwire 1 ↔ Rehearsal PC · connected" in seen
    assert QAccessible.queryAccessibleInterface(canvas).text(QAccessible.Text.Name) == "Patch canvas"
    qtbot.keyClick(canvas, Qt.Key.Key_Backtab)
    assert canvas.board.marks.focused == focus_order(canvas.board.graph)[-2]


def test_a_key_asks_for_more_about_what_has_the_focus(canvas: PatchCanvas, qtbot: QtBot):
    piano = PeerEnd("Studio", "stage-piano")
    cable = canvas.board.graph.cables[0]
    session = canvas.board.graph.sessions[0]
    seen: list[Selection] = []
    canvas.selected.connect(seen.append)
    for element, wanted in (
        (Socket(piano, Way.SENDS), Selection(end=piano)),
        (cable.key, Selection(tuple(route.id for route in cable.routes))),
        (Button(Deed.COPY_ADDRESS, session=session.id), Selection(end=SessionEnd("Studio"))),
    ):
        canvas.board.focus(None)
        go_to(canvas, qtbot, element)
        with qtbot.waitSignal(canvas.inspection_requested):
            qtbot.keyClick(canvas, Qt.Key.Key_I)
        assert seen[-1] == wanted


@POPS_UP
def test_enter_on_a_socket_connects_without_a_mouse(engine: FakeEngine, canvas: PatchCanvas, qtbot: QtBot):
    go_to(canvas, qtbot, Socket(KEYBOARD, Way.SENDS))
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    menu = open_menu(canvas)
    action = next(one for one in menu.actions() if one.text().startswith("Stage piano"))
    menu.setActiveAction(action)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert engine.commands[-1] == ("add_route", Route("", KEYBOARD, PeerEnd("Studio", "stage-piano")))


def test_what_has_the_focus_is_said_anew_when_it_is_otherwise(
    engine: FakeEngine, canvas: PatchCanvas, qtbot: QtBot
):
    go_to(canvas, qtbot, Socket(SessionEnd("Studio"), Way.SENDS))
    engine.add_route(Route("", SessionEnd("Studio"), MONITOR))
    qtbot.waitUntil(lambda: "sends to Monitor" in canvas.accessibleDescription())


def test_space_presses_a_button(engine: FakeEngine, canvas: PatchCanvas, qtbot: QtBot):
    button = terminal(canvas, "mioXL A3").button
    go_to(canvas, qtbot, button)
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert verbs(engine)[-1] == "invite"
    settle()
    assert canvas.board.marks.focused is None, "the focus does not stay on what is gone"


def test_delete_removes_the_cable_with_the_focus(engine: FakeEngine, canvas: PatchCanvas, qtbot: QtBot):
    key = CableKey(MONITOR, PeerEnd("Studio", "stage-piano"))
    go_to(canvas, qtbot, key)
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    settle()
    assert canvas.board.graph.cable(key) is None


def test_space_selects_several_cables(engine: FakeEngine, canvas: PatchCanvas, qtbot: QtBot):
    keys = [cable.key for cable in canvas.board.graph.cables][:2]
    for key in keys:
        canvas.board.focus(key)
        qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert canvas.board.marks.selected == frozenset(keys)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.board.marks.selected


def test_arrows_cross_from_side_to_side(canvas: PatchCanvas, qtbot: QtBot):
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.board.marks.focused is not None, "the first arrow enters"
    canvas.board.focus(Socket(KEYBOARD, Way.SENDS))
    for _ in range(20):
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.board.marks.focused == terminal(canvas, "Loft Mac").button


def test_the_last_tab_leaves_the_canvas(canvas: PatchCanvas, qtbot: QtBot):
    canvas.board.focus(focus_order(canvas.board.graph)[-1])
    qtbot.keyClick(canvas, Qt.Key.Key_Tab)
    assert canvas.board.marks.focused is None


def test_keys_in_the_corner_are_not_for_the_canvas(canvas: PatchCanvas, qtbot: QtBot):
    canvas.board.focus(focus_order(canvas.board.graph)[-1])
    canvas.board.select(frozenset({canvas.board.graph.cables[0].key}))
    cables = len(canvas.board.graph.cables)
    qtbot.keyClick(canvas, Qt.Key.Key_Tab)
    smaller = canvas.focusWidget()
    assert canvas.zoom_bar.isAncestorOf(smaller)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_I, Qt.Key.Key_Return):
        qtbot.keyClick(smaller, key)
    settle()
    assert len(canvas.board.graph.cables) == cables
    assert canvas.zoom.factor < 1, "Enter presses the button"
    qtbot.keyClick(smaller, Qt.Key.Key_Tab)
    assert canvas.zoom_bar.isAncestorOf(canvas.focusWidget())
    assert canvas.focusWidget() is not smaller
    assert canvas.board.marks.focused is None


def test_what_has_the_focus_is_scrolled_into_sight(engine: FakeEngine, canvas: PatchCanvas, qtbot: QtBot):
    worlds.crowd(engine, devices=30, peers=12, cables=30)
    settle()
    canvas.board.focus(Button(Deed.ADD_ADDRESS))
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    place = canvas.place_of(canvas.board.marks.focused)
    assert canvas.viewport().rect().contains(place)


# -- zooming -------------------------------------------------------------------------------------------------


def test_keys_zoom(canvas: PatchCanvas, qtbot: QtBot):
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(canvas, Qt.Key.Key_Plus, control)
    assert canvas.zoom.factor > 1
    qtbot.keyClick(canvas, Qt.Key.Key_0, control)
    assert canvas.zoom.factor == 1
    qtbot.keyClick(canvas, Qt.Key.Key_Minus, control)
    assert canvas.zoom.factor < 1


def test_ctrl_and_wheel_zoom_within_limits(canvas: PatchCanvas):
    def turn(delta: int) -> None:
        at = QPointF(500, 300)
        event = QWheelEvent(
            at,
            canvas.mapToGlobal(at),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(canvas.viewport(), event)

    turn(120)
    assert canvas.zoom.factor > 1
    turn(120 * 100)
    assert canvas.zoom.factor == pytest.approx(3.0)
    turn(-120 * 100)
    assert canvas.zoom.factor == pytest.approx(LEAST)


def test_fit_shows_everything(engine: FakeEngine, canvas: PatchCanvas, qtbot: QtBot):
    worlds.crowd(engine, devices=12, peers=6, cables=10)
    settle()
    qtbot.keyClick(canvas, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert seen.adjusted(-2, -2, 2, 2).contains(canvas.sceneRect())


def test_tab_from_outside_enters_at_the_near_end(canvas: PatchCanvas):
    order = focus_order(canvas.board.graph)
    canvas.clearFocus()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert canvas.board.marks.focused == order[0]
    canvas.clearFocus()
    assert canvas.board.marks.focused is None
    canvas.setFocus(Qt.FocusReason.BacktabFocusReason)
    assert canvas.board.marks.focused == order[-1]
