"""Tries a frozen Longwire as a user would: `python3 packaging/smoke_test.py [PROGRAM]`, on every system.

Loads every native part; runs one copy without a window and one with, lets the second invite the first, plays a note
and a SysEx from one to the other, keeps a picture of the window, and ends both. Fails on any line on standard error
that is not expected. Needs nothing but a Python, and none inside: --chroot DIR runs the program in another system.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = {
    "linux": "build/frozen/longwire/longwire",
    "win32": "build/frozen/longwire/longwire-cli.exe",
    "darwin": "build/frozen/Longwire.app/Contents/MacOS/longwire-cli",
}
PATIENCE_S = 60.0
"""Far more than anything here takes: a virus scanner reads each new file before it may load."""

EXPECTED = ("This plugin does not support propagateSizeHints()",)
"""What Qt's platform without a screen says of itself."""

NEEDED_PARTS = ("rtmidi._rtmidi", "PySide6.QtWidgets", "PySide6.QtSvg", "shiboken6.Shiboken", "_socket")
NOTE = "903c60"
SYSEX = "f07d" + "".join(f"{number % 128:02x}" for number in range(600)) + "f7"
SMALLEST_PICTURE = (600, 400, 10_000)
"""Width, height and octets: an empty window of one colour is a smaller file."""

PATCH = """version = 1
[[session]]
name = "{name}"
port = {port}
listen = ["127.0.0.1"]
accept = "anyone"
publish = false
"""
TO_MONITOR = """[[route]]
id = "heard"
from = {{ session = "{name}" }}
to = {{ builtin = "monitor" }}
"""
VIRTUAL_PORT = """[[port]]
name = "Smoke"
direction = "both"
"""


class SmokeError(Exception):
    """Something is not as it must be; the text says what."""


class Longwire:
    """A frozen program, its scratch folder and how it is started: here, or inside another system."""

    def __init__(self, wanted: argparse.Namespace) -> None:
        self.wanted = wanted
        self.chroot = wanted.chroot
        self.here = Path(
            tempfile.mkdtemp(
                prefix="longwire-smoke-", dir=str((self.chroot or Path("/")) / "tmp") if self.chroot else None
            )
        )
        self.here.chmod(0o777)
        for name in ("a", "b", "home", "run"):
            (self.here / name).mkdir()
            if wanted.user:
                owner, _, group = wanted.user.partition(":")
                os.chown(str(self.here / name), int(owner), int(group))
        (self.here / "run").chmod(0o700)
        self.started: list[Running] = []

    def close(self) -> None:
        """End what still runs after a failure, and remove the scratch folder."""
        for running in self.started:
            running.kill()
        shutil.rmtree(str(self.here), ignore_errors=True)

    def inside(self, *parts: str) -> str:
        """Name a file of the scratch folder as the program sees it."""
        path = self.here.joinpath(*parts)
        return "/" + str(path.relative_to(self.chroot)) if self.chroot else str(path)

    def command(self, *arguments: str, **env: str) -> list[str]:
        """Give the whole command line."""
        own = {"HOME": self.inside("home"), "XDG_RUNTIME_DIR": self.inside("run"), **env}
        program = [str(self.wanted.program), *arguments]
        if not self.chroot:
            return program
        user = [f"--userspec={self.wanted.user}"] if self.wanted.user else []
        return [
            "chroot",
            *user,
            str(self.chroot),
            "/usr/bin/env",
            *(f"{key}={each}" for key, each in own.items()),
            *program,
        ]

    def environment(self, **env: str) -> dict[str, str]:
        """Give the environment: that of a user who is new here, without a display unless one is named."""
        plain = {
            key: each
            for key, each in os.environ.items()
            if key not in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONPATH")
        }
        return {
            **plain,
            "HOME": self.inside("home"),
            "XDG_RUNTIME_DIR": self.inside("run"),
            "LC_ALL": "C.UTF-8",
            **env,
        }

    def run(self, *arguments: str, code: int = 0, complains: bool = False) -> str:
        """Run it to its end and give what it prints; it must end with `code`, and complain only where it has to."""
        done = subprocess.run(
            self.command(*arguments),
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )
        said = unexpected(done.stderr)
        if done.returncode != code or bool(said) != complains:
            raise SmokeError(f"{arguments}: exit code {done.returncode}, on standard error: {done.stderr!r}")
        return done.stdout


class Running:
    """A program that runs, with its lines; `end` makes sure of how it ended."""

    def __init__(self, longwire: Longwire, *arguments: str, **env: str) -> None:
        self.name = " ".join(arguments[:2])
        self.lines: list[str] = []
        self.complaints: list[str] = []
        # A group of its own: otherwise Ctrl+Break would end this test as well.
        flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            longwire.command(*arguments, **env),
            env=longwire.environment(**env),
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            encoding="utf-8",
            creationflags=flags,
        )
        streams = ((self.process.stdout, self.lines), (self.process.stderr, self.complaints))
        self._readers = [threading.Thread(target=_collect, args=pair, daemon=True) for pair in streams]
        for reader in self._readers:
            reader.start()
        longwire.started.append(self)

    def interrupt(self) -> None:
        """Ask it to end as the system does."""
        self.process.send_signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGTERM))

    def kill(self) -> None:
        """End it at once; nothing happens when it has ended."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()

    def end(self, *expected: str) -> None:
        """Wait until it has ended; SmokeError unless that was with 0 and without complaints."""
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        code = self.process.wait(PATIENCE_S)
        for reader in self._readers:
            reader.join()
        said = unexpected("".join(self.complaints), *expected)
        if code != 0 or said:
            raise SmokeError(f"{self.name} ended with {code} and said: {said}")


def main(arguments: list[str]) -> int:
    """Run every step, and say each; 1 when one failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("program", nargs="?", default=str(ROOT / PROGRAMS.get(sys.platform, "")))
    parser.add_argument("--chroot", type=Path, metavar="DIR", help="the program is in this system")
    parser.add_argument("--user", metavar="UID:GID", help="with --chroot: who starts it")
    parser.add_argument("--midi-api", default="none", help="with jack or alsa also a virtual port is tried")
    parser.add_argument(
        "--display", default="", help="an X display for the window; otherwise it has no screen"
    )
    parser.add_argument(
        "--picture", type=Path, metavar="FILE.png", help="keep the picture of the window here"
    )
    wanted = parser.parse_args(arguments)
    longwire = Longwire(wanted)
    try:
        for step in (commands, parts, no_display, play):
            started = time.monotonic()
            said = step(longwire)
            print(
                f"ok  {step.__name__.replace('_', ' ')}: {said} ({time.monotonic() - started:.1f} s)",
                flush=True,
            )
    except (SmokeError, subprocess.TimeoutExpired) as error:
        print(f"FAILED  {error}", file=sys.stderr)
        return 1
    finally:
        longwire.close()
    return 0


def commands(longwire: Longwire) -> str:
    """Try standard output, standard error and exit codes."""
    version = longwire.run("--version").strip()
    if not version.startswith("Longwire "):
        raise SmokeError(f"--version prints {version!r}")
    longwire.run("ctl", "status", "--config-dir", longwire.inside("a"), code=1, complains=True)
    longwire.run("--bogus", code=2, complains=True)
    return version


def parts(longwire: Longwire) -> str:
    """Load every native part."""
    loaded = longwire.run("parts").split()
    missing = set(NEEDED_PARTS) - set(loaded)
    if missing or not any(part.startswith("zeroconf.") for part in loaded):
        raise SmokeError(f"not among the native parts: {missing or 'zeroconf'}")
    return f"{len(loaded)} native parts load"


def no_display(longwire: Longwire) -> str:
    """Start it as from the menu of a computer without a display: it says so and runs."""
    if sys.platform != "linux":
        return "every computer has one here"
    patch = write_patch(longwire, "a", "Blind", free_port())
    running = Running(longwire, *options(longwire, "a", patch), "--no-mdns", "--midi-api", "none")
    wait_for(lambda: any("runs" in line for line in running.lines), "the engine", running)
    running.interrupt()
    running.end("There is no display")
    if not any("There is no display" in line for line in running.complaints):
        raise SmokeError("without a display it does not say so")
    return "says so and runs"


def play(longwire: Longwire) -> str:
    """Let a copy with a window invite one without, and play to it."""
    virtual = VIRTUAL_PORT if longwire.wanted.midi_api != "none" else ""
    port = free_port()
    stage = options(longwire, "a", write_patch(longwire, "a", "Stage", port, TO_MONITOR + virtual))
    desk = options(longwire, "b", write_patch(longwire, "b", "Desk", free_port()))
    midi = ("--no-mdns", "--midi-api", longwire.wanted.midi_api)
    shown = {"DISPLAY": longwire.wanted.display, "QT_QPA_PLATFORM": "xcb"}
    screen = shown if longwire.wanted.display else {"QT_QPA_PLATFORM": "offscreen"}
    headless = Running(longwire, "--headless", "--json", "--until-eof", *stage, *midi)
    wait_for(lambda: events(headless, "ready"), "the engine without a window", headless)
    window = Running(longwire, *desk, *midi, "--picture", longwire.inside("b", "window.png"), **screen)
    wait_for(lambda: answers(longwire, desk), "the window", window)
    heard = Running(longwire, "ctl", "events", "--monitor", *stage)
    if virtual and "Smoke" not in longwire.run("ports", "--midi-api", longwire.wanted.midi_api):
        raise SmokeError("other programs do not see our virtual port")
    longwire.run("ctl", "invite", f"127.0.0.1:{port}", "--name", "Stage", *desk)
    wait_for(lambda: events(headless, "participant", state="connected"), "the connection", headless, window)
    longwire.run("ctl", "route", "add", "keyboard", "session:Desk", *desk)
    for message in (NOTE, SYSEX):
        longwire.run("ctl", "send", message, *desk)
        arrived = partial(events, heard, "message", hex=message)
        wait_for(arrived, f"the message {message[:8]}", heard, window)
    window.interrupt()
    window.end()
    headless.end()
    heard.end()
    return f"a note and {len(SYSEX) // 2} octets of SysEx arrive; {picture(longwire)}"


def picture(longwire: Longwire) -> str:
    """Look at the picture that the window has left, and keep it where it is wanted."""
    file = longwire.here / "b" / "window.png"
    data = file.read_bytes() if file.exists() else b""
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        raise SmokeError("the window left no picture")
    width, height = struct.unpack(">2I", data[16:24])
    if (width, height, len(data)) < SMALLEST_PICTURE or len(data) < SMALLEST_PICTURE[2]:
        raise SmokeError(f"the picture of the window is empty: {width} x {height}, {len(data)} octets")
    if longwire.wanted.picture:
        shutil.copyfile(str(file), str(longwire.wanted.picture))
    return f"the window is {width} x {height}"


def options(longwire: Longwire, name: str, patch: str) -> tuple[str, ...]:
    """Give what makes a copy one of its own."""
    return ("--config-dir", longwire.inside(name), "--patch", patch)


def write_patch(longwire: Longwire, folder: str, name: str, port: int, more: str = "") -> str:
    """Write a patch with one session; gives its name as the program sees it."""
    text = (PATCH + more).format(name=name, port=port)
    file = longwire.here / folder / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o666)
    return longwire.inside(folder, file.name)


def answers(longwire: Longwire, which: tuple[str, ...]) -> bool:
    """Tell whether a copy can be steered."""
    done = subprocess.run(
        longwire.command("ctl", "status", *which),
        env=longwire.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise SmokeError(f"ctl status: {done.stderr}")
    return done.returncode == 0


def events(running: Running, word: str, **values: str) -> list[dict[str, object]]:
    """Give the JSON lines of a kind, with these values, that a program has printed so far."""
    found = [json.loads(line) for line in list(running.lines)]
    return [each for each in found if each["event"] == word and values.items() <= each.items()]


def free_port() -> int:
    """Give an even UDP port that is free, and the odd one behind it as well."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as first:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            if port % 2 == 0 and _is_free(port + 1):
                return port


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def wait_for(holds: Callable[[], object], what: str, *running: Running) -> None:
    """Wait until something holds; SmokeError when a program ends meanwhile, or after far too long."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        for each in running:
            if each.process.poll() is not None:
                raise SmokeError(f"{each.name} ended with {each.process.returncode}: {each.complaints}")
        if time.monotonic() > deadline:
            said = [line for each in running for line in (*each.lines[-5:], *each.complaints)]
            raise SmokeError(f"{what} did not come within {PATIENCE_S:g} s; last was said: {said}")
        time.sleep(0.05)


def unexpected(text: str, *expected: str) -> list[str]:
    """Give the lines that nobody expects on standard error."""
    return [line for line in text.splitlines() if not any(each in line for each in (*EXPECTED, *expected))]


def _collect(stream: IO[str], lines: list[str]) -> None:
    with stream:
        for line in stream:
            lines += [line]  # as it comes: somebody waits for it


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
