"""One link of the MIDI thread under a virtual clock: silence, what is released by it, who is forgotten."""

import itertools
import socket
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.engine.link_orders import LinkFull, OpenLink, PeerForgotten, PeerLearned
from app.engine.orders import Report
from app.engine.ring import MonitorRing
from app.engine.router import Router
from app.engine.served_link import ServedLink
from app.engine.timers import Timers
from app.engine.turn import Timed, Turn
from app.media.routes import Hop, RouteTable
from app.model.address import Address
from app.session.actions import Channel
from app.wire.applemidi import BitrateLimit, Feedback, Invitation, encode
from app.wire.commands import encode_section
from app.wire.rtp import Rtp, encode_rtp

ON, OFF = b"\x90\x3c\x64", b"\x80\x3c\x40"
FIXED, SPARE, SYNTH = 1, 2, 9
SILENCE = 1000
THERE, ELSEWHERE = ("127.0.0.1", 4000), ("127.0.0.1", 4001)


class Synth:
    """A sink that keeps what it gets."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []

    def deliver(self, message: bytes, ticks: int) -> None:
        self.heard.append(message)


class Bench:
    """A served link with a synth behind it, in turns as the MIDI thread takes them."""

    def __init__(self, way: socket.socket) -> None:
        self.way = way
        self.reports: list[Report] = []
        self.timers: Timers[Timed] = Timers()
        self.turn = Turn(self.timers)
        self.synth = Synth()
        router = Router(MonitorRing())
        router.add_sink(SYNTH, self.synth)
        order = OpenLink(5, 0x1234, (way,), "auto", True, True, (SPARE,), SILENCE)
        self.served = ServedLink(
            order,
            router,
            self.reports.append,
            self.turn,
            itertools.count(1).__next__,
        )
        self.served.set_peers(((FIXED, Address(*THERE)),), 0)
        router.install(RouteTable({FIXED: [Hop(1, SYNTH)], SPARE: [Hop(1, SYNTH)]}), 0)

    def arrive(self, where: tuple[str, int], sequence: int, message: bytes, now: int) -> None:
        payload = encode_section([(0, message)], None)
        data = encode_rtp(Rtp(sequence, 0, 0x99, payload, marker=True))
        self.served.receive(self.way, Channel.DATA, data, where, 0, now)
        self.turn.flush(now)

    def pass_time(self, until: int) -> None:
        """Let every timer fire that is due by then, in order."""
        while (now := self.timers.next_due()) is not None and now <= until:
            for timed in self.timers.expired(now):
                timed.handle_timer(now)
                self.turn.touch(timed)
            self.turn.flush(now)


@pytest.fixture
def bench() -> Iterator[Bench]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        yield Bench(way)


def test_row_learn_a_learned_peer_that_falls_silent_is_forgotten_and_what_it_holds_ends(bench: Bench) -> None:
    bench.arrive(ELSEWHERE, 1, ON, 100)
    bench.arrive(ELSEWHERE, 2, b"\xb0\x07\x10", 900)
    bench.pass_time(900 + SILENCE - 1)
    assert bench.synth.heard == [ON, b"\xb0\x07\x10"]
    bench.pass_time(900 + SILENCE)
    assert bench.synth.heard == [ON, b"\xb0\x07\x10", OFF]
    assert bench.reports == [PeerLearned(5, SPARE, Address(*ELSEWHERE)), PeerForgotten(5, SPARE)]
    assert [stream.peer for stream in bench.served.streams] == [FIXED]


def test_a_fixed_peer_that_falls_silent_stays_and_what_it_holds_ends_once(bench: Bench) -> None:
    bench.arrive(THERE, 1, ON, 100)
    bench.pass_time(100 + 3 * SILENCE)
    assert bench.synth.heard == [ON, OFF]
    assert bench.reports == []
    bench.arrive(THERE, 2, ON, 5000)
    assert bench.synth.heard == [ON, OFF, ON]


def test_a_learned_peer_that_becomes_a_fixed_one_is_played_once(bench: Bench) -> None:
    bench.arrive(ELSEWHERE, 1, ON, 100)
    bench.served.set_peers(((FIXED, Address(*THERE)), (7, Address(*ELSEWHERE))), 200)
    assert bench.synth.heard == [ON, OFF]
    assert bench.reports[-1] == PeerForgotten(5, SPARE)
    assert {(stream.peer, stream.where) for stream in bench.served.streams} == {
        (FIXED, THERE),
        (7, ELSEWHERE),
    }


def test_a_fixed_peer_that_moved_is_played_at_its_new_address_only(bench: Bench) -> None:
    bench.arrive(THERE, 1, ON, 100)
    bench.served.set_peers(((FIXED, Address("127.0.0.1", 4002)),), 200)
    assert bench.synth.heard == [ON, OFF]
    assert [stream.where for stream in bench.served.streams] == [("127.0.0.1", 4002)]


def test_malformed_data_of_a_peer_is_counted_and_plays_nothing(bench: Bench) -> None:
    bench.served.receive(bench.way, Channel.DATA, b"\x80\x61\x00", THERE, 0, 100)
    data = encode_rtp(Rtp(1, 0, 0x99, b"\x85\x90"))
    bench.served.receive(bench.way, Channel.DATA, data, THERE, 0, 100)
    bench.served.receive(bench.way, Channel.DATA, data, ELSEWHERE, 0, 100)
    assert bench.synth.heard == []
    assert bench.served.refused == 3
    assert [stream.peer for stream in bench.served.streams] == [FIXED]


def test_reports_and_limits_of_a_peer_are_taken_and_invitations_are_not(bench: Bench) -> None:
    stream = bench.served.streams[0]
    stream.outgoing.deliver(ON, 10)
    stream.flush(10)
    for packet in (
        Feedback(0x99, stream.sender.next_sequence - 1 & 0xFFFF),
        BitrateLimit(0x99, 31_250),
        Invitation(1, 0x99, "Somebody"),
    ):
        bench.served.receive(bench.way, Channel.DATA, encode(packet), THERE, 0, 100)
    assert stream.sender.confirmed_at == 100
    assert stream.outgoing.sysex_octets_per_s == 3125
    assert bench.served.refused == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from((THERE, ELSEWHERE, ("127.0.0.1", 4002))),
            st.one_of(st.binary(max_size=40), st.binary(max_size=40).map(lambda data: b"\x80\x61" + data)),
        ),
        max_size=20,
    )
)
def test_whatever_arrives_nothing_is_raised_and_there_are_never_more_peers_than_places(
    bench: Bench, arriving: list[tuple[tuple[str, int], bytes]]
) -> None:
    for nth, (where, data) in enumerate(arriving):
        bench.served.receive(bench.way, Channel.DATA, data, where, 0, nth)
        assert len(bench.served.streams) <= 2


def test_a_link_that_has_learned_its_fill_says_so_once(bench: Bench) -> None:
    bench.arrive(ELSEWHERE, 1, ON, 100)
    for sequence in (1, 2, 3):
        bench.arrive(("127.0.0.1", 4002), sequence, ON, 100)
    assert bench.reports[1:] == [LinkFull(5, Address("127.0.0.1", 4002))]
    assert bench.served.refused == 3
    bench.served.forget(SPARE, 200)
    bench.served.add_spare(3)
    bench.arrive(("127.0.0.1", 4002), 4, ON, 300)
    assert bench.reports[-1] == PeerLearned(5, 3, Address("127.0.0.1", 4002))
