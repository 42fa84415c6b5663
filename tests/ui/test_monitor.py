from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.ui import monitor_model
from app.ui.client import Client
from app.ui.monitor_filter import MessageKind, RowFilter
from app.ui.monitor_model import Column, MonitorModel
from app.ui.monitor_panel import MonitorPanel
from app.ui.preferences import Preferences
from app.ui.theme import Theme
from tests.support.fake_engine import FakeEngine
from tests.support.languages import german

NOTE = b"\x90\x3c\x60"
PEDAL = b"\xb0\x40\x7f"


@pytest.fixture
def model(client: Client, theme: Theme) -> MonitorModel:
    model = MonitorModel(client, theme, Preferences())
    model.tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)  # type: ignore[attr-defined]
    return model


def texts(model: MonitorModel, column: Column) -> list[str]:
    model.reveal(0, model.rowCount())
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
        model.show_only(RowFilter(needle=needle.strip().casefold()))
        assert model.rowCount() == count, needle
    model.show_only(RowFilter(needle="pedal"))
    engine.add_row(NOTE)
    engine.add_row(PEDAL)
    model.fetch()
    assert model.rowCount() == 2
    model.show_only(RowFilter(needle=""))
    assert model.rowCount() == 4
    model.clear()
    assert model.rowCount() == 0


def test_a_long_list_is_filtered_in_parts(
    engine: FakeEngine, model: MonitorModel, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(monitor_model, "TURN_S", 0.0)
    monkeypatch.setattr(monitor_model, "PIECE", 10)
    for _ in range(20):
        engine.add_row(NOTE)
        engine.add_row(PEDAL)
    model.fetch()
    model.show_only(RowFilter(needle="pedal"))
    assert model.rowCount() == 5
    engine.add_row(PEDAL)
    model.fetch()
    qtbot.waitUntil(lambda: model.rowCount() == 21)
    assert [model.row(row).number for row in range(21)] == [*range(2, 41, 2), 41]
    model.show_only(RowFilter(needle="note"))
    model.show_only(RowFilter(needle=""))
    assert model.rowCount() == 10
    with qtbot.waitSignal(model.sifted):
        pass
    assert model.rowCount() == 41
    assert not model.is_sifting


def test_a_turn_of_the_filter_ends_in_time(
    engine: FakeEngine, model: MonitorModel, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """Told by what was looked at when the clock had run on, not by a clock of this test."""
    clock = iter(range(10_000))
    monkeypatch.setattr(monitor_model, "perf_counter", lambda: next(clock))
    monkeypatch.setattr(monitor_model, "TURN_S", 2)
    for _ in range(10 * monitor_model.PIECE):
        engine.add_row(PEDAL)
    model.fetch()
    with qtbot.waitSignal(model.sifted):
        model.show_only(RowFilter(needle="pedal"))
        assert model.rowCount() == 2 * monitor_model.PIECE
    assert model.rowCount() == 10 * monitor_model.PIECE


def test_rows_that_go_before_they_were_shown_are_not_missed(
    engine: FakeEngine, model: MonitorModel, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    for name, number in (("ROW_LIMIT", 50), ("TRIM_ROWS", 10), ("TURN_S", 0.0), ("PIECE", 20)):
        monkeypatch.setattr(monitor_model, name, number)
    monkeypatch.setattr(monitor_model, "FIRST_SIGHT", 1)
    for _ in range(45):
        engine.add_row(PEDAL)
    model.fetch()
    qtbot.waitUntil(lambda: model.rowCount() == 45)
    model.show_only(RowFilter(needle="pedal"))
    for _ in range(45):
        engine.add_row(PEDAL)
        model.fetch()
    qtbot.waitUntil(lambda: not model.is_sifting and model.rowCount() == len(model.rows()))
    assert model.row(model.rowCount() - 1).number == 90
    model.reveal(0, model.rowCount())
    assert all(model.index(row, Column.MESSAGE).data() for row in range(model.rowCount()))


@pytest.mark.parametrize("needle", ["", "note"])
def test_the_table_stays_bounded(
    engine: FakeEngine, model: MonitorModel, needle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(monitor_model, "ROW_LIMIT", 100)
    monkeypatch.setattr(monitor_model, "TRIM_ROWS", 10)
    monkeypatch.setattr(monitor_model, "TURN_S", 60.0)  # all in one turn, however slow this computer is
    model.show_only(RowFilter(needle=needle.strip().casefold()))
    for _ in range(20):
        for _ in range(50):
            engine.add_row(NOTE)
        model.fetch()
    assert 100 <= model.rowCount() <= 110
    assert model.row(model.rowCount() - 1).number == 1000
    model.show_only(RowFilter(needle=""))
    assert 100 <= model.rowCount() <= 111


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
    panel.bar.pause.click()
    engine.add_row(NOTE)
    assert not panel._timer.isActive()
    panel.bar.pause.click()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)


def test_following_keeps_the_newest_row_in_sight(
    engine: FakeEngine, panel: MonitorPanel, qtbot: QtBot
) -> None:
    panel.show()
    for _ in range(100):
        engine.add_row(NOTE)
    bar = panel.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    panel.bar.follow.click()
    bar.setValue(0)
    engine.add_row(NOTE)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 101)
    assert bar.value() == 0
    panel.bar.follow.click()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())


def test_typing_filters_and_clear_empties(engine: FakeEngine, panel: MonitorPanel, qtbot: QtBot) -> None:
    engine.add_row(NOTE)
    engine.add_row(PEDAL)
    panel.show()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    qtbot.keyClicks(panel.bar.words, "pedal")
    assert panel.model.rowCount() == 1
    panel.bar.clear.click()
    panel.bar.words.clear()
    assert panel.model.rowCount() == 0


def test_what_plays_by_itself_is_named_and_found_in_the_language_of_the_window(
    qapp: QApplication,
    engine: FakeEngine,
    client: Client,
    theme: Theme,
    preferences: Preferences,
    qtbot: QtBot,
) -> None:
    sources = [
        "Song · intro.mid",
        "SysEx file · bank.syx",
        "Test note",
        "Command",
        "Test keyboard",
        "Monitor · x",
    ]
    with german(qapp):
        panel = MonitorPanel(client, theme, preferences)
        qtbot.addWidget(panel)
        for source in (*sources, "Song"):
            engine.add_row(NOTE, source, "Keystation · 49")
        panel.show()
        qtbot.waitUntil(lambda: panel.model.rowCount() == 7)
        assert texts(panel.model, Column.SOURCE) == [
            *("Song · intro.mid", "SysEx-Datei · bank.syx", "Testnote", "Befehl"),
            *("Testklaviatur", "Monitor · x", "Song"),
        ]
        assert texts(panel.model, Column.DESTINATION) == ["Keystation · 49"] * 7
        qtbot.keyClicks(panel.bar.words, "testNOTE")
        assert texts(panel.model, Column.SOURCE) == ["Testnote"]


CLOCK = b"\xf8"


def test_an_empty_list_says_why(engine: FakeEngine, panel: MonitorPanel, qtbot: QtBot) -> None:
    panel.show()
    qtbot.waitUntil(panel.nothing.isVisible)
    assert panel.nothing.text() == "Nothing has passed a cable yet."
    engine.add_row(NOTE)
    qtbot.waitUntil(lambda: not panel.nothing.isVisible())
    panel.bar.words.setText("organ")
    qtbot.waitUntil(panel.nothing.isVisible)
    assert panel.nothing.text() == "No message passes the filter."


def test_what_nobody_played_comes_from_the_program(engine: FakeEngine, model: MonitorModel) -> None:
    engine.add_row(NOTE, source="")
    model.fetch()
    assert texts(model, Column.SOURCE) == ["Longwire"]


def test_the_clock_is_hidden_until_it_is_wanted(
    engine: FakeEngine, panel: MonitorPanel, qtbot: QtBot
) -> None:
    for _ in range(3):
        engine.add_row(CLOCK)
        engine.add_row(b"\xfe")
    for message in (NOTE, PEDAL, b"\xf0\x7e\xf7", b"\xfa"):
        engine.add_row(message)
    panel.show()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 4)
    qtbot.waitUntil(lambda: panel.bar.count.text() == "4 messages · 6 of the clock hidden")
    panel.bar.kinds[MessageKind.CLOCK].click()
    qtbot.waitUntil(lambda: panel.bar.count.text() == "10 messages")
    for kind, left in ((MessageKind.NOTES, 9), (MessageKind.CONTROLLERS, 8), (MessageKind.SYSTEM, 6)):
        panel.bar.kinds[kind].click()
        assert panel.model.rowCount() == left


def test_one_end_is_shown_alone(engine: FakeEngine, panel: MonitorPanel, qtbot: QtBot) -> None:
    engine.add_row(NOTE)
    engine.add_row(NOTE, source="Rehearsal PC", destination="Volca Keys")
    panel.show()
    qtbot.waitUntil(lambda: panel.bar.ends.count() == 5)
    assert [panel.bar.ends.itemText(row) for row in range(3)] == [
        "Everywhere",
        "Keystation 49",
        "Rehearsal PC",
    ]
    panel.bar.ends.setCurrentIndex(2)
    panel.bar.ends.activated.emit(2)
    assert texts(panel.model, Column.SOURCE) == ["Rehearsal PC"]
    panel.bar.clear.click()
    engine.add_row(NOTE)
    qtbot.waitUntil(lambda: panel.bar.ends.count() == 4)
    assert panel.bar.ends.currentData() == "Rehearsal PC"  # chosen stays, though nothing of it is there


def test_selected_rows_are_copied_with_all_their_octets(
    engine: FakeEngine, panel: MonitorPanel, qtbot: QtBot
) -> None:
    for message in (NOTE, PEDAL, b"\xf0" + bytes(30) + b"\xf7"):
        engine.add_row(message, time=0.25)
    panel.show()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 3)
    panel.table.setFocus()
    panel.table.selectRow(2)
    selection = panel.table.selectionModel()
    selection.select(panel.model.index(0, 0), selection.SelectionFlag.Select | selection.SelectionFlag.Rows)
    qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[0].split("\t")[1:] == [
        "Keystation 49",
        "Stage piano",
        "Note on C4 velocity 96 · ch 1",
        "90 3C 60",
    ]
    assert lines[1].endswith(" F7")
    assert len(lines[1].split("\t")[-1].split()) == 32


def test_all_that_is_shown_or_the_selection_is_saved(
    engine: FakeEngine, client: Client, panel: MonitorPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    engine.add_row(NOTE)
    engine.add_row(CLOCK)
    engine.add_row(PEDAL)
    panel.show()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    menu = panel.bar.save.menu()
    menu.aboutToShow.emit()
    assert not panel.save_selection.isEnabled()
    choose(panel, panel.save_all, tmp_path / "all.mid")
    panel.table.selectRow(1)
    menu.aboutToShow.emit()
    choose(panel, panel.save_selection, tmp_path / "one.pcap", kind=1)
    with qtbot.waitSignal(client.command_failed) as told:
        choose(panel, panel.save_packets, tmp_path / "net.pcap")
    assert told.args[0].code == "file.saved"
    saved = [
        ([row.message for row in command[1]] if len(command) == 3 else [], Path(command[-1]).name)
        for command in engine.commands
    ]
    assert saved == [([NOTE, PEDAL], "all.mid"), ([PEDAL], "one.pcap"), ([], "net.pcap")]


def choose(panel: MonitorPanel, action: QAction, file: Path, kind: int = 0) -> None:
    """Open the dialog of an action, choose a kind and a file in it, and accept."""
    action.trigger()
    dialog = panel.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.filterSelected.emit(dialog.nameFilters()[kind])
    assert dialog.defaultSuffix() == file.suffix[1:]
    dialog.fileSelected.emit(str(file))
    dialog.close()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete.value)


def test_a_new_theme_repaints_what_is_in_sight(
    engine: FakeEngine, panel: MonitorPanel, theme: Theme, qtbot: QtBot
) -> None:
    engine.add_row(NOTE, repaired=True)
    panel.show()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    before = panel.model.index(0, 0).data(Qt.ItemDataRole.BackgroundRole)
    assert before is not None
    theme.choose("light")
    assert panel.model.index(0, 0).data(Qt.ItemDataRole.BackgroundRole) != before


def test_only_rows_in_sight_are_worded(engine: FakeEngine, panel: MonitorPanel, qtbot: QtBot) -> None:
    for _ in range(2000):
        engine.add_row(NOTE)
    panel.show()
    last = Column.MESSAGE
    qtbot.waitUntil(lambda: panel.model.index(1999, last).data() is not None)
    assert panel.model.index(1000, last).data() is None
    panel.bar.follow.click()
    panel.table.scrollTo(panel.model.index(1000, 0))
    assert panel.model.index(1000, last).data() == "Note on C4 velocity 96 · ch 1"
    panel.resize(900, 600)
    top = panel.table.rowAt(0)
    qtbot.waitUntil(lambda: panel.model.index(top + 20, last).data() is not None)
