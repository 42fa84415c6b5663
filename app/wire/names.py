"""Names on the wire: what we send, and what of a stranger's text we are willing to show."""

import unicodedata
from typing import Final

NAME_SENT_OCTETS: Final = 63
"""Also the limit of a DNS-SD label; many peers keep no more than 64 (session sheet 2.1)."""

NAME_READ_OCTETS: Final = 256
"""Nobody needs more; bounds what a stranger can make us keep and show."""

_INVISIBLE: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_JOINERS: Final = frozenset(
    ("\u200c", "\u200d")
)  # needed by several scripts and by emoji, and they hide nothing


def clean_name(text: str) -> str:
    """Strip control, bidi and other invisible characters, line breaks, and white space at the ends."""
    return "".join(filter(_is_shown, text)).strip()


def read_name(octets: bytes) -> str | None:
    """Take a name up to the first NUL or the end, cleaned; None when there is none (session sheet 2.1)."""
    text = octets[:NAME_READ_OCTETS].split(b"\0", 1)[0].decode("utf-8", "replace")
    return clean_name(text) or None


def write_name(name: str | None) -> bytes:
    """Give at most 63 octets of UTF-8, cut between characters, and one NUL."""
    octets = clean_name(name or "").encode()[:NAME_SENT_OCTETS]
    return octets.decode("utf-8", "ignore").rstrip().encode() + b"\0"


def _is_shown(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in _INVISIBLE
