"""What a stranger's datagram goes through, for any source of octets; the one exception allowed is WireError."""

from contextlib import suppress

from app.wire import applemidi
from app.wire.commands import decode_section, encode_section
from app.wire.errors import WireError
from app.wire.journal import decode_journal, encode_journal, journal_header
from app.wire.journal.values import Journal
from app.wire.rtp import decode_rtp
from app.wire.sysex import SysexAssembler
from tests.support.vectors import rtp_vectors, session_vectors

SYSEX_LIMIT_OCTETS = 1000
_SYSEX = (0xF0, 0xF7)


def seeds() -> list[bytes]:
    """Give the datagrams of the shared vectors."""
    return [bytes.fromhex(vector["hex"]) for vector in (*rtp_vectors(), *session_vectors())]


def take_datagram(data: bytes) -> None:
    """Read a datagram as the data port does: session packet, else RTP with list and journal."""
    if applemidi.is_session_packet(data):
        _take_session_packet(data)
    else:
        _take_rtp(data)


def take_journal(data: bytes) -> Journal | None:
    """Read octets as a journal, write what was read, and hold that the written form is final."""
    try:
        journal = decode_journal(data)
    except WireError:
        assert len(data) < 3
        return None
    assert len(journal.channels) <= journal_header(data).channel_count
    with suppress(WireError):
        written = encode_journal(journal)
        assert encode_journal(decode_journal(written)) == written
        assert len(written) <= len(data)
    return journal


def _take_session_packet(data: bytes) -> None:
    with suppress(WireError):
        written = applemidi.encode(applemidi.decode(data))
        assert applemidi.encode(applemidi.decode(written)) == written


def _take_rtp(data: bytes) -> None:
    try:
        section = decode_section(decode_rtp(data).payload)
    except WireError:
        return
    assembler = SysexAssembler(SYSEX_LIMIT_OCTETS)
    for _, octets in section.elements:
        if octets[0] in _SYSEX:
            message = assembler.feed(octets)
            assert message is None or len(message) <= SYSEX_LIMIT_OCTETS + 2
    with suppress(WireError):
        written = encode_section(section.elements, section.journal)
        assert [octets for _, octets in decode_section(written).elements] == [
            octets for _, octets in section.elements
        ]
    if section.journal is not None:
        take_journal(section.journal)
