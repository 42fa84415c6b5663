"""Which `[[peer]]` somebody is: entries of the patch first, then who was met in this run."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from app.model.address import Address
from app.model.endpoints import PeerEnd
from app.model.ids import free_id
from app.model.patch import Patch, Peer, Route
from app.session.policy import recognise

MET_PEERS = 1024
"""Strangers come and go; only the last ones met need an id that is not in the patch: more than ever sit at once."""


class PeerBook:
    """Gives everybody who appears in a session an id that a route can name."""

    def __init__(self) -> None:
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
        for peers in (patch.peers, self._met.values()):
            known = self._of_session((peer for peer in peers if peer.id not in others), session)
            peer = recognise(known, name, where)
            if peer is not None:
                return peer
        shown = name or (str(address) if address else "peer")
        peer = Peer(
            self.free_id(patch, shown), name=name, address=str(address) if address else None, session=session
        )
        self._met[peer.id] = peer
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
        return replace(patch, peers=(*patch.peers, met))

    def free_id(self, patch: Patch, name: str) -> str:
        """Make an id that nobody has."""
        return free_id(name, {peer.id for peer in patch.peers} | set(self._met))

    def forget(self, peer: str) -> None:
        """No longer know somebody who was met in this run."""
        self._met.pop(peer, None)

    def follow(self, session: str, new: str) -> None:
        """Let those who were met in a session follow its new name."""
        for peer in list(self._met.values()):
            if peer.session == session:
                self._met[peer.id] = replace(peer, session=new)

    @staticmethod
    def _of_session(peers: Iterable[Peer], session: str) -> tuple[Peer, ...]:
        return tuple(peer for peer in peers if peer.session in (None, session))


def seen_at(peer: Peer, address: Address, today: date) -> Peer:
    """Give the entry with its last address and the date, or as it is when it says so already.

    A link-local address is left out: it means nothing without the interface, whose number changes.
    """
    where = str(address)
    if address.scope or (peer.seen is not None and where in (peer.address, peer.last_address)):
        return peer
    return replace(peer, last_address=None if where == peer.address else where, seen=today)
