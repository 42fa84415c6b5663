"""How many session packets of strangers get through to the session core (design 3, admission limits).

The core judges each, and its judgement takes Python's lock from the MIDI thread: under a flood of 10 000 invitations a
second a note came 13 to 290 ms late. What passes here is still ten times of what the core lets in.
"""

from typing import Final

from app.engine.ticks import TICKS_PER_SECOND

PER_SECOND: Final = 200
"""Every participant a session can have, inviting on both ports and repeating itself."""
BURST: Final = 256
_COUNTED_APART: Final = frozenset((b"IN", b"OK", b"NO", b"BY"))
"""Answers to us must not drown in a flood of invitations."""


class Turnstile:
    """A bucket for each command; belongs to the MIDI thread."""

    def __init__(self) -> None:
        self._buckets: dict[bytes, tuple[float, int]] = {}

    def lets_in(self, command: bytes, now: int) -> bool:
        """Tell whether one more packet with this command may pass at tick `now`, and count it if so."""
        key = command if command in _COUNTED_APART else b""
        level, at = self._buckets.get(key, (BURST, now))
        level = min(BURST, level + max(0, now - at) * PER_SECOND / TICKS_PER_SECOND)
        passes = level >= 1
        self._buckets[key] = (level - passes, now)
        return passes
