"""What every test of the window needs: a fake world, a client on it, and nothing left behind."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.client import Client
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["longwire", "-platform", "offscreen"]


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
def undo(client: Client) -> UndoVerbs:
    return UndoVerbs(client)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp.styleHints(), "dark")


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication, qtbot: QtBot) -> Iterator[None]:
    """Fail a test that leaves a top-level widget behind, or a timer that runs for the application."""
    before = set(map(id, qapp.topLevelWidgets()))
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [widget for widget in qapp.topLevelWidgets() if id(widget) not in before]
    assert not left
    assert not [timer for timer in qapp.findChildren(QTimer) if timer.isActive()]
