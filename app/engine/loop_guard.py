"""The loop guard inside the MIDI thread: watches a source while it is fast, and stops one that loops (design 3)."""

from collections.abc import Callable
from typing import TypeAlias

from app.engine.orders import LoopFound, Report
from app.engine.ticks import TICKS_PER_SECOND
from app.media.echo_watch import REPEATS_PER_S, EchoWatch, Verdict

Arrival: TypeAlias = tuple[bytes, int, int, bool, int | None]
"""Message, ticks, stamp in ns, repaired, when it was played: as the router is fed."""

LOOK_EVERY = 256
"""Messages of a source between two looks at its rate; a power of two, so that the router tests one bit mask."""
SUSPICIOUS_TICKS = LOOK_EVERY * TICKS_PER_SECOND // REPEATS_PER_S
CALM_TICKS = 4 * TICKS_PER_SECOND
CALM_GROWTH = 4
MOST_CALM_TICKS = 64 * TICKS_PER_SECOND
"""A source that went on while it was held is left alone, each time for longer: fast machines must not stutter."""


class _Suspect:
    """A watched source and what of it is held back."""

    __slots__ = ("held", "watch")

    def __init__(self, watch: EchoWatch) -> None:
        self.watch = watch
        self.held: list[Arrival] = []


class LoopGuard:
    """Holds back what a suspicious source plays, at the most one source at a time. Belongs to the MIDI thread.

    `pass_on(source, message, ticks, stamp_ns, repaired, played_ns)` routes what was held; `describe(source)` gives the
    numbers of its routes that a loop can run through, and whether a program on this computer could be part of it.
    """

    def __init__(
        self,
        pass_on: Callable[[int, bytes, int, int, bool, int | None], None],
        describe: Callable[[int], tuple[tuple[int, ...], bool]],
        report: Callable[[Report], None],
        touch: Callable[["LoopGuard"], None],
    ) -> None:
        self.suspects: dict[int, _Suspect] = {}
        """Sources of which every message must be shown to `holds`."""
        self._pass_on = pass_on
        self._describe = describe
        self._report = report
        self._touch = touch
        self._looked_at: dict[int, int] = {}
        self._calm: dict[int, tuple[int, int]] = {}

    def holds(
        self, source: int, message: bytes, ticks: int, stamp_ns: int, repaired: bool, played_ns: int | None
    ) -> bool:
        """Take one message of a suspect, or every `LOOK_EVERY`th of another source.

        True when it is not to be routed now.
        """
        suspect = self.suspects.get(source) or self._consider(source, ticks)
        if suspect is None:
            return False
        watch = suspect.watch
        if watch.verdict is Verdict.LOOP:
            return True
        if not watch.holding and self._other_is_held(suspect):
            return False
        held = watch.feed(message, ticks)
        if held:
            suspect.held.append((message, ticks, stamp_ns, repaired, played_ns))
        self._settle(source, suspect)
        return held

    def let_go(self, source: int) -> None:
        """Pass on what is held of a source and watch it no longer; what a loop left behind is dropped."""
        suspect = self.suspects.pop(source, None)
        if suspect is not None and suspect.watch.verdict is not Verdict.LOOP:
            self._play(source, suspect)

    def let_all_go(self) -> None:
        """Do so for every source."""
        for source in list(self.suspects):
            self.let_go(source)

    def forget(self, source: int) -> None:
        """Know nothing any more of a source whose id never comes again."""
        self.suspects.pop(source, None)
        self._looked_at.pop(source, None)
        self._calm.pop(source, None)

    def forget_all(self) -> None:
        """Drop what is held and watch nothing."""
        self.suspects.clear()

    # -- as something timed --------------------------------------------------------------------------------

    def flush(self, now: int) -> None:
        """Nothing is collected for the end of a turn."""

    def get_timer(self) -> int | None:
        """Give the earliest tick at which a watch wants to judge."""
        open_ones = (each.watch for each in self.suspects.values() if each.watch.verdict is Verdict.OPEN)
        return min((watch.get_timer() for watch in open_ones), default=None)

    def handle_timer(self, now: int) -> None:
        """Let the watches judge."""
        for source, suspect in list(self.suspects.items()):
            suspect.watch.handle_timer(now)
            self._settle(source, suspect)

    # -- inside --------------------------------------------------------------------------------------------

    def _consider(self, source: int, ticks: int) -> _Suspect | None:
        before = self._looked_at.get(source)
        self._looked_at[source] = ticks
        if before is None or ticks - before > SUSPICIOUS_TICKS or ticks < self._calm.get(source, (0, 0))[0]:
            return None
        routes, has_program = self._describe(source)
        if not routes:
            return None
        suspect = self.suspects[source] = _Suspect(EchoWatch(ticks, least=2 if has_program else 1))
        return suspect

    def _settle(self, source: int, suspect: _Suspect) -> None:
        watch = suspect.watch
        self._touch(self)
        if watch.verdict is Verdict.LOOP:
            suspect.held.clear()
            # Others may be part of the same circle; without this source they must prove it again.
            self.suspects = {source: suspect}
            self._report(LoopFound(self._describe(source)[0]))
            return
        if watch.verdict is not Verdict.OPEN:
            self.suspects.pop(source, None)
        if watch.verdict is Verdict.CLEARED:
            self._leave_alone(source, watch.get_timer())
        if not watch.holding and suspect.held:
            self._play(source, suspect)

    def _play(self, source: int, suspect: _Suspect) -> None:
        held, suspect.held = suspect.held, []
        for arrival in held:
            self._pass_on(source, *arrival)

    def _leave_alone(self, source: int, now: int) -> None:
        _, before = self._calm.get(source, (0, CALM_TICKS // CALM_GROWTH))
        wait = min(before * CALM_GROWTH, MOST_CALM_TICKS)
        self._calm[source] = (now + wait, wait)

    def _other_is_held(self, suspect: _Suspect) -> bool:
        return any(each.watch.holding for each in self.suspects.values() if each is not suspect)
