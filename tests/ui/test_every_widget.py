"""Rules that hold for every widget of the window, found by walking the tree."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QGraphicsSimpleTextItem,
    QGraphicsTextItem,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.engine.api import PeerEvening
from app.model.endpoints import KEYBOARD
from app.model.patch import Patch, Scene
from app.ui.actions import ActionId
from app.ui.canvas.view import PatchCanvas
from app.ui.client import Client
from app.ui.main_window import MainWindow
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.support.languages import german, pseudo_language
from tests.ui.conftest import OpenWindow

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSlider, QAbstractItemView, QGraphicsView)
NARROW, LOW = 760, 720
"""What fits a small screen with all panels open."""
NUMBERS = r"[0-9.:]+"
"""Numbers and addresses are the same in every language."""
NAMES = {
    *("Longwire", "192.168.1.20", "5004", "Studio", "Hall", "●", "96", "C4"),
    *("Ballad", "Keystation 49", "Stage piano", "mioXL A3", "mioxl.local · 5004"),
    *("one.mid", "two.mid"),
}
"""Visible text that is a name, an example or a number, in every language the same."""


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    with pseudo_language():
        yield


@pytest.fixture
def untranslated(qapp: QApplication) -> Iterator[set[str]]:
    with german(qapp) as missing:
        yield missing


@pytest.fixture
def window(
    engine: FakeEngine, client: Client, undo: UndoVerbs, theme: Theme, open_window: OpenWindow, qtbot: QtBot
) -> MainWindow:
    """The whole window, with its canvas, and everything visible that it can show at once."""
    window = open_window(
        PatchCanvas(client, undo, theme), demo=lambda: None, examine=lambda _target, _tell: lambda: None
    )
    fill(window, engine, qtbot)
    return window


def fill(window: MainWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.add_session("Hall", 5010)
    window.actions_by_id[ActionId.MONITOR].trigger()
    window.actions_by_id[ActionId.KEYBOARD].trigger()
    engine.add_invitation("Kitchen iPad")
    engine.add_invitation("Drummer")
    engine.raise_problem("net.none")
    engine.raise_problem("net.mdns", reason="")
    engine.add_row(b"\x90\x3c\x60", "", "", repaired=True)
    engine.add_port("Keystation 49")
    engine.add_participant("Stage piano", rtt_ms=0.4)
    engine.add_found("mioXL A3", "mioxl.local")
    engine.edit.put_scene(Scene("Ballad"))
    engine.evenings = (PeerEvening("Stage piano", "Studio"),)
    window.open_add_address()
    window.companions.open_scene_cues()
    window.companions.open_evening()
    window.companions.open_doctor("Stage piano", "192.0.2.7:5004")
    take = engine.takes.record(KEYBOARD, "/takes/one.mid")
    engine.shelf.set_recording(take, state="recording", messages=3, seconds=4.0)
    engine.takes.play("/takes/two.mid", KEYBOARD)
    window.companions.open_takes(KEYBOARD)
    window.companions.open_sysex()
    qtbot.waitUntil(lambda: window.invitations.isVisible() and window.monitor.model.rowCount() == 1)


def widgets(window: QWidget) -> Iterator[QWidget]:
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.objectName().startswith("qt_") and not isinstance(widget, QScrollBar):
            yield widget


def own_texts(widget: QWidget) -> Iterator[str]:
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.toolTip()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield from (widget.placeholderText(), widget.text())
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    if isinstance(widget, PatchCanvas):
        yield from (item.text() for item in widget.items() if isinstance(item, QGraphicsSimpleTextItem))
        yield from (item.toPlainText() for item in widget.items() if isinstance(item, QGraphicsTextItem))
    if isinstance(widget, QTableView):
        model = widget.model()
        yield from (model.headerData(column, widget.horizontalHeader().orientation()) for column in range(5))
        yield model.index(0, 3).data()


def test_every_control_says_what_it_is(window: MainWindow) -> None:
    controls = [widget for widget in widgets(window) if isinstance(widget, CONTROLS)]
    assert len(controls) > 25
    silent = [
        widget
        for widget in controls
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert not silent, silent


def test_no_visible_text_escapes_translation(pseudo: None, window: MainWindow) -> None:
    texts = [(widget, text) for widget in widgets(window) for text in own_texts(widget) if text]
    assert len(texts) > 60
    escaped = [
        (widget, text)
        for widget, text in texts
        if "⟦" not in text
        and text not in NAMES
        and not re.fullmatch(NUMBERS, text)
        and not Path(text).is_absolute()
    ]
    assert not escaped, escaped
    actions = window.actions_by_id.values()
    assert all(action.text().startswith("⟦") and action.toolTip().startswith("⟦") for action in actions)


def test_nothing_is_cut_off(engine: FakeEngine, window: MainWindow, qtbot: QtBot) -> None:
    assert_nothing_is_cut_off(engine, window, qtbot)


def test_nothing_is_cut_off_in_german(
    untranslated: set[str], engine: FakeEngine, window: MainWindow, qtbot: QtBot
) -> None:
    assert_nothing_is_cut_off(engine, window, qtbot)


def assert_nothing_is_cut_off(engine: FakeEngine, window: MainWindow, qtbot: QtBot) -> None:
    engine._patch = Patch(name="A very long name of a patch " * 20)
    engine.add_invitation("Somebody with a name as long as names can be " * 5)
    qtbot.waitSignal(window.windowTitleChanged).wait()
    window.resize(10, 10)
    assert window.width() <= NARROW
    assert window.height() <= LOW

    def assert_every_button_is_whole() -> None:
        buttons = (each for each in widgets(window) if isinstance(each, QAbstractButton) and each.isVisible())
        narrow = [each for each in buttons if each.width() < each.sizeHint().width()]
        assert not narrow, narrow

    qtbot.waitUntil(assert_every_button_is_whole)
