"""A polite visit to a peer: invitation, clock, goodbye, from sockets and with an SSRC of its own.

Plain blocking sockets, for a thread beside the loop: they are connected, so that the system tells what the other
computer says about closed ports, on Windows too.
"""

import errno
import select
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from secrets import randbits
from time import perf_counter
from typing import Final, TypeAlias

from app.doctor.facts import Answer, Probed
from app.engine.phrases import Reason, reason_of
from app.engine.sockets import PairError, PortPair, open_pair, to_sockaddr
from app.engine.ticks import now_ticks
from app.model.address import Address
from app.wire.applemidi import Accepted, Bye, Clock, Invitation, Rejected, SessionPacket, decode, encode
from app.wire.errors import WireError

NAME = "Longwire doctor"
PATIENCE_S = 3.5
"""For each port: the system needs three seconds to see that no computer has an address.

A peer that asks its user first may take longer, and is then told about as silent.
"""
REPEAT_S = 0.7
CLOCK_S = 1.0
CLOCK_ASKED = 5
LARGEST_DATAGRAM = 2048

FORBIDDEN_S = 1.0
"""A firewall refuses at once; that a computer is not there takes the last one on the way some seconds to see."""

_TELL_EVERYTHING: Final = {
    socket.AF_INET: (socket.IPPROTO_IP, 11),
    socket.AF_INET6: (socket.IPPROTO_IPV6, 25),
}
"""IP_RECVERR and IPV6_RECVERR of Linux, which keeps to itself without them that nobody has an address."""

_NOBODY_LISTENS = (errno.ECONNREFUSED, errno.ECONNRESET, 10054)
_NO_SUCH_HOST = (errno.EHOSTUNREACH, getattr(errno, "EHOSTDOWN", errno.EHOSTUNREACH), 10064, 10065)
_NOT_ALLOWED = (errno.EPERM, errno.EACCES)

Telling: TypeAlias = Callable[[str], None]
"""Is told which step begins: `data` or `clock`."""


@dataclass(slots=True)
class _Visit:
    control: socket.socket
    data: socket.socket
    ssrc: int = field(default_factory=lambda: randbits(32))
    token: int = field(default_factory=lambda: randbits(32))
    name: str | None = None


def probe(address: Address, patience_s: float = PATIENCE_S, tell: Telling = lambda _step: None) -> Probed:
    """Visit a peer at an address and its control port; blocks for a few seconds."""
    try:
        pair = open_pair(0, ("::" if ":" in address.host else "0.0.0.0",))
    except PairError as error:
        return Probed(address, Answer.UNREACHABLE, reason=reason_of(error))
    try:
        return _visit(pair, address, patience_s, tell)
    except OSError as error:
        return Probed(address, Answer.UNREACHABLE, reason=reason_of(error))
    finally:
        pair.close()


def _visit(pair: PortPair, address: Address, patience_s: float, tell: Telling) -> Probed:
    visit = _Visit(pair.control[0], pair.data[0])
    if sys.platform == "linux":
        for way in (visit.control, visit.data):
            way.setsockopt(*_TELL_EVERYTHING[socket.AddressFamily(way.family)], 1)
    visit.control.connect(to_sockaddr(address))
    visit.data.connect(to_sockaddr(address.with_port(address.port + 1)))
    answer, reason = _invite(visit, visit.control, patience_s)
    seen = Probed(address, answer, reason=reason)
    try:
        if seen.control is Answer.ACCEPTED:
            tell("data")
            answer, reason = _invite(visit, visit.data, patience_s)
            seen = replace(seen, data=answer, reason=reason)
        if seen.data is Answer.ACCEPTED:
            tell("clock")
            seen = replace(seen, clock=_ask_clock(visit), asked=CLOCK_ASKED)
    finally:
        if seen.control in (Answer.ACCEPTED, Answer.SILENT):
            _leave(visit)
    return replace(seen, name=visit.name)


def _invite(visit: _Visit, way: socket.socket, patience_s: float) -> tuple[Answer, Reason]:
    """Invite until there is an answer of any kind; gives it, with the system's reason where it knew no way."""
    began = perf_counter()
    try:
        way.send(encode(Invitation(visit.token, visit.ssrc, NAME)))
    except OSError as error:
        answer = Answer.FORBIDDEN if error.errno in _NOT_ALLOWED else Answer.UNREACHABLE
        return answer, reason_of(error)
    try:
        return _await_answer(visit, way, began + patience_s), ""
    except OSError as error:
        return _what_it_means(error, perf_counter() - began), reason_of(error)


def _await_answer(visit: _Visit, way: socket.socket, deadline: float) -> Answer:
    repeat_at = perf_counter() + REPEAT_S
    while (now := perf_counter()) < deadline:
        if now >= repeat_at:
            way.send(encode(Invitation(visit.token, visit.ssrc, NAME)))
            repeat_at = now + REPEAT_S
        packet = _receive(way, min(repeat_at, deadline))
        if isinstance(packet, Accepted) and packet.token == visit.token:
            visit.name = packet.name or visit.name
            return Answer.ACCEPTED
        if isinstance(packet, Rejected) and packet.token == visit.token:
            return Answer.REFUSED
    return Answer.SILENT


def _what_it_means(error: OSError, after_s: float) -> Answer:
    """Judge what the network itself told about our packets, that long after the first."""
    if error.errno in _NOBODY_LISTENS:
        return Answer.CLOSED
    if error.errno in _NO_SUCH_HOST:
        return Answer.FORBIDDEN if after_s < FORBIDDEN_S else Answer.ABSENT
    return Answer.FORBIDDEN if error.errno in _NOT_ALLOWED else Answer.UNREACHABLE


def _ask_clock(visit: _Visit) -> tuple[float, ...]:
    """Give the round trips in ms; none for a peer that does not answer."""
    trips: list[float] = []
    for _ in range(CLOCK_ASKED):
        sent_at, t1 = perf_counter(), now_ticks()
        visit.data.send(encode(Clock(visit.ssrc, 0, t1)))
        while (now := perf_counter()) < sent_at + CLOCK_S:
            packet = _receive(visit.data, sent_at + CLOCK_S)
            if isinstance(packet, Clock) and (packet.count, packet.t1) == (1, t1):
                trips.append((perf_counter() - sent_at) * 1000)
                visit.data.send(encode(Clock(visit.ssrc, 2, t1, packet.t2, now_ticks())))
                break
        if now >= sent_at + CLOCK_S and not trips:
            break
    return tuple(trips)


def _leave(visit: _Visit) -> None:
    bye = encode(Bye(visit.token, visit.ssrc))
    for way in (visit.control, visit.data):
        try:
            way.send(bye)
        except OSError:
            continue  # nobody is left to be polite to


def _receive(way: socket.socket, deadline: float) -> SessionPacket | None:
    """Give the next session packet; None when the time is over or something else came."""
    ready, _, _ = select.select([way], [], [], max(0.0, deadline - perf_counter()))
    if not ready:
        return None
    try:
        return decode(way.recv(LARGEST_DATAGRAM))
    except (WireError, BlockingIOError):
        return None
