"""What a cable lets through: channels, types, notes and transposition as one function (design 3, 6)."""

from collections.abc import Iterable
from typing import Final

from app.media.routes import Transform
from app.midi.messages import (
    ACTIVE_SENSING,
    CHANNEL_PRESSURE,
    CONTROL_CHANGE,
    NOTE_OFF,
    NOTE_ON,
    PITCH_BEND,
    POLY_PRESSURE,
    PROGRAM_CHANGE,
    SYSEX,
)
from app.model.patch import MessageType, Route

_NOTE_KINDS: Final = frozenset((NOTE_OFF, NOTE_ON, POLY_PRESSURE))

_KINDS: Final[dict[MessageType, tuple[int, ...]]] = {
    "note": (NOTE_OFF, NOTE_ON),
    "pressure": (POLY_PRESSURE,),
    "cc": (CONTROL_CHANGE,),
    "program": (PROGRAM_CHANGE,),
    "aftertouch": (CHANNEL_PRESSURE,),
    "pitch": (PITCH_BEND,),
}
"""`aftertouch` is the channel's, `pressure` is the single key's, as in channel specs."""

_SYSTEM: Final[dict[MessageType, tuple[int, ...]]] = {
    "sysex": (SYSEX,),
    "common": (0xF1, 0xF2, 0xF3, 0xF6, 0xFF),
    "clock": (0xF8, 0xFA, 0xFB, 0xFC),
    "sensing": (ACTIVE_SENSING,),
}
"""Reset counts as common: it is a command to the device, not to its clock."""

_EVERYTHING: Final = frozenset(range(0x80, 0xF0)).union(*_SYSTEM.values())

_BLOCK: Final[tuple[bytes, ...]] = ()


def compile_transform(route: Route) -> Transform | None:
    """Make the function of a route's filter and transposition; None when every message passes unchanged.

    Without `types` everything passes but active sensing, which tells of one cable only (design 3). `channels`
    and `notes` concern channel messages and notes; a note that is moved outside 0..127 is dropped.
    """
    passing = _passing_statuses(route)
    if route.notes is None and not route.transpose:
        if passing >= _EVERYTHING:
            return None
        return _status_filter(passing)
    lowest, highest = route.notes or (0, 127)
    return _note_filter(passing, lowest, highest, route.transpose)


def _passing_statuses(route: Route) -> frozenset[int]:
    """List the status octets that pass, channels included."""
    channels = [channel - 1 for channel in route.channels] or range(16)
    if not route.types:
        everything = set(range(0xF0, 0x100)) - {ACTIVE_SENSING}
        return frozenset(everything | _on_channels(range(0x80, 0xF0, 0x10), channels))
    statuses: set[int] = set()
    for kind in route.types:
        statuses |= _on_channels(_KINDS.get(kind, ()), channels)
        statuses |= set(_SYSTEM.get(kind, ()))
    return frozenset(statuses)


def _on_channels(kinds: Iterable[int], channels: Iterable[int]) -> set[int]:
    return {kind | channel for kind in kinds for channel in channels}


def _status_filter(passing: frozenset[int]) -> Transform:
    def transform(message: bytes) -> tuple[bytes, ...]:
        return (message,) if message[0] in passing else _BLOCK

    return transform


def _note_filter(passing: frozenset[int], lowest: int, highest: int, transpose: int) -> Transform:
    def transform(message: bytes) -> tuple[bytes, ...]:
        status = message[0]
        if status not in passing:
            return _BLOCK
        if status & 0xF0 not in _NOTE_KINDS:
            return (message,)
        note = message[1]
        moved = note + transpose
        if not lowest <= note <= highest or not 0 <= moved <= 127:
            return _BLOCK
        return (bytes((status, moved, message[2])),)

    return transform
