"""A real window on a real screen, worked with the mouse."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.display import Display
from tests.support.hosts import LOOPBACK, Host
from tests.support.processes import end
from tests.support.program import ROOT
from tests.support.waiting import DEADLINE_SECONDS, wait_for

# A drag begins after a few pixels, and a person's mouse passes through places on its way.
_DRAG_STEPS = 20


class Window:
    """The running program; places are pixels of the screen."""

    def __init__(self, process: subprocess.Popen[str], display: Display, log: Path) -> None:
        self._process = process
        self._display = display
        self._log = log

    def click(self, text: str) -> None:
        """Click the button with this text, once it is there."""
        x, y = self._place(f"button {text}")
        self._display.xdotool("mousemove", str(x), str(y), "click", "1")

    def drag(self, source: str, destination: str) -> None:
        """Draw a cable with the mouse from the socket that sends to the one that receives, by their names."""
        here, there = self._place(f"socket {source} sends"), self._place(f"socket {destination} receives")
        path = [
            tuple(round(a + (b - a) * step / _DRAG_STEPS) for a, b in zip(here, there, strict=True))
            for step in range(_DRAG_STEPS + 1)
        ]
        moves = [word for x, y in path for word in ("mousemove", str(x), str(y), "sleep", "0.01")]
        self._display.xdotool(*moves[:5], "mousedown", "1", *moves[5:], "mouseup", "1")

    def wait_for_cable(self, source: str, destination: str, look: str = "active") -> None:
        """Wait until the cable between them is drawn as one that plays, or looks otherwise."""
        cable = [*sorted((source, destination)), look]
        wait_for(
            lambda: cable in self._ask("cables"),
            lambda: f"the cable from {source} to {destination} as {look}: {self._ask('cables')}",
        )

    def wait_for_socket(self, name: str, way: str) -> None:
        """Wait until somebody is shown who sends or receives."""
        self._place(f"socket {name} {way}")

    def wait_for_button(self, text: str) -> None:
        """Wait until there is a button with this text that can be pressed."""
        self._place(f"button {text}")

    def stop(self) -> int:
        """Ask the program to end as a person does with Ctrl+C; gives the exit code."""
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(DEADLINE_SECONDS)

    def _place(self, question: str) -> list[int]:
        return list(wait_for(lambda: self._ask(question), question))

    def _ask(self, question: str) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(question + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        assert answer, f"the program ended: {self._log.read_text(encoding='utf-8', errors='replace')}"
        return json.loads(answer)


@contextmanager
def window(
    patch: Path,
    *arguments: str,
    display: Display,
    host: Host = LOOPBACK,
    env: Mapping[str, str] | None = None,
) -> Iterator[Window]:
    """Longwire with its window on a screen and a host; ended with the block."""
    guide = [sys.executable, "-m", "tests.support.window_guide"]
    command = [*host.prefix, *guide, "--patch", str(patch), "--config-dir", str(patch.parent), *arguments]
    log = patch.with_suffix(".log")
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            encoding="utf-8",
            env={**os.environ, **display.env, "PYTHONPATH": str(ROOT), **(env or {})},
        )
        with process:
            try:
                yield Window(process, display, log)
            except BaseException:
                display.screenshot(ROOT / "artefacts" / "window-at-failure.png")
                raise
            finally:
                end(process)
