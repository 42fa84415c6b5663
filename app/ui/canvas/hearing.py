"""Which sockets play to us, with a cable or without: counters in, lit sockets out. Pure: no Qt and no clock."""

from collections.abc import Mapping

from app.ui.canvas.activity import FADE, LIT_FROM
from app.ui.canvas.elements import Socket

HELD = next(until for until, level in reversed(FADE) if level >= LIT_FROM)
"""For so many frames a socket is lit after a message: as long as the line of a cable is."""


class Hearing:
    """Remembers the last counters; a socket whose counter moved is lit for a while."""

    def __init__(self) -> None:
        self._sockets: Mapping[str, Socket] = {}
        self._counts: dict[str, int] = {}
        self._ages: dict[str, int] = {}
        self.lit: frozenset[Socket] = frozenset()
        """What is lit now; the same object as long as nothing changes."""

    def watch(self, meters: Mapping[str, Socket]) -> None:
        """Follow these counters from now on."""
        self._sockets = meters
        self._counts = {meter: count for meter, count in self._counts.items() if meter in meters}
        self._ages = {meter: age for meter, age in self._ages.items() if meter in meters}
        self._light()

    def step(self, counts: Mapping[str, int], frames: int) -> frozenset[Socket]:
        """Give what is lit when so many frames have passed; what was counted before lights nothing."""
        before = self._counts
        now = {meter: counts.get(meter, 0) for meter in self._sockets}
        if now != before:
            moved = [meter for meter, count in now.items() if count > before.get(meter, count)]
            self._counts = now
        elif not self._ages:
            return self.lit
        else:
            moved = []
        self._ages = {meter: age + frames for meter, age in self._ages.items() if age + frames < HELD}
        self._ages |= dict.fromkeys(moved, 0)
        self._light()
        return self.lit

    def _light(self) -> None:
        lit = frozenset(self._sockets[meter] for meter in self._ages)
        if lit != self.lit:
            self.lit = lit
