"""One song inside the MIDI thread, played by the thread's own clock."""

from collections import deque
from collections.abc import Callable, Iterable
from typing import Literal

from app.engine.newcomers import Newcomers
from app.engine.play_orders import Place, PlayingMoved, SetPlaying, StartPlaying
from app.engine.router import Router
from app.engine.song_places import index_at, spaced
from app.engine.ticks import TICKS_PER_SECOND, ns_of
from app.midi.chase import Chase

LEAD_TICKS = TICKS_PER_SECOND // 50
"""From the order to the first note: the cable is laid and the packet is ready."""
LATE_TICKS = TICKS_PER_SECOND
"""Who comes so late was asleep: the song goes on from where it was instead of catching up in one burst."""
LATE_LEAD_TICKS = LEAD_TICKS
"""Nothing sounds during a lead-in, so nobody minds when it takes longer, but a cable passes no burst."""
EVENTS_PER_TURN = 256
"""A file with thousands of events at one moment must not keep the sockets waiting."""
TELL_EVERY_TICKS = TICKS_PER_SECOND // 4
SHORTEST_LOOP_TICKS = TICKS_PER_SECOND // 10


class Player:
    """What sounds through a song is known to the router as that of a cable, and released as such.

    What it has set is known here: where it goes on elsewhere, a lead-in sets what the song would have set by then, and
    after a pause what the pause has put to rest. Who comes in the middle of it is set up as those are who were there.
    """

    def __init__(
        self,
        order: StartPlaying,
        router: Router,
        report: Callable[[PlayingMoved], None],
        now: int,
    ) -> None:
        self.over = False
        self._playback, self._source, self._events = order.playback, order.source, order.events
        self._router = router
        self._report = report
        self._loop = order.loop
        self._length = max(order.length_ticks, SHORTEST_LOOP_TICKS)
        self._opening = order.opening
        self._set = Chase()
        self._newcomers = Newcomers(router, order.source)
        self._lead: deque[tuple[int, bytes]] = deque()
        self._tell_at = now
        self._held: int | None = None
        """Where a song stands that is held."""
        self._place: Place | None = order.place
        """Where it is to go on, until all is set for that."""
        self._rest: list[bytes] = []
        """What a pause has put to rest."""
        self._next = index_at(self._events, order.place.ticks)
        self._go(order.place.ticks, now + LEAD_TICKS)

    def flush(self, now: int) -> None:
        """Nothing is collected."""

    def get_timer(self) -> int | None:
        """Give the tick of the next event, of the end, or of the next report."""
        if self.over:
            return None
        greeting = self._newcomers.due
        if self._held is not None:
            return greeting
        due = min(self._due(), self._tell_at)
        return due if greeting is None else min(due, greeting)

    def handle_timer(self, now: int) -> None:
        """Play what is due."""
        if self.over:
            return
        self._newcomers.greet(self._set, now)
        if self._held is not None:
            return
        self._make_up(now - self._due())
        self._play(now)
        if self._next == len(self._events) and now >= self._begin + self._length:
            self._finish(now)
        elif now >= self._tell_at:
            self._tell(now)

    def end(self) -> None:
        """Play no more; what sounds is released with the cable."""
        self.over = True

    def change(self, order: SetPlaying, now: int) -> None:
        """Hold, go on, loop or not."""
        if order.loop is not None:
            self._loop = order.loop
        if order.paused and self._held is None:
            self._held = self._position(now)
            self._rest = [*self._set.held(), *(message for _, message in self._lead)]
            self._release(now)
        elif order.paused is False and self._held is not None:
            position, self._held = self._held, None
            self._go(position, now)
        self._tell(now)

    def seek(self, place: Place, now: int) -> None:
        """Go on elsewhere: at once, or when it goes on at all."""
        self._place = place
        self._next = index_at(self._events, place.ticks)
        self._release(now)
        if self._held is None:
            self._go(place.ticks, now)
        else:
            self._held = place.ticks
        self._tell(now)

    def look_round(self, now: int) -> None:
        """See whether somebody has come, or come back, to where this is played."""
        if not self.over:
            self._newcomers.look_round(self._set, now)

    # -- inside -------------------------------------------------------------------------------------------------

    def _go(self, position: int, start: int) -> None:
        """Go on at a position of the song, when all is set for that."""
        for ticks, message in self._lead_in():
            self._lead.append((start, message))
            start += ticks
        self._start, self._begin = position, start - position
        self._note_lead()

    def _lead_in(self) -> Iterable[tuple[int, bytes]]:
        place = self._place
        if place is None:
            return spaced((), self._rest)
        there = Chase(place.settings)
        return spaced(place.sysex, [*self._set.rests(there, self._opening), *place.settings])

    def _make_up(self, late: int) -> None:
        """Go on later by so much, if that is too late for going on as if nothing had been."""
        if late > (LATE_LEAD_TICKS if self._lead else LATE_TICKS):
            self._begin += late
            self._lead = deque((due + late, message) for due, message in self._lead)

    def _due(self) -> int:
        if self._lead:
            return self._lead[0][0]
        events = self._events
        return self._begin + (events[self._next][0] if self._next < len(events) else self._length)

    def _play(self, now: int) -> None:
        lead, events = self._lead, self._events
        for _ in range(EVENTS_PER_TURN):
            if self._due() > now:
                return
            if lead:
                self._pass_on(*lead.popleft())
                self._note_lead()
            elif self._next < len(events):
                ticks, message = events[self._next]
                self._next += 1
                self._pass_on(self._begin + ticks, message)
            else:
                return

    def _note_lead(self) -> None:
        if not self._lead:
            self._place = None

    def _pass_on(self, due: int, message: bytes) -> None:
        self._set.feed(message)
        self._router.pass_on(self._source, message, due, ns_of(due), False)

    def _finish(self, now: int) -> None:
        self._release(now)
        if self._loop:
            self._begin, self._next, self._start = self._begin + self._length, 0, 0
            for message in self._set.rests(None, self._opening):
                self._pass_on(now, message)
            self._tell(now)
        else:
            self.over = True
            self._report(PlayingMoved(self._playback, self._length, "done"))

    def _release(self, now: int) -> None:
        self._lead.clear()
        self._router.release_source(self._source, now)
        self._set.release()

    def _position(self, now: int) -> int:
        return max(self._start, now - self._begin) if self._held is None else self._held

    def _tell(self, now: int) -> None:
        self._tell_at = now + TELL_EVERY_TICKS
        state: Literal["playing", "paused"] = "playing" if self._held is None else "paused"
        self._report(PlayingMoved(self._playback, self._position(now), state))
