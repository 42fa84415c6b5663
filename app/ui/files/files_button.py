"""The button in the top bar for what is recorded and played: it says what goes on, and ends it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePath

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.engine.api import EngineApi
from app.ui.client import Client
from app.ui.controls import IconButton
from app.ui.theme import Theme
from app.ui.wording import endpoint_name, in_action, shown_name


class FilesButton(IconButton):
    """Opens the windows for files; what is recorded or played goes on when they are closed, and shows here."""

    def __init__(self, actions: Sequence[QAction], client: Client, theme: Theme) -> None:
        super().__init__("tape", "", theme)
        self._client = client
        self._actions = actions
        self._menu = QMenu(self)
        self._menu.setAccessibleName(self.tr("Files: record, play, SysEx"))
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        client.files_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        """Say what goes on; a take before a song, since only that is lost when it is forgotten."""
        snapshot = self._client.snapshot
        takes = [each for each in snapshot.recordings if not each.is_over]
        songs = [each for each in snapshot.playbacks if not each.is_over]
        if takes:
            names = ", ".join(endpoint_name(each.source, snapshot) for each in takes)
            self._look_like("record", "broken", self.tr("Recording {names}").format(names=names))
        elif songs:
            names = ", ".join(_title(each.file) for each in songs)
            self._look_like("play", "live", self.tr("Playing {names}").format(names=names))
        else:
            self._look_like("tape", "text", self._menu.accessibleName())

    def _look_like(self, icon: str, ink: str, name: str) -> None:
        if name != self.accessibleName():
            self.set_name(name)
            self.set_icon(icon, ink)

    def _fill(self) -> None:
        snapshot = self._client.snapshot
        self._menu.clear()
        for take in snapshot.recordings:
            if not take.is_over:
                text = self.tr("End the take of {name}").format(name=endpoint_name(take.source, snapshot))
                self._offer(text, partial(_end_take, take.id))
        for song in snapshot.playbacks:
            if not song.is_over:
                self._offer(self.tr("Stop {name}").format(name=_title(song.file)), partial(_stop, song.id))
        self._menu.addSeparator()
        self._menu.addActions(self._actions)

    def _offer(self, text: str, command: Callable[[EngineApi], None]) -> None:
        action = self._menu.addAction(in_action(text))
        action.triggered.connect(lambda _checked=False: self._client.attempt(command))


def _end_take(recording: int, engine: EngineApi) -> None:
    engine.takes.stop_recording(recording)


def _stop(playback: int, engine: EngineApi) -> None:
    engine.takes.stop(playback)


def _title(file: str) -> str:
    return shown_name(PurePath(file).name)
