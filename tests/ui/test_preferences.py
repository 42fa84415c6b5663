"""What the user prefers takes effect at once, and is there at the next start."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import settings_store
from app.engine.api import Problem
from app.options import Options
from app.ui.language import chosen_language
from app.ui.preferences import Preferences
from app.ui.theme import Theme
from tests.support.fake_engine import FakeEngine
from tests.support.permissions import open_folder, refused_writing
from tests.ui.conftest import OpenWindow


def test_a_change_is_saved_and_told(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    preferences = Preferences(settings_store(Options(config_dir=tmp_path)))
    with qtbot.waitSignal(preferences.changed):
        preferences.change("window", language="de", middle_c=3)
    with qtbot.assertNotEmitted(preferences.changed):
        preferences.change("window", language="de")
    assert preferences.at_start.window.language == "system"
    again = Preferences(settings_store(Options(config_dir=tmp_path)))
    assert (again.settings.window.language, again.note_name(60)) == ("de", "C3")


def test_what_cannot_be_saved_is_shown(open_window: OpenWindow, preferences: Preferences) -> None:
    with open_folder() as folder:
        refused = Preferences(settings_store(Options(config_dir=folder)))
        window = open_window(preferences=refused)
        with refused_writing(folder):
            refused.change("window", theme="light")
    assert window.problems.problem is not None
    assert window.problems.problem.code == "settings.read_only"


def test_a_file_that_is_not_understood_is_shown(open_window: OpenWindow, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('[window]\ntheme = "pink"\n')
    window = open_window(preferences=Preferences(settings_store(Options(config_dir=tmp_path))))
    problem = window.problems.problem
    assert isinstance(problem, Problem)
    assert (problem.code, problem.params["keys"]) == ("settings.invalid", "window.theme")


def test_the_theme_changes_at_once(open_window: OpenWindow, preferences: Preferences, theme: Theme) -> None:
    open_window()
    assert theme.tokens.name == "dark"
    preferences.change("window", theme="light")
    assert theme.tokens.name == "light"


def test_middle_c_is_counted_as_chosen(
    engine: FakeEngine, open_window: OpenWindow, preferences: Preferences
) -> None:
    window = open_window()
    engine.add_row(b"\x90\x3c\x60")
    window.monitor.model.fetch()
    cell = window.monitor.model.index(0, 3)
    assert "C4" in cell.data()
    assert window.keyboard._octave.text() == "C4"
    preferences.change("window", middle_c=3)
    assert "C3" in cell.data()
    assert window.keyboard._octave.text() == "C3"


def test_a_chosen_language_goes_before_the_systems() -> None:
    assert chosen_language("de") == "de"
    assert chosen_language("en") == "en"
    assert chosen_language("system") in ("en", "de")
