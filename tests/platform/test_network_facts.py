"""Firewall and Wi-Fi, as files and programs of each system say it."""

import sys
from pathlib import Path

import pytest

from app.platform import firewall, wifi
from app.platform.asking import answer_of


@pytest.mark.parametrize(
    ("answer", "on"),
    [
        ("running\n", True),
        ("not running\n", False),
        ("Firewall is enabled. (State = 1)\n", True),
        ("Firewall is blocking all non-essential incoming connections. (State = 2)\n", True),
        ("Firewall is disabled. (State = 0)\n", False),
        ("", None),
    ],
)
def test_what_each_system_says_of_its_firewall(answer, on):
    assert firewall._read(answer) is on


def test_ufw_is_read_from_its_file(tmp_path: Path):
    conf = tmp_path / "ufw.conf"
    conf.write_text("# ufw\nENABLED=yes\nLOGLEVEL=low\n")
    assert firewall.firewall_is_on("linux", conf) is True
    conf.write_text("ENABLED=no\n")
    assert firewall._ufw_is_on(conf) is False
    assert firewall._ufw_is_on(tmp_path / "none") is None
    assert firewall.firewall_is_on("plan9", conf) is None


@pytest.mark.parametrize(
    ("profiles", "on"),
    [
        ({}, None),
        ({"StandardProfile": False}, False),
        ({"DomainProfile": False, "StandardProfile": False, "PublicProfile": True}, True),
    ],
)
def test_windows_says_it_in_the_registry_for_each_kind_of_network(profiles, on):
    assert firewall.firewall_is_on("win32", profile=profiles.get) is on


def test_a_program_that_is_not_there_says_nothing():
    assert answer_of(("no-such-program-anywhere", "--state"), 5.0) == ""


def test_a_program_that_takes_too_long_says_nothing():
    assert answer_of((sys.executable, "-c", "input()"), 30.0) == ""  # it has no input to wait for
    assert answer_of((sys.executable, "-c", "import time; time.sleep(60)"), 0.05) == ""


def test_errors_are_an_answer_only_where_they_are_wanted():
    command = (sys.executable, "-c", "import sys; print('yes'); sys.exit('no \N{BULLET}')")
    assert answer_of(command, 30.0).split() == ["yes"]
    assert "no" in answer_of(command, 30.0, with_errors=True).split()


@pytest.mark.parametrize("sign", ["wireless", "phy80211"])
def test_wifi_is_known_by_its_folder(tmp_path: Path, sign: str):
    (tmp_path / "wlan0" / sign).mkdir(parents=True)
    (tmp_path / "eth0").mkdir()
    assert wifi.is_wifi("wlan0", tmp_path)
    assert not wifi.is_wifi("eth0", tmp_path)
    assert not wifi.is_wifi("none", tmp_path)


@pytest.mark.parametrize(
    ("text", "on"), [("Power save: on\n", True), ("Power save: off\n", False), ("", None)]
)
def test_power_saving_is_read(text, on):
    assert wifi.read_power_save(text) is on
