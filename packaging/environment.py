"""The folder `.venv` with a suitable Python and the exact packages of our lists in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import debian
from lists import SetupError, Stamps

# The program uses what 3.11 brought; python-rtmidi has no ready-made wheels above 3.12.
SUITABLE = ((3, 12), (3, 11))


class Environment:
    """One `.venv`: made at the first `prepare`, left alone while its stamps hold."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stamps = Stamps(folder / "longwire")
        scripts = "Scripts" if sys.platform == "win32" else "bin"
        self.scripts = folder / scripts
        self.python = self.scripts / ("python.exe" if sys.platform == "win32" else "python")

    def prepare(self, *requirements: Path) -> None:
        """Have a working Python with these requirement files installed; SetupError when that cannot be."""
        stale = [file for file in requirements if not self.stamps.holds(file)]
        if self._is_suitable() and not stale:
            return
        # A set-up that was interrupted leaves a Python without pip.
        if not (self._is_suitable() and self._pip("--version")):
            self._make(find_interpreter())
            stale = list(requirements)
        names = ", ".join(file.name for file in stale)
        print(f"Installing {names} into {self.folder} (up to 150 MB the first time) ...", file=sys.stderr)
        options = [word for file in stale for word in ("-r", str(file))]
        if not self._pip("install", "--quiet", *options):
            raise SetupError("The packages could not be installed. The lines above say why.")
        for file in stale:
            self.stamps.put(file)

    def _is_suitable(self) -> bool:
        settings = self.folder / "pyvenv.cfg"
        if not (settings.is_file() and self.python.exists()):
            return False
        return any(
            f"version = {major}.{minor}." in settings.read_text(encoding="utf-8") for major, minor in SUITABLE
        )

    def _make(self, interpreter: list[str]) -> None:
        print(f"Making {self.folder} ...", file=sys.stderr)
        _need_ensurepip(interpreter)
        if not _runs([*interpreter, "-m", "venv", "--clear", str(self.folder)]):
            raise SetupError(
                f"{' '.join(interpreter)} -m venv {self.folder} failed. The lines above say why."
            )

    def _pip(self, *arguments: str) -> bool:
        return _runs([str(self.python), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments])


def find_interpreter() -> list[str]:
    """The command of a suitable Python: this one or another on this computer; SetupError if there is none."""
    if sys.version_info[:2] in SUITABLE:
        return [sys.executable]
    for major, minor in SUITABLE:
        name = f"python{major}.{minor}"
        for command in ([name], ["py", f"-{major}.{minor}"]):
            # Stand-ins that only say "not installed" are on many paths: believe what starts.
            if shutil.which(command[0]) and _imports(command, "sys"):
                return command
    found = ".".join(map(str, sys.version_info[:2]))
    raise SetupError(
        f"Longwire needs Python 3.11 or 3.12, and this is {found}; no other one was found on this computer.\n"
        f"Install Python 3.12 beside it and start me again, with the same command."
    )


def _need_ensurepip(interpreter: list[str]) -> None:
    """Debian keeps the module that puts pip into a new environment in a package of its own."""
    if _imports(interpreter, "ensurepip") or not debian.is_debian():
        return
    version = "import sys; print('python%d.%d-venv' % sys.version_info[:2])"
    name = subprocess.run([*interpreter, "-c", version], stdout=subprocess.PIPE, text=True, check=True).stdout
    debian.install([name.strip()])


def _runs(command: list[str]) -> bool:
    # stdout belongs to the program that is started afterwards.
    return subprocess.run(command, stdout=sys.stderr, stdin=subprocess.DEVNULL, check=False).returncode == 0


def _imports(interpreter: list[str], module: str) -> bool:
    """Whether this command starts a Python that has the module; whatever it says is not for the user."""
    command = [*interpreter, "-c", f"import {module}"]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0
