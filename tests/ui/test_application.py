"""The program as a process: it starts, ends in order by every way, and leaves its state behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.display import Display
from tests.support.waiting import wait_for

ROOT = Path(__file__).parents[2]
SECONDS = 60
OFFSCREEN_ONLY = "This plugin does not support propagateSizeHints()"


@contextmanager
def program(
    folder: Path, *options: str, env: dict[str, str] | None = None, fault: str = ""
) -> Iterator[subprocess.Popen[str]]:
    command: Sequence[str] = (sys.executable, "-m", "tests.support.fake_program", str(folder), *options)
    log = folder / "stderr.log"
    with log.open("w") as stderr:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            text=True,
            stdout=subprocess.PIPE,
            stderr=stderr,
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()
    said = [line for line in log.read_text().splitlines() if OFFSCREEN_ONLY not in line]
    assert said[-1:] == ([fault] if fault else []), said


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals to send")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_program_in_order(tmp_path: Path, number: signal.Signals) -> None:
    with program(tmp_path) as process:
        assert first_line(process) == "started"
        process.send_signal(number)
        rest, _ = process.communicate(timeout=SECONDS)
    assert rest.split() == ["stopped"]
    assert process.returncode == 0
    assert (tmp_path / "window.ini").exists()
    assert (tmp_path / "window.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals to send")
def test_the_demo_plays_at_once_and_ends_with_the_window(tmp_path: Path) -> None:
    with program(tmp_path, "--demo") as process:
        assert {first_line(process), first_line(process)} == {"demo", "started"}
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=SECONDS)
    assert rest.splitlines() == ["demo ended", "stopped"]
    assert process.returncode == 0


def test_an_end_of_the_session_ends_the_program_in_order(tmp_path: Path) -> None:
    with program(tmp_path, "--quit") as process:
        out, _ = process.communicate(timeout=SECONDS)
    assert out.splitlines() == ["started", "ticked", "stopped"]
    assert process.returncode == 0
    assert (tmp_path / "window.ini").exists()


def test_an_engine_that_cannot_start_is_told_to_the_caller(tmp_path: Path) -> None:
    with program(tmp_path, "--fail", fault="ValueError: no engine today") as process:
        out, _ = process.communicate(timeout=SECONDS)
    assert out.split() == ["stopped"]
    assert process.returncode == 1


def test_closing_the_window_ends_the_program(tmp_path: Path, xvfb: Display) -> None:
    with program(tmp_path, env=xvfb.env) as process:
        assert first_line(process) == "started"
        windows = wait_for(
            lambda: xvfb.xdotool("search", "--sync", "--name", "Longwire").split(), "the window"
        )
        xvfb.xdotool("windowfocus", "--sync", windows[-1])
        xvfb.xdotool("key", "ctrl+q")
        rest, _ = process.communicate(timeout=SECONDS)
    assert rest.split() == ["stopped"]
    assert process.returncode == 0
