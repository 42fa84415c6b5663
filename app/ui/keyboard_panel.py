"""The test keyboard: piano, wheels, pedal and faders, and where it all plays to."""

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from app.engine.api import Snapshot
from app.midi.messages import BEND_CENTRE
from app.model.endpoints import KEYBOARD
from app.ui.client import Client
from app.ui.controls import ElidedLabel, IconButton, button, column, label, row, set_surface
from app.ui.faders import CONTROLLERS, ControllerFader, Fader, Wheel, captioned_fader
from app.ui.inspector.fields import Choice, NumberField
from app.ui.keyboard_voice import Voice
from app.ui.piano import HIGHEST_BASE, Piano
from app.ui.preferences import Preferences
from app.ui.seen import is_seen
from app.ui.theme import SPACE, Theme
from app.ui.window_state import WindowState
from app.ui.wording import endpoint_name

PIANO_HEIGHT: Final = SPACE * 15
LEAST_PIANO_HEIGHT: Final = SPACE * 9
"""In a low window: letters and names still stand clear of each other, and faders can be drawn."""
CHANNELS: Final = range(1, 17)
OCTAVES: Final = range(HIGHEST_BASE // 12 + 1)
VELOCITIES: Final = range(1, 128)
VELOCITY = 96
MODULATION: Final = 1
FADERS: Final = (7, 10, 11, 74)
"""Volume, pan, expression and brightness: what nearly every instrument understands."""
TARGETS: Final[dict[str, object]] = {
    "active": QT_TRANSLATE_NOOP("KeyboardPanel", "plays into {names}"),
    "waiting": QT_TRANSLATE_NOOP("KeyboardPanel", "waits for {names}"),
    "muted": QT_TRANSLATE_NOOP("KeyboardPanel", "muted: {names}"),
    "looped": QT_TRANSLATE_NOOP("KeyboardPanel", "stopped by a loop: {names}"),
}
"""What becomes of what is played, by the state of its cables, best first."""
_OCTAVE: Final = "test_keyboard/octave"
_CHANNEL: Final = "test_keyboard/channel"
_VELOCITY: Final = "test_keyboard/velocity"
_FADER: Final = "test_keyboard/fader_{}"


class KeyboardPanel(QFrame):
    """Plays the test keyboard; whatever would go on sounding ends when it loses the focus or is hidden.

    A pedal that was locked with its button stays down until then, so that a chord can go on while one listens.
    """

    def __init__(self, client: Client, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        set_surface(self, "panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._client = client
        self._preferences = preferences
        self.voice = Voice(client.play)
        self.piano = Piano(theme, preferences)
        self.octave_down = IconButton("minus", self.tr("Octave down"), theme, "bare")
        self.octave_up = IconButton("plus", self.tr("Octave up"), theme, "bare")
        self.pedal = button(
            self.tr("Sustain"),
            tip=self.tr("Hold the pedal down; the space bar does it for a moment"),
        )
        channels = ((number, self.tr("Channel {number}").format(number=number)) for number in CHANNELS)
        self.channel = Choice(self.tr("Channel"), channels)
        self.program = NumberField(self.tr("Program"), (1, 128), theme)
        self.velocity = Fader(self.tr("Velocity"), (VELOCITIES[0], VELOCITIES[-1]), VELOCITY)
        self.bend = Wheel(self.tr("Pitch bend"), (-BEND_CENTRE, BEND_CENTRE - 1), 0)
        self.modulation = Fader(self.tr("Modulation"), (0, 127), 0)
        self.faders = [
            ControllerFader(place, number, self.voice.control) for place, number in enumerate(FADERS, 1)
        ]
        self._octave = label(role="muted")
        self.target = ElidedLabel()
        self._set_up()
        self._lay_out()
        client.changed.connect(self._follow)
        self._show_target()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), PIANO_HEIGHT + SPACE * 8)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_target()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Where nothing is to be pressed, a click means the whole keyboard."""
        self.piano.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a button or a fader that was reached by keys hand on what it has no use for."""
        if self.piano.takes(event):
            self.piano.setFocus()
            self.piano.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.pedal.setChecked(False)
        self.voice.rest()
        super().hideEvent(event)

    def remember(self, state: WindowState) -> None:
        """Keep what was set here for the next start.

        Not where wheels and faders stand, nor the program: a receiver that was switched off meanwhile knows nothing of
        them, and to send them unasked would change its sound.
        """
        state.write(_OCTAVE, self.piano.base // 12)
        state.write(_CHANNEL, self.voice.channel)
        state.write(_VELOCITY, self.velocity.value())
        for place, fader in enumerate(self.faders, 1):
            state.write(_FADER.format(place), fader.number)

    def restore(self, state: WindowState) -> None:
        """Set everything as it was; nothing is played by that."""
        self.piano.set_base(12 * state.read_number(_OCTAVE, self.piano.base // 12, OCTAVES))
        channel = state.read_number(_CHANNEL, self.voice.channel, CHANNELS)
        self.channel.show_value(channel)
        self.voice.change_channel(channel)
        self.velocity.setValue(state.read_number(_VELOCITY, VELOCITY, VELOCITIES))
        for place, fader in enumerate(self.faders, 1):
            number = state.read_number(_FADER.format(place), fader.number, range(CONTROLLERS))
            fader.choice.show_value(number)

    def _set_up(self) -> None:
        self.piano.setMinimumHeight(LEAST_PIANO_HEIGHT)
        self.piano.setMaximumHeight(PIANO_HEIGHT)
        self.piano.setMinimumWidth(SPACE * 32)
        self.piano.pressed.connect(self._press)
        self.piano.released.connect(self.voice.release)
        self.piano.pedal.connect(self.pedal.setChecked)
        self.piano.moved.connect(self._name_octave)
        self.octave_down.clicked.connect(lambda: self._shift(-12))
        self.octave_up.clicked.connect(lambda: self._shift(12))
        self.pedal.setCheckable(True)
        self.pedal.toggled.connect(self.voice.hold)
        self.channel.setMinimumContentsLength(8)
        self.channel.chosen.connect(self._change_channel)
        self.program.spin.setPrefix(self.tr("Program") + " ")
        self.program.spin.setFixedWidth(SPACE * 14)
        self.program.chosen.connect(self.voice.change_program)
        self.bend.setSingleStep(512)
        self.bend.setPageStep(4096)
        self.bend.moved.connect(self.voice.bend)
        self.modulation.moved.connect(lambda value: self.voice.control(MODULATION, value))
        self._preferences.follow(self._name_octave)
        self._keep_to_the_piano()

    def _keep_to_the_piano(self) -> None:
        """Leave the computer keys with the piano while the mouse is elsewhere: a bend goes with a note that is held."""
        faders = (self.velocity, self.bend, self.modulation, *(each.fader for each in self.faders))
        for fader in faders:
            fader.sliderPressed.connect(self.piano.setFocus)
        buttons = (self.pedal, self.octave_down, self.octave_up)
        for each in buttons:
            each.pressed.connect(self.piano.setFocus)
        for part in (*faders, *buttons):
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self) -> None:
        lower = row(margins=(SPACE, 0, SPACE, 0))
        lower.addWidget(captioned_fader(self.velocity, self.tr("Velocity")))
        lower.addWidget(captioned_fader(self.bend, self.tr("Bend")))
        lower.addWidget(captioned_fader(self.modulation, self.tr("Mod")))
        lower.addWidget(self.piano, 1)
        for fader in self.faders:
            lower.addWidget(fader)
        whole = column(self, margins=(SPACE, SPACE, SPACE, SPACE))
        whole.addLayout(self._head())
        whole.addLayout(lower)

    def _head(self) -> QHBoxLayout:
        line = row(margins=(SPACE, 0, SPACE, 0))
        line.addWidget(label(self.tr("Test keyboard"), "title"))
        line.addSpacing(SPACE)
        line.addWidget(self.target)
        line.addStretch(1)
        line.addWidget(self.pedal)
        line.addWidget(self.channel)
        line.addWidget(self.program)
        for part in (self.octave_down, self._octave, self.octave_up):
            line.addWidget(part)
        return line

    def _press(self, note: int, share: float) -> None:
        self.voice.press(note, max(1, round(self.velocity.value() * share)))

    def _change_channel(self, channel: int) -> None:
        self.piano.release_all()
        self.pedal.setChecked(False)
        self.voice.change_channel(channel)

    def _name_octave(self) -> None:
        self._octave.setText(self._preferences.note_name(self.piano.base))

    def _shift(self, semitones: int) -> None:
        self.piano.set_base(self.piano.base + semitones)

    def _follow(self) -> None:
        if is_seen(self):
            self._show_target()

    def _show_target(self) -> None:
        self.target.set_whole(self._target_text(self._client.snapshot))

    def _target_text(self, snapshot: Snapshot) -> str:
        routes = [route for route in snapshot.routes if route.source == KEYBOARD]
        if not routes:
            return self.tr("not connected yet: drag a cable from “Test keyboard” to whatever should play")
        parts = []
        for state, text in TARGETS.items():
            names = [endpoint_name(route.destination, snapshot) for route in routes if route.state == state]
            if names:
                said = QCoreApplication.translate("KeyboardPanel", str(text))
                parts.append(said.format(names=", ".join(names)))
        return " · ".join(parts)
