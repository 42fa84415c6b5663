"""Every shared vector of a session packet, an RTP header or a command section, read and written."""

import filecmp
from typing import Any

import pytest

from app.wire import applemidi
from app.wire.applemidi import (
    Accepted,
    BitrateLimit,
    Bye,
    Clock,
    Feedback,
    Invitation,
    Rejected,
    SessionPacket,
)
from app.wire.commands import decode_section, encode_section
from app.wire.errors import WireError
from app.wire.rtp import decode_rtp, encode_rtp
from tests.support.vectors import VECTORS, rtp_vectors, session_vectors

ORIGINALS = VECTORS.parents[2] / "shared" / "vectors"

SESSION = {vector["id"]: vector for vector in session_vectors() if vector["protocol"] == "applemidi"}
SESSION_RTP = {vector["id"]: vector for vector in session_vectors() if vector["protocol"] == "rtpmidi"}
RTP = {vector["name"]: vector for vector in rtp_vectors()}
VALID = [name for name, vector in RTP.items() if vector["kind"] == "valid"]

REFUSED = {"UNKNOWN-command", "SHORT-IN", "SHORT-3"}
OTHERS_FORMS = {"NO-named", "BY-named", "IN-no-name", "OK-nameless-16", "IN-invalid-utf8"}
"""Legal, but not how we write it: a name where none belongs, no NUL, not UTF-8."""

NOT_OUR_FORM = {
    "cs-delta-nonminimal-zero": "a delta longer than needed",
    "cs-running-status-over-realtime": "running status",
    "cs-phantom": "running status",
    "cs-trailing-delta": "a delta without command",
    "cs-delta-only": "a delta without command",
    "cs-long-header-16": "a delta without command",
    "cs-long-header-small-len": "the long header for a short list",
}


def session_packet(fields: dict[str, Any]) -> SessionPacket:
    number = {
        key: int(value, 16) for key, value in fields.items() if isinstance(value, str) and value[:2] == "0x"
    }
    name = fields.get("name") or None
    match fields["command"]:
        case "IN":
            return Invitation(number["token"], number["ssrc"], name)
        case "OK":
            return Accepted(number["token"], number["ssrc"], name)
        case "NO":
            return Rejected(number["token"], number["ssrc"])
        case "BY":
            return Bye(number["token"], number["ssrc"])
        case "CK":
            return Clock(number["ssrc"], fields["count"], fields["t1"], fields["t2"], fields["t3"])
        case "RS":
            return Feedback(
                number["ssrc"], fields.get("seq", fields.get("seq_high16")), fields.get("low16", 0)
            )
        case _:
            return BitrateLimit(number["ssrc"], fields["limit"])


@pytest.mark.parametrize("name", ["applemidi.json", "rtp-midi.json"])
@pytest.mark.skipif(not ORIGINALS.exists(), reason="the originals are not on this machine")
def test_the_copies_are_the_originals(name: str) -> None:
    assert filecmp.cmp(VECTORS / name, ORIGINALS / name, shallow=False)


# -- session packets -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(SESSION.keys() - REFUSED))
def test_session_packets_are_read(name: str) -> None:
    data = bytes.fromhex(SESSION[name]["hex"])
    assert applemidi.is_session_packet(data)
    assert applemidi.decode(data) == session_packet(SESSION[name]["fields"])


@pytest.mark.parametrize("name", sorted(SESSION.keys() - REFUSED - OTHERS_FORMS))
def test_session_packets_are_written(name: str) -> None:
    assert applemidi.encode(session_packet(SESSION[name]["fields"])).hex() == SESSION[name]["hex"]


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_other_session_packets_are_refused(name: str) -> None:
    data = bytes.fromhex(SESSION[name]["hex"])
    assert applemidi.is_session_packet(data)
    with pytest.raises(WireError):
        applemidi.decode(data)


@pytest.mark.parametrize("name", SESSION_RTP)
def test_rtp_beside_a_session_is_read(name: str) -> None:
    data, fields = bytes.fromhex(SESSION_RTP[name]["hex"]), SESSION_RTP[name]["fields"]
    assert not applemidi.is_session_packet(data)
    rtp = decode_rtp(data)
    assert (rtp.sequence, rtp.timestamp) == (fields["seq"], fields["timestamp"])
    assert rtp.marker is name.endswith("marker")
    assert decode_section(rtp.payload).elements == [(0, bytes.fromhex(fields["midi"]))]
    assert encode_rtp(rtp) == data


# -- RTP and command sections --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", VALID)
def test_headers_are_read(name: str) -> None:
    data, expected = bytes.fromhex(RTP[name]["hex"]), RTP[name]["decoded"]["rtp"]
    rtp = decode_rtp(data)
    assert (rtp.sequence, rtp.timestamp, rtp.marker) == (
        expected["seq"],
        expected["timestamp"],
        bool(expected["m"]),
    )
    assert (rtp.ssrc, rtp.csrc) == (int(expected["ssrc"], 16), tuple(int(c, 16) for c in expected["csrc"]))
    if not expected["p"] and not expected["x"]:
        assert encode_rtp(rtp) == data
    else:
        assert decode_rtp(encode_rtp(rtp)) == rtp


@pytest.mark.parametrize("name", VALID)
def test_sections_are_read(name: str) -> None:
    expected = RTP[name]["decoded"]
    rtp = decode_rtp(bytes.fromhex(RTP[name]["hex"]))
    section = decode_section(rtp.payload)
    timed = [((rtp.timestamp + ticks) & 0xFFFF_FFFF, octets.hex()) for ticks, octets in section.elements]
    assert timed == [(c["timestamp"], c["midi"]) for c in expected["commands"] if c["midi"]]
    assert section.phantom == bool(expected["section"]["P"])
    assert (section.journal is not None) == bool(expected["section"]["J"])
    assert not section.journal_missing


@pytest.mark.parametrize("name", sorted(set(VALID) - NOT_OUR_FORM.keys()))
def test_sections_are_written(name: str) -> None:
    payload = decode_rtp(bytes.fromhex(RTP[name]["hex"])).payload
    section = decode_section(payload)
    assert encode_section(section.elements, section.journal, phantom=section.phantom) == payload


@pytest.mark.parametrize("name", NOT_OUR_FORM)
def test_what_we_write_otherwise_reads_the_same(name: str) -> None:
    payload = decode_rtp(bytes.fromhex(RTP[name]["hex"])).payload
    section = decode_section(payload)
    written = encode_section(section.elements, section.journal, phantom=section.phantom)
    assert written != payload
    assert decode_section(written) == section


def test_a_list_that_is_too_short_is_refused() -> None:
    with pytest.raises(WireError, match="LEN"):
        decode_section(decode_rtp(bytes.fromhex(RTP["bad-len-overrun"]["hex"])).payload)


def test_a_missing_journal_leaves_the_commands_usable() -> None:
    section = decode_section(decode_rtp(bytes.fromhex(RTP["bad-journal-missing"]["hex"])).payload)
    assert section.elements == [(0, b"\x90\x3c\x64")]
    assert section.journal is None
    assert section.journal_missing


def test_a_cancel_with_data_is_a_cancel() -> None:
    section = decode_section(decode_rtp(bytes.fromhex(RTP["bad-cancel-with-data"]["hex"])).payload)
    assert section.elements == [(0, b"\xf7\xf4")]
