"""Packets a person can read: `octets("FF FF 'IN' 0000 0002")`."""

import re

_PART = re.compile(r"'([^']*)'|([0-9A-Fa-f]+)|(\s+)")


def octets(text: str) -> bytes:
    """Give the octets of hexadecimal digits in pairs, however spaced, and of 'text' in UTF-8."""
    found = b""
    position = 0
    while position < len(text):
        part = _PART.match(text, position)
        if part is None:
            raise ValueError(f"neither hexadecimal nor quoted: {text[position:]!r}")
        quoted, digits, _ = part.groups()
        if quoted is not None:
            found += quoted.encode()
        elif digits:
            found += bytes.fromhex(digits)
        position = part.end()
    return found
