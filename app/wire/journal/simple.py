"""Chapters D and V: commands that are told by a count or a number (wire sheet 8.1, 8.2)."""

from app.wire.errors import WireError
from app.wire.journal.layout import (
    JournalTooLarge,
    check_bits,
    length_field,
    read_terminated,
    require,
    require_length,
    terminated,
)
from app.wire.journal.system_values import Count, SimpleChapter, Song, UndefinedCommon, UndefinedRealtime

_S, _B, _G, _H, _J, _K, _Y, _Z = 0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01
_COUNT, _VALUE, _LEGAL = 0x40, 0x20, 0x10
"""Presence bits of the F4 and F5 logs."""
_REALTIME_LEGAL = 0x20
_REALTIME_LENGTH = 0x1F
"""LENGTH of the F9 and FD logs has five bits: mask and largest value."""


def decode_active_sense(data: bytes, at: int, end: int) -> tuple[Count, int]:
    """Read Chapter V at `at`: value and the offset behind; raises WireError."""
    behind = require(at, 1, end, "Chapter V")
    return Count(data[at] & 0x7F, data[at] > 0x7F), behind


def encode_active_sense(chapter: Count) -> bytes:
    """Write Chapter V; raises WireError when the count does not fit."""
    return _encode_octet(chapter)


def decode_simple(data: bytes, at: int, end: int) -> tuple[SimpleChapter, int]:
    """Read Chapter D at `at`: value and the offset behind; raises WireError."""
    position = require(at, 1, end, "Chapter D")
    flags = data[at]
    reset = tune_request = song = f4 = f5 = f9 = fd = None
    if flags & _B:
        reset, position = decode_active_sense(data, position, end)
    if flags & _G:
        tune_request, position = decode_active_sense(data, position, end)
    if flags & _H:
        octet, position = decode_active_sense(data, position, end)
        song = Song(*octet)
    if flags & _J:
        f4, position = _decode_common(data, position, end)
    if flags & _K:
        f5, position = _decode_common(data, position, end)
    if flags & _Y:
        f9, position = _decode_realtime(data, position, end)
    if flags & _Z:
        fd, position = _decode_realtime(data, position, end)
    return SimpleChapter(reset, tune_request, song, f4, f5, f9, fd, bool(flags & _S)), position


def encode_simple(chapter: SimpleChapter) -> bytes:
    """Write Chapter D; raises WireError when it has no log or a field does not fit."""
    flags = 0
    *logs, s = chapter
    body = bytearray()
    for bit, log in zip((_B, _G, _H, _J, _K, _Y, _Z), logs, strict=True):
        if log is not None:
            flags |= bit
            s = s and log.s
            body += _encode_log(log)
    if not flags:
        raise WireError("Chapter D without logs")
    return bytes((flags | s << 7,)) + body


def _encode_log(log: Count | Song | UndefinedCommon | UndefinedRealtime) -> bytes:
    if isinstance(log, UndefinedCommon):
        return _encode_common(log)
    if isinstance(log, UndefinedRealtime):
        return _encode_realtime(log)
    return _encode_octet(log)


def _encode_octet(log: Count | Song) -> bytes:
    check_bits(log[0], 7, "Chapter D or V")
    return bytes((log[0] | log.s << 7,))


def _decode_common(data: bytes, at: int, end: int) -> tuple[UndefinedCommon, int]:
    position = require(at, 2, end, "Chapter D log")
    flags = data[at]
    behind = require_length(at, 2, (flags & 0x03) << 8 | data[at + 1], end, "Chapter D log")
    count, position = _decode_count(data, position, behind, flags)
    value = None
    if flags & _VALUE:
        value, position = read_terminated(data, position, behind, "Chapter D VALUE")
    legal = data[position:behind] if flags & _LEGAL else None
    return UndefinedCommon(count, value, flags >> 2 & 0x03, flags > 0x7F, legal), behind


def _encode_common(log: UndefinedCommon) -> bytes:
    check_bits(log.size, 2, "Chapter D DSZ")
    body = b"" if log.total is None else _count_octet(log.total)
    if log.data is not None:
        body += terminated(log.data, "Chapter D VALUE")
    body += log.legal or b""
    length = length_field(2 + len(body), "Chapter D log")
    flags = log.s << 7 | (log.total is not None) << 6 | (log.data is not None) << 5
    flags |= (log.legal is not None) << 4 | log.size << 2
    return bytes((flags | length >> 8, length & 0xFF)) + body


def _decode_realtime(data: bytes, at: int, end: int) -> tuple[UndefinedRealtime, int]:
    position = require(at, 1, end, "Chapter D log")
    flags = data[at]
    behind = require_length(at, 1, flags & _REALTIME_LENGTH, end, "Chapter D log")
    count, position = _decode_count(data, position, behind, flags)
    legal = data[position:behind] if flags & _REALTIME_LEGAL else None
    return UndefinedRealtime(count, flags > 0x7F, legal), behind


def _encode_realtime(log: UndefinedRealtime) -> bytes:
    body = (b"" if log.total is None else _count_octet(log.total)) + (log.legal or b"")
    length = 1 + len(body)
    if length > _REALTIME_LENGTH:
        raise JournalTooLarge(f"Chapter D log of {length} octets, LENGTH ends at {_REALTIME_LENGTH}")
    flags = log.s << 7 | (log.total is not None) << 6 | (log.legal is not None) << 5
    return bytes((flags | length,)) + body


def _decode_count(data: bytes, at: int, end: int, flags: int) -> tuple[int | None, int]:
    if not flags & _COUNT:
        return None, at
    behind = require(at, 1, end, "Chapter D COUNT")
    return data[at], behind


def _count_octet(count: int) -> bytes:
    check_bits(count, 8, "Chapter D COUNT")
    return bytes((count,))
