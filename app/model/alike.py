"""Names of two of a kind: mDNS numbers the second one, and both go on calling themselves by the same name."""

import re
from typing import Final

_NUMBER: Final = re.compile(r"(?: \([0-9]{1,3}\)| #[0-9]{1,3}|-[0-9]{1,3})$")
"""What Bonjour, Avahi and python-zeroconf append to a name that is taken (RFC 6762, section 9)."""


def called_alike(one: str, other: str) -> bool:
    """Tell whether two names differ in nothing but the number that tells two of a kind apart: `iPad`, `iPad (2)`."""
    return one == other or _NUMBER.sub("", one) == _NUMBER.sub("", other)
