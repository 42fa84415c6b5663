"""The page of a device of this computer: what it is, what it played, and a note to try it with."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.engine.api import Port
from app.model.endpoints import PortEnd
from app.model.patch import PortDirection, VirtualPort
from app.ui.called import renamed
from app.ui.controls import button, label
from app.ui.files.ends import BLOCKING_SYSTEMS
from app.ui.inspector.fields import Choice, TextField, captioned, changed, section
from app.ui.inspector.file_part import FilePart
from app.ui.inspector.page import Means, Page
from app.ui.inspector.trial import TrialNote
from app.ui.inspector.words import say, whole
from app.ui.theme import SPACE
from app.ui.wording import endpoint_name, shown_name

EXCLUSIVE_SYSTEMS: Final = ("winmm",)
"""Where no other program hears a device that is open here: merely to look at it must not take it away."""
WAYS: dict[PortDirection, object] = {
    "both": QT_TRANSLATE_NOOP("Inspector", "both ways"),
    "in": QT_TRANSLATE_NOOP("Inspector", "plays to Longwire"),
    "out": QT_TRANSLATE_NOOP("Inspector", "is played by Longwire"),
}


class PortPage(Page):
    """Shows the ports of one name; hears the device while it is seen, as no cable may lead from it yet."""

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._end = PortEnd("-")
        self._stop_hearing: Callable[[], None] | None = None
        self._note = TrialNote(means.client, self)
        self.kind, self.nth = label(), label()
        self.played, self.received = label(), label()
        self.blocking = label(
            self.tr(
                "Windows sends a long SysEx in one piece, and nothing else plays until it is out: on a MIDI cable a "
                "third of a second for each kilobyte."
            ),
            "muted",
        )
        for words in (self.kind, self.blocking):
            words.setWordWrap(True)
        self._rows: dict[QWidget, QWidget] = {}
        self.nickname = TextField(
            self.tr("Called here"), str.strip, self.tr("Empty is the name it gives itself")
        )
        self.name = TextField(
            self.tr("Name"), self._read_name, self.tr("What other programs see; no device may have it")
        )
        self.ways = Choice(self.tr("Direction"), [(value, say(text)) for value, text in WAYS.items()])
        self.remove_button = button(self.tr("Remove port"))
        self.nickname.entered.connect(lambda text: self._undo.parts.name_device(self._end, text or None))
        self.name.entered.connect(self._put)
        self.ways.chosen.connect(self._turn)
        self.remove_button.clicked.connect(lambda: self._undo.parts.remove_port(self._end.name))
        self.test_button = button(self.tr("Send test note"), "raised")
        self.test_button.clicked.connect(lambda: self._note.play(self._end))
        self.files = FilePart(means)
        self._lay_out()

    def aim(self, end: PortEnd) -> None:
        """Be about this device from now on."""
        self._end = end
        self.files.aim(end)
        self._hear(wanted=self.isVisible())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._hear(wanted=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._hear(wanted=False)

    def refresh(self) -> bool:
        snapshot = self._client.snapshot
        ports = self._ports
        used = any(self._end in (route.source, route.destination) for route in snapshot.routes)
        if not ports and not used and self._spec is None:
            return False
        self.title.setText(endpoint_name(self._end, snapshot))
        there = any(port.state == "added" for port in ports)
        self.state.setText(self.tr("ready") if there else self.tr("unplugged: its cables wait for it"))
        self.kind.setText(self._kind(ports))
        self.nth.setText(str(self._end.nth))
        twins = {port.nth for port in snapshot.ports if port.name == self._end.name}
        self._rows[self.nth].setVisible(len(twins) > 1 or self._end.nth > 1)
        self._show_names()
        plays = any(port.direction == "out" and port.state == "added" for port in ports)
        self.test_button.setVisible(plays)
        self.blocking.setVisible(plays and snapshot.midi_system in BLOCKING_SYSTEMS)
        self.files.refresh()
        self.tick()
        return True

    def tick(self) -> None:
        meters = self._client.meters()
        for direction, line in (("in", self.played), ("out", self.received)):
            ids = [port.id for port in self._ports if port.direction == direction]
            self._rows[line].setVisible(bool(ids))
            text = whole(sum(meters.get(f"{direction}:{port}", 0) for port in ids))
            if line.text() != text:
                line.setText(text)

    def leave(self) -> None:
        self._note.end()

    # -- inside -------------------------------------------------------------------------------------------------

    def _hear(self, *, wanted: bool) -> None:
        """Have the device open, so that what it plays is counted and lights up its socket."""
        before, self._stop_hearing = self._stop_hearing, None
        if wanted and self._client.snapshot.midi_system not in EXCLUSIVE_SYSTEMS:
            self._stop_hearing = self._client.listen(self._end, lambda _heard: None)
        if before is not None:
            before()

    def _lay_out(self) -> None:
        lines = self._lines
        lines.addLayout(section(self.tr("Device")))
        for caption, field in (
            (self.tr("Called here"), self.nickname),
            (self.tr("Name"), self.name),
            (self.tr("Direction"), self.ways),
            (self.tr("Kind"), self.kind),
            (self.tr("Number"), self.nth),
            (self.tr("Has sent"), self.played),
            (self.tr("Has received"), self.received),
        ):
            self._rows[field] = captioned(caption, field)
            lines.addWidget(self._rows[field])
        lines.addSpacing(SPACE // 2)
        for each in (self.test_button, self.blocking, self.files):
            lines.addWidget(each)
        lines.addSpacing(SPACE)
        lines.addWidget(self.remove_button)
        lines.addStretch(1)

    def _show_names(self) -> None:
        """A port of ours has the name we give it; any other may have one of ours beside its own."""
        spec, nickname = self._spec, self._client.snapshot.patch.nickname(self._end)
        self.nickname.setPlaceholderText(shown_name(self._end.name))
        self.nickname.show_text(nickname or "")
        self._rows[self.nickname].setVisible(spec is None or nickname is not None)
        for field in (self.name, self.ways):
            self._rows[field].setVisible(spec is not None)
        self.remove_button.setVisible(spec is not None)
        if spec is not None:
            self.name.show_text(spec.name)
            self.ways.show_value(spec.direction)

    def _read_name(self, text: str) -> VirtualPort:
        spec, snapshot = self._spec, self._client.snapshot
        if spec is None:
            raise ValueError(text)
        ours, all_here = (port.name for port in snapshot.patch.ports), (port.name for port in snapshot.ports)
        return renamed(spec, text, [*ours, *all_here])

    def _turn(self, direction: PortDirection) -> None:
        spec = self._spec
        if spec is not None:
            self._put(changed(spec, direction=direction))

    def _put(self, port: VirtualPort) -> None:
        before, self._end = self._end, PortEnd(port.name)
        self._undo.parts.change_port(before.name, port)
        if self._spec is None:
            self._end = before
        self.refresh()

    @property
    def _spec(self) -> VirtualPort | None:
        """The port of the patch that this is, if it is one of ours."""
        if self._end.nth != 1:
            return None
        return next((each for each in self._client.snapshot.patch.ports if each.name == self._end.name), None)

    @property
    def _ports(self) -> list[Port]:
        ends = (self._end.name, self._end.nth)
        return [port for port in self._client.snapshot.ports if (port.name, port.nth) == ends]

    def _kind(self, ports: list[Port]) -> str:
        if self._spec is not None:
            return self.tr("virtual port, seen by other programs")
        ways = {port.direction for port in ports}
        if ways == {"in"}:
            return self.tr("controller: it plays")
        if ways == {"out"}:
            return self.tr("synth: it is played")
        return self.tr("plays and is played") if ways else self.tr("not plugged in")
