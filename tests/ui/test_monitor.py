import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.ui import monitor_model
from app.ui.client import Client
from app.ui.monitor_model import Column, MonitorModel
from app.ui.monitor_panel import MonitorPanel
from app.ui.preferences import Preferences
from app.ui.theme import Theme
from tests.support.fake_engine import FakeEngine

NOTE = b"\x90\x3c\x60"
PEDAL = b"\xb0\x40\x7f"


@pytest.fixture
def model(client: Client, theme: Theme) -> MonitorModel:
    model = MonitorModel(client, theme, Preferences())
    model.tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)  # type: ignore[attr-defined]
    return model


def texts(model: MonitorModel, column: Column) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_new_rows_are_taken_once(engine: FakeEngine, model: MonitorModel) -> None:
    engine.add_row(NOTE)
    engine.add_row(PEDAL, destination="Volca Keys")
    model.fetch()
    model.fetch()
    assert model.rowCount() == 2
    engine.add_row(NOTE)
    model.fetch()
    assert texts(model, Column.DESTINATION) == ["Stage piano", "Volca Keys", "Stage piano"]
    assert texts(model, Column.BYTES) == ["90 3C 60", "B0 40 7F", "90 3C 60"]
    assert [row.number for row in (model.row(0), model.row(2))] == [1, 3]


def test_a_row_says_what_passed(engine: FakeEngine, model: MonitorModel) -> None:
    engine.add_row(NOTE, repaired=True)
    model.fetch()
    assert texts(model, Column.MESSAGE) == ["Note on C4 velocity 96 · ch 1 · repaired"]
    assert texts(model, Column.SOURCE) == ["Keystation 49"]
    (time,) = texts(model, Column.TIME)
    assert len(time) == len("14:07:31.204")
    assert model.index(0, 0).data(Qt.ItemDataRole.BackgroundRole) is not None
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert titles == ["Time", "From", "To", "Message", "Bytes"]


def test_the_filter_reads_from_to_and_message(engine: FakeEngine, model: MonitorModel) -> None:
    engine.add_row(NOTE)
    engine.add_row(PEDAL, source="Rehearsal PC")
    model.fetch()
    for needle, count in (("REHEARSAL", 1), ("pedal", 1), ("stage", 2), ("nothing", 0), (" ", 2)):
        model.filter_by(needle)
        assert model.rowCount() == count, needle
    model.filter_by("pedal")
    engine.add_row(NOTE)
    engine.add_row(PEDAL)
    model.fetch()
    assert model.rowCount() == 2
    model.filter_by("")
    assert model.rowCount() == 4
    model.clear()
    assert model.rowCount() == 0


def test_a_long_list_is_filtered_in_parts(
    engine: FakeEngine, model: MonitorModel, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(monitor_model, "FILTER_ROWS", 10)
    for _ in range(20):
        engine.add_row(NOTE)
        engine.add_row(PEDAL)
    model.fetch()
    model.filter_by("pedal")
    assert model.rowCount() == 5
    engine.add_row(PEDAL)
    model.fetch()
    qtbot.waitUntil(lambda: model.rowCount() == 21)
    assert [model.row(row).number for row in range(21)] == [*range(2, 41, 2), 41]
    model.filter_by("note")
    model.filter_by("")
    assert model.rowCount() == 41


@pytest.mark.parametrize("needle", ["", "note"])
def test_the_table_stays_bounded(
    engine: FakeEngine, model: MonitorModel, needle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(monitor_model, "ROW_LIMIT", 100)
    monkeypatch.setattr(monitor_model, "TRIM_ROWS", 10)
    model.filter_by(needle)
    for _ in range(20):
        for _ in range(50):
            engine.add_row(NOTE)
        model.fetch()
    assert 100 <= model.rowCount() <= 110
    assert model.row(model.rowCount() - 1).number == 1000
    model.filter_by("")
    assert 100 <= model.rowCount() <= 111


def test_a_new_theme_repaints_without_a_reset(
    engine: FakeEngine, model: MonitorModel, theme: Theme, qtbot: QtBot
) -> None:
    engine.add_row(NOTE, repaired=True)
    model.fetch()
    before = model.index(0, 0).data(Qt.ItemDataRole.BackgroundRole)
    with qtbot.waitSignal(model.dataChanged):
        theme.choose("light")
    assert model.index(0, 0).data(Qt.ItemDataRole.BackgroundRole) != before


@pytest.fixture
def panel(client: Client, theme: Theme, qtbot: QtBot) -> MonitorPanel:
    panel = MonitorPanel(client, theme, Preferences())
    qtbot.addWidget(panel)
    panel.resize(900, 200)
    return panel


def test_the_panel_fetches_only_while_it_is_seen(
    engine: FakeEngine, panel: MonitorPanel, qtbot: QtBot
) -> None:
    engine.add_row(NOTE)
    assert not panel._timer.isActive()
    panel.show()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    panel.hide()
    assert not panel._timer.isActive()
    panel.show()
    panel.pause.click()
    engine.add_row(NOTE)
    assert not panel._timer.isActive()
    panel.pause.click()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)


def test_following_keeps_the_newest_row_in_sight(
    engine: FakeEngine, panel: MonitorPanel, qtbot: QtBot
) -> None:
    panel.show()
    for _ in range(100):
        engine.add_row(NOTE)
    bar = panel.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    panel.follow.click()
    bar.setValue(0)
    engine.add_row(NOTE)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 101)
    assert bar.value() == 0
    panel.follow.click()
    assert bar.value() == bar.maximum()


def test_typing_filters_and_clear_empties(engine: FakeEngine, panel: MonitorPanel, qtbot: QtBot) -> None:
    engine.add_row(NOTE)
    engine.add_row(PEDAL)
    panel.show()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    qtbot.keyClicks(panel.filter, "pedal")
    assert panel.model.rowCount() == 1
    panel.clear.click()
    panel.filter.clear()
    assert panel.model.rowCount() == 0
