"""The sole right to a place: a lock that the system takes back when the program ends, however it ends."""

import logging
import os
import sys
import time
from types import TracebackType
from typing import Self

from app.control.errors import AlreadyRunningError, ControlError
from app.control.place import Place, make_private

if sys.platform == "win32":
    import msvcrt

    _LOCKED_AT = 1 << 20  # a lock there hides the octet from others; the process number stays readable

    def _try_lock(file: int) -> bool:
        os.lseek(file, _LOCKED_AT, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


log = logging.getLogger("longwire.app")

FILE_OCTETS = 64
ENDING = "ending"
"""Stands behind the process number in the lock file of a program that ends."""
END_S = 15.0
"""How long a program may take to end before the next one gives up: a few seconds for notes, takes and goodbyes."""
LOOK_AGAIN_S = 0.05
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class Claim:
    """Holds a place from `claim` until `release`; the files of who was killed there before are of no account."""

    def __init__(self, place: Place, file: int) -> None:
        self.place = place
        self._file: int | None = file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        """Give the place back; doing so twice is harmless. The lock file stays: removing it would race."""
        file, self._file = self._file, None
        if file is not None:
            os.close(file)


def claim(place: Place, patience_s: float = END_S) -> Claim:
    """Take a place, as soon as whoever ends there has ended.

    Raises AlreadyRunningError, or ControlError when there can be no place here.
    """
    make_private(place.folder)
    try:
        file = os.open(place.lock, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600)
    except OSError as error:
        raise ControlError(f"{place.lock} cannot be written: {error.strerror or error}") from error
    try:
        _lock(file, patience_s)
    except AlreadyRunningError:
        os.close(file)
        raise
    _write(file, str(os.getpid()))
    return Claim(place, file)


def announce_end(place: Place) -> None:
    """Let who starts here from now on wait until this program, which has the place, has ended."""
    try:
        file = os.open(place.lock, os.O_RDWR | _NO_LINK)
    except OSError as error:
        log.debug("nobody can see that this Longwire ends: %s", error)
        return
    try:
        _write(file, f"{os.getpid()} {ENDING}")
    finally:
        os.close(file)


def require_free(place: Place, patience_s: float = 0.0) -> None:
    """Look whether a program has a place, and has it still when it ends and `patience_s` has passed.

    Raises AlreadyRunningError, or ControlError when that cannot be seen.
    """
    try:
        file = os.open(place.lock, os.O_RDWR | _NO_LINK)
    except FileNotFoundError:
        return
    except OSError as error:
        raise ControlError(f"{place.lock} cannot be read: {error.strerror or error}") from error
    try:
        _lock(file, patience_s)
    finally:
        os.close(file)


def has_ended(place: Place, process: int | None) -> bool:
    """Tell whether a program has a place no more; another may have it by now. Raises ControlError as above."""
    try:
        require_free(place)
    except AlreadyRunningError as error:
        return None not in (process, error.process) and error.process != process
    return True


def holder(place: Place) -> int | None:
    """Tell the number of the program that has a place; None when nobody has, or it cannot be seen."""
    try:
        require_free(place)
    except AlreadyRunningError as error:
        return error.process
    except ControlError:
        return None
    return None


def _lock(file: int, patience_s: float) -> None:
    since, told = time.monotonic(), False
    while not _try_lock(file):
        error = _running(file)
        if not error.is_ending or time.monotonic() - since >= patience_s:
            raise error
        if not told:
            log.info("%s; this one starts after it", error)
            told = True
        time.sleep(LOOK_AGAIN_S)


def _running(file: int) -> AlreadyRunningError:
    os.lseek(file, 0, os.SEEK_SET)
    process, *words = os.read(file, FILE_OCTETS).decode("ascii", "replace").split() or [""]
    return AlreadyRunningError(int(process) if process.isdecimal() else None, is_ending=ENDING in words)


def _write(file: int, text: str) -> None:
    os.lseek(file, 0, os.SEEK_SET)
    os.write(
        file, text.ljust(FILE_OCTETS).encode()
    )  # at once: who reads sees the old or the new, and no half
