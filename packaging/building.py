"""Makes what this system can make for download: `python3 packaging/dev.py build`."""

from __future__ import annotations

import argparse
import hashlib
import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import debian
from environment import Environment
from lists import SetupError
from release import Release, changes, this_release

MAKERS = {"linux": "linux_packages", "windows": "windows_packages", "macos": "macos_packages"}
"""Modules beside this one. Each has `make(work: Work) -> list[Path]`, which packs `work.bundle` into `work.out`."""

SUMS = "SHA256SUMS"


class Work:
    """What a build works with: the release, its folders, and the Python that has everything to build with."""

    def __init__(self, root: Path, release: Release) -> None:
        self.root = root
        self.release = release
        self.build = root / "build"
        self.out = root / "dist"
        self.bundle = self.build / "frozen" / release.slug
        self.icons = self.build / "icons"
        self.environment = Environment(self.build / "environment")

    def python(self, *arguments: str) -> None:
        """Run the building Python so that two runs make the same files; SetupError when it fails."""
        self.run(str(self.environment.python), *arguments)

    def run(self, *command: str) -> None:
        """Run a program with its output on standard error; SetupError when it fails."""
        stable = {"SOURCE_DATE_EPOCH": str(self.release.time), "PYTHONHASHSEED": "0"}
        try:
            done = subprocess.run(
                command, cwd=str(self.root), env={**os.environ, **stable}, stdout=sys.stderr, check=False
            )
        except FileNotFoundError as error:
            raise SetupError(f"{command[0]} is needed to build, and is not there.") from error
        if done.returncode != 0:
            raise SetupError(f"{' '.join(command[:4])} ... failed. The lines above say why.")


def build(root: Path, arguments: list[str]) -> int:
    """Build everything into dist/ and print the names of the files; SetupError when that cannot be."""
    parser = argparse.ArgumentParser(prog="dev.py build", description=__doc__)
    parser.add_argument("--dirty", action="store_true", help="also with changes that are in no commit")
    wanted = parser.parse_args(arguments)
    refuse_changes(root, allowed=wanted.dirty)
    work = Work(root, this_release(root))
    lists = root / "packaging"
    work.environment.prepare(lists / "requirements-run.txt", lists / "requirements-build.txt")
    for name in ("debian-run.txt", "debian-build.txt"):
        debian.provide(work.environment.stamps, lists / name, required=True)
    freeze(work)
    work.out.mkdir(exist_ok=True)
    made = [*importlib.import_module(MAKERS[work.release.system]).make(work), wheel(work), materials(work)]
    made.append(write_sums(work.out / SUMS, made))
    for file in made:
        print(file.relative_to(root))
    return 0


def refuse_changes(root: Path, *, allowed: bool) -> None:
    """Raise SetupError for a checkout with changes, unless they are allowed."""
    found = [] if allowed else changes(root)
    if found:
        raise SetupError(
            "These files differ from the last commit, so nobody could tell what was built:\n  "
            + "\n  ".join(found)
            + "\nCommit or stash them, or say --dirty."
        )


def freeze(work: Work) -> None:
    """Make the folder with the program that needs no Python."""
    work.python("packaging/icons.py", str(work.icons))
    folders = ["--distpath", str(work.bundle.parent), "--workpath", str(work.build / "work")]
    work.python("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *folders, "app.spec")
    if work.release.system == "linux" and shutil.which("strip"):
        # Pythons made on the spot, and those of GitHub, carry their debugging symbols.
        inside = work.bundle / "_internal"
        files = [*inside.glob("libpython*.so*"), *inside.glob("python3*/lib-dynload/*.so")]
        work.run("strip", "--strip-unneeded", *map(str, files))


def wheel(work: Work) -> Path:
    """Make the package for pip."""
    shutil.rmtree(str(work.build / "lib"), ignore_errors=True)  # else it packs files that are gone by now
    work.python(
        "-m",
        "pip",
        "wheel",
        ".",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(work.out),
    )
    return work.out / f"{work.release.slug}-{work.release.version}-py3-none-any.whl"


def materials(work: Work) -> Path:
    """Lay the bill of materials, which is in every bundle, beside the downloads too."""
    file = work.out / work.release.file_name(".cdx.json")
    shutil.copyfile(str(work.build / "materials" / "bill-of-materials.cdx.json"), str(file))
    return file


def write_sums(file: Path, made: list[Path]) -> Path:
    """Write the SHA-256 of each file as `sha256sum --check` reads it."""
    lines = [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in sorted(made)]
    file.write_text("".join(lines), encoding="utf-8")
    return file
