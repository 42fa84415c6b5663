"""Verbs about cables and scenes, as they are typed and as their outcome is told."""

import argparse
from typing import Any, Final

from app.cli import reasons
from app.cli.ctl.typed import (
    ENDS,
    Outcome,
    Verbs,
    choice,
    number_range,
    option,
    resettable,
    switch,
    take,
    take_cable,
    whole_number,
)
from app.cli.reasons import because

TYPES = "note, cc, program, pitch, aftertouch, pressure, sysex, clock, common or sensing"


def add_cables(verbs: Verbs) -> None:
    """Add connect, disconnect, and the families `route` and `scene`."""
    _lay(verbs.add("connect", "lay a cable", "route.add"))
    take_cable(verbs.add("disconnect", "take a cable away", "route.remove"))
    _add_route(verbs.family("route", "cables: list, add, change, mute, unmute, remove"))
    _add_scene(verbs.family("scene", "scenes: list, switch, save, remove"))


def _add_route(verbs: Verbs) -> None:
    verbs.list("routes", "list the cables and what they do")
    _lay(verbs.add("add", "lay a cable", "route.add"))
    change = verbs.add("change", "let a cable do something else", "route.change")
    take_cable(change)
    _filters(change)
    resettable(
        change,
        ("channels", "types", "notes", "transpose", "to_channel", "velocity_curve", "velocity_range", "maps"),
    )
    for name, muted in (("mute", True), ("unmute", False)):
        help_text = "let nothing through, and end what sounds" if muted else "let a cable play again"
        verb = verbs.add(name, help_text, "route.change")
        take_cable(verb)
        verb.set_defaults(**{"with.muted": muted})
    take_cable(verbs.add("remove", "take a cable away", "route.remove"))


def _lay(verb: argparse.ArgumentParser) -> None:
    take(verb, "from", "FROM", ENDS)
    take(verb, "to", "TO", "the same")
    verb.add_argument(
        "--both",
        dest="with.both",
        action="store_true",
        help="a second cable leads back, with the same filters",
    )
    _filters(verb)


def _filters(verb: argparse.ArgumentParser) -> None:
    several = {"action": "append"}
    option(verb, "channel", "channels", "1-16", "only this; may be repeated", type=whole_number, **several)
    option(verb, "type", "types", "TYPE", f"only {TYPES}; may be repeated", **several)
    option(verb, "notes", "notes", "LOW-HIGH", "only these notes, such as 36-59", type=number_range)
    option(verb, "transpose", "transpose", "N", "semitones up, or down below 0", type=whole_number)
    option(verb, "to-channel", "to_channel", "1-16", "everything on this channel", type=whole_number)
    choice(verb, "velocity-curve", "velocity_curve", ("linear", "soft", "hard"), "how hard playing comes out")
    option(
        verb, "velocity", "velocity_range", "LOW-HIGH", "softest and loudest that come out", type=number_range
    )
    mapping = "turn one event into another, such as “ch0.note9 > ch1.cc4”; may be repeated"
    option(verb, "map", "maps", "RULE", mapping, **several)
    switch(verb, "pass-others", "pass_others", "with --map: does everything else pass too? (default: no)")
    switch(verb, "muted", "muted", "let nothing through")


def _add_scene(verbs: Verbs) -> None:
    verbs.list("scenes", "list the scenes and which one is on")
    take(
        verbs.add("switch", "switch its cables on and all others off", "scene.switch"),
        "name",
        "NAME",
        "the scene",
    )
    save = verbs.add("save", "save which cables are on", "scene.save")
    take(save, "name", "NAME", "the scene; one of that name is replaced")
    option(save, "route", "routes", "ID", "these cables instead of those that are on", action="append")
    take(verbs.add("remove", "take a scene away; cables stay", "scene.remove"), "name", "NAME", "the scene")


def _laid(result: dict[str, Any]) -> str:
    why = because(reasons.CABLES, result["reason"])
    back = f" Cable {result['back']} leads back." if result["back"] else ""
    return f"Cable {result['id']} is {result['state']}{why}.{back}"


def _changed(result: dict[str, Any]) -> str:
    return " ".join(
        f"Cable {each['id']} is {each['state']}{because(reasons.CABLES, each['reason'])}."
        for each in result["routes"]
    )


def _scene(result: dict[str, Any]) -> str:
    return f"Scene “{result['name']}”: {', '.join(result['routes']) or 'no cable'}."


CABLES: Final[dict[str, Outcome]] = {
    "route.add": _laid,
    "route.change": _changed,
    "route.remove": lambda result: f"Removed: {', '.join(result['ids'])}.",
    "scene.switch": _scene,
    "scene.save": _scene,
    "scene.remove": "Scene “{name}” is removed; the cables stay as they are.",
}
