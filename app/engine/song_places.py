"""Places in the middle of a song: what it has set by then, and how long it takes to set that."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Final

from app.engine.play_orders import Events, Place
from app.engine.ticks import CABLE_TICKS_PER_OCTET, TICKS_PER_MS
from app.midi.chase import Chase
from app.midi.messages import SYSEX

SYSEX_REST_TICKS: Final = 60 * TICKS_PER_MS
"""After each SysEx, as after those of a file: a reset takes devices a while."""
_UNIVERSAL_REALTIME: Final = 0x7F
_MOVING: Final = frozenset((b"\x01", b"\x05", b"\x06", b"\x07"))
"""Time code and transport: they set nothing, they start and stop machines."""


def place_at(events: Events, ticks: int, *, sysex: bool) -> Place:
    """Gather what a song sets before `ticks`, its SysEx only if wanted; takes a second for a million events."""
    chase = Chase()
    sent: dict[bytes, None] = {}
    for _, message in events[: index_at(events, ticks)]:
        chase.feed(message)
        if sysex and _sets(message):
            sent.pop(message, None)  # of two that are equal the later decides
            sent[message] = None
    return Place(ticks, tuple(sent), tuple(chase.messages()))


def index_at(events: Events, ticks: int) -> int:
    """Find the first event that is not before `ticks`."""
    return bisect_left(events, ticks, key=itemgetter(0))


def spaced(sysex: Iterable[bytes], messages: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Give each message and the ticks until the next: as fast as a MIDI cable, with a rest after each SysEx."""
    for message in sysex:
        yield cable_ticks(message) + SYSEX_REST_TICKS, message
    for message in messages:
        yield cable_ticks(message), message


def cable_ticks(message: bytes) -> int:
    """Tell how long a MIDI cable takes for a message."""
    return round(len(message) * CABLE_TICKS_PER_OCTET)


def _sets(message: bytes) -> bool:
    return message[0] == SYSEX and not (message[1] == _UNIVERSAL_REALTIME and message[3:4] in _MOVING)
