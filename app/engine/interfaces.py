"""The network addresses of this computer, as far as peers and mDNS care."""

import ipaddress
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import ifaddr

from app.model.address import Address

IPAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class LocalAddress:
    """One address of one interface; `scope` is the interface index."""

    interface: str
    ip: IPAddress
    prefix: int
    scope: int

    @property
    def network(self) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
        """The subnet it is in."""
        return ipaddress.ip_network(f"{self.ip}/{self.prefix}", strict=False)


def local_addresses(interfaces: Sequence[str] = ()) -> tuple[LocalAddress, ...]:
    """List the addresses of the named interfaces (names or addresses), or of all when none is named."""
    found = []
    for adapter in ifaddr.get_adapters():
        for entry in adapter.ips:
            text = entry.ip if isinstance(entry.ip, str) else entry.ip[0]
            ip = ipaddress.ip_address(text)
            named = {adapter.name, adapter.nice_name, text}
            if not interfaces or named.intersection(interfaces):
                found.append(LocalAddress(adapter.nice_name, ip, entry.network_prefix, adapter.index or 0))
    return tuple(found)


def shown(addresses: Iterable[LocalAddress]) -> tuple[str, ...]:
    """Pick what to type on another computer: IPv4 first; loopback only when there is nothing else."""
    every = list(addresses)
    outside = [each for each in every if not each.ip.is_loopback and not each.ip.is_link_local]
    chosen = outside or [each for each in every if each.ip.is_loopback]
    return tuple(str(each.ip) for each in sorted(chosen, key=lambda each: (each.ip.version, str(each.ip))))


def typed(addresses: Sequence[str], listen: Sequence[str]) -> tuple[str, ...]:
    """Pick from `shown` addresses those at which something listens; loopback only when it listens nowhere else."""
    listened = {ipaddress.ip_address(entry) for entry in listen if entry != "*"}
    if len(listened) < len(listen) or any(each.is_unspecified for each in listened):
        return tuple(addresses)
    outside = tuple(each for each in addresses if ipaddress.ip_address(each) in listened)
    return outside or tuple(str(each) for each in sorted(listened, key=str) if each.is_loopback)


def preferred(addresses: Iterable[Address], local: Sequence[LocalAddress]) -> tuple[Address, ...]:
    """Order a peer's addresses as they should be tried (session sheet 9.5).

    IPv4 in a subnet of ours, other IPv4, IPv6, link-local IPv6 with a scope: many devices speak IPv4 only while
    their host announces IPv6 as well.
    """
    return tuple(sorted(addresses, key=lambda address: _rank(address, local)))


def parse_scoped(text: str, port: int) -> Address | None:
    """Read `fe80::1%2`, `fe80::1%eth0`, `2001:db8::1` or `192.0.2.1`; None when it is none of them."""
    host, _, zone = text.partition("%")
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        return None
    return Address(str(ip), port, _scope(zone))


def _scope(zone: str) -> int:
    if not zone:
        return 0
    if zone.isdecimal():
        return int(zone)
    try:
        return socket.if_nametoindex(zone)
    except OSError:
        return 0


def _rank(address: Address, local: Sequence[LocalAddress]) -> int:
    ip = ipaddress.ip_address(address.host)
    if ip.version == 4:
        return 0 if any(ip in each.network for each in local if each.ip.version == 4) else 1
    return 3 if ip.is_link_local else 2
