"""The windows beside the main one: settings, help, the report of a problem. Each is open once, and blocks nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from shiboken6 import isValid

from app.engine.api import Problem
from app.model.endpoints import Endpoint
from app.platform.computer import computer_name
from app.platform.logs import recent_lines
from app.platform.versions import versions
from app.ui.client import Client
from app.ui.doctor.dialog import DoctorDialog
from app.ui.doctor.examiner import Examine
from app.ui.evening_dialog import EveningDialog
from app.ui.files.sysex_dialog import SysexDialog
from app.ui.files.take_dialog import TakeDialog
from app.ui.files.tools import Tool
from app.ui.help_pages import help_pages
from app.ui.help_window import HelpWindow
from app.ui.language import chosen_language
from app.ui.preferences import Preferences
from app.ui.report import Disguise, names_in, report_archive, report_files, report_outcome
from app.ui.report_dialog import ReportDialog
from app.ui.scene_cues import SceneCuesDialog
from app.ui.settings_dialog import SettingsDialog, Surroundings
from app.ui.theme import Theme
from app.ui.undo import UndoVerbs

REPORT_NAME: Final = "longwire-report.zip"
_ASIDE: Final = "aside"
"""Marks who is hidden only because the window is."""


class Companions(QObject):
    """Opens the windows beside `window`."""

    def __init__(
        self,
        client: Client,
        undo: UndoVerbs,
        theme: Theme,
        preferences: Preferences,
        around: Surroundings,
        window: QWidget,
        examine: Examine | None = None,
    ) -> None:
        super().__init__(window)
        self._client = client
        self._undo = undo
        self._examine = examine
        self._theme = theme
        self._preferences = preferences
        self._around = around
        self._window = window

    def open_settings(self) -> None:
        """Show the settings."""
        around = replace(self._around, midi_system=self._client.snapshot.midi_system)
        self._open("settings", lambda: SettingsDialog(self._preferences, around, self._window))

    def open_help(self) -> None:
        """Show the help, in the language of the window."""
        language = chosen_language(self._preferences.at_start.window.language)
        self._open(
            "help",
            lambda: HelpWindow(
                help_pages(language), self.open_report, self._theme, self._window, self.open_evening
            ),
        )

    def open_doctor(self, name: str, target: str) -> None:
        """Examine a peer at a target, in place of whoever is being examined."""
        for old in self._window.findChildren(DoctorDialog):
            old.setObjectName("")
            old.close()
        if self._examine is not None:
            DoctorDialog(
                self._examine, name, target, lambda: self._is_connected(target), self._theme, self._window
            ).show()

    def examine_peer_of(self, problem: Problem) -> None:
        """Examine whom a problem is about."""
        people = self._client.snapshot.participants
        one = next((each for each in people if each.peer == problem.about.get("peer")), None)
        if one is not None:
            self.open_doctor(one.name, one.target)
        elif address := str(problem.params.get("address") or ""):
            self.open_doctor(address, address)

    def open_scene_cues(self) -> None:
        """Show by what each scene is called."""
        self._open(
            "scene-cues",
            lambda: SceneCuesDialog(self._client, self._undo, self._theme, self._preferences, self._window),
        )

    def open_evening(self) -> None:
        """Show what became of everybody since the start."""
        self._open("evening", lambda: EveningDialog(self._client, self._window))

    def open_takes(self, end: Endpoint | None = None) -> TakeDialog:
        """Show where is recorded and played, for an end if one is named."""
        dialog = self._open("takes", lambda: TakeDialog(self._client, self._preferences, self._window))
        assert isinstance(dialog, TakeDialog)
        dialog.aim(end)
        return dialog

    def open_sysex(self, end: Endpoint | None = None) -> None:
        """Show where SysEx is sent and received, for an end if one is named."""
        dialog = self._open("sysex", lambda: SysexDialog(self._client, self._theme, self._window))
        assert isinstance(dialog, SysexDialog)
        dialog.aim(end)

    def use(self, tool: Tool, end: Endpoint) -> None:
        """Do with an end what a menu or a page offers for it."""
        match tool:
            case Tool.RECORD:
                self.open_takes(end).part.record()
            case Tool.PLAY:
                self.open_takes(end).part.ask_for_song()
            case Tool.SYSEX:
                self.open_sysex(end)

    def open_report(self) -> None:
        """Say what a report of a problem is, and offer to save one."""
        self._open("report", lambda: ReportDialog(self.save_report, self._window))

    def save_report(self) -> None:
        """Ask where to put a report of a problem."""

        def build() -> QFileDialog:
            dialog = QFileDialog(self._window, self.tr("Save report"), str(Path.home() / REPORT_NAME))
            dialog.setObjectName("report-file")
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("zip")
            dialog.setNameFilter(self.tr("Reports (*.zip)"))
            dialog.fileSelected.connect(self.write_report)
            return dialog

        self._open("report-file", build)

    def write_report(self, file: str) -> None:
        """Have a report written and tell what came of it: where it was asked for, which may lie over the window."""
        snapshot, lines = self._client.snapshot, recent_lines()

        def parts() -> list[bytes]:
            disguise = Disguise({*names_in(snapshot), computer_name()}, str(Path.home()))
            return [report_archive(report_files(snapshot, lines, versions(), disguise))]

        def told(outcome: Problem) -> None:
            self._tell_report(report_outcome(outcome, "report.saved"), file)

        self._client.attempt(lambda engine: engine.files.write(file, parts, told))

    def _tell_report(self, outcome: Problem, file: str) -> None:
        asked = self._window.findChild(ReportDialog) if isValid(self._window) else None
        if asked is None:
            self._client.tell(outcome)
        else:
            asked.tell(outcome, Path(file))

    def step_aside(self) -> None:
        """Go with the window, where it is hidden; what goes on in them goes on."""
        for dialog in self._window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.setProperty(_ASIDE, True)
                dialog.hide()

    def come_back(self) -> None:
        """Come back with the window."""
        for dialog in self._window.findChildren(QDialog):
            if dialog.property(_ASIDE):
                dialog.setProperty(_ASIDE, False)
                dialog.show()

    def _is_connected(self, target: str) -> bool:
        people = self._client.snapshot.participants
        return any(one.state == "connected" and one.target == target for one in people)

    def _open(self, name: str, build: Callable[[], QDialog]) -> QDialog:
        dialog = self._window.findChild(QDialog, name) or build()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog
