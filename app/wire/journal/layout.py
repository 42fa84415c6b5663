"""What every part of the journal codec shares: limits of LEN and LENGTH, the S bit, terminated octets."""

import re

from app.wire.errors import WireError

MAX_LENGTH_OCTETS = 1023
"""LENGTH has ten bits and counts its own header (wire sheet 5.2, 6)."""

MAX_LOGS = 128
"""LEN of chapters C, E and A has seven bits and is the number of logs less one (wire sheet 7.2, 7.6, 7.8)."""

S_BIT = 0x80
"""The S bit where it is bit 7 of an octet: everywhere but Chapter N (wire sheet 14.3)."""

_LAST_OCTET = re.compile(rb"[\x80-\xff]")


class JournalTooLarge(WireError):  # noqa: N818 - says what is wrong, as the caller can mend it
    """A system or channel journal or a part passes its LENGTH: drop optional logs first (wire sheet 6)."""


def require(at: int, octets: int, end: int, what: str) -> int:
    """Give the offset behind the next `octets`; raises WireError when they pass `end`."""
    behind = at + octets
    if behind > end:
        raise WireError(f"{what} needs {behind - end} octets more")
    return behind


def require_length(at: int, header: int, length: int, end: int, what: str) -> int:
    """Give the offset behind a structure of LENGTH; WireError when it misses its header or passes `end`."""
    if length < header:
        raise WireError(f"{what}: LENGTH {length} does not cover its own header")
    return require(at, length, end, what)


def read_logs(data: bytes, at: int, end: int, what: str) -> tuple[bytes, bytes, int]:
    """Read a chapter of LEN+1 logs of two octets: first octets, second octets, the offset behind."""
    first = require(at, 1, end, what)
    behind = require(first, 2 * (data[at] & 0x7F) + 2, end, what)
    return data[first:behind:2], data[first + 1 : behind : 2], behind


def len_octet(logs: int, what: str) -> int:
    """Give LEN for a list that must have 1 to 128 logs; raises WireError otherwise."""
    if not 1 <= logs <= MAX_LOGS:
        raise WireError(f"{what} with {logs} logs, must be 1 to {MAX_LOGS}")
    return logs - 1


def length_field(octets: int, what: str) -> int:
    """Give `octets` back if LENGTH can say it; raises JournalTooLarge otherwise."""
    if octets > MAX_LENGTH_OCTETS:
        raise JournalTooLarge(f"{what} of {octets} octets, LENGTH ends at {MAX_LENGTH_OCTETS}")
    return octets


def check_bits(fields: int, bits: int, what: str) -> None:
    """Raise WireError if the OR of all fields shows that one is negative or wider than `bits`."""
    if fields >> bits:
        raise WireError(f"{what}: a field does not fit in {bits} bits")


def read_terminated(data: bytes, at: int, end: int, what: str) -> tuple[bytes, int]:
    """Read data octets up to the one with bit 7 set, which is cleared: octets and the offset behind."""
    last = _LAST_OCTET.search(data, at, end)
    if last is None:
        raise WireError(f"{what} does not end")
    behind = last.end()
    return data[at : behind - 1] + bytes((data[behind - 1] & 0x7F,)), behind


def terminated(octets: bytes, what: str) -> bytes:
    """Write one or more data octets with bit 7 set on the last one; raises WireError for others."""
    if not octets or not octets.isascii():
        raise WireError(f"{what} must be one or more 7-bit octets")
    return octets[:-1] + bytes((octets[-1] | 0x80,))
