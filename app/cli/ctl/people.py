"""Verbs about people, as they are typed and as their outcome is told."""

import argparse
from typing import Any, Final

from app.cli import reasons
from app.cli.ctl.typed import Outcome, Verbs, choice, option, resettable, switch, take, whole_number
from app.cli.reasons import because

_WHO = "its name, id or address"


def add_people(verbs: Verbs) -> None:
    """Add invite, leave, retry, accept, decline and the family `peer`."""
    invite = verbs.add("invite", "connect to a peer, now and whenever it can be reached")
    take(invite, "peer", "PEER", "its name in the network or in the patch, or HOST[:PORT]")
    option(invite, "name", "name", "TEXT", "what to call it")
    leave = verbs.add("leave", "disconnect from a peer, or stop trying")
    retry = verbs.add("retry", "try a peer at once that waits, refused or was lost")
    for verb in (leave, retry):
        take(verb, "peer", "PEER", _WHO)
    for verb in (invite, leave, retry):
        _in_session(verb)
    accept = verbs.add("accept", "let in who asks to join")
    switch(accept, "always", "always", "also whenever it comes again")
    decline = verbs.add("decline", "refuse who asks to join")
    switch(decline, "never", "never", "also whenever it comes again")
    for verb in (accept, decline):
        take(verb, "who", "WHO", "its name; needed only when several ask", nargs="?")
    verbs.add("evening", "say what became of everybody since the start: drops, losses, latencies")
    _add_peer(verbs.family("peer", "know somebody: name, address, and whether it may join"))


def _add_peer(verbs: Verbs) -> None:
    verbs.list("peers", "list everybody the patch knows")
    add = verbs.add("add", "know somebody who is not here yet", "peer.add")
    option(add, "name", "name", "NAME", "as it calls itself; by this it is recognised")
    change = verbs.add("change", "know somebody differently", "peer.change")
    take(change, "peer", "PEER", _WHO)
    for verb in (add, change):
        option(verb, "address", "address", "HOST:PORT", "its control port")
        option(verb, "nickname", "nickname", "TEXT", "what to call it here")
        choice(verb, "access", "access", ("always", "never", "ask"), "may it join us?")
        switch(verb, "wanted", "wanted", "invite it whenever it can be reached")
        option(
            verb,
            "playout-ms",
            "playout_ms",
            "0-200",
            "play it this much later, but steadily",
            type=whole_number,
        )
        _in_session(verb)
    resettable(change, ("address", "nickname", "playout_ms"))
    call = verbs.add("name", "call somebody something else here; nobody is let in by that", "peer.name")
    take(call, "peer", "PEER", f"{_WHO}, or its name in the network")
    take(call, "nickname", "NICKNAME", "its own name again without one", nargs="?")
    forget = verbs.add(
        "forget", "disconnect somebody and know it no longer; its cables go too", "peer.forget"
    )
    take(forget, "peer", "PEER", _WHO)
    for name, hidden, help_text in (
        ("hide", True, "show it no longer where peers are found"),
        ("unhide", False, "show it again where peers are found"),
    ):
        verb = verbs.add(name, help_text, "peer.hide")
        verb.set_defaults(**{"with.hidden": hidden})
        take(verb, "name", "NAME", "as it announces itself in the network, or its address")
    details = verbs.add("show", "show the clock, the jitter and the counters of a connection", "details")
    take(details, "peer", "PEER", _WHO)
    _in_session(details)
    details.add_argument("--json", action="store_true", help="print one JSON object")


def _in_session(verb: argparse.ArgumentParser) -> None:
    option(verb, "session", "session", "NAME", "in this session of ours")


def details_lines(details: dict[str, Any]) -> list[str]:
    """Say what is known of a connection."""
    trips = details["round_trips_ms"]
    counted = details["counters"]
    repaired = ", ".join(f"{count} of chapter {letter}" for letter, count in counted["repaired"].items())
    why = because(reasons.PEOPLE, details["reason"])
    lines = [f"“{details['name']}”: {details['state']}{why}."]
    if trips:
        middle = sorted(trips)[len(trips) // 2]
        lines.append(f"Round trip: {middle:.2f} ms in the middle, {min(trips):.2f} to {max(trips):.2f} ms.")
    if details["jitter_ms"] is not None:
        lines.append(f"Its packets arrive with {details['jitter_ms']:.2f} ms of jitter.")
    lines.append(
        f"Messages: {counted['messages_in']} in, {counted['messages_out']} out; packets lost {counted['lost']}, "
        f"late {counted['late']}, malformed {counted['malformed']}; repaired: {repaired or 'nothing'}."
    )
    buffer = details["buffer"]
    lines.append(
        f"Playout buffer: {buffer['playout_ms']} ms, {buffer['late']} messages came too late for it."
    )
    return lines


def _evening(result: dict[str, Any]) -> str:
    """Say what became of everybody since the start."""
    return "\n".join(map(_told, result["people"])) or "Nobody was connected yet."


def _told(person: dict[str, Any]) -> str:
    trips = ""
    if person["p50_ms"] is not None:
        trips = f"; round trip {person['p50_ms']:.1f} ms in the middle, {person['max_ms']:.1f} ms at most"
    return (
        f"“{person['name']}” in “{person['session']}”: connected {person['connected_s'] / 60:.0f} min, "
        f"dropped {person['drops']} times; {person['messages_in']} in, {person['messages_out']} out, "
        f"{person['lost']} packets lost, {sum(person['repaired'].values())} messages repaired{trips}."
    )


PEOPLE: Final[dict[str, Outcome]] = {
    "invite": "Longwire invites “{peer}” and keeps trying until you say leave.",
    "leave": "“{name}” is disconnected and no longer wanted.",
    "retry": "“{name}” is tried again now.",
    "accept": "“{name}” may join.",
    "decline": "“{name}” is refused.",
    "evening": _evening,
    "peer.add": "“{name}” is known; routes call it {peer}.",
    "peer.change": "“{name}” is changed.",
    "peer.name": lambda result: (
        f"“{result['name']}” is called “{result['nickname'] or result['name']}” here."
    ),
    "peer.forget": "“{name}” is forgotten.",
    "peer.hide": lambda result: f"“{result['name']}” is {'hidden' if result['hidden'] else 'shown again'}.",
}
