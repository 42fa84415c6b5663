"""The dialog for a peer that is not found by itself; it never blocks the window."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QSpinBox, QWidget

from app.engine.api import Session
from app.model.patch import DEFAULT_CONTROL_PORT
from app.ui.controls import button, column, label, row
from app.ui.theme import SPACE
from app.ui.undo import UndoVerbs
from app.ui.wording import shown_name

HIGHEST_CONTROL_PORT: Final = 65534
"""The data port is the next one and must exist too."""


def split_address(text: str) -> tuple[str, int | None]:
    """Part a typed host from a control port behind it: `host`, `host:port`, `[v6]:port`, or a bare IPv6."""
    text = text.strip()
    if text.startswith("["):
        host, _, rest = text[1:].partition("]")
        return host, _port(rest.removeprefix(":"))
    host, colon, port = text.rpartition(":")
    if colon and ":" not in host and _port(port) is not None:
        return host, _port(port)
    return text, None


class AddAddressDialog(QDialog):
    """Asks for an address, a port and a name of one's own choosing, and invites."""

    def __init__(self, undo: UndoVerbs, sessions: tuple[Session, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._undo = undo
        self.setWindowTitle(self.tr("Add by address"))
        self.setObjectName("add-address")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.host = QLineEdit()
        self.port = QSpinBox()
        self.name = QLineEdit()
        self.session = QComboBox()
        self.connect_button = button(self.tr("Connect"), "primary")
        self.cancel_button = button(self.tr("Cancel"))
        self._set_up(sessions)
        self._lay_out(many_sessions=len(sessions) > 1)

    def _set_up(self, sessions: tuple[Session, ...]) -> None:
        self.host.setPlaceholderText("192.168.1.20")
        self.host.setAccessibleName(self.tr("Address"))
        self.host.textChanged.connect(self._check)
        self.port.setRange(1, HIGHEST_CONTROL_PORT)
        self.port.setValue(DEFAULT_CONTROL_PORT)
        self.port.setAccessibleName(self.tr("Port"))
        self.name.setPlaceholderText(self.tr("as it calls itself"))
        self.name.setAccessibleName(self.tr("Name"))
        self.session.setAccessibleName(self.tr("Session"))
        for one in sessions:
            self.session.addItem(shown_name(one.name), one.id)
        self.connect_button.setDefault(True)
        self.connect_button.clicked.connect(self.accept)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self._check("")

    def _lay_out(self, *, many_sessions: bool) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE * 2)
        form.setVerticalSpacing(SPACE)
        form.addRow(label(self.tr("Address"), "muted"), self.host)
        form.addRow(label(self.tr("Port"), "muted"), self.port)
        form.addRow(label(self.tr("Name"), "muted"), self.name)
        if many_sessions:
            form.addRow(label(self.tr("Session"), "muted"), self.session)
        buttons = row()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.connect_button)
        whole = column(self, margins=(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2))
        whole.addWidget(label(self.tr("Connect to an address"), "title"))
        explanation = label(
            self.tr("The other side shows its address and port in its MIDI network settings."), "muted"
        )
        explanation.setWordWrap(True)
        whole.addWidget(explanation)
        whole.addSpacing(SPACE)
        whole.addLayout(form)
        whole.addSpacing(SPACE)
        whole.addLayout(buttons)
        self.setMinimumWidth(SPACE * 52)

    def accept(self) -> None:
        host, port = split_address(self.host.text())
        if host:
            name = self.name.text().strip() or None
            self._undo.invite_address(host, port or self.port.value(), name, self.session.currentData())
            super().accept()

    def _check(self, text: str) -> None:
        host, port = split_address(text)
        self.connect_button.setEnabled(bool(host))
        self.port.setEnabled(port is None)
        if port is not None:
            self.port.setValue(port)


def _port(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST_CONTROL_PORT else None
