"""What stands above the monitor's table: which messages are shown, and what is done with the list."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from app.ui.controls import button, column, label, row
from app.ui.inspector.fields import Choice
from app.ui.inspector.words import whole
from app.ui.monitor_filter import USUAL_KINDS, MessageKind, RowFilter
from app.ui.theme import SPACE
from app.ui.wording import hop_name


class MonitorBar(QWidget):
    """Two lines of controls; `filtered` when other rows are wanted."""

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
        self.count = label(role="small")
        self.pause = button(self.tr("Pause"), tip=self.tr("Hold the list still"))
        self.follow = button(self.tr("Follow"), tip=self.tr("Keep the newest message in sight"))
        self.clear = button(self.tr("Clear"), tip=self.tr("Empty the list"))
        self.save = button(self.tr("Save…"), "menu", tip=self.tr("Put messages or packets into a file"))
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
        if text != self.count.text():
            self.count.setText(text)

    def _set_up(self) -> None:
        self.words.setPlaceholderText(self.tr("Filter"))
        self.words.setAccessibleName(self.tr("Filter messages"))
        self.words.setClearButtonEnabled(True)
        for clear in self.words.findChildren(QToolButton):
            clear.setAccessibleName(self.tr("Clear filter"))
        self.words.setMinimumWidth(SPACE * 10)
        self.words.setMaximumWidth(SPACE * 28)
        self.words.textChanged.connect(lambda _text: self._tell())
        self.ends.setMinimumWidth(SPACE * 12)
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
        first = row()
        first.addWidget(label(self.tr("Monitor"), "title"))
        first.addSpacing(SPACE)
        first.addWidget(self.words, 1)
        first.addWidget(self.ends)
        first.addStretch(1)
        for control in (self.pause, self.follow, self.clear, self.save):
            first.addWidget(control)
        second = row()
        for made in self.kinds.values():
            second.addWidget(made)
        second.addSpacing(SPACE)
        second.addWidget(self.count)
        second.addStretch(1)
        both = column(self, margins=(SPACE, 0, 0, 0))
        both.addLayout(first)
        both.addLayout(second)


def _make_switch(made: QPushButton, *, on: bool) -> None:
    made.setCheckable(True)
    made.setChecked(on)
