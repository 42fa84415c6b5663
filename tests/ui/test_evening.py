"""The report of the evening: what is shown, what is saved in which manner, and that strangers' names do no harm."""

import csv
import gc
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.engine.api import PeerEvening
from app.ui.actions import ActionId
from app.ui.chapters import CHAPTERS
from app.ui.client import Client
from app.ui.evening_dialog import EveningDialog
from app.ui.evening_words import as_csv, as_html, as_text
from app.ui.help_window import HelpWindow
from app.ui.main_window import MainWindow
from tests.support.fake_engine import FakeEngine
from tests.support.permissions import refused_writing
from tests.ui.conftest import OpenWindow

PIANO = PeerEvening(
    "Stage piano",
    "Studio",
    connected_s=3723.4,
    drops=2,
    messages_in=12,
    messages_out=18_204,
    packets_in=9_997,
    lost=3,
    repaired={"N": 2, "C": 5},
    p50_ms=0.42,
    p95_ms=1.24,
    max_ms=14.0,
)
QUIET = PeerEvening("=cmd|' /c calc'!A1 <b>", "Studio")


@pytest.fixture
def window(open_window: OpenWindow, engine: FakeEngine) -> MainWindow:
    engine.evenings = (PIANO, QUIET)
    return open_window()


@pytest.fixture
def dialog(window: MainWindow) -> EveningDialog:
    window.actions_by_id[ActionId.HELP].trigger()
    [help_window] = window.findChildren(HelpWindow)
    help_window.evening_button.click()
    [dialog] = window.findChildren(EveningDialog)
    assert not dialog.isModal()
    return dialog


def shown(dialog: EveningDialog, row: int) -> list[str]:
    return [dialog.table.item(row, column).text() for column in range(dialog.table.columnCount())]


def test_each_peer_has_a_row(dialog: EveningDialog, engine: FakeEngine) -> None:
    assert shown(dialog, 0) == [
        "Stage piano",
        "Studio",
        "01:02:03",
        "2",
        f"12 / {QLocale().toString(18_204)}",
        "3 (0.03 %)",
        "controllers (5), notes (2)",
        "0.4 / 1.2 / 14.0 ms",
    ]
    assert shown(dialog, 1)[5:] == ["0", "0", "\N{EN DASH}"]
    engine.evenings = ()
    dialog.again.click()
    assert dialog.table.rowCount() == 0
    assert dialog.empty.isVisibleTo(dialog)
    assert not dialog.save_button.isEnabled()


def test_every_chapter_of_the_journal_has_a_name() -> None:
    assert set("PCMWNETADVQFX") == set(CHAPTERS)


@pytest.mark.parametrize(
    ("ending", "part"), [("html", "<td>Stage piano</td>"), ("txt", "Drops: 2"), ("", "Drops: 2")]
)
def test_it_is_saved_as_its_ending_says(
    dialog: EveningDialog, window: MainWindow, tmp_path: Path, qtbot: QtBot, ending: str, part: str
) -> None:
    file = tmp_path / f"report.{ending}"
    dialog.save(str(file))
    assert part in file.read_text(encoding="utf-8")
    qtbot.waitUntil(window.problems.isVisible)
    assert window.problems.problem is not None
    assert window.problems.problem.code == "evening.saved"


def test_nothing_waits_for_a_slow_disk(
    dialog: EveningDialog, window: MainWindow, engine: FakeEngine, tmp_path: Path
) -> None:
    engine.shelf.waiting = []
    dialog.save(str(tmp_path / "report.txt"))
    assert window.problems.problem is None
    dialog.close()
    [answer] = engine.shelf.waiting
    answer()
    assert window.problems.problem is not None
    assert window.problems.problem.code == "evening.saved"


def test_a_spreadsheet_gets_numbers_and_no_formula() -> None:
    rows = list(csv.DictReader(as_csv([PIANO, QUIET], "").splitlines()))
    assert rows[0]["messages_out"] == "18204"
    assert (rows[0]["p95_ms"], rows[0]["repaired_N"], rows[1]["repaired_N"]) == ("1.24", "2", "0")
    assert rows[1]["peer"].startswith("'=cmd")


def test_a_name_is_not_markup_and_the_text_has_every_peer() -> None:
    assert "&lt;b&gt;" in as_html([QUIET], "today")
    assert as_text([PIANO, QUIET], "today").count("Session: Studio") == 2


def test_a_folder_that_cannot_be_written_is_told(
    dialog: EveningDialog, window: MainWindow, tmp_path: Path
) -> None:
    with refused_writing(tmp_path):
        dialog.save(str(tmp_path / "no" / "report.csv"))
    assert window.problems.problem is not None
    assert window.problems.problem.code == "report.failed"


def test_the_place_is_asked_beside_the_window(dialog: EveningDialog) -> None:
    dialog.save_button.click()
    [asked] = dialog.findChildren(QFileDialog)
    assert not asked.isModal() or asked.isVisible()
    assert asked.defaultSuffix() == "html"
    asked.filterSelected.emit("Spreadsheet (*.csv)")
    assert asked.defaultSuffix() == "csv"
    asked.close()


def test_a_report_that_a_slow_disk_takes_after_the_window_has_gone_is_no_fault(
    qapp: QApplication, engine: FakeEngine, tmp_path: Path
) -> None:
    client, parent = Client(engine), QWidget()
    engine.evenings, engine.shelf.waiting = (PIANO,), []
    dialog = EveningDialog(client, parent)
    dialog.save(str(tmp_path / "report.txt"))
    client.close()
    for gone in (dialog, parent):
        shiboken6.delete(gone)
    del client, dialog, parent
    gc.collect()
    [answer] = engine.shelf.waiting
    answer()
    assert (tmp_path / "report.txt").read_text(encoding="utf-8")
