"""System packages on Debian and Ubuntu: installed when we are root, else named in the one command to type."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from lists import SetupError, Stamps, entries

_INSTALL = ["apt-get", "install", "-y", "--no-install-recommends", "-o", "Acquire::Retries=3"]


def provide(stamps: Stamps, list_file: Path, *, required: bool) -> None:
    """See that the packages of a list are there; if `required`, a SetupError names the command to type.

    Does nothing on other systems: we know no names of packages there.
    """
    if stamps.holds(list_file) or not is_debian():
        return
    missing = [line for line in entries(list_file) if not _alternatives(line) & _installed()]
    try:
        install(missing)
    except SetupError:
        if required:
            raise
        return
    stamps.put(list_file)


def install(wanted: list[str]) -> None:
    """Install packages (names or alternatives `a | b`) as root; else a SetupError names the command."""
    if not wanted:
        return
    if not _is_root():
        names = " ".join(_choose(line) for line in wanted)
        raise SetupError(
            f"Some system packages are missing. Type this once, then start me again:\n"
            f"  sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
        )
    # A fresh machine has no package lists at all, an old one has lists of versions that are gone.
    _apt(["apt-get", "update", "-q"])
    names = " ".join(_choose(line) for line in wanted)
    print(f"Installing system packages: {names}", file=sys.stderr)
    if not _apt([*_INSTALL, "-q", *names.split()]):
        raise SetupError(f"These system packages could not be installed: {names}. The lines above say why.")


def is_debian() -> bool:
    """Whether this system has Debian's package tools."""
    return sys.platform == "linux" and all(map(shutil.which, ("dpkg-query", "apt-get", "apt-cache")))


def _is_root() -> bool:
    return os.geteuid() == 0 if sys.platform != "win32" else False


def _alternatives(line: str) -> set[str]:
    return {name.strip() for name in line.split("|")}


def _choose(line: str) -> str:
    """The first alternative that the package lists know, or the last one."""
    names = [name.strip() for name in line.split("|")]
    known = (name for name in names[:-1] if _output(["apt-cache", "show", "--no-all-versions", name]))
    return next(known, names[-1])


def _installed() -> set[str]:
    lines = _output(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n"]).splitlines()
    return {line.split()[0] for line in lines if line.endswith(" installed")}


def _output(command: list[str]) -> str:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    return done.stdout


def _apt(command: list[str]) -> bool:
    # stdout belongs to the program that is started afterwards. Without the variable tshark asks a question.
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return (
        subprocess.run(
            command, env=quiet, stdout=sys.stderr, stdin=subprocess.DEVNULL, check=False
        ).returncode
        == 0
    )
