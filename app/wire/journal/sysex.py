"""Chapter X: System Exclusive (wire sheet 8.5)."""

from app.wire.errors import WireError
from app.wire.journal.layout import S_BIT, check_bits, read_terminated, require, terminated
from app.wire.journal.system_values import SysexChapter, SysexLog, SysexState

_S, _T, _C, _F, _D, _L, _STA = 0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x03
_STATES = tuple(SysexState)
_FIRST_OCTETS = 4
"""FIRST is coded like a delta time, in one to four octets of seven bits."""


def decode_sysex(data: bytes, at: int, end: int) -> tuple[SysexChapter, int]:
    """Read logs from `at` to `end`, which is the end of the system journal; raises WireError."""
    require(at, 1, end, "Chapter X")
    s = data[at] > 0x7F
    logs = []
    while at < end:
        log, at = _decode_log(data, at, end)
        logs.append(log)
    if len(logs) > 1:
        logs[0] = logs[0]._replace(s=s or logs[1].s)
    return SysexChapter(tuple(logs), s), at


def encode_sysex(chapter: SysexChapter) -> bytes:
    """Write the logs, the chapter's S bit in the first; raises WireError when a field does not fit."""
    logs, s = chapter
    if not logs:
        raise WireError("Chapter X without logs")
    octets = bytearray().join(map(_encode_log, logs))
    octets[0] = octets[0] & ~S_BIT | (s and all(log.s for log in logs)) << 7
    return bytes(octets)


def _decode_log(data: bytes, at: int, end: int) -> tuple[SysexLog, int]:
    flags = data[at]
    type_total, at = _decode_octet(data, at + 1, end, flags & _T)
    total, at = _decode_octet(data, at, end, flags & _C)
    first = None
    if flags & _F:
        first, at = _decode_first(data, at, end)
    octets = b""
    if flags & _D:
        octets, at = read_terminated(data, at, end, "Chapter X DATA")
    log = SysexLog(
        _STATES[flags & _STA], bool(flags & _L), bool(flags & _S), octets, first, total, type_total
    )
    return log, at


def _decode_octet(data: bytes, at: int, end: int, present: int) -> tuple[int | None, int]:
    if not present:
        return None, at
    behind = require(at, 1, end, "Chapter X COUNT")
    return data[at], behind


def _decode_first(data: bytes, at: int, end: int) -> tuple[int, int]:
    value = 0
    for octet in data[at : min(at + _FIRST_OCTETS, end)]:
        at += 1
        value = value << 7 | octet & 0x7F
        if octet < 0x80:
            return value, at
    raise WireError("Chapter X FIRST does not end")


def _encode_log(log: SysexLog) -> bytes:
    state, list_tool, s, data, first, total, type_total = log
    flags = s << 7 | list_tool << 2 | state
    body = bytearray()
    for bit, field in ((_T, type_total), (_C, total)):
        if field is not None:
            check_bits(field, 8, "Chapter X COUNT")
            flags |= bit
            body.append(field)
    if first is not None:
        flags |= _F
        body += _encode_first(first)
    if data:
        flags |= _D
        body += terminated(data, "Chapter X DATA")
    return bytes((flags,)) + body


def _encode_first(value: int) -> bytes:
    check_bits(value, 7 * _FIRST_OCTETS, "Chapter X FIRST")
    octets = [value & 0x7F]
    while value := value >> 7:
        octets.append(value & 0x7F | 0x80)
    return bytes(reversed(octets))
