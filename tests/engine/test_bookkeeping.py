"""Seats, ids for peers, wiring, the bus and the inbox."""

import asyncio
from datetime import date
from itertools import count

import pytest

from app.engine.api import Problem, ProblemRaised, Ready
from app.engine.bus import OPEN_PROBLEMS, Bus
from app.engine.hosts import visible_name
from app.engine.inbox import INBOX_REPORTS, Inbox
from app.engine.monitor import NAMES, Monitor
from app.engine.neighbours import Neighbours
from app.engine.orders import PacketArrived, Report, StreamSynchronised
from app.engine.peer_book import MET_PEERS, PeerBook, free_id, seen_at
from app.engine.ring import MonitorRing
from app.engine.seats import Seats
from app.engine.wiring import Ends, Wiring
from app.model.address import Address
from app.model.endpoints import KEYBOARD, MONITOR, Endpoint, PortEnd, SessionEnd
from app.model.patch import Network, Patch, Peer, Route, Session
from app.session.actions import Channel
from tests.engine.test_edits import meet, patch
from tests.support.engines import running, until
from tests.support.logs import ExpectLog


def counter() -> "Seats":
    numbers = iter(range(1, 1000))
    return Seats(lambda: next(numbers))


def test_a_seat_keeps_its_id_while_its_peer_comes_and_goes() -> None:
    seats = counter()
    seat = seats.take(1, "piano", "Piano")
    seats.bind(seat, 70)
    assert seats.of_live(70) is seat
    seats.bind(seat, None)
    assert seats.of_live(70) is None
    assert seats.take(1, "piano", "Piano") is seat
    assert seats.take(2, "piano", "Piano") is not seat


def test_a_seat_that_loses_its_participant_plays_no_more() -> None:
    seats = counter()
    seat = seats.take(1, "piano", "Piano")
    seats.bind(seat, 70)
    seat.playing = True
    seats.bind(seat, None)
    assert not seat.playing


def test_a_removed_seat_is_found_by_nothing() -> None:
    seats = counter()
    seat = seats.take(1, "piano", "Piano")
    seats.bind(seat, 70)
    seats.remove(seat)
    assert (seats.get(seat.id), seats.of_live(70), seats.of_peer(1, "piano"), list(seats)) == (
        None,
        None,
        None,
        [],
    )


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("Stage piano", [], "stage-piano"),
        ("Stage piano", ["stage-piano"], "stage-piano-2"),
        ("Küche: iPad!", [], "kuche-ipad"),
        ("鍵盤", [], "peer"),
        ("", ["peer", "peer-2"], "peer-3"),
    ],
)
def test_ids_are_made_for_people(name: str, taken: list[str], expected: str) -> None:
    assert free_id(name, taken) == expected


def book_without_mdns() -> PeerBook:
    return PeerBook(Neighbours(tuple))


def test_somebody_is_who_the_patch_says_then_who_was_met_before() -> None:
    book, address = book_without_mdns(), Address("192.0.2.7", 5004)
    patch = Patch(peers=(Peer("stage-piano", name="Stage piano"),))
    assert book.identify(patch, "Studio", "Stage piano", address).id == "stage-piano"
    met = book.identify(patch, "Studio", "Kitchen iPad", address)
    assert book.identify(patch, "Studio", "Kitchen iPad", Address("192.0.2.9", 5004)) == met
    assert book.keep(patch, met.id).peers == (*patch.peers, met)
    assert book.keep(patch, "stage-piano") is patch


def test_where_somebody_was_last_is_kept_with_the_day_it_changed() -> None:
    first, later = date(2026, 11, 23), date(2026, 11, 24)
    peer = seen_at(Peer("p", "Piano", "192.0.2.1:5004"), Address("192.0.2.1", 5004), first)
    assert (peer.last_address, peer.seen) == (None, first)
    assert seen_at(peer, Address("192.0.2.1", 5004), later) is peer
    moved = seen_at(peer, Address("192.0.2.2", 5004), later)
    assert (moved.last_address, moved.seen) == ("192.0.2.2:5004", later)
    assert seen_at(moved, Address("fe80::1", 5004, 3), later) is moved


def test_our_own_ends_keep_their_names_whoever_comes_and_goes() -> None:
    monitor = Monitor(MonitorRing(), count(1).__next__)
    monitor.name(1, "Test keyboard", own=True)
    for guest in range(2, NAMES + 100):
        monitor.name(guest, f"Guest {guest}")
    assert [monitor.name_of(each) for each in (1, 2, NAMES + 99)] == [
        "Test keyboard",
        "2",
        f"Guest {NAMES + 99}",
    ]


async def test_a_guest_who_went_leaves_no_counters_behind() -> None:
    async with running(patch("Theirs")) as theirs, running(patch("Ours")) as ours:
        there = await meet(ours, theirs)
        counts = ours.engine._all.thread.router.source_counts
        theirs.engine.send(SessionEnd("Theirs"), b"\x90\x3c\x64")
        await until(lambda: counts, "the note")
        ours.engine.leave(there.id)
        await until(lambda: not counts, "nothing to be counted")


def test_a_session_that_is_called_like_its_computer_says_so_once() -> None:
    studio, organ = Session("Loft Mac"), Session("Organ")
    network = Network("Loft Mac")
    assert visible_name(studio, Patch(network=network, sessions=(studio,))) == "Loft Mac"
    both = Patch(network=network, sessions=(studio, organ))
    assert [visible_name(each, both) for each in both.sessions] == ["Loft Mac", "Loft Mac Organ"]


def test_strangers_met_are_bounded() -> None:
    book = book_without_mdns()
    first = book.identify(Patch(), "Studio", "first", Address("192.0.2.1", 5004))
    for number in range(MET_PEERS + 1):
        book.identify(Patch(), "Studio", f"peer {number}", Address("192.0.2.2", 6000 + number))
    assert book.get(Patch(), first.id) is None


class Places:
    """Endpoints that are where the test says."""

    def __init__(self, **ends: tuple[int, ...]) -> None:
        self._ends = ends

    def sources(self, endpoint: Endpoint) -> Ends:
        return self._find(endpoint)

    def destinations(self, endpoint: Endpoint) -> Ends:
        return self._find(endpoint)

    def _find(self, endpoint: Endpoint) -> Ends:
        if isinstance(endpoint, SessionEnd):
            return Ends(self._ends.get("session", ()), "nobody")
        if isinstance(endpoint, PortEnd):
            return Ends(self._ends.get("port", ()), "unplugged")
        return Ends((1,) if endpoint == KEYBOARD else (2,))


def wiring() -> Wiring:
    numbers = iter(range(100, 1000))
    return Wiring(lambda: next(numbers))


def test_a_participant_never_gets_its_own_event_back() -> None:
    wired = wiring().compile([Route("r", SessionEnd("S"), SessionEnd("S"))], Places(session=(5, 6, 7)))
    ends = {source: [hop.destination for hop in hops] for source, hops in wired.table.items()}
    assert ends == {5: [6, 7], 6: [5, 7], 7: [5, 6]}


def test_a_route_waits_with_the_reason_of_the_end_that_is_missing() -> None:
    routes = [
        Route("a", PortEnd("Keys"), MONITOR),
        Route("b", KEYBOARD, SessionEnd("S")),
        Route("c", KEYBOARD, MONITOR),
    ]
    wired = wiring().compile(routes, Places())
    assert wired.states == {"a": ("waiting", "unplugged"), "b": ("waiting", "nobody"), "c": ("active", None)}


def test_a_route_keeps_its_number_until_what_it_plays_changes() -> None:
    wires, places = wiring(), Places()
    plain = Route("r", KEYBOARD, MONITOR)
    moved = Route("r", KEYBOARD, MONITOR, transpose=12)
    wires.compile([plain], places)
    before = wires.number_of(plain)
    wires.compile([plain], places)
    assert wires.number_of(plain) == before
    wires.compile([moved], places)
    assert wires.number_of(moved) != before


def test_what_passes_a_route_is_counted_in_one_place_however_often_it_is_changed() -> None:
    wires, places, meters = wiring(), Places(), set()
    for transpose in range(100):
        table = wires.compile([Route("r", KEYBOARD, MONITOR, transpose=transpose)], places).table
        meters |= {hop.meter for _, hops in table.items() for hop in hops}
    wires.compile([], places)
    wires.compile([Route("r", KEYBOARD, MONITOR)], places)
    assert meters == {wires.meter_of(Route("r", KEYBOARD, MONITOR))}


def test_a_muted_route_is_not_in_the_table() -> None:
    wired = wiring().compile([Route("r", KEYBOARD, MONITOR, muted=True)], Places())
    assert wired.states == {"r": ("muted", None)}
    assert list(wired.table.items()) == []


def test_a_failing_listener_does_not_keep_the_others_from_hearing(expect_log: ExpectLog) -> None:
    expect_log("a listener failed on Ready")
    bus, heard = Bus(), list[object]()
    bus.subscribe(lambda event: 1 / 0)  # type: ignore[arg-type, func-returns-value]
    end = bus.subscribe(heard.append)
    bus.emit(Ready("1"))
    end()
    bus.emit(Ready("2"))
    assert heard == [Ready("1")]


def test_problems_open_change_and_close() -> None:
    bus, heard = Bus(), list[object]()
    bus.subscribe(heard.append)
    first = Problem("net.mdns", {"reason": "no route"})
    bus.raise_problem(first)
    bus.raise_problem(first)
    second = Problem("net.mdns", {"reason": "no permission"})
    bus.raise_problem(second)
    assert bus.problems == (second,)
    bus.clear_problem("net.mdns")
    bus.clear_problem("net.mdns")
    assert heard == [ProblemRaised(first), ProblemRaised(second), ProblemRaised(second, cleared=True)]


def test_open_problems_are_bounded() -> None:
    bus = Bus()
    for number in range(OPEN_PROBLEMS + 5):
        bus.raise_problem(Problem("peer.garbage", {"peer": number}, {"peer": str(number)}))
    assert len(bus.problems) == OPEN_PROBLEMS


async def test_reports_arrive_in_order_with_one_wake_up() -> None:
    heard: list[Report] = []
    inbox = Inbox(heard.append)
    inbox.attach(asyncio.get_running_loop())
    reports = [StreamSynchronised(number) for number in range(5)]
    await asyncio.to_thread(lambda: [inbox.put(report) for report in reports])
    await asyncio.sleep(0)
    assert heard == reports


async def test_a_flood_of_packets_is_dropped_and_counted_but_no_stream_report_is() -> None:
    heard: list[Report] = []
    inbox = Inbox(heard.append)
    packet = PacketArrived(1, Channel.CONTROL, Address("192.0.2.1", 5004), b"", 0.0)
    for _ in range(INBOX_REPORTS + 7):
        inbox.put(packet)
    inbox.put(StreamSynchronised(1))
    inbox.drain()
    assert inbox.overflow == 7
    assert len(heard) == INBOX_REPORTS + 1
    assert heard[-1] == StreamSynchronised(1)


@pytest.mark.parametrize("order", ["in", "out"])
def test_a_route_to_an_unknown_place_is_waiting(order: str) -> None:
    ends = (PortEnd("gone"), MONITOR) if order == "in" else (KEYBOARD, PortEnd("gone"))
    assert wiring().compile([Route("r", *ends)], Places()).states["r"][0] == "waiting"
