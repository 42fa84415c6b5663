"""Writing a file as a whole or not at all: what was there before stays until the new one is complete."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def write_whole(file: Path, parts: Iterable[bytes]) -> None:
    """Write the parts under a name of its own beside the file, then take its place. Raises OSError."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with beside.open("wb") as into:
            into.writelines(parts)
            into.flush()
            os.fsync(into.fileno())  # else a power cut may leave the new name with nothing in it
        beside.replace(file)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
