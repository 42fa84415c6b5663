"""Where a running Longwire can be reached: files of the user's own, named after its configuration."""

import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.control.errors import ControlError

DIGITS = 10
"""Of a hash: two configurations do not meet, and the path stays within the 104 octets of a socket's name."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place of one configuration: a folder of settings and the patch file that is open.

    Two programs with the same place would write the same file, so only one may run there.
    """

    folder: Path
    name: str

    @property
    def lock(self) -> Path:
        """The file that the running program holds locked, with its process number in it."""
        return self.folder / f"{self.name}.lock"

    @property
    def socket(self) -> Path:
        """The local socket, where the system has such."""
        return self.folder / f"{self.name}.sock"

    @property
    def token(self) -> Path:
        """The file with port and token, where there are no local sockets."""
        return self.folder / f"{self.name}.json"


def place_of(runtime: Path, config: Path, patch: Path) -> Place:
    """Name the place of a configuration folder and a patch file."""
    return Place(runtime, f"{_digest(config)}-{_digest(patch)}")


def places_beside(place: Place) -> Iterator[Place]:
    """Give the other places with the same configuration folder, whether a program runs there or not."""
    first, _, _ = place.name.partition("-")
    for lock in sorted(place.folder.glob(f"{first}-*.lock")):
        if lock.stem != place.name:
            yield Place(place.folder, lock.stem)


def make_private(folder: Path) -> None:
    """Make the folder so that nobody else can enter it. Raises ControlError when somebody else can."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sys.platform == "win32":
            return  # the user's own application data are closed to others there
        folder.chmod(0o700)
        for each in (folder, folder.parent):
            _require_own(each)
    except OSError as error:
        raise ControlError(f"the folder {folder} cannot be used: {error.strerror or error}") from error


def _require_own(folder: Path) -> None:
    """Raise ControlError for a folder whose entries others can replace."""
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in (0, os.getuid()):
        raise ControlError(f"the folder {folder} belongs to somebody else")
    if facts.st_mode & 0o022 and not facts.st_mode & stat.S_ISVTX:
        raise ControlError(f"everybody may write into the folder {folder}")


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.expanduser().resolve())).hexdigest()[:DIGITS]
