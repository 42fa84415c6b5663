"""A new Debian or Ubuntu in a folder, made by debootstrap, for one use."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lists import SetupError

SOURCES = (Path("/etc/apt/sources.list"), Path("/etc/apt/sources.list.d"))


class FreshSystem:
    """One release. What debootstrap made is kept in `folder`; each use is a copy that is thrown away."""

    def __init__(self, folder: Path, suite: str, mirror: str) -> None:
        self.suite = suite
        self.root = folder / f"{suite}-in-use"
        self._kept = folder / suite
        self._mirror = mirror

    @contextmanager
    def running(self) -> Iterator[Path]:
        """Give the folder of a new system in which programs can be started."""
        if not (self._kept / "etc" / "os-release").exists():
            self._make()
        shutil.rmtree(str(self.root), ignore_errors=True)
        subprocess.run(["cp", "-a", "--reflink=auto", str(self._kept), str(self.root)], check=True)
        for kind, place in (("proc", "proc"), ("sysfs", "sys")):
            subprocess.run(["mount", "-t", kind, kind, str(self.root / place)], check=True)
        subprocess.run(["mount", "--rbind", "/dev", str(self.root / "dev")], check=True)
        shutil.copy("/etc/resolv.conf", str(self.root / "etc"))
        try:
            self.run("apt-get", "update", "-q")
            yield self.root
        finally:
            for place in ("dev", "sys", "proc"):
                subprocess.run(["umount", "--recursive", "--lazy", str(self.root / place)], check=True)
            shutil.rmtree(str(self.root))

    def run(self, *command: str) -> str:
        """Run a program in it as root and give its output; SetupError with all it said when it fails."""
        quiet = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "DEBIAN_FRONTEND": "noninteractive",
            "LC_ALL": "C.UTF-8",
        }
        done = subprocess.run(
            ["chroot", str(self.root), *command],
            env=quiet,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode != 0:
            raise SetupError(f"{' '.join(command)} in {self.suite}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def has(self, command: str) -> bool:
        """Tell whether a program is there."""
        folders = ("/usr/bin", "/bin", "/usr/local/bin") if "/" not in command else ("",)
        return any(os.path.lexists(f"{self.root}{folder}/{command}") for folder in folders)

    def _make(self) -> None:
        print(f"Making a {self.suite} ...", flush=True)
        shutil.rmtree(str(self._kept), ignore_errors=True)
        self._kept.parent.mkdir(parents=True, exist_ok=True)
        command = ["debootstrap", "--variant=minbase", self.suite, str(self._kept), self._mirror]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            raise SetupError(f"debootstrap failed:\n{done.stdout[-2000:]}")


def mirror_of_this_system() -> str:
    """Give the address that this Debian or Ubuntu gets its packages from."""
    for place in SOURCES:
        for file in sorted(place.iterdir()) if place.is_dir() else [place]:
            text = file.read_text(encoding="utf-8") if file.is_file() else ""
            for address in re.findall(
                r"^(?:URIs:|deb(?: \[[^]]*\])?) +(\S+/(?:debian|ubuntu)/?)(?: |$)", text, re.MULTILINE
            ):
                return str(address)
    raise SetupError("Where this system gets its packages from is not said in /etc/apt: name a --mirror.")
