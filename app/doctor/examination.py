"""The whole examination of a peer that will not connect, finding by finding as they come."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from app.doctor import judge
from app.doctor.facts import Answer, Shown, Target, Way
from app.doctor.findings import Finding
from app.doctor.look import browse, find_way, look_around, resolve
from app.doctor.probe import probe
from app.engine.discovery import DiscoveryError
from app.model.address import Address

ADDRESSES = 6
"""A peer with more of them is a router; each costs some seconds when it is silent."""


@dataclass(frozen=True, slots=True)
class Means:
    """What the examination may use, and whether a Longwire runs here meanwhile."""

    interfaces: tuple[str, ...] = ()
    mdns: bool = True
    longwire_runs: bool = False


async def examine(target: Target, means: Means) -> AsyncIterator[Finding]:
    """Go through all steps; what makes no sense after a failure is left out or skipped."""
    resolved = await resolve(target)
    seen, trouble = await _browse(target, means, resolved)
    shown = judge.find_shown(seen, target, resolved)
    port = judge.choose_port(target, shown)
    addresses = _addresses(resolved, shown, port)
    yield judge.judge_name(target, addresses)
    way = Way()
    if addresses:
        way = find_way(addresses[0])
        yield judge.judge_way(addresses[0], way)
    yield trouble or judge.judge_mdns(shown, port)
    async for finding in _visit(addresses):
        yield finding
    for finding in judge.judge_surroundings(
        await asyncio.to_thread(look_around, way, means.longwire_runs), way
    ):
        yield finding


async def _browse(
    target: Target, means: Means, resolved: Sequence[Address]
) -> tuple[tuple[Shown, ...], Finding | None]:
    if not means.mdns:
        return (), Finding("mdns.off")
    try:
        seen = await browse(means.interfaces, lambda seen: judge.find_shown(seen, target, resolved))
    except DiscoveryError as error:
        return (), Finding("mdns.broken", {"reason": str(error)})
    return seen, None


async def _visit(addresses: Sequence[Address]) -> AsyncIterator[Finding]:
    """Visit the addresses one after the other, the likeliest first; the peer must not meet two doctors at once."""
    visits = [await asyncio.to_thread(probe, address) for address in addresses]
    if not visits:
        return
    best = judge.furthest(visits)
    for finding in judge.judge_probed(best):
        yield finding
    if best.control in (Answer.ACCEPTED, Answer.REFUSED):
        for other in visits:
            if other is not best:
                yield judge.judge_family(other)


def _addresses(resolved: Sequence[Address], shown: Shown | None, port: int) -> tuple[Address, ...]:
    every = [*resolved, *(shown.addresses if shown else ())]
    every = [
        address for address in every if address.scope or not ipaddress.ip_address(address.host).is_link_local
    ]
    return tuple(dict.fromkeys(address.with_port(port) for address in every))[:ADDRESSES]
