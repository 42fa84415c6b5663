"""The mapping rules of a cable: a list, an editor for one of them, and Learn, which listens for what is moved."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.engine.api import Heard
from app.midi.specs import parse_spec
from app.model.patch import MapRule, Route
from app.ui.client import Client
from app.ui.controls import IconButton, button, column, label, row, set_surface
from app.ui.inspector.fields import Tick, clear, elided, rows
from app.ui.inspector.specs import ControlField, name_of, say_rule
from app.ui.preferences import Preferences
from app.ui.theme import SPACE, Theme
from app.ui.wording import in_action

RULE_WIDTH: Final = SPACE * 31
"""What the words of a rule have, beside the button that removes it."""


class RulesEditor(QWidget):
    """Shows the rules of a route; `changed` gives the route as it is wanted."""

    changed = Signal(object)

    def __init__(self, client: Client, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self._client, self._theme, self._preferences = client, theme, preferences
        self._route: Route | None = None
        self._edited: MapRule | None = None
        preferences.changed.connect(self._reword)
        self._stop_listening: Callable[[], None] | None = None
        self.learn_button = button(
            self.tr("Learn a rule…"), "raised", tip=self.tr("Listen for a control and map it")
        )
        self.learn_button.setCheckable(True)
        self.learn_button.toggled.connect(self._learn)
        self.new_button = button(self.tr("New rule…"), tip=self.tr("Choose by hand what becomes of what"))
        self.new_button.clicked.connect(lambda: self._open(None))
        self.prompt = label(role="live")
        self.prompt.setWordWrap(True)
        self.others = Tick(self.tr("Let everything else through"))
        self.others.chosen.connect(self._pass_others)
        self.editor = RuleEditor(preferences)
        self.editor.made.connect(self._add)
        self.editor.cancelled.connect(self._close)
        self._holder = QWidget()
        self._list = rows(self._holder)
        self._lay_out()

    def show_route(self, route: Route) -> None:
        """Show the rules of a route."""
        if self._route is None or self._route.maps != route.maps:
            self._list_rules(route.maps)
        self._route = route
        self.others.setChecked(route.pass_others)
        self.others.setVisible(bool(route.maps))

    def leave(self) -> None:
        """Listen no longer, and forget the rule that was begun."""
        self.learn_button.setChecked(False)
        self.editor.hide()

    def edit(self, rule: MapRule) -> None:
        """Open the editor on a rule."""
        self.editor.source.show_spec(parse_spec(rule.source))
        self.editor.target.show_spec(parse_spec(rule.destination))
        self._open(rule)

    def remove(self, rule: MapRule) -> None:
        """Take a rule away."""
        if self._route is not None:
            self._change(maps=tuple(each for each in self._route.maps if each != rule))

    def _lay_out(self) -> None:
        self.prompt.hide()
        self.editor.hide()
        lines = rows(self)
        lines.setSpacing(SPACE // 2)
        self._list.setSpacing(0)
        buttons = row()
        buttons.addWidget(self.learn_button, 1)
        buttons.addWidget(self.new_button, 1)
        for part in (self._holder, self.others, self.prompt, self.editor):
            lines.addWidget(part)
        lines.addLayout(buttons)

    def _reword(self) -> None:
        if self._route is not None:
            self._list_rules(self._route.maps)

    def _list_rules(self, rules: tuple[MapRule, ...]) -> None:
        clear(self._list)
        for rule in rules:
            self._list.addWidget(self._line(rule))

    def _line(self, rule: MapRule) -> QWidget:
        words = say_rule(rule, self._preferences.settings.window.middle_c)
        made = QWidget()
        line = row(made)
        change = self.tr("Change rule: {rule}").format(rule=words)
        text = button(in_action(elided(made, words, RULE_WIDTH)), "line", name=change, tip=words)
        text.clicked.connect(lambda: self.edit(rule))
        name = QCoreApplication.translate("Inspector", "Remove rule: {rule}").format(rule=words)
        bin_button = IconButton("close", name, self._theme, "bare")
        bin_button.clicked.connect(lambda: self.remove(rule))
        line.addWidget(text, 1)
        line.addWidget(bin_button)
        return made

    def _learn(self, on: bool) -> None:
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None
        if on and self._route is not None:
            self.prompt.setText(self.tr("Move the control that the rule is for…"))
            self._stop_listening = self._client.listen(self._route.source, self._hear)
        self.prompt.setVisible(on)

    def _hear(self, heard: Heard) -> None:
        spec = parse_spec(heard.spec)
        self.learn_button.setChecked(False)
        self.editor.source.show_spec(spec)
        self._open(None)

    def _open(self, rule: MapRule | None) -> None:
        self._edited = rule
        self.learn_button.setChecked(False)
        self.editor.name_deed(changes=rule is not None)
        self.editor.show()
        self.editor.target.kind.setFocus()

    def _close(self) -> None:
        self.editor.hide()
        self.new_button.setFocus()

    def _add(self, rule: MapRule) -> None:
        if self._route is not None and rule not in self._route.maps:
            maps = self._route.maps
            if self._edited in maps:
                self._change(maps=tuple(rule if each == self._edited else each for each in maps))
            else:
                # A first rule does not silence what has played so far; whoever wants that sees the switch.
                self._change(maps=(*maps, rule), pass_others=self._route.pass_others or not maps)
        self._close()

    def _pass_others(self, on: bool) -> None:
        self._change(pass_others=on)

    def _change(self, **fields: object) -> None:
        if self._route is not None:
            self.changed.emit(replace(self._route, **fields))  # type: ignore[arg-type]


def _name(words: QLabel, caption: str, field: ControlField) -> None:
    """Say above a control how it is called: who has moved one knows its name, and few know its number."""
    name = name_of(field.spec)
    words.setText(f"{caption} · {name}" if name else caption)


class RuleEditor(QFrame):
    """Chooses both sides of a rule."""

    made = Signal(object)
    cancelled = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        set_surface(self, "tile")
        self.source = ControlField(self.tr("From"), preferences)
        self.target = ControlField(self.tr("To"), preferences)
        self.add_button = button(self.tr("Add rule"), "primary")
        self.cancel_button = button(self.tr("Cancel"))
        self.add_button.clicked.connect(self._make)
        for field in (self.source, self.target):
            field.finished.connect(self._make)
        self.cancel_button.clicked.connect(self.cancelled)
        lines = column(self, margins=(SPACE, SPACE, SPACE, SPACE))
        lines.setSpacing(SPACE // 2)
        for caption, field in ((self.tr("From"), self.source), (self.tr("To"), self.target)):
            words = label("", "small")
            words.setBuddy(field.kind)
            field.changed.connect(partial(_name, words, caption, field))
            _name(words, caption, field)
            lines.addWidget(words)
            lines.addWidget(field)
        buttons = row(margins=(0, SPACE // 2, 0, 0))
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.add_button)
        lines.addLayout(buttons)

    def name_deed(self, *, changes: bool) -> None:
        """Say whether a rule is changed or added."""
        words = self.tr("Change rule") if changes else self.tr("Add rule")
        self.add_button.setText(words)
        self.add_button.setAccessibleName(words)

    def _make(self) -> None:
        self.made.emit(MapRule(str(self.source.spec), str(self.target.spec)))
