"""What every test of the window needs: a fake world, a client on it, and nothing left behind."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from pytestqt.qtbot import QtBot

import app.ui.canvas.place_book
import app.ui.undo
from app.ui.client import Client
from app.ui.main_window import MainWindow, WindowParts
from app.ui.preferences import Preferences
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from app.ui.window_state import WindowState
from tests.support.fake_engine import FakeEngine
from tests.support.waiting import DEADLINE_SECONDS

OpenWindow = Callable[..., MainWindow]
PATIENCE_MS = round(DEADLINE_SECONDS * 1000)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Wait as long as all tests here do: its own five seconds are not much for a window on a busy computer."""
    bot = QtBot(request)
    for name in ("waitUntil", "waitSignal", "waitExposed"):
        setattr(bot, name, partial(getattr(bot, name), timeout=PATIENCE_MS))
    return bot


@pytest.fixture(autouse=True)
def long_moments(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done within a moment is one step to undo; on a busy computer the moment is over sooner than the test."""
    monkeypatch.setattr(app.ui.undo, "SAME_TURN_S", DEADLINE_SECONDS)
    monkeypatch.setattr(app.ui.canvas.place_book, "SAME_WALK_S", DEADLINE_SECONDS)


@pytest.fixture
def engine() -> FakeEngine:
    fake = FakeEngine()
    fake.add_session("Studio")
    return fake


@pytest.fixture
def client(qapp: QApplication, engine: FakeEngine) -> Iterator[Client]:
    client = Client(engine)
    yield client
    client.close()


@pytest.fixture
def undo(client: Client) -> Iterator[UndoVerbs]:
    undo = UndoVerbs(client)
    yield undo
    undo.close()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp.styleHints(), "dark")


@pytest.fixture
def preferences(qapp: QApplication) -> Preferences:
    """Settings in no file; the theme stays as the test chose it."""
    preferences = Preferences()
    preferences.change("window", theme="dark")
    return preferences


@pytest.fixture
def open_window(
    client: Client, undo: UndoVerbs, theme: Theme, preferences: Preferences, qtbot: QtBot
) -> OpenWindow:
    """Open the window around an empty canvas; further parts by name."""

    def open_it(canvas: QWidget | None = None, **parts: object) -> MainWindow:
        given = {
            "canvas": canvas or QFrame(),
            "state": WindowState(),
            "demo": None,
            "preferences": preferences,
            **parts,
        }
        window = MainWindow(WindowParts(client, undo, theme, **given))  # type: ignore[arg-type]
        qtbot.addWidget(window)
        if "state" not in parts:
            window.resize(
                1280, 800
            )  # the screen of these tests has 800 pixels each way, which is a narrow window
        window.show()
        qtbot.waitExposed(window)
        return window

    return open_it


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication, qtbot: QtBot) -> Iterator[None]:
    """Fail a test that leaves a widget behind, shown or not, and with it its timers; qtbot closes its own."""
    before = set(map(id, qapp.allWidgets()))
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [widget for widget in qapp.allWidgets() if id(widget) not in before]
    assert not left
