"""What can be wrong with a patch file, named so that it can be found and mended."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class PatchError(ValueError):
    """A patch file that cannot be used: where, which key, what was found and what was expected.

    `line` counts from 1; None when the file as a whole is meant. `key` is None for a fault of the syntax.
    `reason` is the message without the file. `newer` says that the file is of a newer version, and may well be
    right there. `sentence` is the message where nothing within the file is wrong.
    """

    def __init__(
        self,
        file: str,
        line: int | None,
        key: str | None,
        expected: str,
        got: str | None = None,
        *,
        newer: bool = False,
        sentence: str | None = None,
    ) -> None:
        place = "" if line is None else f"line {line}: "
        subject = "" if key is None else f"{key}: "
        found = "" if got is None else f", but found {got}"
        self.reason = f"{place}{subject}expected {expected}{found}"
        super().__init__(sentence or f"{file}{':' if line is None else ','} {self.reason}.")
        self.file = file
        self.line = line
        self.key = key
        self.expected = expected
        self.got = got
        self.newer = newer


def unreadable(file: str, error: OSError) -> PatchError:
    """Say why the system does not give a file; to be raised from `error`."""
    why = error.strerror or str(error)
    match error:
        case FileNotFoundError():
            sentence = f"There is no file “{file}”."
        case IsADirectoryError():
            sentence = f"“{file}” is a folder, not a file."
        case _:
            sentence = f"“{file}” cannot be read: {why}."
    return PatchError(file, None, None, "a file that can be read", why, sentence=sentence)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong while the program can go on: a problem code of the engine with its parameters.

    A `reason` is the exception itself, so that whoever shows it can choose the language.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


class FaultError(ValueError):
    """Something wrong at a path of keys such as ("session", 0, "port"); the reader gives it file and line."""

    def __init__(self, path: tuple[str | int, ...], expected: str, *got: object) -> None:
        super().__init__(expected)
        self.path = path
        self.expected = expected
        self.got = got
