"""What the engine orders the MIDI thread to do about direct links, and what is reported back: frozen values."""

import socket
from dataclasses import dataclass
from typing import TypeAlias

from app.model.address import Address
from app.model.patch import JournalMode


@dataclass(frozen=True, slots=True)
class OpenLink:
    """Serve a link's sockets from now on; the thread owns and closes them.

    `spare` are ids for peers that will be learned: cables out of them are installed beforehand, so that already the
    first packet of a new peer plays. After `silence_ticks` without a packet a learned peer is forgotten, and what a
    fixed one holds is released.
    """

    link: int
    ssrc: int
    ways: tuple[socket.socket, ...]
    journal: JournalMode
    marker: bool
    learn: bool
    spare: tuple[int, ...]
    silence_ticks: int


@dataclass(frozen=True, slots=True)
class CloseLink:
    """Release everything that goes through a link and close its sockets."""

    link: int


@dataclass(frozen=True, slots=True)
class SetLinkPeers:
    """Play with exactly these fixed peers, (id, address) each."""

    link: int
    peers: tuple[tuple[int, Address], ...]


@dataclass(frozen=True, slots=True)
class ForgetLinkPeer:
    """Release what goes to and comes from a learned peer, and no longer know it."""

    link: int
    peer: int


@dataclass(frozen=True, slots=True)
class SpareLinkPeer:
    """One more id for a peer that will be learned."""

    link: int
    peer: int


LinkOrder: TypeAlias = OpenLink | CloseLink | SetLinkPeers | ForgetLinkPeer | SpareLinkPeer


@dataclass(frozen=True, slots=True)
class PeerLearned:
    """Somebody sent RTP-MIDI to a link that learns, and is a peer of it from now on."""

    link: int
    peer: int
    address: Address


@dataclass(frozen=True, slots=True)
class PeerForgotten:
    """A learned peer is no longer one: it was silent for long, was forgotten by hand, or is a fixed one now."""

    link: int
    peer: int


@dataclass(frozen=True, slots=True)
class LinkFull:
    """Somebody could not become a peer of a link because it has learned as many as it may; told once."""

    link: int
    address: Address


LinkReport: TypeAlias = PeerLearned | PeerForgotten | LinkFull
