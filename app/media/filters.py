"""What a cable lets through, and how it shapes notes and channels, as one function (design 3, 6)."""

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
from app.model.patch import WHOLE_VELOCITY, MessageType, Route, VelocityCurve

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

_BENDS: Final[dict[VelocityCurve, float]] = {"linear": 1.0, "soft": 0.6, "hard": 1.7}
"""Exponents as keyboards have them: a medium touch of 64 comes out at about 83 or 39."""

_BLOCK: Final[tuple[bytes, ...]] = ()


def compile_transform(route: Route) -> Transform | None:
    """Make the function of a route without its maps; None when every message passes unchanged.

    Without `types` everything passes but active sensing, which tells of one cable only (design 3). `channels`
    and `notes` concern channel messages and notes; a note that is moved outside 0..127 is dropped.
    """
    passing = passing_statuses(route)
    as_played = not route.transpose and _velocities(route) == bytes(range(128))
    if as_played and route.notes is None and route.to_channel is None:
        return None if passing >= _EVERYTHING else _status_filter(passing)
    return _shape(passing, route)


def passing_statuses(route: Route) -> frozenset[int]:
    """List the status octets that a route lets in, channels included."""
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


def _shape(passing: frozenset[int], route: Route) -> Transform:
    lowest, highest = route.notes or (0, 127)
    transpose, moved_statuses, velocities = route.transpose, _statuses(route.to_channel), _velocities(route)

    def transform(message: bytes) -> tuple[bytes, ...]:
        status = message[0]
        if status not in passing:
            return _BLOCK
        to, kind = moved_statuses[status], status & 0xF0
        if kind not in _NOTE_KINDS:
            return (message,) if to == status else (bytes((to,)) + message[1:],)
        note, value = message[1], message[2]
        moved = note + transpose
        if not lowest <= note <= highest or not 0 <= moved <= 127:
            return _BLOCK
        return (bytes((to, moved, velocities[value] if kind == NOTE_ON else value)),)

    return transform


def _statuses(to_channel: int | None) -> bytes:
    """Give for each status octet the one it becomes."""
    if to_channel is None:
        return bytes(range(256))
    return bytes(
        status & 0xF0 | (to_channel - 1) if 0x80 <= status < 0xF0 else status for status in range(256)
    )


def _velocities(route: Route) -> bytes:
    """Give for each velocity the one it becomes; 0 ends a note and stays."""
    first, last = WHOLE_VELOCITY
    softest, loudest = route.velocity_range
    shares = (
        ((velocity - first) / (last - first)) ** _BENDS[route.velocity_curve]
        for velocity in range(first, last + 1)
    )
    return bytes((0, *(softest + round(share * (loudest - softest)) for share in shares)))
