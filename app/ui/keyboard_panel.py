"""The test keyboard: piano, octave and velocity, and where it plays to."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QSlider

from app.engine.api import Snapshot
from app.midi.messages import NOTE_OFF, NOTE_ON
from app.model.endpoints import KEYBOARD
from app.ui.client import Client
from app.ui.controls import ElidedLabel, IconButton, column, label, row, set_surface
from app.ui.piano import Piano
from app.ui.preferences import Preferences
from app.ui.theme import SPACE, Theme
from app.ui.wording import endpoint_name

PIANO_HEIGHT = SPACE * 13
VELOCITY = 96


class KeyboardPanel(QFrame):
    """Plays on channel 1 of the test keyboard; lets go of every note when it loses focus or is hidden."""

    def __init__(self, client: Client, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        set_surface(self, "panel")
        self._client = client
        self._preferences = preferences
        self.piano = Piano(theme, preferences)
        self.octave_down = IconButton("minus", self.tr("Octave down"), theme, "bare")
        self.octave_up = IconButton("plus", self.tr("Octave up"), theme, "bare")
        self.velocity = QSlider(Qt.Orientation.Horizontal)
        self._octave = label(role="muted")
        self._strength = label(role="muted")
        self.target = ElidedLabel()
        self._set_up()
        self._lay_out()
        client.changed.connect(self._show_target)
        self._show_target()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), PIANO_HEIGHT + SPACE * 8)

    def _set_up(self) -> None:
        self.piano.setFixedHeight(PIANO_HEIGHT)
        self.piano.setMinimumWidth(SPACE * 40)
        self.piano.pressed.connect(lambda note: self._play(NOTE_ON, note, self.velocity.value()))
        self.piano.released.connect(lambda note: self._play(NOTE_OFF, note, 64))
        self.octave_down.clicked.connect(lambda: self._shift(-12))
        self.octave_up.clicked.connect(lambda: self._shift(12))
        self.velocity.setRange(1, 127)
        self.velocity.setValue(VELOCITY)
        self.velocity.setFixedWidth(SPACE * 16)
        self.velocity.setAccessibleName(self.tr("Velocity"))
        self.velocity.valueChanged.connect(lambda value: self._strength.setText(str(value)))
        self._strength.setText(str(VELOCITY))
        self._strength.setFixedWidth(SPACE * 4)
        self.piano.moved.connect(self._name_octave)
        self._preferences.follow(self._name_octave)

    def _lay_out(self) -> None:
        line = row(margins=(SPACE, 0, 0, 0))
        line.addWidget(label(self.tr("Test keyboard"), "title"))
        line.addSpacing(SPACE)
        line.addWidget(self.target)
        line.addStretch(1)
        line.addWidget(label(self.tr("Octave"), "muted"))
        for part in (self.octave_down, self._octave, self.octave_up):
            line.addWidget(part)
        line.addSpacing(SPACE * 2)
        line.addWidget(label(self.tr("Velocity"), "muted"))
        line.addWidget(self.velocity)
        line.addWidget(self._strength)
        whole = column(self, margins=(SPACE, SPACE, SPACE, SPACE))
        whole.addLayout(line)
        whole.addWidget(self.piano)

    def _play(self, status: int, note: int, velocity: int) -> None:
        self._client.play(bytes((status, note, velocity)))

    def _name_octave(self) -> None:
        self._octave.setText(self._preferences.note_name(self.piano.base))

    def _shift(self, semitones: int) -> None:
        self.piano.set_base(self.piano.base + semitones)

    def _show_target(self) -> None:
        self.target.set_whole(self._target_text(self._client.snapshot))

    def _target_text(self, snapshot: Snapshot) -> str:
        ends = [route.destination for route in snapshot.routes if route.source == KEYBOARD]
        if not ends:
            return self.tr("not connected yet: drag a cable from “Test keyboard” to whatever should play")
        names = ", ".join(endpoint_name(end, snapshot) for end in ends)
        return self.tr("plays into {names}").format(names=names)
