"""Sentences of the window: problems in the user's language, names of strangers made safe to show."""

import html
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.engine.api import BEFORE_FILE, ORIGINS, Phrase, Problem, Severity, Snapshot
from app.model.endpoints import BuiltinEnd, Endpoint, LinkEnd, PeerEnd, PortEnd, SessionEnd

NAME_LIMIT: Final = 48
"""Characters of a foreign name that are shown: enough for any real name, too few to fill the window."""


def problem_text(problem: Problem) -> str:
    """Say a problem in the user's language; the English template is the key of its translation."""
    return filled("Problem", problem.template, problem.params)


def filled(context: str, template: str, params: Mapping[str, object]) -> str:
    """Say an English template in the user's language, with its place-holders filled; phrases are said too."""
    said = {key: phrase_text(value) if isinstance(value, Phrase) else value for key, value in params.items()}
    return QCoreApplication.translate(context, template).format(**said)


def phrase_text(phrase: Phrase) -> str:
    """Say a part of a problem's sentence in the user's language."""
    return filled("Phrase", phrase.template, phrase.params)


def severity_text(severity: Severity) -> str:
    """Name a severity."""
    names = {
        "info": QCoreApplication.translate("Severity", "Note"),
        "warning": QCoreApplication.translate("Severity", "Warning"),
        "error": QCoreApplication.translate("Severity", "Error"),
    }
    return names[severity]


def shown_name(name: str) -> str:
    """Make a name that somebody else chose fit to show: printable, and not longer than a name is."""
    clean = "".join(letter if letter.isprintable() else " " for letter in name).strip()
    return clean if len(clean) <= NAME_LIMIT else clean[: NAME_LIMIT - 1].rstrip() + "…"


def hop_name(name: str) -> str:
    """Make the name of a hop's end fit to show; what the engine calls by itself it calls in English."""
    origin, between, file = name.partition(BEFORE_FILE)
    if origin not in ORIGINS:
        return shown_name(name)
    return QCoreApplication.translate("Endpoint", origin) + between + shown_name(file)


def in_action(text: str) -> str:
    """Keep an ampersand in a name from becoming a shortcut, where menus and buttons would make it one."""
    return text.replace("&", "&&")


def in_tip(text: str) -> str:
    """Keep a name in a tool tip from being read as markup, which Qt does wherever it looks like some."""
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if "<" in text else text


def shown_markup(name: str) -> str:
    """Do the same for a place where markup is read."""
    return html.escape(shown_name(name))


def endpoint_name(end: Endpoint, snapshot: Snapshot) -> str:
    """Name an endpoint as the canvas does."""
    match end:
        case BuiltinEnd(kind="keyboard"):
            return QCoreApplication.translate("Endpoint", "Test keyboard")
        case BuiltinEnd():
            return QCoreApplication.translate("Endpoint", "Monitor")
        case LinkEnd(link=name) | SessionEnd(session=name):
            return shown_name(name)
        case PortEnd():
            return shown_name(snapshot.patch.device_name(end))
        case PeerEnd(peer=peer):
            names = (one.name for one in snapshot.participants if one.peer == peer)
            return shown_name(next(names, _patch_name(peer, snapshot)))


def _patch_name(peer: str, snapshot: Snapshot) -> str:
    return next((one.shown_name for one in snapshot.patch.peers if one.id == peer), peer)
