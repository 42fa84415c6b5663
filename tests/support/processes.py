"""Programs that a test starts, and that do not outlive it."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

_ENDING_SECONDS = 30.0


def need(program: str) -> str:
    """The path of a program of `packaging/debian-dev.txt`; the test fails with the remedy if it is absent."""
    path = shutil.which(program, path=os.environ.get("PATH", "") + os.pathsep + "/usr/sbin")
    if path is None:
        pytest.fail(f"{program} is not installed: `python3 packaging/dev.py test` installs it", pytrace=False)
    return path


@contextmanager
def running(
    command: Sequence[str], log: Path, env: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A process for the length of the block, its output in `log`; ended politely, then firmly."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(env or {})},
        )
        try:
            yield process
        finally:
            end(process)


def leave(process: subprocess.Popen[str]) -> int:
    """Close the standard input of a process that ends with it; returns its exit code."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        return process.wait(_ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        return end(process)


def end(process: subprocess.Popen[bytes] | subprocess.Popen[str]) -> int:
    """Ask a process to end, and make it; returns its exit code."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait(_ENDING_SECONDS)
