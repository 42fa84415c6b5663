"""Two computers joined by a cable: network namespaces when we are root, else loopback twice."""

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import pytest

from tests.support.processes import need

# TEST-NET-3 of RFC 5737: on no real network, so that nothing can be disturbed.
_ADDRESSES = ("203.0.113.1", "203.0.113.2")
_NUMBERS = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Host:
    """One computer with its own `address` and `interface`; `prefix` makes a command run there."""

    name: str
    address: str
    interface: str
    prefix: tuple[str, ...] = ()

    def run(self, *command: str) -> str:
        """What a command prints on this host; CalledProcessError if it fails."""
        return subprocess.run(
            [*self.prefix, *command], check=True, capture_output=True, text=True, timeout=60
        ).stdout

    def set_link(self, state: str) -> None:
        """Pull the cable out (`down`) or put it in (`up`)."""
        self.run(need("ip"), "link", "set", self.interface, state)

    def readdress(self, address: str) -> None:
        """Change the address; the way of multicast goes with the old one."""
        where = ("dev", self.interface)
        self.run(need("ip"), "address", "delete", f"{self.address}/24", *where)
        self.run(need("ip"), "address", "add", f"{address}/24", *where)
        self.run(need("ip"), "route", "add", "224.0.0.0/4", *where)

    def add_address(self, address: str) -> None:
        """Have another address, of no network that anybody is in."""
        self.run(need("ip"), "address", "add", f"{address}/32", "dev", "lo")

    def reach(self, address: str, through: "Host") -> None:
        """Know the way to an address that is in no network of ours."""
        self.run(need("ip"), "route", "add", f"{address}/32", "via", through.address)


LOOPBACK = Host("loopback", "127.0.0.1", "lo")


@dataclass(frozen=True, slots=True)
class TwoHosts:
    """Two hosts that reach each other; `apart` says whether they are separate networks or one loopback."""

    first: Host
    second: Host
    apart: bool


def can_separate() -> bool:
    """Whether this process may make network namespaces."""
    return sys.platform == "linux" and os.geteuid() == 0


@pytest.fixture
def two_hosts() -> Iterator[TwoHosts]:
    """Two hosts with loopback and multicast; both are this computer's loopback when we are not root."""
    if not can_separate():
        print("two_hosts: not root on Linux, so both hosts share this computer's loopback")
        yield TwoHosts(LOOPBACK, LOOPBACK, apart=False)
        return
    with separate_hosts() as both:
        yield both


@contextmanager
def separate_hosts() -> Iterator[TwoHosts]:
    """Two network namespaces joined by a cable; several such pairs may exist at a time."""
    with ExitStack() as undo:
        number = next(_NUMBERS)
        first, second = (
            _namespace(undo, f"{number}{side}", address)
            for side, address in zip("ab", _ADDRESSES, strict=True)
        )
        _join(first, second)
        yield TwoHosts(first, second, apart=True)


def _namespace(undo: ExitStack, side: str, address: str) -> Host:
    name = f"longwire-{os.getpid()}-{side}"
    _ip("netns", "add", name)
    # The cable goes with its namespace.
    undo.callback(_ip, "netns", "delete", name)
    return Host(name, address, "cable", (need("ip"), "netns", "exec", name))


def _join(first: Host, second: Host) -> None:
    peer = ["peer", "name", second.interface, "netns", second.name]
    _ip("-n", first.name, "link", "add", first.interface, "type", "veth", *peer)
    for host in (first, second):
        _ip("-n", host.name, "address", "add", f"{host.address}/24", "dev", host.interface)
        for link in ("lo", host.interface):
            _ip("-n", host.name, "link", "set", link, "up")
        _ip("-n", host.name, "route", "add", "224.0.0.0/4", "dev", host.interface)


def _ip(*arguments: str) -> None:
    subprocess.run([need("ip"), *arguments], check=True, capture_output=True, timeout=60)
