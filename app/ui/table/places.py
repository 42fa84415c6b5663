"""The table of everything that a cable can lead to: devices here, people in sessions, links, who is nearby."""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt

from app.ui.canvas.elements import CanvasEnd, Condition, Deed, Graph, Terminal
from app.ui.canvas.words import DEEDS, end_name
from app.ui.canvas.words import say as say_canvas
from app.ui.table.rows import SORT_ROLE, Cell, RowsModel, Tone
from app.ui.table.words import condition_text, whereabouts
from app.ui.theme import Theme
from app.ui.wording import in_tip, shown_name


class PlaceColumn(IntEnum):
    """The columns of the table of places."""

    NAME = 0
    WHERE = 1
    STATE = 2
    LATENCY = 3
    DEED = 4


TONES: Final[dict[Condition, Tone]] = {
    Condition.CONNECTED: "live",
    Condition.SILENT: "waiting",
    Condition.INVITING: "waiting",
    Condition.WAITING: "waiting",
    Condition.REFUSED: "broken",
    Condition.LEFT: "muted",
    Condition.LOST: "muted",
    Condition.ABSENT: "muted",
}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One end that cables can have, worded."""

    end: CanvasEnd
    name: str
    where: str
    state: str
    tone: Tone
    rtt_ms: float | None
    deed: Deed | None

    @property
    def key(self) -> Hashable:
        """The end itself."""
        return self.end


def place_rows(graph: Graph, now: float) -> list[PlaceRow]:
    """Word every end; `now` is monotonic seconds."""
    return [_row(graph, terminal, now) for terminal in graph.terminals.values()]


def _row(graph: Graph, terminal: Terminal, now: float) -> PlaceRow:
    return PlaceRow(
        terminal.end,
        shown_name(end_name(graph, terminal.end)),
        whereabouts(graph, terminal),
        condition_text(graph, terminal, now),
        TONES.get(terminal.condition, "text"),
        terminal.peering.rtt_ms,
        terminal.deed,
    )


class PlacesModel(RowsModel[PlaceRow]):
    """Shows the ends."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        titles = (
            QCoreApplication.translate("Connections", "Name"),
            QCoreApplication.translate("Connections", "Where"),
            QCoreApplication.translate("Connections", "State"),
            QCoreApplication.translate("Connections", "Latency"),
            QCoreApplication.translate("Connections", "What can be done"),
        )
        super().__init__(titles, theme, parent)

    def cell(self, row: PlaceRow, column: int) -> Cell:
        text = _text(row, PlaceColumn(column))
        unmeasured = float("inf") if row.rtt_ms is None else row.rtt_ms
        cell: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: text,
            Qt.ItemDataRole.ToolTipRole: in_tip(text),
            SORT_ROLE: unmeasured if column == PlaceColumn.LATENCY else text.casefold(),
        }
        if column == PlaceColumn.STATE:
            cell[Qt.ItemDataRole.ForegroundRole] = self.colour(row.tone)
        return cell


def _text(row: PlaceRow, column: PlaceColumn) -> str:
    match column:
        case PlaceColumn.NAME:
            return row.name
        case PlaceColumn.WHERE:
            return row.where
        case PlaceColumn.STATE:
            return row.state
        case PlaceColumn.LATENCY:
            return latency(row.rtt_ms)
    return say_canvas(DEEDS[row.deed]) if row.deed is not None else ""


def latency(rtt_ms: float | None) -> str:
    """Say a round trip; empty when it was not measured."""
    if rtt_ms is None:
        return ""
    number = QLocale().toString(rtt_ms, "f", 1)
    return QCoreApplication.translate("Connections", "{number} ms").format(number=number)
