"""Chapter P: Program Change (wire sheet 7.1)."""

from app.wire.journal.channel_values import ProgramChapter
from app.wire.journal.layout import check_bits, require


def decode_program(data: bytes, at: int, end: int) -> tuple[ProgramChapter, int]:
    """Read the chapter at `at`: value and the offset behind; raises WireError."""
    behind = require(at, 3, end, "Chapter P")
    program, msb, lsb = data[at:behind]
    chapter = ProgramChapter(program & 0x7F, msb > 0x7F, msb & 0x7F, lsb > 0x7F, lsb & 0x7F, program > 0x7F)
    return chapter, behind


def encode_program(chapter: ProgramChapter) -> bytes:
    """Write the chapter; raises WireError when a field is no data octet."""
    program, has_bank, msb, reset_since_bank, lsb, s = chapter
    check_bits(program | msb | lsb, 7, "Chapter P")
    return bytes((program | s << 7, msb | has_bank << 7, lsb | reset_since_bank << 7))
