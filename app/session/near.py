"""Which addresses are near enough to be heard when they invite us (session sheet 7, off-subnet)."""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, TypeAlias

IPNetwork: TypeAlias = IPv4Network | IPv6Network

PRIVATE: Final[tuple[IPNetwork, ...]] = tuple(
    ip_network(text)
    for text in (
        "127.0.0.0/8",
        "::1/128",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "fc00::/7",
        "169.254.0.0/16",
        "fe80::/10",
        "100.64.0.0/10",
    )
)
"""Loopback, RFC 1918 and RFC 4193, link-local, and what VPNs between friends use (RFC 6598): no route of the internet
leads here from any of them."""

_SHORTEST_PREFIX: Final = {4: 8, 6: 32}
"""An interface that calls half of the internet its subnet is a tunnel to it."""


def own_subnets(interfaces: Iterable[tuple[IPv4Address | IPv6Address, int]]) -> tuple[IPNetwork, ...]:
    """Give the subnets of our own (address, prefix length) pairs that are not private anyway."""
    subnets = (
        ip_network(f"{ip}/{prefix}", strict=False)
        for ip, prefix in interfaces
        if prefix >= _SHORTEST_PREFIX[ip.version] and not _is_in(ip, PRIVATE)
    )
    return tuple(dict.fromkeys(subnets))


def is_near(host: str, subnets: Callable[[], Iterable[IPNetwork]]) -> bool:
    """Tell whether an address is private, or else in one of the subnets; what is no address is not."""
    try:
        ip = ip_address(host)
    except ValueError:
        return False
    return _is_in(ip, PRIVATE) or _is_in(ip, subnets())


def _is_in(ip: IPv4Address | IPv6Address, networks: Iterable[IPNetwork]) -> bool:
    return any(ip in network for network in networks)
