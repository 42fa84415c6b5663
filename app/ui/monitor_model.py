"""The monitor's rows as a table: bounded, filtered, and worded only when they are looked at.

The table is painted from items that Qt owns. A Python `data()` is asked for 7 roles of each cell of each row in sight:
each time the lock changes hands for a moment too short for another thread to take it, and a note waits for the whole
repaint (measured: 7 to 43 ms instead of 0.1). So a row gets its words when it comes in sight, and keeps them.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from time import perf_counter, sleep
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QStandardItemModel

from app.engine.api import OURSELVES, MonitorRow
from app.ui.client import Client
from app.ui.monitor_filter import MessageKind, RowFilter, is_clock
from app.ui.preferences import Preferences
from app.ui.reading import bytes_text, reading_text
from app.ui.theme import Theme, Tokens, fixed_font
from app.ui.wording import hop_name

ROW_LIMIT: Final = 100_000
"""Rows kept for scrolling back: as many as the engine keeps."""
TURN_S: Final = 0.003
"""How long rows are looked at in one turn, so that neither the window nor the MIDI waits for a filter."""
PIECE: Final = 64
"""Rows that are looked at between two looks at the clock; to word them takes a quarter of a millisecond."""
GROWTH: Final = 2_000
"""Rows by which the table grows at once while a filter is at work: each time costs a repaint, some 3 ms."""
FIRST_SIGHT: Final = 100
"""Rows that are shown without waiting for more: about as many as the highest window has room for."""
TRIM_ROWS: Final = 1_000
"""Rows taken away at once, so that a full table is not moved for every message."""
LET_THROUGH_S: Final = 0.00005
"""How long the lock is left alone after each row that was worded. Calls into Qt let it go for too short a moment for a
waiting thread to wake up, and start its patience anew each time."""


class Column(IntEnum):
    """The columns of the monitor."""

    TIME = 0
    SOURCE = 1
    DESTINATION = 2
    MESSAGE = 3
    BYTES = 4


class MonitorModel(QStandardItemModel):
    """Fetches what is new on the monitor when told to; it never reads more than the engine keeps."""

    sifted = Signal()
    """Every row was looked at that there was when the filter was changed."""

    def __init__(
        self, client: Client, theme: Theme, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(0, len(Column), parent)
        self._client = client
        self._preferences = preferences
        self._rows: list[MonitorRow] = []
        self._shown: list[MonitorRow] = []
        self._worded: set[int] = set()
        self._last = 0
        self._examined = 0
        self.filter = RowFilter()
        self.hidden_clocks = 0
        """How many of the rows are not shown because they come all the time."""
        self._ends: dict[str, str] = {}
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._examine)
        self._fixed = fixed_font()
        self._repaired = QColor()
        self._muted = QColor()
        self._head()
        self._paint(theme.tokens)
        theme.changed.connect(self._paint)
        preferences.changed.connect(self._worded.clear)

    @property
    def is_sifting(self) -> bool:
        """Whether there are rows that were not looked at yet; it goes on by itself."""
        return self._examined < len(self._rows)

    @property
    def has_rows(self) -> bool:
        """Whether there is anything that a filter could show."""
        return bool(self._rows)

    @property
    def ends(self) -> set[str]:
        """The names of everything a row came from or went to, since the list was emptied."""
        return set(self._ends)

    def fetch(self) -> None:
        """Take the new rows from the engine."""
        fresh = self._client.monitor(self._last)
        if not fresh:
            return
        self._last = fresh[-1].number
        self._rows.extend(fresh[-ROW_LIMIT:])
        if not self._turn.isActive():
            self._examine()
        self._trim()

    def clear(self) -> None:
        """Empty the table; what comes later is shown."""
        self._rows = []
        self._ends.clear()
        self.show_only(self.filter)

    def show_only(self, wanted: RowFilter) -> None:
        """Show the rows that pass a filter, a part of them per turn."""
        self.filter = wanted
        self._shown, self._examined, self.hidden_clocks = [], 0, 0
        self._worded.clear()
        self.setRowCount(0)
        self._examine()

    def reveal(self, first: int, last: int) -> None:
        """Word the rows between two places, which have come in sight."""
        for place in range(max(first, 0), min(last + 1, self.rowCount())):
            row = self._shown[place]
            if row.number not in self._worded:
                self._worded.add(row.number)
                for column in Column:
                    self.setItemData(self.index(place, column), self._cell(row, column))
                sleep(LET_THROUGH_S)

    def row(self, number: int) -> MonitorRow:
        """Give the row at a place in the table."""
        return self._shown[number]

    def rows(self) -> Sequence[MonitorRow]:
        """Give all rows that are shown, in their order."""
        return self._shown

    def text_of(self, row: MonitorRow) -> str:
        """Word a row as a line of a table: its columns with tabs between, all its octets."""
        texts = [self._text(row, column) for column in Column if column is not Column.BYTES]
        return "\t".join((*texts, row.message.hex(" ").upper()))

    def _head(self) -> None:
        titles = {
            Column.TIME: self.tr("Time"),
            Column.SOURCE: self.tr("From"),
            Column.DESTINATION: self.tr("To"),
            Column.MESSAGE: self.tr("Message"),
            Column.BYTES: self.tr("Bytes"),
        }
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for column, title in titles.items():
            self.setHeaderData(column, Qt.Orientation.Horizontal, title)
            self.setHeaderData(column, Qt.Orientation.Horizontal, left, Qt.ItemDataRole.TextAlignmentRole)

    def _cell(self, row: MonitorRow, column: Column) -> dict[int, Any]:
        cell: dict[int, Any] = {Qt.ItemDataRole.DisplayRole: self._text(row, column)}
        if column in (Column.TIME, Column.BYTES):
            cell[Qt.ItemDataRole.FontRole] = self._fixed
        if column is Column.TIME:
            cell[Qt.ItemDataRole.ForegroundRole] = self._muted
        if row.repaired:
            cell[Qt.ItemDataRole.BackgroundRole] = self._repaired
        return cell

    def _text(self, row: MonitorRow, column: Column) -> str:
        match column:
            case Column.TIME:
                return datetime.fromtimestamp(row.time).astimezone().strftime("%H:%M:%S.%f")[:-3]
            case Column.SOURCE:
                return hop_name(row.source) or OURSELVES
            case Column.DESTINATION:
                return hop_name(row.destination)
            case Column.MESSAGE:
                return self._meaning(row)
        return bytes_text(row.message)

    def _meaning(self, row: MonitorRow) -> str:
        text = reading_text(row.message, self._preferences.settings.window.middle_c)
        return self.tr("{text} · repaired").format(text=text) if row.repaired else text

    def _examine(self) -> None:
        """Take in the next rows that were not looked at, and the others in the next turns."""
        if len(self._shown) - self.rowCount() >= GROWTH:
            self.setRowCount(len(self._shown))
        else:
            self._sift()
        if self.is_sifting or len(self._shown) > self.rowCount():
            self._turn.start()
        else:
            self.sifted.emit()

    def _sift(self) -> None:
        """Look at rows for one turn, and show them at once when they are few."""
        until = perf_counter() + TURN_S
        while self.is_sifting:
            self._take(self._rows[self._examined : self._examined + PIECE])
            if perf_counter() >= until:
                break
        missing = len(self._shown) - self.rowCount()
        if missing and (self.rowCount() < FIRST_SIGHT or (missing < GROWTH and not self.is_sifting)):
            self.setRowCount(len(self._shown))

    def _take(self, part: Sequence[MonitorRow]) -> None:
        self._examined += len(part)
        for name in {end for row in part for end in (row.source, row.destination)} - self._ends.keys():
            self._ends[name] = hop_name(name).casefold()
        passes, ends, meaning = self.filter.passes, self._ends, self._meaning
        self._shown.extend(row for row in part if passes(row, ends, meaning))
        if MessageKind.CLOCK not in self.filter.kinds:
            self.hidden_clocks += sum(map(is_clock, part))

    def _trim(self) -> None:
        gone = len(self._rows) - ROW_LIMIT
        if gone <= TRIM_ROWS:
            return
        if MessageKind.CLOCK not in self.filter.kinds:
            self.hidden_clocks -= sum(map(is_clock, self._rows[: min(gone, self._examined)]))
        del self._rows[:gone]
        self._examined = max(0, self._examined - gone)
        excess = bisect_left(self._shown, self._rows[0].number, key=lambda row: row.number)
        if excess:
            self._worded.difference_update(row.number for row in self._shown[:excess])
            del self._shown[:excess]
            self.removeRows(0, min(excess, self.rowCount()))  # the table may not have grown yet

    def _paint(self, tokens: Tokens) -> None:
        self._repaired = QColor(tokens.live_tint)
        self._muted = QColor(tokens.muted)
        self._worded.clear()
