"""The lines of a MIDIMonster configuration, with their files included and their sections named."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn, TypeAlias

from app.config.errors import PatchError, unreadable

MAX_LINES = 100_000
"""Files that include others several times can grow without end; nobody maps more than this by hand."""


@dataclass(frozen=True, slots=True)
class Place:
    """One line of one file."""

    file: str
    line: int

    def error(self, key: str | None, expected: str, got: str | None = None) -> PatchError:
        """Give the error of this place."""
        return PatchError(self.file, self.line, key, expected, None if got is None else f'"{got}"')

    def fail(self, key: str | None, expected: str, got: str | None = None) -> NoReturn:
        """Raise PatchError for this place."""
        raise self.error(key, expected, got)


@dataclass(frozen=True, slots=True)
class Section:
    """`[backend NAME]`, `[NAME INSTANCE]` or `[map]`; `instance` is empty but for instances."""

    place: Place
    kind: Literal["backend", "instance", "map"]
    backend: str = ""
    instance: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """`name = value` within a backend or an instance."""

    place: Place
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class MapLine:
    """A line of `[map]` as it is written."""

    place: Place
    text: str


Item: TypeAlias = Section | Option | MapLine


def read_items(path: Path) -> Iterator[Item]:
    """Read a configuration and what it includes, in order. Raises PatchError."""
    section: Section | None = None
    for nth, (place, text) in enumerate(_lines(path, path.resolve().parent, ())):
        if nth >= MAX_LINES:
            place.fail(None, f"at most {MAX_LINES} lines with all that is included")
        if text.startswith("["):
            section = _section(place, text)
            yield section
        elif section is None:
            place.fail(None, "a section such as [rtpmidi NAME] before the first option", text)
        elif section.kind == "map":
            yield MapLine(place, text)
        else:
            yield _option(place, text)


def _lines(path: Path, folder: Path, including: tuple[Path, ...]) -> Iterator[tuple[Place, str]]:
    """Give the lines that say something; `[include FILE]` gives those of that file."""
    for number, line in enumerate(_text(path).splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith(";"):
            continue
        place = Place(str(path), number)
        words = text.removeprefix("[").removesuffix("]").split(maxsplit=1)
        if text.startswith("[") and words[:1] == ["include"]:
            open_files = (*including, path.resolve())
            yield from _lines(_included(place, words[1:], path, folder, open_files), folder, open_files)
        else:
            yield place, text


def _included(place: Place, words: list[str], path: Path, folder: Path, open_files: tuple[Path, ...]) -> Path:
    if not words:
        place.fail("include", "the name of a file")
    target = path.parent / words[0].strip()
    if not target.resolve().is_relative_to(folder):
        place.fail("include", f"a file inside {folder}", words[0])
    if target.resolve() in open_files:
        place.fail("include", "a file that does not include itself again", words[0])
    if not target.is_file():
        place.fail("include", "a file that is there", words[0])
    return target


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise unreadable(str(path), error) from error
    except UnicodeDecodeError:
        raise PatchError(str(path), None, None, "UTF-8 text") from None


def _section(place: Place, text: str) -> Section:
    words = text[1:].removesuffix("]").split()
    if not text.endswith("]"):
        place.fail(None, "a ] at the end of the section's name", text)
    match words:
        case ["map"]:
            return Section(place, "map")
        case ["backend", name]:
            return Section(place, "backend", name)
        case [name, instance] if "." not in instance:
            return Section(place, "instance", name, instance)
    raise place.error(None, "[backend NAME], [NAME INSTANCE], [map] or [include FILE]", text)


def _option(place: Place, text: str) -> Option:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        place.fail(None, "option = value", text)
    return Option(place, name.strip(), value.strip())
