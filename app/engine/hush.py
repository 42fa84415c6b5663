"""ALSA and JACK write to stderr by themselves when they are not there; the user gets one clear sentence instead."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

STDERR_FD = 2


@contextmanager
def hushed_stderr() -> Iterator[None]:
    """Send what C libraries write to stderr nowhere for a moment; Python's own lines of that moment are lost too."""
    try:
        kept = os.dup(STDERR_FD)
    except OSError:  # a windowed program on Windows has none
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, STDERR_FD)
        yield
    finally:
        os.dup2(kept, STDERR_FD)
        os.close(kept)
        os.close(nowhere)
