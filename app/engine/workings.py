"""The parts of the engine and how they react to each other; the commands are in `engine`."""

import itertools
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from secrets import randbits
from time import perf_counter

from app.engine import orders
from app.engine.announcer import Announcer
from app.engine.api import PatchStore, Problem, SessionChanged
from app.engine.bus import Bus
from app.engine.calling import call_scene, cue_ports, cues_of
from app.engine.counter_news import CounterNews
from app.engine.desk import Desk
from app.engine.discovery import Discovery, private_label
from app.engine.dump_files import DumpFiles
from app.engine.dumps import Dumps
from app.engine.evening import Evening, trips_of
from app.engine.everybody import Everybody
from app.engine.hosts import Hosts
from app.engine.inbox import Inbox
from app.engine.link_orders import LinkFull, PeerForgotten, PeerLearned
from app.engine.links import Links
from app.engine.listening import Listening
from app.engine.local_ports import LocalPorts
from app.engine.midi_thread import MidiThread
from app.engine.monitor import Monitor
from app.engine.neighbours import Neighbours
from app.engine.open_sessions import OpenSessions, with_moved_ports
from app.engine.origins import BY_HAND, MONITOR, TEST_KEYBOARD
from app.engine.patchbay import Patchbay
from app.engine.peer_book import PeerBook
from app.engine.people import People
from app.engine.phrases import Phrase
from app.engine.play_orders import DumpMoved, PlayingMoved
from app.engine.playbacks import Playbacks
from app.engine.ports import PortBackend, PortName
from app.engine.recorders import Recorders
from app.engine.savings import Savings
from app.engine.seats import Seats
from app.engine.session_host import Happened, SessionHost
from app.engine.sightings import Sighting
from app.engine.sleep_watch import through_sleep_ns
from app.engine.tuning import Tuning
from app.engine.whereabouts import Whereabouts
from app.model.endpoints import PeerEnd, PortEnd
from app.session.events import ParticipantChanged

log = logging.getLogger("longwire.app")

SECOND_S = 1.0
"""How often latencies are told."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the engine is to be."""

    version: str
    computer: str
    """The name people know this computer by."""
    interfaces: tuple[str, ...] = ()
    """Names or addresses of the network interfaces to use for mDNS; all when empty."""
    mdns: bool = True
    can_ask: bool = True
    """False without a window: nobody could answer, so `ask` behaves as `known` (design 6)."""
    midi_hint: Phrase | None = None
    """What to say where no MIDI system was found; None when none was wanted."""
    through_sleep_ns: Callable[[], int] = through_sleep_ns
    """Reads a clock that goes on while the computer sleeps."""


class Workings:
    """Builds the parts and passes on between them what happens. Belongs to the engine's loop."""

    def __init__(self, settings: Settings, store: PatchStore, backend: PortBackend) -> None:
        self.settings = settings
        self.next_id: Callable[[], int] = itertools.count(1).__next__
        self.keyboard, self.monitor_end = self.next_id(), self.next_id()
        self.bus = Bus()
        self.inbox = Inbox(self.report, self.settle)
        self._outbox: list[orders.Order] = []
        self._rewire_due, self._refreshed_at = False, 0.0
        self._called: str | None = None
        self.thread = MidiThread(self.inbox.put, self.monitor_end, settings.through_sleep_ns)
        self.monitor = Monitor(self.thread.ring, self.next_id)
        self.hands = {origin: self.monitor.add(origin, own=True) for origin in BY_HAND}
        self.savings = Savings(self.monitor, self.thread.packets)
        self.desk = Desk(store, self.bus, self.patch_changed)
        self.ports = LocalPorts(backend, self.thread, self.bus, self.next_id)
        near = Neighbours(lambda: self.announcer.sightings)
        self.hosts = Hosts(self.next_id, self.happened, self.bus, settings.can_ask, near.is_elsewhere)
        self.seats = Seats(self.next_id)
        self.book = PeerBook(near)
        self.people = People(self.seats, self.book, self.desk, self.bus, self.thread.streams)
        builtins = {"keyboard": self.keyboard, "monitor": self.monitor_end}
        self.links = Links(self.next_id, self.thread.submit, self.bus, self.rewire, self.monitor.name)
        self.dumps = Dumps(self.bus, self.thread.submit, self.monitor.name_of)
        self.patchbay = Patchbay(
            self.ports, self.seats, self.hosts.ids, builtins, self.next_id, self.bus, self.links
        )
        self.recorders = Recorders(self.thread, self.monitor, self.patchbay, self.bus)
        rewire = partial(self.use_ports, always=True)
        self.playbacks = Playbacks(self.thread, self.monitor, self.bus, self.next_id, rewire)
        self.dump_files = DumpFiles(self.thread, self.patchbay, self.monitor, self.savings, self.bus)
        self.listening = Listening(self.thread.router, self.monitor, self.patchbay.sources)
        self.whereabouts = Whereabouts(
            self.hosts, self.seats, self.book, self.people, self.desk, self.bus, settings.interfaces, near
        )
        self.announcer = self._announcer()
        self.everybody = Everybody(self.hosts, self.seats, self.book, self.people, self.desk)
        self.sessions = OpenSessions(
            self.hosts, self.announcer, self.bus, self.thread.submit, self.whereabouts.pursue_all, self._gone
        )
        self.counter_news = CounterNews(self.bus, self.people.participants)
        self.evening = Evening(
            self.bus, self.people.participants, trips_of(self.seats, self.thread.streams), self.hosts.ids
        )
        self.tuning = Tuning(self.seats, self.hosts, self.book, self.desk)

    def _announcer(self) -> Announcer:
        settings = self.settings
        discovery = (
            Discovery(private_label(randbits(32)), settings.interfaces, self._seen, self._seen_again)
            if settings.mdns
            else None
        )
        return Announcer(
            discovery,
            settings.interfaces,
            self.bus,
            self.next_id,
            self._sighted,
            self._published,
            self.whereabouts.sighted_again,
            self._network_changed,
            self.whereabouts.who_is,
        )

    # -- life -----------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Open everything the patch names."""
        self.monitor.name(self.keyboard, TEST_KEYBOARD, own=True)
        self.monitor.name(self.monitor_end, MONITOR, own=True)
        if self.ports.system is None and self.settings.midi_hint is not None:
            self.bus.raise_problem(Problem("midi.none", {"hint": self.settings.midi_hint}))
        patch = self.desk.patch
        self.announcer.start()
        self.ports.follow(patch.ports)
        self.ports.poll(perf_counter(), self._wanted_ports())
        self.patch_changed()

    def tick(self, now: float) -> None:
        """Do what is due; called about twenty times a second."""
        for host in self.hosts:
            host.tick(now)
        if self.ports.poll(now, self._wanted_ports()):
            self._name_ports()
            self.rewire()
        self.sessions.tick(self.desk.patch)
        self.links.tick(now)
        self.announcer.tick(now)
        self.desk.tick(now)
        self.listening.tick()
        self.dump_files.tick()
        if self.recorders.tick():
            self.use_ports()
        if now - self._refreshed_at >= SECOND_S:
            self._refreshed_at = now
            self.people.refresh()
            self.counter_news.tick(now)
            self.evening.tick(now)
            self.whereabouts.note()
            self.desk.change(with_moved_ports(self.desk.patch, self.hosts))
            self._tell_overflow()

    # -- reactions ------------------------------------------------------------------------------------------

    def patch_changed(self) -> None:
        """Follow an edit of the patch."""
        patch = self.desk.patch
        self.sessions.follow(patch)
        self.links.follow(patch.links)
        self.ports.follow(patch.ports)
        self.hosts.judge(patch)
        for route in patch.routes:
            for end in (route.source, route.destination):
                if isinstance(end, PeerEnd):
                    self._keep_seat(end)
        self.everybody.invite(self.announcer.sightings)
        self.people.tidy()
        self.announcer.link()
        self.use_ports(always=True)

    def use_ports(self, *, always: bool = False) -> None:
        """Open what is wanted now, close what is not, and install the cables that follow from it."""
        if self.ports.use(self._wanted_ports()) or always:
            self._name_ports()
            self.rewire()

    def rewire(self, *first: orders.Order) -> None:
        """Carry out `first` and install the cables that follow from it, in one batch."""
        first, self._outbox, self._rewire_due = (*self._outbox, *first), [], False
        patch = self.desk.patch
        install = self.patchbay.rewire(patch, self.playbacks.cables)
        cues = orders.InstallCues(cues_of(patch.scenes, self.patchbay))
        self.thread.submit(*first, install, cues, *self.tuning.orders(self.patchbay.used))

    def happened(self, host: SessionHost, happened: Happened) -> None:
        """Take over what one call to a session core brought."""
        self.people.happened(host, happened)
        for event in happened.events:
            if isinstance(event, ParticipantChanged):
                self.monitor.name(
                    event.participant, self.people.name_of_live(event.participant) or event.name
                )
        self._outbox += happened.orders
        self._rewire_due |= bool(happened.opened or happened.closed)
        if not self.inbox.delivering:
            self.settle()

    def settle(self) -> None:
        """Send what was decided to the MIDI thread: one batch and one table for all that has arrived at a time.

        Of the scenes that were called meanwhile the last counts: thousands of calls must not keep the loop busy.
        """
        called, self._called = self._called, None
        if called is not None:
            call_scene(self.desk, called)
        if self._rewire_due:
            self.rewire()
        elif self._outbox:
            batch, self._outbox = self._outbox, []
            self.thread.submit(*batch)
        self.announcer.link()

    def report(self, report: orders.Report) -> None:
        """Take a report of the MIDI thread."""
        match report:
            case orders.PacketArrived():
                host = self.hosts.get(report.session)
                if host is not None:
                    host.packet(report)
            case orders.StreamSynchronised() | orders.StreamLost() | orders.StreamSilent():
                self._stream_report(report)
            case orders.OutputReturned():
                self.ports.returned(report.output)
            case orders.SysexMoved():
                self.dumps.report(report)
            case PlayingMoved():
                self.playbacks.report(report)
            case DumpMoved():
                self.dump_files.report(report)
            case PeerLearned() | PeerForgotten() | LinkFull():
                self.links.report(report)
            case orders.Woke():
                log.info("the computer slept, or this program was stopped")
                self.announcer.look_again()
            case _:
                self._tell(report)

    def _stream_report(
        self, report: orders.StreamSynchronised | orders.StreamLost | orders.StreamSilent
    ) -> None:
        seat = self.seats.of_live(report.participant)
        host = self.hosts.get(seat.session) if seat else None
        if host is None:
            return
        match report:
            case orders.StreamSynchronised():
                host.synchronised(report.participant)
            case orders.StreamLost():
                host.lost(report.participant, report.reason)
            case orders.StreamSilent():
                host.silent(report.participant, report.silent)

    def _tell(self, report: orders.Report) -> None:
        match report:
            case orders.OutputFailed():
                name = self.ports.name_of(report.port)
                problem = Problem("midi.port_failed", {"port": name, "reason": report.reason}, {"port": name})
                self.bus.raise_problem(problem)
            case orders.OutputTooLarge():
                name = self.ports.name_of(report.port)
                params = {"port": name, "size": report.size, "limit": report.limit}
                self.bus.raise_problem(Problem("midi.too_large", params, {"port": name}))
            case orders.SendFailed():
                host = self.hosts.get(report.session)
                if host is None or not host.has_other_way(report.address):
                    params = {"address": report.address, "reason": report.reason}
                    about = {"address": str(report.address)}
                    self.bus.raise_problem(Problem("peer.unreachable", params, about))
            case orders.GarbageFrom():
                seat, called = self.seats.of_live(report.participant), self.people.name_of_live
                about = {"peer": seat.peer if seat else "?"}
                params = {"peer": called(report.participant) or "?"}
                self.bus.raise_problem(Problem("peer.garbage", params, about))
            case orders.LoopFound():
                self.patchbay.catch_loop(report.routes, self.desk.patch.routes)
                self.rewire()
            case orders.SceneCalled():
                self._called = report.scene
            case orders.ThreadFailed():
                self.bus.raise_problem(Problem("engine.midi_thread", {"reason": report.reason}))
                self.rewire()

    # -- peers ----------------------------------------------------------------------------------------------

    def new_peer_id(self, name: str) -> str:
        """Make an id for somebody who is new to the patch."""
        return self.book.free_id(self.desk.patch, name)

    def meters(self) -> dict[str, int]:
        """Give message counters by route id, and by `in:ID` and `out:ID` of ports and participants."""
        router = self.thread.router
        meters = self.patchbay.counts(self.desk.patch.routes, dict(router.meters))
        shown = {seat.live: seat.id for seat in self.seats if seat.live is not None}
        for direction, counts in (("in", router.source_counts), ("out", router.destination_counts)):
            meters.update(
                {f"{direction}:{shown.get(end, end)}": count for end, count in dict(counts).items()}
            )
            meters.update({f"{direction}:{link}": count for link, count in self.links.totals(counts).items()})
        for meter, count in self._before():
            meters[meter] = meters.get(meter, 0) + count
        return meters

    # -- inside ---------------------------------------------------------------------------------------------

    def _before(self) -> Iterator[tuple[str, int]]:
        """Give what seats have counted in connections that are over, by meter; mostly there is none."""
        past = self.thread.router.past
        for seat in self.seats:
            for live in seat.lives:
                for direction, count in zip(("in", "out"), past.get(live, ()), strict=False):
                    if count:
                        yield f"{direction}:{seat.id}", count

    def _sighted(self, name: str, sighting: Sighting | None) -> None:
        if sighting is not None:
            self.whereabouts.sighted(sighting)
            self.everybody.invite(self.announcer.sightings)
            self.announcer.link()

    def _seen(self, name: str, sighting: Sighting | None) -> None:
        self.announcer.seen(name, sighting)

    def _seen_again(self, name: str) -> None:
        self.announcer.repeated(name)

    def _published(self, session: int, name: str | None) -> None:
        host = self.hosts.get(session)
        if host is not None:
            host.published_name = name
            self.bus.emit(SessionChanged(host.view(self.announcer.addresses)))

    def _network_changed(self, addresses: bool) -> None:
        self.thread.submit(orders.Probe())
        for host in self.hosts:
            if addresses:
                self.bus.emit(SessionChanged(host.view(self.announcer.addresses)))
                host.doubt_all()
            host.retry_all()

    def _gone(self, host: SessionHost) -> None:
        self.people.clear(host.id)

    def _keep_seat(self, end: PeerEnd) -> None:
        host = self.hosts.named(end.session)
        peer = self.book.get(self.desk.patch, end.peer)
        if host is not None and peer is not None:
            self.people.seat_referenced(host, peer)

    def _wanted_ports(self) -> set[PortName]:
        patch = self.desk.patch
        parts = (self.listening, self.recorders, self.playbacks, self.dump_files)
        wanted = self.patchbay.wanted_ports(patch.routes).union(*(part.ports() for part in parts))
        return wanted.union(cue_ports(patch.scenes))

    def _name_ports(self) -> None:
        for port in self.ports.views():
            self.monitor.name(port.id, self.desk.patch.device_name(PortEnd(port.name, port.nth)))

    def _tell_overflow(self) -> None:
        if self.inbox.overflow:
            self.bus.raise_problem(Problem("engine.overflow", {"count": self.inbox.overflow}))
