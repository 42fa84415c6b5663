"""What a cable can be plugged into, named as the patch file names it (design: words, endpoint)."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.model.checks import require, require_choice, require_text


@dataclass(frozen=True, slots=True)
class PortEnd:
    """A local MIDI port by its stable name; `nth` tells equal names apart, counted from 1."""

    name: str
    nth: int = 1

    def __post_init__(self) -> None:
        require_text("port", self.name)
        require(self.nth >= 1, "nth", self.nth, "1 for the first port of that name, 2 for the second, ...")


@dataclass(frozen=True, slots=True)
class SessionEnd:
    """Everyone in one of our sessions."""

    session: str

    def __post_init__(self) -> None:
        require_text("session", self.session)


@dataclass(frozen=True, slots=True)
class PeerEnd:
    """One peer, by the id of its `[[peer]]` entry, inside one of our sessions."""

    session: str
    peer: str

    def __post_init__(self) -> None:
        require_text("session", self.session)
        require_text("peer", self.peer)


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """A direct RTP-MIDI link without session protocol."""

    link: str

    def __post_init__(self) -> None:
        require_text("link", self.link)


@dataclass(frozen=True, slots=True)
class BuiltinEnd:
    """The test keyboard (only sends) or the monitor (only receives)."""

    kind: Literal["keyboard", "monitor"]

    def __post_init__(self) -> None:
        require_choice("builtin", self.kind, ("keyboard", "monitor"))


Endpoint: TypeAlias = PortEnd | SessionEnd | PeerEnd | LinkEnd | BuiltinEnd

KEYBOARD = BuiltinEnd("keyboard")
MONITOR = BuiltinEnd("monitor")
