"""A shown canvas on a fake world, and a hand on its mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.ui.canvas.elements import CanvasEnd, Element, Terminal
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine

POPS_UP = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)", extend=True)
"""For a test that opens a menu: the offscreen platform says that it has no windows to raise."""
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


class Hand:
    """Moves the mouse over a canvas as a person does, by what lies there."""

    def __init__(self, canvas: PatchCanvas) -> None:
        self.canvas = canvas
        self.keys = Qt.KeyboardModifier.NoModifier
        """The keys that are held meanwhile."""

    def at(self, target: Element | CanvasEnd | QPoint) -> QPoint:
        place = target if isinstance(target, QPoint) else self.canvas.place_of(target)
        assert place is not None, f"{target} is not shown"
        return place

    def send(self, kind: QEvent.Type, place: QPoint, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        viewport = self.canvas.viewport()
        event = QMouseEvent(
            kind, QPointF(place), viewport.mapToGlobal(QPointF(place)), button, held, self.keys
        )
        QCoreApplication.sendEvent(viewport, event)

    def press(self, target: Element | CanvasEnd | QPoint, button: Qt.MouseButton = LEFT) -> None:
        self.send(QEvent.Type.MouseButtonPress, self.at(target), button, button)

    def move(self, target: Element | CanvasEnd | QPoint, held: Qt.MouseButton = LEFT) -> None:
        self.send(QEvent.Type.MouseMove, self.at(target), NONE, held)

    def release(self, target: Element | CanvasEnd | QPoint, button: Qt.MouseButton = LEFT) -> None:
        self.send(QEvent.Type.MouseButtonRelease, self.at(target), button, NONE)

    def click(self, target: Element | CanvasEnd | QPoint, button: Qt.MouseButton = LEFT) -> None:
        self.press(target, button)
        self.release(target, button)

    def pull(self, source: Element, target: Element | CanvasEnd | QPoint) -> None:
        """Take hold of a socket and go to a target without letting go."""
        start = self.at(source)
        self.press(source)
        self.move(start + QPoint(12, 0))
        self.move(target)

    def drag(self, source: Element, target: Element | CanvasEnd | QPoint) -> None:
        self.pull(source, target)
        self.release(target)


@pytest.fixture
def canvas(qtbot: QtBot, client: Client, undo: UndoVerbs, theme: Theme) -> Iterator[PatchCanvas]:
    canvas = PatchCanvas(client, undo, theme)
    canvas.resize(1040, 640)
    with qtbot.waitExposed(canvas):
        canvas.show()
    yield canvas
    canvas.close()
    canvas.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def hand(canvas: PatchCanvas) -> Hand:
    return Hand(canvas)


def settle() -> None:
    """Let the client's change reach the canvas, as the end of a turn of the event loop does."""
    QApplication.processEvents()


def terminal(canvas: PatchCanvas, name: str) -> Terminal:
    """Find what is shown under a name."""
    return next(one for one in canvas.board.graph.terminals.values() if one.name == name)


def open_menu(canvas: PatchCanvas) -> QMenu:
    """Give the menu that has popped up."""
    menus = [menu for menu in canvas.findChildren(QMenu) if menu.isVisible()]
    assert len(menus) == 1
    return menus[0]


def verbs(engine: FakeEngine) -> list[str]:
    """Give the verbs of the commands that reached the engine."""
    return [command[0] for command in engine.commands]
