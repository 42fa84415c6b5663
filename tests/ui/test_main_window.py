from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QFrame,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.engine.api import Snapshot
from app.model.endpoints import KEYBOARD, MONITOR
from app.model.patch import Patch, Route
from app.ui.actions import SPECS, ActionId
from app.ui.client import Client
from app.ui.inspector.route_page import RoutePage
from app.ui.main_window import MainWindow
from app.ui.selection import Selection
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from app.ui.window_state import WindowState
from tests.support.fake_engine import FakeEngine
from tests.ui.conftest import OpenWindow

CABLE = Route("", KEYBOARD, MONITOR)


def top_button(window: MainWindow, which: ActionId) -> QAbstractButton:
    return window.top_bar.findChild(QAbstractButton, which.name.lower())


def hint_button(window: MainWindow, text: str) -> QAbstractButton:
    return next(one for one in window.hint.findChildren(QAbstractButton) if one.text() == text)


def click(window: MainWindow, which: ActionId, qtbot: QtBot) -> None:
    qtbot.mouseClick(top_button(window, which), Qt.MouseButton.LeftButton)


def test_panic_is_one_click(engine: FakeEngine, open_window: OpenWindow, qtbot: QtBot) -> None:
    click(open_window(), ActionId.PANIC, qtbot)
    assert engine.commands == [("panic",)]


def test_undo_and_redo_follow_the_stack(
    open_window: OpenWindow, client: Client, undo: UndoVerbs, qtbot: QtBot
) -> None:
    window = open_window()
    button = top_button(window, ActionId.UNDO)
    assert not button.isEnabled()
    undo.add_routes([CABLE])
    assert button.isEnabled()
    assert button.accessibleName() == "Undo: Connect"
    click(window, ActionId.UNDO, qtbot)
    assert not client.snapshot.routes
    assert not button.isEnabled()
    click(window, ActionId.REDO, qtbot)
    assert len(client.snapshot.routes) == 1


def test_panels_come_and_go_with_their_buttons(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    for which, panel in ((ActionId.MONITOR, window.monitor), (ActionId.KEYBOARD, window.keyboard)):
        assert not panel.isVisible()
        click(window, which, qtbot)
        assert panel.isVisible()
        assert top_button(window, which).isChecked()
        window.actions_by_id[which].trigger()
        assert not panel.isVisible()
        assert not top_button(window, which).isChecked()


def test_every_action_has_a_shortcut_of_its_own(open_window: OpenWindow) -> None:
    window = open_window()
    shortcuts = [action.shortcut() for action in window.actions_by_id.values()]
    assert all(not shortcut.isEmpty() for shortcut in shortcuts)
    assert len({shortcut.toString() for shortcut in shortcuts}) == len(SPECS) == len(ActionId)


def test_the_keyboard_alone_reaches_everything(
    engine: FakeEngine, open_window: OpenWindow, qtbot: QtBot
) -> None:
    canvas = QFrame()
    canvas.setAccessibleName("Canvas")
    window = open_window(canvas)
    window.actions_by_id[ActionId.MONITOR].trigger()
    window.actions_by_id[ActionId.KEYBOARD].trigger()
    engine.add_invitation("Kitchen iPad")
    engine.raise_problem("net.none")
    qtbot.waitUntil(window.invitations.isVisible)
    wanted = {
        widget
        for kind in (QAbstractButton, QLineEdit)
        for widget in window.findChildren(kind)
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    }
    chain: list[QWidget] = []
    at: QWidget = window
    while (at := at.nextInFocusChain()) not in chain:
        chain.append(at)
    assert wanted <= set(chain)
    order = ("Undo", "Panic", "Join", "Canvas", "Dismiss", "Filter messages", "Piano keys")
    assert [widget.accessibleName() for widget in chain if widget.accessibleName() in order] == [*order]
    unreachable = [w for w in wanted if not w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert not unreachable


def test_tab_passes_nothing_by(engine: FakeEngine, open_window: OpenWindow, qtbot: QtBot) -> None:
    engine.add_route(CABLE)
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for action in (ActionId.TABLE, ActionId.MONITOR, ActionId.KEYBOARD):
        window.actions_by_id[action].trigger()
    wanted = {
        widget
        for kind in (QAbstractButton, QLineEdit, QComboBox, QAbstractSlider, QAbstractItemView)
        for widget in window.findChildren(kind)
        if widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    assert len(wanted) > 40
    seen: set[QWidget] = set()
    for _ in range(2 * len(wanted)):
        at = window.focusWidget()
        seen.add(at)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    assert {widget.accessibleName() for widget in wanted - seen} == set()


def test_the_invitation_is_answered_by_shortcut(
    engine: FakeEngine, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    asked = engine.add_invitation("Kitchen iPad")
    qtbot.waitUntil(window.invitations.isVisible)
    window.activateWindow()
    window.actions_by_id[ActionId.ANSWER].trigger()

    def answered() -> bool:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
        return bool(engine.commands)

    qtbot.waitUntil(answered)
    assert engine.commands == [("accept", asked.id, False)]


def test_bars_push_nothing_away(engine: FakeEngine, open_window: OpenWindow, qtbot: QtBot) -> None:
    canvas = QWidget()
    window = open_window(canvas)
    before = canvas.geometry()
    engine.add_invitation("Kitchen iPad")
    engine.raise_problem("net.none")
    qtbot.waitUntil(lambda: window.invitations.isVisible() and window.problems.isVisible())
    window.layout().activate()
    assert canvas.geometry() == before
    assert window.invitations.geometry().top() < before.center().y() < window.problems.geometry().top()


def test_the_mdns_problem_leads_to_the_address(
    engine: FakeEngine, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    engine.raise_problem("net.mdns", reason="the port is taken")
    qtbot.mouseClick(window.problems._remedy, Qt.MouseButton.LeftButton)
    assert window.findChildren(QWidget, "add-address")


def test_the_default_file_gives_no_name(engine: FakeEngine, open_window: OpenWindow) -> None:
    for file, name in (("/home/me/patch.toml", ""), ("/home/me/gig.toml", "gig")):
        window = open_window()
        window.top_bar.show_patch(Snapshot(patch_file=file), "patch.toml")
        assert window.top_bar.patch.whole == name


def test_the_title_names_the_patch(engine: FakeEngine, open_window: OpenWindow, qtbot: QtBot) -> None:
    engine._patch = Patch(name="Tuesday gig")
    window = open_window()
    assert window.windowTitle() == "Tuesday gig \N{EN DASH} Longwire"
    assert window.top_bar.patch.whole == "Tuesday gig"


def test_the_hint_goes_with_the_first_cable(client: Client, open_window: OpenWindow, qtbot: QtBot) -> None:
    demos: list[None] = []
    window = open_window(demo=lambda: demos.append(None))
    assert window.hint.isVisible()
    qtbot.mouseClick(hint_button(window, "Play the demo"), Qt.MouseButton.LeftButton)
    assert demos == [None]
    assert window.monitor.isVisible()
    assert window.keyboard.isVisible()
    client.add_route(CABLE)
    qtbot.waitUntil(lambda: not window.hint.isVisible())
    client.remove_route(client.snapshot.routes[0].id)
    qtbot.waitUntil(lambda: not client.snapshot.routes)
    assert not window.hint.isVisible()


def test_without_a_demo_there_is_no_button_for_it(open_window: OpenWindow) -> None:
    texts = [button.text() for button in open_window().hint.findChildren(QAbstractButton)]
    assert texts == [""]


def test_the_first_window_is_no_larger_than_the_screen(open_window: OpenWindow) -> None:
    window = open_window(state=WindowState())
    assert window.screen().availableGeometry().width() < 1280, "a screen that is too small for the usual size"
    assert window.width() <= window.screen().availableGeometry().width()
    assert window.height() < window.screen().availableGeometry().height()


def test_the_window_comes_back_as_it_was_left(open_window: OpenWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window(state=WindowState(tmp_path))
    window.resize(760, 640)
    window.actions_by_id[ActionId.MONITOR].trigger()
    qtbot.mouseClick(window.hint.close_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.closing):
        window.close()
    again = open_window(state=WindowState(tmp_path))
    assert (again.width(), again.height()) == (760, 640)
    assert again.monitor.isVisible()
    assert again.actions_by_id[ActionId.MONITOR].isChecked()
    assert not again.keyboard.isVisible()
    assert not again.hint.isVisible()


def keyboard_settings(window: MainWindow) -> list[int]:
    keyboard = window.keyboard
    controllers = [fader.number for fader in keyboard.faders]
    shown = keyboard.channel.currentData()
    assert shown == keyboard.voice.channel
    return [keyboard.piano.base, shown, keyboard.velocity.value(), *controllers]


def test_the_test_keyboard_comes_back_as_it_was_set(
    engine: FakeEngine, open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(state=WindowState(tmp_path))
    assert keyboard_settings(window) == [60, 1, 96, 7, 10, 11, 74]
    window.keyboard.octave_up.click()
    window.keyboard.channel.setCurrentIndex(9)
    window.keyboard.channel.activated.emit(9)
    window.keyboard.velocity.setValue(33)
    window.keyboard.faders[1].choice.setCurrentIndex(91)
    window.close()
    again = open_window(state=WindowState(tmp_path))
    assert keyboard_settings(again) == [72, 10, 33, 7, 91, 11, 74]
    assert not engine.commands, "nothing is played by it"


@pytest.mark.parametrize("wrong", ["", "perhaps", "-1", "1000", "9" * 5000, "7, 8", "@Invalid()", "7.5"])
def test_a_damaged_state_is_no_obstacle(open_window: OpenWindow, tmp_path: Path, wrong: str) -> None:
    keys = ("octave", "channel", "velocity", *(f"fader_{place}" for place in range(1, 5)))
    numbers = "".join(f"{key}={wrong}\n" for key in keys)
    text = f"[General]\ngeometry=@ByteArray(rubbish)\nmonitor=perhaps\n[test_keyboard]\n{numbers}"
    (tmp_path / "window.ini").write_bytes(text.encode() + b"\xff\xfe")
    window = open_window(state=WindowState(tmp_path))
    assert not window.monitor.isVisible()
    assert keyboard_settings(window) == [60, 1, 96, 7, 10, 11, 74]


def test_a_folder_that_cannot_be_written_is_no_obstacle(open_window: OpenWindow, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    window = open_window(state=WindowState(tmp_path / "file" / "below"))
    assert window.close()


def test_closing_releases_the_test_keyboard(
    engine: FakeEngine, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    window.actions_by_id[ActionId.KEYBOARD].trigger()
    qtbot.keyPress(window.keyboard.piano, Qt.Key.Key_A)
    window.close()
    assert engine.commands[-1] == ("play", b"\x80\x3c\x40")


def test_light_and_dark_change_at_once(open_window: OpenWindow, theme: Theme, qtbot: QtBot) -> None:
    window = open_window()
    dark = window.grab().toImage().pixelColor(2, 2)
    theme.choose("light")
    light = window.grab().toImage().pixelColor(2, 2)
    assert dark.lightness() < 64 < 192 < light.lightness()


def test_quit_closes_the_window(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    assert window.actions_by_id[ActionId.QUIT].shortcut() == QKeySequence("Ctrl+Q")
    with qtbot.waitSignal(window.closing):
        window.actions_by_id[ActionId.QUIT].trigger()


def test_the_keyboard_goes_from_details_that_end_to_the_patch(
    engine: FakeEngine, open_window: OpenWindow, qtbot: QtBot
) -> None:
    cable = engine.add_route(CABLE)
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.inspector.show_selection(Selection((cable,)))
    page = window.inspector.page
    assert isinstance(page, RoutePage)
    page.remove_button.setFocus()
    page.remove_button.click()
    qtbot.waitUntil(lambda: not window.inspector.isVisible())
    assert window.views.isAncestorOf(window.focusWidget())


def test_the_keyboard_goes_from_a_hidden_panel_to_the_patch(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for action, inside in (
        (ActionId.KEYBOARD, window.keyboard.piano),
        (ActionId.MONITOR, window.monitor.bar.words),
    ):
        window.actions_by_id[action].trigger()
        inside.setFocus()
        window.actions_by_id[action].trigger()
        assert window.focusWidget() is not inside
        assert window.views.isAncestorOf(window.focusWidget())


def test_panic_leaves_the_computer_keys_where_they_were(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.actions_by_id[ActionId.KEYBOARD].trigger()
    assert window.focusWidget() is window.keyboard.piano
    panic = next(one for one in window.top_bar.findChildren(QAbstractButton) if one.text() == "Panic")
    qtbot.mouseClick(panic, Qt.MouseButton.LeftButton)
    assert window.focusWidget() is window.keyboard.piano
