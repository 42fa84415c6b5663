"""What a cable can be plugged into, named as the patch file names it (design: words, endpoint)."""

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class PortEnd:
    """A local MIDI port by its stable name; `nth` tells equal names apart, counted from 1."""

    name: str
    nth: int = 1


@dataclass(frozen=True, slots=True)
class SessionEnd:
    """Everyone in one of our sessions."""

    session: str


@dataclass(frozen=True, slots=True)
class PeerEnd:
    """One peer, by the id of its `[[peer]]` entry, inside one of our sessions."""

    session: str
    peer: str


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """A direct RTP-MIDI link without session protocol."""

    link: str


@dataclass(frozen=True, slots=True)
class BuiltinEnd:
    """The test keyboard (only sends) or the monitor (only receives)."""

    kind: Literal["keyboard", "monitor"]


Endpoint: TypeAlias = PortEnd | SessionEnd | PeerEnd | LinkEnd | BuiltinEnd

KEYBOARD = BuiltinEnd("keyboard")
MONITOR = BuiltinEnd("monitor")
