"""The windows beside the main one: settings, help, the report of a problem. Each is open once, and blocks nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.engine.api import Problem, reason_of
from app.platform.computer import computer_name
from app.platform.logs import recent_lines
from app.platform.versions import versions
from app.ui.client import Client
from app.ui.help_pages import help_pages
from app.ui.help_window import HelpWindow
from app.ui.language import chosen_language
from app.ui.preferences import Preferences
from app.ui.report import Disguise, names_in, report_files, write_report
from app.ui.settings_dialog import SettingsDialog, Surroundings
from app.ui.theme import Theme

REPORT_NAME: Final = "longwire-report.zip"


class Companions(QObject):
    """Opens the windows beside `window`."""

    def __init__(
        self, client: Client, theme: Theme, preferences: Preferences, around: Surroundings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._client = client
        self._theme = theme
        self._preferences = preferences
        self._around = around
        self._window = window

    def open_settings(self) -> None:
        """Show the settings."""
        self._open("settings", lambda: SettingsDialog(self._preferences, self._around, self._window))

    def open_help(self) -> None:
        """Show the help, in the language of the window."""
        language = chosen_language(self._preferences.at_start.window.language)
        self._open(
            "help", lambda: HelpWindow(help_pages(language), self.save_report, self._theme, self._window)
        )

    def save_report(self) -> None:
        """Ask where to put a report of a problem."""

        def build() -> QFileDialog:
            dialog = QFileDialog(self._window, self.tr("Save report"), str(Path.home() / REPORT_NAME))
            dialog.setObjectName("report")
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("zip")
            dialog.setNameFilter(self.tr("Reports (*.zip)"))
            dialog.fileSelected.connect(self.write_report)
            return dialog

        self._open("report", build)

    def write_report(self, file: str) -> None:
        """Write a report and tell in the window what came of it."""
        snapshot = self._client.snapshot
        disguise = Disguise({*names_in(snapshot), computer_name()}, str(Path.home()))
        try:
            write_report(Path(file), report_files(snapshot, recent_lines(), versions(), disguise))
        except OSError as error:
            self._client.command_failed.emit(
                Problem("report.failed", {"file": file, "reason": reason_of(error)})
            )
        else:
            self._client.command_failed.emit(Problem("report.saved", {"file": file}))

    def _open(self, name: str, build: Callable[[], QDialog]) -> None:
        dialog = self._window.findChild(QDialog, name) or build()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
