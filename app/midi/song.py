"""Standard MIDI Files read for playing: all tracks as one row of messages, tempo changes resolved.

mido knows the format. It reads whatever length a pause claims to have, so what is read through it has a guard.
"""

import io
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, TypeAlias

import mido

from app.midi.smf import LONGEST_STEP_TICKS

DEFAULT_TEMPO_US: Final = 500_000
"""A beat of a file that says nothing: 120 a minute."""
LONGEST_RUN: Final = 10_000
"""Octets in a row with their highest bit: more are no text, and a pause of a megabyte would be counted for hours."""
_SEVERAL_SONGS: Final = 2

_Event: TypeAlias = tuple[int, int | bytes]
"""Ticks from the start, and a whole message or a tempo in microseconds for a beat."""


class SmfError(ValueError):
    """What is no Standard MIDI File that can be played; `place` is the octet at which it stops being one."""

    def __init__(self, code: str, place: int = 0) -> None:
        super().__init__(code)
        self.code = code
        """`none`, `cut`, `songs` (type 2), `frames` (no beats), `pause` (one of years) or `broken`."""
        self.place = place


@dataclass(frozen=True, slots=True)
class Song:
    """A file as it is played: (nanoseconds from the start, whole message) in order, and its length."""

    events: tuple[tuple[int, bytes], ...]
    length_ns: int


class _Guarded(io.BytesIO):
    """A file for a reader that takes octet by octet; raises ValueError where a number would never end."""

    _run = 0

    def read(self, size: int | None = -1) -> bytes:
        octets = super().read(size)
        self._run = self._run + 1 if size == 1 and octets >= b"\x80" else 0
        if self._run > LONGEST_RUN:
            raise ValueError("a number without an end")
        return octets


def read_song(octets: bytes) -> Song:
    """Read a file; SmfError for what cannot be played."""
    if octets[:4] != b"MThd":
        raise SmfError("none")
    source = _Guarded(octets)
    try:
        file = mido.MidiFile(file=source)
    except EOFError as error:
        raise SmfError("cut", source.tell()) from error
    except (OSError, ValueError, LookupError, TypeError, struct.error) as error:  # whatever its decoders meet
        raise SmfError("broken", source.tell()) from error
    if file.type == _SEVERAL_SONGS:
        raise SmfError("songs")
    if file.ticks_per_beat <= 0:
        raise SmfError("frames")
    events: list[_Event] = []
    length = 0
    while file.tracks:  # taken off one by one: what mido makes of an event is some 800 octets
        length = max(length, _gather(file.tracks.pop(0), events))
    events.sort(key=itemgetter(0))
    return _timed(events, length, file.ticks_per_beat)


def _gather(track: Iterable[mido.messages.BaseMessage], events: list[_Event]) -> int:
    """Add what a track has to play, and its tempo; give its length in ticks."""
    at = 0
    for message in track:
        if message.time > LONGEST_STEP_TICKS:
            raise SmfError("pause")
        at += message.time
        if message.type == "set_tempo":
            events.append((at, message.tempo))
        elif not message.is_meta:
            events.append((at, bytes(message.bytes())))
    return at


def _timed(events: Iterable[_Event], length: int, per_beat: int) -> Song:
    ns_per_tick = DEFAULT_TEMPO_US * 1000 / per_beat
    played: list[tuple[int, bytes]] = []
    at_ns, at = 0.0, 0
    for ticks, event in events:
        at_ns += (ticks - at) * ns_per_tick
        at = ticks
        if isinstance(event, int):
            ns_per_tick = event * 1000 / per_beat
        else:
            played.append((round(at_ns), event))
    return Song(tuple(played), round(at_ns + (length - at) * ns_per_tick))


def played_time(seconds: float) -> str:
    """Write minutes and seconds as players do."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
