"""Kept awake while something plays: by counting messages, with each system's own way."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.platform import awake
from app.platform.awake import (
    QUIET_S,
    CommandInhibitor,
    ExecutionState,
    KeepAwake,
    messages_played,
    system_inhibitor,
)
from tests.support.waiting import DEADLINE_SECONDS, wait_for


class Noted:
    """An inhibitor that writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def hold(self) -> None:
        self.told.append("hold")

    def release(self) -> None:
        self.told.append("release")


def test_it_is_held_while_messages_pass_and_released_after_a_quiet_minute() -> None:
    noted = Noted()
    keep = KeepAwake([noted])
    keep.tick(0.0, 500)
    assert not keep.is_held, "what was played before counts for nothing"
    keep.tick(5.0, 501)
    keep.tick(10.0, 501)
    assert noted.told == ["hold"]
    keep.tick(5.0 + QUIET_S - 0.1, 501)
    assert keep.is_held
    keep.tick(5.0 + QUIET_S, 501)
    keep.tick(200.0, 502)
    keep.close()
    keep.close()
    assert noted.told == ["hold", "release"] * 2


def test_what_only_comes_in_keeps_nobody_awake_unless_a_take_holds_it() -> None:
    assert messages_played({"in:1": 900, "r1": 4, "out:2": 4}, [5, 1]) == 14


def test_whoever_does_not_want_it_sleeps() -> None:
    noted = Noted()
    keep = KeepAwake([noted])
    for now, wanted in ((0.0, True), (1.0, True), (2.0, False), (3.0, False)):
        keep.tick(now, int(now), wanted)
    assert noted.told == ["hold", "release"]


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe and a program of Unix")
def test_a_program_runs_as_long_as_it_is_held_and_no_longer_than_we_do(tmp_path: Path) -> None:
    inhibitor = CommandInhibitor([sys.executable, "-c", "import sys; sys.stdin.read()"])
    inhibitor.hold()
    inhibitor.hold()
    process = inhibitor._process
    assert process is not None
    assert process.poll() is None
    inhibitor.release()
    inhibitor.release()
    wait_for(lambda: process.poll() is not None, "the end of the program")
    mark = tmp_path / "ended"
    script = (
        "import os; from app.platform.awake import CommandInhibitor;"
        f"CommandInhibitor(['sh', '-c', 'cat; touch {mark}']).hold(); os._exit(1)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 1
    wait_for(mark.exists, "the end of the program whose Longwire is gone")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_nobody_waits_for_a_program_that_will_not_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(awake, "_LEAVES_S", DEADLINE_SECONDS)
    mark = tmp_path / "deaf"
    deaf = f"import pathlib, signal, time; signal.signal(15, signal.SIG_IGN); pathlib.Path({str(mark)!r}).touch()"
    inhibitor = CommandInhibitor([sys.executable, "-c", f"{deaf}; time.sleep(999)"])
    inhibitor.hold()
    process = inhibitor._process
    assert process is not None
    wait_for(mark.exists, "the program")
    inhibitor.release()
    assert process.poll() is None
    process.kill()
    wait_for(lambda: process.poll() is not None, "the end of the program")


def test_a_program_that_is_not_there_is_no_fault() -> None:
    inhibitor = CommandInhibitor(["no-such-program-anywhere"])
    inhibitor.hold()
    inhibitor.release()
    assert inhibitor._process is None


def test_windows_is_told_by_its_flags() -> None:
    flags: list[int] = []
    state = ExecutionState(flags.append)
    state.hold()
    state.release()
    assert flags == [0x80000001, 0x80000000]


@pytest.mark.parametrize(
    ("system", "words"), [("linux", "systemd-inhibit"), ("darwin", "/usr/bin/caffeinate")]
)
def test_each_system_has_its_way(system: str, words: str) -> None:
    found = system_inhibitor(system)
    assert isinstance(found, CommandInhibitor)
    assert found._command[0] == words
    assert system_inhibitor("plan9") is None
