"""`ctl status` and the lists in words: sections in the order of their weight, and one line per thing."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from app.cli.file_lines import dump_lines, song_lines, take_lines
from app.cli.reasons import CABLES, PEOPLE, STATES, because
from app.model.address import join_host_port

Status: TypeAlias = dict[str, Any]
Section: TypeAlias = Callable[[Status], Iterator[str]]

_ROUTES = {"active": "plays", "waiting": "waits", "muted": "muted", "looped": "stopped, it loops"}
_LINKS = {"open": "open", "waiting": "waits for its port", "closed": "closed"}


def status_lines(status: Status) -> Iterator[str]:
    """Give lines, most important first; what there is none of is left out."""
    yield f"Patch: {status['patch_file'] or 'in no file'}. MIDI: {status['midi_system'] or 'none'}."
    for section in (
        _sessions,
        _asking,
        _links,
        _routes,
        _scenes,
        _sysex,
        take_lines,
        song_lines,
        dump_lines,
        _away,
        _problems,
    ):
        yield from section(status)


def _sessions(status: Status) -> Iterator[str]:
    for session in status["sessions"]:
        where = f" at {', '.join(session['addresses'])}" if session["addresses"] else ""
        ports = f"ports {session['control']} and {session['data']}"
        yield f"Session “{session['name']}”: {ports}{where}; may join: {_may_join(session)}."
        for each in status["participants"]:
            if each["session"] == session["name"]:
                yield f"  {_person(each)}"


def _may_join(session: Status) -> str:
    if session["accept"] == "ask" and not session["can_ask"]:
        return "who is known (“ask” needs a window)"
    return str(session["accept"])


def _person(person: Status) -> str:
    counted = person["counters"]
    address = f" {join_host_port(person['address'], person['port'])}" if person["address"] else ""
    trip = f", round trip {person['rtt_ms']} ms" if person["rtt_ms"] is not None else ""
    why = because(PEOPLE, person["reason"]) if person["state"] not in ("connected", "inviting") else ""
    numbers = f"{counted['messages_in']} in, {counted['messages_out']} out, {counted['lost']} lost"
    repaired = sum(counted["repaired"].values())
    more = f", {repaired} repaired" if repaired else ""
    return f"“{person['name']}”{address} {STATES[person['state']]}{why}{trip}; {numbers}{more}."


def _asking(status: Status) -> Iterator[str]:
    for asked in status["invitations"]:
        yield f"“{asked['name']}” at {asked['address']} asks to join “{asked['session']}”: ctl accept, ctl decline."


def _links(status: Status) -> Iterator[str]:
    for link in status["links"]:
        learns = ", learns peers" if link["learn"] else ""
        counted = f"{link['messages']['in']} in, {link['messages']['out']} out"
        yield f"Link “{link['name']}”: port {link['port']}, {_LINKS[link['state']]}{learns}; {counted}."
        for peer in link["peers"]:
            where = join_host_port(peer["address"], peer["port"])
            yield f"  {where}{' (learned, id {})'.format(peer['id']) if peer['learned'] else ''}"


def _routes(status: Status) -> Iterator[str]:
    for route in status["routes"]:
        why = because(CABLES, route["reason"])
        ends = f"{route['from']} → {route['to']}"
        state = f"{_ROUTES[route['state']]}{why}"
        yield f"Cable {route['id']}: {ends}: {state}, {route['messages']} messages{_filters(route)}."
        for rule in route.get("maps", ()):
            yield f"  {rule}"


def _filters(route: Status) -> str:
    shown = [f"{key} {_said(route[key])}" for key in FILTERS if key in route]
    return f"; {', '.join(shown)}" if shown else ""


FILTERS: Final = (
    *("channels", "types", "notes", "transpose", "to_channel", "velocity_curve", "velocity_range"),
    "pass_others",
)


def _said(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _scenes(status: Status) -> Iterator[str]:
    for scene in status["scenes"]:
        cables = ", ".join(scene["routes"]) or "no cable"
        yield f"Scene “{scene['name']}”{' is on' if scene['on'] else ''}: {cables}."


def _sysex(status: Status) -> Iterator[str]:
    for each in status["sysex"]:
        yield f"SysEx {each['id']} to “{each['to']}”: {each['sent']} of {each['size']} octets."


def _away(status: Status) -> Iterator[str]:
    away = [_called(found) for found in status["found"] if found["participant"] is None]
    if away:
        yield f"In the network: {', '.join(away)}."


def _called(found: Mapping[str, Any]) -> str:
    return f"{found['nickname']} ({found['name']})" if found["nickname"] else str(found["name"])


def _problems(status: Status) -> Iterator[str]:
    for problem in status["problems"]:
        yield f"{problem['severity'].capitalize()}: {problem['text']}"


def _ports(status: Status) -> Iterator[str]:
    for port in status["ports"]:
        way = "plays to Longwire" if port["direction"] == "in" else "is played by Longwire"
        nth = f"/{port['nth']}" if port["nth"] > 1 else ""
        notes = [
            word
            for word, holds in (("virtual", port["virtual"]), ("unplugged", port["state"] != "added"))
            if holds
        ]
        more = f" ({', '.join(notes)})" if notes else ""
        yield f"“{port['name']}{nth}” {way}{more}; {port['messages']} messages."


def _peers(status: Status) -> Iterator[str]:
    for peer in status["peers"]:
        nickname = f", called “{peer['nickname']}”" if peer["nickname"] else ""
        where = f" at {peer['address']}" if peer["address"] else ""
        session = f" in “{peer['session']}”" if peer["session"] else ""
        wanted = f"; wanted{session}" if peer["wanted"] else ""
        yield f"{peer['id']}: “{peer['name'] or peer['address']}”{nickname}{where}; may join: {peer['access']}{wanted}."
    for each in status["nicknames"]:
        yield f"“{each['name']}” is called “{each['nickname']}” where it is found."


SECTIONS: Final[Mapping[str, Section]] = {
    "sessions": _sessions,
    "links": _links,
    "routes": _routes,
    "scenes": _scenes,
    "sysex": _sysex,
    "takes": take_lines,
    "songs": song_lines,
    "dumps": dump_lines,
    "ports": _ports,
    "peers": _peers,
}
"""By the keys of the status."""
