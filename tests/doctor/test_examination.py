"""The stream of an examination, as the window and the command line follow it: what runs, and how each step ended."""

from ipaddress import ip_address

import pytest

from app.bootstrap import STEPS, Finding, examine_peer
from app.doctor import look
from app.doctor.examination import Means, examine
from app.doctor.facts import Target
from app.engine.interfaces import LocalAddress
from app.model.patch import Patch, Session
from app.options import Options
from tests.support.engines import running
from tests.support.ports import free_pair
from tests.support.scripted_peer import ScriptedPeer

ALONE = Options(mdns=False)


async def followed(text: str) -> list[Finding]:
    return [finding async for finding in examine_peer(text, ALONE)]


def ended(findings: list[Finding]) -> list[str]:
    return [finding.step for finding in findings if finding.verdict != "running"]


async def test_each_step_ends_once_in_order_and_begins_before():
    port = free_pair()
    patch = Patch(sessions=(Session("Theirs", port, ("127.0.0.1",), "anyone", publish=False),))
    async with running(patch):
        findings = await followed(f"127.0.0.1:{port}")
    assert ended(findings) == list(STEPS)
    codes = [finding.code for finding in findings]
    assert [code for code in codes if code.endswith(".running")] == [
        *("name.running", "control.running", "data.running", "clock.running", "ports.running")
    ]
    for step in ("control", "data", "clock"):
        assert codes.index(f"{step}.running") < next(
            index for index, each in enumerate(findings) if each.step == step and each.verdict == "ok"
        )
    assert all(finding.text() for finding in findings)


async def test_where_a_name_leads_nowhere_the_other_steps_are_skipped():
    findings = await followed("nobody.invalid")
    verdicts = {finding.step: finding.verdict for finding in findings}
    assert ended(findings) == list(STEPS)
    assert [verdicts[step] for step in ("name", "network", "control", "data", "clock", "family")] == [
        *("failed", *["skipped"] * 5)
    ]


async def test_the_data_port_is_not_told_before_it_is_tried():
    async with ScriptedPeer(free_pair()) as peer:
        target = Target("127.0.0.1", peer.port)
        means = Means(mdns=False, patience_s=0.2)
        codes = [finding.code async for finding in examine(target, means)]
    assert "data.running" not in codes
    assert [code for code in codes if code.startswith(("control", "data"))] == [
        *("control.running", "control.silent", "data.skipped")
    ]


@pytest.mark.parametrize(
    ("typed", "tried"),
    [
        ("fe80::7", [("fe80::7", 2), ("fe80::7", 5)]),
        ("fe80::7%3", [("fe80::7", 3)]),
        ("169.254.1.2", [("169.254.1.2", 0)]),
    ],
)
async def test_a_link_local_address_is_looked_for_on_every_link(
    typed: str, tried: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
):
    here = [("eth0", "fe80::1", 2), ("eth0", "192.0.2.1", 2), ("wlan0", "fe80::2", 5), ("lo", "::1", 1)]
    links = tuple(LocalAddress(name, ip_address(ip), 64, scope) for name, ip, scope in here)
    monkeypatch.setattr(look, "local_addresses", lambda: links)
    found = await look.resolve(look.read_target(typed))
    assert [(each.host, each.scope) for each in found] == tried
    assert [look.is_link_local(each) for each in found] == [":" in typed] * len(tried)


def test_what_is_no_address_is_refused_before_anything_is_tried():
    with pytest.raises(ValueError, match="70000"):
        examine_peer("192.0.2.7:70000", ALONE)
