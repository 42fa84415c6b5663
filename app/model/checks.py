"""How a value of a patch refuses what it cannot be."""

import ipaddress
from collections.abc import Sequence
from typing import TypeVar

ItemT = TypeVar("ItemT")

MAX_NAME_OCTETS = 63
"""A session's name is a label of its mDNS announcement, and those end at 63 octets (design 7)."""

MAX_PORT = 65_535
MAX_SSRC = 0xFFFF_FFFF


class FieldError(ValueError):
    """A value that the field `key` cannot have; `expected` says in words what it can have."""

    def __init__(self, key: str, got: object, expected: str) -> None:
        super().__init__(f"{key}: expected {expected}, got {got!r}")
        self.key = key
        self.got = got
        self.expected = expected


def require(fits: bool, key: str, got: object, expected: str) -> None:
    """Raise FieldError unless the value fits."""
    if not fits:
        raise FieldError(key, got, expected)


def require_text(key: str, got: str) -> None:
    """Raise FieldError for a text with nothing to see in it."""
    require(bool(got.strip()), key, got, "a text that is not empty")


def require_choice(key: str, got: str, choices: Sequence[str]) -> None:
    """Raise FieldError for a word that is not one of the choices."""
    require(got in choices, key, got, "one of " + ", ".join(f'"{choice}"' for choice in choices))


def require_range(key: str, got: int, low: int, high: int) -> None:
    """Raise FieldError for a whole number outside low..high, both included."""
    require(low <= got <= high, key, got, f"a whole number from {low} to {high}")


def require_distinct(key: str, got: Sequence[ItemT]) -> None:
    """Raise FieldError when the same thing is listed twice."""
    require(len(set(got)) == len(got), key, got, "every entry once")


def require_listen(key: str, got: Sequence[str]) -> None:
    """Raise FieldError unless these are numeric addresses of this computer, or `*` for every one."""
    expected = 'addresses of this computer such as "192.0.2.7" or "::1", or "*" for all'
    require(bool(got) and all(entry == "*" or _is_numeric(entry) for entry in got), key, list(got), expected)


def _is_numeric(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
