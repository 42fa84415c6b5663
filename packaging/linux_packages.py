"""Packs the frozen program for Linux: one tree as it lies under /usr, and out of it a .deb and a .tar.gz."""

from __future__ import annotations

import gzip
import shutil
import tarfile
import time
from pathlib import Path

import deb
from building import Work
from release import Release
from release_notes import notes_of

UNIT_FROM_PIP = """# pip puts `longwire` into the first of these for one user alone.
Environment=PATH=%h/.local/bin:/usr/local/bin:/usr/bin:/bin
ExecStart=/usr/bin/env longwire --headless
"""
UNIT_INSTALLED = "ExecStart=/usr/bin/longwire --headless\n"


def make(work: Work) -> list[Path]:
    """Make the packages; a system without Debian's tools makes no .deb."""
    tree = work.build / "linux"
    shutil.rmtree(str(tree), ignore_errors=True)
    stage(work, tree / "usr")
    archive = work.out / work.release.file_name(".tar.gz")
    pack(work, tree / "usr", archive)
    if not shutil.which("dpkg-deb"):
        return [archive]
    return [deb.make(tree, work.release, work.out / work.release.file_name(".deb")), archive]


def stage(work: Work, usr: Path) -> None:
    """Lay everything under a folder as it lies under /usr."""
    ours = work.root / "packaging" / "linux"
    slug = work.release.slug
    shutil.copytree(str(work.bundle), str(usr / "lib" / slug), symlinks=True)
    (usr / "bin").mkdir()
    (usr / "bin" / slug).symlink_to(f"../lib/{slug}/{slug}")
    shutil.copytree(str(work.icons / "hicolor"), str(usr / "share" / "icons" / "hicolor"))
    _put(usr / "share" / "applications" / f"{slug}.desktop", (ours / f"{slug}.desktop").read_text("utf-8"))
    _put(
        usr / "share" / "metainfo" / f"{slug}.metainfo.xml",
        metainfo((ours / f"{slug}.metainfo.xml").read_text("utf-8"), work.release),
    )
    _put(
        usr / "lib" / "systemd" / "user" / f"{slug}.service",
        unit((ours / f"{slug}.service").read_text("utf-8")),
    )
    work.python("packaging/man_page.py", str(work.build / f"{slug}.1"))
    zipped((work.build / f"{slug}.1").read_bytes(), usr / "share" / "man" / "man1" / f"{slug}.1.gz")
    documents = usr / "share" / "doc" / slug
    _put(documents / "copyright", copyright_text(work.root, work.bundle))
    notes = notes_of(work.release.version, (work.root / ".github" / "CHANGELOG.md").read_text("utf-8"))
    zipped(deb.changelog(work.release, notes).encode(), documents / "changelog.gz")
    documents.joinpath("README.md").write_bytes((work.root / "README.md").read_bytes())


def unit(text: str) -> str:
    """Give the systemd unit of an installed program out of the one for pip; it stays the same otherwise."""
    if UNIT_FROM_PIP not in text:
        raise ValueError("packaging/linux/longwire.service has changed: so must its installed form")
    return text.replace(UNIT_FROM_PIP, UNIT_INSTALLED)


def metainfo(text: str, release: Release) -> str:
    """Fill version and day into the AppStream file."""
    day = time.strftime("%Y-%m-%d", time.gmtime(release.time))
    return text.replace("@VERSION@", release.version).replace("@DATE@", day)


def copyright_text(root: Path, bundle: Path) -> str:
    """Give Debian's `copyright`: our licence, then what is bundled under its licences."""
    inside = bundle / "_internal" / "app" / "resources" / "LICENCES.txt"
    return f"{(root / 'LICENSE').read_text('utf-8')}\n\n{inside.read_text('utf-8')}"


def zipped(content: bytes, target: Path) -> None:
    """Write a .gz that is the same in every build."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out, gzip.GzipFile("", "wb", 9, out, mtime=0) as packed:
        packed.write(content)


def pack(work: Work, usr: Path, archive: Path) -> None:
    """Make the archive that runs from any folder: the program, and beside it what a desktop can be told of it."""
    release = work.release
    top = f"{release.slug}-{release.version}"
    ours = work.root / "packaging" / "linux"
    with archive.open("wb") as out, gzip.GzipFile("", "wb", 6, out, mtime=0) as packed, _tar(packed) as tar:
        _add(tar, usr / "lib" / release.slug, top, release)
        _add(tar, ours / "PORTABLE.txt", f"{top}/README.txt", release)
        _add(tar, work.root / "LICENSE", f"{top}/LICENSE", release)
        for part in ("applications", "icons", "man"):
            _add(tar, usr / "share" / part, f"{top}/share/{part}", release)
        _add(tar, ours / f"{release.slug}.service", f"{top}/share/{release.slug}.service", release)


def _tar(out: gzip.GzipFile) -> tarfile.TarFile:
    return tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT)


def _add(tar: tarfile.TarFile, path: Path, name: str, release: Release) -> None:
    """Add a file or a folder in a fixed order, with the time of the commit, as root's."""
    entry = tar.gettarinfo(str(path), name)
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mtime = release.time
    entry.mode = 0o755 if path.is_dir() or entry.mode & 0o100 else 0o644
    if entry.isfile():
        with path.open("rb") as content:
            tar.addfile(entry, content)
        return
    tar.addfile(entry)
    if entry.isdir():
        for inner in sorted(path.iterdir()):
            _add(tar, inner, f"{name}/{inner.name}", release)


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
