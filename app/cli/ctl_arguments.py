"""What can be typed behind `longwire ctl`; importing this must stay quick."""

import argparse
from collections.abc import Callable
from typing import TypeAlias

Add: TypeAlias = Callable[[str, str], argparse.ArgumentParser]
"""Adds a verb with its help to a group of verbs."""

SubParsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

ENDS = "port:NAME, session:NAME, session:NAME/PEER, link:NAME, keyboard or monitor; / : %% in names are %%2F %%3A %%25"


def add_verbs(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Add the verbs to the parser of `ctl`."""
    add = _adder(parser.add_subparsers(title="verbs", metavar="VERB", dest="verb", required=True), common)
    status = add("status", "show sessions, who is in them, cables, and what was counted")
    status.add_argument("--json", action="store_true", help="print everything as one JSON object")
    _add_people(add)
    route = add("route", "lay a cable, or take one away")
    routes = _adder(
        route.add_subparsers(title="cables", metavar="add|remove", dest="verb", required=True), common
    )
    _add_cables(routes, "add", "remove")
    _add_cables(add, "connect", "disconnect")
    _add_playing(add)
    add("quit", "end it in order, and wait until it has ended")
    events = add("events", "print what happens, one JSON object per line, until Longwire ends")
    events.add_argument("--monitor", action="store_true", help="also what the monitor hears")


def _adder(group: SubParsers, common: argparse.ArgumentParser) -> Add:
    def add(name: str, help_text: str) -> argparse.ArgumentParser:
        return group.add_parser(
            name,
            help=help_text,
            description=help_text[0].upper() + help_text[1:] + ".",
            parents=[common],
            argument_default=argparse.SUPPRESS,
            allow_abbrev=False,
        )

    return add


def _add_people(add: Add) -> None:
    invite = add("invite", "connect to a peer, now and whenever it can be reached")
    invite.add_argument(
        "peer", metavar="PEER", help="its name in the network or in the patch, or HOST[:PORT]"
    )
    invite.add_argument("--name", metavar="TEXT", help="what to call it")
    leave = add("leave", "disconnect from a peer, or stop trying")
    leave.add_argument("peer", metavar="PEER", help="its name, id or address")
    for verb in (invite, leave):
        verb.add_argument("--session", metavar="NAME", help="in this session of ours")
    accept = add("accept", "let in who asks to join")
    accept.add_argument("--always", action="store_true", help="also whenever it comes again")
    decline = add("decline", "refuse who asks to join")
    decline.add_argument("--never", action="store_true", help="also whenever it comes again")
    for verb in (accept, decline):
        verb.add_argument("who", metavar="WHO", nargs="?", help="its name; needed only when several ask")


def _add_cables(add: Add, lay: str, remove: str) -> None:
    laying = add(lay, "lay a cable")
    laying.set_defaults(verb="route.add")
    laying.add_argument("source", metavar="FROM", help=ENDS)
    laying.add_argument("destination", metavar="TO", help="the same")
    laying.add_argument(
        "--channel", type=int, action="append", metavar="1-16", help="only this; may be repeated"
    )
    laying.add_argument(
        "--type", action="append", metavar="TYPE", help="only notes, cc, ...; may be repeated"
    )
    laying.add_argument(
        "--notes", type=_note_range, metavar="LOW-HIGH", help="only these notes, such as 36-59"
    )
    laying.add_argument("--transpose", type=int, metavar="N", help="semitones up, or down below 0")
    laying.add_argument("--muted", action="store_true", help="lay it without playing through it")
    removing = add(remove, "take a cable away")
    removing.set_defaults(verb="route.remove")
    removing.add_argument("source", metavar="ID|FROM", help="the id that status shows, or one end")
    removing.add_argument("destination", metavar="TO", nargs="?", help="the other end")


def _add_playing(add: Add) -> None:
    send = add("send", "play one message on the test keyboard, or into one end")
    send.add_argument("--to", metavar="END", help=ENDS)
    send.add_argument(
        "message",
        nargs="+",
        metavar="MESSAGE",
        help="such as “note C4 96”, “cc 7 100 ch 2”, or hex “90 3C 60”",
    )
    add("panic", "silence everything everywhere")


def _note_range(text: str) -> list[int]:
    low, dash, high = text.partition("-")
    if not (dash and low.isdecimal() and high.isdecimal()):
        raise argparse.ArgumentTypeError(f"expected two note numbers such as 36-59, got {text!r}")
    return [int(low), int(high)]
