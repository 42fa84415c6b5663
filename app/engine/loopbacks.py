"""Local ports that are no device: what is played into one comes out of the other of that name, in every system."""

import re

_LOOPBACKS = re.compile(r"midi through\b|iac driver\b|loopmidi port\b|loopbe internal midi\b", re.IGNORECASE)
"""ALSA's thru port, macOS's buses, and the usual two of Windows under the names they come with."""


def is_loopback(name: str) -> bool:
    """Tell whether a port of that name certainly gives back what it gets."""
    return _LOOPBACKS.match(name) is not None
