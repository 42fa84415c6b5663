"""Who of those that mDNS shows is whom we know: told apart by what mDNS calls them, which no two are called.

Two of a kind say the same name when they join; mDNS numbers the second one (RFC 6762, section 9).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from app.engine.sightings import Sighting
from app.model.address import Address
from app.model.alike import called_alike, is_announced_for
from app.model.patch import Peer
from app.session.policy import places_of


@dataclass(frozen=True, slots=True)
class Who:
    """Whom we know somebody as that is found: its participant, its ids in the patch, and what we call it."""

    participant: int | None = None
    peers: tuple[str, ...] = ()
    nickname: str | None = None


NOBODY: Final = Who()
"""Somebody whom we do not know."""


class _Index:
    """The sightings of one moment, by what they are looked up by."""

    def __init__(self, sightings: tuple[Sighting, ...]) -> None:
        self.sightings = sightings
        self.by_service = {each.service: each for each in sightings}
        self.by_name: dict[str, Sighting] = {}
        self.by_place: dict[tuple[str, int], Sighting] = {}
        self.by_host: dict[str, list[Sighting]] = {}
        for each in sightings:
            self.by_name.setdefault(each.name, each)
            for address in each.addresses:
                self.by_place[address.host, address.port] = each  # who was there before is no more
            for host in dict.fromkeys(address.host for address in each.addresses):
                self.by_host.setdefault(host, []).append(each)


class Neighbours:
    """Looks up in what mDNS shows now; `sightings` gives the same tuple until that changes."""

    def __init__(self, sightings: Callable[[], tuple[Sighting, ...]]) -> None:
        self._sightings = sightings
        self._last = _Index(())
        self._entries: Mapping[str, tuple[Peer, ...]] = {}
        self._entries_of: tuple[_Index, tuple[Peer, ...]] = (self._last, ())

    def of(self, peer: Peer) -> Sighting | None:
        """Find where a peer is announced: by its service if that is known, else by its name.

        Among those of one name, and its numbered twins, the one where the peer is or was goes first. There it is also
        when mDNS has given it another number, as it does when two of a kind are switched on the other way round.
        """
        index, name = self._index, peer.name
        known = None if peer.service is None else index.by_service.get(peer.service)
        if known is not None or not name:
            return known
        places = (index.by_place.get(place) for place in places_of(peer))
        here = [each for each in places if each is not None and called_alike(each.name, name)]
        said = next((each for each in here if is_announced_for(each.name, name)), None)
        named = index.by_name.get(name) if peer.service is None else None
        return said or named or next(iter(here), None)

    def at(self, address: Address | None) -> Sighting | None:
        """Find who is announced at a control address."""
        return None if address is None else self._index.by_place.get((address.host, address.port))

    def named(self, name: str) -> Sighting | None:
        """Find the first that is announced under a name."""
        return self._index.by_name.get(name)

    def comes_from(self, name: str | None, address: Address | None) -> Sighting | None:
        """Find who that is that says a name at an address, from whichever of its ports."""
        if name is None or address is None:
            return None
        here = [each for each in self._index.by_host.get(address.host, ()) if called_alike(each.name, name)]
        exactly = self.at(address)
        if exactly in here:
            return exactly
        likely = [each for each in here if is_announced_for(each.name, name)] or here
        return likely[0] if len(likely) == 1 else None

    def is_elsewhere(self, peer: Peer, address: Address) -> bool:
        """Tell whether who is at an address is announced there, and the peer, of much the same name, is another."""
        there = None if not peer.name else self.comes_from(peer.name, address)
        known = self.of(peer)
        return not (there is None or known is None or there is known or known.is_at(address))

    def entries(self, peers: tuple[Peer, ...]) -> Mapping[str, tuple[Peer, ...]]:
        """Give the entries of everybody who is announced, by service; reckoned anew only when either changes."""
        index = self._index
        if index is not self._entries_of[0] or peers is not self._entries_of[1]:
            entries: dict[str, tuple[Peer, ...]] = {}
            for peer in peers:
                sighting = self.of(peer)
                if sighting is not None:
                    entries[sighting.service] = (*entries.get(sighting.service, ()), peer)
            self._entries_of, self._entries = (index, peers), entries
        return self._entries

    @property
    def _index(self) -> _Index:
        sightings = self._sightings()
        if sightings is not self._last.sightings:
            self._last = _Index(sightings)
        return self._last
