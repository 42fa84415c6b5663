"""The system journal: header and its chapters in the order D V Q F X (wire sheet 6)."""

from collections.abc import Sequence
from typing import Any

from app.wire.errors import WireError
from app.wire.journal.layout import length_field, require, require_length
from app.wire.journal.sequencer import decode_sequencer, encode_sequencer
from app.wire.journal.simple import decode_active_sense, decode_simple, encode_active_sense, encode_simple
from app.wire.journal.sysex import decode_sysex, encode_sysex
from app.wire.journal.system_values import SystemJournal
from app.wire.journal.timecode import decode_timecode, encode_timecode

_HEADER_OCTETS = 2
_DECODERS = (decode_simple, decode_active_sense, decode_sequencer, decode_timecode, decode_sysex)
_FIRST_BIT = 0x40
"""The bit of Chapter D; the others follow to the right."""


def decode_system(data: bytes, at: int, end: int) -> tuple[SystemJournal, int]:
    """Read the system journal at `at`: value, damaged or not, and the offset behind its LENGTH.

    Raises WireError only when LENGTH cannot be: what follows in the packet cannot be found then.
    """
    position = require(at, _HEADER_OCTETS, end, "system journal")
    head = data[at]
    behind = require_length(at, _HEADER_OCTETS, (head & 0x03) << 8 | data[at + 1], end, "system journal")
    chapters: list[Any] = [None] * len(_DECODERS)
    damaged = False
    try:
        for index, decode in enumerate(_DECODERS):
            if head & _FIRST_BIT >> index:
                chapters[index], position = decode(data, position, behind)
    except WireError:
        damaged = True
    return SystemJournal._make((*chapters, head > 0x7F, damaged)), behind


def encode_system(journal: SystemJournal) -> bytes:
    """Write a system journal; raises JournalTooLarge, or WireError for a value that breaks a rule."""
    simple, active_sense, sequencer, timecode, sysex, s, _ = journal
    chapters = (
        simple and encode_simple(simple),
        active_sense and encode_active_sense(active_sense),
        sequencer and encode_sequencer(sequencer),
        timecode and encode_timecode(timecode),
        sysex and encode_sysex(sysex),
    )
    return join_system(chapters, s=s)


def join_system(chapters: Sequence[bytes | None], *, s: bool = True) -> bytes:
    """Put a header in front of five written chapters in the order D V Q F X; raises JournalTooLarge.

    The S bit is `s` and those of all chapters.
    """
    bits = 0
    body = []
    for index, chapter in enumerate(chapters):
        if chapter:
            bits |= _FIRST_BIT >> index
            s = s and chapter[0] > 0x7F
            body.append(chapter)
    octets = b"".join(body)
    length = length_field(_HEADER_OCTETS + len(octets), "system journal")
    return bytes((s << 7 | bits | length >> 8, length & 0xFF)) + octets
