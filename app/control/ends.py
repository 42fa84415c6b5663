"""Endpoints as people type them (design 6): `port:NAME`, `session:NAME/PEER`, `link:NAME`, `keyboard`, `monitor`.

`/` and `%` inside names are written `%2F` and `%25`; most names of JACK and ALSA have a `:`, which is itself.
`port:NAME/2` is the second port of that name.
"""

import re
from urllib.parse import unquote

from app.control.errors import RequestError
from app.model.endpoints import KEYBOARD, MONITOR, BuiltinEnd, Endpoint, LinkEnd, PeerEnd, PortEnd, SessionEnd

FORMS = "port:NAME, session:NAME, session:NAME/PEER, link:NAME, keyboard or monitor"
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def parse_end(text: str) -> Endpoint:
    """Read an endpoint; raises RequestError that says which forms there are."""
    kind, colon, rest = text.partition(":")
    if not colon and kind in ("keyboard", "monitor"):
        return KEYBOARD if kind == "keyboard" else MONITOR
    try:
        name, second = _names(rest)
        match kind:
            case "port":
                return PortEnd(name, 1 if second is None else int(second))
            case "session":
                return SessionEnd(name) if second is None else PeerEnd(name, second)
            case "link" if second is None:
                return LinkEnd(name)
    except ValueError:
        pass
    raise RequestError(f"“{text}” is no end of a cable: expected {FORMS}, with / % in names as %2F %25.")


def end_text(end: Endpoint) -> str:
    """Write what `parse_end` reads."""
    match end:
        case PortEnd(name, nth):
            return f"port:{_quoted(name)}" + (f"/{nth}" if nth > 1 else "")
        case SessionEnd(session):
            return f"session:{_quoted(session)}"
        case PeerEnd(session, peer):
            return f"session:{_quoted(session)}/{_quoted(peer)}"
        case LinkEnd(link):
            return f"link:{_quoted(link)}"
        case BuiltinEnd(kind):
            return kind


def _names(text: str) -> tuple[str, str | None]:
    first, slash, second = text.partition("/")
    if "/" in second or _ESCAPE.search(text):
        raise ValueError(text)
    name = unquote(first, errors="strict")
    return name, unquote(second, errors="strict") if slash else None


def _quoted(name: str) -> str:
    return name.replace("%", "%25").replace("/", "%2F")
