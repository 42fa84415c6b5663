"""A window that nobody sees rests: no timer runs, nothing is worked out, and it has caught up when it is back."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.model.endpoints import KEYBOARD, PeerEnd
from app.model.patch import Route
from app.ui.actions import ActionId
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.inspector.participant_page import ParticipantPage
from app.ui.joining import join_canvas
from app.ui.main_window import MainWindow
from app.ui.selection import Selection
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas.worlds import STUDIO, studio
from tests.ui.conftest import OpenWindow

AWAY: dict[str, Callable[[MainWindow], None]] = {
    "minimised": MainWindow.showMinimized,
    "in the tray": MainWindow.hide,
    "minimised, then in the tray": lambda window: (window.showMinimized(), window.hide())[0],
}
PIANO = PeerEnd(STUDIO, "stage-piano")


@pytest.fixture(params=["canvas", "table"])
def window(
    request: pytest.FixtureRequest,
    engine: FakeEngine,
    client: Client,
    undo: UndoVerbs,
    theme: Theme,
    open_window: OpenWindow,
) -> MainWindow:
    """Everything open that follows the engine: patch, details, monitor, test keyboard, and a question that waits."""
    studio(engine)
    canvas = PatchCanvas(client, undo, theme)
    made = open_window(canvas)
    join_canvas(made, canvas)
    if request.param == "table":
        made.actions_by_id[ActionId.TABLE].trigger()
    for action in (ActionId.MONITOR, ActionId.KEYBOARD):
        made.actions_by_id[action].trigger()
    canvas.deeds.choose_end(PIANO)
    engine.add_invitation("Kitchen iPad")
    return made


def running(window: MainWindow) -> list[QTimer]:
    """Give the timers that come again and again."""
    return [each for each in window.findChildren(QTimer) if each.isActive() and not each.isSingleShot()]


def bring_back(window: MainWindow) -> None:
    window.showNormal()
    window.activateWindow()


@pytest.mark.parametrize("way", AWAY)
def test_no_timer_runs_while_nobody_looks(window: MainWindow, way: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(running(window)) >= 4)
    before = {id(timer) for timer in running(window)}
    AWAY[way](window)
    assert not running(window)
    bring_back(window)
    assert {id(timer) for timer in running(window)} == before


@pytest.fixture
def refreshed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Notes each time the page of the details is worked out."""
    told: list[str] = []
    real = ParticipantPage.refresh

    def note(page: ParticipantPage) -> bool:
        told.append("page")
        return real(page)

    monkeypatch.setattr(ParticipantPage, "refresh", note)
    return told


@pytest.mark.parametrize("way", AWAY)
def test_details_catch_up_when_the_window_is_back(
    window: MainWindow, engine: FakeEngine, client: Client, refreshed: list[str], way: str, qtbot: QtBot
) -> None:
    page = window.inspector.page
    assert isinstance(page, ParticipantPage)
    qtbot.waitUntil(lambda: window.invitations.isVisible() and not client._turn.isActive())
    AWAY[way](window)
    refreshed.clear()
    piano = next(one for one in engine.snapshot().participants if one.peer == PIANO.peer)
    engine.set_participant(piano, name="Grand piano")
    engine.add_route(Route("", KEYBOARD, PIANO))
    client.changed.emit()
    assert not refreshed
    assert page.title.text() == "Stage piano"
    bring_back(window)
    assert refreshed == ["page"]
    assert page.title.text() == "Grand piano"
    assert "Grand piano" in window.keyboard.target.whole


def test_details_of_what_is_gone_meanwhile_close(
    window: MainWindow, engine: FakeEngine, client: Client, qtbot: QtBot
) -> None:
    route = engine.snapshot().routes[0].id
    window.inspector.show_selection(Selection((route,)))
    window.hide()
    engine.remove_route(route)
    client.changed.emit()
    bring_back(window)
    qtbot.waitUntil(lambda: not window.inspector.close_button.isVisible())
