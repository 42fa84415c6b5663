"""Starting with the user's login: one small class for each way in which systems do that."""

import contextlib
import plistlib
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

import platformdirs

import app
from app import APP_NAME
from app.platform.program import is_frozen, login_command

LABEL: Final = APP_NAME.lower()
_EXEC_SPECIAL: Final = re.compile(r'(["`$\\])')


class Autostart(Protocol):
    """Turns starting at login on and off; both raise OSError when the system refuses."""

    @property
    def is_enabled(self) -> bool:
        """Whether the program starts at the next login."""

    def enable(self) -> None:
        """Start with the next login."""

    def disable(self) -> None:
        """Start with it no more."""


class XdgAutostart:
    """Linux desktops: a desktop entry in the folder `autostart` (Desktop Application Autostart Specification)."""

    def __init__(self, folder: Path, command: Sequence[str], start_in: Path | None) -> None:
        self._file = folder / f"{LABEL}.desktop"
        self._command = command
        self._start_in = start_in

    @property
    def is_enabled(self) -> bool:
        """Whether there is an entry, which desktops switch off by a line of their own."""
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except OSError:
            return False
        return not {"Hidden=true", "X-GNOME-Autostart-enabled=false"}.intersection(lines)

    def enable(self) -> None:
        """Write the entry."""
        command = " ".join(map(_quoted, self._command))
        lines = ["[Desktop Entry]", "Type=Application", f"Name={APP_NAME}", f"Exec={command}"]
        if self._start_in is not None:
            lines.append(f"Path={self._start_in}")
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text("\n".join([*lines, ""]), encoding="utf-8")

    def disable(self) -> None:
        """Take the entry away."""
        self._file.unlink(missing_ok=True)


class LaunchAgent:
    """macOS: a property list in `LaunchAgents` that launchd reads at login."""

    def __init__(self, folder: Path, command: Sequence[str], start_in: Path | None) -> None:
        self._file = folder / f"{LABEL}.plist"
        self._command = list(command)
        self._start_in = start_in

    @property
    def is_enabled(self) -> bool:
        """Whether there is an agent."""
        return self._file.exists()

    def enable(self) -> None:
        """Write the agent."""
        agent = {"Label": LABEL, "ProgramArguments": self._command, "RunAtLoad": True}
        if self._start_in is not None:
            agent["WorkingDirectory"] = str(self._start_in)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_bytes(plistlib.dumps(agent))

    def disable(self) -> None:
        """Take the agent away."""
        self._file.unlink(missing_ok=True)


class RunValues(Protocol):
    """The values of the registry key `Run` of this user, and what the Task Manager says to them."""

    def read(self, name: str) -> str | None:
        """Give a value, None while there is none."""

    def write(self, name: str, value: str) -> None:
        """Set a value."""

    def delete(self, name: str) -> None:
        """Take a value away; nothing happens when there is none."""

    def approval(self, name: str) -> bytes:
        """Give what the Task Manager keeps about it; nothing while it was never switched there."""

    def forget_approval(self, name: str) -> None:
        """Take away what the Task Manager keeps about it."""


class RunKey:
    """Windows: a command line in the user's registry."""

    def __init__(self, values: RunValues, command: Sequence[str]) -> None:
        self._values = values
        self._line = subprocess.list2cmdline(command)

    @property
    def is_enabled(self) -> bool:
        """Whether there is a value of our name, which the Task Manager switches off by an odd number beside it."""
        approval = self._values.approval(APP_NAME)
        return self._values.read(APP_NAME) is not None and not (approval and approval[0] % 2)

    def enable(self) -> None:
        """Write the value."""
        self._values.write(APP_NAME, self._line)
        self._values.forget_approval(APP_NAME)

    def disable(self) -> None:
        """Take the value away."""
        self._values.delete(APP_NAME)
        self._values.forget_approval(APP_NAME)


if sys.platform == "win32":
    import winreg

    class UserRunValues:
        """The real key."""

        _WINDOWS: Final = r"Software\Microsoft\Windows\CurrentVersion"
        _PATH: Final = rf"{_WINDOWS}\Run"
        _APPROVED: Final = rf"{_WINDOWS}\Explorer\StartupApproved\Run"

        def read(self, name: str) -> str | None:
            found = self._value(self._PATH, name)
            return None if found is None else str(found)

        def write(self, name: str, value: str) -> None:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, self._PATH) as key:
                winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)

        def delete(self, name: str) -> None:
            self._delete(self._PATH, name)

        def approval(self, name: str) -> bytes:
            found = self._value(self._APPROVED, name)
            return found if isinstance(found, bytes) else b""

        def forget_approval(self, name: str) -> None:
            self._delete(self._APPROVED, name)

        def _value(self, path: str, name: str) -> object:
            with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
                return winreg.QueryValueEx(key, name)[0]
            return None

        def _delete(self, path: str, name: str) -> None:
            with (
                contextlib.suppress(FileNotFoundError),
                winreg.OpenKey(winreg.HKEY_CURRENT_USER, path, access=winreg.KEY_SET_VALUE) as key,
            ):
                winreg.DeleteValue(key, name)


def autostart(system: str = sys.platform) -> Autostart | None:
    """Give this system's way; None where a login cannot start this copy of the program."""
    command = _quietly(login_command(system=system))
    root = Path(app.__file__).resolve().parent.parent
    is_checkout = not is_frozen() and (root / "pyproject.toml").exists()
    if command is None or (system == "win32" and is_checkout):
        return None  # a registry value names no folder, and a checkout is only found from its own
    if system == "win32":
        return _run_key(command)
    start_in = root if is_checkout else None
    if system == "darwin":
        return LaunchAgent(Path.home() / "Library" / "LaunchAgents", command, start_in)
    return XdgAutostart(platformdirs.user_config_path() / "autostart", command, start_in)


def _quietly(command: list[str] | None) -> list[str] | None:
    """Let a start at login not open the window."""
    if command is None:
        return None
    return [*command, *(("--args",) if command[0] == "/usr/bin/open" else ()), "--tray"]


def _run_key(command: Sequence[str]) -> Autostart | None:
    if sys.platform == "win32":
        return RunKey(UserRunValues(), command)
    return None


def _quoted(word: str) -> str:
    """Quote a word of an Exec line (Desktop Entry Specification, the Exec key)."""
    escaped = _EXEC_SPECIAL.sub(r"\\\1", word.replace("%", "%%"))
    # The value is a string of a key file as well, where a backslash is written twice.
    return '"' + escaped.replace("\\", "\\\\") + '"'
