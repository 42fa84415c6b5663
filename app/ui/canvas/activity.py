"""How brightly each cable glows: counters in, levels out. Pure: no Qt and no clock; one step is one frame."""

from collections.abc import Iterable, Mapping

from app.ui.canvas.elements import CableKey

FADE = ((5, 1.0), (9, 0.7), (13, 0.45), (17, 0.22))
"""Up to which frame after a message a cable has which level.

It holds for a sixth of a second and fades in few steps: what plays all the time is not painted anew all the time.
"""
DARK = FADE[-1][0]


class Activity:
    """Remembers the last counters; a cable of which one moved glows fully, then fades."""

    def __init__(self) -> None:
        self._counts: Mapping[str, int] | None = None
        self._ages: dict[CableKey, int] = {}

    def step(
        self, counts: Mapping[str, int], cables: Iterable[tuple[CableKey, tuple[str, ...]]]
    ) -> dict[CableKey, float]:
        """Give the levels that changed since the last frame; `cables` says which routes are in which cable."""
        changed: dict[CableKey, float] = {}
        ages: dict[CableKey, int] = {}
        for key, routes in cables:
            before = self._ages.get(key, DARK)
            age = 0 if self._moved(counts, routes) else before + 1
            if age < DARK:
                ages[key] = age
            if level_at(age) != level_at(before):
                changed[key] = level_at(age)
        self._counts, self._ages = dict(counts), ages
        return changed

    def _moved(self, counts: Mapping[str, int], routes: tuple[str, ...]) -> bool:
        before = self._counts
        return before is not None and any(counts.get(route, 0) > before.get(route, 0) for route in routes)


def level_at(age: int) -> float:
    """Give the level of a cable so many frames after its last message."""
    return next((level for until, level in FADE if age < until), 0.0)
