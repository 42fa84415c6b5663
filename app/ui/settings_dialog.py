"""The settings: each with one line that says what it does; a change takes effect at once, or says when."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, get_args

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QGridLayout, QScrollArea, QWidget

from app.bootstrap import PlayoutChoice
from app.platform.autostart import Autostart
from app.ui.controls import DropDown, button, column, label, row, set_surface
from app.ui.inspector.session_page import ACCEPT
from app.ui.inspector.words import say
from app.ui.preferences import Preferences
from app.ui.theme import SPACE

CONTROL_WIDTH: Final = SPACE * 28
ROOM_AROUND: Final = SPACE * 24
"""What title, buttons and the desktop's own bars need of the height of the screen."""
NATIVE_MIDI: Final = {"linux": ("alsa", "jack"), "darwin": ("core",), "win32": ("winmm",)}
"""The MIDI systems that can be there, by `sys.platform`."""
MIDI_NAMES: Final[Mapping[str | None, str]] = {
    "alsa": "ALSA",
    "jack": "JACK",
    "core": "CoreMIDI",
    "winmm": "Windows MIDI",
}
Entries: TypeAlias = Sequence[tuple[str, object]]
"""Text and value of what can be chosen."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What there is to choose from; `autostart` is None where a login cannot start this copy.

    `has_updates` tells whether there is a page to ask for newer versions.
    """

    interfaces: tuple[str, ...] = ()
    autostart: Autostart | None = None
    has_tray: bool = False
    has_updates: bool = False
    system: str = sys.platform
    midi_system: str | None = None
    """Which one is in use now; None while there is none."""


class SettingsDialog(QDialog):
    """Shows the settings beside the window and changes them; it never blocks the window."""

    def __init__(self, preferences: Preferences, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._around = around
        self.setWindowTitle(self.tr("Settings"))
        self.setObjectName("settings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.restart_note = label(self.tr("Start Longwire again and the change takes effect."), "live")
        self.restart_note.setWordWrap(True)
        self._lay_out()
        preferences.follow(self._show_restart_note)

    def _lay_out(self) -> None:
        whole = column(self, margins=(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2))
        whole.setSpacing(SPACE * 2)
        whole.addWidget(label(self.tr("Settings"), "brand"))
        groups = QWidget(self)
        lines = column(groups)
        lines.setSpacing(SPACE * 2)
        for title, fill in (
            (self.tr("Look"), self._fill_look),
            (self.tr("Running"), self._fill_running),
            (self.tr("New sessions"), self._fill_sessions),
            (self.tr("MIDI and network"), self._fill_midi),
        ):
            lines.addWidget(self._group(title, fill))
        lines.addStretch(1)
        whole.addWidget(_scrolling(groups, self.screen().availableSize().height() - ROOM_AROUND), 1)
        foot = row()
        close = button(self.tr("Close"), "primary")
        close.clicked.connect(self.close)
        foot.addWidget(self.restart_note, 1)
        foot.addStretch(0)
        foot.addWidget(close)
        whole.addLayout(foot)

    def _group(self, title: str, fill: Callable[["_Rows"], None]) -> QFrame:
        frame = QFrame()
        set_surface(frame, "panel")
        lines = column(frame, margins=(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2))
        lines.addWidget(label(title.upper(), "heading"))
        rows = _Rows()
        fill(rows)
        lines.addLayout(rows.grid)
        return frame

    def _fill_look(self, rows: "_Rows") -> None:
        window = self._preferences.settings.window
        languages = ((self.tr("As the system"), "system"), ("English", "en"), ("Deutsch", "de"))
        themes = (
            (self.tr("As the system"), "system"),
            (self.tr("Light"), "light"),
            (self.tr("Dark"), "dark"),
        )
        rows.choice(
            self.tr("Language"),
            self.tr("Of the window and its help. Takes effect at the next start."),
            languages,
            window.language,
            self._set("window", "language"),
        )
        rows.choice(
            self.tr("Theme"),
            self.tr("Light or dark, or whatever the system shows."),
            themes,
            window.theme,
            self._set("window", "theme"),
        )
        rows.choice(
            self.tr("Middle C"),
            self.tr("How note 60 is called: makers disagree, and nothing sounds different."),
            (("C4", 4), ("C3", 3)),
            window.middle_c,
            self._set("window", "middle_c"),
        )

    def _fill_running(self, rows: "_Rows") -> None:
        if self._around.autostart is not None:
            self._login = rows.switch(
                self.tr("Start at login"),
                self.tr("Longwire is there when the computer is, and connects everything again."),
                self._around.autostart.is_enabled,
                self._start_at_login,
            )
        if self._around.has_tray:
            rows.switch(
                self.tr("Keep running in the tray"),
                self.tr("Closing the window disconnects nobody; the icon in the tray brings it back."),
                self._preferences.settings.window.keep_in_tray,
                self._set("window", "keep_in_tray"),
            )
            rows.switch(
                self.tr("Start in the tray"),
                self.tr("The window stays away at first; the icon in the tray or a second start shows it."),
                self._preferences.settings.window.start_hidden,
                self._set("window", "start_hidden"),
            )
        if self._around.has_updates:
            rows.switch(
                self.tr("Tell me of newer versions"),
                self.tr("Asks Longwire's page once a day; sends nothing about you, and downloads nothing."),
                self._preferences.settings.updates.check,
                self._set("updates", "check"),
            )
        rows.switch(
            self.tr("Stay awake while playing"),
            self.tr("The computer does not go to sleep while something plays, and for a minute longer."),
            self._preferences.settings.window.keep_awake,
            self._set("window", "keep_awake"),
        )
        rows.choice(
            self.tr("Log"),
            self.tr("What is written to the terminal. “Everything” also goes into a report of a problem."),
            (
                (self.tr("Errors"), "error"),
                (self.tr("Warnings"), "warning"),
                (self.tr("What happens"), "info"),
                (self.tr("Everything"), "debug"),
            ),
            self._preferences.settings.log.level,
            self._set("log", "level"),
        )

    def _fill_sessions(self, rows: "_Rows") -> None:
        session = self._preferences.settings.session
        rows.choice(
            self.tr("Who may join"),
            self.tr("What a new session begins with; each session's details change it for that one."),
            tuple((say(text), value) for value, text in ACCEPT.items()),
            session.accept,
            self._set("session", "accept"),
        )
        rows.choice(
            self.tr("Hold back"),
            self.tr("Evens out a restless Wi-Fi in new sessions: what arrives is played so much later."),
            tuple((self._held(ms), ms) for ms in get_args(PlayoutChoice)),
            session.playout_ms,
            self._set("session", "playout_ms"),
        )

    def _held(self, ms: int) -> str:
        return self.tr("{number} ms").format(number=ms) if ms else self.tr("Not at all")

    def _fill_midi(self, rows: "_Rows") -> None:
        rows.choice(
            self.tr("MIDI system"),
            self.tr("Where the ports of this computer come from. Takes effect at the next start."),
            self._midi_systems(),
            self._preferences.settings.midi.system,
            self._set("midi", "system"),
        )
        rows.choice(
            self.tr("Network"),
            self.tr("Where peers are looked for, whatever the patch says. Takes effect at the next start."),
            self._networks(),
            self._preferences.settings.network.interfaces,
            self._set("network", "interfaces"),
        )

    def _midi_systems(self) -> Entries:
        native = NATIVE_MIDI.get(self._around.system, NATIVE_MIDI["linux"])
        automatic = self.tr("Automatic")
        if self._preferences.at_start.midi.system == "auto" and self._around.midi_system in MIDI_NAMES:
            now = MIDI_NAMES[self._around.midi_system]
            automatic = self.tr("Automatic ({name})").format(name=now)
        return (
            (automatic, "auto"),
            *((MIDI_NAMES[name], name) for name in native),
            (self.tr("None, network only"), "none"),
        )

    def _networks(self) -> Entries:
        chosen = self._preferences.settings.network.interfaces
        single = tuple((name, (name,)) for name in self._around.interfaces)
        kept = (
            ()
            if not chosen or any(chosen == value for _, value in single)
            else ((", ".join(chosen), chosen),)
        )
        return ((self.tr("As in the patch"), ()), *single, *kept)

    def _set(self, part: str, key: str) -> Callable[[Any], None]:
        return lambda value: self._preferences.change(part, **{key: value})

    def _start_at_login(self, wanted: bool) -> None:
        mechanism = self._around.autostart
        if mechanism is None or mechanism.is_enabled == wanted:
            return
        try:
            if wanted:
                mechanism.enable()
            else:
                mechanism.disable()
        except OSError as error:
            self._preferences.fail("settings.autostart", error)
        self._login.setChecked(mechanism.is_enabled)

    def _show_restart_note(self) -> None:
        now, then = self._preferences.settings, self._preferences.at_start
        waits = (now.window.language, now.midi, now.network) != (
            then.window.language,
            then.midi,
            then.network,
        )
        self.restart_note.setVisible(waits)


def _scrolling(content: QWidget, height: int) -> QScrollArea:
    """Let a widget scroll where the screen is lower than it is."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows whichever of the settings has the keyboard
    for part in (content, *content.findChildren(QWidget)):
        part.ensurePolished()  # or it would be measured without the style sheet, in other letters
    wanted = content.sizeHint()
    area.setWidget(content)
    bar = 0 if wanted.height() <= height else area.verticalScrollBar().sizeHint().width()
    area.setMinimumWidth(wanted.width() + bar)
    area.setMinimumHeight(min(wanted.height(), height))
    return area


class _Rows:
    """Lays out settings, each with its control at the right and its explanation below its title."""

    def __init__(self) -> None:
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(SPACE * 4)
        self.grid.setVerticalSpacing(SPACE // 4)
        self.grid.setColumnMinimumWidth(0, SPACE * 60)

    def choice(
        self, title: str, line: str, entries: Entries, current: object, change: Callable[[Any], None]
    ) -> DropDown:
        """Add a setting with some values to choose from."""
        box = DropDown()
        for text, _value in entries:
            box.addItem(text)
        values = [value for _text, value in entries]
        box.setCurrentIndex(values.index(current) if current in values else 0)
        box.currentIndexChanged.connect(lambda at: change(values[at]))
        box.setFixedWidth(CONTROL_WIDTH)
        box.view().setAccessibleName(title)
        self._add(title, line, box)
        return box

    def switch(self, title: str, line: str, on: bool, change: Callable[[bool], None]) -> QCheckBox:
        """Add a setting that is on or off."""
        box = QCheckBox()
        box.setProperty("look", "switch")
        box.setChecked(on)
        box.toggled.connect(change)
        self._add(title, line, box)
        return box

    def _add(self, title: str, line: str, control: QWidget) -> None:
        control.setAccessibleName(title)
        control.setAccessibleDescription(line)
        at = self.grid.rowCount()
        explanation = label(line, "small")
        explanation.setWordWrap(True)
        words = label(title)
        words.setBuddy(control)  # whose name is its value on Linux, and this what it is about
        self.grid.addWidget(words, at, 0)
        self.grid.addWidget(explanation, at + 1, 0)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.grid.addWidget(control, at, 1, 2, 1, side)
        self.grid.setRowMinimumHeight(at + 2, SPACE)
