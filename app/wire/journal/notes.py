"""Chapters N and E: notes that sound, notes that ended, and what else there is to say of them (7.5, 7.6)."""

from app.wire.errors import WireError
from app.wire.journal.channel_values import NoteChapter, NoteExtraChapter, NoteExtraLog, NoteLog
from app.wire.journal.layout import MAX_LOGS, S_BIT, check_bits, len_octet, read_logs, require

_FULL_LEN = 127
_EMPTY_BITFIELDS = ((15, 0), (15, 1))
"""The only pairs with LOW > HIGH; with 15, 0 a LEN of 127 means 128 logs (wire sheet 7.5)."""


def decode_notes(data: bytes, at: int, end: int) -> tuple[NoteChapter, int]:
    """Read Chapter N at `at`: value and the offset behind; raises WireError."""
    first = require(at, 2, end, "Chapter N")
    low, high = data[at + 1] >> 4, data[at + 1] & 0x0F
    bits_at = require(first, 2 * _log_count(data[at] & 0x7F, low, high), end, "Chapter N logs")
    behind = require(bits_at, max(high - low + 1, 0), end, "Chapter N OFFBITS")
    logs = [
        NoteLog(note & 0x7F, velocity > 0x7F, velocity & 0x7F, note > 0x7F)
        for note, velocity in zip(data[first:bits_at:2], data[first + 1 : bits_at : 2], strict=True)
    ]
    return NoteChapter(tuple(logs), low, high, data[bits_at:behind], data[at] > 0x7F), behind


def encode_notes(chapter: NoteChapter) -> bytes:
    """Write Chapter N; raises WireError when it breaks a rule of wire sheet 7.5."""
    logs, low, high, offbits, b = chapter
    if len(logs) > MAX_LOGS or _log_count(min(len(logs), _FULL_LEN), low, high) != len(logs):
        raise WireError(f"Chapter N cannot say {len(logs)} logs with LOW {low} and HIGH {high}")
    if len(offbits) != max(high - low + 1, 0):
        raise WireError("Chapter N: OFFBITS do not reach from LOW to HIGH")
    octets = [min(len(logs), _FULL_LEN) | b << 7, low << 4 | high]
    fields = 0
    for note, play, velocity, s in logs:
        if not velocity:
            raise WireError("Chapter N: a note log has no velocity 0")
        fields |= note | velocity
        octets.append(note | s << 7)
        octets.append(velocity | play << 7)
    check_bits(fields, 7, "Chapter N")
    _check_each_note_once(chapter)
    return bytes(octets) + offbits


def notes_s(octets: bytes) -> bool:
    """Give the S bit that a written Chapter N stands for: B AND those of all logs (wire sheet 11, trap 9)."""
    logs = _log_count(octets[0] & 0x7F, octets[1] >> 4, octets[1] & 0x0F)
    return octets[0] > 0x7F and (not logs or min(octets[2 : 2 + 2 * logs : 2]) > 0x7F)


def decode_note_extras(data: bytes, at: int, end: int) -> tuple[NoteExtraChapter, int]:
    """Read Chapter E at `at`: value and the offset behind; raises WireError."""
    notes, values, behind = read_logs(data, at, end, "Chapter E")
    logs = [
        NoteExtraLog(note & 0x7F, value > 0x7F, value & 0x7F, note > 0x7F)
        for note, value in zip(notes, values, strict=True)
    ]
    return NoteExtraChapter(tuple(logs), data[at] > 0x7F), behind


def encode_note_extras(chapter: NoteExtraChapter) -> bytes:
    """Write Chapter E; raises WireError when LEN, a field or the one log per note and kind is broken."""
    logs, s = chapter
    octets = [len_octet(len(logs), "Chapter E")]
    fields = 0
    for note, is_release, value, log_s in logs:
        fields |= note | value
        s = s and log_s
        octets.append(note | log_s << 7)
        octets.append(value | is_release << 7)
    check_bits(fields, 7, "Chapter E")
    if len({log[:2] for log in logs}) != len(logs):
        raise WireError("Chapter E: two logs of one kind for one note")
    if s:
        octets[0] |= S_BIT
    return bytes(octets)


def _log_count(len_field: int, low: int, high: int) -> int:
    if low <= high:
        return len_field
    if (low, high) not in _EMPTY_BITFIELDS:
        raise WireError(f"Chapter N: LOW {low} with HIGH {high}")
    return MAX_LOGS if len_field == _FULL_LEN and not high else len_field


def _check_each_note_once(chapter: NoteChapter) -> None:
    """No note is twice in the logs or in both structures, and there is at least one note."""
    mentioned = int.from_bytes(chapter.offbits, "big") << 8 * (15 - chapter.high)
    for note, _, _, _ in chapter.logs:
        bit = 1 << (127 - note)
        if mentioned & bit:
            raise WireError(f"Chapter N says note {note} twice")
        mentioned |= bit
    if not mentioned:
        raise WireError("Chapter N without notes")
