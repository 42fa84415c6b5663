"""The monitor's tap: a bounded ring that the MIDI thread writes and anybody may read."""

from collections import deque
from itertools import islice
from typing import TypeAlias

RING_ROWS = 100_000
"""About ten minutes of dense playing; 15 MB at the most for short messages."""

Row: TypeAlias = tuple[int, int, int, int, bytes, bool, int | None]
"""Number, stamp in ns, source id, destination id, message, repaired, when it was played if that is known better."""


class MonitorRing:
    """Rows numbered from 1; the oldest fall out. One writer, any readers: appending is one atomic step."""

    def __init__(self, rows: int = RING_ROWS) -> None:
        self._rows: deque[Row] = deque(maxlen=rows)
        self._number = 0

    @property
    def number(self) -> int:
        """The number of the newest row; 0 before the first."""
        return self._number

    def add(
        self,
        stamp_ns: int,
        source: int,
        destination: int,
        message: bytes,
        repaired: bool,
        played_ns: int | None = None,
    ) -> None:
        """Note one message on one hop."""
        self._number += 1
        self._rows.append((self._number, stamp_ns, source, destination, message, repaired, played_ns))

    def after(self, number: int, most: int) -> list[Row]:
        """Give at most `most` rows with a higher number than `number`, the newest ones, oldest first."""
        wanted = min(self._number - number, most)
        if wanted <= 0:
            return []
        newest = self._newest(wanted)
        newest.reverse()
        return [row for row in newest if row[0] > number]

    def _newest(self, count: int) -> list[Row]:
        while True:
            try:
                return list(islice(reversed(self._rows), count))
            except RuntimeError:  # the writer was faster; the next look is as good
                continue
