"""Verbs about sessions, direct links and virtual ports, as they are typed and as their outcome is told."""

import argparse
from typing import Final

from app.cli.ctl.typed import Outcome, Verbs, choice, option, resettable, switch, take, whole_number


def add_places(verbs: Verbs) -> None:
    """Add the families `session`, `link` and `port`."""
    _add_session(verbs.family("session", "sessions of ours: list, add, change, remove"))
    _add_link(verbs.family("link", "direct links: list, add, change, remove, forget a learned peer"))
    _add_port(verbs.family("port", "MIDI ports: list, name; add, change and remove virtual ones"))


def _add_session(verbs: Verbs) -> None:
    verbs.list("sessions", "list the sessions and who is in them")
    add = verbs.add("add", "open another session, on 5004 or the next port that none has", "session.add")
    change = verbs.add(
        "change", "change a session; whoever is in stays in where that can be", "session.change"
    )
    remove = verbs.add("remove", "disconnect everybody in it and close it", "session.remove")
    for verb in (add, change, remove):
        take(verb, "name", "NAME", "the session")
    option(change, "rename", "rename", "NAME", "what it is called from now on")
    for verb in (add, change):
        option(
            verb, "port", "port", "EVEN", "control port, data is the next one; 0 is any", type=whole_number
        )
        choice(verb, "accept", "accept", ("ask", "known", "anyone", "nobody"), "who may join")
        choice(verb, "accept-from", "accept_from", ("near", "anywhere"), "whose invitations are heard at all")
        switch(verb, "invite-all", "invite_all", "invite everybody the network shows")
        switch(verb, "publish", "publish", "announce it in the network")
        option(
            verb, "playout-ms", "playout_ms", "0-200", "play this much later, but steadily", type=whole_number
        )
        _stream(verb)
    resettable(change, ("listen", "ssrc"))


def _add_link(verbs: Verbs) -> None:
    verbs.list("links", "list the links and their peers, learned ones too")
    add = verbs.add("add", "open another direct link, without session protocol", "link.add")
    change = verbs.add("change", "change a link; what it learned is forgotten", "link.change")
    remove = verbs.add("remove", "close a link; its cables go too", "link.remove")
    forget = verbs.add("forget", "no longer play with a peer that was learned", "link.forget")
    for verb in (add, change, remove, forget):
        take(verb, "name", "NAME", "the link")
    take(forget, "peer", "PEER", "HOST:PORT, or the id that `list` shows")
    option(change, "rename", "rename", "NAME", "what it is called from now on")
    for verb in (add, change):
        option(verb, "port", "port", "PORT", "the port to listen on; 0 is any", type=whole_number)
        option(verb, "peer", "peers", "HOST:PORT", "a fixed peer; may be repeated", action="append")
        switch(verb, "learn", "learn", "also play with whoever sends to it")
        choice(
            verb, "marker", "marker", ("rfc", "zero"), "the RTP marker bit: zero for devices that want none"
        )
        _stream(verb)
    resettable(change, ("listen", "ssrc", "peers"))


def _stream(verb: argparse.ArgumentParser) -> None:
    option(
        verb, "listen", "listen", "ADDRESS", "only on this address of ours; may be repeated", action="append"
    )
    choice(verb, "journal", "journal", ("auto", "on", "off"), "send the recovery journal")
    choice(
        verb, "epn-tx", "epn_tx", ("full", "short"), "close parameters after each value, or leave them open"
    )
    option(verb, "ssrc", "ssrc", "N", "this instead of a random one", type=whole_number)


def _add_port(verbs: Verbs) -> None:
    verbs.list("ports", "list the MIDI ports")
    add = verbs.add("add", "make a port that other programs see", "port.add")
    change = verbs.add("change", "change a port of ours; its cables follow a new name", "port.change")
    remove = verbs.add("remove", "take a port of ours away; its cables wait for it", "port.remove")
    for verb in (add, change, remove):
        take(verb, "name", "NAME", "the port")
    option(change, "rename", "rename", "NAME", "what it is called from now on")
    name = verbs.add("name", "call a device of this computer something else", "port.name")
    take(name, "port", "PORT", "port:NAME, as `list` shows it")
    take(name, "nickname", "NICKNAME", "its own name again without one", nargs="?")
    ways = "in: other programs play into it; out: it plays to them (default: both)"
    for verb in (add, change):
        choice(verb, "direction", "direction", ("in", "out", "both"), ways)


PLACES: Final[dict[str, Outcome]] = {
    "session.add": "Session “{name}” is open on control port {control}.",
    "session.change": "Session “{name}” is changed.",
    "session.remove": "Session “{name}” is closed.",
    "link.add": "Link “{name}” is open on port {port}.",
    "link.change": "Link “{name}” is changed.",
    "link.remove": "Link “{name}” is closed.",
    "link.forget": "{address}:{port} is forgotten; it is learned again when it sends again.",
    "port.add": "Virtual port “{name}” is there.",
    "port.change": "Virtual port “{name}” is changed.",
    "port.name": lambda result: (
        f"“{result['name']}” is called “{result['nickname'] or result['name']}” here."
    ),
    "port.remove": "Virtual port “{name}” is gone.",
}
