"""What the MIDI thread does with the streams of a session, with real sockets and in turns of the test."""

import itertools
import socket
from collections.abc import Iterator

import pytest

from app.engine.orders import OpenSession, Report
from app.engine.ring import MonitorRing
from app.engine.router import Router
from app.engine.served import ServedSession
from app.engine.sockets import PortPair, open_pair
from app.engine.timers import Timers
from app.engine.turn import Timed, Turn
from app.model.address import Address
from app.session.actions import OpenStream, RestartStream, Role
from app.wire.applemidi import Bye, decode

NOW = 1000
PEER = 7


class Peer:
    """Somebody who can be reached at both families."""

    def __init__(self, host: str) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.control, self.data = (socket.socket(family, socket.SOCK_DGRAM) for _way in range(2))
        for way in (self.control, self.data):
            way.bind((host, 0))
            way.settimeout(20)
        self.addresses = tuple(Address(host, way.getsockname()[1]) for way in (self.control, self.data))

    def close(self) -> None:
        for way in (self.control, self.data):
            way.close()


@pytest.fixture
def pair() -> Iterator[PortPair]:
    made = open_pair(0, ["127.0.0.1", "::1"])
    yield made
    made.close()


@pytest.mark.parametrize("kind", [OpenStream, RestartStream])
@pytest.mark.parametrize(("before", "after"), [("::1", "127.0.0.1"), ("127.0.0.1", "::1")])
def test_a_stream_that_goes_on_by_the_other_family_is_heard_there(
    pair: PortPair, kind: type[OpenStream | RestartStream], before: str, after: str
) -> None:
    reports: list[Report] = []
    timers: Timers[Timed] = Timers()
    order = OpenSession(1, 0x1234, pair, "auto")
    served = ServedSession(
        order, Router(MonitorRing()), reports.append, Turn(timers), itertools.count(1).__next__
    )
    first, second = Peer(before), Peer(after)
    try:
        served.carry_out(OpenStream(PEER, Role.PARTICIPANT, 0x99, 5, *first.addresses, "Piano"), NOW)
        served.carry_out(kind(PEER, Role.PARTICIPANT, 0x99, 5, *second.addresses, "Piano"), NOW + 1)
        served.close_stream(PEER, True, NOW + 2)
        for way in (second.control, second.data):
            heard = decode(way.recv(100))
            while not isinstance(heard, Bye):
                heard = decode(way.recv(100))
        assert reports == []
    finally:
        for peer in (first, second):
            peer.close()
