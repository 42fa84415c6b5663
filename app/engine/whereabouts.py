"""Where the peers we know can be found, and trying them there: by mDNS, by what was typed, by name look-up."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from app.engine.api import Invitation, Problem
from app.engine.bus import Bus
from app.engine.desk import Desk
from app.engine.hosts import Hosts
from app.engine.interfaces import local_addresses, parse_scoped, preferred
from app.engine.lookups import look_up
from app.engine.neighbours import Neighbours, Who
from app.engine.peer_book import PeerBook, seen_at
from app.engine.people import People
from app.engine.phrases import reason_of
from app.engine.seats import Seat, Seats
from app.engine.session_host import SessionHost
from app.engine.sightings import Sighting
from app.model.address import Address, split_host_port
from app.model.patch import Access, Peer


class Whereabouts:
    """Pursues peers of the patch, follows them, and notes where they are. Belongs to the engine's loop."""

    def __init__(
        self,
        hosts: Hosts,
        seats: Seats,
        book: PeerBook,
        people: People,
        desk: Desk,
        bus: Bus,
        interfaces: tuple[str, ...],
        neighbours: Neighbours,
    ) -> None:
        self._hosts = hosts
        self._seats = seats
        self._book = book
        self._people = people
        self._desk = desk
        self._bus = bus
        self._interfaces = interfaces
        self._neighbours = neighbours
        self._lookups: set[asyncio.Task[None]] = set()

    # -- trying ---------------------------------------------------------------------------------------------

    def pursue(self, peer: Peer) -> Seat | None:
        """Want a peer of the patch, wherever it can be found now."""
        host = self._hosts.named(peer.session)
        if host is None:
            return None
        return self._people.want(host, peer, self._addresses_of(peer))

    def pursue_all(self, host: SessionHost) -> None:
        """Want all that the patch wants in a session."""
        for peer in self._desk.patch.peers:
            if peer.wanted and self._hosts.named(peer.session) is host:
                self.pursue(peer)

    def sighted(self, sighting: Sighting) -> None:
        """Try a wanted peer at once where mDNS shows it."""
        for seat in self._wanted(sighting):
            self._retarget(seat, sighting.addresses)

    def sighted_again(self, sighting: Sighting) -> None:
        """Try a wanted peer at once that says where it is, unless it plays or refused."""
        for seat in self._wanted(sighting):
            if seat.state in ("waiting", "silent", "inviting"):
                self._retarget(seat, sighting.addresses)

    def look_up(self, peer: str, host: str, port: int) -> None:
        """Ask the system where a typed host name is, aside, and try the peer there."""
        task = asyncio.get_running_loop().create_task(self._look_up(peer, host, port))
        self._lookups.add(task)
        task.add_done_callback(self._lookups.discard)

    # -- knowing --------------------------------------------------------------------------------------------

    def entries(self, service: str) -> tuple[Peer, ...]:
        """Give the entries of the patch of who is, or was, announced so."""
        peers = self._desk.patch.peers
        entries = self._neighbours.entries(peers).get(service)
        return entries or tuple(peer for peer in peers if peer.service == service)

    def seated(self, service: str) -> frozenset[str]:
        """Give the ids of who is announced so and has a seat."""
        sightings = ((seat.peer, self._sighting_of(seat)) for seat in self._seats)
        return frozenset(peer for peer, each in sightings if each is not None and each.service == service)

    def who_is(self) -> Mapping[str, Who]:
        """Tell of everybody who is announced, by service, which seat it has and what we call it."""
        patch, seats = self._desk.patch, self._seated()
        entries = self._neighbours.entries(patch.peers)
        known = {}
        for service in {*seats, *entries, *(each.name for each in patch.found)}:
            peers = entries.get(service, ())
            given = next((peer.nickname for peer in peers if peer.nickname), None)
            nickname = given or patch.found_nickname(service)
            known[service] = Who(seats.get(service), tuple(peer.id for peer in peers), nickname)
        return known

    def remember_access(self, host: SessionHost, asked: Invitation, access: Access) -> None:
        """Keep an answer for good in the patch."""
        address = Address(asked.address, asked.port)
        peer = self._book.identify(self._desk.patch, host.spec.name, asked.name, address)
        self._desk.put_peer(seen_at(replace(peer, access=access), address, _today()))

    def note(self) -> None:
        """Keep in the patch where those are who were answered for good or are wanted, to know them again by it."""
        patch, today = self._desk.patch, _today()
        there = {seat.peer: seat.address for seat in self._seats if seat.playing and seat.address}
        peers = tuple(
            seen_at(peer, there[peer.id], today)
            if peer.id in there and (peer.wanted or peer.access != "ask")
            else peer
            for peer in patch.peers
        )
        self._desk.change(replace(patch, peers=peers))

    # -- inside ---------------------------------------------------------------------------------------------

    def _addresses_of(self, peer: Peer) -> tuple[Address, ...]:
        # Where it was last is not among them: somebody else may live there by now.
        sighting = self._neighbours.of(peer)
        found = sighting.addresses if sighting else ()
        typed = split_host_port(peer.address) if peer.address else None
        literal = parse_scoped(*typed) if typed else None
        return (*found, literal) if literal is not None and literal not in found else tuple(found)

    def _wanted(self, sighting: Sighting) -> list[Seat]:
        found = []
        for seat in self._seats:
            peer = self._book.get(self._desk.patch, seat.peer) if seat.wanted else None
            if peer is not None and self._neighbours.of(peer) == sighting:
                found.append(seat)
        return found

    def _seated(self) -> dict[str, int]:
        """Tell which seat each announced peer has: where it is counts more than what it calls itself."""
        seats: dict[str, int] = {}
        for seat in self._seats:
            sighting = self._sighting_of(seat)
            if sighting is not None:
                seats.setdefault(sighting.service, seat.id)
        return seats

    def _sighting_of(self, seat: Seat) -> Sighting | None:
        near, peer = self._neighbours, self._book.get(self._desk.patch, seat.peer)
        known = near.of(peer) if peer else None
        if known is not None and known.is_at(seat.address):
            return known
        there = near.at(seat.address) or near.comes_from(seat.name, seat.address)
        if there is not None or known is not None:
            return there or known
        # Whoever is known by its service is not who has only its name: that one can still be invited.
        return None if peer is not None and peer.service is not None else near.named(seat.name)

    def _retarget(self, seat: Seat, addresses: tuple[Address, ...]) -> None:
        host = self._hosts.get(seat.session)
        if seat.live is not None and host is not None:
            host.retarget(seat.live, addresses)

    async def _look_up(self, peer: str, host: str, port: int) -> None:
        try:
            found = set(await look_up(host, port))
        except OSError as error:
            params = {"address": host, "reason": reason_of(error)}
            self._bus.raise_problem(Problem("peer.unreachable", params, {"peer": peer}))
            return
        for seat in self._seats:
            if seat.peer == peer:
                self._retarget(seat, preferred(found, local_addresses(self._interfaces)))


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
