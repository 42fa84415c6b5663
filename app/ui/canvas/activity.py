"""How brightly each cable glows: counters in, levels out. Pure: no Qt and no clock; one step is one frame."""

from collections.abc import Iterable, Mapping

from app.ui.canvas.elements import CableKey

FADE = 0.86
"""What is left of a glow after one frame: gone after about a second at 30 frames."""
DARK = 0.04
"""Below this nobody sees it."""


class Activity:
    """Remembers the last counters; a cable of which one moved glows fully and then fades."""

    def __init__(self) -> None:
        self._counts: Mapping[str, int] | None = None
        self._levels: dict[CableKey, float] = {}

    def step(
        self, counts: Mapping[str, int], cables: Iterable[tuple[CableKey, tuple[str, ...]]]
    ) -> dict[CableKey, float]:
        """Give the levels that changed since the last frame; `cables` says which routes are in which cable."""
        levels = {key: self._level(key, counts, routes) for key, routes in cables}
        changed = {key: level for key, level in levels.items() if level != self._levels.get(key, 0.0)}
        self._counts = dict(counts)
        self._levels = {key: level for key, level in levels.items() if level}
        return changed

    def _level(self, key: CableKey, counts: Mapping[str, int], routes: tuple[str, ...]) -> float:
        before = self._counts
        if before is not None and any(counts.get(route, 0) > before.get(route, 0) for route in routes):
            return 1.0
        faded = self._levels.get(key, 0.0) * FADE
        return faded if faded > DARK else 0.0
