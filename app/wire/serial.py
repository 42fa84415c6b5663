"""Serial-number arithmetic (RFC 1982, as RTP uses it): order and distance of numbers that wrap."""


def distance16(a: int, b: int) -> int:
    """Signed distance a - b of two 16-bit numbers, -32768..32767."""
    return ((a - b + 0x8000) & 0xFFFF) - 0x8000


def distance32(a: int, b: int) -> int:
    """Signed distance a - b of two 32-bit numbers, -2^31..2^31-1."""
    return ((a - b + 0x8000_0000) & 0xFFFF_FFFF) - 0x8000_0000


def extend16(value: int, near: int) -> int:
    """Give the number with these low 16 bits that is nearest to the unbounded `near`; may be negative."""
    return near + ((value - near + 0x8000) & 0xFFFF) - 0x8000


def extend32(value: int, near: int) -> int:
    """Give the number with these low 32 bits that is nearest to the unbounded `near`; may be negative."""
    return near + ((value - near + 0x8000_0000) & 0xFFFF_FFFF) - 0x8000_0000
