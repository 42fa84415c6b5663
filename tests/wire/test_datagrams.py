"""The invariant of this layer: any datagram is a value or a WireError, nothing else, whole or cut anywhere."""

from hypothesis import given
from hypothesis import strategies as st

from app.wire import applemidi
from app.wire.commands import decode_section
from app.wire.errors import WireError
from app.wire.rtp import decode_rtp
from app.wire.sysex import SysexAssembler
from tests.support.vectors import rtp_vectors, session_vectors

DATAGRAMS = [bytes.fromhex(vector["hex"]) for vector in (*session_vectors(), *rtp_vectors())]


def read(datagram: bytes) -> object:
    """Read a datagram as a data socket gets it; None for a WireError."""
    try:
        if applemidi.is_session_packet(datagram):
            return applemidi.decode(datagram)
        section = decode_section(decode_rtp(datagram).payload)
    except WireError:
        return None
    assembler = SysexAssembler(limit=64)
    for _, octets in section.elements:
        if octets[0] in b"\xf0\xf7":
            assembler.feed(octets)
    return section


def test_every_truncation_of_every_vector_is_read_or_refused() -> None:
    outcomes = [read(datagram[:length]) for datagram in DATAGRAMS for length in range(len(datagram))]
    assert outcomes.count(None) > len(DATAGRAMS)


def test_every_vector_with_one_octet_changed_is_read_or_refused() -> None:
    for datagram in DATAGRAMS:
        for position in range(len(datagram)):
            for octet in (0x00, 0x7F, 0x80, 0xF0, 0xF7, 0xFF):
                read(datagram[:position] + bytes((octet,)) + datagram[position + 1 :])


@given(st.binary(max_size=100))
def test_any_octets_are_read_or_refused(datagram: bytes) -> None:
    read(datagram)


@given(st.sampled_from(DATAGRAMS), st.integers(0, 40), st.binary(max_size=8), st.integers(0, 8))
def test_any_mutation_of_a_vector_is_read_or_refused(data: bytes, at: int, new: bytes, cut: int) -> None:
    read(data[:at] + new + data[at + cut :])
