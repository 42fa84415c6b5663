"""Sessions that invite everybody whom the network shows (`invite_all`, MIDIMonster's `invite = *`)."""

from collections.abc import Iterable

from app.engine.desk import Desk
from app.engine.hosts import Hosts
from app.engine.peer_book import PeerBook
from app.engine.people import People
from app.engine.seats import Seats
from app.engine.session_host import SessionHost
from app.engine.sightings import Sighting
from app.session.limits import Limits


class Everybody:
    """Invites each announced peer once, for this run; whom the user left stays alone until announced anew.

    Peers of the patch are not its business: there the user said whether they are wanted.
    """

    def __init__(self, hosts: Hosts, seats: Seats, book: PeerBook, people: People, desk: Desk) -> None:
        self._hosts = hosts
        self._seats = seats
        self._book = book
        self._people = people
        self._desk = desk
        self._invited: dict[tuple[int, str], str] = {}
        """The peer of each whom a session has invited, by its service."""

    def invite(self, sightings: Iterable[Sighting]) -> None:
        """Invite those of the announced peers who were not yet, and forget who is announced no longer."""
        sightings = tuple(sightings)
        services = {sighting.service for sighting in sightings}
        for session, service in [each for each in self._invited if each[1] not in services]:
            self._give_up(session, self._invited.pop((session, service)))
        for host in self._hosts:
            if host.spec.invite_all:
                for sighting in sightings:
                    self._invite(host, sighting)

    def _invite(self, host: SessionHost, sighting: Sighting) -> None:
        key = (host.id, sighting.service)
        if key in self._invited or not sighting.addresses or self._is_full(host):
            return
        peer = self._book.identify(self._desk.patch, host.spec.name, sighting.name, sighting.addresses[0])
        self._invited[key] = peer.id
        seat = self._seats.of_peer(host.id, peer.id)
        is_in = seat is not None and (seat.playing or seat.wanted)
        if not is_in and not self._is_known(peer.id):
            self._people.want(host, peer, sighting.addresses)

    def _give_up(self, session: int, peer: str) -> None:
        """Try no longer who is neither in nor announced: a guest of one night must not hold a seat for ever."""
        host, seat = self._hosts.get(session), self._seats.of_peer(session, peer)
        is_away = seat is not None and seat.wanted and not seat.playing
        if seat is not None and is_away and host is not None and not self._is_known(peer):
            self._people.drop(host, seat)

    def _is_known(self, peer: str) -> bool:
        return any(peer == known.id for known in self._desk.patch.peers)

    def _is_full(self, host: SessionHost) -> bool:
        return sum(seat.session == host.id for seat in self._seats) >= Limits().participants
