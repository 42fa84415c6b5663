"""AppleMIDI session packets (session sheet 2): robust in what is sent, tolerant in what is read."""

import struct
from dataclasses import dataclass
from typing import Final, TypeAlias

from app.wire.errors import WireError
from app.wire.names import read_name, write_name

SIGNATURE: Final = b"\xff\xff"
VERSION: Final = 2

_EXCHANGE: Final = struct.Struct(">4sIII")
_CLOCK: Final = struct.Struct(">4sIB3xQQQ")
_FEEDBACK: Final = struct.Struct(">4sIHH")
_LIMIT: Final = struct.Struct(">4sII")


@dataclass(frozen=True, slots=True)
class Invitation:
    """IN: `ssrc` wants us in its session; `token` is an echo value; `name` is None when absent or empty."""

    token: int
    ssrc: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """OK: the invitation with this token is accepted by `ssrc`."""

    token: int
    ssrc: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """NO: the invitation with this token is refused by `ssrc`."""

    token: int
    ssrc: int


@dataclass(frozen=True, slots=True)
class Bye:
    """BY: `ssrc` ends the session. The token is very often 0 and means nothing (session sheet 2.1)."""

    token: int
    ssrc: int


@dataclass(frozen=True, slots=True)
class Clock:
    """CK: `count` 0, 1, 2 (others exist: ignore them); t1..t3 in ticks, 64-bit, garbage where unused."""

    ssrc: int
    count: int
    t1: int
    t2: int = 0
    t3: int = 0


@dataclass(frozen=True, slots=True)
class Feedback:
    """RS: `sequence` (octets 8-9) is the highest received; some peers put it in `low` (octets 10-11)."""

    ssrc: int
    sequence: int
    low: int = 0


@dataclass(frozen=True, slots=True)
class BitrateLimit:
    """RL: `ssrc` asks us to stay below so many bits per second."""

    ssrc: int
    bits_per_second: int


SessionPacket: TypeAlias = Invitation | Accepted | Rejected | Bye | Clock | Feedback | BitrateLimit


def is_session_packet(data: bytes) -> bool:
    """Tell whether a datagram is a session packet, well-formed or not; RTP can never start like one."""
    return data[:2] == SIGNATURE


def decode(data: bytes) -> SessionPacket:
    """Read a session packet in the tolerant form of session sheet 2; WireError for anything else."""
    command = data[2:4]
    try:
        if command == b"CK":
            return Clock(*_CLOCK.unpack_from(_signed(data))[1:])
        if command == b"RS":
            return Feedback(*_FEEDBACK.unpack_from(_signed(data))[1:])
        if command == b"RL":
            return BitrateLimit(*_LIMIT.unpack_from(_signed(data))[1:])
        return _decode_exchange(command, _signed(data))
    except struct.error as error:
        raise WireError(f"{command!r} packet of {len(data)} octets is too short") from error


def encode(packet: SessionPacket) -> bytes:
    """Write a session packet in the robust form of session sheet 2.1; WireError for a number out of range."""
    try:
        match packet:
            case Clock(ssrc, count, t1, t2, t3):
                return _CLOCK.pack(b"\xff\xffCK", ssrc, count, t1, t2, t3)
            case Feedback(ssrc, sequence, low):
                return _FEEDBACK.pack(b"\xff\xffRS", ssrc, sequence, low)
            case BitrateLimit(ssrc, bits_per_second):
                return _LIMIT.pack(b"\xff\xffRL", ssrc, bits_per_second)
            case Invitation(token, ssrc, name):
                return _EXCHANGE.pack(b"\xff\xffIN", VERSION, token, ssrc) + write_name(name)
            case Accepted(token, ssrc, name):
                return _EXCHANGE.pack(b"\xff\xffOK", VERSION, token, ssrc) + write_name(name)
            case Rejected(token, ssrc):
                return _EXCHANGE.pack(b"\xff\xffNO", VERSION, token, ssrc)
            case _:
                return _EXCHANGE.pack(b"\xff\xffBY", VERSION, packet.token, packet.ssrc)
    except struct.error as error:
        raise WireError(f"{packet} does not fit its fields: {error}") from error


def _signed(data: bytes) -> bytes:
    if data[:2] != SIGNATURE:
        raise WireError("no session packet: it does not start with FF FF")
    return data


def _decode_exchange(command: bytes, data: bytes) -> SessionPacket:
    if command not in (b"IN", b"OK", b"NO", b"BY"):
        raise WireError(f"unknown session command {command!r}")
    _, version, token, ssrc = _EXCHANGE.unpack_from(data)
    if version != VERSION:
        raise WireError(f"session protocol version {version}, not {VERSION}")
    if command == b"IN":
        return Invitation(token, ssrc, read_name(data[_EXCHANGE.size :]))
    if command == b"OK":
        return Accepted(token, ssrc, read_name(data[_EXCHANGE.size :]))
    return Rejected(token, ssrc) if command == b"NO" else Bye(token, ssrc)
