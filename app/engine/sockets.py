"""The UDP port pairs of sessions (session sheet 1): control on an even port, data on the next one."""

import errno
import logging
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from app.engine.phrases import Phrase, Reason, reason_of
from app.model.address import Address

log = logging.getLogger("longwire.net")

SockAddr: TypeAlias = tuple[str, int] | tuple[str, int, int, int]

RECEIVE_BUFFERS_OCTETS = (1_048_576, 262_144)
"""What 64 participants play in two seconds must fit while this program does not get to run: a small packet costs Linux
768 octets. The second is for systems that refuse the first instead of giving what they have."""

FIRST_TRIED = 5004
LAST_TRIED = 5042
RANDOM_TRIES = 50
"""The system may give an odd port, or one whose neighbour is taken; each further try is as good as the first."""

_WIN_ACCESS = 10013
_WIN_IN_USE = 10048
_IN_USE = {errno.EADDRINUSE, errno.EACCES, _WIN_ACCESS, _WIN_IN_USE}


class TappedSocket(socket.socket):
    """A socket that tells what it has sent; `tap` gets (socket, address, datagram)."""

    tap: Callable[["TappedSocket", SockAddr, bytes], None] | None = None
    name: SockAddr = ("", 0)
    """What it is bound to."""

    def sendto(self, data: bytes, where: SockAddr) -> int:  # type: ignore[override]  # the only form we use
        sent = super().sendto(data, where)
        if self.tap is not None:
            self.tap(self, where, data)
        return sent


class PairError(Exception):
    """No pair of ports could be had; the text says why."""


@dataclass(frozen=True, slots=True)
class PortPair:
    """Bound, non-blocking sockets of one session; one control and one data socket per listen address."""

    port: int
    control: tuple[socket.socket, ...]
    data: tuple[socket.socket, ...]

    @property
    def is_closed(self) -> bool:
        """Whether all sockets are closed, so that their ports may be bound again."""
        return all(each.fileno() < 0 for each in (*self.control, *self.data))

    def close(self) -> None:
        """Close all sockets; doing so twice is harmless."""
        for each in (*self.control, *self.data):
            each.close()


def open_pair(wanted: int, listen: Sequence[str], second: int | None = None) -> PortPair:
    """Bind the wanted even control port and its neighbour, else `second`, else the next free pair; raises PairError.

    Port 0 means any pair.
    `listen` holds numeric addresses; `*` stands for every IPv4 and IPv6 address of this computer.
    """
    reason: Reason = Phrase("net.listen")
    for port in _candidates(wanted, second):
        try:
            return _bind_pair(port, listen)
        except OSError as error:
            reason = reason_of(error)
            if error.errno not in _IN_USE:
                break
    raise PairError(reason)


def open_single(port: int, listen: Sequence[str]) -> tuple[socket.socket, ...]:
    """Bind one port on each of these addresses, 0 for any; raises OSError when it cannot be had."""
    bound: list[socket.socket] = []
    try:
        hosts = list(_hosts(listen))
        first = _bind(*hosts[0], port, bound)
        return (first, *_bind_rest(hosts, first, first.getsockname()[1], bound))
    except OSError:
        for each in bound:
            each.close()
        raise


def to_address(where: SockAddr) -> Address:
    """Convert what a socket reports to an address value."""
    return Address(where[0], where[1], where[3] if len(where) == 4 else 0)


def to_sockaddr(address: Address) -> SockAddr:
    """Convert an address value to what a socket of its family wants."""
    if ":" in address.host:
        return (address.host, address.port, 0, address.scope)
    return (address.host, address.port)


def choose(sockets: Sequence[socket.socket], address: Address) -> socket.socket | None:
    """Pick the socket of the family of the address; of several the one this computer reaches it from."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    fitting = [each for each in sockets if each.family == family]
    if len(fitting) > 1:
        source = source_towards(address, family)
        fitting.sort(key=lambda each: each.getsockname()[0] != source)
    return fitting[0] if fitting else None


def source_towards(address: Address, family: socket.AddressFamily) -> str | None:
    """Ask the system which address of ours it would use; nothing is sent."""
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(to_sockaddr(address))
        except OSError:
            return None
        source: str = probe.getsockname()[0]
        return source


def _candidates(wanted: int, second: int | None) -> Iterator[int]:
    if wanted:
        yield wanted & ~1
        if second:
            yield second
        yield from (
            port for port in range(FIRST_TRIED, LAST_TRIED + 1, 2) if port not in (wanted & ~1, second)
        )
    yield from (0 for _ in range(RANDOM_TRIES))


def _bind_pair(port: int, listen: Sequence[str]) -> PortPair:
    bound: list[socket.socket] = []
    try:
        hosts = list(_hosts(listen))
        if not hosts:
            raise OSError(errno.EADDRNOTAVAIL, "no address to listen on")
        first = _bind(*hosts[0], port, bound)
        control: int = first.getsockname()[1]
        if control % 2:
            raise OSError(errno.EADDRINUSE, "the system offered an odd port")
        controls = [first, *_bind_rest(hosts, first, control, bound)]
        families = {each.family for each in controls}
        datas = [_bind(family, host, control + 1, bound) for family, host in hosts if family in families]
    except OSError:
        for each in bound:
            each.close()
        raise
    return PortPair(control, tuple(controls), tuple(datas))


def _hosts(listen: Sequence[str]) -> Iterator[tuple[socket.AddressFamily, str]]:
    for host in listen:
        if host == "*":
            yield socket.AF_INET, "0.0.0.0"
            if socket.has_ipv6:
                yield socket.AF_INET6, "::"
        else:
            yield (socket.AF_INET6 if ":" in host else socket.AF_INET), host


def _bind_rest(
    hosts: list[tuple[socket.AddressFamily, str]], first: socket.socket, port: int, bound: list[socket.socket]
) -> Iterator[socket.socket]:
    for family, host in hosts[1:]:
        try:
            yield _bind(family, host, port, bound)
        except OSError as error:
            if family == socket.AF_INET6 and error.errno not in _IN_USE and first.family == socket.AF_INET:
                continue  # a computer without IPv6 is a normal computer
            raise


def _bind(family: socket.AddressFamily, host: str, port: int, bound: list[socket.socket]) -> socket.socket:
    made = TappedSocket(family, socket.SOCK_DGRAM)
    bound.append(made)
    made.setblocking(False)
    for octets in RECEIVE_BUFFERS_OCTETS:
        try:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, octets)
            break
        except OSError as error:
            log.debug("a receive buffer of %d octets: %s", octets, error)
    if family == socket.AF_INET6:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    if sys.platform == "win32":
        made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    try:
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    made.name = made.getsockname()
    return made
