"""How long an installed Longwire takes to its window, and how much memory it has when nothing happens."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from lists import SetupError

WARM_STARTS = 3
IDLE_S = 6.0
"""By then the start is over: mDNS has asked, and the collector of garbage has run."""

PATIENCE_S = 60.0


@dataclass(frozen=True)
class Measure:
    """Seconds to the window, the first time and again; resident megabytes when idle."""

    cold_s: float
    warm_s: tuple[float, ...]
    processor_s: float
    """Of the quickest warm start: what is left when nothing else runs."""
    headless_mb: float
    window_mb: float


def measure(root: Path, program: str, user: int, env: dict[str, str]) -> Measure:
    """Start an installed program several times, on a JACK server and a display named in `env`."""
    subprocess.run(["sync"], check=True)
    Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")
    command = _command(root, program, user)
    starts = [_start(command, env) for _ in range(1 + WARM_STARTS)]
    return Measure(
        starts[0][0],
        tuple(seconds for seconds, _, _ in starts[1:]),
        min(processor for _, processor, _ in starts[1:]),
        _idle([*command, "--headless"], {**env, "DISPLAY": ""}),
        starts[-1][2],
    )


def _start(command: list[str], env: dict[str, str]) -> tuple[float, float, float]:
    """Give the seconds until its window is on the screen, those of the processor, and its memory some time later."""
    started = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **env, "QT_QPA_PLATFORM": "xcb"})
    try:
        while not _is_shown(env["DISPLAY"]):
            if process.poll() is not None or time.perf_counter() - started > PATIENCE_S:
                raise SetupError("No window came up while measuring.")
            time.sleep(0.03)  # looking costs processor time as well
        seconds, processor = time.perf_counter() - started, _processor_s(process.pid)
        time.sleep(IDLE_S)
        return seconds, processor, _resident_mb(process.pid)
    finally:
        _end(process)


def _idle(command: list[str], env: dict[str, str]) -> float:
    process = subprocess.Popen(command, env={**os.environ, **env}, stdout=subprocess.DEVNULL)
    try:
        time.sleep(IDLE_S)
        return _resident_mb(process.pid)
    finally:
        _end(process)


def _is_shown(display: str) -> bool:
    search = ["xdotool", "search", "--onlyvisible", "--name", "Longwire"]
    done = subprocess.run(search, env={**os.environ, "DISPLAY": display}, capture_output=True, check=False)
    return done.returncode == 0


def _command(root: Path, program: str, user: int) -> list[str]:
    own = ["HOME=/home/musician", "XDG_RUNTIME_DIR=/home/musician/run"]
    (root / "home" / "musician" / "run").mkdir(mode=0o700, exist_ok=True)
    os.chown(str(root / "home" / "musician" / "run"), user, user)
    return ["chroot", f"--userspec={user}:{user}", str(root), "/usr/bin/env", *own, program]


def _processor_s(pid: int) -> float:
    # Behind the name in brackets; user and system time are fields 14 and 15 (proc(5)).
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) * 1024 / 1e6


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    if process.wait(PATIENCE_S) != 0:
        raise SetupError(f"It ended with {process.returncode} while measuring.")
