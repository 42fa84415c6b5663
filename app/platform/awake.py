"""Keeps the computer from going to sleep while something plays: each system's own way, and when to use it."""

import contextlib
import ctypes
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Protocol

LOOK_S: Final = 5.0
"""How often it is looked whether something plays: much less than any computer waits before it sleeps."""
QUIET_S: Final = 60.0
"""A pause between two songs is no reason to sleep; a minute of silence ends the matter."""

_WINDOWS_CONTINUOUS: Final = 0x8000_0000
_WINDOWS_SYSTEM_REQUIRED: Final = 0x0000_0001
_LEAVES_S: Final = 2.0


class Inhibitor(Protocol):
    """One way to keep the computer awake. Both may be called at any time and never raise."""

    def hold(self) -> None:
        """Keep it awake from now on, as far as the system lets us."""

    def release(self) -> None:
        """Let it sleep again."""


class CommandInhibitor:
    """A program of the system that keeps it awake as long as it runs; it ends by itself when we are gone."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def hold(self) -> None:
        """Start the program, if it is there."""
        if self._process is not None or shutil.which(self._command[0]) is None:
            return
        with contextlib.suppress(OSError):
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )

    def release(self) -> None:
        """End the program, and do not wait for that."""
        process, self._process = self._process, None
        if process is not None:
            threading.Thread(target=_end, args=(process,), name="awake", daemon=True).start()


class ExecutionState:
    """Windows: a flag of the thread that calls; `set_state` is `SetThreadExecutionState`."""

    def __init__(self, set_state: Callable[[int], object]) -> None:
        self._set_state = set_state

    def hold(self) -> None:
        """Set the flag."""
        self._set_state(_WINDOWS_CONTINUOUS | _WINDOWS_SYSTEM_REQUIRED)

    def release(self) -> None:
        """Take the flag back."""
        self._set_state(_WINDOWS_CONTINUOUS)


class KeepAwake:
    """Holds the inhibitors while the number of messages grows, and lets go after a minute without."""

    def __init__(self, inhibitors: Sequence[Inhibitor]) -> None:
        self._inhibitors = inhibitors
        self._count: int | None = None
        self._played_at = float("-inf")
        self.is_held = False

    def tick(self, now: float, messages: int, wanted: bool = True) -> None:
        """Take the time in seconds and the number of messages that have gone out so far; every few seconds will do."""
        if self._count is not None and messages != self._count:
            self._played_at = now
        self._count = messages
        self._set(wanted and now - self._played_at < QUIET_S)

    def close(self) -> None:
        """Let go."""
        self._set(False)

    def _set(self, held: bool) -> None:
        if held == self.is_held:
            return
        self.is_held = held
        for inhibitor in self._inhibitors:
            if held:
                inhibitor.hold()
            else:
                inhibitor.release()


def messages_played(meters: Mapping[str, int], recorded: Iterable[int]) -> int:
    """Sum up what went out and what takes hold; the keys of the engine's counters begin with `in:` for what came in.

    That alone is no music: many keyboards report three times a second that they are there.
    """
    return sum(count for key, count in meters.items() if not key.startswith("in:")) + sum(recorded)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin is not None:
        process.stdin.close()
    process.terminate()
    try:
        process.wait(_LEAVES_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def system_inhibitor(system: str = sys.platform) -> Inhibitor | None:
    """Give this system's own way; None where there is none without a desktop."""
    if system == "darwin":
        return CommandInhibitor(["/usr/bin/caffeinate", "-i", "-w", str(os.getpid())])
    if system == "win32":
        return ExecutionState(ctypes.WinDLL("kernel32").SetThreadExecutionState)  # type: ignore[attr-defined,unused-ignore]
    if system == "linux":
        why = ("--who=Longwire", "--why=MIDI is being played", "--what=idle", "--mode=block")
        # `cat` ends when our end of the pipe is closed, also by a crash.
        return CommandInhibitor(["systemd-inhibit", *why, "cat"])
    return None
