"""A polite visit to a peer: invitation, clock, goodbye, from sockets and with an SSRC of its own.

Plain blocking sockets, for a thread beside the loop: they are connected, so that the system tells what the other
computer says about closed ports, on Windows too.
"""

import errno
import select
import socket
from dataclasses import dataclass, field, replace
from secrets import randbits
from time import perf_counter

from app.doctor.facts import Answer, Probed
from app.engine.sockets import PairError, PortPair, open_pair, to_sockaddr
from app.engine.ticks import now_ticks
from app.model.address import Address
from app.wire.applemidi import Accepted, Bye, Clock, Invitation, Rejected, SessionPacket, decode, encode
from app.wire.errors import WireError

NAME = "Longwire doctor"
PATIENCE_S = 3.0
"""For each port; a peer that asks its user first may take longer, and is then told about as silent."""
REPEAT_S = 0.7
CLOCK_S = 1.0
CLOCK_ASKED = 5
LARGEST_DATAGRAM = 2048

_NOBODY_LISTENS = (errno.ECONNREFUSED, errno.ECONNRESET, 10054)


@dataclass(slots=True)
class _Visit:
    control: socket.socket
    data: socket.socket
    ssrc: int = field(default_factory=lambda: randbits(32))
    token: int = field(default_factory=lambda: randbits(32))
    name: str | None = None


def probe(address: Address, patience_s: float = PATIENCE_S) -> Probed:
    """Visit a peer at an address and its control port; blocks for a few seconds."""
    try:
        pair = open_pair(0, ("::" if ":" in address.host else "0.0.0.0",))
    except PairError as error:
        return Probed(address, Answer.UNREACHABLE, reason=str(error))
    try:
        return _visit(pair, address, patience_s)
    except OSError as error:
        return Probed(address, Answer.UNREACHABLE, reason=error.strerror or str(error))
    finally:
        pair.close()


def _visit(pair: PortPair, address: Address, patience_s: float) -> Probed:
    visit = _Visit(pair.control[0], pair.data[0])
    visit.control.connect(to_sockaddr(address))
    visit.data.connect(to_sockaddr(address.with_port(address.port + 1)))
    seen = Probed(address, _invite(visit, visit.control, patience_s), name=visit.name)
    try:
        if seen.control is Answer.ACCEPTED:
            seen = replace(seen, data=_invite(visit, visit.data, patience_s))
        if seen.data is Answer.ACCEPTED:
            seen = replace(seen, clock=_ask_clock(visit), asked=CLOCK_ASKED)
    finally:
        if seen.control in (Answer.ACCEPTED, Answer.SILENT):
            _leave(visit)
    return replace(seen, name=visit.name)


def _invite(visit: _Visit, way: socket.socket, patience_s: float) -> Answer:
    invitation = encode(Invitation(visit.token, visit.ssrc, NAME))
    deadline, repeat_at = perf_counter() + patience_s, 0.0
    try:
        while (now := perf_counter()) < deadline:
            if now >= repeat_at:
                way.send(invitation)
                repeat_at = now + REPEAT_S
            packet = _receive(way, min(repeat_at, deadline))
            if isinstance(packet, Accepted) and packet.token == visit.token:
                visit.name = packet.name or visit.name
                return Answer.ACCEPTED
            if isinstance(packet, Rejected) and packet.token == visit.token:
                return Answer.REFUSED
    except OSError as error:
        if error.errno in _NOBODY_LISTENS:
            return Answer.CLOSED
        raise
    return Answer.SILENT


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
