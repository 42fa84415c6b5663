"""Standard MIDI Files as they are written: tracks that grow event by event, and whole files made of them.

mido knows the format. It writes a file only as a whole and from a million objects, so growing tracks are octets here.
"""

import io
import struct
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import mido
from mido.midifiles.meta import encode_variable_int
from mido.midifiles.midifiles import write_chunk

from app.midi.messages import SYSEX, is_whole

TICKS_PER_BEAT: Final = 9600
TEMPO_US: Final = 500_000
"""120 beats a minute: a tick is 52 microseconds, so that a tenth of a millisecond survives, and 9600 is a multiple of
all that sequencers count in (96, 480, 960)."""
TICKS_PER_S: Final = TICKS_PER_BEAT * 1_000_000 // TEMPO_US
LONGEST_STEP_TICKS: Final = 0x0FFF_FFFF
"""What a delta time can say: nearly four hours."""
CHARSET: Final = "utf-8"
_END: Final = bytes((0, *mido.MetaMessage("end_of_track").bytes()))
_HEADER: Final = struct.Struct(">hhh")


class Track:
    """One track as octets. Times in nanoseconds from the start of the file, never running backwards."""

    def __init__(self, name: str) -> None:
        self.octets = bytearray((0, *_text("track_name", name)))
        self.messages = 0
        self._ticks = 0

    def add(self, at_ns: int, message: bytes) -> None:
        """Append one message; `is_kept` tells which."""
        self._step(at_ns)
        if message[0] == SYSEX:
            self.octets += bytes((SYSEX, *encode_variable_int(len(message) - 1)))
            self.octets += message[1:]
        else:
            self.octets += message
        self.messages += 1

    def note_device(self, at_ns: int, name: str) -> None:
        """Say where the following messages come from."""
        self._step(at_ns)
        self.octets += bytes(_text("device_name", name))

    def _step(self, at_ns: int) -> None:
        ticks = max(round(at_ns * TICKS_PER_S / 1e9), self._ticks)
        step, self._ticks = ticks - self._ticks, ticks
        while step > LONGEST_STEP_TICKS:
            self.octets += bytes((*encode_variable_int(LONGEST_STEP_TICKS), *_text("text", "")))
            step -= LONGEST_STEP_TICKS
        self.octets += bytes(encode_variable_int(step))


def is_kept(message: bytes) -> bool:
    """Tell whether a message belongs in a file: channel messages and SysEx do, clock and other real-time do not."""
    return message[0] <= SYSEX


def tempo_track(name: str) -> Track:
    """Make the first track of a file: its name, its tempo, no notes."""
    track = Track(name)
    track.octets += bytes((0, *mido.MetaMessage("set_tempo", tempo=TEMPO_US).bytes()))
    return track


def compose(tracks: Iterable[Track]) -> Iterator[bytes]:
    """Give the parts of a whole file of type 1, the first track being `tempo_track`'s."""
    every = list(tracks)
    yield header(1, len(every))
    for track in every:
        yield _chunk(b"MTrk", bytes(track.octets) + _END)


def header(kind: int, tracks: int) -> bytes:
    """Give the head of a file of type 0 or 1."""
    return _chunk(b"MThd", _HEADER.pack(kind, tracks, TICKS_PER_BEAT))


def end_of_track() -> bytes:
    """Give what ends a track."""
    return _END


def sorted_tracks(name: str, events: Iterable[tuple[int, str, bytes]]) -> list[Track]:
    """Part (nanoseconds, track name, message), oldest first, into tracks by name; `is_kept` ones only."""
    tracks: dict[str, Track] = {}
    for at_ns, track, message in events:
        if is_kept(message) and is_whole(message):
            if track not in tracks:
                tracks[track] = Track(track)
            tracks[track].add(at_ns, message)
    return [tempo_track(name), *tracks.values()]


def _text(kind: str, text: str) -> bytes:
    with mido.midifiles.meta.meta_charset(CHARSET):
        return bytes(mido.MetaMessage(kind, **{_FIELDS[kind]: text}).bytes())


_FIELDS: Final[Mapping[str, str]] = {"track_name": "name", "device_name": "name", "text": "text"}


def _chunk(name: bytes, octets: bytes) -> bytes:
    into = io.BytesIO()
    write_chunk(into, name, octets)
    return into.getvalue()
