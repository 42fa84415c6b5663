"""System Exclusive in segments (RFC 6295 3.2, wire sheet 4.3): cut when sending, joined when reading."""

from collections.abc import Iterator
from typing import Final

from app.midi.messages import SYSEX_LIMIT_OCTETS

SEGMENT_OCTETS: Final = 256
"""Fits any path and the small buffers of embedded peers; leaves room for the journal."""

_BEGIN: Final = 0xF0
_CANCEL: Final = 0xF4
_UNFINISHED: Final = b"\xf0"
_END: Final = b"\xf7"
CANCEL: Final = b"\xf7\xf4"
"""The segment that voids the SysEx in progress."""


def segments(message: bytes, size: int = SEGMENT_OCTETS) -> list[bytes]:
    """Cut a whole SysEx in list elements of at most `size` octets (at least 4), head and tail included."""
    return list(cut(message, size))


def cut(message: bytes, size: int = SEGMENT_OCTETS) -> Iterator[bytes]:
    """Give the same segments one by one: cutting a megabyte at once takes longer than a note should wait."""
    if len(message) <= size:
        yield message
        return
    room, head = size - 2, _UNFINISHED
    for at in range(1, len(message) - 1, room):
        end = at + room
        yield (
            head
            + message[at : min(end, len(message) - 1)]
            + (_UNFINISHED if end < len(message) - 1 else _END)
        )
        head = _END


def is_segment(octets: bytes) -> bool:
    """Tell whether this is one piece of a longer SysEx: a first, middle or last segment, or CANCEL."""
    if len(octets) < 2 or not octets[1:-1].isascii():
        return False
    head, tail = octets[:1], octets[-1:]
    if head == _UNFINISHED:
        return tail == _UNFINISHED and len(octets) > 2
    return octets == CANCEL or (head == _END and (tail == _END or (tail == _UNFINISHED and len(octets) > 2)))


class SysexAssembler:
    """Joins the segments of one stream to whole messages, F0 ... F7. One SysEx at a time, as the RFC has it.

    `dropped` counts messages that began and never became whole: cancelled, abandoned, too long. `stray`
    counts segments of a message whose start was never seen.
    """

    def __init__(self, limit: int = SYSEX_LIMIT_OCTETS) -> None:
        self.dropped = 0
        self.stray = 0
        self._limit = limit
        self._held = bytearray()

    @property
    def is_open(self) -> bool:
        """Whether a message has begun and not ended."""
        return bool(self._held)

    @property
    def held(self) -> bytes:
        """What is there of the unfinished message: F0 and its data so far, or nothing."""
        return bytes(self._held)

    def feed(self, segment: bytes) -> bytes | None:
        """Take one SysEx element of a command list; give the message that it completes."""
        if segment[0] == _BEGIN:
            self.abandon()
            self._held += _UNFINISHED
        elif not self._held:
            self.stray += segment != CANCEL
            return None
        if segment[-1] == _CANCEL:
            self.abandon()
            return None
        return self._append(segment)

    def abandon(self) -> None:
        """Forget the unfinished message: it was cancelled, or part of it was lost."""
        if self._held:
            self.dropped += 1
            self._held.clear()

    def _append(self, segment: bytes) -> bytes | None:
        self._held += segment[1:-1]
        if len(self._held) + 1 > self._limit:
            self.abandon()
            return None
        if segment[-1] == _BEGIN:
            return None
        message = bytes(self._held) + _END
        self._held.clear()
        return message
