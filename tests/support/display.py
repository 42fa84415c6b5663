"""A virtual screen of our own, for tests that move a real mouse over a real window."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.processes import need, running
from tests.support.waiting import wait_for

TITLE_BAR = 40


@dataclass(frozen=True, slots=True)
class Display:
    """A running X server; `env` makes a process show its windows there."""

    name: str
    env: dict[str, str]
    picture: str = "1280x800"
    """What is seen in a picture: the window, which no manager gives a title bar, but which leaves room for one."""

    def xdotool(self, *arguments: str) -> str:
        """What xdotool prints for these arguments on this display."""
        command = [need("xdotool"), *arguments]
        return subprocess.run(
            command, env={**os.environ, **self.env}, check=True, capture_output=True, text=True, timeout=60
        ).stdout

    def screenshot(self, file: Path) -> None:
        """Write what is on the screen as a picture; `file` ends in .png."""
        file.parent.mkdir(parents=True, exist_ok=True)
        shown = ["-window", "root", "-crop", f"{self.picture}+0+0", "+repage"]
        command = [need("import"), "-display", self.name, *shown, str(file)]
        subprocess.run(command, check=True, timeout=60)


@pytest.fixture
def xvfb(tmp_path: Path) -> Iterator[Display]:
    """An X server with a display number that was free, 1280 x 840 in true colour."""
    with screen(tmp_path) as display:
        yield display


@contextmanager
def screen(folder: Path, scale: int = 1) -> Iterator[Display]:
    """An X server of our own with 1280 x 840 pixels in true colour, or that many times as fine."""
    if sys.platform != "linux":
        pytest.skip("X windows are used on Linux only")
    number = folder / "display"
    size = f"{1280 * scale}x{(800 + TITLE_BAR) * scale}x24"
    # The server finds a free number itself and writes it to the descriptor that it is given.
    shell = f"exec \"$0\" -displayfd 3 -screen 0 {size} -nolisten tcp 3>'{number}'"
    with running(["sh", "-c", shell, need("Xvfb")], folder / "xvfb.log"):
        name = ":" + wait_for(lambda: number.exists() and number.read_text().strip(), "the X server")
        picture = f"{1280 * scale}x{800 * scale}"
        yield Display(name, {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}, picture)
