"""What a cable lets through and how: the fields of a route that shape what is played."""

from dataclasses import replace
from typing import get_args

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.model.patch import MessageType, Route, VelocityCurve
from app.ui.controls import button
from app.ui.inspector.fields import Choice, NumberField, TextField, captioned, elided, rows
from app.ui.inspector.ranges import read_channels, read_notes, say_channels, say_notes
from app.ui.inspector.words import say
from app.ui.preferences import Preferences
from app.ui.theme import SPACE, Theme
from app.ui.tick_menu import TickMenu

OCTAVES = (-48, 48)

TYPES: dict[MessageType, object] = {
    "note": QT_TRANSLATE_NOOP("Inspector", "Notes"),
    "cc": QT_TRANSLATE_NOOP("Inspector", "Controllers and pedals"),
    "pitch": QT_TRANSLATE_NOOP("Inspector", "Pitch bend"),
    "program": QT_TRANSLATE_NOOP("Inspector", "Programs"),
    "aftertouch": QT_TRANSLATE_NOOP("Inspector", "Aftertouch"),
    "pressure": QT_TRANSLATE_NOOP("Inspector", "Key pressure"),
    "sysex": QT_TRANSLATE_NOOP("Inspector", "SysEx"),
    "clock": QT_TRANSLATE_NOOP("Inspector", "Clock"),
    "common": QT_TRANSLATE_NOOP("Inspector", "Song position and others"),
    "sensing": QT_TRANSLATE_NOOP("Inspector", "Active sensing"),
}
CURVES: dict[VelocityCurve, object] = {
    "linear": QT_TRANSLATE_NOOP("Inspector", "as played"),
    "soft": QT_TRANSLATE_NOOP("Inspector", "lighter touch"),
    "hard": QT_TRANSLATE_NOOP("Inspector", "heavier touch"),
}
WITHOUT_TYPES = frozenset(get_args(MessageType)) - {"sensing"}
"""What passes a route that names no types."""


class PlaysAs(QWidget):
    """Shows these fields of a route; `changed` gives the route as it is wanted."""

    changed = Signal(object)

    def __init__(self, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        preferences.changed.connect(self._reword)
        self._route: Route | None = None
        every = QCoreApplication.translate("Inspector", "all")
        self._every = every
        self.channels = TextField(
            self.tr("Channels"),
            lambda text: read_channels(text, every),
            self.tr("Such as 1, 3-5; empty is all"),
        )
        self.notes = TextField(
            self.tr("Notes"),
            lambda text: read_notes(text, every, self._middle_c),
            self.tr("Such as C2-B4; empty is all"),
        )
        self.types = TypesButton()
        self.transpose = NumberField(self.tr("Transpose"), OCTAVES, theme)
        as_played = (None, self.tr("as played"))
        to_channels = [as_played, *((channel, str(channel)) for channel in range(1, 17))]
        self.to_channel = Choice(self.tr("To channel"), to_channels)
        self.velocity = Choice(self.tr("Velocity"), [(curve, say(text)) for curve, text in CURVES.items()])
        self._lay_out()
        self.channels.entered.connect(lambda value: self._change(channels=value))
        self.notes.entered.connect(lambda value: self._change(notes=value))
        self.types.chosen.connect(lambda value: self._change(types=value))
        self.transpose.chosen.connect(lambda value: self._change(transpose=value))
        self.to_channel.chosen.connect(lambda value: self._change(to_channel=value))
        self.velocity.chosen.connect(lambda value: self._change(velocity_curve=value))

    def show_route(self, route: Route) -> None:
        """Show a route."""
        self._route = route
        self.channels.show_text(say_channels(route.channels, self._every))
        self.notes.show_text(say_notes(route.notes, self._every, self._middle_c))
        self.types.show_types(route.types)
        self.transpose.show_value(route.transpose)
        self.to_channel.show_value(route.to_channel)
        self.velocity.show_value(route.velocity_curve)

    @property
    def _middle_c(self) -> int:
        return self._preferences.settings.window.middle_c

    def _reword(self) -> None:
        if self._route is not None:
            self.show_route(self._route)

    def _lay_out(self) -> None:
        lines = rows(self)
        lines.setSpacing(SPACE // 2)
        for caption, field in (
            (self.tr("Channels"), self.channels),
            (self.tr("Messages"), self.types),
            (self.tr("Notes"), self.notes),
            (self.tr("Transpose"), self.transpose),
            (self.tr("To channel"), self.to_channel),
            (self.tr("Velocity"), self.velocity),
        ):
            lines.addWidget(captioned(caption, field))

    def _change(self, **fields: object) -> None:
        if self._route is not None:
            self.changed.emit(replace(self._route, **fields))  # type: ignore[arg-type]


class TypesButton(QWidget):
    """A button that says which kinds of message pass, with a menu to choose them."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.button = button("", "field")
        self.menu = TickMenu(self.button)
        self.menu.setAccessibleName(self.tr("Messages that pass"))
        self.all_action = self.menu.addAction(self.tr("All"))
        self.all_action.triggered.connect(lambda _checked=False: self.chosen.emit(()))
        self.menu.addSeparator()
        self.actions_by_type: dict[MessageType, QAction] = {}
        for kind, text in TYPES.items():
            action = self.menu.addAction(say(text))
            action.setCheckable(True)
            action.triggered.connect(self._choose)
            self.actions_by_type[kind] = action
        self.button.clicked.connect(self._open)
        lines = rows(self)
        lines.addWidget(self.button)

    def show_types(self, types: tuple[MessageType, ...]) -> None:
        """Show the kinds that pass; none is all."""
        passing = set(types) or WITHOUT_TYPES
        for kind, action in self.actions_by_type.items():
            action.setChecked(kind in passing)
        self.all_action.setEnabled(bool(types))
        names = ", ".join(say(TYPES[kind]) for kind in TYPES if kind in types)
        text = names or QCoreApplication.translate("Inspector", "all")
        self.button.setText(elided(self.button, text))
        self.button.setAccessibleName(
            QCoreApplication.translate("Inspector", "Messages: {names}").format(names=text)
        )

    def _open(self) -> None:
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _choose(self) -> None:
        types = tuple(kind for kind, action in self.actions_by_type.items() if action.isChecked())
        self.chosen.emit(() if set(types) == WITHOUT_TYPES else types)
