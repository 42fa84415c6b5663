"""Who sits in our sessions, seen from the patch: one seat per peer and session, kept while the peer is away.

The session core counts connections; people count peers. A seat has one id for the whole run, also when its peer
drops and comes back, so that cables, undo steps and rows of the window stay what they are.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from app.engine.api import CommandError, ParticipantState, Problem
from app.model.address import Address

CONNECTIONS = 64
"""So many connections of one seat are counted together; who drops more often has other troubles."""


@dataclass(slots=True)
class Seat:
    """One peer in one session. `live` is its participant id in the session core; `playing` while its stream is open."""

    id: int
    session: int
    peer: str
    name: str
    live: int | None = None
    playing: bool = False
    role: str = "initiator"
    state: ParticipantState = "waiting"
    reason: str | None = None
    address: Address | None = None
    next_try: float | None = None
    wanted: bool = False
    since: float = 0.0
    since_wall: float = 0.0
    rtt_ms: float | None = None
    lives: deque[int] = field(default_factory=lambda: deque(maxlen=CONNECTIONS))
    """All that `live` has been, so that what was counted goes on when its peer comes back."""


class Seats:
    """All seats of all sessions, by what they are looked up by."""

    def __init__(self, next_id: Callable[[], int]) -> None:
        self._next_id = next_id
        self._by_id: dict[int, Seat] = {}
        self._by_peer: dict[tuple[int, str], Seat] = {}
        self._by_live: dict[int, Seat] = {}

    def __iter__(self) -> Iterator[Seat]:
        return iter(tuple(self._by_id.values()))

    def get(self, seat: int) -> Seat | None:
        """Find a seat by its id."""
        return self._by_id.get(seat)

    def known(self, seat: int) -> Seat:
        """Find the seat a command means; raises CommandError when it is not there any more."""
        found = self._by_id.get(seat)
        if found is None:
            raise CommandError(Problem("participant.unknown"))
        return found

    def of_live(self, participant: int) -> Seat | None:
        """Find the seat of a participant of the session core."""
        return self._by_live.get(participant)

    def of_peer(self, session: int, peer: str) -> Seat | None:
        """Find the seat of a peer in a session."""
        return self._by_peer.get((session, peer))

    def take(self, session: int, peer: str, name: str) -> Seat:
        """Give the seat of a peer, a new one if it has none yet."""
        seat = self._by_peer.get((session, peer))
        if seat is None:
            seat = Seat(self._next_id(), session, peer, name)
            self._by_id[seat.id] = seat
            self._by_peer[session, peer] = seat
        return seat

    def bind(self, seat: Seat, participant: int | None) -> None:
        """Say which participant of the session core a seat is now."""
        if seat.live is not None:
            self._by_live.pop(seat.live, None)
        seat.live = participant
        seat.playing = seat.playing and participant is not None
        if participant is not None:
            self._by_live[participant] = seat
            if participant not in seat.lives:
                seat.lives.append(participant)

    def remove(self, seat: Seat) -> None:
        """Forget a seat."""
        self.bind(seat, None)
        self._by_id.pop(seat.id, None)
        self._by_peer.pop((seat.session, seat.peer), None)
