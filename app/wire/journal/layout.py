"""What every part of the journal codec shares: the limits of LENGTH and LEN, and the error when they are passed."""

from app.wire.errors import WireError

MAX_LENGTH_OCTETS = 1023
"""LENGTH has ten bits and counts its own header (wire sheet 5.2, 6)."""

MAX_LOGS = 128
"""LEN of chapters C, E and A has seven bits and is the number of logs less one (wire sheet 7.2, 7.6, 7.8)."""

S = 0x80
"""The S bit where it is bit 7 of an octet: nearly everywhere (wire sheet 14.3)."""


class JournalTooLarge(WireError):
    """A system or channel journal, or Chapter M, passes 1023 octets: drop optional logs first (wire sheet 6)."""


def checked_length(octets: int, what: str) -> int:
    """Give `octets` back if LENGTH can say it; raises JournalTooLarge otherwise."""
    if octets > MAX_LENGTH_OCTETS:
        raise JournalTooLarge(f"{what} of {octets} octets, LENGTH ends at {MAX_LENGTH_OCTETS}")
    return octets


def len_octet(logs: int, what: str) -> int:
    """Give LEN for a list that must have 1 to 128 logs; raises WireError otherwise."""
    if not 1 <= logs <= MAX_LOGS:
        raise WireError(f"{what} with {logs} logs, must be 1 to {MAX_LOGS}")
    return logs - 1


def require(data: bytes, at: int, octets: int, end: int, what: str) -> int:
    """Give the offset behind the next `octets`; raises WireError when they pass `end`."""
    behind = at + octets
    if behind > end:
        raise WireError(f"{what} needs {behind - end} octets more")
    return behind
