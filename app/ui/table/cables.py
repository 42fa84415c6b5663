"""The table of cables: one row for each direction, as the patch has them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QObject, Qt

from app.engine.api import RouteView, Snapshot
from app.ui.canvas.cables import route_look
from app.ui.canvas.elements import CanvasEnd, Graph, Look
from app.ui.canvas.words import clock
from app.ui.inspector.words import whole
from app.ui.table.rows import SORT_ROLE, Cell, RowsModel, Tone
from app.ui.table.words import cable_state
from app.ui.theme import Theme
from app.ui.wording import endpoint_name, in_tip


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


def cable_rows(snapshot: Snapshot, graph: Graph, names: Mapping[CanvasEnd, str]) -> list[CableRow]:
    """Word every cable with the names of its ends; nothing is counted yet."""
    muted = {route.id for route in snapshot.patch.routes if route.muted}

    def row(view: RouteView) -> CableRow:
        look = route_look(view, graph.terminals)
        return CableRow(
            view.id,
            names.get(view.source) or endpoint_name(view.source, snapshot),
            names.get(view.destination) or endpoint_name(view.destination, snapshot),
            cable_state(view, look),
            TONES[look],
            view.since_wall,
            view.id in muted,
        )

    return [row(view) for view in snapshot.routes]


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

    def cell(self, row: CableRow, column: int) -> Cell:
        text = _text(row, CableColumn(column))
        cell: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: text,
            Qt.ItemDataRole.ToolTipRole: in_tip(text),
            SORT_ROLE: _order(row, CableColumn(column)),
        }
        if column == CableColumn.STATE:
            cell[Qt.ItemDataRole.ForegroundRole] = self.colour(row.tone)
        if column == CableColumn.MUTED:
            ticked = Qt.CheckState.Checked if row.muted else Qt.CheckState.Unchecked
            cell[Qt.ItemDataRole.CheckStateRole] = ticked
            cell[Qt.ItemDataRole.AccessibleTextRole] = _spoken(row)
        return cell

    def ticked(self, row: CableRow, ticked: bool) -> None:
        self._mute(row.key, ticked)


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
