"""Chapter Q: where the sequencer is (wire sheet 8.3)."""

from app.wire.journal.layout import check_bits, require
from app.wire.journal.system_values import SequencerChapter

_S, _N, _D, _C, _T, _TOP = 0x80, 0x40, 0x20, 0x10, 0x08, 0x07


def decode_sequencer(data: bytes, at: int, end: int) -> tuple[SequencerChapter, int]:
    """Read the chapter at `at`: value and the offset behind; raises WireError."""
    behind = require(at, 1, end, "Chapter Q")
    flags = data[at]
    position = time_ms = None
    if flags & _C:
        clock_at, behind = behind, require(behind, 2, end, "Chapter Q CLOCK")
        position = (flags & _TOP) << 16 | int.from_bytes(data[clock_at:behind], "big")
    if flags & _T:
        time_at, behind = behind, require(behind, 3, end, "Chapter Q TIMETOOLS")
        time_ms = int.from_bytes(data[time_at:behind], "big")
    return SequencerChapter(bool(flags & _N), bool(flags & _D), position, bool(flags & _S), time_ms), behind


def encode_sequencer(chapter: SequencerChapter) -> bytes:
    """Write the chapter; raises WireError when position or time do not fit."""
    running, played, position, s, time_ms = chapter
    flags = s << 7 | running << 6 | played << 5
    body = b""
    if position is not None:
        check_bits(position, 19, "Chapter Q position")
        flags |= _C | position >> 16
        body += (position & 0xFFFF).to_bytes(2, "big")
    if time_ms is not None:
        check_bits(time_ms, 24, "Chapter Q TIMETOOLS")
        flags |= _T
        body += time_ms.to_bytes(3, "big")
    return bytes((flags,)) + body
