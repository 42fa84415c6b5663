"""Who made a bundled file: one value per maker, with version, licence and the texts that have to go with it."""

from __future__ import annotations

import fnmatch
import platform
import re
import subprocess
import sysconfig
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path

LICENCES = Path(__file__).resolve().parents[1] / "licences"
LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
NOBODY = "NOASSERTION"
"""What SPDX says where nobody knows."""


@dataclass(frozen=True)
class Component:
    """Something that is bundled. `licence` is an SPDX expression, or words where it has none."""

    name: str
    version: str
    licence: str
    purl: str = ""
    texts: tuple[str, ...] = field(default=(), compare=False)


VENDORED = {
    "libQt6*": ("Qt", "LGPL-3.0-only", ("LGPL-3.0-only.txt", "GPL-3.0-only.txt")),
    "*/plugins/*": ("Qt", "LGPL-3.0-only", ("LGPL-3.0-only.txt", "GPL-3.0-only.txt")),
    "Qt6*.dll": ("Qt", "LGPL-3.0-only", ("LGPL-3.0-only.txt", "GPL-3.0-only.txt")),
    "libicu*": ("ICU", "Unicode-DFS-2016", ("ICU.txt",)),
    "libjack*": ("JACK client library", "LGPL-2.1-or-later", ("LGPL-2.1-or-later.txt",)),
}
"""Libraries of others that Python packages carry: name pattern, then name, licence and texts in packaging/licences."""

WITHOUT_TEXT = {
    "PySide6_Essentials": ("LGPL-3.0-only.txt", "GPL-3.0-only.txt"),
    "shiboken6": ("LGPL-3.0-only.txt", "GPL-3.0-only.txt"),
}
"""Packages that come without the text of their licence."""

STATED = {"pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception"}
"""Licences that packages state in sentences."""

MICROSOFT = ("vcruntime*.dll", "msvcp*.dll", "concrt*.dll", "ucrtbase.dll", "api-ms-win-*.dll")


def component_of(source: str) -> Component:
    """Tell whose a file is; one of nobody known has no licence either."""
    file = Path(source)
    owner = _owners().get(str(file.resolve()))
    if owner is not None:
        return _vendored(file, owner) or _package(owner)
    if _is_pythons(file):
        return _python()
    if any(fnmatch.fnmatch(file.name.lower(), pattern) for pattern in MICROSOFT):
        return Component("Microsoft Visual C++ runtime", "", "LicenseRef-Microsoft-redistributable")
    return _debian(str(file.resolve())) or Component(file.name, "", NOBODY)


@cache
def _owners() -> dict[str, Distribution]:
    """Map each installed file to its package."""
    return {
        str(Path(str(distribution.locate_file(file))).resolve()): distribution
        for distribution in distributions()
        for file in distribution.files or ()
    }


@cache
def _package(distribution: Distribution) -> Component:
    told = distribution.metadata
    name, version = told["Name"], distribution.version
    inside = [file for file in distribution.files or () if ".dist-info/" in str(file)]
    texts = [file.read_text() for file in inside if LICENCE_FILE.search(str(file))]
    texts += [_text(each) for each in WITHOUT_TEXT.get(name, ())]
    licence = STATED.get(name, "") or _licence(distribution)
    purl = f"pkg:pypi/{name.lower().replace('_', '-')}@{version}"
    return Component(name, version, licence, purl, tuple(texts))


def _licence(distribution: Distribution) -> str:
    """Give it in a few words: some packages put its whole text into the old field."""
    told = distribution.metadata
    for key in ("License-Expression", "License"):
        words = "".join(told.get_all(key) or ()).strip()
        if words and len(words.splitlines()) == 1:
            return words
    kinds = [kind.rpartition(" :: ")[2] for kind in told.get_all("Classifier") or () if "License ::" in kind]
    return {"MIT License": "MIT"}.get(kinds[0], kinds[0]) if kinds else NOBODY


def _vendored(file: Path, owner: Distribution) -> Component | None:
    for pattern, (name, licence, texts) in VENDORED.items():
        path = file.as_posix() if "/" in pattern else file.name
        if fnmatch.fnmatch(path, pattern):
            version = owner.version if name == "Qt" else ""
            return Component(name, version, licence, texts=tuple(map(_text, texts)))
    return None


@cache
def _python() -> Component:
    version = platform.python_version()
    places = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sysconfig.get_path("data")) / "LICENSE.txt",
    )
    texts = tuple(place.read_text(encoding="utf-8") for place in places if place.is_file())
    return Component("Python", version, "PSF-2.0", f"pkg:generic/python@{version}", texts[:1])


def _is_pythons(file: Path) -> bool:
    """Tell whether a file belongs to the interpreter; Debian's own is a package like others."""
    name = sysconfig.get_config_var("INSTSONAME") or ""
    folders = [Path(sysconfig.get_path(each)).resolve() for each in ("stdlib", "platstdlib")]
    if file.name in (name, "base_library.zip"):
        return True
    if file.suffix == ".dll" and Path(sysconfig.get_path("data")).resolve() in file.resolve().parents:
        return True
    return any(folder in file.resolve().parents for folder in folders)


@cache
def _debian(file: str) -> Component | None:
    """Name the Debian or Ubuntu package of a file of the system."""
    # Systems with one /usr know some files by the name they had before.
    for path in (file, file.removeprefix("/usr")):
        owner = _told("dpkg-query", "-S", path).rpartition(": ")[0].partition(", ")[0]
        if owner:
            return _debian_package(owner)
    return None


@cache
def _debian_package(package: str) -> Component:
    version = _told("dpkg-query", "-W", "-f", "${Version}", package).strip()
    name = package.partition(":")[0]
    notice = Path("/usr/share/doc", name, "copyright")
    text = notice.read_text(encoding="utf-8", errors="replace") if notice.is_file() else ""
    stated = re.search(r"^Files: \*\n(?:.+\n)*?License: *(\S.*)$", text, re.MULTILINE)
    licence = stated[1].strip() if stated else "see the text"
    return Component(name, version, licence, f"pkg:deb/debian/{name}@{version}", (text,) if text else ())


def _told(*command: str) -> str:
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout


def _text(name: str) -> str:
    return (LICENCES / name).read_text(encoding="utf-8")
