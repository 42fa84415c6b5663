"""How well a participant is reached: latency with its picture, and what was lost and repaired."""

from PySide6.QtWidgets import QWidget

from app.engine.api import Details
from app.ui.controls import label
from app.ui.inspector.fields import rows, section
from app.ui.inspector.plot import LatencyPlot
from app.ui.inspector.words import (
    journal_text,
    latency_text,
    loss_text,
    oddities_text,
    offset_text,
    repair_text,
    samples_text,
)
from app.ui.theme import SPACE, Theme


class StreamParts(QWidget):
    """Shows the details of one participant's stream; `thorough` adds what only its own page tells."""

    def __init__(self, theme: Theme, *, thorough: bool) -> None:
        super().__init__()
        self._thorough = thorough
        self.latency = label(role="body")
        self.plot = LatencyPlot(theme)
        self.samples, self.offset = label(role="small"), label(role="small")
        self.loss, self.repairs = label(), label(role="good")
        self.oddities, self.journal = label(role="small"), label(role="small")
        lines = rows(self)
        lines.setSpacing(SPACE // 2)
        lines.addLayout(section(self.tr("Latency"), self.latency))
        self.samples.setWordWrap(True)
        for part in (self.plot, self.samples, self.offset):
            lines.addWidget(part)
        lines.addLayout(section(self.tr("Lost and repaired")))
        for part in (self.loss, self.repairs, self.oddities, self.journal):
            part.setWordWrap(True)
            lines.addWidget(part)

    def show_details(self, details: Details) -> None:
        """Show what is known now."""
        counters = details.counters
        self.plot.show_trips(details.round_trips)
        for line, text in (
            (self.latency, latency_text(details.round_trips)),
            (self.samples, samples_text(details) if self._thorough else ""),
            (self.offset, offset_text(details) if self._thorough else ""),
            (self.loss, loss_text(counters)),
            (self.repairs, repair_text(counters)),
            (self.oddities, oddities_text(counters) if self._thorough else ""),
            (self.journal, journal_text(details) if self._thorough else ""),
        ):
            if line.text() != text:
                line.setText(text)
            line.setVisible(bool(text))
