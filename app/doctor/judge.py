"""From facts to findings, without any I/O: the window can show the same."""

import statistics
from collections.abc import Iterator, Sequence

from app.doctor.facts import Answer, Probed, Shown, Surroundings, Target, Way
from app.doctor.findings import Finding
from app.model.address import Address
from app.model.patch import DEFAULT_CONTROL_PORT

SLOW_MS = 20.0
"""There and back; half of it is what a drummer notices."""
JITTERY_MS = 10.0


def choose_port(target: Target, shown: Shown | None) -> int:
    """Give the control port to try: as typed, else as announced, else the usual one."""
    return target.port or (shown.port if shown else DEFAULT_CONTROL_PORT)


def find_shown(seen: Sequence[Shown], target: Target, addresses: Sequence[Address]) -> Shown | None:
    """Find the peer among those that mDNS shows: by name, host name, or address; the one with that port first."""
    hosts = {address.host for address in addresses}
    name = target.host.rstrip(".").casefold()
    fitting = [
        each
        for each in seen
        if name in (each.name.casefold(), each.host.rstrip(".").casefold())
        or hosts.intersection(address.host for address in each.addresses)
    ]
    return min(fitting, key=lambda each: each.port != target.port, default=None)


def judge_name(target: Target, addresses: Sequence[Address]) -> Finding:
    """Judge whether the name leads anywhere."""
    if not addresses:
        return Finding("name.unknown", {"target": target.host})
    shown = ", ".join(dict.fromkeys(address.host for address in addresses))
    return Finding("name.found", {"target": target.host, "addresses": shown})


def judge_way(address: Address, way: Way) -> Finding:
    """Judge the way to the first address."""
    params = {"own": way.own, "interface": way.interface, "address": address.host}
    code = "itself" if way.itself else "near" if way.near else "far" if way.own else "none"
    return Finding(f"network.{code}", params)


def judge_mdns(shown: Shown | None, tried: int) -> Finding:
    """Judge what mDNS shows of it."""
    if shown is None:
        return Finding("mdns.unseen")
    code = "mdns.seen" if shown.port == tried else "mdns.other_port"
    return Finding(code, {"name": shown.name, "port": shown.port, "tried": tried})


def judge_probed(probed: Probed) -> Iterator[Finding]:
    """Judge control port, data port and clock at the address that got furthest."""
    port = probed.address.port
    params = {
        **where(probed.address),
        "even": port - 1,
        "name": probed.name or probed.address.host,
        "reason": probed.reason,
    }
    odd = port % 2 == 1 and probed.control in (Answer.CLOSED, Answer.SILENT, Answer.REFUSED)
    yield Finding("control.odd" if odd else f"control.{probed.control.value}", params)
    yield Finding(f"data.{probed.data.value}" if probed.data else "data.skipped", params)
    yield _judge_clock(probed)


def where(address: Address) -> dict[str, object]:
    """Name an address and its two ports, as the sentences need them."""
    return {"address": address.host, "port": address.port, "data": address.port + 1}


def judge_families(best: Probed, visits: Sequence[Probed]) -> Iterator[Finding]:
    """Judge the other addresses, where that says something: not when the peer answers nowhere."""
    others = [each for each in visits if each.address.host != best.address.host]
    if not others or best.control not in (Answer.ACCEPTED, Answer.REFUSED):
        yield Finding("family.skipped")
        return
    for other in others:
        yield judge_family(other)


def judge_family(probed: Probed) -> Finding:
    """Judge another address of the same peer."""
    works = probed.control in (Answer.ACCEPTED, Answer.REFUSED)
    return Finding("family.works" if works else "family.fails", {"address": probed.address.host})


def judge_surroundings(around: Surroundings, way: Way) -> Iterator[Finding]:
    """Judge this computer: ports, firewall, Wi-Fi."""
    ports = {"control": DEFAULT_CONTROL_PORT, "data": DEFAULT_CONTROL_PORT + 1}
    state = "free" if around.ports_free else "ours" if around.longwire_runs else "taken"
    yield Finding(f"ports.{state}", ports)
    known = {True: "on", False: "off", None: "unknown"}[around.firewall]
    yield Finding(f"firewall.{known}", {"hint": around.firewall_hint})
    saving = {True: "saving", False: "steady", None: "unknown"}[around.saves_power]
    yield Finding(f"wifi.{saving}" if around.wifi else "wifi.none", {"interface": way.interface})


def furthest(probed: Sequence[Probed]) -> Probed:
    """Choose the address at which the peer got furthest, the first of equals."""
    return max(
        probed, key=lambda each: (bool(each.clock), each.data is Answer.ACCEPTED, _RANK.index(each.control))
    )


def _judge_clock(probed: Probed) -> Finding:
    if probed.clock is None:
        return Finding("clock.skipped")
    if not probed.clock:
        return Finding("clock.silent")
    middle, spread = statistics.median(probed.clock), max(probed.clock) - min(probed.clock)
    params = {"round_trip_ms": f"{middle:.1f}", "spread_ms": f"{spread:.1f}"}
    lost = probed.asked - len(probed.clock)
    if lost:
        return Finding("clock.lossy", {**params, "lost": lost, "asked": probed.asked})
    return Finding("clock.slow" if middle > SLOW_MS or spread > JITTERY_MS else "clock.good", params)


_RANK = (
    *(Answer.UNREACHABLE, Answer.ABSENT, Answer.SILENT, Answer.FORBIDDEN),
    *(Answer.CLOSED, Answer.REFUSED, Answer.ACCEPTED),
)
