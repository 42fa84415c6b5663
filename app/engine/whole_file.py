"""Files as a whole: read within a limit, written completely or not at all. For worker threads: a disk may be slow."""

import os
import stat
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from app.engine.phrases import Phrase

MEGABYTE: Final = 1 << 20
_SHOWN: Final = 20
"""Letters of a name that a file beside it bears: some systems end a name after 255 octets."""


def read_whole(file: Path, most: int) -> bytes:
    """Read an ordinary file of at most so many octets. Raises OSError, with a `Phrase` where the system has no word.

    Anything else is not even opened: a pipe would be waited for, for ever, and some devices do something then.
    """
    _refuse_other(file.stat().st_mode)
    with file.open("rb") as opened:
        octets = opened.read(most + 1)
    if len(octets) > most:
        raise OSError(Phrase("file.large", {"limit": most // MEGABYTE}))
    return octets


def write_whole(file: Path, parts: Iterable[bytes]) -> None:
    """Write the parts beside a file, then put them in its place; raises OSError, and what was there stays."""
    with suppress(FileNotFoundError):
        _refuse_other(file.stat().st_mode)
    if not file.parent.exists():
        raise OSError(Phrase("file.no_folder"))
    beside = file.with_name(f".{file.name[:_SHOWN]}.{os.getpid()}-{threading.get_ident()}")
    try:
        with beside.open("wb") as into:
            into.writelines(parts)
            into.flush()
            os.fsync(into.fileno())  # else a power cut may leave the new name with nothing in it
        beside.replace(file)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _refuse_other(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise OSError(Phrase("file.folder"))
    if not stat.S_ISREG(mode):
        raise OSError(Phrase("file.special"))
