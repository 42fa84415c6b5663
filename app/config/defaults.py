"""What Longwire starts with when there is no patch yet."""

from app.config.settings import SessionSettings
from app.model.checks import MAX_NAME_OCTETS
from app.model.patch import Patch, Session


def first_patch(computer: str, wanted: SessionSettings | None = None) -> Patch:
    """One session named after the computer, as the user wants new ones: without a word, it asks who may join."""
    wanted = wanted or SessionSettings()
    session = Session(fitting_name(computer), accept=wanted.accept, playout_ms=wanted.playout_ms)
    return Patch(sessions=(session,))


def fitting_name(name: str) -> str:
    """Shorten a name to what a session can be called, at a whole character."""
    short = name.strip().encode()[:MAX_NAME_OCTETS].decode(errors="ignore").strip()
    return short or "Longwire"
