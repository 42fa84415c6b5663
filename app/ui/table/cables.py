"""The table of cables: one row for each direction, as the patch has them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QObject, Qt

from app.engine.api import RouteView, Snapshot
from app.ui.canvas.cables import route_look
from app.ui.canvas.elements import Graph, Look
from app.ui.canvas.words import clock
from app.ui.inspector.words import whole
from app.ui.table.rows import SORT_ROLE, Index, RowsModel, Tone
from app.ui.table.words import cable_state, place_name
from app.ui.theme import Theme
from app.ui.wording import endpoint_name


class CableColumn(IntEnum):
    """The columns of the table of cables."""

    SOURCE = 0
    DESTINATION = 1
    STATE = 2
    SINCE = 3
    MESSAGES = 4
    MUTED = 5


TONES: Final[dict[Look, Tone]] = {
    Look.ACTIVE: "live",
    Look.WAITING: "waiting",
    Look.MUTED: "muted",
    Look.BROKEN: "broken",
}


@dataclass(frozen=True, slots=True)
class CableRow:
    """One direction of a cable, worded."""

    key: str
    source: str
    destination: str
    state: str
    tone: Tone
    since_wall: float
    muted: bool
    messages: int = 0


def cable_rows(snapshot: Snapshot, graph: Graph) -> list[CableRow]:
    """Word every cable; nothing is counted yet."""
    muted = {route.id for route in snapshot.patch.routes if route.muted}

    def name(view: RouteView, *, source: bool) -> str:
        end = view.source if source else view.destination
        terminal = graph.terminals.get(end)
        return endpoint_name(end, snapshot) if terminal is None else place_name(graph, terminal)

    return [
        CableRow(
            view.id,
            name(view, source=True),
            name(view, source=False),
            cable_state(view, route_look(view, graph.terminals)),
            TONES[route_look(view, graph.terminals)],
            view.since_wall,
            view.id in muted,
        )
        for view in snapshot.routes
    ]


class CablesModel(RowsModel[CableRow]):
    """Shows cables; ticking the last column of one calls `mute` with its id and what is wanted."""

    def __init__(
        self, mute: Callable[[str, bool], None], theme: Theme, parent: QObject | None = None
    ) -> None:
        titles = (
            QCoreApplication.translate("Connections", "From"),
            QCoreApplication.translate("Connections", "To"),
            QCoreApplication.translate("Connections", "State"),
            QCoreApplication.translate("Connections", "Since"),
            QCoreApplication.translate("Connections", "Messages"),
            QCoreApplication.translate("Connections", "Muted"),
        )
        super().__init__(titles, theme, parent)
        self._mute = mute

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.row_at(index), CableColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row, column)
        if role == SORT_ROLE:
            return _order(row, column)
        if role == Qt.ItemDataRole.CheckStateRole and column is CableColumn.MUTED:
            return Qt.CheckState.Checked if row.muted else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole and column is CableColumn.MUTED:
            return _spoken(row)
        if role == Qt.ItemDataRole.ForegroundRole and column is CableColumn.STATE:
            return self.colour(row.tone)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _text(row, column) or None
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self._mute(self.row_at(index).key, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        ticks = index.isValid() and index.column() == CableColumn.MUTED
        return flags | Qt.ItemFlag.ItemIsUserCheckable if ticks else flags


def _text(row: CableRow, column: CableColumn) -> str:
    match column:
        case CableColumn.SOURCE:
            return row.source
        case CableColumn.DESTINATION:
            return row.destination
        case CableColumn.STATE:
            return row.state
        case CableColumn.SINCE:
            return clock(row.since_wall)
        case CableColumn.MESSAGES:
            return whole(row.messages)
    return ""


def _order(row: CableRow, column: CableColumn) -> object:
    match column:
        case CableColumn.SINCE:
            return row.since_wall
        case CableColumn.MESSAGES:
            return row.messages
        case CableColumn.MUTED:
            return row.muted
    return _text(row, column).casefold()


def _spoken(row: CableRow) -> str:
    muted = QCoreApplication.translate("Connections", "muted")
    return muted if row.muted else QCoreApplication.translate("Connections", "not muted")
