"""The table view: cables above, everything they can lead to below, and a bar that makes new ones."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QSplitter,
    QToolButton,
    QWidget,
)

from app.model.endpoints import BuiltinEnd
from app.ui.called import Names
from app.ui.canvas.commands import CanvasCommands
from app.ui.canvas.elements import Button, CanvasEnd, Deed, FoundEnd, Graph
from app.ui.canvas.figures.button import MENU
from app.ui.canvas.graph import derive_graph
from app.ui.canvas.known_as import KnownAs
from app.ui.canvas.naming import names_apart
from app.ui.canvas.scene import is_counting
from app.ui.canvas.words import DEEDS, hidden_text
from app.ui.canvas.words import say as say_canvas
from app.ui.client import Client
from app.ui.controls import button, column, label, row, set_surface
from app.ui.renaming import NamePlace, Renamer
from app.ui.seen import is_seen, run_while_seen
from app.ui.selection import Selection
from app.ui.table.cables import CableRow, CablesModel, cable_rows
from app.ui.table.connect_bar import ConnectBar
from app.ui.table.listing import Listing
from app.ui.table.places import PlaceRow, PlacesModel, place_rows
from app.ui.theme import SPACE, Theme
from app.ui.undo import UndoVerbs
from app.ui.whole_rows import WholeRows
from app.ui.wording import in_action

COUNT_MS: Final = 500
"""Counters that change faster cannot be read, and a screen reader would not come to an end."""
CABLE_WIDTHS: Final = (180, 180, 220, 90, 90, 70)
PLACE_WIDTHS: Final = (190, 150, 230, 80, 150)
LEAST_SIGHT: Final = SPACE * 6
"""The height that is scrolled in, in the lowest window; a person there closes something else."""
AnyListing: TypeAlias = "Listing[CableRow] | Listing[PlaceRow]"


class ConnectionsTable(QWidget):
    """Shows and edits the patch as tables; `selected` tells the new `Selection`."""

    selected = Signal(object)
    inspection_requested = Signal()
    add_address_requested = Signal()
    hidden_requested = Signal(QPoint)
    """Who is hidden is to be offered, there on the screen."""
    menu_opening = Signal(object, object)
    """The one end that is selected below, and its menu: whoever knows what else can be done with it adds that."""

    def __init__(self, client: Client, undo: UndoVerbs, theme: Theme) -> None:
        super().__init__()
        self._client, self._undo = client, undo
        self._commands = CanvasCommands(undo)
        self._graph = Graph()
        self._selection = Selection()
        self._named = client.snapshot.patch
        self._worded: list[CableRow] = []
        self.bar = ConnectBar(self._commands)
        self.cables: Listing[CableRow] = Listing(
            CablesModel(self._mute, theme), self.tr("Cables"), CABLE_WIDTHS
        )
        self.places: Listing[PlaceRow] = Listing(
            PlacesModel(theme), self.tr("Devices and people"), PLACE_WIDTHS
        )
        self.renamer = Renamer(self.places, Names(client, undo), self._name_place)
        self.filter = QLineEdit()
        self.hidden_button = button("", "small")
        self.mute_button = button(self.tr("Mute"))
        self.remove_button = button(self.tr("Remove cable"))
        self.deed_button = button(self.tr("Invite"))
        self.cable_button = button(self.tr("Connect to…"), tip=self.tr("Begin a cable there"))
        self.hide_button = button(self.tr("Hide"), tip=self.tr("Show it no longer where peers are found"))
        self.address_button = button(self.tr("Add by address…"))
        self._cable_deeds = (self.mute_button, self.remove_button)
        self._place_deeds = (self.deed_button, self.cable_button, self.hide_button)
        self._timer = QTimer(self)
        self._timer.setInterval(COUNT_MS)
        self._timer.timeout.connect(self._count)
        self._whole = column(self, margins=(SPACE * 2, SPACE * 2, SPACE * 2, SPACE // 2))
        self._clear = QSpacerItem(0, 0)
        self.stay_clear(0)
        self._set_up()
        self._lay_out()
        client.changed.connect(self._follow)

    def show_selection(self, selection: Selection) -> None:
        """Select what is selected elsewhere; nobody is told."""
        self._selection = selection
        self.cables.select(selection.routes)
        self.places.select(() if selection.end is None else (selection.end,))
        self._offer_deeds()

    def stay_clear(self, pixels: int) -> None:
        """Keep out of so many pixels at the bottom, where a bar lies, as far as there is room for that."""
        self._clear.changeSize(0, max(0, pixels - SPACE), vData=QSizePolicy.Policy.Maximum)
        self._whole.invalidate()

    def deselect(self) -> None:
        """Select nothing and take the keyboard back."""
        at = self.cables if self.cables.rows or not self.places.rows else self.places
        self.show_selection(Selection())
        self.selected.emit(Selection())
        at.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()
        self.show_selection(self._selection)
        run_while_seen(self._timer, self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        run_while_seen(self._timer, self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.cables.setFocus(
            event.reason()
        )  # not as a proxy, for which Tab would pass by what stands before it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.cables.rows or self.places.rows):
            self.deselect()
        else:
            super().keyPressEvent(event)

    # -- setting up ---------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        self.setAccessibleName(self.tr("Connections"))
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter the tables"))
        self.filter.setClearButtonEnabled(True)
        for clear in self.filter.findChildren(QToolButton):
            clear.setAccessibleName(self.tr("Clear filter"))
        self.filter.setFixedWidth(SPACE * 22)
        for listing, other in ((self.cables, self.places), (self.places, self.cables)):
            self.filter.textChanged.connect(listing.proxy.setFilterFixedString)
            listing.chosen.connect(lambda listing=listing, other=other: self._choose(listing, other))
            listing.opened.connect(self.inspection_requested)
            listing.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.cables.removing.connect(self._remove)
        self.places.renaming.connect(self._rename)
        for moved in (self.places.horizontalHeader().sectionResized, self.places.proxy.layoutChanged):
            moved.connect(self.renamer.follow)
        for listing, deeds in ((self.cables, self._cable_deeds), (self.places, self._place_deeds)):
            listing.customContextMenuRequested.connect(
                lambda at, listing=listing, deeds=deeds: self._offer_menu(listing, deeds, at)
            )
        self.mute_button.setCheckable(True)
        self.mute_button.clicked.connect(self._mute_selected)
        self.remove_button.clicked.connect(self._remove)
        self.deed_button.clicked.connect(self._do)
        self.hide_button.clicked.connect(self._hide_selected)
        self.cable_button.clicked.connect(self._begin_cable)
        self.address_button.clicked.connect(self.add_address_requested)
        under = self.hidden_button
        _count_hidden(under, 0)
        under.clicked.connect(
            lambda: self.hidden_requested.emit(under.mapToGlobal(under.rect().bottomLeft()))
        )

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(SPACE * 2)
        split.addWidget(_part(self.tr("Cables"), self.cables, self._cable_deeds, self.filter))
        split.addWidget(
            _part(
                self.tr("Devices and people"),
                self.places,
                (*self._place_deeds, self.address_button),
                self.hidden_button,
            )
        )
        self._whole.setSpacing(SPACE * 3 // 2)
        self._whole.addWidget(self.bar)
        self._whole.addWidget(_UpAndDown(split), 1)
        self._whole.addItem(self._clear)
        self._offer_deeds()

    # -- following ----------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Show what is true now, and keep selected what was renamed elsewhere."""
        before, self._named = self._named, self._client.snapshot.patch
        known = KnownAs.between(before, self._named).selection(self._selection)
        if known == self._selection:
            self._refresh()
        else:
            self.show_selection(Selection())  # nobody is to be told that it has gone
            self._refresh()
            self.show_selection(known)

    def _refresh(self) -> None:
        if not is_seen(self):
            return
        snapshot = self._client.snapshot
        self._graph = derive_graph(snapshot)
        names = names_apart(self._graph)
        self.bar.show_graph(self._graph, names)
        self._worded = cable_rows(snapshot, self._graph, names)
        self.places.rows_model.show_rows(place_rows(self._graph, time.monotonic()))
        _count_hidden(self.hidden_button, self._graph.hidden)
        self._count()
        self.renamer.follow()
        self._offer_deeds()

    def _count(self) -> None:
        counts = self._client.meters()
        self._worded = [_counted(each, counts.get(each.key, 0)) for each in self._worded]
        self.cables.rows_model.show_rows(self._worded)
        if any(is_counting(terminal) for terminal in self._graph.terminals.values()):
            self.places.rows_model.show_rows(place_rows(self._graph, time.monotonic()))

    def _choose(self, listing: AnyListing, other: AnyListing) -> None:
        if listing.rows:
            other.select(())
        self._selection = self._selected(listing)
        self._offer_deeds()
        self.selected.emit(self._selection)

    def _selected(self, listing: AnyListing) -> Selection:
        if listing is self.cables:
            return Selection(tuple(each.key for each in self.cables.rows))
        ends = [each.end for each in self.places.rows]
        known = len(ends) == 1 and not isinstance(ends[0], BuiltinEnd)
        return Selection(end=ends[0]) if known else Selection()

    def _offer_deeds(self) -> None:
        cables, places = self.cables.rows, self.places.rows
        self.mute_button.setEnabled(bool(cables))
        self.mute_button.setChecked(bool(cables) and all(each.muted for each in cables))
        self.remove_button.setEnabled(bool(cables))
        deed = places[0].deed if len(places) == 1 else None
        words = say_canvas(DEEDS[deed or Deed.INVITE])
        self.deed_button.setText(words)
        self.deed_button.setAccessibleName(words)
        self.deed_button.setEnabled(deed is not None)
        self.cable_button.setEnabled(len(places) == 1)
        self.hide_button.setEnabled(any(isinstance(each.end, FoundEnd) for each in places))

    # -- doing --------------------------------------------------------------------------------------------------

    def _mute(self, route: str, muted: bool) -> None:
        self._undo.mute_routes((route,), muted=muted)

    def _mute_selected(self, muted: bool) -> None:
        self._undo.mute_routes([each.key for each in self.cables.rows], muted=muted)

    def _remove(self) -> None:
        self._undo.remove_routes([each.key for each in self.cables.rows])

    def _do(self) -> None:
        for each in self.places.rows[:1]:
            terminal = self._graph.terminals.get(each.end)
            if each.deed is not None and terminal is not None:
                self._commands.press(Button(each.deed, each.end), terminal)

    def _hide_selected(self) -> None:
        services = [
            self._graph.terminals[each.end].peering.service
            for each in self.places.rows
            if isinstance(each.end, FoundEnd)
        ]
        for service in services:
            self._undo.parts.hide_peer(service, True)

    def _rename(self) -> None:
        if len(self.places.rows) == 1:
            self.places.scrollTo(self.places.selectionModel().selectedRows()[0])
            self.renamer.start(self.places.rows[0].end)

    def _name_place(self, end: CanvasEnd) -> NamePlace | None:
        """Say where the name of an end stands in the lower list."""
        index = self.places.proxy.mapFromSource(self.places.rows_model.index_of(end))
        return NamePlace(self.places.visualRect(index)) if index.isValid() else None

    def _begin_cable(self) -> None:
        for each in self.places.rows[:1]:
            self.bar.start_at(each.end)

    def _offer_menu(self, listing: AnyListing, deeds: Sequence[QPushButton], at: QPoint) -> None:
        """Offer what the buttons under a list offer, and what else can be done with what is selected."""
        if not listing.rows:
            return
        menu = QMenu(listing)
        menu.setAccessibleName(self.tr("What can be done"))
        menu.aboutToHide.connect(menu.deleteLater)
        ends = [each.end for each in self.places.rows] if listing is self.places else []
        for deed in deeds:
            if deed.isEnabled() and not (deed is self.hide_button and len(ends) == 1):
                action = _add(menu, in_action(deed.text()), deed.click)
                action.setCheckable(deed.isCheckable())
                action.setChecked(deed.isChecked())
        if len(ends) == 1:
            self.menu_opening.emit(ends[0], menu)  # with the name of who is hidden
        else:
            menu.addSeparator()
            _add(menu, self.tr("Details"), self.inspection_requested.emit)
        menu.popup(listing.viewport().mapToGlobal(at))


def _count_hidden(shown: QPushButton, count: int) -> None:
    text = say_canvas(DEEDS[Deed.SHOW_HIDDEN], count=count) + MENU
    if text != shown.text():
        shown.setText(text)
        shown.setAccessibleName(hidden_text(count))
    shown.setVisible(count > 0)


def _counted(row: CableRow, messages: int) -> CableRow:
    return row if row.messages == messages else replace(row, messages=messages)


def _add(menu: QMenu, text: str, do: Callable[[], object]) -> QAction:
    action = menu.addAction(text)
    action.triggered.connect(lambda _checked=False: do())
    return action


class _UpAndDown(QScrollArea):
    """Lets its content scroll where the window is too low for it, rather than squeeze it; it is never too narrow."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(content)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # takes what is left
        self.setMinimumHeight(LEAST_SIGHT)
        self._content = content

    def minimumSizeHint(self) -> QSize:
        width = self._content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, LEAST_SIGHT)


def _part(
    title: str, listing: AnyListing, deeds: Sequence[QPushButton], beside: QWidget | None = None
) -> QWidget:
    """Put a heading above a list and its buttons below."""
    part = QFrame()
    set_surface(part, "panel")
    head = row(margins=(SPACE, 0, 0, 0))
    head.addWidget(label(title.upper(), "heading"))
    head.addStretch(1)
    if beside is not None:
        head.addWidget(beside)
    foot = row()
    for deed in deeds:
        foot.addWidget(deed)
    foot.addStretch(1)
    whole = column(part, margins=(SPACE, SPACE, SPACE, SPACE))
    whole.addLayout(head)
    whole.addWidget(WholeRows(listing), 1)
    whole.addLayout(foot)
    return part
