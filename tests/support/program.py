"""The program as a process: its event lines, its end, its patch."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from tests.support.hosts import LOOPBACK, Host
from tests.support.processes import end
from tests.support.waiting import DEADLINE_SECONDS, wait_for

ROOT = Path(__file__).parents[2]
Line = dict[str, Any]


class Program:
    """A running `longwire --headless --json`; `lines` are its events so far, oldest first."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self.process = process
        self.lines: list[Line] = []
        self._log = log
        assert process.stdout is not None
        self._reader = threading.Thread(target=self._read, args=(process.stdout,), name="program-lines")
        self._reader.start()

    @property
    def log(self) -> str:
        """What it wrote to stderr."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def wait_for(self, event: str, **values: object) -> Line:
        """Give the newest line of this event that has these values; waits until there is one."""

        def found() -> Line | None:
            lines = [line for line in self.lines if line["event"] == event and values.items() <= line.items()]
            assert lines or self.process.poll() is None, f"the program ended: {self.log}"
            return lines[-1] if lines else None

        try:
            return wait_for(found, f"{event} {values}")
        except AssertionError as error:
            seen = "\n".join(map(str, self.lines[-20:]))
            raise AssertionError(f"{error}; last lines:\n{seen}\nlog:\n{self.log}") from None

    def stop(self) -> int:
        """Ask it to end as a person does with Ctrl+C; gives the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(DEADLINE_SECONDS)
        self._reader.join(DEADLINE_SECONDS)
        return code

    def _read(self, stdout: IO[str]) -> None:
        with stdout:
            for text in stdout:
                self.lines.append(json.loads(text))


@contextmanager
def headless(patch: Path, *arguments: str, host: Host = LOOPBACK) -> Iterator[Program]:
    """Longwire without a window on a host, with JSON lines; ended with the block."""
    command = [*host.prefix, *_python("--headless", "--json", "--patch", str(patch), *arguments)]
    log = patch.with_suffix(".log")
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            encoding="utf-8",
            env=_environment(),
        )
        program = Program(process, log)
        try:
            yield program
        finally:
            end(process)
            program._reader.join(DEADLINE_SECONDS)


def longwire(*arguments: str, host: Host = LOOPBACK) -> subprocess.CompletedProcess[str]:
    """A run of the program from start to end, such as `ports --json`."""
    command = [*host.prefix, *_python(*arguments)]
    return subprocess.run(
        command, env=_environment(), capture_output=True, encoding="utf-8", timeout=60, check=False
    )


def _python(*arguments: str) -> Sequence[str]:
    return [sys.executable, "-W", "error", "-m", "app", *arguments]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}
