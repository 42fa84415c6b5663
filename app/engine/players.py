"""Songs and dumps inside the MIDI thread: each plays by the thread's own clock, never by the window's."""

from collections.abc import Callable

from app.engine.dump_sender import DumpSender
from app.engine.play_orders import (
    CancelDump,
    DumpMoved,
    EndPlaying,
    PlayingMoved,
    PlayOrder,
    SendDump,
    SetPlaying,
    StartPlaying,
)
from app.engine.router import Router
from app.engine.ticks import TICKS_PER_SECOND, ns_of

LEAD_TICKS = TICKS_PER_SECOND // 50
"""From the order to the first note: the cable is laid and the packet is ready."""
LATE_TICKS = TICKS_PER_SECOND
"""Who comes so late was asleep: the song goes on from where it was instead of catching up in one burst."""
EVENTS_PER_TURN = 256
"""A file with thousands of events at one moment must not keep the sockets waiting."""
TELL_EVERY_TICKS = TICKS_PER_SECOND // 4
SHORTEST_LOOP_TICKS = TICKS_PER_SECOND // 10


class Player:
    """One song. What sounds through it is known to the router as that of a cable, and released as such."""

    def __init__(
        self,
        order: StartPlaying,
        router: Router,
        report: Callable[[PlayingMoved], None],
        now: int,
    ) -> None:
        self.over = False
        self._order = order
        self._router = router
        self._report = report
        self._loop = order.loop
        self._length = max(order.length_ticks, SHORTEST_LOOP_TICKS)
        self._begin = now + LEAD_TICKS
        self._held: int | None = None
        self._next = 0
        self._tell_at = now

    def flush(self, now: int) -> None:
        """Nothing is collected."""

    def get_timer(self) -> int | None:
        """Give the tick of the next event, of the end, or of the next report."""
        if self.over or self._held is not None:
            return None
        return min(self._due(), self._tell_at)

    def handle_timer(self, now: int) -> None:
        """Play what is due."""
        if self.over or self._held is not None:
            return
        late = now - self._due()
        if late > LATE_TICKS:
            self._begin += late
        self._play(now)
        if self._next == len(self._order.events) and now >= self._begin + self._length:
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
            self._held = now - self._begin
            self._router.release_source(self._order.source, now)
        elif order.paused is False and self._held is not None:
            self._begin, self._held = now - self._held, None
        self._tell(now)

    def _due(self) -> int:
        events = self._order.events
        return self._begin + (events[self._next][0] if self._next < len(events) else self._length)

    def _play(self, now: int) -> None:
        events, begin, source = self._order.events, self._begin, self._order.source
        last = min(self._next + EVENTS_PER_TURN, len(events))
        while self._next < last:
            ticks, message = events[self._next]
            due = begin + ticks
            if due > now:
                break
            self._next += 1
            self._router.pass_on(source, message, due, ns_of(due), False)

    def _finish(self, now: int) -> None:
        self._router.release_source(self._order.source, now)
        if self._loop:
            self._begin, self._next = self._begin + self._length, 0
            self._tell(now)
        else:
            self.over = True
            self._report(PlayingMoved(self._order.playback, self._length, "done"))

    def _tell(self, now: int) -> None:
        self._tell_at = now + TELL_EVERY_TICKS
        held = self._held
        position = max(0, now - self._begin if held is None else held)
        state = "playing" if held is None else "paused"
        self._report(PlayingMoved(self._order.playback, position, state))  # type: ignore[arg-type]


class Players:
    """All that is played and sent from files at the moment."""

    def __init__(
        self,
        router: Router,
        report: Callable[..., None],
        touch: Callable[[Player | DumpSender], None],
    ) -> None:
        self._router = router
        self._report = report
        self._touch = touch
        self._songs: dict[int, Player] = {}
        self._dumps: dict[int, DumpSender] = {}

    def carry_out(self, order: PlayOrder, now: int) -> None:
        """Do what the engine asks for; what is about something that has ended is passed over."""
        match order:
            case StartPlaying():
                player = Player(order, self._router, self._report, now)
                self._songs[order.playback] = player
                self._touch(player)
            case SetPlaying() if order.playback in self._songs:
                player = self._songs[order.playback]
                player.change(order, now)
                self._touch(player)
            case EndPlaying() if order.playback in self._songs:
                player = self._songs.pop(order.playback)
                player.end()
                self._touch(player)
            case SendDump():
                dump = DumpSender(order, self._router, self._dump_moved, now)
                self._dumps[order.sending] = dump
                self._touch(dump)
            case CancelDump() if order.sending in self._dumps:
                dump = self._dumps.pop(order.sending)
                dump.cancel(now)
                self._touch(dump)

    def end_all(self, now: int) -> None:
        """Play and send nothing any more: nobody is to get the beginning of something that has no end."""
        for player in self._songs.values():
            player.end()
        for dump in list(self._dumps.values()):
            dump.cancel(now)
        self._songs.clear()

    def _dump_moved(self, moved: DumpMoved) -> None:
        if moved.state != "sending":
            self._dumps.pop(moved.sending, None)  # a whole sample memory is not kept for nothing
        self._report(moved)
