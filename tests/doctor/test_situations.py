"""The doctor in real situations: a second host in a namespace, its firewall, and what happens when it is not there."""

import json
from pathlib import Path

import pytest

from app.doctor.probe import PATIENCE_S
from tests.support.examining import examined
from tests.support.hosts import Host, TwoHosts
from tests.support.ports import free_pair
from tests.support.processes import need
from tests.support.program import running_longwire
from tests.support.waiting import wait_for

ALONE = ("--midi-api", "none")
CHAIN = "add table inet lw; add chain inet lw input { type filter hook input priority 0; }"

# What is wrong -> who may join, the firewall's rules by port (0 control, 1 data), and what the doctor must find.
SITUATIONS = {
    "no announcement": ("anyone", {}, ["mdns.unseen", "control.accepted", "data.accepted", "clock.good"]),
    "refused": ("nobody", {}, ["control.refused", "data.skipped"]),
    "control silent": ("anyone", {0: "drop", 1: "drop"}, ["control.silent"]),
    "firewall on the data port": ("anyone", {1: "drop"}, ["control.accepted", "data.silent"]),
    "data port rejected": ("anyone", {1: "reject"}, ["control.accepted", "data.closed"]),
    "firewall that says so": (
        *("anyone", {0: "reject with icmpx type admin-prohibited"}),
        ["control.forbidden"],
    ),
}


def opened(folder: Path, ports: dict[str, int]) -> tuple[str, ...]:
    """The options of a Longwire with one session for each situation."""
    folder.mkdir()
    sessions = (
        f'[[session]]\nname = "{name}"\nport = {ports[name]}\naccept = "{accept}"\n'
        for name, (accept, _, _) in SITUATIONS.items()
    )
    (folder / "patch.toml").write_text("version = 1\n" + "".join(sessions), encoding="utf-8")
    return ("--headless", "--no-mdns", *ALONE, "--config-dir", str(folder))


def link_local(host: Host) -> str:
    """The IPv6 address that a host has given itself, when it is sure that nobody else has it."""

    def look() -> str:
        shown = host.run(need("ip"), "-6", "-j", "address", "show", "dev", host.interface, "-tentative")
        every = (each for line in json.loads(shown) for each in line.get("addr_info", ()))
        return next((each["local"] for each in every if each.get("scope") == "link"), "")

    return wait_for(look, f"the link-local address of {host.name}")


def test_each_situation_is_recognised(two_hosts: TwoHosts, tmp_path: Path) -> None:
    if not two_hosts.apart:
        pytest.skip("firewalls are set up in network namespaces, which need root on Linux")
    assert PATIENCE_S > 3.0, "the system needs three seconds to see that nobody has an address"
    first, second = two_hosts.first, two_hosts.second
    ports = {name: free_pair() for name in SITUATIONS}
    second.run(need("nft"), CHAIN)
    for name, (_, rules, _) in SITUATIONS.items():
        for offset, verdict in rules.items():
            second.run(need("nft"), f"add rule inet lw input udp dport {ports[name] + offset} {verdict}")
    port = ports["no announcement"]
    fine, unscoped = f"{second.address}:{port}", f"[{link_local(second)}]:{port}"
    visits = {f"{second.address}:{ports[name]}": found for name, (_, _, found) in SITUATIONS.items()}
    visits |= {
        f"{second.address}:{free_pair()}": ["control.closed"],  # nothing listens there
        f"{second.address}:{port + 1}": ["control.odd"],  # the data port was typed
        "203.0.113.77:5004": ["control.absent"],  # a computer that is off
        unscoped: ["control.accepted", "clock.good"],  # without its interface
    }
    with running_longwire(*opened(tmp_path / "there", ports), prefix=second.prefix) as there:
        there.wait_for_line("Longwire 0.")
        found = examined(visits, [fine, unscoped], first.prefix)
        for target, expected in visits.items():
            assert set(expected) <= {step.code for step in found[target]}, (target, found[target])
            # What failed is said in a sentence that tells what to do.
            assert all(len(step.text) > 60 for step in found[target] if step.verdict == "failed"), target
        assert there.end() == 0
