"""The sole right to a place: a lock that the system takes back when the program ends, however it ends."""

import os
import sys
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


PROCESS_OCTETS = 32
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


def claim(place: Place) -> Claim:
    """Take a place. Raises AlreadyRunningError, or ControlError when there can be no place here."""
    make_private(place.folder)
    try:
        file = os.open(place.lock, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600)
    except OSError as error:
        raise ControlError(f"{place.lock} cannot be written: {error.strerror or error}") from error
    if not _try_lock(file):
        process = _read_process(file)
        os.close(file)
        raise AlreadyRunningError(process)
    os.ftruncate(file, 0)
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, str(os.getpid()).encode())
    return Claim(place, file)


def require_free(place: Place) -> None:
    """Look whether a program has a place. Raises AlreadyRunningError, or ControlError when that cannot be seen."""
    try:
        file = os.open(place.lock, os.O_RDWR | _NO_LINK)
    except FileNotFoundError:
        return
    except OSError as error:
        raise ControlError(f"{place.lock} cannot be read: {error.strerror or error}") from error
    try:
        if not _try_lock(file):
            raise AlreadyRunningError(_read_process(file))
    finally:
        os.close(file)


def is_free(place: Place) -> bool:
    """Tell whether no program has a place any more. Raises ControlError when that cannot be seen."""
    try:
        require_free(place)
    except AlreadyRunningError:
        return False
    return True


def _read_process(file: int) -> int | None:
    os.lseek(file, 0, os.SEEK_SET)
    text = os.read(file, PROCESS_OCTETS)
    return int(text) if text.isdigit() else None
