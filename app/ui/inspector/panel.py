"""The inspector: shows the page of what is selected, follows the engine, and goes when there is nothing to show."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from app.engine.api import Snapshot
from app.model.endpoints import PeerEnd, PortEnd, SessionEnd
from app.ui.controls import IconButton, column, row, set_surface
from app.ui.inspector.page import Means, Page
from app.ui.inspector.participant_page import ParticipantPage
from app.ui.inspector.port_page import PortPage
from app.ui.inspector.route_page import RoutePage
from app.ui.inspector.session_page import SessionPage
from app.ui.inspector.several_page import SeveralPage
from app.ui.selection import Selection
from app.ui.theme import SPACE

WIDTH = SPACE * 42
TICK_MS = 250
"""Numbers that change faster cannot be read."""


class Inspector(QFrame):
    """A panel about one thing; `dismissed` when the user wants the canvas back."""

    dismissed = Signal()

    def __init__(self, means: Means) -> None:
        super().__init__()
        set_surface(self, "panel")
        self._means = means
        self.page: Page | None = None
        self._selection = Selection()
        self.close_button = IconButton("close", self.tr("Close details"), means.theme, "bare")
        self.close_button.clicked.connect(self.dismissed)
        self._area = QScrollArea()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._lay_out()
        means.client.changed.connect(self._refresh)
        self.hide()

    def show_selection(self, selection: Selection) -> None:
        """Show what is selected; nothing hides the panel."""
        if selection != self._selection:
            self._selection = selection
            self._turn_to(self._page_for(selection, self._means.client.snapshot))

    def take_focus(self) -> None:
        """Bring the keyboard to the first field."""
        if self.page is not None:
            self.close_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        if self.page is not None:
            self.page.leave()

    # -- inside -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("Details"))
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        layers = QGridLayout(self)
        layers.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE // 2, SPACE)
        layers.addWidget(self._area, 0, 0)
        corner = QWidget()
        row(corner, margins=(0, 0, SPACE, 0)).addWidget(self.close_button)
        layers.addWidget(corner, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        corner.raise_()

    def _turn_to(self, page: Page | None) -> None:
        if self.page is not None:
            self.page.leave()
        self.page = page
        old = self._area.takeWidget()
        if old is not None:
            old.deleteLater()
        if page is not None:
            holder = QWidget()
            column(holder, margins=(0, SPACE // 2, SPACE * 3 // 2, SPACE)).addWidget(page)
            self._area.setWidget(holder)
            holder.setAutoFillBackground(False)
        self._refresh()

    def _refresh(self) -> None:
        if self.page is not None and not self.page.refresh():
            self._selection = Selection()
            self._turn_to(None)
            return
        self.setVisible(self.page is not None)

    def _tick(self) -> None:
        if self.page is not None:
            self.page.tick()

    def _page_for(self, selection: Selection, snapshot: Snapshot) -> Page | None:
        if selection.routes:
            return self._cable_page(selection.routes, snapshot)
        match selection.end:
            case PortEnd() as end:
                return PortPage(self._means, end)
            case SessionEnd(session=name):
                found = next((one.id for one in snapshot.sessions if one.name == name), None)
                return None if found is None else SessionPage(self._means, found)
            case PeerEnd(session=name, peer=peer):
                sessions = {session.name: session.id for session in snapshot.sessions}
                people = snapshot.participants
                ids = (one.id for one in people if (one.session, one.peer) == (sessions.get(name), peer))
                participant = next(ids, None)
                return None if participant is None else ParticipantPage(self._means, participant)
        return None

    def _cable_page(self, ids: tuple[str, ...], snapshot: Snapshot) -> Page:
        ends = {frozenset((route.source, route.destination)) for route in snapshot.routes if route.id in ids}
        return RoutePage(self._means, ids) if len(ends) <= 1 else SeveralPage(self._means, ids, len(ends))
