"""What can be typed behind `longwire`, and nothing else: importing this must stay quick."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from app import APP_NAME, __version__
from app.cli.ctl.arguments import add_verbs

MIDI_APIS = ("alsa", "jack", "core", "winmm", "none")
HIDDEN = ("parts",)
LOG_LEVELS = ("debug", "info", "warning", "error")
BROWSE_S = 3.0
"""Answers to an mDNS question come within a second; some devices take two."""

MAX_BROWSE_S = 3600.0


class Arguments(argparse.Namespace):
    """The parsed command line. `command` is `run` when no sub-command was named."""

    command: str
    patch: Path | None
    config_dir: Path | None
    midi_api: str | None
    interface: list[str]
    mdns: bool
    log_level: str | None
    headless: bool
    json: bool
    monitor: bool
    until_eof: bool
    tray: bool
    keep_awake: bool
    picture: Path | None
    seconds: float
    file: Path
    output: Path | None
    target: str
    verb: str
    once: bool
    to: str | None
    message: list[str]


def parse_arguments(arguments: Sequence[str] | None = None) -> Arguments:
    """Read the command line; ends the program with code 2 and a sentence on wrong usage, as argparse does."""
    parser = make_parser()
    parsed = parser.parse_args(arguments, namespace=_defaults())
    if parsed.command == "run" and not parsed.headless:
        for name in ("json", "monitor", "until_eof"):
            if getattr(parsed, name):
                parser.error(f"--{name.replace('_', '-')} is for --headless; add --headless")
    return parsed


def _defaults() -> Arguments:
    return Arguments(
        command="run",
        patch=None,
        config_dir=None,
        midi_api=None,
        interface=[],
        mdns=True,
        log_level=None,
        headless=False,
        json=False,
        monitor=False,
        until_eof=False,
        tray=False,
        keep_awake=True,
        picture=None,
        seconds=BROWSE_S,
        output=None,
        once=False,
        to=None,
        message=[],
    )


def make_parser() -> argparse.ArgumentParser:
    """Give the parser of the whole command line; the manual page is made of it too."""
    common = _common_options()
    parser = argparse.ArgumentParser(
        prog="longwire",
        description="A MIDI cable as long as your network: local MIDI ports joined to AppleMIDI / RTP-MIDI sessions.",
        epilog="Without a command the window opens; without a display Longwire runs headless and says so.",
        parents=[common],
        argument_default=argparse.SUPPRESS,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{APP_NAME} {__version__}")
    parser.add_argument("--headless", action="store_true", help="run without a window until Ctrl+C")
    parser.add_argument(
        "--tray", action="store_true", help="start without showing the window: in the tray, or minimised"
    )
    parser.add_argument(
        "--json", action="store_true", help="with --headless: one JSON object per event and line"
    )
    parser.add_argument("--monitor", action="store_true", help="with --headless: also what the monitor hears")
    parser.add_argument(
        "--until-eof", action="store_true", help="with --headless: end when standard input ends"
    )
    parser.add_argument(
        "--no-keep-awake",
        dest="keep_awake",
        action="store_false",
        help="let the computer go to sleep while something plays, as it would by itself",
    )
    # For the smoke test of the installers, which sees the window only so (CONTRIBUTING, "Installers").
    parser.add_argument("--picture", type=Path, metavar="FILE.png", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    _add_commands(commands, common)
    commands.choices = _Listed(commands.choices)
    return parser


class _Listed(dict[str, argparse.ArgumentParser]):
    """The commands: hidden ones are known, but not named to somebody who mistypes another."""

    def __iter__(self) -> Iterator[str]:
        return (name for name in super().__iter__() if name not in HIDDEN)


def _add_commands(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    place, _ = _place_options()

    def add(name: str, help_text: str, options: argparse.ArgumentParser = common) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            help=help_text,
            description=help_text[0].upper() + help_text[1:] + ".",
            parents=[options],
            argument_default=argparse.SUPPRESS,
            allow_abbrev=False,
        )

    ports = add("ports", "list this computer's MIDI ports")
    peers = add("peers", "list the peers that announce themselves in the network")
    for listing in (ports, peers):
        listing.add_argument("--json", action="store_true", help="print one JSON array")
    peers.add_argument(
        "--seconds", type=_seconds, metavar="N", help=f"how long to look (default {BROWSE_S:g})"
    )
    check = add("check", "read a patch file and say in plain words what it does")
    check.add_argument("file", type=Path, metavar="FILE")
    monster = add("import-midimonster", "read a MIDIMonster configuration and write it as a patch")
    monster.add_argument("file", type=Path, metavar="FILE")
    monster.add_argument(
        "-o", "--output", type=Path, metavar="PATCH", help="the new file; otherwise it is printed"
    )
    doctor = add("doctor", "find out why a peer does not connect, step by step")
    doctor.add_argument("target", metavar="HOST[:PORT]", help="its address or name, and its control port")
    doctor.add_argument("--json", action="store_true", help="print one JSON object")
    add_verbs(add("ctl", "steer the Longwire that runs", place), place)
    # Not listed, for the same reason: without a help text it works and is not shown.
    (hidden,) = HIDDEN
    commands.add_parser(hidden, description="Load every native part of this installation and name each.")
    add("demo", "play from this Longwire to a second one, with no device and no second computer")


def _common_options() -> argparse.ArgumentParser:
    common, group = _place_options()
    group.add_argument("--midi-api", choices=MIDI_APIS, metavar="NAME", help=", ".join(MIDI_APIS))
    group.add_argument(
        "--interface",
        action="append",
        metavar="ADDR",
        help="look for peers only on this network interface, by name or address; may be repeated",
    )
    group.add_argument(
        "--no-mdns", dest="mdns", action="store_false", help="neither look for peers nor be found"
    )
    group.add_argument("--log-level", choices=LOG_LEVELS, metavar="LEVEL", help=", ".join(LOG_LEVELS))
    return common


def _place_options() -> tuple[argparse.ArgumentParser, "argparse._ArgumentGroup"]:
    """Give the options that say which Longwire is meant, and their group."""
    place = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = place.add_argument_group("common options")
    group.add_argument(
        "--patch", type=Path, metavar="FILE", help="the patch file to use, instead of your own"
    )
    group.add_argument("--config-dir", type=Path, metavar="DIR", help="where your own patch file is kept")
    return place, group


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds <= MAX_BROWSE_S:
        raise argparse.ArgumentTypeError(f"expected a number of seconds up to {MAX_BROWSE_S:g}, got {text!r}")
    return seconds
