"""Two computers, one cable: what is played into a JACK port on one comes out of a JACK port on the other."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from tests.support.capture import Capture, capture
from tests.support.display import Display
from tests.support.dissector_defects import judge
from tests.support.hosts import Host, TwoHosts, can_separate
from tests.support.jack import JackServer
from tests.support.jack_ports import Instruments, instruments_on_jack
from tests.support.ports import free_pair
from tests.support.program import ROOT, Running, run_longwire, running_longwire
from tests.support.waiting import wait_for
from tests.support.window import window

LONG_SYSEX = b"\xf0\x7d" + bytes(number % 128 for number in range(4096)) + b"\xf7"

EVERY_KIND = [
    bytes.fromhex("90 3c 60"),  # note on
    bytes.fromhex("a0 3c 20"),  # its pressure
    bytes.fromhex("a0 3c 00"),
    bytes.fromhex("e0 00 50"),  # bend
    bytes.fromhex("e0 00 40"),
    bytes.fromhex("80 3c 40"),  # note off, with a release velocity
    bytes.fromhex("9f 40 01"),
    bytes.fromhex("9f 40 00"),  # note on with velocity 0
    bytes.fromhex("b0 40 7f"),  # pedal down
    bytes.fromhex("b0 40 00"),
    bytes.fromhex("b5 65 00"),  # a registered parameter
    bytes.fromhex("b5 64 00"),
    bytes.fromhex("b5 06 0c"),
    bytes.fromhex("c3 07"),  # program
    bytes.fromhex("d3 33"),  # channel pressure
    bytes.fromhex("d3 00"),
    bytes.fromhex("f0 7e 7f 06 01 f7"),
    LONG_SYSEX,
    bytes.fromhex("f1 23"),  # time code
    bytes.fromhex("f2 10 02"),  # song position
    bytes.fromhex("f3 05"),  # song select
    bytes.fromhex("f6"),  # tune request
    bytes.fromhex("fa"),  # start
    *[bytes.fromhex("f8")] * 24,  # a quarter note of clock
    bytes.fromhex("fc"),  # stop
    bytes.fromhex("fb"),  # continue
]

STAGE = """
version = 1
[network]
name = "Stage laptop"
[[session]]
name = "Studio"
port = {port}
accept = "nobody"
[[peer]]
id = "rack"
name = "Synth rack"
session = "Studio"
wanted = true
[[route]]
id = "out"
from = {{ port = {keys} }}
to = {{ session = "Studio", peer = "rack" }}
"""

RACK = """
version = 1
[network]
name = "Synth rack"
[[session]]
name = "Rack"
port = {port}
accept = "known"
[[peer]]
id = "stage"
name = "Stage laptop"
session = "Rack"
access = "always"
[[route]]
id = "in"
from = {{ session = "Rack", peer = "stage" }}
to = {{ port = {synth} }}
"""


@pytest.fixture
def instruments(jack_server: JackServer) -> Iterator[Instruments]:
    """A keyboard and a synthesiser that both hosts reach."""
    with instruments_on_jack() as both:
        yield both


def test_a_keyboard_on_one_host_plays_a_synthesiser_on_the_other(
    two_hosts: TwoHosts, instruments: Instruments, tmp_path: Path
):
    ports = free_pair(), free_pair()
    stage, rack = _write_patches(tmp_path, *_ports_named("keys", "synth"), *ports)
    span = f"{min(ports)}-{max(ports) + 1}"
    with (
        _record(tmp_path, span, two_hosts.first) as packets,
        _headless(rack, two_hosts.second) as second,
        # One after the other: a JACK server that is short of time refuses clients that come together.
        _after(second, "ready"),
        _headless(stage, two_hosts.first) as first,
    ):
        _wait_for_the_cable(first, second)
        instruments.play(EVERY_KIND)
        _wait_to_hear(instruments, len(EVERY_KIND))
        _same(instruments.heard, EVERY_KIND)

        # JACK hands this over as one event: the clock comes out before the SysEx, and that whole.
        instruments.forget()
        instruments.play([bytes.fromhex("f0 7d 01 f8 02 f7")])
        _wait_to_hear(instruments, 2)
        assert instruments.heard == [bytes.fromhex("f8"), bytes.fromhex("f0 7d 01 02 f7")]

        # What is held when the sender goes is let go, and nothing else; the other side hears why.
        held = [bytes.fromhex("90 45 50"), bytes.fromhex("e2 00 50")]
        instruments.forget()
        instruments.play(held)
        wait_for(lambda: instruments.heard == held, "the note and the bend")
        assert first.end() == 0
        _wait_for(second, "participant", name="Stage laptop", state="left")
        _wait_to_hear(instruments, 4)
        assert set(instruments.heard[2:]) == {bytes.fromhex("80 45 40"), bytes.fromhex("e2 00 40")}
        assert second.end() == 0
    if packets is not None:
        assert packets.of("applemidi")
        verdict = judge(packets.file, tmp_path)
        assert verdict.read
        assert not verdict.unexplained


def test_a_person_at_the_other_window_joins_and_draws_the_cable(
    two_hosts: TwoHosts, instruments: Instruments, xvfb: Display, tmp_path: Path
):
    keys, synth = _ports_named("keys", "synth")
    stage, rack = _write_patches(tmp_path, keys, synth, free_pair(), free_pair())
    rack.write_text(_asking(rack.read_text(encoding="utf-8")), encoding="utf-8")
    with (
        window(rack, "--midi-api", "jack", display=xvfb, host=two_hosts.second) as second,
        _headless(stage, two_hosts.first) as first,
    ):
        second.click("Join")
        _wait_for(first, "participant", name="Synth rack", role="initiator", state="connected")
        second.drag("Stage laptop", synth)
        second.wait_for_cable("Stage laptop", synth)
        _wait_for(first, "route", id="out", state="active")
        instruments.play(EVERY_KIND)
        _wait_to_hear(instruments, len(EVERY_KIND))
        _same(instruments.heard, EVERY_KIND)
        xvfb.screenshot(ROOT / "artefacts" / "two-hosts-window.png")
        assert first.end() == 0
        assert second.stop() == 0
    assert "Stage laptop" in rack.read_text(encoding="utf-8")


def _asking(patch: str) -> str:
    """The patch of somebody who knows nobody yet, and is asked."""
    return patch[: patch.index("[[peer]]")].replace('"known"', '"ask"')


def _write_patches(folder: Path, keys: str, synth: str, *ports: int) -> tuple[Path, Path]:
    """Patches for both hosts, with the local ports by the names under which Longwire lists them."""
    stage, rack = folder / "stage.toml", folder / "rack.toml"
    stage.write_text(STAGE.format(port=ports[0], keys=json.dumps(keys)), encoding="utf-8")
    rack.write_text(RACK.format(port=ports[1], synth=json.dumps(synth)), encoding="utf-8")
    return stage, rack


def _record(folder: Path, ports: str, host: Host) -> AbstractContextManager[Capture | None]:
    """Record what an independent decoder shall judge; only root may."""
    return capture(folder, ports, host) if can_separate() else nullcontext()


def _headless(patch: Path, host: Host) -> AbstractContextManager[Running]:
    options = ["--headless", "--json", "--midi-api", "jack", "--patch", str(patch)]
    return running_longwire(*options, prefix=host.prefix)


def _wait_for(program: Running, event: str, **values: object) -> dict[str, Any]:
    """Give the first line of this event that has these values, when it comes."""
    return program.wait_for_event(event, lambda line: values.items() <= line.items())


@contextmanager
def _after(program: Running, event: str) -> Iterator[None]:
    _wait_for(program, event)
    yield


def _ports_named(*parts: str) -> Iterator[str]:
    """Give the name of the one local port that contains each part."""
    done = run_longwire("ports", "--json", "--midi-api", "jack")
    assert done.returncode == 0, done.stderr
    names = [str(port["name"]) for port in json.loads(done.stdout)]
    for part in parts:
        [name] = [name for name in names if part in name]
        yield name


def _wait_for_the_cable(first: Running, second: Running) -> None:
    """Found by mDNS, invited by name, let in by the patch; both ends of the cable are live."""
    found = _wait_for(first, "found", name="Synth rack")
    assert found["addresses"]
    _wait_for(first, "participant", name="Synth rack", role="initiator", state="connected")
    _wait_for(second, "participant", name="Stage laptop", role="participant", state="connected")
    _wait_for(first, "route", id="out", state="active")
    _wait_for(second, "route", id="in", state="active")


def _wait_to_hear(instruments: Instruments, count: int) -> None:
    wait_for(
        lambda: len(instruments.heard) >= count,
        lambda: f"{count} messages, heard {_words(instruments.heard)}",
    )


def _words(messages: list[bytes]) -> list[str]:
    """Short enough to read: the beginning of each."""
    return [message[:8].hex(" ") for message in messages]


def _same(heard: list[bytes], played: list[bytes]) -> None:
    """Compare what matters for order: real-time messages may overtake a long SysEx, and nothing else anything.

    Compared as short words first, so that a difference is readable.
    """
    for is_real_time in (False, True):
        ours = [message for message in heard if (message[0] >= 0xF8) == is_real_time]
        theirs = [message for message in played if (message[0] >= 0xF8) == is_real_time]
        assert _words(ours) == _words(theirs)
        assert ours == theirs
