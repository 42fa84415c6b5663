"""What this program is made of: versions and licences of the packages it runs on."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import Final

from app import APP_NAME, __version__
from app.platform.resources import resource

USED: Final = (
    "PySide6-Essentials",
    "shiboken6",
    "qasync",
    "zeroconf",
    "ifaddr",
    "python-rtmidi",
    "platformdirs",
    "tomlkit",
    "mido",
)


@dataclass(frozen=True, slots=True)
class Package:
    """A package we use; `licence` is empty where it does not name one."""

    name: str
    version: str
    licence: str


def packages(names: Sequence[str] = USED) -> tuple[Package, ...]:
    """List the packages that are installed, as they describe themselves."""
    return tuple(found for name in names if (found := _package(name)) is not None)


def versions() -> tuple[tuple[str, str], ...]:
    """Name the program, Python, the system and every package, each with its version."""
    return (
        (APP_NAME, __version__),
        ("Python", platform.python_version()),
        (platform.system(), f"{platform.release()} {platform.machine()}"),
        *((package.name, package.version) for package in packages()),
    )


def licence_texts() -> Path | None:
    """Give the file with the licences of everything that is bundled; only an installer's program has it."""
    try:
        return resource("LICENCES.txt")
    except FileNotFoundError:
        return None


def _package(name: str) -> Package | None:
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return None
    return Package(name, told["Version"], _licence(told))


def _licence(told: PackageMetadata) -> str:
    """Give the licence in a few words: some packages put its whole text into the old field."""
    for field in ("License-Expression", "License"):
        words = "".join(told.get_all(field) or ()).strip()
        if words and len(words.splitlines()) == 1:
            return words
    kinds = [kind for kind in told.get_all("Classifier") or [] if kind.startswith("License ::")]
    return ", ".join(kind.rpartition(" :: ")[2] for kind in kinds)
