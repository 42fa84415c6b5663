"""What Longwire starts with when there is no patch yet."""

from app.model.checks import MAX_NAME_OCTETS
from app.model.patch import Patch, Session


def first_patch(computer: str) -> Patch:
    """One session named after the computer, which asks before anybody joins."""
    return Patch(sessions=(Session(fitting_name(computer)),))


def fitting_name(name: str) -> str:
    """Shorten a name to what a session can be called, at a whole character."""
    short = name.strip().encode()[:MAX_NAME_OCTETS].decode(errors="ignore").strip()
    return short or "Longwire"
