"""Chapters W, T and A: Pitch Wheel, Channel Aftertouch, Poly Aftertouch (wire sheet 7.4, 7.7, 7.8)."""

from app.wire.errors import WireError
from app.wire.journal.channel_values import (
    PolyPressureChapter,
    PolyPressureLog,
    PressureChapter,
    WheelChapter,
)
from app.wire.journal.layout import S_BIT, check_bits, len_octet, read_logs, require


def decode_wheel(data: bytes, at: int, end: int) -> tuple[WheelChapter, int]:
    """Read Chapter W at `at`: value and the offset behind; raises WireError."""
    behind = require(at, 2, end, "Chapter W")
    return WheelChapter(data[at] & 0x7F, data[at + 1] & 0x7F, data[at] > 0x7F), behind


def encode_wheel(chapter: WheelChapter) -> bytes:
    """Write Chapter W; raises WireError when a field is no data octet."""
    first, second, s = chapter
    check_bits(first | second, 7, "Chapter W")
    return bytes((first | s << 7, second))


def decode_pressure(data: bytes, at: int, end: int) -> tuple[PressureChapter, int]:
    """Read Chapter T at `at`: value and the offset behind; raises WireError."""
    behind = require(at, 1, end, "Chapter T")
    return PressureChapter(data[at] & 0x7F, data[at] > 0x7F), behind


def encode_pressure(chapter: PressureChapter) -> bytes:
    """Write Chapter T; raises WireError when the pressure is no data octet."""
    check_bits(chapter.pressure, 7, "Chapter T")
    return bytes((chapter.pressure | chapter.s << 7,))


def decode_poly_pressure(data: bytes, at: int, end: int) -> tuple[PolyPressureChapter, int]:
    """Read Chapter A at `at`: value and the offset behind; raises WireError."""
    notes, values, behind = read_logs(data, at, end, "Chapter A")
    logs = [
        PolyPressureLog(note & 0x7F, value > 0x7F, value & 0x7F, note > 0x7F)
        for note, value in zip(notes, values, strict=True)
    ]
    return PolyPressureChapter(tuple(logs), data[at] > 0x7F), behind


def encode_poly_pressure(chapter: PolyPressureChapter) -> bytes:
    """Write Chapter A; raises WireError when LEN, a field or the one log per note is broken."""
    logs, s = chapter
    octets = [len_octet(len(logs), "Chapter A")]
    fields = 0
    for note, silenced, pressure, log_s in logs:
        fields |= note | pressure
        s = s and log_s
        octets.append(note | log_s << 7)
        octets.append(pressure | silenced << 7)
    check_bits(fields, 7, "Chapter A")
    if len({log.note for log in logs}) != len(logs):
        raise WireError("Chapter A: two logs for one note")
    if s:
        octets[0] |= S_BIT
    return bytes(octets)
