"""The window that sends SysEx files and receives dumps; it blocks nothing, and closing it ends only the waiting."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QDialog, QFrame, QProgressBar, QWidget

from app.engine.api import Receiving, Sending
from app.model.endpoints import Endpoint
from app.ui.client import Client
from app.ui.controls import ElidedLabel, button, column, label, row, set_surface
from app.ui.files.asking import ask_where, ask_which, dated, documents
from app.ui.files.choosing import EndChoice
from app.ui.files.ends import BLOCKING_SYSTEMS, destinations, sources
from app.ui.files.song_line import reason_text
from app.ui.inspector.fields import NumberField, captioned
from app.ui.inspector.words import whole
from app.ui.theme import SPACE, Theme

GAP_MS: Final = 60
"""What most devices of any age can follow."""
MOST_GAP_MS: Final = 5000
STEPS: Final = 1000
"""Of the bar: finer than its pixels."""
MARGINS: Final = (SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)


class SysexDialog(QDialog):
    """Two halves: a file that goes out, and a dump that comes in."""

    def __init__(self, client: Client, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sysex")
        self.setWindowTitle(self.tr("SysEx"))
        self.sending = SendingPart(client, theme)
        self.receiving = ReceivingPart(client)
        self.close_button = button(self.tr("Close"))
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.close)
        whole_dialog = column(self, margins=MARGINS)
        whole_dialog.addWidget(self.sending)
        whole_dialog.addSpacing(SPACE)
        whole_dialog.addWidget(self.receiving)
        whole_dialog.addStretch(1)
        buttons = row()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        whole_dialog.addLayout(buttons)
        self.setMinimumWidth(SPACE * 60)

    def aim(self, end: Endpoint | None) -> None:
        """Be about this end, as far as it can be sent to and heard."""
        if end is not None:
            self.sending.ends.choose(end)
            self.receiving.ends.choose(end)

    def done(self, result: int) -> None:
        self.receiving.stop()
        super().done(result)


class SendingPart(QFrame):
    """Chooses a file and an end, sends, and shows how far it is."""

    def __init__(self, client: Client, theme: Theme) -> None:
        super().__init__()
        self._client = client
        self._number: int | None = None
        self._path = ""
        self.ends = EndChoice(self.tr("Send to"), client, destinations)
        self.file = ElidedLabel("body")
        self.choose_button = button(self.tr("Choose…"), "small", name=self.tr("Choose a SysEx file"))
        self.gap = NumberField(self.tr("Pause after each message"), (0, MOST_GAP_MS), theme, self.tr(" ms"))
        self.gap.spin.setSingleStep(10)
        self.gap.show_value(GAP_MS)
        self.bar = QProgressBar()
        self.words = label(role="small")
        self.send_button = button(self.tr("Send"), "primary")
        self.cancel_button = button(self.tr("Cancel"), name=self.tr("Cancel sending"))
        self.hint = label(role="small")
        self._set_up()
        self._lay_out()
        self.refresh()

    def take_file(self, file: str) -> None:
        """Be about this file from now on."""
        self._path = file
        self._number = None
        self.refresh()

    def refresh(self) -> None:
        """Show everything as it is now."""
        sendings = (each for each in self._client.snapshot.sendings if each.id == self._number)
        view = next(sendings, None)
        goes = view is not None and not view.is_over
        self.file.set_whole(Path(self._path).name if self._path else self.tr("no file chosen"))
        self.send_button.setEnabled(bool(self._path) and self.ends.end is not None and not goes)
        self.cancel_button.setEnabled(goes)
        for part in (self.bar, self.words):
            part.setVisible(view is not None)
        if view is not None:
            self.bar.setValue(round(STEPS * view.sent / view.size) if view.size else 0)
            self.words.setText(self._text(view))
        self.hint.setVisible(self._client.snapshot.midi_system in BLOCKING_SYSTEMS)

    def _set_up(self) -> None:
        self.choose_button.setAutoDefault(False)
        self.cancel_button.setAutoDefault(False)
        self.choose_button.clicked.connect(self._ask)
        self.send_button.clicked.connect(self._send)
        self.cancel_button.clicked.connect(self._cancel)
        self.ends.currentIndexChanged.connect(lambda _row: self.refresh())
        self._client.files_changed.connect(self.refresh)
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How much of the file has been sent"))
        for part in (self.words, self.hint):
            part.setWordWrap(True)
        self.hint.setText(
            self.tr(
                "Windows lets nothing else play while a device of this computer takes a long SysEx, "
                "and the window stands still meanwhile: 4 kB take more than a second."
            )
        )

    def _lay_out(self) -> None:
        set_surface(self, "panel")
        lines = column(self, margins=MARGINS)
        lines.addWidget(label(self.tr("Send a SysEx file"), "title"))
        chosen = QWidget()
        line = row(chosen)
        line.addWidget(self.file, 100)
        line.addStretch(1)
        line.addWidget(self.choose_button)
        lines.addWidget(captioned(self.tr("File"), chosen))
        lines.addWidget(captioned(self.tr("To"), self.ends))
        lines.addWidget(captioned(self.tr("Pause"), self.gap))
        lines.addWidget(self.hint)
        lines.addWidget(self.bar)
        lines.addWidget(self.words)
        buttons = row()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.send_button)
        lines.addLayout(buttons)

    def _ask(self) -> None:
        kinds = [(self.tr("SysEx files"), "syx")]
        folder = Path(self._path).parent if self._path else documents()
        ask_which(self, self.tr("Send a SysEx file"), folder, kinds, self.take_file)

    def _send(self) -> None:
        end, gap = self.ends.end, self.gap.spin.value()
        if end is not None:
            path = self._path
            self._number = self._client.attempt(lambda engine: engine.sysex.send(path, end, gap))
            self.refresh()

    def _cancel(self) -> None:
        number = self._number
        if number is not None:
            self._client.attempt(lambda engine: engine.sysex.cancel(number))

    def _text(self, view: Sending) -> str:
        counted = {
            "nth": whole(view.messages_sent),
            "messages": whole(view.messages),
            "sent": whole(view.sent),
            "size": whole(view.size),
        }
        states = {
            "reading": self.tr("is being read…"),
            "sending": self.tr("{nth} of {messages} SysEx · {sent} of {size} bytes"),
            "done": self.tr("Sent: {messages} SysEx, {size} bytes."),
            "cancelled": self.tr("Cancelled after {nth} of {messages} SysEx."),
            "failed": self.tr("Stopped after {nth} of {messages} SysEx: {reason}.")
            if view.size
            else self.tr("Cannot be sent: {reason}."),
        }
        return states[view.state].format(**counted, reason=reason_text(view.reason))


class ReceivingPart(QFrame):
    """Waits for the dump of an end, counts what comes, and saves it."""

    def __init__(self, client: Client) -> None:
        super().__init__()
        self._client = client
        self._number: int | None = None
        self.ends = EndChoice(self.tr("Receive from"), client, sources)
        self.words = label(role="body")
        self.start_button = button(self.tr("Receive"), "raised")
        self.save_button = button(self.tr("Save…"), name=self.tr("Save what was received"))
        self._set_up()
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Show everything as it is now."""
        view = self._view
        listens = view is not None and view.listening
        words = self.tr("Stop") if listens else self.tr("Receive")
        self.start_button.setText(words)
        self.start_button.setAccessibleName(self.tr("Stop receiving") if listens else words)
        self.start_button.setEnabled(listens or self.ends.end is not None)
        self.ends.setEnabled(not listens)
        self.save_button.setEnabled(view is not None and view.messages > 0)
        self.words.setText(self._text(view))

    def stop(self) -> None:
        """Wait no longer; what came can still be saved."""
        view = self._view
        if view is not None and view.listening:
            self._client.attempt(lambda engine: engine.sysex.stop(view.id))

    @property
    def _view(self) -> Receiving | None:
        views = self._client.snapshot.receivings
        return next((each for each in views if each.id == self._number), None)

    def _set_up(self) -> None:
        for made in (self.start_button, self.save_button):
            made.setAutoDefault(False)
        self.start_button.clicked.connect(self._start_or_stop)
        self.save_button.clicked.connect(self._ask)
        self.ends.currentIndexChanged.connect(lambda _row: self.refresh())
        self._client.files_changed.connect(self.refresh)
        self.words.setWordWrap(True)

    def _lay_out(self) -> None:
        set_surface(self, "panel")
        lines = column(self, margins=MARGINS)
        lines.addWidget(label(self.tr("Receive a dump"), "title"))
        lines.addWidget(captioned(self.tr("From"), self.ends))
        lines.addWidget(self.words)
        buttons = row()
        buttons.addStretch(1)
        buttons.addWidget(self.start_button)
        buttons.addWidget(self.save_button)
        lines.addLayout(buttons)

    def _start_or_stop(self) -> None:
        view, end = self._view, self.ends.end
        if view is not None and view.listening:
            self.stop()
        elif end is not None:
            if view is not None:
                self._client.attempt(lambda engine: engine.sysex.forget(view.id))
            self._number = self._client.attempt(lambda engine: engine.sysex.receive(end))
        self.refresh()

    def _ask(self) -> None:
        self.stop()
        start = documents() / dated(self.ends.currentText() or "Longwire", "syx")
        ask_where(
            self, self.tr("Save what was received"), start, [(self.tr("SysEx files"), "syx")], self._save
        )

    def _save(self, file: str) -> None:
        number = self._number
        if number is not None:
            told = self._client.tell
            self._client.attempt(lambda engine: engine.sysex.save(number, file, told))

    def _text(self, view: Receiving | None) -> str:
        if view is None:
            return self.tr("Press Receive, then start the dump on the device.")
        counted = {"messages": whole(view.messages), "octets": whole(view.octets)}
        if view.full:
            return self.tr("{messages} SysEx, {octets} bytes. More cannot be held: save these first.").format(
                **counted
            )
        if not view.listening:
            return self.tr("Received: {messages} SysEx, {octets} bytes.").format(**counted)
        if view.messages == 0:
            return self.tr("Waiting: start the dump on the device now.")
        return self.tr("{messages} SysEx, {octets} bytes so far…").format(**counted)
