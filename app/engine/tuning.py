"""What the MIDI thread must know about each stream besides its cables: whom to watch, and what to hold how long."""

from collections.abc import Collection

from app.engine.desk import Desk
from app.engine.hosts import Hosts
from app.engine.orders import Delay, Watch
from app.engine.peer_book import PeerBook
from app.engine.seats import Seat, Seats


class Tuning:
    """Remembers what the thread was told and gives the orders for what is different."""

    def __init__(self, seats: Seats, hosts: Hosts, book: PeerBook, desk: Desk) -> None:
        self._seats = seats
        self._hosts = hosts
        self._book = book
        self._desk = desk
        self._told: dict[int, tuple[bool, int]] = {}

    def orders(self, used: Collection[int]) -> list[Watch | Delay]:
        """Give what changed; `used` are the ids that cables play from or into."""
        wanted = {
            seat.live: (seat.live in used, self.playout_ms(seat))
            for seat in self._seats
            if seat.playing and seat.live is not None
        }
        orders: list[Watch | Delay] = []
        for live, (watched, playout_ms) in wanted.items():
            was_watched, before_ms = self._told.get(live, (False, None))
            if watched != was_watched:
                orders.append(Watch(live, watched))
            if playout_ms != before_ms:
                orders.append(Delay(live, playout_ms))
        self._told = wanted
        return orders

    def playout_ms(self, seat: Seat) -> int:
        """Tell how long what somebody plays is held: as its own entry says, else as its session says."""
        peer = self._book.get(self._desk.patch, seat.peer)
        if peer is not None and peer.playout_ms is not None:
            return peer.playout_ms
        host = self._hosts.get(seat.session)
        return 0 if host is None else host.spec.playout_ms
