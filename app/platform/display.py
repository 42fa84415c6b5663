"""Whether there is a display to open a window on. Qt itself would end the program when there is none."""

import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

CONNECT_S = 2.0
"""How long a display on another computer may take to answer."""

X11_BASE_PORT = 6000
_X11_DISPLAY = re.compile(r"(?:(?P<protocol>unix|tcp|inet6?)/)?(?P<host>.*):(?P<number>\d+)(?:\.\d+)?")


def has_display(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> bool:
    """Tell whether a window can be opened: always on macOS and Windows; elsewhere X11 or Wayland must answer."""
    if system in ("darwin", "win32"):
        return True
    if environment.get("QT_QPA_PLATFORM"):
        return True  # somebody chose on purpose, for example `offscreen`
    return _wayland_answers(environment) or _x11_answers(environment.get("DISPLAY", ""))


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    return _answers(socket.AF_UNIX, str(Path(environment.get("XDG_RUNTIME_DIR", "")) / name))


def _x11_answers(display: str) -> bool:
    match = _X11_DISPLAY.fullmatch(display)
    if match is None:
        return False
    number = int(match["number"])
    if match["host"] in ("", "unix") and match["protocol"] in (None, "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return _answers(socket.AF_UNIX, path) or _answers(socket.AF_UNIX, "\0" + path)
    try:
        with socket.create_connection(
            (match["host"].strip("[]") or "localhost", X11_BASE_PORT + number), CONNECT_S
        ):
            return True
    except OSError:
        return False


def _answers(family: int, address: str) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(CONNECT_S)
        try:
            probe.connect(address)
        except (OSError, ValueError):
            return False
    return True
