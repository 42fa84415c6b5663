"""The status of a running Longwire for somebody at a terminal."""

from collections.abc import Iterator
from typing import Any

from app.cli.plain_lines import STATES

_ROUTES = {"active": "plays", "waiting": "waits", "muted": "muted", "looped": "stopped: it loops"}


def status_lines(status: dict[str, Any]) -> Iterator[str]:
    """Give lines, most important first; what there is none of is left out."""
    yield f"Patch: {status['patch_file'] or 'in no file'}. MIDI: {status['midi_system'] or 'none'}."
    for session in status["sessions"]:
        yield from _session(session, status["participants"])
    for asked in status["invitations"]:
        yield f"“{asked['name']}” at {asked['address']} asks to join “{asked['session']}”: ctl accept, ctl decline."
    for route in status["routes"]:
        why = f" ({route['reason']})" if route["reason"] else ""
        ends = f"{route['from']} → {route['to']}"
        yield f"Cable {route['id']}: {ends}: {_ROUTES[route['state']]}{why}, {route['messages']} messages."
    away = [found["name"] for found in status["found"] if found["participant"] is None]
    if away:
        yield f"In the network: {', '.join(away)}."
    for problem in status["problems"]:
        yield f"{problem['severity'].capitalize()}: {problem['text']}"


def _session(session: dict[str, Any], people: list[dict[str, Any]]) -> Iterator[str]:
    where = f" at {', '.join(session['addresses'])}" if session["addresses"] else ""
    yield f"Session “{session['name']}”: ports {session['control']} and {session['data']}{where}."
    for each in people:
        if each["session"] == session["name"]:
            yield f"  {_person(each)}"


def _person(person: dict[str, Any]) -> str:
    counted = person["counters"]
    address = f" {person['address']}:{person['port']}" if person["address"] else ""
    trip = f", round trip {person['rtt_ms']} ms" if person["rtt_ms"] is not None else ""
    numbers = f"{counted['messages_in']} in, {counted['messages_out']} out, {counted['lost']} lost"
    repaired = sum(counted["repaired"].values())
    more = f", {repaired} repaired" if repaired else ""
    return f"“{person['name']}”{address} {STATES[person['state']]}{trip}; {numbers}{more}."
