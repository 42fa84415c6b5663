"""Small windows: no row of a list is cut, lists scroll rather than be squeezed, and names give way with an ellipsis."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from app.model.patch import Scene
from app.ui.actions import ActionId
from app.ui.keyboard_panel import KeyboardPanel
from app.ui.main_window import MainWindow
from tests.support.fake_engine import FakeEngine
from tests.ui.canvas.worlds import studio
from tests.ui.conftest import OpenWindow
from tests.ui.test_keyboard import panel

__all__ = ["panel"]


@pytest.fixture
def window(engine: FakeEngine, open_window: OpenWindow) -> MainWindow:
    studio(engine)
    for _ in range(100):
        engine.add_row(bytes.fromhex("903c60"))
    made = open_window()
    for action in (ActionId.TABLE, ActionId.MONITOR):
        made.actions_by_id[action].trigger()
    return made


def rows_in_sight(table: QTableView) -> list[QRect]:
    model = table.model()
    rects = (table.visualRect(model.index(row, 0)) for row in range(model.rowCount()))
    return [rect for rect in rects if rect.intersects(table.viewport().rect())]


@pytest.mark.parametrize("height", [600, 701, 777, 850, 913, 1003])
def test_no_row_is_cut(window: MainWindow, qtbot: QtBot, height: int) -> None:
    window.resize(1200, height)
    qtbot.waitUntil(lambda: window.monitor.model.rowCount() == 100)
    qtbot.waitUntil(lambda: window.monitor.table.rowAt(window.monitor.table.viewport().height() - 1) == 99)
    for table in (window.monitor.table, window.table.cables, window.table.places):
        rows = rows_in_sight(table)
        assert rows
        sight = table.viewport().rect()
        assert all(sight.top() <= rect.top() and rect.bottom() <= sight.bottom() for rect in rows), table


def test_lists_keep_three_rows_in_the_lowest_window(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_id[ActionId.KEYBOARD].trigger()
    window.resize(10, 10)
    qtbot.waitUntil(lambda: len(rows_in_sight(window.table.cables)) >= 3)
    assert len(rows_in_sight(window.table.places)) >= 3
    qtbot.waitUntil(lambda: bool(rows_in_sight(window.monitor.table)))


def test_a_long_scene_makes_no_window_wider(engine: FakeEngine, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(10, 10)
    before = window.width()
    name = "The song with the long name and a second part"
    engine.edit.put_scene(
        Scene(name, tuple(route.id for route in engine.snapshot().patch.routes if not route.muted))
    )
    qtbot.waitUntil(lambda: window.scenes.accessibleName() == f"Scene: {name}")
    window.resize(10, 10)
    assert window.width() <= before
    assert window.scenes.text().endswith("…")
    assert window.scenes.toolTip() == f"Scene: {name}"


def test_a_fader_is_as_wide_as_its_name(panel: KeyboardPanel, qtbot: QtBot) -> None:
    panel.resize(1200, 200)
    for fader in panel.faders:
        fader.choice.setCurrentIndex(74)
        text = fader.choice.fontMetrics().horizontalAdvance(fader.choice.currentText())
        qtbot.waitUntil(lambda choice=fader.choice, text=text: choice.width() >= text + 16)
