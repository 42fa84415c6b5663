"""The inspector: shows the page of what is selected, else an overview where there is room, and follows the engine."""

from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QWidget

from app.engine.api import Snapshot
from app.model.endpoints import Endpoint, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.ui.canvas.elements import FoundEnd
from app.ui.canvas.known_as import KnownAs
from app.ui.controls import IconButton, column, row, set_surface
from app.ui.inspector.found_page import FoundPage
from app.ui.inspector.link_page import LinkPage
from app.ui.inspector.overview_page import OverviewPage
from app.ui.inspector.page import Means, Page
from app.ui.inspector.participant_page import ParticipantPage
from app.ui.inspector.port_page import PortPage
from app.ui.inspector.route_page import RoutePage
from app.ui.inspector.session_page import SessionPage
from app.ui.inspector.several_page import SeveralPage
from app.ui.seen import is_seen, run_while_seen
from app.ui.selection import Selection
from app.ui.theme import SPACE

SomePage = TypeVar("SomePage", bound=Page)

WIDTH = SPACE * 42
CONTENT_WIDTH = SPACE * 38
"""So that a long word pushes nothing out of sight."""
TICK_MS = 250
"""Numbers that change faster cannot be read."""


class Inspector(QFrame):
    """A panel about one thing; `dismissed` when the user wants the canvas back."""

    dismissed = Signal()
    left = Signal()
    """It goes while it has the keyboard, which should not go to whatever button stands next."""

    def __init__(self, means: Means) -> None:
        super().__init__()
        set_surface(self, "panel")
        self._means = means
        self.page: Page | None = None
        self._pages: list[Page] = []
        self._selection = Selection()
        self._named = means.client.snapshot.patch
        self._is_behind = self._stays = False
        self.close_button = IconButton("close", self.tr("Close details"), means.theme, "bare")
        self.close_button.clicked.connect(self.dismissed)
        self._area = QScrollArea()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._lay_out()
        means.client.changed.connect(self._follow)
        self.hide()

    @property
    def end(self) -> Endpoint | None:
        """The end that it shows, for whatever is opened meanwhile; None for cables, who is found, and nothing."""
        end = self._selection.end
        return None if isinstance(end, FoundEnd) else end

    def show_selection(self, selection: Selection) -> None:
        """Show what is selected; nothing leaves the overview, or hides the panel."""
        if selection != self._selection:
            self._selection = selection
            self._turn_to(self._aimed(selection, self._means.client.snapshot))

    def stay(self, wanted: bool) -> None:
        """Show an overview while nothing is selected, or no panel then."""
        if wanted != self._stays:
            self._stays = wanted
            if self.page is None or isinstance(self.page, OverviewPage):
                self._turn_to(None)

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
        run_while_seen(self._timer, self)
        if self._is_behind:
            self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        run_while_seen(self._timer, self)
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
        holder = QWidget()
        self._holder = column(holder, margins=(0, SPACE // 2, SPACE * 3 // 2, SPACE))
        self._area.setWidget(holder)
        holder.setAutoFillBackground(False)
        holder.setMaximumWidth(CONTENT_WIDTH)
        layers = QGridLayout(self)
        layers.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE // 2, SPACE)
        layers.addWidget(self._area, 0, 0)
        corner = QWidget()
        corner.setObjectName("corner")
        row(corner, margins=(0, 0, SPACE, 0)).addWidget(self.close_button)
        layers.addWidget(corner, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        corner.raise_()

    def _turn_to(self, page: Page | None) -> None:
        had_focus = (at := QApplication.focusWidget()) is not None and self.isAncestorOf(at)
        if self.page is not None:
            self.page.leave()
            self.page.hide()
        is_about_nothing = page is None
        if is_about_nothing and self._stays:
            page = self._kept(OverviewPage)
        self.page = page
        self.close_button.setVisible(not is_about_nothing)
        if page is not None:
            page.show()
            self._area.verticalScrollBar().setValue(0)
        self._refresh()
        if had_focus and is_about_nothing:
            self.left.emit()

    def _follow(self) -> None:
        """Follow the engine while there is somebody to see it; the rest is caught up with."""
        self._follow_names()
        if is_seen(self):
            self._refresh()
        else:
            self._is_behind = True

    def _follow_names(self) -> None:
        """Stay with what was renamed, here or elsewhere: pages know everything but ports by what no name changes."""
        snapshot = self._means.client.snapshot
        selection = KnownAs.between(self._named, snapshot.patch).selection(self._selection)
        self._named = snapshot.patch
        if selection != self._selection:
            self._selection = selection
            if isinstance(selection.end, PortEnd):
                self._aimed(selection, snapshot)

    def _refresh(self) -> None:
        self._is_behind = False
        if self.page is not None and not self.page.refresh():
            self._selection = Selection()
            self._turn_to(None)
            return
        self.setVisible(self.page is not None)

    def _tick(self) -> None:
        if self.page is not None:
            self.page.tick()

    def _aimed(self, selection: Selection, snapshot: Snapshot) -> Page | None:
        if selection.routes:
            return self._aimed_at_cables(selection.routes, snapshot)
        match selection.end:
            case PortEnd() as end:
                port = self._kept(PortPage)
                port.aim(end)
                return port
            case FoundEnd(found=number):
                return self._aimed_at(FoundPage, number)
            case SessionEnd(session=name):
                return self._aimed_at(SessionPage, _session(name, snapshot))
            case LinkEnd(link=name):
                ids = (one.id for one in snapshot.links if one.name == name)
                return self._aimed_at(LinkPage, next(ids, None))
            case PeerEnd(session=name, peer=peer):
                ends = (_session(name, snapshot), peer)
                ids = (one.id for one in snapshot.participants if (one.session, one.peer) == ends)
                return self._aimed_at(ParticipantPage, next(ids, None))
        return None

    def _aimed_at(
        self,
        kind: type[LinkPage] | type[SessionPage] | type[ParticipantPage] | type[FoundPage],
        number: int | None,
    ) -> Page | None:
        if number is None:
            return None
        page = self._kept(kind)
        page.aim(number)
        return page

    def _aimed_at_cables(self, ids: tuple[str, ...], snapshot: Snapshot) -> Page:
        cables = {
            frozenset((route.source, route.destination)) for route in snapshot.routes if route.id in ids
        }
        if len(cables) > 1:
            several = self._kept(SeveralPage)
            several.aim(ids, len(cables))
            return several
        page = self._kept(RoutePage)
        page.aim(ids)
        return page

    def _kept(self, kind: type[SomePage]) -> SomePage:
        """Give the page of a kind: made when it is needed first, since making one takes longer than a frame."""
        for page in self._pages:
            if isinstance(page, kind):
                return page
        made = kind(self._means)
        made.hide()
        self._pages.append(made)
        self._holder.addWidget(made)
        return made


def _session(name: str, snapshot: Snapshot) -> int | None:
    return next((one.id for one in snapshot.sessions if one.name == name), None)
