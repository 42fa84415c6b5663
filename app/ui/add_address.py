"""The dialog for a peer that is not found by itself; it never blocks the window."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QLineEdit, QWidget

from app.engine.api import Session
from app.model.patch import DEFAULT_CONTROL_PORT
from app.ui.controls import DropDown, button, column, label, row
from app.ui.theme import CONTROL_HEIGHT, SPACE
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
        self.port = QLineEdit(str(DEFAULT_CONTROL_PORT))
        self.name = QLineEdit()
        self.session = DropDown()
        self.connect_button = button(self.tr("Connect"), "primary")
        self.cancel_button = button(self.tr("Cancel"))
        self._set_up(sessions)
        self._lay_out(many_sessions=len(sessions) > 1)

    def _set_up(self, sessions: tuple[Session, ...]) -> None:
        self.host.setPlaceholderText("192.168.1.20")
        self.host.setAccessibleName(self.tr("Address"))
        self.host.textChanged.connect(self._check)
        self.port.setValidator(QIntValidator(1, HIGHEST_CONTROL_PORT, self))
        self.port.textChanged.connect(self._check)
        self.port.setAccessibleName(self.tr("Port"))
        self.name.setPlaceholderText(self.tr("as it calls itself"))
        self.name.setAccessibleName(self.tr("Name"))
        for part in (self.session, self.session.view()):
            part.setAccessibleName(self.tr("Session"))
        for one in sessions:
            self.session.addItem(shown_name(one.name), one.id)
        self.connect_button.setDefault(True)
        self.connect_button.clicked.connect(self.accept)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self._check()

    def _lay_out(self, *, many_sessions: bool) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE * 2)
        form.setVerticalSpacing(SPACE)
        for title, field in (
            (self.tr("Address"), self.host),
            (self.tr("Port"), self.port),
            (self.tr("Name"), self.name),
        ):
            form.addRow(_caption(title), field)
        if many_sessions:
            form.addRow(_caption(self.tr("Session")), self.session)
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
        host, port = self._typed()
        if host and port is not None:
            name = self.name.text().strip() or None
            self._undo.invite_address(host, port, name, self.session.currentData())
            super().accept()

    def _check(self) -> None:
        host, port = self._typed()
        self.connect_button.setEnabled(bool(host) and port is not None)
        self.port.setEnabled(split_address(self.host.text())[1] is None)

    def _typed(self) -> tuple[str, int | None]:
        host, port = split_address(self.host.text())
        return host, port or _port(self.port.text())


def _caption(text: str) -> QLabel:
    made = label(text, "muted")
    made.setMinimumHeight(CONTROL_HEIGHT)
    return made


def _port(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST_CONTROL_PORT else None
