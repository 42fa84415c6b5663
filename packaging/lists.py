"""The plain lists of what has to be installed, and the stamps that remember which of them already is."""

from __future__ import annotations

import hashlib
from pathlib import Path


class SetupError(Exception):
    """Setting up cannot go on; the text says what to do, in words for the person at the keyboard."""


def entries(list_file: Path) -> list[str]:
    """The lines of a list without comments and blanks."""
    lines = (line.partition("#")[0].strip() for line in list_file.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


class Stamps:
    """One small file per list inside `.venv`, with a digest of the list as it was when installed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def holds(self, list_file: Path) -> bool:
        """Whether the list was installed as it now reads."""
        stamp = self._stamp(list_file)
        return stamp.is_file() and stamp.read_text(encoding="utf-8") == _digest(list_file)

    def put(self, list_file: Path) -> None:
        """Remember that the list is installed."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._stamp(list_file).write_text(_digest(list_file), encoding="utf-8")

    def _stamp(self, list_file: Path) -> Path:
        return self._folder / list_file.name


def _digest(list_file: Path) -> str:
    return hashlib.sha256(list_file.read_bytes()).hexdigest()
