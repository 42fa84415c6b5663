"""How this program starts itself a second time, whatever it was packed into."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import app

CONSOLE_PROGRAM: Final = "longwire-cli"
WINDOW_PROGRAM: Final = "longwire"
"""Of one folder of libraries: Windows and macOS tell programs of the terminal from those with a window (app.spec)."""


def is_frozen() -> bool:
    """Whether this is the program that runs without a Python of the system's."""
    return bool(getattr(sys, "frozen", False))


def own_command() -> list[str]:
    """Give the command that starts this program with standard streams; arguments go behind it."""
    return _command(CONSOLE_PROGRAM)


def login_command(
    environment: Mapping[str, str] = os.environ, system: str = sys.platform
) -> list[str] | None:
    """Give the command with which the system starts the window; None where this copy cannot be found again."""
    if not is_frozen():
        return own_command()
    image = environment.get("APPIMAGE", "")
    if system == "linux" and image:
        return [image]  # its programs lie in a folder that is gone when they end
    bundle = _bundle(Path(sys.executable))
    if system == "darwin" and bundle is not None:
        # macOS runs a program that was not moved out of its download from a folder of the moment.
        return None if "AppTranslocation" in bundle.parts else ["/usr/bin/open", str(bundle)]
    return _command(WINDOW_PROGRAM)


def own_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Give the environment in which `own_command` finds the very same program, from whatever folder."""
    if is_frozen():
        # Otherwise PyInstaller takes the second program for a part of the first one.
        return {**environment, "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    root = str(Path(app.__file__).resolve().parent.parent)
    paths = [root, *filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))]
    return {**environment, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)), "PYTHONUNBUFFERED": "1"}


def _command(name: str) -> list[str]:
    if not is_frozen():
        return [sys.executable, "-m", "app"]
    beside = Path(sys.executable).with_name(name).with_suffix(Path(sys.executable).suffix)
    return [str(beside) if beside.exists() else sys.executable]


def _bundle(program: Path) -> Path | None:
    """Give the .app that a program of macOS lies in."""
    return next((folder for folder in program.parents if folder.suffix == ".app"), None)
