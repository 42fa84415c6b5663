"""Channel specs as musicians say them, and the fields to choose one: kind, number and channel."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QWidget

from app.midi.messages import note_name
from app.midi.names import NAMED_CONTROLLERS, PEDALS
from app.midi.specs import INDEX_LIMITS, ChannelSpec, SpecKind, parse_spec
from app.model.patch import MapRule
from app.ui.controls import NumberBox, row
from app.ui.inspector.fields import Choice
from app.ui.inspector.ranges import read_note
from app.ui.inspector.words import say
from app.ui.preferences import Preferences
from app.ui.theme import SPACE

KINDS: dict[SpecKind, object] = {
    "note": QT_TRANSLATE_NOOP("Inspector", "Note"),
    "cc": QT_TRANSLATE_NOOP("Inspector", "CC"),
    "pitch": QT_TRANSLATE_NOOP("Inspector", "Pitch bend"),
    "program": QT_TRANSLATE_NOOP("Inspector", "Program"),
    "aftertouch": QT_TRANSLATE_NOOP("Inspector", "Aftertouch"),
    "pressure": QT_TRANSLATE_NOOP("Inspector", "Key pressure"),
    "rpn": QT_TRANSLATE_NOOP("Inspector", "RPN"),
    "nrpn": QT_TRANSLATE_NOOP("Inspector", "NRPN"),
}
NAMED = frozenset({"note", "pressure"})
"""Kinds whose number is a key and has a name."""


def say_spec(text: str, middle_c: int = 4) -> str:
    """Say a spec with its channel counted from 1; what cannot be read is said as it is."""
    try:
        spec = parse_spec(text)
    except ValueError:
        return text
    what = say(KINDS[spec.kind])
    if spec.index is not None:
        what += f" {note_name(spec.index, middle_c)}" if spec.kind in NAMED else f" {spec.index}"
    channel = QCoreApplication.translate("Inspector", "{what}, ch {channel}")
    return channel.format(what=what, channel=spec.channel + 1)


def name_of(spec: ChannelSpec) -> str:
    """Name the controller of a spec, as devices call it; empty for one that has no name, and for everything else."""
    name = {**NAMED_CONTROLLERS, **PEDALS}.get(spec.index or 0) if spec.kind == "cc" else None
    return "" if name is None else QCoreApplication.translate("Names", name)


def say_rule(rule: MapRule, middle_c: int = 4) -> str:
    """Say what becomes of what."""
    return f"{say_spec(rule.source, middle_c)} → {say_spec(rule.destination, middle_c)}"


class KeySpin(NumberBox):
    """A number that is shown as the name of a key when it is one."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.are_keys = True
        self._preferences = preferences
        preferences.changed.connect(self._reword)

    def textFromValue(self, value: int) -> str:
        return self._preferences.note_name(value) if self.are_keys else str(value)

    def valueFromText(self, text: str) -> int:
        middle_c = self._preferences.settings.window.middle_c
        return read_note(text, middle_c) if self.are_keys else int(text)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        try:
            self.valueFromText(text)
        except ValueError:
            return QValidator.State.Intermediate, text, position
        return QValidator.State.Acceptable, text, position

    def fixup(self, _text: str) -> str:
        return self.textFromValue(self.value())

    def _reword(self) -> None:
        self.lineEdit().setText(self.textFromValue(self.value()))


class ControlField(QWidget):
    """Chooses one channel spec."""

    finished = Signal()
    """Enter was pressed in a number."""
    changed = Signal()
    """Another kind or number was chosen."""

    def __init__(self, name: str, preferences: Preferences) -> None:
        super().__init__()
        kinds = [(kind, say(text)) for kind, text in KINDS.items()]
        self.kind = Choice(self.tr("{name}: kind").format(name=name), kinds)
        self.number = KeySpin(preferences)
        self.channel = NumberBox()
        self.number.setAccessibleName(self.tr("{name}: number").format(name=name))
        self.channel.setAccessibleName(self.tr("{name}: channel").format(name=name))
        self.channel.setRange(1, 16)
        self.channel.setPrefix(self.tr("ch "))
        for spin in (self.number, self.channel):
            spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
            spin.setFixedWidth(SPACE * 7)
            spin.lineEdit().returnPressed.connect(self.finished)
        line = row(self)
        line.setSpacing(SPACE // 2)
        line.addWidget(self.kind, 1)
        line.addWidget(self.number)
        line.addWidget(self.channel)
        self.kind.currentIndexChanged.connect(lambda _row: self._follow_kind())
        self.number.valueChanged.connect(lambda _number: self.changed.emit())
        self.show_spec(ChannelSpec(0, "cc", 1))

    @property
    def spec(self) -> ChannelSpec:
        """The spec that is chosen."""
        kind: SpecKind = self.kind.currentData()
        index = self.number.value() if kind in INDEX_LIMITS else None
        return ChannelSpec(self.channel.value() - 1, kind, index)

    def show_spec(self, spec: ChannelSpec) -> None:
        """Choose a spec."""
        self.kind.show_value(spec.kind)
        self._follow_kind()
        self.number.setValue(spec.index or 0)
        self.channel.setValue(spec.channel + 1)

    def _follow_kind(self) -> None:
        kind: SpecKind = self.kind.currentData()
        self.number.setEnabled(kind in INDEX_LIMITS)
        self.number.are_keys = kind in NAMED
        self.number.setRange(0, INDEX_LIMITS.get(kind, 0))
        self.number.setValue(min(self.number.value(), INDEX_LIMITS.get(kind, 0)))
        self.changed.emit()
