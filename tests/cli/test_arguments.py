"""What can be typed, and what cannot yet."""

from pathlib import Path

import pytest

from app import __version__
from app.cli.arguments import parse_arguments


def test_nothing_typed_is_the_window_with_the_users_own_patch():
    parsed = parse_arguments([])
    assert (parsed.command, parsed.headless, parsed.patch, parsed.config_dir) == ("run", False, None, None)
    assert (parsed.midi_api, parsed.interface, parsed.mdns, parsed.log_level) == (None, [], True, None)


COMMON = ["--patch", "gig.toml", "--config-dir", "cfg", "--midi-api", "jack", "--interface", "192.0.2.7"]
COMMON += ["--interface", "eth0", "--no-mdns", "--log-level", "debug"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--headless", *COMMON],
        [*COMMON, "--headless"],
        [*COMMON, "ports"],
        ["ports", *COMMON],
        ["peers", *COMMON],
        ["demo", *COMMON],
        ["check", *COMMON, "x.toml"],
        [*COMMON[:4], "ports", *COMMON[4:]],
    ],
)
def test_common_options_stand_before_or_behind_a_command(arguments):
    parsed = parse_arguments(arguments)
    assert (parsed.patch, parsed.config_dir) == (Path("gig.toml"), Path("cfg"))
    assert (parsed.midi_api, parsed.mdns, parsed.log_level) == ("jack", False, "debug")
    assert parsed.interface == ["192.0.2.7", "eth0"]


def test_each_command_has_its_own_options():
    assert parse_arguments(["peers", "--json", "--seconds", "1.5"]).seconds == 1.5
    assert parse_arguments(["ports", "--json"]).json
    assert parse_arguments(["check", "a.toml"]).file == Path("a.toml")
    headless = parse_arguments(["--headless", "--json", "--monitor", "--until-eof"])
    assert headless.json
    assert headless.monitor
    assert headless.until_eof


def test_one_line_does_not_leak_into_the_next():
    parse_arguments(["--interface", "eth0", "ports"])
    assert parse_arguments(["ports"]).interface == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--bogus"],
        ["bogus"],
        ["check"],
        ["--json"],
        ["--monitor"],
        ["--until-eof"],
        ["--midi-api", "oss", "ports"],
        ["--log-level", "loud"],
        ["--head"],
        ["peers", "--seconds", "0"],
        ["peers", "--seconds", "soon"],
        ["peers", "--seconds", "nan"],
        ["peers", "--headless"],
        ["ctl"],
        ["ctl", "dance"],
        ["ctl", "route"],
        ["ctl", "route", "add", "keyboard"],
        ["ctl", "route", "add", "keyboard", "monitor", "--notes", "all"],
        ["ctl", "invite"],
        ["doctor"],
        ["--patch"],
    ],
)
def test_wrong_usage_ends_with_code_2_and_a_sentence(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        parse_arguments(arguments)
    assert ended.value.code == 2
    assert "longwire" in capsys.readouterr().err


CTL = [
    ["status"],
    ["invite"],
    ["leave"],
    ["accept"],
    ["decline"],
    ["route"],
    ["route", "add"],
    ["route", "remove"],
]
CTL += [
    ["connect"],
    ["disconnect"],
    ["send"],
    ["panic"],
    ["events"],
    ["detect"],
    ["scene"],
    ["peer", "change"],
]


@pytest.mark.parametrize("verb", CTL, ids=" ".join)
def test_every_verb_has_its_help(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        parse_arguments(["ctl", *verb, "--help"])
    assert ended.value.code == 0
    assert f"usage: longwire ctl {' '.join(verb)}" in capsys.readouterr().out


def test_the_version_is_the_package_version(capsys):
    with pytest.raises(SystemExit) as ended:
        parse_arguments(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"Longwire {__version__}\n"
