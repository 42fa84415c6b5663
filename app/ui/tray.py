"""The icon in the system's tray: show and hide, who waits, Panic, Quit; it speaks while the window is away."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.engine.api import Invitation
from app.ui.actions import ActionId
from app.ui.client import Client
from app.ui.icons import app_icon, tray_icon
from app.ui.wording import in_action, shown_name

NOTICE_MS: Final = 10_000
"""As long as an invitation waits, about."""


class Tray(QObject):
    """Belongs to a window that may be hidden; `is_away` tells whether it is."""

    show_wanted = Signal()
    hide_wanted = Signal()
    answer_wanted = Signal()
    """Show the window and go to the invitation."""

    def __init__(
        self,
        client: Client,
        actions: Mapping[ActionId, QAction],
        is_away: Callable[[], bool],
        parent: QObject | None = None,
        icon: QSystemTrayIcon | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._is_away = is_away
        self._told: set[int] = set()
        self._waiting: list[QAction] = []
        self.icon = icon or QSystemTrayIcon()
        self.icon.setIcon(tray_icon())
        self.menu = QMenu()
        self.menu.setAccessibleName("Longwire")
        self._state = QAction(self.menu)
        self._state.setEnabled(False)
        self._switch = QAction(self.menu)
        self._switch.triggered.connect(self._show_or_hide)
        self._fill(actions)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._take_click)
        self.icon.messageClicked.connect(self.answer_wanted)
        self.menu.aboutToShow.connect(self._name_switch)
        client.changed.connect(self.refresh)
        self.refresh()
        self.icon.show()

    def close(self) -> None:
        """Take the icon away."""
        self._client.changed.disconnect(self.refresh)
        self.icon.hide()
        self.menu.deleteLater()
        self.icon.deleteLater()

    def tell_staying(self) -> None:
        """Say once that the program goes on without its window."""
        self._notify(
            self.tr("Longwire keeps running"),
            self.tr("Everything stays connected. This icon brings the window back, or quits."),
        )

    def refresh(self) -> None:
        """Show who is in and who waits; tell of a new invitation if the window is away."""
        snapshot = self._client.snapshot
        connected = sum(one.state == "connected" for one in snapshot.participants)
        tip = self.tr("Longwire · {count} connected").format(count=connected)
        if tip != self.icon.toolTip():  # each one set, be it the same, is a message to the desktop
            self.icon.setToolTip(tip)
            self._state.setText(tip)  # not every desktop shows tips of icons
        self._name_switch()
        waiting = [one for one in snapshot.invitations if one.open]
        questions = [in_action(self._question(one)) + "…" for one in waiting]
        if questions != [action.text() for action in self._waiting]:
            self._list_waiting(questions)
        fresh = [one for one in waiting if one.id not in self._told]
        self._told = {one.id for one in waiting}
        if fresh and self._is_away():
            self._notify(self._question(fresh[-1]), self.tr("Click to answer."))

    def _fill(self, actions: Mapping[ActionId, QAction]) -> None:
        self.menu.addAction(self._state)
        self.menu.addAction(self._switch)
        self._end_of_waiting = self.menu.addSeparator()
        self.menu.addAction(actions[ActionId.PANIC])
        self.menu.addSeparator()
        self.menu.addAction(actions[ActionId.QUIT])

    def _list_waiting(self, questions: list[str]) -> None:
        for old in self._waiting:
            self.menu.removeAction(old)
            old.deleteLater()
        self._waiting = [QAction(question, self.menu) for question in questions]
        for action in self._waiting:
            action.triggered.connect(self.answer_wanted)
        self.menu.insertActions(self._end_of_waiting, self._waiting)

    def _question(self, asked: Invitation) -> str:
        return self.tr("{name} wants to join").format(name=shown_name(asked.name))

    def _name_switch(self) -> None:
        away = self._is_away()
        self._switch.setText(self.tr("Show the window") if away else self.tr("Hide the window"))

    def _show_or_hide(self) -> None:
        (self.show_wanted if self._is_away() else self.hide_wanted).emit()

    def _take_click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._show_or_hide()

    def _notify(self, title: str, text: str) -> None:
        self.icon.showMessage(title, text, app_icon(), NOTICE_MS)
