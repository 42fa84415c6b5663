"""The page of a device of this computer: what it is, what it played, and a note to try it with."""

from typing import Final

from PySide6.QtWidgets import QLabel, QWidget

from app.engine.api import Port
from app.model.endpoints import PortEnd
from app.ui.controls import button, label
from app.ui.inspector.fields import captioned, section
from app.ui.inspector.file_part import FilePart
from app.ui.inspector.page import Means, Page
from app.ui.inspector.trial import TrialNote
from app.ui.inspector.words import whole
from app.ui.theme import SPACE
from app.ui.wording import endpoint_name

BLOCKING_SYSTEMS: Final = ("winmm",)
"""Where a send comes back only when the driver has taken all of it, and Python's lock is held meanwhile."""


class PortPage(Page):
    """Shows the ports of one name."""

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._end = PortEnd("-")
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
        self.blocking.setWordWrap(True)
        self._rows: dict[QLabel, QWidget] = {}
        self.test_button = button(self.tr("Send test note"), "raised")
        self.test_button.clicked.connect(lambda: self._note.play(self._end))
        self.files = FilePart(means)
        self._lay_out()

    def aim(self, end: PortEnd) -> None:
        """Be about this device from now on."""
        self._end = end
        self.files.aim(end)

    def refresh(self) -> bool:
        snapshot = self._client.snapshot
        ports = self._ports
        used = any(self._end in (route.source, route.destination) for route in snapshot.routes)
        if not ports and not used:
            return False
        self.title.setText(endpoint_name(self._end, snapshot))
        there = any(port.state == "added" for port in ports)
        self.state.setText(self.tr("ready") if there else self.tr("unplugged: its cables wait for it"))
        self.kind.setText(self._kind(ports))
        self.nth.setText(str(self._end.nth))
        twins = {port.nth for port in snapshot.ports if port.name == self._end.name}
        self._rows[self.nth].setVisible(len(twins) > 1 or self._end.nth > 1)
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

    def _lay_out(self) -> None:
        lines = self._lines
        lines.addLayout(section(self.tr("Device")))
        for caption, field in (
            (self.tr("Kind"), self.kind),
            (self.tr("Number"), self.nth),
            (self.tr("Has played"), self.played),
            (self.tr("Was played"), self.received),
        ):
            self._rows[field] = captioned(caption, field)
            lines.addWidget(self._rows[field])
        lines.addSpacing(SPACE // 2)
        lines.addWidget(self.test_button)
        lines.addWidget(self.blocking)
        lines.addWidget(self.files)
        lines.addStretch(1)

    @property
    def _ports(self) -> list[Port]:
        ends = (self._end.name, self._end.nth)
        return [port for port in self._client.snapshot.ports if (port.name, port.nth) == ends]

    def _kind(self, ports: list[Port]) -> str:
        if any(port.virtual for port in ports):
            return self.tr("virtual port, seen by other programs")
        ways = {port.direction for port in ports}
        if ways == {"in"}:
            return self.tr("controller: it plays")
        if ways == {"out"}:
            return self.tr("synth: it is played")
        return self.tr("plays and is played") if ways else self.tr("not plugged in")
