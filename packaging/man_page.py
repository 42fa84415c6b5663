"""Writes longwire(1) out of the command line's own help, so that the two cannot differ: `man_page.py FILE`."""

from __future__ import annotations

import argparse
import os
import re
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app import APP_NAME, __version__  # noqa: E402
from app.cli.arguments import make_parser  # noqa: E402

SYNOPSIS = ("[--headless] [options]", "COMMAND [options]", "ctl VERB [options]")
EXIT_CODES = (("0", "fine"), ("1", "failed"), ("2", "wrong usage, or a wrong file"))
FILES = (
    ("~/.config/Longwire/patch.toml", "sessions, peers and cables: everything that is drawn in the window"),
    ("~/.config/Longwire/settings.toml", "language, theme, MIDI system: what belongs to this computer"),
)
EXAMPLES = (
    ("longwire", "Open the window."),
    ("longwire --headless --patch gig.toml", "Play a patch on a stage box."),
    ("systemctl --user enable --now longwire", "Start it with the computer, without a window."),
    ("longwire doctor 192.0.2.7", "Find out why a computer does not answer."),
    ("longwire ctl send note C4 96", "Play a note on the test keyboard of the Longwire that runs."),
)
SEE_ALSO = "systemctl(1), jackd(1), aconnect(1)"


def main(arguments: list[str]) -> int:
    """Write the page; 2 for wrong usage."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    day = time.strftime("%Y-%m-%d", time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", "0"))))
    Path(arguments[0]).write_text(page(day), encoding="utf-8")
    return 0


def page(day: str) -> str:
    """Give the whole page in man(7)."""
    parser = make_parser()
    name = parser.prog
    lines = [f'.TH {name.upper()} 1 "{day}" "{APP_NAME} {__version__}" "User Commands"']
    lines += [".SH NAME", f"{name} \\- a MIDI cable as long as your network", ".SH SYNOPSIS"]
    for synopsis in SYNOPSIS:
        lines += [".HP", f"\\fB{name}\\fR {escaped(synopsis)}"]
    lines += [".SH DESCRIPTION", *prose(parser.description), ".PP", *prose(parser.epilog)]
    lines += [".SH OPTIONS", *options(parser), ".SH COMMANDS"]
    for command, inner in commands(parser):
        lines += section(f"{name} {command}", inner)
    lines += [*listed("EXIT STATUS", EXIT_CODES), *listed("FILES", FILES), *examples()]
    return "\n".join([*lines, ".SH SEE ALSO", escaped(SEE_ALSO), ""])


def section(title: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    """Give a command or a verb with its own options, then what is below it."""
    positional = [
        action for action in parser._actions if not action.option_strings and not _is_choice(action)
    ]
    names = " ".join(shown(action) for action in positional)
    yield from (f".SS {escaped(f'{title} {names}'.strip())}", *prose(parser.description))
    yield from options(parser, own=True)
    for verb, inner in commands(parser):
        yield from section(f"{title} {verb}", inner)


def options(parser: argparse.ArgumentParser, *, own: bool = False) -> Iterator[str]:
    """Give the arguments with their help; with `own` without those that every command has."""
    for group in parser._action_groups:
        if own and group.title == "common options":
            continue
        for action in group._group_actions:
            if (
                action.help not in (None, argparse.SUPPRESS)
                and not _is_help(action, own)
                and not _is_choice(action)
            ):
                yield from (".TP", f"\\fB{escaped(shown(action))}\\fR", *prose(action.help))


def commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Give the commands that help lists, with their parsers."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                yield choice.dest, action.choices[choice.dest]


def shown(action: argparse.Action) -> str:
    """Give an argument as it is typed."""
    value = action.metavar or action.dest.upper()
    value = value if isinstance(value, str) else " ".join(value)
    if not action.option_strings:
        return {"?": f"[{value}]", "+": f"{value}..."}.get(str(action.nargs), value)
    names = ", ".join(action.option_strings)
    return names if action.nargs == 0 else f"{names} {value}"


def listed(title: str, rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Give a section of terms."""
    yield f".SH {title}"
    for term, text in rows:
        yield from (".TP", f".B {escaped(term)}", *prose(text))


def examples() -> Iterator[str]:
    """Give the examples as they are typed."""
    yield ".SH EXAMPLES"
    for command, text in EXAMPLES:
        yield from (".TP", f".B {escaped(command)}", *prose(text))


def prose(text: str | None) -> list[str]:
    """Give text as lines that roff prints as they are, and that are no commands of its own."""
    lines = textwrap.wrap(escaped(text or ""), 79, break_long_words=False, break_on_hyphens=False)
    return [re.sub(r"^[.']", r"\\&\g<0>", line) for line in lines]


def escaped(text: str) -> str:
    """Give text so that roff prints every character as it is."""
    for plain, written in (("\\", "\\e"), ("-", "\\-"), ("~", "\\(ti"), ("'", "\\(aq")):
        text = text.replace(plain, written)
    return "".join(each if each.isascii() else f"\\[u{ord(each):04X}]" for each in text)


def _is_choice(action: argparse.Action) -> bool:
    return isinstance(action, argparse._SubParsersAction)


def _is_help(action: argparse.Action, own: bool) -> bool:
    return own and "--help" in action.option_strings


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
