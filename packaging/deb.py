"""Makes a .deb with dpkg-deb alone; what it depends on is read from the programs inside."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import textwrap
from email.utils import formatdate
from pathlib import Path

from lists import SetupError, entries
from release import Release

HERE = Path(__file__).resolve().parent
MAINTAINER = "The Longwire contributors <noreply@longwire.invalid>"
SUMMARY = "MIDI cable as long as the network"
DESCRIPTION = """Drag a local MIDI port onto another computer, tablet or instrument, and it plays
there. Speaks AppleMIDI / RTP-MIDI, the protocol that macOS, iOS and rtpMIDI have
built in, with the complete recovery journal: a lost packet leaves no note hanging.
.
Runs with a window, or without one on a stage box (longwire --headless)."""
ALSO = ("xkb-data",)
"""What no library asks for by name: the keyboard tables that the bundled libxkbcommon reads."""

ELF = b"\x7fELF"


def make(tree: Path, release: Release, file: Path) -> Path:
    """Pack a tree whose folder `usr` is complete."""
    control = tree / "DEBIAN"
    control.mkdir()
    architecture = _output(["dpkg", "--print-architecture"]).strip()
    depends = with_alternatives(needed(tree, architecture), entries(HERE / "debian-run.txt"))
    text = control_text(release, architecture, [*depends, *ALSO], installed_kilobytes(tree / "usr"))
    (control / "control").write_text(text, encoding="utf-8")
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(file)]
    epoch = {**os.environ, "SOURCE_DATE_EPOCH": str(release.time)}
    if subprocess.run(command, env=epoch, stdout=sys.stderr, check=False).returncode != 0:
        raise SetupError("dpkg-deb failed. The lines above say why.")
    return file


def needed(tree: Path, architecture: str) -> list[str]:
    """List the packages of the libraries that the programs of a tree ask for and that are not inside."""
    programs = [path for path in sorted(tree.rglob("*")) if _is_program(path)]
    folders = sorted({str(path.parent) for path in programs})
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "debian").mkdir()
        stanza = f"Source: x\nMaintainer: x <x@x>\n\nPackage: x\nArchitecture: {architecture}\n"
        (Path(scratch) / "debian" / "control").write_text(stanza, encoding="utf-8")
        private = [f"-l{folder}" for folder in folders]
        asked = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", *private]
        told = _output([*asked, *(f"-e{program}" for program in programs)], cwd=scratch)
    listed = told.strip().partition("shlibs:Depends=")[2]
    if not listed:
        raise SetupError("dpkg-shlibdeps names no library at all: its lines above say why.")
    # It names also those of which we bring our own copy.
    inside = {path.name for path in programs}
    return [each for each in listed.split(", ") if not inside & _libraries(each.partition(" ")[0])]


def with_alternatives(depends: list[str], lines: list[str]) -> list[str]:
    """Give each dependency by all the names that releases of Debian and Ubuntu have for it, each with its version."""
    known = {name: line for line in lines for name in re.split(r" *\| *", line)}
    return [_with_alternatives(each, known) for each in sorted(depends)]


def _with_alternatives(depend: str, known: dict[str, str]) -> str:
    name, space, version = depend.partition(" ")
    names = re.split(r" *\| *", known.get(name, name))
    return " | ".join(f"{each}{space}{version}" for each in names)


def control_text(release: Release, architecture: str, depends: list[str], kilobytes: int) -> str:
    """Give the file `control`."""
    fields = {
        "Package": release.slug,
        "Version": debian_version(release.version),
        "Architecture": architecture,
        "Maintainer": MAINTAINER,
        "Installed-Size": str(kilobytes),
        "Depends": ", ".join(depends),
        "Suggests": "jackd2 | pipewire-jack, iw",
        "Section": "sound",
        "Priority": "optional",
        "Description": "\n ".join([SUMMARY, *DESCRIPTION.splitlines()]),
    }
    return "".join(f"{key}: {value}\n" for key, value in fields.items())


def changelog(release: Release, notes: str) -> str:
    """Give the file `changelog` of a version out of its notes: a paragraph or an item of a list each is a change."""
    lines = [f"{release.slug} ({debian_version(release.version)}) unstable; urgency=medium"]
    for change in re.split(r"\n\n|\n(?=- )", notes.strip()):
        words = " ".join(re.sub(r"^- |[*`]", "", change).split())
        lines += ["", *textwrap.wrap(words, 79, initial_indent="  * ", subsequent_indent="    ")]
    return "\n".join(
        [
            *lines,
            "",
            f" -- {MAINTAINER}  {formatdate(release.time)[:-5]}+0000",
            "",
        ]
    )


def debian_version(version: str) -> str:
    """Give a version so that a candidate sorts before what it is a candidate for."""
    return re.sub(r"\.?(a|b|rc|dev)(?=\d)", r"~\1", version)


def installed_kilobytes(folder: Path) -> int:
    """Count as Debian does: files in whole kilobytes, one for everything else."""
    return sum(-(-path.stat().st_size // 1024) if _is_file(path) else 1 for path in folder.rglob("*"))


def _libraries(package: str) -> set[str]:
    return {Path(line).name for line in _output(["dpkg-query", "-L", package]).splitlines()}


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _is_program(path: Path) -> bool:
    if not _is_file(path):
        return False
    with path.open("rb") as content:
        return content.read(4) == ELF


def _output(command: list[str], cwd: str | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise SetupError(f"{command[0]} failed. The lines above say why.")
    return done.stdout
