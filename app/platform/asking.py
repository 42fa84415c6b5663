"""What programs of the system itself answer: for facts that no file tells."""

import subprocess
from collections.abc import Sequence
from typing import Final

NO_CONSOLE: Final[int] = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Windows opens a black window for each program of the terminal that a window starts, unless told so."""


def answer_of(command: Sequence[str], seconds: float, *, with_errors: bool = False) -> str:
    """Give what a program prints, and its errors if wanted; nothing when it is not there or takes too long."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if with_errors else subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            creationflags=NO_CONSOLE,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")
