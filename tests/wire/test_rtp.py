import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.wire.errors import WireError
from app.wire.rtp import Rtp, decode_rtp, encode_rtp
from tests.support.hexbytes import octets

U16, U32 = st.integers(0, 0xFFFF), st.integers(0, 0xFFFF_FFFF)
PACKETS = st.builds(
    Rtp, U16, U32, U32, st.binary(max_size=30), st.booleans(), st.lists(U32, max_size=15).map(tuple)
)
HEADER = "03E8 000186A0 51ED270B"


@given(PACKETS)
def test_every_packet_comes_back(rtp: Rtp) -> None:
    assert decode_rtp(encode_rtp(rtp)) == rtp


@given(st.binary(max_size=60), st.sampled_from(["", "80 61", "B1 61", "BF E1", "A0 61"]))
def test_any_octets_are_a_packet_or_a_wire_error(tail: bytes, head: str) -> None:
    try:
        rtp = decode_rtp(octets(head) + tail)
    except WireError:
        return
    assert decode_rtp(encode_rtp(rtp)) == rtp


def test_optional_parts_are_cut_off() -> None:
    data = octets(f"B1 E1 {HEADER} 0A0B0C0D BEDE 0001 01020304 03903C64 00000004")
    assert decode_rtp(data) == Rtp(1000, 100000, 0x51ED270B, octets("03903C64"), True, (0x0A0B0C0D,))


def test_every_truncation_of_the_optional_parts_is_a_packet_or_refused() -> None:
    data = octets(f"B1 E1 {HEADER} 0A0B0C0D BEDE 0001 01020304 03903C64 00000004")
    for length in range(len(data)):
        try:
            rtp = decode_rtp(data[:length])
        except WireError:
            continue
        assert len(rtp.payload) < 4 + 4


def test_a_packet_may_be_all_padding() -> None:
    assert decode_rtp(octets(f"A0 61 {HEADER} 0002")).payload == b""


@pytest.mark.parametrize(
    ("packet", "complaint"),
    [
        ("", "too few"),
        ("80 61 03E8 000186A0 51ED27", "too few"),
        (f"40 61 {HEADER}", "version 1"),
        (f"C0 61 {HEADER}", "version 3"),
        (f"80 60 {HEADER}", "payload type 96"),
        (f"82 61 {HEADER} 00000001", "contributing"),
        (f"90 61 {HEADER} BEDE", "extension"),
        (f"90 61 {HEADER} BEDE 0002 01020304", "extension"),
        (f"A0 61 {HEADER}", "padding of 11 "),
        (f"A0 61 {HEADER} 00", "padding of 0 "),
        (f"A0 61 {HEADER} 0003", "padding of 3 "),
    ],
)
def test_what_is_refused_and_why(packet: str, complaint: str) -> None:
    with pytest.raises(WireError, match=complaint):
        decode_rtp(octets(packet))


@pytest.mark.parametrize(
    "rtp",
    [
        Rtp(0x10000, 0, 0, b""),
        Rtp(0, -1, 0, b""),
        Rtp(0, 0, 0, b"", csrc=(1 << 32,)),
        Rtp(0, 0, 0, b"", csrc=tuple(range(16))),
    ],
)
def test_numbers_that_do_not_fit_are_not_sent(rtp: Rtp) -> None:
    with pytest.raises(WireError, match="fit"):
        encode_rtp(rtp)
