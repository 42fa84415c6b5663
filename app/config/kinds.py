"""The kinds of value that a key of the patch file can have, each with its reading and its writing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.midi.specs import parse_spec
from app.model.checks import FieldError
from app.model.endpoints import BuiltinEnd, Endpoint, LinkEnd, PeerEnd, PortEnd, SessionEnd


class MisfitError(ValueError):
    """A value of the wrong kind; `expected` names the right one."""

    def __init__(self, expected: str, got: object) -> None:
        super().__init__(expected)
        self.expected = expected
        self.got = got


@dataclass(frozen=True, slots=True)
class Kind:
    """`read` turns plain TOML data into the model's value or raises MisfitError; `write` turns it back."""

    read: Callable[[object], Any]
    write: Callable[[Any], object] = lambda value: value


ENDPOINT_FORM = (
    "an endpoint: { port = NAME, nth = 2 }, { session = NAME }, { session = NAME, peer = ID }, "
    '{ link = NAME } or { builtin = "keyboard" | "monitor" }'
)


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise MisfitError('a text in quotes, such as "Studio"', value)
    return value


def _read_integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise MisfitError("a whole number", value)
    return value


def _read_boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise MisfitError("true or false", value)
    return value


def _read_date(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise MisfitError("a date without quotes, such as 2026-11-23", value)
    return value


def _read_texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise MisfitError('a list of texts, such as ["one", "two"]', value)
    return tuple(value)


def _read_integers(value: object) -> tuple[int, ...]:
    if not isinstance(value, list) or not all(type(entry) is int for entry in value):
        raise MisfitError("a list of whole numbers, such as [1, 2]", value)
    return tuple(value)


def _read_pair(value: object) -> tuple[int, int]:
    numbers = _read_integers(value)
    if len(numbers) != 2:
        raise MisfitError("two whole numbers, such as [36, 60]", value)
    return numbers[0], numbers[1]


def _read_spec(value: object) -> str:
    text = _read_text(value)
    try:
        parse_spec(text)
    except ValueError as error:
        raise MisfitError(str(error), value) from None
    return text


def _read_endpoint(value: object) -> Endpoint:
    if not isinstance(value, Mapping):
        raise MisfitError(ENDPOINT_FORM, value)
    make = _ENDPOINTS.get(frozenset(value))
    if make is None:
        raise MisfitError(ENDPOINT_FORM, dict(value))
    for key, entry in value.items():
        wanted = int if key == "nth" else str
        if type(entry) is not wanted:
            raise MisfitError(ENDPOINT_FORM, dict(value))
    try:
        return make(value)
    except FieldError as error:
        raise MisfitError(f"{error.key} to be {error.expected}", dict(value)) from None


_ENDPOINTS: Mapping[frozenset[str], Callable[[Mapping[str, Any]], Endpoint]] = {
    frozenset({"port"}): lambda end: PortEnd(end["port"]),
    frozenset({"port", "nth"}): lambda end: PortEnd(end["port"], end["nth"]),
    frozenset({"session"}): lambda end: SessionEnd(end["session"]),
    frozenset({"session", "peer"}): lambda end: PeerEnd(end["session"], end["peer"]),
    frozenset({"link"}): lambda end: LinkEnd(end["link"]),
    frozenset({"builtin"}): lambda end: BuiltinEnd(end["builtin"]),
}


def _write_endpoint(end: Endpoint) -> dict[str, object]:
    match end:
        case PortEnd(name, 1):
            return {"port": name}
        case PortEnd(name, nth):
            return {"port": name, "nth": nth}
        case SessionEnd(session):
            return {"session": session}
        case PeerEnd(session, peer):
            return {"session": session, "peer": peer}
        case LinkEnd(link):
            return {"link": link}
        case BuiltinEnd(kind):
            return {"builtin": kind}


TEXT = Kind(_read_text)
DATE = Kind(_read_date)
INTEGER = Kind(_read_integer)
BOOLEAN = Kind(_read_boolean)
TEXTS = Kind(_read_texts, list)
INTEGERS = Kind(_read_integers, list)
PAIR = Kind(_read_pair, list)
SPEC = Kind(_read_spec)
ENDPOINT = Kind(_read_endpoint, _write_endpoint)
