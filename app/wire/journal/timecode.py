"""Chapter F: MIDI Time Code (wire sheet 8.4)."""

from collections.abc import Sequence

from app.wire.errors import WireError
from app.wire.journal.layout import check_bits, require
from app.wire.journal.system_values import TimecodeChapter

_S, _C, _P, _Q, _D, _POINT = 0x80, 0x40, 0x20, 0x10, 0x08, 0x07
_FIELD_OCTETS = 4


def decode_timecode(data: bytes, at: int, end: int) -> tuple[TimecodeChapter, int]:
    """Read the chapter at `at`: value and the offset behind; raises WireError."""
    behind = require(at, 1, end, "Chapter F")
    flags = data[at]
    complete = partial = None
    if flags & _C:
        field_at, behind = behind, require(behind, _FIELD_OCTETS, end, "Chapter F COMPLETE")
        complete = data[field_at:behind]
    if flags & _P:
        field_at, behind = behind, require(behind, _FIELD_OCTETS, end, "Chapter F PARTIAL")
        partial = data[field_at:behind]
    quarter_frames = complete is not None and bool(flags & _Q)
    chapter = TimecodeChapter(
        complete, quarter_frames, partial, bool(flags & _D), flags & _POINT, bool(flags & _S)
    )
    return chapter, behind


def encode_timecode(chapter: TimecodeChapter) -> bytes:
    """Write the chapter; raises WireError when a field has the wrong size or Q comes without COMPLETE."""
    complete, quarter_frames, partial, reverse, point, s = chapter
    check_bits(point, 3, "Chapter F POINT")
    if quarter_frames and complete is None:
        raise WireError("Chapter F: Q without COMPLETE")
    for field in (complete, partial):
        if field is not None and len(field) != _FIELD_OCTETS:
            raise WireError(f"Chapter F: a field of {len(field)} octets")
    flags = s << 7 | (complete is not None) << 6 | (partial is not None) << 5
    flags |= quarter_frames << 4 | reverse << 3 | point
    return bytes((flags,)) + (complete or b"") + (partial or b"")


def nibbles(field: bytes) -> tuple[int, ...]:
    """Give MT0 to MT7 of PARTIAL, or of COMPLETE in its quarter frame form."""
    return tuple(nibble for octet in field for nibble in (octet >> 4, octet & 0x0F))


def from_nibbles(values: Sequence[int]) -> bytes:
    """Pack MT0 to MT7 into the four octets of PARTIAL or COMPLETE; raises WireError for anything else."""
    if len(values) != 2 * _FIELD_OCTETS or any(value >> 4 for value in values):
        raise WireError("Chapter F: not eight nibbles")
    return bytes(values[index] << 4 | values[index + 1] for index in range(0, 2 * _FIELD_OCTETS, 2))
