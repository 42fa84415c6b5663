"""Where a song is, and what can be done with it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.engine.api import Phrase, Playback
from app.midi.song import played_time
from app.ui.controls import ElidedLabel, button, column, label, row, set_surface
from app.ui.files.place_slider import PlaceSlider
from app.ui.inspector.fields import Tick
from app.ui.theme import SPACE
from app.ui.wording import phrase_text


class SongLine(QFrame):
    """Shows one song; `sought` tells the second to go on at, and whether its SysEx go first."""

    sought = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, "tile")
        self.file = ElidedLabel("body")
        self.words = label(role="small")
        self.place = PlaceSlider(self.tr("Place in the file, in seconds"))
        self.pause_button = button(self.tr("Pause"), "small")
        self.stop_button = button(self.tr("Stop"), "small")
        self.loop = Tick(self.tr("Again and again"))
        self.sysex = Tick(self.tr("Send SysEx before jumping"))
        self.sysex.setToolTip(
            self.tr(
                "All that the file sends of SysEx up to there, such as a GS or XG reset. "
                "Devices need a moment for each, so the music goes on a little later."
            )
        )
        self._song: Playback | None = None
        self.place.moving.connect(lambda _place: self._tell())
        self.place.chosen.connect(lambda place: self.sought.emit(place, self.sysex.isChecked()))
        self._lay_out()

    def show_song(self, song: Playback | None) -> None:
        """Show one, or nothing."""
        self.setVisible(song is not None)
        self._song = song
        if song is None:
            return
        self.file.set_whole(Path(song.file).name)
        goes = song.state in ("playing", "paused")
        if not goes:
            self.place.let_go()
        self.place.setEnabled(goes)
        self.place.show_place(song.position, song.length)
        words = self.tr("Go on") if song.state == "paused" else self.tr("Pause")
        self.pause_button.setText(words)
        self.pause_button.setAccessibleName(words)
        for part in (self.pause_button, self.stop_button, self.loop):
            part.setVisible(not song.is_over)
        self.loop.setChecked(song.loop)
        self.sysex.setVisible(song.has_sysex and not song.is_over)
        self._tell()

    def _lay_out(self) -> None:
        buttons = row()
        buttons.addWidget(self.pause_button)
        buttons.addWidget(self.stop_button)
        buttons.addWidget(self.loop)
        buttons.addStretch(1)
        lines = column(self, margins=(SPACE, SPACE, SPACE, SPACE))
        lines.setSpacing(SPACE // 2)
        for part in (self.file, self.place, self.words):
            lines.addWidget(part)
        lines.addLayout(buttons)
        lines.addWidget(self.sysex)

    def _tell(self) -> None:
        if self._song is not None:
            self.words.setText(self._text(self._song))

    def _text(self, song: Playback) -> str:
        if song.state == "reading":
            return self.tr("is being read…")
        if song.state == "failed":
            return self.tr("cannot be played: {reason}").format(reason=reason_text(song.reason))
        position = self.place.value() if self.place.is_moved else song.position
        where = self.tr("{time} of {whole}").format(
            time=played_time(position), whole=played_time(song.length)
        )
        if self.place.is_moved:
            return self.tr("go on at {where}").format(where=where)
        states = {
            "playing": where,
            "paused": self.tr("held at {where}").format(where=where),
            "stopped": self.tr("stopped at {where}").format(where=where),
            "done": self.tr("played to its end · {whole}").format(whole=played_time(song.length)),
        }
        return states[song.state]


def reason_text(reason: object) -> str:
    """Say why something ended, in the user's language where the words are ours."""
    return phrase_text(reason) if isinstance(reason, Phrase) else str(reason)
