"""The windows beside the main one: what they show, that they change what they say, and that they block nothing."""

import json
import logging
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.config.settings import MidiSettings, SessionSettings
from app.model.endpoints import MONITOR, PortEnd
from app.model.patch import Peer, Route
from app.platform.autostart import Autostart, XdgAutostart
from app.platform.logs import LogRing
from app.ui.actions import ActionId
from app.ui.client import Client
from app.ui.companions import Companions
from app.ui.help_pages import ABOUT, help_pages
from app.ui.help_window import HelpWindow
from app.ui.language import LANGUAGES
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.report_dialog import ReportDialog
from app.ui.settings_dialog import SettingsDialog, Surroundings
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs
from tests.support.fake_engine import FakeEngine
from tests.support.languages import german, pseudo_language
from tests.support.logs import ExpectLog
from tests.support.permissions import open_folder, refused_writing
from tests.ui.conftest import OpenWindow
from tests.ui.test_every_widget import CONTROLS, own_texts, widgets

IN_EVERY_LANGUAGE = {"C4", "C3", "English", "Deutsch", "ALSA", "JACK", "eth0"}


@pytest.fixture
def login(tmp_path: Path) -> Autostart:
    return XdgAutostart(tmp_path / "autostart", ["longwire"], tmp_path)


@pytest.fixture
def window(open_window: OpenWindow, login: Autostart) -> MainWindow:
    return open_window(surroundings=Surroundings(("eth0",), login, has_tray=True, system="linux"))


def opened(window: MainWindow, action: ActionId, name: str) -> QDialog:
    window.actions_by_id[action].trigger()
    window.actions_by_id[action].trigger()
    [dialog] = window.findChildren(QDialog, name)
    assert dialog.isVisible()
    assert not dialog.isModal()
    return dialog


@pytest.fixture
def settings(window: MainWindow) -> SettingsDialog:
    dialog = opened(window, ActionId.SETTINGS, "settings")
    assert isinstance(dialog, SettingsDialog)
    return dialog


@pytest.fixture
def help_window(window: MainWindow) -> HelpWindow:
    dialog = opened(window, ActionId.HELP, "help")
    assert isinstance(dialog, HelpWindow)
    return dialog


def control(dialog: QWidget, name: str) -> QWidget:
    return next(
        one
        for kind in (QComboBox, QCheckBox)
        for one in dialog.findChildren(kind)
        if one.accessibleName() == name
    )


def choose(dialog: QWidget, name: str, text: str) -> None:
    box = control(dialog, name)
    assert isinstance(box, QComboBox)
    box.setCurrentText(text)


# -- settings -----------------------------------------------------------------------------------------------


def test_every_setting_takes_effect(settings: SettingsDialog, preferences: Preferences) -> None:
    choose(settings, "Theme", "Light")
    choose(settings, "Middle C", "C3")
    choose(settings, "Language", "Deutsch")
    choose(settings, "MIDI system", "JACK")
    choose(settings, "Network", "eth0")
    choose(settings, "Log", "Errors")
    choose(settings, "Who may join", "whom I know")
    choose(settings, "Hold back", "10 ms")
    tray = control(settings, "Keep running in the tray")
    assert isinstance(tray, QCheckBox)
    tray.setChecked(False)
    now = preferences.settings
    assert (now.window.theme, now.window.middle_c, now.window.language) == ("light", 3, "de")
    assert (now.midi.system, now.network.interfaces, now.log.level) == ("jack", ("eth0",), "error")
    assert not now.window.keep_in_tray
    assert now.session == SessionSettings("known", 10)
    hidden = control(settings, "Start in the tray")
    assert isinstance(hidden, QCheckBox)
    hidden.setChecked(True)
    assert preferences.settings.window.start_hidden


def test_what_needs_a_new_start_says_so(settings: SettingsDialog) -> None:
    assert not settings.restart_note.isVisible()
    choose(settings, "Theme", "Light")
    assert not settings.restart_note.isVisible()
    choose(settings, "MIDI system", "JACK")
    assert settings.restart_note.isVisible()
    choose(settings, "MIDI system", "Automatic (JACK)")
    assert not settings.restart_note.isVisible()


def test_starting_at_login_is_what_the_system_does(settings: SettingsDialog, login: Autostart) -> None:
    switch = control(settings, "Start at login")
    assert isinstance(switch, QCheckBox)
    switch.setChecked(True)
    assert login.is_enabled
    switch.setChecked(False)
    assert not login.is_enabled


def test_a_system_that_refuses_is_shown(open_window: OpenWindow) -> None:
    with open_folder() as folder:
        login = XdgAutostart(folder, ["longwire"], folder)
        window = open_window(surroundings=Surroundings(autostart=login))
        switch = control(opened(window, ActionId.SETTINGS, "settings"), "Start at login")
        assert isinstance(switch, QCheckBox)
        with refused_writing(folder):
            switch.setChecked(True)
    assert not switch.isChecked()
    assert window.problems.problem is not None
    assert window.problems.problem.code == "settings.autostart"


def test_automatic_names_no_system_that_was_chosen_by_hand(
    open_window: OpenWindow, preferences: Preferences
) -> None:
    preferences.at_start = replace(preferences.at_start, midi=MidiSettings("jack"))
    midi = control(opened(open_window(), ActionId.SETTINGS, "settings"), "MIDI system")
    assert isinstance(midi, QComboBox)
    assert midi.itemText(0) == "Automatic"


def test_only_what_is_there_is_offered(
    engine: FakeEngine, open_window: OpenWindow, preferences: Preferences
) -> None:
    engine.midi_system = "winmm"
    preferences.change("network", interfaces=("eth7", "eth8"))
    dialog = opened(open_window(surroundings=Surroundings(system="win32")), ActionId.SETTINGS, "settings")
    [switch] = dialog.findChildren(QCheckBox)
    assert switch.accessibleName() == "Stay awake while playing"
    midi, network = control(dialog, "MIDI system"), control(dialog, "Network")
    assert isinstance(midi, QComboBox)
    assert isinstance(network, QComboBox)
    assert [midi.itemText(row) for row in range(midi.count())] == [
        "Automatic (Windows MIDI)",
        "Windows MIDI",
        "None, network only",
    ]
    assert network.currentText() == "eth7, eth8"


# -- help ---------------------------------------------------------------------------------------------------


def test_help_is_read_page_by_page(help_window: HelpWindow) -> None:
    assert help_window.contents.count() == len(help_pages("en")) >= 8
    for row in range(help_window.contents.count()):
        help_window.contents.setCurrentRow(row)
        text = help_window.page.toPlainText()
        assert text.startswith(help_window.contents.item(row).text())
        assert "|" not in text


def test_links_lead_to_other_pages(help_window: HelpWindow) -> None:
    help_window.page.anchorClicked.emit(QUrl("3-cables.md"))
    assert help_window.page.toPlainText().startswith("Cables")
    help_window.open_page("nothing.md")
    assert help_window.page.toPlainText().startswith("Cables")


def test_about_names_what_we_use(help_window: HelpWindow) -> None:
    help_window.open_page(ABOUT)
    text = help_window.page.toPlainText()
    for word in ("MIT", "PySide6-Essentials", "LGPL", "zeroconf", "python-rtmidi"):
        assert word in text


def test_about_leads_to_the_licences_of_what_an_installer_brings(
    help_window: HelpWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "file:" not in help_pages("en")[-1].markdown
    texts = tmp_path / "LICENCES.txt"
    texts.touch()
    monkeypatch.setattr("app.ui.help_pages.licence_texts", lambda: texts)
    assert f"[LICENCES.txt]({texts.as_uri()})" in help_pages("en")[-1].markdown


def test_every_language_has_the_same_pages_and_live_links(qapp: QApplication) -> None:
    pages = {language: help_pages(language) for language in LANGUAGES}
    for own in pages.values():
        names = {page.name for page in own}
        assert [page.name for page in own] == [page.name for page in pages["en"]]
        for page in own:
            assert page.markdown.startswith(f"# {page.title}\n")
            assert not {part.split(")")[0] for part in page.markdown.split("](")[1:]} - names


# -- the report ---------------------------------------------------------------------------------------------


@pytest.fixture
def remembered() -> Iterator[None]:
    ring = LogRing()
    logging.getLogger().addHandler(ring)
    yield
    logging.getLogger().removeHandler(ring)


def test_a_report_holds_what_is_needed_and_no_secret(
    remembered: None, window: MainWindow, engine: FakeEngine, tmp_path: Path, expect_log: ExpectLog
) -> None:
    expect_log("net: .*iPad")
    engine.add_port("Anna's Keystation")
    engine.add_route(Route("", PortEnd("Anna's other keys"), MONITOR))
    engine.add_participant("Anna's iPad", address="192.168.7.31", rtt_ms=0.4)
    engine.add_found("Stage piano", "piano.local")
    engine.edit.hide_peer("Anna's phone", True)
    engine.edit.name_found("Stage piano", "Anna's grand")
    engine.edit.name_device(PortEnd("Anna's Keystation"), "Anna below")
    drums = Peer("drums", name="TD-27", nickname="Anna at the drums")
    engine._patch = replace(engine._patch, peers=(*engine._patch.peers, drums))
    logging.getLogger("longwire.net").error(
        "Anna's iPad at 192.168.7.31 and [fe80::1%%eth0], piano.local, %s", Path.home()
    )
    file = tmp_path / "report.zip"
    window.companions.write_report(str(file))
    with zipfile.ZipFile(file) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert sorted(name.rpartition("/")[2] for name in texts) == [
        "log.txt",
        "patch.toml",
        "state.txt",
        "versions.txt",
    ]
    whole = json.dumps(texts)
    for secret in ("Anna", "192.168.7.31", "fe80", "piano", "Studio", str(Path.home())):
        assert secret not in whole, secret
    assert "Python" in texts["longwire-report/versions.txt"]
    assert "initiator address-" in texts["longwire-report/state.txt"]
    assert "0.4 ms" in texts["longwire-report/state.txt"]
    assert window.problems.problem is not None
    assert window.problems.problem.code == "report.saved"


def test_nothing_waits_for_a_slow_disk_that_gets_a_report(
    window: MainWindow, engine: FakeEngine, tmp_path: Path
) -> None:
    engine.shelf.waiting = []
    window.companions.open_report()
    [dialog] = window.findChildren(ReportDialog)
    window.companions.write_report(str(tmp_path / "report.zip"))
    assert not dialog.outcome.isVisible()
    [answer] = engine.shelf.waiting
    answer()
    assert "report.zip" in dialog.outcome.text()
    dialog.close()


def test_a_disk_that_answers_when_the_window_has_gone_is_heard_by_nobody(
    client: Client,
    undo: UndoVerbs,
    theme: Theme,
    preferences: Preferences,
    engine: FakeEngine,
    tmp_path: Path,
) -> None:
    engine.shelf.waiting, told = [], []
    client.command_failed.connect(told.append)
    window = QWidget()
    companions = Companions(client, undo, theme, preferences, Surroundings(), window)
    companions.write_report(str(tmp_path / "report.zip"))
    shiboken6.delete(window)
    engine.shelf.waiting[0]()
    assert [problem.code for problem in told] == ["report.saved"]


def test_a_report_that_cannot_be_written_is_shown(window: MainWindow, tmp_path: Path) -> None:
    window.companions.write_report(str(tmp_path / "nowhere" / "report.zip"))
    assert window.problems.problem is not None
    assert window.problems.problem.code == "report.failed"


def test_the_place_of_a_report_is_asked_without_blocking(help_window: HelpWindow, window: MainWindow) -> None:
    help_window.report_button.click()
    [explained] = window.findChildren(ReportDialog)
    assert explained.isVisible()
    assert not explained.isModal()
    explained.save_button.click()
    [dialog] = window.findChildren(QFileDialog)
    assert dialog.isVisible()
    assert not dialog.isModal()
    dialog.close()


def test_who_asked_for_a_report_is_told_where_it_is(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    window.companions.open_report()
    [dialog] = window.findChildren(ReportDialog)
    window.companions.write_report(str(tmp_path / "nowhere" / "report.zip"))
    assert "could not be written" in dialog.outcome.text()
    assert dialog.save_button.isVisible(), "another place may do"
    assert not dialog.folder_button.isVisible()
    window.companions.write_report(str(tmp_path / "report.zip"))
    assert str(tmp_path / "report.zip") in dialog.outcome.text()
    assert not dialog.save_button.isVisible()
    assert dialog.close_button.text() == dialog.close_button.accessibleName() == "Close"
    qtbot.mouseClick(dialog.folder_button, Qt.MouseButton.LeftButton)
    assert shown == [str(tmp_path)]
    assert window.problems.problem is None, "told once"
    dialog.close()


def test_they_go_with_the_window_and_come_back_with_it(
    window: MainWindow, settings: SettingsDialog, help_window: HelpWindow
) -> None:
    help_window.hide()
    window.hide()
    assert not settings.isVisible()
    window.show()
    assert settings.isVisible()
    assert not help_window.isVisible(), "it was not there before"


# -- all of them --------------------------------------------------------------------------------------------


def test_every_control_says_what_it_is(settings: SettingsDialog, help_window: HelpWindow) -> None:
    controls = [
        one for dialog in (settings, help_window) for one in widgets(dialog) if isinstance(one, CONTROLS)
    ]
    assert len(controls) > 12
    silent = [
        one for one in controls if not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)
    ]
    assert not silent


def test_the_keyboard_begins_with_the_first_setting(settings: SettingsDialog, qtbot: QtBot) -> None:
    settings.activateWindow()
    qtbot.waitUntil(lambda: settings.focusWidget() is not None)
    assert settings.focusWidget().accessibleName() == "Language"


def test_what_is_called_by_its_value_has_a_title_that_says_what_it_is(settings: SettingsDialog) -> None:
    titled = {one.buddy(): one.text() for one in settings.findChildren(QLabel) if one.buddy() is not None}
    lists = settings.findChildren(QComboBox)
    assert len(lists) > 5
    assert {one.accessibleName() for one in lists} == {titled.get(one) for one in lists}


def test_no_text_escapes_translation(open_window: OpenWindow, login: Autostart, qapp: QApplication) -> None:
    around = Surroundings(("eth0",), login, has_tray=True, system="linux")
    with pseudo_language():
        window = open_window(surroundings=around)
        dialogs = [opened(window, ActionId.SETTINGS, "settings"), opened(window, ActionId.HELP, "help")]
        texts = {text for dialog in dialogs for one in widgets(dialog) for text in own_texts(one) if text}
    assert len(texts) > 30
    assert not {text for text in texts if "⟦" not in text} - IN_EVERY_LANGUAGE
    for dialog in dialogs:
        dialog.close()
    with german(qapp) as missing:
        window = open_window(surroundings=around)
        for action, name in ((ActionId.SETTINGS, "settings"), (ActionId.HELP, "help")):
            opened(window, action, name).close()
        window.companions.open_report()
        window.findChild(ReportDialog).save_button.click()
        window.findChild(QFileDialog).close()
    assert not missing


def test_nothing_is_cut_off_in_german(
    open_window: OpenWindow, login: Autostart, qapp: QApplication, qtbot: QtBot
) -> None:
    with german(qapp):
        window = open_window(surroundings=Surroundings(("eth0",), login, has_tray=True))
        dialog = opened(window, ActionId.SETTINGS, "settings")
        qtbot.waitExposed(dialog)
        for box in dialog.findChildren(QComboBox):
            texts = [box.itemText(row) for row in range(box.count())]
            assert max(map(box.fontMetrics().horizontalAdvance, texts)) < box.width() - 30
        for line in dialog.findChildren(QLabel):
            assert line.height() >= line.heightForWidth(line.width())
