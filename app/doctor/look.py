"""Where a name leads, what mDNS shows, and what is known of this computer: the facts beside the visit itself."""

import asyncio
import ipaddress
import socket
import sys
from collections.abc import Callable, Sequence
from secrets import randbits

from app.doctor.facts import Shown, Surroundings, Target, Way
from app.engine.discovery import Discovery, private_label
from app.engine.interfaces import local_addresses, parse_scoped, preferred
from app.engine.lookups import look_up
from app.engine.phrases import PHRASES, Phrase
from app.engine.sightings import Sighting
from app.engine.sockets import PairError, open_pair, to_sockaddr
from app.model.address import Address, split_host_port
from app.model.patch import DEFAULT_CONTROL_PORT
from app.platform.firewall import firewall_is_on
from app.platform.wifi import is_wifi, saves_power

BROWSE_S = 3.0
"""Answers to an mDNS question come within a second; some devices take two."""
LOOK_AGAIN_S = 0.05


def read_target(text: str) -> Target:
    """Read HOST, HOST:PORT, [IPv6]:PORT or the name that a peer announces; raises ValueError."""
    if parse_scoped(text, 0) is not None or ":" not in text:
        return Target(text)
    return Target(*split_host_port(text))


async def resolve(target: Target) -> tuple[Address, ...]:
    """Ask the system where a name is; nothing when it does not know. The port is 0."""
    numeric = parse_scoped(target.host, 0)
    if numeric is not None:
        return _on_every_link(numeric)
    try:
        return preferred(set(await look_up(target.host, 0)), local_addresses())
    except OSError:
        return ()


def _on_every_link(address: Address) -> tuple[Address, ...]:
    """Give a link-local IPv6 without its interface once for each: who copies it from a screen knows none."""
    if address.scope or not is_link_local(address):
        return (address,)
    links = {each.scope for each in local_addresses() if each.ip.version == 6 and each.ip.is_link_local}
    return tuple(address._replace(scope=link) for link in sorted(links))


def is_link_local(address: Address) -> bool:
    """Tell whether an address says where it is only together with an interface."""
    return ":" in address.host and ipaddress.ip_address(address.host).is_link_local


async def browse(
    interfaces: tuple[str, ...], found: Callable[[Sequence[Shown]], object]
) -> tuple[Shown, ...]:
    """Listen to mDNS until `found` is content with what there is, or for three seconds; raises DiscoveryError."""
    seen: dict[str, Shown] = {}

    def on_change(name: str, sighting: Sighting | None) -> None:
        if sighting is not None:
            seen[name] = Shown(sighting.name, sighting.host, sighting.addresses, sighting.port)

    discovery = Discovery(private_label(randbits(32)), interfaces, on_change, lambda _name: None)
    loop = asyncio.get_running_loop()
    deadline = loop.time() + BROWSE_S
    try:
        await discovery.start()
        while not found(tuple(seen.values())) and loop.time() < deadline:
            await asyncio.sleep(LOOK_AGAIN_S)
    finally:
        await discovery.stop()
    return tuple(seen.values())


def find_way(address: Address) -> Way:
    """Ask the system over which of its own addresses it would send to another."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as way:
        try:
            way.connect(to_sockaddr(address))  # sends nothing
        except OSError:
            return Way()
        own = parse_scoped(way.getsockname()[0], 0)
    for each in local_addresses():
        if own is not None and str(each.ip) == own.host:
            near = ipaddress.ip_address(address.host) in each.network
            return Way(own.host, each.interface, near, itself=own.host == address.host)
    return Way(own.host if own else "")


def look_around(way: Way, longwire_runs: bool) -> Surroundings:
    """Look at this computer; asks other programs, so it may take a second or two."""
    wifi = is_wifi(way.interface)
    return Surroundings(
        _are_free(DEFAULT_CONTROL_PORT),
        longwire_runs,
        firewall_is_on(),
        firewall_hint(),
        wifi,
        saves_power(way.interface) if wifi else None,
    )


def firewall_hint(system: str = sys.platform) -> Phrase:
    """Say what lets peers through to the usual ports on this system."""
    code = f"firewall.{system}"
    ports = {"control": DEFAULT_CONTROL_PORT, "data": DEFAULT_CONTROL_PORT + 1}
    return Phrase(code if code in PHRASES else "firewall.linux", ports)


def _are_free(control: int) -> bool:
    try:
        pair = open_pair(control, ("*",))
    except PairError:
        return False
    pair.close()
    return pair.port == control
