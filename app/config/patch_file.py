"""The patch on disk: read once, written back with its comments, never damaged."""

import codecs
import logging
from pathlib import Path

from app.config.edit import LayoutError, compose, edit
from app.config.errors import FaultError, PatchError, Trouble, unreadable
from app.config.links import check_links
from app.config.read import read_patch
from app.config.schema import VERSION
from app.config.write import keep_copy, write_atomically
from app.model.patch import Patch

_log = logging.getLogger("longwire.app")


def load_patch(path: Path) -> Patch:
    """Read a patch file that somebody named; nothing is changed or kept. Raises PatchError."""
    return read_patch(_decode(_read(path), str(path)), str(path))


class PatchFile:
    """One patch file, the user's named one or our own default one.

    A named file that is wrong raises PatchError on loading. Our own file that is wrong is copied beside itself
    and the program starts with `default`; so it does without a word when there is no file yet.
    """

    def __init__(self, path: Path, default: Patch, *, named: bool) -> None:
        self._path = path
        self._default = default
        self._named = named
        self._data: bytes | None = None
        self._mark = b""
        self._text = ""
        self._patch = default
        self._locked: Trouble | None = None

    @property
    def path(self) -> str:
        """The file, for people."""
        return str(self._path)

    def load(self) -> tuple[Patch, tuple[Trouble, ...]]:
        """Read the file. Raises PatchError if it was named and cannot be used."""
        try:
            data = self._read()
            if data is None:
                _log.info("there is no %s yet; starting with a new patch", self._path)
                return self._default, ()
            self._data = data
            text = _decode(data, self.path)
            self._patch = read_patch(text, self.path)
        except PatchError as error:
            if self._named:
                raise
            return self._default, (self._set_aside(error),)
        self._text = text
        self._mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        return self._patch, self._newer()

    def save(self, patch: Patch) -> Trouble | None:
        """Write the patch, atomically and with comments kept; says why when it could not."""
        if self._locked is not None:
            return self._locked
        try:
            check_links(patch)
            text = self._text_for(patch)
            data = self._mark + text.encode()
            if data == self._data:
                return None
            trouble = self._keep_foreign_changes()
            write_atomically(self._path, data)
        except FaultError as fault:
            key = ".".join(str(word) for word in fault.path)
            _log.error("the patch is not saved: %s: expected %s, got %s", key, fault.expected, fault.got)
            return self._not_saved(f"{key} is not {fault.expected}")
        except OSError as error:
            return self._not_saved(error)
        self._data, self._text, self._patch = data, text, patch
        return trouble

    def _read(self) -> bytes | None:
        """Give the content, or None while there is no file."""
        if self._named and not self._path.parent.is_dir():
            folder = str(self._path.parent)
            sentence = f"There is no folder “{folder}” for the file “{self._path.name}”."
            raise PatchError(self.path, None, None, "a folder that exists", folder, sentence=sentence)
        try:
            return _read(self._path)
        except PatchError as error:
            if isinstance(error.__cause__, FileNotFoundError):
                return None
            raise

    def _text_for(self, patch: Patch) -> str:
        if not self._text:
            return compose(patch)
        try:
            return edit(self._text, self._patch, patch)
        except LayoutError:
            _log.warning(
                "%s is laid out in a way that cannot be edited in place; it is written anew", self._path
            )
            keep_copy(self._path, self._text.encode(), "before")
            return compose(patch)

    def _keep_foreign_changes(self) -> Trouble | None:
        """Copy the file if somebody else changed it since it was read, before it is replaced."""
        present = self._path.read_bytes() if self._path.exists() else None
        if present is None or present == self._data:
            return None
        copy = keep_copy(self._path, present, "other")
        return Trouble("patch.changed", {"file": self.path, "copy": str(copy)})

    def _set_aside(self, error: PatchError) -> Trouble:
        """Keep our own broken file; if that cannot be done, or a newer one is meant, save nothing over it."""
        if error.newer:
            self._locked = Trouble("patch.newer", {"file": self.path})
            return self._locked
        try:
            copy = None if self._data is None else keep_copy(self._path, self._data, "broken")
        except OSError:
            copy = None
        if copy is None:
            self._locked = Trouble("patch.unreadable", {"file": self.path, "reason": error})
            return self._locked
        return Trouble("patch.invalid", {"file": self.path, "reason": error, "copy": str(copy)})

    def _newer(self) -> tuple[Trouble, ...]:
        if self._patch.version <= VERSION:
            return ()
        self._locked = Trouble("patch.newer", {"file": self.path})
        return (self._locked,)

    def _not_saved(self, reason: str | OSError) -> Trouble:
        return Trouble("patch.read_only", {"file": self.path, "reason": reason})


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(str(path), error) from error


def _decode(data: bytes, file: str) -> str:
    """Give the text without the byte order mark that Windows editors put before it and TOML does not know."""
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PatchError(file, line, None, "UTF-8 text", f"the byte 0x{data[error.start]:02X}") from None
