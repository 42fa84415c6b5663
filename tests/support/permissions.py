"""Folders and disks that refuse, for real: root is not refused anything, so for a moment nobody is root."""

import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65_534


@contextmanager
def open_folder() -> Iterator[Path]:
    """A new folder that every user may enter and read, gone afterwards; pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="longwire-test-"))
    try:
        folder.chmod(0o755)
        yield folder
    finally:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)
        shutil.rmtree(folder)


@contextmanager
def refused_writing(folder: Path) -> Iterator[None]:
    """Within the block nothing can be written into this folder of `open_folder`."""
    folder.chmod(0o555)
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)
        folder.chmod(0o755)


@contextmanager
def full_disk(octets: int = 0) -> Iterator[None]:
    """Within the block no file of this process grows beyond some octets."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
