"""Scenes that are called by what somebody plays: noticed in the MIDI thread, carried out by the engine.

A source that calls no scene costs its messages one look-up; with no such source at all they cost nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from app.engine.orders import Report, SceneCalled
from app.midi.cues import Cue

Cues: TypeAlias = Mapping[int, tuple[tuple[Cue, str], ...]]
"""By the id of the source: what it calls with which cue."""


class CueWatch:
    """Looks at what sources of cues play. Belongs to the MIDI thread."""

    def __init__(self, report: Callable[[Report], None]) -> None:
        self.sources: dict[int, dict[tuple[int, int | None], list[tuple[Cue, str]]]] = {}
        """Whoever feeds the router asks only about these; empty as long as no scene has a cue."""
        self._report = report
        self._down: set[tuple[int, Cue]] = set()

    def install(self, cues: Cues) -> None:
        """Watch for these from now on."""
        self.sources = {source: _by_key(each) for source, each in cues.items() if each}
        self._down = {(source, cue) for source, cue in self._down if source in self.sources}

    def look(self, source: int, message: bytes) -> None:
        """Take one whole message of a source of cues; tells which scene it calls."""
        keys = self.sources[source]
        status = message[0]
        index = message[1] if len(message) > 1 else None
        for cue, scene in (*keys.get((status, index), ()), *keys.get((status, None), ())):
            called = cue.is_called_by(message)
            if called and (source, cue) not in self._down:
                self._report(SceneCalled(scene))
            self._remember(source, cue, called)

    def _remember(self, source: int, cue: Cue, called: bool) -> None:
        """A pedal that is pressed says so many times; it calls once, until it was let go."""
        if cue.spec.kind == "cc" and called:
            self._down.add((source, cue))
        else:
            self._down.discard((source, cue))


def _by_key(
    cues: Iterable[tuple[Cue, str]],
) -> dict[tuple[int, int | None], list[tuple[Cue, str]]]:
    found: dict[tuple[int, int | None], list[tuple[Cue, str]]] = {}
    for cue, scene in cues:
        found.setdefault(cue.key, []).append((cue, scene))
    return found
