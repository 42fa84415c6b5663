import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.wire import applemidi
from app.wire.applemidi import Accepted, BitrateLimit, Bye, Clock, Feedback, Invitation, Rejected
from app.wire.errors import WireError
from tests.support.hexbytes import octets

U8, U16, U32, U64 = (st.integers(0, 2**bits - 1) for bits in (8, 16, 32, 64))
NAMES = st.none() | st.text("aé🎹 .-", min_size=1, max_size=15).map(str.strip).filter(bool)
PACKETS = (
    st.builds(Invitation, U32, U32, NAMES)
    | st.builds(Accepted, U32, U32, NAMES)
    | st.builds(Rejected, U32, U32)
    | st.builds(Bye, U32, U32)
    | st.builds(Clock, U32, U8, U64, U64, U64)
    | st.builds(Feedback, U32, U16, U16)
    | st.builds(BitrateLimit, U32, U32)
)


@given(PACKETS)
def test_every_packet_comes_back(packet: applemidi.SessionPacket) -> None:
    data = applemidi.encode(packet)
    assert applemidi.is_session_packet(data)
    assert applemidi.decode(data) == packet


@given(PACKETS, st.integers(0, 60))
def test_every_truncation_is_a_packet_or_refused(packet: applemidi.SessionPacket, length: int) -> None:
    data = applemidi.encode(packet)[:length]
    try:
        found = applemidi.decode(data)
    except WireError:
        assert len(data) < 36
    else:
        assert type(found) is type(packet)


@given(
    st.binary(max_size=80), st.sampled_from(["", "FF FF", "FF FF 'CK'", "FF FF 'RS'", "FF FF 'IN' 0000 0002"])
)
def test_any_octets_are_a_packet_or_a_wire_error(tail: bytes, head: str) -> None:
    try:
        packet = applemidi.decode(octets(head) + tail)
    except WireError:
        return
    assert applemidi.decode(applemidi.encode(packet)) == packet


@pytest.mark.parametrize(
    ("packet", "written"),
    [
        (Invitation(0x8BADF00D, 0x1F2E3D4C, "Studio"), "FFFF 'IN' 00000002 8BADF00D 1F2E3D4C 'Studio' 00"),
        (Accepted(1, 2, None), "FFFF 'OK' 00000002 00000001 00000002 00"),
        (Rejected(1, 2), "FFFF 'NO' 00000002 00000001 00000002"),
        (Bye(0, 2), "FFFF 'BY' 00000002 00000000 00000002"),
        (
            Clock(2, 1, 3, 4, 5),
            "FFFF 'CK' 00000002 01 000000 0000000000000003 0000000000000004 0000000000000005",
        ),
        (Feedback(2, 0xABCD), "FFFF 'RS' 00000002 ABCD 0000"),
        (BitrateLimit(2, 31250), "FFFF 'RL' 00000002 00007A12"),
    ],
)
def test_the_robust_form(packet: applemidi.SessionPacket, written: str) -> None:
    assert applemidi.encode(packet) == octets(written)


@pytest.mark.parametrize(
    ("received", "packet"),
    [
        (
            "FFFF 'CK' 00000002 00 40748C 0000000000000003 FFFFFFFFFFFFFFFF 0000000000000001",
            Clock(2, 0, 3, 2**64 - 1, 1),
        ),
        (
            "FFFF 'CK' 00000002 03 000000 0000000000000003 0000000000000000 0000000000000000 99",
            Clock(2, 3, 3, 0, 0),
        ),
        ("FFFF 'RS' 00000002 ABCD 0000 00", Feedback(2, 0xABCD)),
        ("FFFF 'RL' 00000002 00007A12 00", BitrateLimit(2, 31250)),
        ("FFFF 'IN' 00000002 00000001 00000002", Invitation(1, 2)),
        ("FFFF 'IN' 00000002 00000001 00000002 00", Invitation(1, 2)),
        ("FFFF 'IN' 00000002 00000001 00000002 'Studio'", Invitation(1, 2, "Studio")),
        ("FFFF 'OK' 00000002 00000001 00000002 'Studio' 00 'junk' 00", Accepted(1, 2, "Studio")),
        ("FFFF 'OK' 00000002 00000001 00000002 0A 1B '[2J' 00", Accepted(1, 2, "[2J")),
        ("FFFF 'NO' 00000002 00000001 00000002 'a name' 00", Rejected(1, 2)),
        ("FFFF 'BY' 00000002 00000000 00000002 'a name' 00", Bye(0, 2)),
    ],
)
def test_the_tolerant_form(received: str, packet: applemidi.SessionPacket) -> None:
    assert applemidi.decode(octets(received)) == packet


@pytest.mark.parametrize(
    ("received", "complaint"),
    [
        ("", "FF FF"),
        ("FF FF", "unknown"),
        ("FF FE 'IN' 00000002 00000001 00000002", "FF FF"),
        ("FF FF 'IN' 00000001 00000001 00000002", "version 1"),
        ("FF FF 'BY' 00000002 00000001 000000", "too short"),
        ("FF FF 'CK' 00000002", "too short"),
        ("FF FF 'in' 00000002 00000001 00000002", "unknown"),
        ("FE FF 'CK' 00000002", "FF FF"),
    ],
)
def test_what_is_refused_and_why(received: str, complaint: str) -> None:
    with pytest.raises(WireError, match=complaint):
        applemidi.decode(octets(received))


@pytest.mark.parametrize("packet", [Bye(-1, 0), Rejected(2**32, 0), Clock(0, 256, 0), Feedback(0, 65536)])
def test_numbers_that_do_not_fit_are_not_sent(packet: applemidi.SessionPacket) -> None:
    with pytest.raises(WireError, match="fit"):
        applemidi.encode(packet)


@pytest.mark.parametrize(
    ("data", "session"), [(b"\xff\xff", True), (b"\xff", False), (b"\x80\x61", False), (b"", False)]
)
def test_a_session_packet_is_known_by_its_first_octets(data: bytes, session: bool) -> None:
    assert applemidi.is_session_packet(data) is session
