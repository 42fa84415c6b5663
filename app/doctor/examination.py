"""The whole examination of a peer that will not connect, step by step as it goes on."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from app.doctor import judge
from app.doctor.facts import Probed, Shown, Target, Way
from app.doctor.findings import Finding
from app.doctor.look import browse, find_way, is_link_local, look_around, resolve
from app.doctor.probe import PATIENCE_S, probe
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
    patience_s: float = PATIENCE_S


async def examine(target: Target, means: Means) -> AsyncIterator[Finding]:
    """Tell each step that takes time as it begins (`running`), and each of `STEPS` as it ends."""
    yield Finding("name.running", {"target": target.host})
    resolved = await resolve(target)
    if means.mdns:
        yield Finding("mdns.running")
    seen, trouble = await _browse(target, means, resolved)
    shown = judge.find_shown(seen, target, resolved)
    port = judge.choose_port(target, shown)
    addresses = _addresses(resolved, shown, port)
    yield judge.judge_name(target, addresses)
    way = find_way(addresses[0]) if addresses else Way()
    yield judge.judge_way(addresses[0], way) if addresses else Finding("network.skipped")
    yield trouble or judge.judge_mdns(shown, port)
    async for finding in _visit(addresses, means.patience_s):
        yield finding
    yield Finding("ports.running")
    around = await asyncio.to_thread(look_around, way, means.longwire_runs)
    for finding in judge.judge_surroundings(around, way):
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


async def _visit(addresses: Sequence[Address], patience_s: float) -> AsyncIterator[Finding]:
    """Visit the addresses one after the other, the likeliest first; the peer must not meet two doctors at once."""
    visits: list[Probed] = []
    for address in addresses:
        yield Finding("control.running", judge.where(address))
        async for step in _probe(address, patience_s):
            if isinstance(step, Probed):
                visits.append(step)
            else:
                yield step
    if not visits:
        for step_name in ("control", "data", "clock", "family"):
            yield Finding(f"{step_name}.skipped")
        return
    best = judge.furthest(visits)
    for finding in judge.judge_probed(best):
        yield finding
    for finding in judge.judge_families(best, visits):
        yield finding


async def _probe(address: Address, patience_s: float) -> AsyncIterator[Finding | Probed]:
    """Visit one address on a thread, telling the steps that it comes to, and at last what was seen."""
    loop, steps = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def tell(step: str | None) -> None:
        loop.call_soon_threadsafe(steps.put_nowait, step)

    visit = asyncio.ensure_future(asyncio.to_thread(probe, address, patience_s, tell))
    visit.add_done_callback(lambda _: steps.put_nowait(None))
    while (step := await steps.get()) is not None:
        yield Finding(f"{step}.running", judge.where(address))
    yield await visit


def _addresses(resolved: Sequence[Address], shown: Shown | None, port: int) -> tuple[Address, ...]:
    every = [*resolved, *(shown.addresses if shown else ())]
    every = [address for address in every if address.scope or not is_link_local(address)]
    return tuple(dict.fromkeys(address.with_port(port) for address in every))[:ADDRESSES]
