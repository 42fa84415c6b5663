"""Putting a text into a file so that at every moment either the old or the new one is whole."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file's content, keeping its permissions; makes its folder if need be. Raises OSError."""
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _copy_mode(target, Path(name))
        os.replace(name, target)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    _sync_folder(target.parent)


def keep_copy(path: Path, data: bytes, word: str) -> Path:
    """Keep `data` beside a file as `<name>.<word>-<n>`, once however often it is asked. Raises OSError."""
    nth = 1
    while True:
        copy = path.with_name(f"{path.name}.{word}-{nth}")
        try:
            with copy.open("xb") as file:
                file.write(data)
                os.fsync(file.fileno())
            return copy
        except FileExistsError:
            if copy.is_file() and copy.read_bytes() == data:
                return copy
        nth += 1


def _copy_mode(old: Path, new: Path) -> None:
    """Give the new file the mode of the old one; a first one gets what the user's umask leaves."""
    try:
        mode = stat.S_IMODE(old.stat().st_mode)
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        mode = 0o666 & ~umask
    new.chmod(mode)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself safe against a power cut; Windows cannot open folders for that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
