"""What stands above the monitor's table: which messages are shown, and what is done with the list."""

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from app.ui.controls import ElidedLabel, button, column, label, row
from app.ui.inspector.fields import Choice
from app.ui.inspector.words import whole
from app.ui.monitor_filter import USUAL_KINDS, MessageKind, RowFilter
from app.ui.theme import SPACE
from app.ui.wording import hop_name

ROOM_FOR_COUNT: Final = SPACE * 10
"""With less the number of messages would be cut."""


class MonitorBar(QWidget):
    """Controls in one line where that is wide enough, otherwise in two; `filtered` when other rows are wanted."""

    filtered = Signal(object)
    """The new `RowFilter`."""

    def __init__(self) -> None:
        super().__init__()
        self.words = QLineEdit()
        self.ends = Choice(self.tr("From or to"), [("", self.tr("Everywhere"))])
        self.kinds = {
            MessageKind.NOTES: button(self.tr("Notes"), "small", tip=self.tr("Notes and their pressure")),
            MessageKind.CONTROLLERS: button(
                self.tr("Controllers"), "small", tip=self.tr("Controllers, pedals, programs, bend, pressure")
            ),
            MessageKind.SYSTEM: button(
                self.tr("SysEx"), "small", tip=self.tr("SysEx, start, stop and other system messages")
            ),
            MessageKind.CLOCK: button(
                self.tr("Clock"),
                "small",
                tip=self.tr("Clock, time code and active sensing, which never pause"),
            ),
        }
        self.count = ElidedLabel("small")
        self.pause = button(self.tr("Pause"), tip=self.tr("Hold the list still"))
        self.follow = button(self.tr("Follow"), tip=self.tr("Keep the newest message in sight"))
        self.clear = button(self.tr("Clear"), tip=self.tr("Empty the list"))
        self.save = button(self.tr("Save…"), "menu", tip=self.tr("Put messages or packets into a file"))
        self._deeds = (self.pause, self.follow, self.clear, self.save)
        self._switches = QWidget()
        self._is_one_line = False
        self._known: set[str] = set()
        self._set_up()
        self._lay_out()

    def offer(self, menu: QMenu) -> None:
        """Hang what can be saved on the button for it."""
        menu.setAccessibleName(self.save.text())
        self.save.setMenu(menu)

    def show_ends(self, names: set[str]) -> None:
        """Offer the ends that messages passed; the one that is chosen stays."""
        names = names - {""}
        if names != self._known:
            self._known = set(names)
            chosen = self.ends.currentData()
            while self.ends.count() > 1:
                self.ends.removeItem(1)
            for name in sorted(names | ({chosen} - {""}), key=str.casefold):
                self.ends.addItem(hop_name(name), name)
            self.ends.show_value(chosen)

    def show_count(self, shown: int, hidden_clocks: int) -> None:
        """Say how many messages are in the list, and how many of the clock are not."""
        text = self.tr("1 message") if shown == 1 else self.tr("{count} messages").format(count=whole(shown))
        if hidden_clocks:
            text = self.tr("{text} · {count} of the clock hidden").format(
                text=text, count=whole(hidden_clocks)
            )
        self.count.set_whole(text)

    def minimumSizeHint(self) -> QSize:
        width = max(self._line_width(), self._switches.minimumSizeHint().width()) + SPACE
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _set_up(self) -> None:
        self.words.setPlaceholderText(self.tr("Filter"))
        self.words.setAccessibleName(self.tr("Filter messages"))
        self.words.setClearButtonEnabled(True)
        for clear in self.words.findChildren(QToolButton):
            clear.setAccessibleName(self.tr("Clear filter"))
        self.words.setMinimumWidth(SPACE * 10)
        self.words.setMaximumWidth(SPACE * 28)
        self.words.textChanged.connect(lambda _text: self._tell())
        self.ends.setMinimumWidth(SPACE * 15)
        self.ends.chosen.connect(lambda _end: self._tell())
        for kind, made in self.kinds.items():
            _make_switch(made, on=kind in USUAL_KINDS)
            made.toggled.connect(lambda _on: self._tell())
        _make_switch(self.pause, on=False)
        _make_switch(self.follow, on=True)

    def _tell(self) -> None:
        kinds = MessageKind(0)
        for kind, made in self.kinds.items():
            if made.isChecked():
                kinds |= kind
        self.filtered.emit(RowFilter(kinds, self.words.text().strip().casefold(), self.ends.currentData()))

    def _lay_out(self) -> None:
        self._line = row()
        self._line.addWidget(label(self.tr("Monitor"), "title"))
        self._line.addSpacing(SPACE)
        self._line.addWidget(self.words, 1)
        self._line.addWidget(self.ends)
        self._line.addStretch(1)
        for control in self._deeds:
            self._line.addWidget(control)
        switches = row(self._switches)
        for made in self.kinds.values():
            switches.addWidget(made)
        switches.addSpacing(SPACE)
        switches.addWidget(self.count)
        switches.addStretch(1)
        self._both = column(self, margins=(SPACE, 0, 0, 0))
        self._both.addLayout(self._line)
        self._both.addWidget(self._switches)

    def _fit(self) -> None:
        """Put the switches into the first line, or below it: a low window has no height to give away."""
        fits = self.width() >= self._line_width() + self._switches_width() + ROOM_FOR_COUNT + SPACE
        if fits and not self._is_one_line:
            self._line.insertWidget(self._line.count() - len(self._deeds) - 1, self._switches)
        elif self._is_one_line and not fits:
            self._both.addWidget(self._switches)
        self._is_one_line = fits

    def _line_width(self) -> int:
        """Give the least width of the first line without the switches."""
        width = self._line.minimumSize().width()
        return width - self._switches_width() if self._is_one_line else width

    def _switches_width(self) -> int:
        return self._switches.minimumSizeHint().width() + self._line.spacing()


def _make_switch(made: QPushButton, *, on: bool) -> None:
    made.setCheckable(True)
    made.setChecked(on)
