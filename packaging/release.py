"""What is released: its name and version, for which computer, and of which commit."""

from __future__ import annotations

import ast
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from lists import SetupError

SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}
MACHINES = {"amd64": "x86_64", "x64": "x86_64"}
"""Names of one processor that systems spell differently."""


@dataclass(frozen=True)
class Release:
    """One version for one kind of computer; `time` is that of its commit, in seconds since 1970."""

    name: str
    version: str
    system: str
    machine: str
    time: int

    @property
    def slug(self) -> str:
        """The name in files and commands."""
        return self.name.lower()

    def file_name(self, ending: str) -> str:
        """Name a file for download, which is the same in every build of this version."""
        return f"{self.slug}-{self.version}-{self.system}-{self.machine}{ending}"


def this_release(root: Path, system: str = sys.platform, machine: str = "") -> Release:
    """Give what the checkout is, for the computer that we run on; SetupError where it is not a git checkout."""
    facts = _facts(root / "app" / "__init__.py")
    machine = (machine or platform.machine()).lower()
    time = int(_git(root, "log", "-1", "--format=%ct"))
    name = SYSTEMS.get(system, system)
    return Release(facts["APP_NAME"], facts["__version__"], name, MACHINES.get(machine, machine), time)


def changes(root: Path) -> list[str]:
    """List what differs from the last commit, as git does; empty in a clean checkout."""
    return _git(root, "status", "--porcelain").splitlines()


def _facts(file: Path) -> dict[str, str]:
    return {
        line.targets[0].id: ast.literal_eval(line.value)
        for line in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)
    }


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], stdout=subprocess.PIPE, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(
            "Building needs git and a git checkout: names and times come from its commit."
        ) from error
    return done.stdout.strip()
