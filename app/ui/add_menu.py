"""The menu that adds to the patch: a session, a direct link, a port of our own; and shows hidden peers again."""

import sys
from collections.abc import Iterable
from itertools import count
from typing import Final

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.model.endpoints import LinkEnd, PortEnd, SessionEnd
from app.model.patch import Link, Session, VirtualPort, next_control_port
from app.ui.canvas.graph import hidden_peers
from app.ui.client import Client
from app.ui.preferences import Preferences
from app.ui.selection import Selection
from app.ui.undo import UndoVerbs
from app.ui.wording import in_action, shown_name

FIRST_LINK_PORT: Final = 9001
NO_VIRTUAL: Final = "win32"
"""The system whose own MIDI knows no virtual ports."""


class AddMenu(QObject):
    """Offers the menu; `made` tells the `Selection` of what was added, and each thing is one step to undo."""

    made = Signal(object)

    def __init__(
        self,
        client: Client,
        undo: UndoVerbs,
        preferences: Preferences,
        by_address: QAction,
        system: str = sys.platform,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._client, self._undo, self._preferences = client, undo, preferences
        self._by_address = by_address
        self._system = system

    def add_session(self) -> None:
        """Open another session, on the next port that no session of the patch has, as the settings say."""
        taken = self._client.snapshot.patch.sessions
        name = _free_name(self.tr("Session {number}"), (each.name for each in taken))
        port = next_control_port(taken)
        wanted = self._preferences.settings.session
        self._undo.parts.add_session(Session(name, port, accept=wanted.accept, playout_ms=wanted.playout_ms))
        self.made.emit(Selection(end=SessionEnd(name)))

    def add_link(self) -> None:
        """Open a direct link that plays with whoever plays to it, until told otherwise."""
        taken = self._client.snapshot.patch.links
        name = _free_name(self.tr("Link {number}"), (each.name for each in taken))
        ports = {each.port for each in taken}
        port = next(each for each in count(FIRST_LINK_PORT) if each not in ports)
        self._undo.parts.add_link(Link(name, port, learn=True))
        self.made.emit(Selection(end=LinkEnd(name)))

    def add_port(self) -> None:
        """Make a port that other programs on this computer see."""
        snapshot = self._client.snapshot
        taken = {*(each.name for each in snapshot.patch.ports), *(each.name for each in snapshot.ports)}
        name = _free_name("Longwire {number}", taken)
        self._undo.parts.add_port(VirtualPort(name))
        self.made.emit(Selection(end=PortEnd(name)))

    def hide_peer(self, name: str) -> None:
        """Show a peer that is found no longer; the menu shows it again."""
        self._undo.parts.hide_peer(name, True)

    def pop_up(self, parent: QWidget, at: QPoint) -> None:
        """Show the menu at a place on the screen."""
        menu = QMenu(parent)
        menu.setAccessibleName(self.tr("Add"))
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        self.fill(menu)
        menu.popup(at)

    def fill(self, menu: QMenu) -> None:
        """Put what can be added now into a menu."""
        menu.addAction(self._by_address)
        for text, tip, make in (
            (self.tr("New session"), self.tr("Another room that others can join"), self.add_session),
            (
                self.tr("New direct link"),
                self.tr("RTP-MIDI with fixed addresses, without inviting"),
                self.add_link,
            ),
            (
                self.tr("New virtual port"),
                self.tr("A port that other programs on this computer see"),
                self.add_port,
            ),
        ):
            action = menu.addAction(text)
            action.setToolTip(tip)
            action.triggered.connect(lambda _checked=False, make=make: make())
        if self._system == NO_VIRTUAL:
            action.setEnabled(False)
            action.setToolTip(
                self.tr("Windows has no virtual ports; loopMIDI makes some that Longwire can use.")
            )
        self._offer_hidden(menu)

    def pop_up_hidden(self, parent: QWidget, at: QPoint) -> None:
        """Offer at a place on the screen whom of those who are there but hidden to show again."""
        menu = QMenu(parent)
        menu.setAccessibleName(self.tr("Show again"))
        menu.aboutToHide.connect(menu.deleteLater)
        self._list(menu, [found.service for found in hidden_peers(self._client.snapshot)])
        menu.popup(at)

    def _offer_hidden(self, menu: QMenu) -> None:
        services = self._client.snapshot.patch.network.hidden
        if not services:
            return
        hidden = menu.addMenu(self.tr("Show again ({count} hidden)").format(count=len(services)))
        hidden.setAccessibleName(self.tr("Hidden peers"))
        self._list(hidden, services)

    def _list(self, menu: QMenu, services: Iterable[str]) -> None:
        """Put an entry for each of those into a menu that shows it again."""
        patch = self._client.snapshot.patch
        for service in services:
            name = patch.found_nickname(service) or service
            action = menu.addAction(in_action(shown_name(name)))
            action.triggered.connect(
                lambda _checked=False, service=service: self._undo.parts.hide_peer(service, False)
            )


def _free_name(template: str, taken: Iterable[str]) -> str:
    names = set(taken)
    return next(name for number in count(1) if (name := template.format(number=number)) not in names)
