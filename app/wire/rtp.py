"""The RTP header (RFC 3550, wire sheet 1), as it is used by AppleMIDI."""

import struct
from typing import Final, NamedTuple

from app.wire.errors import WireError

PAYLOAD_TYPE: Final = 97
HEADER_OCTETS: Final = 12

_HEADER: Final = struct.Struct(">BBHII")
_VERSION_2: Final = 0x80
_PADDING: Final = 0x20
_EXTENSION: Final = 0x10
_CSRC_COUNT: Final = 0x0F
_MARKER: Final = 0x80


class Rtp(NamedTuple):
    """An RTP packet without padding and extension. `timestamp` in ticks, 32-bit. A tuple for speed."""

    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes
    marker: bool = False
    csrc: tuple[int, ...] = ()


def decode_rtp(data: bytes) -> Rtp:
    """Read a packet of version 2 and payload type 97, any marker; WireError for any other."""
    try:
        first, second, sequence, timestamp, ssrc = _HEADER.unpack_from(data)
    except struct.error as error:
        raise WireError(f"RTP header: {len(data)} octets are too few") from error
    if second & 0x7F != PAYLOAD_TYPE:
        raise WireError(f"RTP payload type {second & 0x7F}, not {PAYLOAD_TYPE}")
    if first == _VERSION_2:
        return Rtp(sequence, timestamp, ssrc, data[HEADER_OCTETS:], second >= _MARKER)
    csrc, payload = _split_optional_parts(first, data)
    return Rtp(sequence, timestamp, ssrc, payload, second >= _MARKER, csrc)


def encode_rtp(rtp: Rtp) -> bytes:
    """Write a packet without padding and extension; WireError for a number out of range."""
    sequence, timestamp, ssrc, payload, marker, csrc = rtp
    second = PAYLOAD_TYPE | _MARKER if marker else PAYLOAD_TYPE
    try:
        if not csrc:
            return _HEADER.pack(_VERSION_2, second, sequence, timestamp, ssrc) + payload
        if len(csrc) > _CSRC_COUNT:
            raise WireError(f"{len(csrc)} contributing sources do not fit an RTP header")
        header = _HEADER.pack(_VERSION_2 | len(csrc), second, sequence, timestamp, ssrc)
        return header + struct.pack(f">{len(csrc)}I", *csrc) + payload
    except struct.error as error:
        raise WireError(f"RTP header does not fit its fields: {error}") from error


def _split_optional_parts(first: int, data: bytes) -> tuple[tuple[int, ...], bytes]:
    if first & 0xC0 != _VERSION_2:
        raise WireError(f"RTP version {first >> 6}, not 2")
    count = first & _CSRC_COUNT
    start = HEADER_OCTETS + 4 * count
    end = len(data)
    if start > end:
        raise WireError(f"RTP: {count} contributing sources announced, the packet ends before")
    csrc = struct.unpack_from(f">{count}I", data, HEADER_OCTETS)
    if first & _EXTENSION:
        start = _after_extension(data, start)
    if first & _PADDING:
        end -= _padding(data, start)
    return csrc, data[start:end]


def _after_extension(data: bytes, start: int) -> int:
    words = int.from_bytes(data[start + 2 : start + 4])
    end = start + 4 + 4 * words
    if end > len(data):
        raise WireError("RTP header extension is longer than the packet")
    return end


def _padding(data: bytes, start: int) -> int:
    octets = data[-1]
    if not 1 <= octets <= len(data) - start:
        raise WireError(f"RTP padding of {octets} octets is impossible here")
    return octets
