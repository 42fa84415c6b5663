"""The grammar that all verbs share. What goes into the request is stored as `with.KEY`, and only when it was typed."""

import argparse
import re
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, TypeAlias

Outcome: TypeAlias = str | Callable[[dict[str, Any]], str]
"""The sentence about a result: a template of its values, or made from them."""

SubParsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

ENDS = (
    "port:NAME, session:NAME, session:NAME/PEER, link:NAME, keyboard or monitor; / %% in names are %%2F %%25"
)
_GIVEN = "with."
_TIME = re.compile(r"(\d{1,5}:){0,2}\d{1,6}(\.\d+)?", re.ASCII)


class Verbs:
    """A group of verbs to which more are added; each parser knows the name of its verb in a request."""

    def __init__(self, group: SubParsers, common: argparse.ArgumentParser) -> None:
        self._group = group
        self._common = common

    def add(self, name: str, help_text: str, verb: str = "") -> argparse.ArgumentParser:
        """Add a verb; `verb` is what the request calls it, if not `name`."""
        parser = self._group.add_parser(
            name,
            help=help_text,
            description=help_text[0].upper() + help_text[1:].replace("%%", "%") + ".",
            parents=[self._common],
            argument_default=argparse.SUPPRESS,
            allow_abbrev=False,
        )
        parser.set_defaults(verb=verb or name)
        return parser

    def family(self, name: str, help_text: str) -> "Verbs":
        """Add a noun with verbs of its own."""
        parser = self._group.add_parser(
            name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".", allow_abbrev=False
        )
        return Verbs(parser.add_subparsers(title="verbs", metavar="VERB", required=True), self._common)

    def list(self, what: str, help_text: str) -> None:
        """Add the verb that lists one part of the status."""
        parser = self.add("list", help_text, f"list.{what}")
        parser.add_argument("--json", action="store_true", help="print one JSON array")


def take(parser: argparse.ArgumentParser, key: str, metavar: str, help_text: str, **more: Any) -> None:
    """Let a value be typed in its place, for `key` of the request."""
    if more.get("nargs") == "?":
        more["default"] = None
    parser.add_argument(_GIVEN + key, metavar=metavar, help=help_text, **more)


def option(
    parser: argparse.ArgumentParser, name: str, key: str, metavar: str, help_text: str, **more: Any
) -> None:
    """Let a value be typed behind `--name`, for `key` of the request."""
    parser.add_argument(f"--{name}", dest=_GIVEN + key, metavar=metavar, help=help_text, **more)


def choice(
    parser: argparse.ArgumentParser, name: str, key: str, choices: Sequence[str], help_text: str
) -> None:
    """Let one of some words be typed behind `--name`."""
    parser.add_argument(f"--{name}", dest=_GIVEN + key, choices=choices, help=help_text)


def switch(parser: argparse.ArgumentParser, name: str, key: str, help_text: str) -> None:
    """Let `--name` and `--no-name` be typed."""
    parser.add_argument(f"--{name}", dest=_GIVEN + key, action=argparse.BooleanOptionalAction, help=help_text)


def resettable(parser: argparse.ArgumentParser, keys: Sequence[str]) -> None:
    """Let values be put back to what they are without being said."""
    parser.add_argument(
        *("--reset",),
        action="append",
        choices=keys,
        metavar="KEY",
        help=f"back to the default: {', '.join(keys)}; may be repeated",
    )


def take_cable(parser: argparse.ArgumentParser) -> None:
    """Let a cable be named by its id or by its ends."""
    parser.add_argument("cable", metavar="ID|FROM", help="the id that status shows, or one end")
    parser.add_argument("cable_to", metavar="TO", nargs="?", help="the other end")


def request_values(arguments: argparse.Namespace) -> dict[str, Any]:
    """Give what was typed for the request."""
    typed = vars(arguments)
    given = {key: value for key, value in typed.items() if key.startswith(_GIVEN)}
    values = {key.removeprefix(_GIVEN): value for key, value in given.items() if value is not None}
    values |= dict.fromkeys(typed.get("reset") or ())
    if "cable" in typed:
        other = typed.get("cable_to")
        values |= {"id": typed["cable"]} if other is None else {"from": typed["cable"], "to": other}
    return values


def number_range(text: str) -> list[int]:
    """Read LOW-HIGH."""
    low, dash, high = text.partition("-")
    if not (dash and low.isdecimal() and high.isdecimal()):
        raise argparse.ArgumentTypeError(f"expected two numbers such as 36-59, got {text!r}")
    return [int(low), int(high)]


def song_time(text: str) -> float:
    """Read a place in a song, as players show it, in seconds."""
    if _TIME.fullmatch(text) is None:
        raise argparse.ArgumentTypeError(f"expected a time such as 1:23 or 83, got {text!r}")
    return reduce(lambda larger, part: larger * 60 + float(part), text.split(":"), 0.0)


def whole_number(text: str) -> int:
    """Read a whole number, decimal or hex behind 0x."""
    try:
        return int(text, 0)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a number such as 5 or 0xBEEF, got {text!r}") from None
