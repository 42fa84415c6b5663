"""From a source to its destinations, inside the MIDI thread: one look-up, pure transforms, sounding state.

A *leg* is one way a message can take: (route, source, destination). What sounds is counted per leg and destination,
so that exactly the notes that came through a leg end with it (design 3, sounding state).
"""

from collections import deque
from collections.abc import Hashable, Iterable
from threading import Lock
from time import perf_counter_ns
from typing import Protocol, TypeAlias

from app.engine.cue_watch import CueWatch
from app.engine.loop_guard import LOOK_EVERY, LoopGuard
from app.engine.ring import MonitorRing
from app.media.routes import Hop, RouteTable, Transform
from app.media.sysex_queue import Transfer
from app.midi.sounding import Destination

ALL_OFF = tuple(
    bytes((0xB0 | channel, controller, 0)) for channel in range(16) for controller in (64, 120, 121, 123)
)
_LOOK_MASK = LOOK_EVERY - 1
PAST = 256
"""Of so many who are gone the counters are kept, for those who come back; strangers who come and go push them out."""

Tap: TypeAlias = deque[tuple[int, int, bytes]]
"""What arrived, as (when it was played in ns, source, message); bounded by who made it."""


class Sink(Protocol):
    """Where a leg ends: a local output, a stream, the monitor."""

    def deliver(self, message: bytes, ticks: int) -> Transfer | None:
        """Take one whole message that was played at `ticks`; gives how far it is when it takes its time."""

    def give_up(self, transfer: Transfer) -> None:
        """Make a long SysEx void that is on its way here; an ended one stays as it is."""


class NoSink:
    """The end of a leg that only looks: the monitor reads the ring."""

    def deliver(self, message: bytes, ticks: int) -> None:
        """Do nothing."""

    def give_up(self, transfer: Transfer) -> None:
        """Do nothing."""


class _Place:
    """A destination with what sounds at it."""

    __slots__ = ("sink", "sounding", "visit")

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.sounding = Destination()
        self.visit = object()


class _Leg:
    """One way; `twin` when another leg of the same source ends at the same destination.

    A transform that remembers belongs to the leg, and outlives a swap of tables as long as the leg does.
    """

    __slots__ = ("_make", "destination", "meter", "place", "route", "transform", "twin", "way")

    def __init__(self, source: int, hop: Hop, place: _Place, twin: bool) -> None:
        self.way: Hashable = (hop.route, source)
        self.route = hop.route
        self.meter = hop.meter
        self.destination = hop.destination
        self.place = place
        self.transform: Transform | None = hop.transform
        self.twin = twin
        self._make = hop.make
        self.forget()

    def forget(self) -> None:
        """Remember nothing of what passed."""
        if self._make is not None:
            self.transform = self._make()

    def continue_from(self, leg: "_Leg") -> None:
        """Take over what the same way remembers."""
        if self._make is not None:
            self.transform = leg.transform


class Router:
    """The installed routes and everything that sounds through them. Belongs to the MIDI thread."""

    def __init__(self, ring: MonitorRing) -> None:
        self._ring = ring
        self._places: dict[int, _Place] = {}
        self._legs: dict[int, tuple[_Leg, ...]] = {}
        self.meters: dict[int, int] = {}
        """Messages by meter of their hop; plain numbers that any thread may read."""
        self.source_counts: dict[int, int] = {}
        self.destination_counts: dict[int, int] = {}
        self.past: dict[int, tuple[int, int]] = {}
        """What they had counted who are gone, as source and as destination."""
        self._taps: tuple[Tap, ...] = ()
        self._tapping = Lock()
        self.guard: LoopGuard | None = None
        self.cues: CueWatch | None = None

    def add_sink(self, destination: int, sink: Sink) -> None:
        """Make a destination playable."""
        self._places[destination] = _Place(sink)

    def remove_sink(self, destination: int, ticks: int) -> list[bytes]:
        """Release what sounds at a destination and forget it; give what was played there for that."""
        place = self._places.pop(destination, None)
        if place is None:
            return []
        releases = [
            message for leg in self._all_legs() if leg.place is place for message in self._release(leg, ticks)
        ]
        self._legs = {
            source: kept
            for source, legs in self._legs.items()
            if (kept := tuple(leg for leg in legs if leg.place is not place))
        }
        return releases

    def forget(self, end: int) -> None:
        """Count no longer for who is gone for good: strangers who come and go have a new id each time."""
        came, went = self.past.pop(end, (0, 0))  # who is invited again and again keeps its id
        came, went = came + self.source_counts.pop(end, 0), went + self.destination_counts.pop(end, 0)
        self.past[end] = (came, went)
        while len(self.past) > PAST:
            del self.past[next(iter(self.past))]
        if self.guard is not None:
            self.guard.forget(end)

    def install(self, table: RouteTable, ticks: int) -> None:
        """Swap the table: release what ended legs hold, then play by the new one."""
        if self.guard is not None:
            self.guard.let_all_go()
        fresh = {source: self._legs_of(source, hops) for source, hops in table.items()}
        kept = {(leg.way, leg.destination): leg for legs in fresh.values() for leg in legs}
        for leg in list(self._all_legs()):
            same = kept.get((leg.way, leg.destination))
            if same is None:
                self._release(leg, ticks)
            else:
                same.continue_from(leg)
        self._legs = fresh

    def release_source(self, source: int, ticks: int) -> None:
        """Release all that a source holds anywhere; its legs stay."""
        if self.guard is not None:
            self.guard.let_go(source)
        for leg in self._legs.get(source, ()):
            self._release(leg, ticks)
            leg.forget()

    def feed(
        self,
        source: int,
        message: bytes,
        ticks: int,
        stamp_ns: int,
        repaired: bool = False,
        played_ns: int | None = None,
    ) -> None:
        """Route one whole message from a source that plays at `ticks`; `played_ns` when it was played before that."""
        counts = self.source_counts
        counts[source] = count = counts.get(source, 0) + 1
        for tap in self._taps:
            tap.append((stamp_ns if played_ns is None else played_ns, source, message))
        if self.cues is not None and source in self.cues.sources:
            self.cues.look(source, message)
        guard = self.guard
        if (
            guard is not None
            and (not count & _LOOK_MASK or source in guard.suspects)
            and guard.holds(source, message, ticks, stamp_ns, repaired, played_ns)
        ):
            return
        self.pass_on(source, message, ticks, stamp_ns, repaired, played_ns)

    def pass_on(
        self,
        source: int,
        message: bytes,
        ticks: int,
        stamp_ns: int,
        repaired: bool = False,
        played_ns: int | None = None,
    ) -> None:
        """Route a message that has been counted and is not held back."""
        legs = self._legs.get(source)
        if legs is None:
            return
        played: list[tuple[int, bytes]] | None = None
        for leg in legs:
            messages = (message,) if leg.transform is None else leg.transform(message)
            for each in messages:
                if leg.twin:
                    played = [] if played is None else played
                    if (leg.destination, each) in played:
                        continue
                    played.append((leg.destination, each))
                self._deliver(source, leg, each, ticks, stamp_ns, repaired, played_ns)

    def pass_into(self, source: int, destination: int, message: bytes, ticks: int, stamp_ns: int) -> None:
        """Route a message of a source to one of its destinations only."""
        for leg in self._legs.get(source, ()):
            if leg.destination == destination:
                for each in (message,) if leg.transform is None else leg.transform(message):
                    self._deliver(source, leg, each, ticks, stamp_ns, False, None)

    @property
    def is_tapped(self) -> bool:
        """Whether what arrives is noted anywhere."""
        return bool(self._taps)

    def add_tap(self, tap: Tap) -> None:
        """Note there everything that arrives from now on; any thread may ask."""
        with self._tapping:
            self._taps = (*self._taps, tap)

    def remove_tap(self, tap: Tap) -> None:
        """Note nothing there any more; any thread may ask, and a tap that is not there is fine."""
        with self._tapping:
            self._taps = tuple(each for each in self._taps if each is not tap)

    def has_sink(self, destination: int) -> bool:
        """Tell whether something can be played there."""
        return destination in self._places

    def give_up(self, destination: int, transfer: Transfer) -> None:
        """Make a long SysEx void that is on its way to a destination."""
        place = self._places.get(destination)
        if place is not None:
            place.sink.give_up(transfer)

    def play_into(self, destination: int, source: int, message: bytes, ticks: int) -> Transfer | None:
        """Play one whole message into a destination, by hand and without a cable; what it starts is held by nobody.

        It ends by its own note-off or by panic: who asked may be gone long before the note is over.
        """
        place = self._places.get(destination)
        if place is None:
            return None
        transfer = place.sink.deliver(message, ticks)
        self.destination_counts[destination] = self.destination_counts.get(destination, 0) + 1
        self._ring.add(perf_counter_ns(), source, destination, message, False)
        return transfer

    def release_all(self, ticks: int) -> None:
        """Release what sounds through any leg; the table stays."""
        for leg in self._all_legs():
            self._release(leg, ticks)

    def panic(self, ticks: int) -> None:
        """Silence every destination, whatever is known to sound there."""
        if self.guard is not None:
            self.guard.forget_all()
        self.release_all(ticks)
        for place in self._places.values():
            for message in ALL_OFF:
                place.sink.deliver(message, ticks)

    def visits_of(self, source: int) -> dict[int, object]:
        """Give what a source plays into, and since when: an object of its own for each time somebody came."""
        return {leg.destination: leg.place.visit for leg in self._legs.get(source, ())}

    def begin_visit(self, destination: int) -> None:
        """Whoever plays there was started anew, and knows nothing of before."""
        if destination in self._places:
            self._places[destination].visit = object()

    def ends_of(self, source: int) -> tuple[tuple[int, int], ...]:
        """Give (route, destination) of all legs of a source through which something leaves."""
        legs = self._legs.get(source, ())
        return tuple((leg.route, leg.destination) for leg in legs if not isinstance(leg.place.sink, NoSink))

    def _deliver(
        self,
        source: int,
        leg: _Leg,
        message: bytes,
        ticks: int,
        stamp_ns: int,
        repaired: bool,
        played_ns: int | None,
    ) -> None:
        sink = leg.place.sink
        for each in leg.place.sounding.feed(leg.way, message):
            sink.deliver(each, ticks)
        meter = leg.meter
        if meter is not None:
            self.meters[meter] = self.meters.get(meter, 0) + 1
        counts = self.destination_counts
        counts[leg.destination] = counts.get(leg.destination, 0) + 1
        self._ring.add(stamp_ns, source, leg.destination, message, repaired, played_ns)

    def _release(self, leg: _Leg, ticks: int) -> list[bytes]:
        releases = leg.place.sounding.release(leg.way)
        for message in releases:
            leg.place.sink.deliver(message, ticks)
            self._ring.add(perf_counter_ns(), 0, leg.destination, message, False)
        return releases

    def _legs_of(self, source: int, hops: Iterable[Hop]) -> tuple[_Leg, ...]:
        known = [hop for hop in hops if hop.destination in self._places]
        ends = [hop.destination for hop in known]
        return tuple(
            _Leg(source, hop, self._places[hop.destination], ends.count(hop.destination) > 1) for hop in known
        )

    def _all_legs(self) -> Iterable[_Leg]:
        return (leg for legs in self._legs.values() for leg in legs)
