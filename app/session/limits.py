"""What a stranger on the network can make a session grow or do, and how fast (session sheet 7, design 7)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Named limits with their reasons; per session, settable."""

    participants: int = 64
    """Each has streams, journals and a row in the window; more than any stage has."""
    half_open: int = 8
    """Invitations that were answered and cost nothing to make; a real peer completes in milliseconds."""
    held: int = 16
    """Questions to the user; nobody reads more, and each costs a row in the invitation bar."""
    burst: float = 5.0
    """Invitations from an unknown source and one host at once: a few programs starting together."""
    per_second: float = 1.0
    """The pace of an honest initiator (Apple repeats each second)."""
    total_per_second: float = 20.0
    """From all unknown sources together: bounds what forged source addresses can do."""
    hosts: int = 256
    """Hosts whose pace is remembered; bounds the memory itself."""
