"""`longwire doctor`: each finding as it comes, and at the end what matters most."""

import asyncio
import json
import sys

from app.bootstrap import Finding, examine_peer
from app.control.client import steer
from app.control.errors import NotRunningError, RefusedError
from app.options import Options, control_place

SCHEMA_VERSION = 1
FINE, FAILED, WRONG = 0, 1, 2
_MARKS = {"ok": "fine   ", "warning": "look   ", "failed": "FAILED ", "skipped": "-      "}
_STEPS = {
    "name": "name",
    "network": "network",
    "mdns": "announcement",
    "control": "control port",
    "data": "data port",
    "clock": "clock",
    "family": "other address",
    "ports": "our ports",
    "firewall": "our firewall",
    "wifi": "Wi-Fi",
}


def run_doctor(text: str, options: Options, *, as_json: bool) -> int:
    """Examine a peer; gives 0 when nothing failed, 1 when something did, 2 for what is no address."""
    try:
        examination = examine_peer(text, options, longwire_runs=_runs(options))
    except ValueError:
        print(f"longwire: “{text}” is no HOST or HOST:PORT, such as 192.0.2.7:5004.", file=sys.stderr)
        return WRONG

    async def follow() -> list[Finding]:
        findings = []
        async for finding in examination:
            if finding.verdict == "running":
                continue
            findings.append(finding)
            if not as_json:
                print(f"{_MARKS[finding.verdict]}{_STEPS[finding.step]:14}{finding.text()}", flush=True)
        return findings

    if not as_json:
        print(f"Examining {text} ...", file=sys.stderr)
    findings = asyncio.run(follow())
    failed = [finding for finding in findings if finding.verdict == "failed"]
    if as_json:
        _print_object(text, findings)
    else:
        print(f"\n{failed[0].text() if failed else 'Everything that a connection needs works.'}")
    return FAILED if failed else FINE


def _print_object(text: str, findings: list[Finding]) -> None:
    steps = [
        {"step": each.step, "verdict": each.verdict, "code": each.code, "text": each.text()}
        for each in findings
    ]
    ok = all(each.verdict != "failed" for each in findings)
    values = {"v": SCHEMA_VERSION, "target": text, "ok": ok, "steps": steps}
    print(json.dumps(values, ensure_ascii=False, indent=2))


def _runs(options: Options) -> bool:
    place = control_place(options)
    try:
        if place is not None:
            steer(place, beside=True).close()
    except NotRunningError:
        return False
    except RefusedError:
        return True
    return place is not None
