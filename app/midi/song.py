"""Standard MIDI Files read for playing: all tracks as one row of messages, tempo changes resolved.

mido, which knows the format, needs 32 s and 840 MB for a million events. For one pause that goes on for a megabyte it
needs hours, which nothing can end: quitting would wait for them.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, TypeAlias

from app.midi.messages import LENGTHS, SYSEX, SYSEX_END, is_channel, is_whole

DEFAULT_TEMPO_US: Final = 500_000
"""A beat of a file that says nothing: 120 a minute."""
_SYSEX: Final = bytes((SYSEX,))
_SYSEX_END: Final = bytes((SYSEX_END,))
_META: Final = 0xFF
_TEMPO: Final = 0x51
_END_OF_TRACK: Final = 0x2F
_SEVERAL_SONGS: Final = 2
_NUMBER_OCTETS: Final = 4
"""The longest number: 28 bits."""
_CHUNK: Final = struct.Struct(">4sL")
_HEADER: Final = struct.Struct(">hHh")

_Event: TypeAlias = tuple[int, bytes]
"""Ticks from the start, and a whole message; or `_META`, and the three octets of a tempo."""


class SmfError(ValueError):
    """What is no Standard MIDI File that can be played; `place` is the octet at which it stops being one."""

    def __init__(self, code: str, place: int = 0) -> None:
        super().__init__(code)
        self.code = code
        """`none`, `cut`, `songs` (type 2), `frames` (no beats) or `broken`."""
        self.place = place


@dataclass(frozen=True, slots=True)
class Song:
    """A file as it is played: (nanoseconds from the start, whole message) in order, and its length."""

    events: tuple[tuple[int, bytes], ...]
    length_ns: int


def read_song(octets: bytes) -> Song:
    """Read a file in a time that grows only with its size; SmfError for what cannot be played."""
    chunks = _chunks(octets)
    name, start, end = next(chunks, (b"", 0, 0))
    if name != b"MThd":
        raise SmfError("none")
    if end - start < _HEADER.size:
        raise SmfError("cut", end)
    kind, count, per_beat = _HEADER.unpack_from(octets, start)
    if kind == _SEVERAL_SONGS:
        raise SmfError("songs")
    if per_beat <= 0:
        raise SmfError("frames")
    places = [(start, end) for name, start, end in chunks if name == b"MTrk"][:count]
    if len(places) < count:
        raise SmfError("cut", len(octets))
    tracks = [_Track(octets, start, end) for start, end in places]
    events = [event for track in tracks for event in track.events()]
    events.sort(key=itemgetter(0))
    return _timed(events, max((track.ticks for track in tracks), default=0), per_beat)


def _chunks(octets: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Give the name of each chunk, and where it begins and ends; those that nobody knows are to be passed over."""
    start = 0
    while start + _CHUNK.size <= len(octets):
        name, size = _CHUNK.unpack_from(octets, start)
        start += _CHUNK.size
        if start == _CHUNK.size and name != b"MThd":
            raise SmfError("none")
        if start + size > len(octets):
            raise SmfError("cut", len(octets))
        yield name, start, start + size
        start += size


class _Track:
    """Reads one track from `place` to `end`; `ticks` is how far it has come, in the end its length."""

    def __init__(self, octets: bytes, place: int, end: int) -> None:
        self.ticks = 0
        self._octets = octets
        self._place = place
        self._end = end
        self._open: bytearray | None = None
        """A SysEx that goes on in a later event."""

    def events(self) -> Iterator[_Event]:
        """Give what there is to play, and the tempo."""
        running = 0
        while self._place < self._end:
            self.ticks += self._number()
            status = self._octets[self._place] if self._place < self._end else 0
            if status < 0x80:
                status = running  # as if it were written again
            else:
                self._place += 1
            if status == _META:
                kind, data = self._take(1)[0], self._take(self._number())
                if kind == _END_OF_TRACK:
                    break
                if kind == _TEMPO and len(data) == 3:
                    yield self.ticks, bytes((_META, *data))
                continue
            if status != SYSEX_END:
                yield from self._closed()
            if status in (SYSEX, SYSEX_END):
                yield from self._sysex(status, self._take(self._number()))
                continue
            if is_channel(status):
                running = status
            yield self.ticks, self._message(status)
        yield from self._closed()

    def _message(self, status: int) -> bytes:
        length = LENGTHS[status]
        if length is None:
            raise SmfError("broken", self._place)
        message = bytes((status,)) + self._take(length - 1)
        if not message[1:].isascii():
            raise SmfError("broken", self._place - length)
        return message

    def _sysex(self, status: int, data: bytes) -> Iterator[_Event]:
        """Take an F0 event, or an F7 event: the rest of a SysEx, or anything at all."""
        if status == SYSEX_END and self._open is None:
            if is_whole(data):
                yield self.ticks, data
            return
        inside = data.removeprefix(_SYSEX).removesuffix(_SYSEX_END)
        if not inside.isascii():
            raise SmfError("broken", self._place - len(data))
        self._open = bytearray(_SYSEX) if self._open is None else self._open
        self._open += inside
        if data.endswith(_SYSEX_END):
            yield from self._closed()

    def _closed(self) -> Iterator[_Event]:
        """Give the SysEx that is open, with its end; several programs write files without."""
        message, self._open = self._open, None
        if message is not None:
            yield self.ticks, bytes(message + _SYSEX_END)

    def _number(self) -> int:
        """Read a number of variable length."""
        number = 0
        for place in range(self._place, min(self._place + _NUMBER_OCTETS, self._end)):
            octet = self._octets[place]
            number = number << 7 | octet & 0x7F
            if octet < 0x80:
                self._place = place + 1
                return number
        raise SmfError("broken", self._place)

    def _take(self, count: int) -> bytes:
        start, self._place = self._place, self._place + count
        if self._place > self._end:
            raise SmfError("broken", start)
        return self._octets[start : self._place]


def _timed(events: Iterable[_Event], length: int, per_beat: int) -> Song:
    ns_per_tick = DEFAULT_TEMPO_US * 1000 / per_beat
    played: list[tuple[int, bytes]] = []
    at_ns, at = 0.0, 0
    for ticks, message in events:
        at_ns += (ticks - at) * ns_per_tick
        at = ticks
        if message[0] == _META:
            ns_per_tick = int.from_bytes(message[1:]) * 1000 / per_beat
        else:
            played.append((round(at_ns), message))
    return Song(tuple(played), round(at_ns + (length - at) * ns_per_tick))


def played_time(seconds: float) -> str:
    """Write minutes and seconds as players do."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
