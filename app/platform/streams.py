"""Standard streams that anything can be written to, on every system and however the program was started."""

import ctypes
import errno
import io
import sys
from collections.abc import Callable
from typing import Final

from app import APP_NAME

KEPT_CHARACTERS: Final = 4000
"""Of what nobody sees: more than fits a box on the screen."""

_ERROR_IN_FRONT: Final = 0x10 | 0x10000  # MB_ICONERROR | MB_SETFOREGROUND


class Unseen(io.TextIOBase):
    """Takes the place of a stream that is not there, and keeps the last of what was written."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.text = (self.text + text)[-KEPT_CHARACTERS:]
        return len(text)


def prepare_streams(system: str = sys.platform) -> None:
    """Make standard output and standard error writable with any text.

    Windows gives a program with a window none at all, and pipes that lack most of the letters there are.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Unseen())
        elif isinstance(stream, io.TextIOWrapper) and system == "win32":
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        elif isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def show_unseen(exit_code: object, show: Callable[[str], object] | None = None) -> None:
    """Show in a box why the program failed, where it was said to a standard error that nobody sees."""
    if exit_code in (0, None) or not isinstance(sys.stderr, Unseen):
        return
    text = sys.stderr.text.strip()
    if text:
        (show or _show_box)(text)


def is_reader_gone(error: OSError, system: str = sys.platform) -> bool:
    """Tell whether writing failed because nobody reads any more, which Windows calls an invalid argument."""
    return isinstance(error, BrokenPipeError) or (system == "win32" and error.errno == errno.EINVAL)


def _show_box(text: str) -> None:
    if sys.platform == "win32":
        ctypes.windll.user32.MessageBoxW(None, text, APP_NAME, _ERROR_IN_FRONT)
