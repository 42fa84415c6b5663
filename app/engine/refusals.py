"""What is told of people whom a session refused by itself: bounded, whoever knocks."""

from app.engine.bus import Bus
from app.engine.problems import Problem
from app.session.events import RefusedFar, RefusedUnknown

STRANGERS = 8
"""Of whom is told at a time; a stranger may have a new name with every try."""


def tell_far(bus: Bus, session: str, event: RefusedFar) -> None:
    """Tell of the first one only: the internet never stops knocking."""
    _tell_once(bus, "session.far", {"session": session}, session, event)


def tell_stranger(bus: Bus, session: str, event: RefusedUnknown) -> None:
    """Tell once of each who is not known, where nobody can be asked whether it may join."""
    if sum(each.code == "session.stranger" for each in bus.problems) < STRANGERS:
        _tell_once(bus, "session.stranger", _stranger(session, event.name), session, event)


def forget_stranger(bus: Bus, session: str, name: str) -> None:
    """Somebody of that name has come in."""
    bus.clear_problem("session.stranger", _stranger(session, name))


def _tell_once(
    bus: Bus, code: str, about: dict[str, str], session: str, event: RefusedFar | RefusedUnknown
) -> None:
    if not any(each.code == code and each.about == about for each in bus.problems):
        params = {"name": event.name, "address": event.address.host, "session": session}
        bus.raise_problem(Problem(code, params, about))


def _stranger(session: str, name: str) -> dict[str, str]:
    return {"session": session, "name": name}
