"""The MIDI thread itself: it survives its own faults, parks what comes too early, and ends in order."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from app.engine.midi_thread import MidiThread
from app.engine.orders import (
    CloseOutput,
    ForSession,
    InstallRoutes,
    OpenOutput,
    OpenSession,
    Order,
    OutputReturned,
    PacketArrived,
    Report,
    StreamSynchronised,
    ThreadFailed,
)
from app.engine.ports import PortBusyError
from app.engine.sockets import open_pair
from app.media.routes import Hop, RouteTable
from app.model.address import Address
from app.session.actions import Arm, CloseStream, OpenStream, Role
from app.session.reasons import Reason
from app.wire.applemidi import Accepted, Bye, Clock, SessionPacket, decode, encode
from app.wire.commands import encode_section
from app.wire.rtp import Rtp, encode_rtp
from tests.support.logs import ExpectLog
from tests.support.memory_ports import MemoryOutput
from tests.support.ports import free_pair
from tests.support.waiting import wait_for

ON, OFF = b"\x90\x3c\x64", b"\x80\x3c\x40"
NEXT = b"\x90\x3e\x64"
MONITOR, KEYS, SYNTH, SESSION, PEER = 1, 2, 3, 4, 5
THEIR_SSRC, OUR_SSRC = 0x11112222, 0x33334444


@contextmanager
def running(*orders: Order) -> Iterator[tuple[MidiThread, list[Report]]]:
    reports: list[Report] = []
    thread = MidiThread(reports.append, MONITOR)
    thread.start()
    thread.submit(*orders)
    try:
        yield thread, reports
    finally:
        assert thread.stop()


def play(thread: MidiThread, *messages: bytes) -> None:
    for message in messages:
        thread.play(KEYS, message, time.perf_counter_ns())


def settle(thread: MidiThread, reports: list[Report]) -> None:
    """Wait until everything submitted so far is carried out."""
    marker = MemoryOutput()
    thread.submit(OpenOutput(99, marker), CloseOutput(99))
    wait_for(lambda: OutputReturned(marker) in reports, "the orders to be carried out")


class Fragile(MemoryOutput):
    """An output that breaks in a way nobody foresaw."""

    breaks = False

    def send(self, message: bytes) -> None:
        if self.breaks and message == ON:
            raise ZeroDivisionError("a fault of our own")
        super().send(message)


def test_a_fault_is_survived_told_and_leaves_no_note_behind(expect_log: ExpectLog) -> None:
    expect_log("a fault in the MIDI thread")
    fragile, sound = Fragile(), MemoryOutput()
    table = RouteTable({KEYS: [Hop(1, SYNTH), Hop(2, 9)]})
    with running(OpenOutput(SYNTH, sound), OpenOutput(9, fragile), InstallRoutes(table)) as (thread, reports):
        play(thread, b"\x90\x30\x64")
        wait_for(lambda: sound.messages, "the first note")
        fragile.breaks = True
        play(thread, ON)
        failed = wait_for(lambda: [each for each in reports if isinstance(each, ThreadFailed)], "the report")
        assert failed == [ThreadFailed("a fault of our own")]
        wait_for(lambda: b"\x80\x30\x40" in sound.messages, "the release")
        fragile.breaks = False
        play(thread, b"\x90\x40\x64")
        wait_for(lambda: b"\x90\x40\x64" in sound.messages, "the music to go on")


def test_a_closed_output_is_released_first_and_its_handle_given_back() -> None:
    sound = MemoryOutput()
    with running(OpenOutput(SYNTH, sound), InstallRoutes(RouteTable({KEYS: [Hop(1, SYNTH)]}))) as (
        thread,
        reports,
    ):
        play(thread, ON)
        wait_for(lambda: sound.messages == [ON], "the note")
        thread.submit(CloseOutput(SYNTH))
        wait_for(lambda: OutputReturned(sound) in reports, "the handle")
        assert sound.messages == [ON, OFF]


@pytest.mark.parametrize("gone", [True, False])
def test_an_output_that_vanished_in_the_middle_of_a_note_is_told_of_its_end_when_it_is_back(
    gone: bool,
) -> None:
    deaf, back = MemoryOutput(), MemoryOutput()
    table = RouteTable({KEYS: [Hop(1, SYNTH)]})
    with running(OpenOutput(SYNTH, deaf), InstallRoutes(table)) as (thread, reports):
        play(thread, ON)
        wait_for(lambda: deaf.messages == [ON], "the note")
        thread.submit(CloseOutput(SYNTH, gone))
        wait_for(lambda: OutputReturned(deaf) in reports, "the handle")
        thread.submit(OpenOutput(SYNTH, back), InstallRoutes(table))
        play(thread, NEXT)
        wait_for(lambda: NEXT in back.messages, "the next note")
        assert back.messages == ([OFF, NEXT] if gone else [NEXT])
        thread.submit(CloseOutput(SYNTH), OpenOutput(SYNTH, again := MemoryOutput()))
        play(thread, NEXT)
        wait_for(lambda: OutputReturned(back) in reports, "the handle")
        assert again.messages == [], "it is told once"


def test_ending_releases_local_outputs_also_when_nobody_looks_after_the_reports() -> None:
    sound = MemoryOutput()
    with running(OpenOutput(SYNTH, sound), InstallRoutes(RouteTable({KEYS: [Hop(1, SYNTH)]}))) as (thread, _):
        play(thread, ON)
        wait_for(lambda: sound.messages == [ON], "the note")
    assert sound.messages == [ON, OFF]


class Stuck(MemoryOutput):
    """Takes nothing for a while, as JACK's ring while it is full."""

    refusals = 0

    def send(self, message: bytes) -> None:
        if self.refusals:
            self.refusals -= 1
            raise PortBusyError("full")
        super().send(message)


def test_ending_waits_for_an_output_that_is_busy_with_the_release() -> None:
    output = Stuck()
    table = RouteTable({KEYS: [Hop(1, SYNTH)]})
    with running(OpenOutput(SYNTH, output), InstallRoutes(table)) as (thread, reports):
        play(thread, ON)
        wait_for(lambda: output.messages == [ON], "the note")
        output.refusals = 3
    assert output.messages == [ON, OFF]
    assert OutputReturned(output) in reports


def test_a_thread_that_was_never_started_stops_at_once() -> None:
    assert MidiThread(lambda report: None, MONITOR).stop()


class Peer:
    """The two sockets of the other end."""

    def __init__(self) -> None:
        port = free_pair()
        self.control, self.data = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
        self.control.bind(("127.0.0.1", port))
        self.data.bind(("127.0.0.1", port + 1))
        for way in (self.control, self.data):
            way.settimeout(10)
        self.control_address = Address("127.0.0.1", port)
        self.data_address = Address("127.0.0.1", port + 1)

    def close(self) -> None:
        self.control.close()
        self.data.close()


@pytest.fixture
def peer() -> Iterator[Peer]:
    peer = Peer()
    yield peer
    peer.close()


@contextmanager
def serving(*orders: Order) -> Iterator[tuple[MidiThread, list[Report], int]]:
    pair = open_pair(free_pair(), ["127.0.0.1"])
    with running(OpenSession(SESSION, OUR_SSRC, pair, "off"), *orders) as (thread, reports):
        yield thread, reports, pair.port


def byes(way: socket.socket) -> list[SessionPacket]:
    """Read what has come to a socket, and give the BYs."""
    way.setblocking(False)
    found: list[SessionPacket] = []
    with suppress(BlockingIOError):
        while data := way.recv(100):
            found += [decode(data)] if data[:4] == b"\xff\xffBY" else []
    return found


def rtp(*messages: bytes, sequence: int = 100) -> bytes:
    return encode_rtp(Rtp(sequence, 0, THEIR_SSRC, encode_section([(0, each) for each in messages], None)))


def opening(peer: Peer, role: Role = Role.PARTICIPANT) -> OpenStream:
    return OpenStream(PEER, role, THEIR_SSRC, 7, peer.control_address, peer.data_address, "Peer")


def test_the_matching_data_ok_opens_the_stream_and_the_clock_starts_at_once(peer: Peer) -> None:
    with serving() as (thread, reports, port):
        thread.submit(ForSession(SESSION, Arm(PEER, 0x77, peer.data_address)))
        settle(thread, reports)
        peer.data.sendto(encode(Accepted(0x77, THEIR_SSRC, "Peer")), ("127.0.0.1", port + 1))
        question = decode(peer.data.recv(100))
        assert isinstance(question, Clock)
        assert (question.count, question.ssrc) == (0, OUR_SSRC)
        peer.data.sendto(encode(Clock(THEIR_SSRC, 1, question.t1, 5, 0)), ("127.0.0.1", port + 1))
        wait_for(lambda: StreamSynchronised(PEER) in reports, "the clock")
        assert [each.data for each in reports if isinstance(each, PacketArrived)] == [
            encode(Accepted(0x77, THEIR_SSRC, "Peer"))
        ]


def test_what_overtakes_the_data_ok_is_parked_and_played(peer: Peer) -> None:
    sound = MemoryOutput()
    table = RouteTable({PEER: [Hop(1, SYNTH)]})
    with serving(OpenOutput(SYNTH, sound), InstallRoutes(table)) as (thread, reports, port):
        thread.submit(ForSession(SESSION, Arm(PEER, 0x77, peer.data_address)))
        settle(thread, reports)
        peer.data.sendto(rtp(ON), ("127.0.0.1", port + 1))
        peer.data.sendto(encode(Accepted(0x77, THEIR_SSRC, "Peer")), ("127.0.0.1", port + 1))
        wait_for(lambda: sound.messages == [ON], "the note that came first")


@pytest.mark.parametrize("bye", [True, False], ids=["with BY", "without a single packet"])
def test_closing_a_stream_releases_here_and_says_bye_only_if_told(peer: Peer, bye: bool) -> None:
    sound = MemoryOutput()
    table = RouteTable({PEER: [Hop(1, SYNTH)]})
    with serving(OpenOutput(SYNTH, sound), InstallRoutes(table)) as (thread, reports, port):
        thread.submit(ForSession(SESSION, opening(peer)))
        peer.data.sendto(rtp(ON), ("127.0.0.1", port + 1))
        wait_for(lambda: sound.messages == [ON], "the note")
        thread.submit(ForSession(SESSION, CloseStream(PEER, Reason.USER, bye=bye)))
        settle(thread, reports)
        assert sound.messages == [ON, OFF]
        expected = [Bye(7, OUR_SSRC)] if bye else []
        assert (byes(peer.control), byes(peer.data)) == (expected, expected)


def test_ending_says_bye_twice_on_both_ports_after_the_guard(peer: Peer) -> None:
    with serving() as (thread, _, _):
        thread.submit(ForSession(SESSION, opening(peer)))
        wait_for(thread.streams, "the stream")
    assert byes(peer.control) == byes(peer.data) == [Bye(7, OUR_SSRC)] * 2


@pytest.mark.parametrize(
    ("what", "ssrc", "port_shift"),
    [("another SSRC", 0x99990000, 0), ("the control socket", THEIR_SSRC, 1)],
)
def test_rtp_that_is_not_from_the_peers_data_address_and_ssrc_is_dropped(
    peer: Peer, what: str, ssrc: int, port_shift: int
) -> None:
    sound = MemoryOutput()
    with serving(OpenOutput(SYNTH, sound), InstallRoutes(RouteTable({PEER: [Hop(1, SYNTH)]}))) as (
        thread,
        _,
        port,
    ):
        thread.submit(ForSession(SESSION, opening(peer)))
        spoofed = encode_rtp(Rtp(100, 0, ssrc, encode_section([(0, b"\x90\x01\x01")], None)))
        (peer.control if port_shift else peer.data).sendto(spoofed, ("127.0.0.1", port + 1))
        peer.data.sendto(rtp(ON), ("127.0.0.1", port + 1))
        wait_for(lambda: sound.messages == [ON], "the honest note")


def test_notes_played_from_many_threads_at_once_all_arrive() -> None:
    sound = MemoryOutput()
    with running(OpenOutput(SYNTH, sound), InstallRoutes(RouteTable({KEYS: [Hop(1, SYNTH)]}))) as (thread, _):
        players = [
            threading.Thread(target=lambda channel=channel: play(thread, *_scale(channel)))  # type: ignore[misc]
            for channel in range(8)
        ]
        for player in players:
            player.start()
        for player in players:
            player.join()
        wait_for(lambda: len(sound.messages) == 8 * 256, "every note")
        for channel in range(8):
            assert [each for each in sound.messages if each[0] & 0x0F == channel] == _scale(channel)


def _scale(channel: int) -> list[bytes]:
    return [
        message
        for note in range(128)
        for message in (bytes((0x90 | channel, note, 100)), bytes((0x80 | channel, note, 64)))
    ]


def test_a_note_played_after_an_order_never_overtakes_it() -> None:
    sound, full = MemoryOutput(), InstallRoutes(RouteTable({KEYS: [Hop(1, SYNTH)]}))
    notes = [bytes((0xB0, number % 60, number // 60)) for number in range(3000)]
    with running(OpenOutput(SYNTH, sound)) as (thread, reports):
        for note in notes:
            thread.submit(InstallRoutes(RouteTable()))
            thread.submit(full)
            play(thread, note)
            thread.submit(InstallRoutes(RouteTable()))
            thread.submit(full)
        settle(thread, reports)
        assert sound.messages == notes
