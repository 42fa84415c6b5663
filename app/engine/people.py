"""Peers in our sessions: who is wanted, who is found, who asks, who is in; views and events about them."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from time import monotonic, perf_counter, time

from app.engine import api
from app.engine.api import InvitationChanged, ParticipantChanged, Problem
from app.engine.bus import Bus
from app.engine.desk import Desk
from app.engine.peer_book import PeerBook
from app.engine.refusals import forget_stranger, tell_far, tell_stranger
from app.engine.seats import Seat, Seats
from app.engine.session_host import Happened, SessionHost
from app.engine.stream import Stream
from app.engine.tallies import counters_of
from app.engine.ticks import TICKS_PER_SECOND
from app.model.address import Address
from app.model.patch import Peer
from app.session import events
from app.session.reasons import Reason

log = logging.getLogger("longwire.session")

_PROBLEMS: Mapping[str, str] = {
    Reason.REFUSED: "peer.refused",
    Reason.DATA_REFUSED: "peer.refused",
    Reason.NO_ANSWER: "peer.silent",
    Reason.DATA_SILENT: "peer.half_open",
}


class People:
    """Turns what session cores tell into seats, views and events."""

    def __init__(
        self,
        seats: Seats,
        book: PeerBook,
        desk: Desk,
        bus: Bus,
        streams: Callable[[], Mapping[int, Stream]],
    ) -> None:
        self._seats = seats
        self._book = book
        self._desk = desk
        self._bus = bus
        self._streams = streams
        self._invitations: dict[int, api.Invitation] = {}
        self._shown: dict[int, api.Participant] = {}

    # -- views --------------------------------------------------------------------------------------------------

    def participants(self) -> tuple[api.Participant, ...]:
        """Show everybody as they were last told, with the counters of this moment."""
        streams = self._streams()
        live = {seat.id: streams[seat.live] for seat in self._seats if seat.live and seat.live in streams}
        return tuple(
            replace(view, counters=counters_of(live[view.id])) if view.id in live else view
            for view in self._shown.values()
        )

    def invitations(self) -> tuple[api.Invitation, ...]:
        """Show who waits for an answer."""
        return tuple(self._invitations.values())

    def invitation(self, invitation: int) -> api.Invitation | None:
        """Find a question that is still open."""
        return self._invitations.get(invitation)

    def name_of_live(self, participant: int) -> str | None:
        """Tell the name of a participant of a session core."""
        seat = self._seats.of_live(participant)
        peer = self._book.get(self._desk.patch, seat.peer) if seat else None
        return (peer.nickname if peer else None) or (seat.name if seat else None)

    # -- wanted -------------------------------------------------------------------------------------------------

    def want(self, host: SessionHost, peer: Peer, addresses: Iterable[Address]) -> Seat:
        """Pursue a connection to a peer of the patch from now on."""
        seat = self._seats.take(host.id, peer.id, peer.name or peer.address or peer.id)
        seat.wanted = True
        if seat.live is not None:
            host.retarget(seat.live, tuple(addresses))
        else:

            def take(live: int) -> None:
                nonlocal seat
                seat = self._bound(seat, live)

            host.invite(tuple(addresses), peer.name, take)
            forget_stranger(self._bus, host.spec.name, peer.name or "")
        self.show(seat)
        return seat

    def drop(self, host: SessionHost, seat: Seat) -> None:
        """Disconnect, or stop trying."""
        seat.wanted = False
        peer = self._book.get(self._desk.patch, seat.peer)
        if peer is not None and peer.wanted:
            self._desk.put_peer(replace(peer, wanted=False))
        if seat.live is not None:
            host.leave(seat.live)
        self.show(seat)

    def seat_referenced(self, host: SessionHost, peer: Peer) -> None:
        """Keep a seat for a peer that a cable names, also while it is away."""
        if self._seats.of_peer(host.id, peer.id) is None:
            seat = self._seats.take(host.id, peer.id, peer.name or peer.address or peer.id)
            seat.state, seat.reason = "waiting", "away"
            self.show(seat)

    def tidy(self) -> None:
        """Remove the seats nobody sits in and nothing needs."""
        for seat in self._seats:
            if seat.live is None and not self._needed(seat):
                self._remove(seat)

    def clear(self, session: int) -> None:
        """Remove the seats of a session that is no more."""
        for seat in self._seats:
            if seat.session == session:
                self._remove(seat)

    def _needed(self, seat: Seat) -> bool:
        return seat.wanted or seat.peer in self._book.named_by(self._desk.patch.routes)

    def _remove(self, seat: Seat) -> None:
        self._seats.remove(seat)
        shown = self._shown.pop(seat.id, None)
        if shown is not None:
            self._bus.emit(ParticipantChanged(shown, gone=True))

    def _bound(self, seat: Seat, live: int) -> Seat:
        sitting = self._seats.of_live(live)
        if sitting is None:
            self._seats.bind(seat, live)
            return seat
        if sitting is not seat:  # it is connected already, under another entry of the patch
            self._remove(seat)
        return sitting

    # -- what session cores tell --------------------------------------------------------------------------------

    def happened(self, host: SessionHost, happened: Happened) -> None:
        """Take over what one call to a session core brought."""
        touched: dict[int, Seat] = {}
        for event in happened.events:
            match event:
                case events.ParticipantChanged() if _is_news(event, self._seats):
                    seat = self._changed(host, event)
                    touched[seat.id] = seat
                case events.InvitationReceived():
                    self._asked(host, event)
                case events.InvitationExtended():
                    self._extended(event)
                case events.InvitationClosed():
                    self._settled(event.invitation)
                case events.RefusedFar():
                    tell_far(self._bus, host.spec.name, event)
                case events.RefusedUnknown() if not host.can_ask:
                    tell_stranger(self._bus, host.spec.name, event)
                case _:
                    log.debug("not shown: %s", event)
        for participant in (*happened.opened, *happened.closed):
            seat_of = self._seats.of_live(participant)
            if seat_of is not None:
                seat_of.playing = participant in happened.opened
                touched[seat_of.id] = seat_of
        for seat in touched.values():
            self.show(seat)
        self.tidy()

    def _changed(self, host: SessionHost, event: events.ParticipantChanged) -> Seat:
        seat = self._seats.of_live(event.participant)
        if seat is None:
            seat = self._seat_for(host, event)
            self._seats.bind(seat, event.participant)
            forget_stranger(self._bus, host.spec.name, event.name)
        if seat.state != event.state.value:
            seat.since, seat.since_wall = monotonic(), time()
        seat.state = event.state.value
        seat.role = event.role.value
        seat.reason = None if event.reason is None else event.reason.value
        seat.address = event.address or seat.address
        seat.next_try = _to_monotonic(event.next_try)
        seat.name = event.name or seat.name
        if event.state.final:
            self._seats.bind(seat, None)
            if event.reason is Reason.MOVED:
                self._hand_over(seat)
        self._tell_problem(seat)
        return seat

    def _seat_for(self, host: SessionHost, event: events.ParticipantChanged) -> Seat:
        # Two players may well be called the same: who plays here now is not somebody who comes in beside it.
        playing = {
            seat.peer
            for seat in self._seats
            if seat.session == host.id and seat.playing and seat.state == "connected"
        }
        peer = self._book.identify(
            self._desk.patch, host.spec.name, event.name, event.address, frozenset(playing)
        )
        return self._seats.take(host.id, peer.id, peer.name or event.name)

    def _hand_over(self, seat: Seat) -> None:
        """Give the seat of who moved to who came in beside it under the same name: it was the same player."""
        for other in self._seats:
            same = other.session == seat.session and other.name == seat.name and other is not seat
            two = self._book.is_elsewhere(self._desk.patch, seat.peer, other.address)
            if same and other.live is not None and not other.wanted and not two:
                live, playing = other.live, other.playing
                seat.state, seat.role, seat.address = other.state, other.role, other.address
                self._remove(other)
                self._seats.bind(seat, live)
                seat.playing = playing
                return

    def _tell_problem(self, seat: Seat) -> None:
        about = {"peer": seat.peer}
        code = _PROBLEMS.get(seat.reason or "")
        if code is not None and seat.state in ("waiting", "refused"):
            params = {
                "peer": seat.name,
                "address": seat.address,
                "control": seat.address.port if seat.address else "?",
                "data": seat.address.port + 1 if seat.address else "?",
            }
            _clear_problems(self._bus, about, but=code)
            self._bus.raise_problem(Problem(code, params, about))
        elif seat.state in ("connected", "left"):
            _clear_problems(self._bus, about)
            self._bus.clear_problem("peer.unreachable", {"address": str(seat.address)})

    def _asked(self, host: SessionHost, event: events.InvitationReceived) -> None:
        view = api.Invitation(
            event.invitation,
            host.id,
            event.name,
            event.address.host,
            event.address.port,
            _to_monotonic(event.expires) or 0.0,
        )
        self._invitations[event.invitation] = view
        self._bus.emit(InvitationChanged(view))

    def _extended(self, event: events.InvitationExtended) -> None:
        view = self._invitations.get(event.invitation)
        if view is not None:
            view = replace(view, expires=_to_monotonic(event.expires) or 0.0)
            self._invitations[event.invitation] = view
            self._bus.emit(InvitationChanged(view))

    def _settled(self, invitation: int) -> None:
        view = self._invitations.pop(invitation, None)
        if view is not None:
            self._bus.emit(InvitationChanged(replace(view, open=False)))

    # -- telling ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Tell the latency of those who are connected, where it changed."""
        streams = self._streams()
        for seat in self._seats:
            if seat.playing and seat.live is not None:
                stream = streams.get(seat.live)
                ticks = stream.clock.rtt_ticks if stream is not None else None
                seat.rtt_ms = None if ticks is None else ticks * 1000 / TICKS_PER_SECOND
                self.show(seat)

    def show_all(self) -> None:
        """Tell about everybody who looks different, as after an edit of the patch."""
        for seat in self._seats:
            self.show(seat)

    def show(self, seat: Seat) -> None:
        """Tell about a seat if it looks different from what was told last."""
        view = self.view(seat)
        if self._seats.get(seat.id) is seat and self._shown.get(seat.id) != view:
            self._shown[seat.id] = view
            self._bus.emit(ParticipantChanged(view))

    def view(self, seat: Seat) -> api.Participant:
        """Show a seat as it is now, without its counters."""
        peer = self._book.get(self._desk.patch, seat.peer)
        return api.Participant(
            id=seat.id,
            session=seat.session,
            peer=seat.peer,
            name=(peer.nickname or peer.name if peer else None) or seat.name,
            role="participant" if seat.role == "participant" else "initiator",
            address=seat.address.host if seat.address else "",
            port=seat.address.port if seat.address else 0,
            state=seat.state,
            reason=seat.reason,
            since=seat.since,
            since_wall=seat.since_wall,
            next_try=seat.next_try,
            rtt_ms=seat.rtt_ms if seat.playing else None,
            wanted=seat.wanted,
            access=peer.access if peer else "ask",
            own_name=(peer.name if peer else None) or seat.name,
        )


def _is_news(event: events.ParticipantChanged, seats: Seats) -> bool:
    # Whose seat was taken by another connection of the same peer goes without taking it along.
    return not event.state.final or seats.of_live(event.participant) is not None


def _clear_problems(bus: Bus, about: dict[str, str], but: str = "") -> None:
    """One thing keeps a peer away at a time: who refuses is no longer silent."""
    for each in {*_PROBLEMS.values()} - {but}:
        bus.clear_problem(each, about)


def _to_monotonic(stamp: float | None) -> float | None:
    return None if stamp is None else stamp - perf_counter() + monotonic()
