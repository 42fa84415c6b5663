"""The story of the window: somebody opens it, sees a peer, drags, plays; the peer goes and comes back; an invitation.

The mouse is a real one, the screen is ours, JACK and the network are real. Each step leaves a picture in `artefacts/`;
`dev.py screens` makes them light and dark, at both densities, and the suite in one look only.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from tests.e2e.test_two_hosts import RACK, _ports_named, _wait_for
from tests.support.display import Display, screen
from tests.support.hosts import Host, TwoHosts
from tests.support.jack import JackServer
from tests.support.jack_ports import Instruments, instruments_on_jack
from tests.support.ports import free_pair
from tests.support.program import ROOT, Running, running_longwire
from tests.support.waiting import wait_for
from tests.support.window import Window, window

LOOKS = [("dark", 1), ("light", 1), ("dark", 2), ("light", 2)]
SHOWN = LOOKS if os.environ.get("LONGWIRE_STORY") else LOOKS[:1]

STAGE = """
version = 1
name = "Tuesday gig"
[network]
name = "Stage laptop"
[[session]]
name = "Studio"
port = {port}
"""
KITCHEN = """
version = 1
[network]
name = "Kitchen iPad"
[[session]]
name = "Kitchen"
port = {port}
accept = "nobody"
[[peer]]
id = "stage"
address = "{stage}"
session = "Kitchen"
wanted = true
"""
PATIENCE_S = 60.0
"""Longer than a peer waits that was refused once (30 s); it costs nothing unless something is slow."""
ON, OFF = bytes.fromhex("903c60"), bytes.fromhex("803c40")

Picture = Callable[[str], None]


@pytest.fixture
def instruments(jack_server: JackServer) -> Iterator[Instruments]:
    """A keyboard and a synthesiser that both hosts reach."""
    with instruments_on_jack() as both:
        yield both


class Stage:
    """The computer with the window, and the others that come and go beside it."""

    def __init__(self, hosts: TwoHosts, folder: Path, theme: str) -> None:
        self.hosts, self.folder = hosts, folder
        self.port = free_pair()
        self.keys, self.synth = _ports_named("keys", "synth")
        self.patch = folder / "stage.toml"
        self.patch.write_text(STAGE.format(port=self.port), encoding="utf-8")
        (folder / "settings.toml").write_text(
            f'[window]\ntheme = "{theme}"\nlanguage = "en"\nkeep_in_tray = false\n', encoding="utf-8"
        )
        rack = RACK.format(port=free_pair(), synth=f'"{self.synth}"').replace('"known"', '"anyone"')
        (folder / "rack.toml").write_text(rack, encoding="utf-8")
        where = f"{hosts.first.address}:{self.port}"
        (folder / "kitchen.toml").write_text(KITCHEN.format(port=free_pair(), stage=where), encoding="utf-8")

    def neighbour(self, stack: ExitStack, name: str, midi: str) -> Running:
        """Start one of the other computers."""
        patch = str(self.folder / f"{name}.toml")
        options = ("--headless", "--json", "--midi-api", midi, "--patch", patch)
        running = stack.enter_context(running_longwire(*options, prefix=self.hosts.second.prefix))
        _wait_for(running, "ready")
        return running

    def lose(self, peer: Running) -> None:
        """Let a peer vanish without a word: its cable is pulled, or, on one loopback, it is stopped."""
        if self.hosts.apart:
            self.hosts.second.set_link("down")
        else:
            peer.process.send_signal(signal.SIGSTOP)

    def find_again(self, peer: Running) -> None:
        """Put the cable in again."""
        if self.hosts.apart:
            self.hosts.second.set_link("up")
        else:
            peer.process.send_signal(signal.SIGCONT)


@pytest.mark.parametrize(("theme", "scale"), SHOWN)
def test_the_story_of_an_evening_and_the_next_day(
    two_hosts: TwoHosts, instruments: Instruments, tmp_path: Path, theme: str, scale: int
) -> None:
    stage = Stage(two_hosts, tmp_path, theme)
    folder = ROOT / "artefacts" / f"story-{theme}-{scale}x"
    with screen(tmp_path, scale) as display, ExitStack() as neighbours:

        def picture(name: str) -> None:
            display.screenshot(folder / f"{name}.png")

        rack = stage.neighbour(neighbours, "rack", "jack")
        with _opened(stage, display, two_hosts.first, scale) as shown:
            _find_drag_and_play(shown, stage, instruments, rack, picture)
            stage.lose(rack)
            shown.wait_for_cable(stage.keys, "Synth rack", "waiting")
            picture("4-vanished")
            stage.find_again(rack)
            shown.wait_for_cable(stage.keys, "Synth rack")
            _play(instruments, rack)
            picture("5-back")
            kitchen = _let_in_for_good(shown, stage, neighbours, picture)
            before = len(kitchen.events("participant"))
            assert shown.stop() == 0
        assert 'access = "always"' in stage.patch.read_text(encoding="utf-8")
        with _opened(stage, display, two_hosts.first, scale) as shown:
            shown.wait_for_cable(stage.keys, "Synth rack")
            wait_for(
                lambda: _is_let_in_again(kitchen, before),
                lambda: f"the second time in\n{kitchen.text()}",
                PATIENCE_S,
            )
            shown.wait_for_socket("Kitchen iPad", "receives")
            _play(instruments, rack)
            picture("8-next-day")
            assert shown.stop() == 0


def _opened(stage: Stage, display: Display, host: Host, scale: int) -> AbstractContextManager[Window]:
    env = {"QT_SCALE_FACTOR": str(scale)}
    return window(stage.patch, "--midi-api", "jack", display=display, host=host, env=env)


def _find_drag_and_play(
    shown: Window, stage: Stage, instruments: Instruments, rack: Running, picture: Picture
) -> None:
    shown.wait_for_socket(stage.keys, "sends")
    shown.wait_for_socket("Synth rack", "receives")
    picture("1-found")
    shown.drag(stage.keys, "Synth rack")
    shown.wait_for_cable(stage.keys, "Synth rack")
    picture("2-connected")
    _play(instruments, rack)
    picture("3-playing")


def _play(instruments: Instruments, rack: Running) -> None:
    """Play until it is heard: the far end of a cable may be a moment behind the near one."""
    instruments.forget()

    def heard() -> bool:
        instruments.play([ON, OFF])
        return {ON, OFF} <= set(instruments.heard)

    wait_for(heard, lambda: f"the note, heard {instruments.heard}\n{rack.text()}", PATIENCE_S)


def _let_in_for_good(shown: Window, stage: Stage, neighbours: ExitStack, picture: Picture) -> Running:
    kitchen = stage.neighbour(neighbours, "kitchen", "none")
    shown.wait_for_button("Always")
    picture("6-asked")
    shown.click("Always")
    _wait_for(kitchen, "participant", role="initiator", state="connected")
    shown.wait_for_socket("Kitchen iPad", "receives")
    picture("7-let-in")
    return kitchen


def _is_let_in_again(kitchen: Running, before: int) -> bool:
    """Tell whether it was let in after it had been out, looking at what it told since `before`."""
    states = [event["state"] for event in kitchen.events("participant")[before:]]
    return any(state not in ("connected", "silent") for state in states) and states[-1] == "connected"
