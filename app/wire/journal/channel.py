"""The channel journal: header, TOC and its chapters in the order P C M W N E T A (wire sheet 6)."""

from collections.abc import Sequence
from typing import Any

from app.wire.errors import WireError
from app.wire.journal.channel_values import ChannelJournal
from app.wire.journal.controllers import decode_controllers, encode_controllers
from app.wire.journal.expression import (
    decode_poly_pressure,
    decode_pressure,
    decode_wheel,
    encode_poly_pressure,
    encode_pressure,
    encode_wheel,
)
from app.wire.journal.layout import check_bits, length_field, require, require_length
from app.wire.journal.notes import decode_note_extras, decode_notes, encode_note_extras, encode_notes, notes_s
from app.wire.journal.parameters import decode_parameters, encode_parameters
from app.wire.journal.program import decode_program, encode_program

_HEADER_OCTETS = 3
_CHAPTERS = 8
_NOTES = 4
_DECODERS = (
    decode_program,
    decode_controllers,
    decode_parameters,
    decode_wheel,
    decode_notes,
    decode_note_extras,
    decode_pressure,
    decode_poly_pressure,
)
_PRESENT = tuple(tuple(index for index in range(_CHAPTERS) if toc & 0x80 >> index) for toc in range(256))
"""For every TOC octet the places of the chapters that are there."""


def decode_channel(data: bytes, at: int, end: int) -> tuple[ChannelJournal, int]:
    """Read the channel journal at `at`: value, damaged or not, and the offset behind its LENGTH.

    Raises WireError only when LENGTH cannot be: what follows in the packet cannot be found then.
    """
    position = require(at, _HEADER_OCTETS, end, "channel journal")
    head = data[at]
    behind = require_length(at, _HEADER_OCTETS, (head & 0x03) << 8 | data[at + 1], end, "channel journal")
    chapters: list[Any] = [None] * _CHAPTERS
    damaged = False
    try:
        for index in _PRESENT[data[at + 2]]:
            chapters[index], position = _DECODERS[index](data, position, behind)
    except WireError:
        damaged = True
    channel = head >> 3 & 0x0F
    return ChannelJournal._make((channel, *chapters, bool(head & 0x04), head > 0x7F, damaged)), behind


def encode_channel(journal: ChannelJournal) -> bytes:
    """Write a channel journal; raises JournalTooLarge, or WireError for a value that breaks a rule."""
    channel, program, controllers, parameters, wheel, notes, note_extras, pressure, poly, enhanced, s, _ = (
        journal
    )
    chapters = (
        program and encode_program(program),
        controllers and encode_controllers(controllers, enhanced),
        parameters and encode_parameters(parameters),
        wheel and encode_wheel(wheel),
        notes and encode_notes(notes),
        note_extras and encode_note_extras(note_extras),
        pressure and encode_pressure(pressure),
        poly and encode_poly_pressure(poly),
    )
    return join_channel(channel, chapters, enhanced=enhanced, s=s)


def join_channel(
    channel: int, chapters: Sequence[bytes | None], *, enhanced: bool = False, s: bool = True
) -> bytes:
    """Put a header in front of eight written chapters in TOC order; raises JournalTooLarge or WireError.

    The S bit is `s` and those of all chapters.
    """
    check_bits(channel, 4, "channel")
    toc = 0
    body = []
    for index, chapter in enumerate(chapters):
        if chapter:
            toc |= 0x80 >> index
            s = s and (notes_s(chapter) if index == _NOTES else chapter[0] > 0x7F)
            body.append(chapter)
    octets = b"".join(body)
    length = length_field(_HEADER_OCTETS + len(octets), "channel journal")
    return bytes((s << 7 | channel << 3 | enhanced << 2 | length >> 8, length & 0xFF, toc)) + octets
