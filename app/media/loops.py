"""Circles among our own cables, seen before anything is played: the composed map is followed (design 3, loop guard).

Only what is certain counts. A device may or may not send back what it gets; a loopback port always does.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from app.media.routes import Hop
from app.midi.messages import NOTE_OFF, PITCH_BEND, PROGRAM_CHANGE

Cables: TypeAlias = Mapping[int, Sequence[Hop]]
Returns: TypeAlias = Mapping[int, int]
"""What is sent to the destination of the first id comes back, by itself, from the source of the second."""

MOST_STEPS: Final = 100_000
"""Of a search: more than the probes need in any circle of plain cables, and a tenth of a second."""

_VALUE: Final = 64
_SYSTEM: Final = (b"\xf0\x7d\xf7", b"\xf2\x40\x40", b"\xf6", b"\xf8", b"\xfa", b"\xfc")

_Place: TypeAlias = tuple[int, bytes]


def closes_circle(cables: Cables, returns: Returns, start: int) -> bool:
    """Tell whether some message from the source `start` would go round for ever.

    A circle of cables through which every message dies out or is mapped to something else is none.
    """
    if not _comes_back(cables, returns, start):
        return False
    settled: set[_Place] = set()
    return any(_goes_round(cables, returns, (start, probe), settled) for probe in _probes())


def _comes_back(cables: Cables, returns: Returns, start: int) -> bool:
    """Tell whether the cables alone, whatever they make of a message, lead from a source to itself."""
    seen, waiting = set[int](), [start]
    while waiting:
        for hop in cables.get(waiting.pop(), ()):
            source = returns.get(hop.destination)
            if source == start:
                return True
            if source is not None and source not in seen:
                seen.add(source)
                waiting.append(source)
    return False


def _goes_round(cables: Cables, returns: Returns, probe: _Place, settled: set[_Place]) -> bool:
    """Walk depth first; a place met again on the way to itself is a circle."""
    path: dict[_Place, Iterator[_Place]] = {probe: _next(cables, returns, probe)}
    while path and len(settled) < MOST_STEPS:
        place, ways = next(reversed(path.items()))
        following = next(ways, None)
        if following is None:
            settled.add(place)
            del path[place]
        elif following in path:
            return True
        elif following not in settled:
            path[following] = _next(cables, returns, following)
    return False


def _next(cables: Cables, returns: Returns, place: _Place) -> Iterator[_Place]:
    source, message = place
    for hop in cables.get(source, ()):
        # What remembers may answer differently each time: nothing is certain about it.
        if hop.destination in returns and hop.make is None:
            for each in (message,) if hop.transform is None else hop.transform(message):
                yield returns[hop.destination], each


def _probes() -> Iterator[bytes]:
    """Give one message of every kind, channel and number."""
    for status in range(NOTE_OFF, PROGRAM_CHANGE):
        yield from (bytes((status, number, _VALUE)) for number in range(128))
    yield from (bytes((status, _VALUE)) for status in range(PROGRAM_CHANGE, PITCH_BEND))
    yield from (bytes((status, _VALUE, _VALUE)) for status in range(PITCH_BEND, 0xF0))
    yield from _SYSTEM
