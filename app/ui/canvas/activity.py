"""How brightly each cable glows: counters in, levels out. Pure: no Qt and no clock; a step is a frame or two."""

from collections.abc import Iterable, Mapping

from app.ui.canvas.elements import Cable, CableKey

FADE = ((5, 1.0), (9, 0.7), (13, 0.45), (17, 0.22))
"""Up to which frame after a message a cable has which level.

It holds for a sixth of a second and fades in few steps: what plays all the time is not painted anew all the time.
"""
DARK = FADE[-1][0]
LEVELS = tuple(next(level for until, level in FADE if age < until) for age in range(DARK))
LIT_FROM = 0.5
"""From this level on the line itself is alight; below it only the glow around it fades."""
CALM = 30
"""With more cables alight than this, only the lines are: so many glows would cost more than a frame has."""
CALM_AGAIN = 20
CROWD_FRAMES = 2
"""A step stands for so many frames then: in a crowd nobody sees when a single line lights up, and each step costs."""


class Activity:
    """Remembers the last counters; a cable of which one moved glows fully, then fades.

    A step looks at the counters, at what plays and at what is alight, not at every cable.
    """

    def __init__(self) -> None:
        self._counts: Mapping[str, int] | None = None
        self._keys: tuple[CableKey, ...] = ()
        self._places: dict[str, int] = {}
        self._ages: dict[int, int] = {}
        self.is_calm = True
        """Whether so few cables are alight that there may be a glow around each."""

    @property
    def frames(self) -> int:
        """For how many frames the next step stands, and how long it may be until then."""
        return 1 if self.is_calm else CROWD_FRAMES

    def watch(self, cables: Iterable[Cable]) -> None:
        """Follow these cables from now on."""
        before = {self._keys[place]: age for place, age in self._ages.items()}
        watched = tuple(cables)
        self._keys = tuple(cable.key for cable in watched)
        self._places = {route.id: place for place, cable in enumerate(watched) for route in cable.routes}
        self._ages = {place: before[key] for place, key in enumerate(self._keys) if key in before}

    def step(self, counts: Mapping[str, int]) -> dict[CableKey, float]:
        """Give the levels that changed since the last frame; all that are alight when calm began or ended."""
        moved = self._moved(counts)
        self._counts = dict(counts)
        before, passed = self._ages, self.frames
        ages = {place: age + passed for place, age in before.items() if age + passed < DARK}
        ages |= dict.fromkeys(moved, 0)
        was_calm, self.is_calm = self.is_calm, len(ages) <= (CALM if self.is_calm else CALM_AGAIN)
        self._ages = ages
        level = level_at if self.is_calm else crowd_level_at
        return {
            self._keys[place]: level(ages.get(place, DARK))
            for place in before.keys() | moved
            if was_calm != self.is_calm or level(ages.get(place, DARK)) != level(before.get(place, DARK))
        }

    def _moved(self, counts: Mapping[str, int]) -> set[int]:
        """Give the places of the cables that played."""
        before, places = self._counts, self._places
        if before is None:
            return set()
        return {
            places[route]
            for route, count in counts.items()
            if count > before.get(route, 0) and route in places
        }


def level_at(age: int) -> float:
    """Give the level of a cable so many frames after its last message."""
    return LEVELS[age] if age < DARK else 0.0


def crowd_level_at(age: int) -> float:
    """Give the same where only lines are alight: 1 or 0."""
    return 1.0 if level_at(age) >= LIT_FROM else 0.0
