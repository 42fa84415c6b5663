"""The tray: what it offers, what it tells, and a window that may go away without ending anything."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from app.ui.actions import ActionId
from app.ui.application import show_first
from app.ui.client import Client
from app.ui.main_window import MainWindow
from app.ui.tray import Tray
from tests.support.fake_engine import FakeEngine
from tests.support.languages import german, pseudo_language
from tests.ui.conftest import OpenWindow


class Icon(QSystemTrayIcon):
    """A real icon whose notices are noted, for a desktop that has nowhere to show them."""

    def __init__(self) -> None:
        super().__init__()
        self.notices: list[str] = []

    def show(self) -> None:
        """Off screen there is no tray; Qt would complain."""

    def showMessage(self, title: str, text: str, icon: QIcon, milliseconds: int) -> None:
        self.notices.append(title)


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window()


@pytest.fixture
def icon(qapp: QApplication) -> Icon:
    return Icon()


@pytest.fixture
def tray(client: Client, window: MainWindow, icon: Icon) -> Iterator[Tray]:
    tray = Tray(client, window.actions_by_id, window.isHidden, icon=icon)
    yield tray
    tray.close()


def texts(tray: Tray) -> list[str]:
    return [action.text() for action in tray.menu.actions() if not action.isSeparator()]


def entry(tray: Tray, text: str) -> QAction:
    return next(action for action in tray.menu.actions() if action.text() == text)


def test_it_offers_what_is_needed_without_a_window(tray: Tray) -> None:
    assert texts(tray) == ["Longwire · 0 connected", "Hide the window", "Panic", "Quit"]
    assert tray.icon.toolTip() == "Longwire · 0 connected"


def test_panic_is_a_click_away(tray: Tray, engine: FakeEngine) -> None:
    entry(tray, "Panic").trigger()
    assert engine.commands == [("panic",)]


def test_the_window_goes_and_comes(tray: Tray, window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tray.hide_wanted):
        entry(tray, "Hide the window").trigger()
    window.hide()
    tray.menu.aboutToShow.emit()
    with qtbot.waitSignal(tray.show_wanted):
        entry(tray, "Show the window").trigger()
    with qtbot.waitSignal(tray.show_wanted):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    with qtbot.assertNotEmitted(tray.show_wanted):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)


def test_who_waits_is_listed_and_can_be_answered(tray: Tray, engine: FakeEngine, qtbot: QtBot) -> None:
    first = engine.add_invitation("Kitchen iPad")
    qtbot.waitUntil(lambda: "Kitchen iPad wants to join…" in texts(tray))
    with qtbot.waitSignal(tray.answer_wanted):
        entry(tray, "Kitchen iPad wants to join…").trigger()
    engine.accept(first.id)
    qtbot.waitUntil(lambda: "Kitchen iPad wants to join…" not in texts(tray))
    assert tray.icon.toolTip() == texts(tray)[0] == "Longwire · 1 connected"


def test_the_desktop_hears_only_what_is_new(
    tray: Tray, icon: Icon, engine: FakeEngine, client: Client, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.add_invitation("Kitchen iPad")
    qtbot.waitUntil(lambda: "Kitchen iPad wants to join…" in texts(tray))
    before = entry(tray, "Kitchen iPad wants to join…")
    tips: list[str] = []
    monkeypatch.setattr(icon, "setToolTip", tips.append)
    engine.add_port("Keystation 49")
    with qtbot.waitSignal(client.changed):
        pass
    assert not tips
    assert entry(tray, "Kitchen iPad wants to join…") is before


def test_an_invitation_is_told_once_while_the_window_is_away(
    tray: Tray, icon: Icon, engine: FakeEngine, window: MainWindow, qtbot: QtBot
) -> None:
    engine.add_invitation("Drummer")
    qtbot.waitUntil(lambda: "Drummer wants to join…" in texts(tray))
    assert not icon.notices
    window.hide()
    engine.add_invitation("Kitchen iPad")
    qtbot.waitUntil(lambda: icon.notices == ["Kitchen iPad wants to join"])
    engine.add_port("Keystation 49")
    qtbot.waitUntil(lambda: not tray._client._turn.isActive())
    assert icon.notices == ["Kitchen iPad wants to join"]
    with qtbot.waitSignal(tray.answer_wanted):
        icon.messageClicked.emit()


def test_a_closed_window_only_hides_while_that_is_wanted(window: MainWindow, qtbot: QtBot) -> None:
    wanted = [True]
    window.stay_when_closed(lambda: wanted[0])
    with qtbot.assertNotEmitted(window.closing), qtbot.waitSignal(window.hidden):
        window.close()
    assert window.isHidden()
    window.show()
    wanted[0] = False
    with qtbot.waitSignal(window.closing), qtbot.assertNotEmitted(window.hidden):
        window.close()


@pytest.mark.parametrize("shown", [True, False])
def test_quit_ends_the_program_from_everywhere(window: MainWindow, qtbot: QtBot, shown: bool) -> None:
    window.stay_when_closed(lambda: True)
    window.setVisible(shown)
    with qtbot.waitSignal(window.closing), qtbot.assertNotEmitted(window.hidden):
        window.actions_by_id[ActionId.QUIT].trigger()


def test_that_it_stays_is_said_in_words(tray: Tray, icon: Icon) -> None:
    tray.tell_staying()
    assert icon.notices == ["Longwire keeps running"]


def test_every_text_is_translated(
    client: Client, engine: FakeEngine, open_window: OpenWindow, qapp: QApplication
) -> None:
    engine.add_invitation("Kitchen iPad")
    with pseudo_language():
        window = open_window()
        tray = Tray(client, window.actions_by_id, window.isHidden, icon=Icon())
        assert all("⟦" in text for text in texts(tray))
        assert "⟦" in tray.icon.toolTip()
        tray.close()
    with german(qapp) as missing:
        Tray(client, window.actions_by_id, window.isHidden, icon=Icon()).close()
    assert not missing


@pytest.mark.parametrize(
    ("in_tray", "has_tray", "visible", "minimised"),
    [(False, True, True, False), (True, True, False, False), (True, False, True, True)],
)
def test_a_start_into_the_tray_leaves_the_window_away(
    window: MainWindow, in_tray: bool, has_tray: bool, visible: bool, minimised: bool
) -> None:
    window.hide()
    show_first(window, in_tray=in_tray, has_tray=has_tray)
    assert (window.isVisible(), window.isMinimized()) == (visible, minimised)
