from dataclasses import replace
from pathlib import Path

import pytest

from app.config.settings import SettingsFile, UserSettings, WindowSettings
from tests.support.permissions import open_folder, refused_writing

CHANGED = replace(
    UserSettings(),
    window=WindowSettings("de", "dark", 3, False),
)


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert SettingsFile(tmp_path / "settings.toml").load() == (UserSettings(), ())
    assert not list(tmp_path.iterdir())


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "new" / "settings.toml")
    assert file.save(CHANGED) is None
    assert file.load() == (CHANGED, ())
    assert file.save(UserSettings()) is None
    assert file.load() == (UserSettings(), ())


def test_only_what_was_chosen_is_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    SettingsFile(path).save(replace(UserSettings(), window=WindowSettings(theme="light")))
    assert path.read_text() == '[window]\ntheme = "light"\n'


def test_comments_and_keys_of_a_newer_version_stay(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(
        '# mine\nfuture = 1\n[window]\nfont = "big"  # later\ntheme = "dark"\n[moon]\nphase = 2\n'
    )
    file = SettingsFile(path)
    settings, troubles = file.load()
    assert (settings.window.theme, troubles) == ("dark", ())
    file.save(replace(settings, window=replace(settings.window, theme="light")))
    assert path.read_text() == (
        '# mine\nfuture = 1\n[window]\nfont = "big"  # later\ntheme = "light"\n[moon]\nphase = 2\n'
    )


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('[window]\nlanguage = "fr"\ntheme = "dark"\n', "window.language"),
        ("[window]\nmiddle_c = true\nkeep_in_tray = 1\n", "window.middle_c, window.keep_in_tray"),
        ("[network]\ninterfaces = [1]\n", "network.interfaces"),
        ("window = 3\n", "window"),
        ("[window\n", "TOML"),
    ],
)
def test_a_bad_value_is_set_aside(tmp_path: Path, text: str, keys: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    settings, [trouble] = SettingsFile(path).load()
    assert settings.window.language == "system"
    assert settings.window.theme == ("dark" if "dark" in text else "system")
    assert (trouble.code, trouble.params["keys"]) == ("settings.invalid", keys)
    assert Path(str(trouble.params["copy"])).read_text() == text


def test_a_folder_that_cannot_be_written_is_said() -> None:
    with open_folder() as folder, refused_writing(folder):
        trouble = SettingsFile(folder / "settings.toml").save(CHANGED)
    assert trouble is not None
    assert trouble.code == "settings.read_only"
    assert isinstance(trouble.params["reason"], OSError)


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    settings, [trouble] = SettingsFile(tmp_path / "settings.toml").load()
    assert (settings, trouble.code) == (UserSettings(), "settings.unreadable")
