"""MIDI Time Code as Chapter F defines it (wire sheet 8.4): the latest time and the one in progress."""

from typing import Final, NamedTuple

from app.midi.messages import QUARTER_FRAME, SYSEX, SYSEX_END

_FULL_FRAME_OCTETS: Final = 10
_FRAMES_PER_SECOND: Final = (24, 25, 30, 30)
_DROP_FRAME_RATE: Final = 2
_SERIES: Final = 8
_FORWARD_OFFSET_FRAMES: Final = 2
"""A forward series needs two frames to say one, so it is two frames old when it is complete."""


class Time(NamedTuple):
    """A time code value; `rate` 0 is 24 frames, 1 is 25, 2 is 30 drop-frame, 3 is 30."""

    rate: int
    hours: int
    minutes: int
    seconds: int
    frames: int

    def full_frame(self) -> bytes:
        """Give the Full Frame message that locates here, for all devices."""
        head = self.rate << 5 | self.hours
        return bytes((SYSEX, 0x7F, 0x7F, 1, 1, head, self.minutes, self.seconds, self.frames, SYSEX_END))

    def later(self, frames: int) -> "Time":
        """Give the time some frames later (below a second); drop-frame skips its numbers."""
        rate, hours, minutes, seconds, number = self
        number += frames
        carry, number = divmod(number, _FRAMES_PER_SECOND[rate])
        carry, seconds = divmod(seconds + carry, 60)
        if carry and rate == _DROP_FRAME_RATE and (minutes + 1) % 10:
            number += 2
        carry, minutes = divmod(minutes + carry, 60)
        return Time(rate, (hours + carry) % 24, minutes, seconds, number)


def is_full_frame(message: bytes) -> bool:
    """Tell whether a SysEx message is an MTC Full Frame, for any device."""
    return len(message) == _FULL_FRAME_OCTETS and message[1] == 0x7F and message[3:5] == b"\x01\x01"


def time_of_fields(fields: bytes) -> Time:
    """Read HR MN SC FR of a Full Frame or of COMPLETE with Q=0."""
    head, minutes, seconds, frames = fields
    return Time(head >> 5 & 3, head & 0x1F, minutes, seconds, frames)


def time_of_nibbles(nibbles: tuple[int, ...]) -> Time:
    """Read the eight data nibbles MT0 to MT7."""
    low = [nibbles[at] | nibbles[at + 1] << 4 for at in range(0, _SERIES, 2)]
    frames, seconds, minutes, head = low
    return Time(head >> 5 & 3, head & 0x1F, minutes & 0x3F, seconds & 0x3F, frames & 0x1F)


def nibbles_of_time(time: Time) -> tuple[int, ...]:
    """Give the eight data nibbles MT0 to MT7."""
    fields = (time.frames, time.seconds, time.minutes, time.rate << 5 | time.hours)
    return tuple(nibble for field in fields for nibble in (field & 15, field >> 4))


class Timecode(NamedTuple):
    """Latest complete time, its form, and the nibbles of the series in progress in the order they came."""

    complete: Time | None = None
    by_quarter_frames: bool = False
    partial: tuple[int, ...] = ()
    reverse: bool = False
    broken: bool = False
    """An illegal series of quarter frames is in progress: nothing to restore."""

    def after(self, message: bytes) -> "Timecode":
        """Give the state after a quarter frame or a Full Frame."""
        if message[0] != QUARTER_FRAME:
            return Timecode(time_of_fields(message[5:9]))
        return self._after_quarter(message[1] >> 4, message[1] & 15)

    @property
    def point(self) -> int:
        """POINT: type of the latest quarter frame in progress; without one 7, or 0 in reverse."""
        if not self.partial:
            return 0 if self.reverse else _SERIES - 1
        return _SERIES - len(self.partial) if self.reverse else len(self.partial) - 1

    def ordered_partial(self) -> tuple[int, ...]:
        """Give MT0 to MT7 of the series in progress, unused ones 0."""
        missing = (0,) * (_SERIES - len(self.partial))
        return missing + self.partial[::-1] if self.reverse else self.partial + missing

    def quarter_frames(self) -> list[bytes]:
        """List the quarter frame messages of the series in progress."""
        types = range(_SERIES - 1, -1, -1) if self.reverse else range(_SERIES)
        return [
            bytes((QUARTER_FRAME, kind << 4 | nibble))
            for kind, nibble in zip(types, self.partial, strict=False)
        ]

    def _after_quarter(self, kind: int, nibble: int) -> "Timecode":
        partial = self.partial
        if partial:
            forward_next = not self.reverse and kind == len(partial)
            reverse_next = self.reverse and kind == _SERIES - 1 - len(partial)
            if forward_next or reverse_next:
                return self._extended((*partial, nibble))
        if kind == 0:
            return Timecode(self.complete, self.by_quarter_frames, (nibble,))
        if kind == _SERIES - 1:
            return Timecode(self.complete, self.by_quarter_frames, (nibble,), reverse=True)
        return Timecode(self.complete, self.by_quarter_frames, (), self.reverse, broken=True)

    def _extended(self, partial: tuple[int, ...]) -> "Timecode":
        if len(partial) < _SERIES:
            return self._replace(partial=partial)
        if self.reverse:
            return Timecode(time_of_nibbles(partial[::-1]), True, (), True)
        return Timecode(time_of_nibbles(partial).later(_FORWARD_OFFSET_FRAMES), True)
