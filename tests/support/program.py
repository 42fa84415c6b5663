"""The program itself, started as a user starts it: its exit code, its words, its lines of JSON."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.waiting import wait_for

ROOT = Path(__file__).parents[2]
DISPLAY_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
RUN_SECONDS = 60


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a user without a display, who has this checkout."""
    plain = {name: value for name, value in os.environ.items() if name not in DISPLAY_VARIABLES}
    return {**plain, "PYTHONPATH": str(ROOT), **(extra or {})}


def run_longwire(
    *arguments: str, env: Mapping[str, str] | None = None, prefix: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    command = [*prefix, sys.executable, "-m", "app", *arguments]
    return subprocess.run(
        command,
        env=environment(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=RUN_SECONDS,
        check=False,
    )


class Running:
    """A Longwire that runs; what it writes is collected line by line."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.lines: list[str] = []
        self.complaints: list[str] = []
        self._threads = [
            threading.Thread(target=self._collect, args=pair)
            for pair in ((process.stdout, self.lines), (process.stderr, self.complaints))
        ]
        for thread in self._threads:
            thread.start()

    def events(self, word: str | None = None) -> list[dict[str, Any]]:
        """The objects written so far, or those of one kind."""
        found = [json.loads(line) for line in list(self.lines)]
        return [event for event in found if word in (None, event["event"])]

    def wait_for_event(self, word: str, fits: Callable[[dict[str, Any]], object] = bool) -> dict[str, Any]:
        """The first object of a kind that fits, when it comes."""
        return wait_for(
            lambda: next(filter(fits, self.events(word)), None), lambda: f"{word} in\n{self.text()}"
        )

    def wait_for_line(self, part: str) -> str:
        """The first line of standard output that contains a text, when it comes."""
        return wait_for(
            lambda: next((line for line in self.lines if part in line), ""),
            lambda: f"{part!r} in\n{self.text()}",
        )

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and give the exit code; then everything that was written is there."""
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> int:
        """The exit code, once it has ended by itself."""
        code = self.process.wait(RUN_SECONDS)
        for thread in self._threads:
            thread.join(RUN_SECONDS)
        return code

    def text(self) -> str:
        """All that was written, for messages."""
        return "\n".join([*self.lines, *self.complaints])

    def _collect(self, stream: Iterator[str], lines: list[str]) -> None:
        lines.extend(line.rstrip("\n") for line in stream)  # one by one, as they come


@contextmanager
def running_longwire(
    *arguments: str, env: Mapping[str, str] | None = None, prefix: Sequence[str] = ()
) -> Iterator[Running]:
    """Start Longwire for the length of the block; its standard input stays open."""
    with subprocess.Popen(
        [*prefix, sys.executable, "-m", "app", *arguments],
        env=environment(env),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        running = Running(process)
        try:
            yield running
        finally:
            if process.poll() is None:
                process.kill()
            running.wait()
