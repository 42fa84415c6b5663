"""The window's program keeps the computer awake: by the desktop's own bus, while messages pass."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from app.ui.awake import DesktopInhibitor, Wakefulness, inhibitors
from app.ui.client import Client
from app.ui.preferences import Preferences
from tests.platform.test_awake import Noted
from tests.support.fake_engine import FakeEngine
from tests.support.processes import need, running
from tests.support.waiting import wait_for

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="a bus of Linux desktops")


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    """A session bus of our own; gives its address."""
    address = f"unix:path={tmp_path / 'bus'}"
    command = [need("dbus-daemon"), "--session", "--nofork", "--nopidfile", f"--address={address}"]
    with running(command, tmp_path / "bus.log"):
        wait_for((tmp_path / "bus").exists, "the message bus")
        yield address


@linux_only
def test_the_desktop_is_asked_and_left(bus: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.support.screen_saver"]
    env = {"DBUS_SESSION_BUS_ADDRESS": bus, "PYTHONPATH": str(Path(__file__).parents[2])}
    log = tmp_path / "saver.log"
    with running(command, log, env):
        wait_for(lambda: "ready" in log.read_text(), log.read_text)
        inhibitor = DesktopInhibitor(bus)
        inhibitor.hold()
        wait_for(lambda: "inhibit Longwire: MIDI is being played" in log.read_text(), log.read_text)
        assert "gone" not in log.read_text()
        inhibitor.release()
        wait_for(lambda: "gone :" in log.read_text(), log.read_text)
    inhibitor.hold()  # nobody offers it any more
    inhibitor.release()


@linux_only
def test_without_a_bus_nothing_happens() -> None:
    inhibitor = DesktopInhibitor("unix:path=/nowhere")
    inhibitor.hold()
    inhibitor.release()
    assert len(inhibitors("linux")) == 2


def test_messages_keep_it_awake_until_the_user_says_no(
    engine: FakeEngine, client: Client, preferences: Preferences, qapp: QObject
) -> None:
    noted, owner = Noted(), QObject()
    awake = Wakefulness(client, preferences, [noted], owner)
    awake.look()
    assert noted.told == []
    engine.counts["in:1"] = 3
    awake.look()
    assert noted.told == []
    engine.counts["r1"] = 3
    awake.look()
    assert noted.told == ["hold"]
    preferences.change("window", keep_awake=False)
    assert noted.told == ["hold", "release"]
    preferences.change("window", keep_awake=True)
    awake.close()
    assert noted.told == ["hold", "release"] * 2
