"""Which `[[peer]]` somebody is: entries of the patch first, then who was met in this run."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from app.engine.neighbours import Neighbours
from app.engine.rewrite import with_peer
from app.model.address import Address
from app.model.endpoints import PeerEnd
from app.model.ids import free_id
from app.model.patch import Patch, Peer, Route
from app.session.policy import recognise

MET_PEERS = 1024
"""Strangers come and go; only the last ones met need an id that is not in the patch: more than ever sit at once."""


class PeerBook:
    """Gives everybody who appears in a session an id that a route can name."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours
        self._met: dict[str, Peer] = {}
        self._indexed: tuple[Peer, ...] = ()
        self._index: dict[str, Peer] = {}
        self._routes: tuple[Route, ...] = ()
        self._named: frozenset[str] = frozenset()

    def identify(
        self,
        patch: Patch,
        session: str,
        name: str | None,
        address: Address | None,
        others: AbstractSet[str] = frozenset(),
    ) -> Peer:
        """Find who this is, or write a new entry for this run; it goes to the patch when something needs it.

        It is none of `others`, whatever its name.
        """
        where = address or Address("", 0)
        peer = self._recognise(patch.peers, session, name, where, others)
        if peer is not None:
            return peer
        peer = self._recognise(self._met.values(), session, name, where, others)
        if peer is None:
            text, shown = str(address) if address else None, name or (str(address) if address else "peer")
            peer = Peer(self.free_id(patch, shown), name=name, address=text, session=session)
        sighting = self._neighbours.comes_from(name, address)
        service = sighting.service if sighting else peer.service
        nickname = None if service is None else patch.found_nickname(service)
        self._met[peer.id] = peer = replace(peer, service=service, nickname=nickname)
        while len(self._met) > MET_PEERS:
            self._met.pop(next(iter(self._met)))
        return peer

    def get(self, patch: Patch, peer: str) -> Peer | None:
        """Find a peer by its id."""
        if patch.peers is not self._indexed:
            self._indexed = patch.peers
            self._index = {each.id: each for each in patch.peers}
        return self._index.get(peer) or self._met.get(peer)

    def named_by(self, routes: tuple[Route, ...]) -> frozenset[str]:
        """Give the peers that cables name; reckoned anew only when the cables have changed."""
        if routes is not self._routes:
            self._routes = routes
            ends = (end for route in routes for end in (route.source, route.destination))
            self._named = frozenset(end.peer for end in ends if isinstance(end, PeerEnd))
        return self._named

    def keep(self, patch: Patch, peer: str) -> Patch:
        """Give the patch with that peer in it."""
        met = self._met.get(peer)
        if met is None or any(each.id == peer for each in patch.peers):
            return patch
        return with_peer(patch, met)

    def free_id(self, patch: Patch, name: str) -> str:
        """Make an id that nobody has."""
        return free_id(name, {peer.id for peer in patch.peers} | set(self._met))

    def forget(self, peer: str) -> None:
        """No longer know somebody who was met in this run."""
        self._met.pop(peer, None)

    def call(self, peers: AbstractSet[str], service: str, nickname: str | None) -> None:
        """Call somebody who was met something else: those of `peers`, and who is announced so."""
        for peer in list(self._met.values()):
            if peer.id in peers or peer.service == service:
                self._met[peer.id] = replace(peer, service=service, nickname=nickname)

    def is_elsewhere(self, patch: Patch, peer: str, address: Address | None) -> bool:
        """Tell whether a peer is seen elsewhere, and who is at that address is another of much the same name."""
        known = self.get(patch, peer)
        return known is not None and address is not None and self._neighbours.is_elsewhere(known, address)

    def follow(self, session: str, new: str) -> None:
        """Let those who were met in a session follow its new name."""
        for peer in list(self._met.values()):
            if peer.session == session:
                self._met[peer.id] = replace(peer, session=new)

    def _recognise(
        self, peers: Iterable[Peer], session: str, name: str | None, where: Address, others: AbstractSet[str]
    ) -> Peer | None:
        possible = (peer for peer in peers if peer.id not in others and peer.session in (None, session))
        return recognise(
            [peer for peer in possible if not self._neighbours.is_elsewhere(peer, where)], name, where
        )


def seen_at(peer: Peer, address: Address, today: date) -> Peer:
    """Give the entry with its last address and the date, or as it is when it says so already.

    A link-local address is left out: it means nothing without the interface, whose number changes.
    """
    where = str(address)
    if address.scope or (peer.seen is not None and where in (peer.address, peer.last_address)):
        return peer
    return replace(peer, last_address=None if where == peer.address else where, seen=today)
