"""The part of a page or dialog that records what an end plays, and plays files into it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.engine.api import Playback, Problem, Recording, reason_of
from app.midi.song import played_time
from app.model.endpoints import Endpoint
from app.ui.client import Client
from app.ui.controls import ElidedLabel, button, column, label, row, set_look, set_surface
from app.ui.files.asking import ask_which, dated
from app.ui.files.ends import destinations, recordable
from app.ui.files.folder import takes_folder
from app.ui.files.song_line import SongLine, reason_text
from app.ui.inspector.words import whole
from app.ui.preferences import Preferences
from app.ui.theme import SPACE
from app.ui.wording import endpoint_name


class TakePart(QWidget):
    """Shows the newest take of an end and the newest file that is played into it, and begins and ends them."""

    def __init__(self, client: Client, preferences: Preferences) -> None:
        super().__init__()
        self._client = client
        self._preferences = preferences
        self._end: Endpoint | None = None
        self._take: Recording | None = None
        self._song: Playback | None = None
        self.record_button = button(self.tr("Record"), "raised")
        self.play_button = button(self.tr("Play a file…"), "raised")
        self.take_line = _TakeLine()
        self.song_line = SongLine()
        self.record_button.clicked.connect(self._record_or_end)
        self.play_button.clicked.connect(self.ask_for_song)
        self.take_line.show_button.clicked.connect(self._show_folder)
        self.song_line.pause_button.clicked.connect(self._pause)
        self.song_line.stop_button.clicked.connect(self._stop)
        self.song_line.loop.chosen.connect(self._loop)
        self.song_line.sought.connect(self._seek)
        client.files_changed.connect(self._follow)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)

    def aim(self, end: Endpoint | None) -> None:
        """Be about this end from now on."""
        self._end = end
        self.refresh()

    def refresh(self) -> None:
        """Show everything as it is now."""
        snapshot = self._client.snapshot
        recordings = [each for each in snapshot.recordings if each.source == self._end]
        songs = [each for each in snapshot.playbacks if each.destination == self._end]
        self._take = recordings[-1] if recordings else None
        self._song = songs[-1] if songs else None
        self.record_button.setVisible(
            any(end == self._end for end, _ in recordable(snapshot)) or self._records
        )
        self.play_button.setVisible(any(end == self._end for end, _ in destinations(snapshot)))
        self.record_button.setText(self.tr("End take") if self._records else self.tr("Record"))
        self.record_button.setAccessibleName(
            self.tr("End the take") if self._records else self.record_button.text()
        )
        set_look(self.record_button, "danger" if self._records else "raised")
        self.take_line.show_take(self._take)
        self.song_line.show_song(self._song)

    def record(self) -> None:
        """Record into a new file of the folder for takes."""
        if self._end is None:
            return
        folder = takes_folder(self._preferences)
        file = folder / dated(endpoint_name(self._end, self._client.snapshot), "mid")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            params = {"file": str(file), "reason": reason_of(error)}
            self._client.tell(Problem("take.failed", params))
            return
        end = self._end
        self._client.attempt(lambda engine: engine.takes.record(end, str(file)))

    def ask_for_song(self) -> None:
        """Ask which file to play."""
        kinds = [(self.tr("MIDI files"), "mid midi")]
        ask_which(self, self.tr("Play a file"), takes_folder(self._preferences), kinds, self._play)

    # -- inside -------------------------------------------------------------------------------------------------

    @property
    def _records(self) -> bool:
        return self._take is not None and not self._take.is_over

    def _follow(self) -> None:
        """Follow a take or a song, which goes on several times a second, while it is seen."""
        if self.isVisible():
            self.refresh()

    def _lay_out(self) -> None:
        buttons = row()
        buttons.addWidget(self.record_button, 1)
        buttons.addWidget(self.play_button, 1)
        lines = column(self)
        lines.addLayout(buttons)
        lines.addWidget(self.take_line)
        lines.addWidget(self.song_line)

    def _record_or_end(self) -> None:
        take = self._take
        if take is not None and not take.is_over:
            self._client.attempt(lambda engine: engine.takes.stop_recording(take.id))
        else:
            self.record()

    def _play(self, file: str) -> None:
        end, loop = self._end, self.song_line.loop.isChecked()
        if end is not None:
            self._stop()
            self._client.attempt(lambda engine: engine.takes.play(file, end, loop))

    def _pause(self) -> None:
        song = self._song
        if song is not None:
            self._client.attempt(lambda engine: engine.takes.pause(song.id, song.state != "paused"))

    def _stop(self) -> None:
        song = self._song
        if song is not None and not song.is_over:
            self._client.attempt(lambda engine: engine.takes.stop(song.id))

    def _loop(self, on: bool) -> None:
        song = self._song
        if song is not None and not song.is_over:
            self._client.attempt(lambda engine: engine.takes.loop(song.id, on))

    def _seek(self, second: int, sysex: bool) -> None:
        song = self._song
        if song is not None and not song.is_over:
            self._client.attempt(lambda engine: engine.takes.seek(song.id, float(second), sysex))

    def _show_folder(self) -> None:
        if self._take is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._take.file).parent)))


class _TakeLine(QFrame):
    """How far a take is, or where it went."""

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, "tile")
        self.words = label(role="body")
        self.words.setWordWrap(True)
        self.file = ElidedLabel("small")
        self.show_button = button(self.tr("Show"), "small", name=self.tr("Show the folder of the take"))
        line = row()
        line.addWidget(self.file, 100)
        line.addStretch(1)
        line.addWidget(self.show_button)
        both = column(self, margins=(SPACE, SPACE, SPACE, SPACE))
        both.setSpacing(SPACE // 2)
        both.addWidget(self.words)
        both.addLayout(line)

    def show_take(self, take: Recording | None) -> None:
        """Show one, or nothing."""
        self.setVisible(take is not None)
        if take is not None:
            self.words.setText(self._text(take))
            self.file.set_whole(Path(take.file).name)
            self.file.setVisible(take.messages > 0)
            self.show_button.setVisible(take.is_over and take.messages > 0)

    def _text(self, take: Recording) -> str:
        one = take.messages == 1
        count = (
            self.tr("1 message") if one else self.tr("{count} messages").format(count=whole(take.messages))
        )
        counted = {"time": played_time(take.seconds), "count": count}
        if take.state == "waiting":
            return self.tr("Recording begins with the first message.")
        if take.state == "recording":
            return self.tr("Recording · {time} · {count}").format(**counted)
        if take.state == "failed":
            reason = reason_text(take.reason)
            return self.tr("The take has ended: {reason}. What was played until then is kept.").format(
                reason=reason
            )
        if take.messages == 0:
            return self.tr("Nothing was played, so there is no file.")
        return self.tr("Saved · {time} · {count}").format(**counted)
