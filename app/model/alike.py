"""Names of two of a kind: mDNS numbers the second one, and both go on calling themselves by the same name."""

import re
from typing import Final

_NUMBER: Final = re.compile(r"(?: \([0-9]{1,3}\)| #[0-9]{1,3}|-[0-9]{1,3})$")
"""What Bonjour, Avahi and python-zeroconf append to a name that is taken (RFC 6762, section 9)."""


def is_announced_for(service: str, name: str) -> bool:
    """Tell whether mDNS may call somebody so who says `name`: by that name, or by it with a number behind it."""
    return name in (service, _NUMBER.sub("", service))


def called_alike(one: str, other: str) -> bool:
    """Tell whether two may be of a kind: `iPad`, `iPad (2)`, `iPad (3)`. So may be two that are just called `Pad-1`."""
    plain = _NUMBER.sub("", one), _NUMBER.sub("", other)
    return is_announced_for(one, other) or is_announced_for(other, one) or plain[0] == plain[1]
