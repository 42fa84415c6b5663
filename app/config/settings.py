"""What the user prefers on this computer, whatever patch is open: `settings.toml` beside the patch."""

import logging
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args, get_type_hints

import tomlkit
from tomlkit.exceptions import TOMLKitError

from app.config.errors import Trouble
from app.config.write import keep_copy, write_atomically
from app.model.patch import Accept

_log = logging.getLogger("longwire.app")

FILE_NAME: Final = "settings.toml"

LanguageChoice: TypeAlias = Literal["system", "en", "de"]
ThemeChoice: TypeAlias = Literal["system", "light", "dark"]
MiddleC: TypeAlias = Literal[3, 4]
MidiChoice: TypeAlias = Literal["auto", "alsa", "jack", "core", "winmm", "none"]
PlayoutChoice: TypeAlias = Literal[0, 5, 10, 20, 50]
LogLevel: TypeAlias = Literal["debug", "info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """How the window looks and speaks. `middle_c` is the number in the name of note 60, C3 or C4."""

    language: LanguageChoice = "system"
    theme: ThemeChoice = "system"
    middle_c: MiddleC = 4
    keep_in_tray: bool = True
    keep_awake: bool = True
    """Whether the computer is kept from sleeping while something plays."""
    start_hidden: bool = False


@dataclass(frozen=True, slots=True)
class MidiSettings:
    """Which MIDI system of this computer is used."""

    system: MidiChoice = "auto"


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """On which network interfaces, by name or address, peers are looked for; all when empty."""

    interfaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """What a new session begins with, the very first one too: who may join, and the playout buffer."""

    accept: Accept = "ask"
    playout_ms: PlayoutChoice = 0


@dataclass(frozen=True, slots=True)
class LogSettings:
    """How much the log says."""

    level: LogLevel = "warning"


@dataclass(frozen=True, slots=True)
class UpdateSettings:
    """Whether the project's page is asked for newer versions."""

    check: bool = True


@dataclass(frozen=True, slots=True)
class FileSettings:
    """Where takes go; empty is the folder Longwire in the user's music."""

    takes: str = ""


@dataclass(frozen=True, slots=True)
class UserSettings:
    """Everything the user can prefer; each field is a table of the file, each field of that a key."""

    window: WindowSettings = WindowSettings()
    midi: MidiSettings = MidiSettings()
    network: NetworkSettings = NetworkSettings()
    session: SessionSettings = SessionSettings()
    log: LogSettings = LogSettings()
    updates: UpdateSettings = UpdateSettings()
    files: FileSettings = FileSettings()


class SettingsFile:
    """The settings on disk. What is wrong there is kept in a copy and the default taken; unknown keys stay."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> tuple[UserSettings, tuple[Trouble, ...]]:
        """Read the settings; whatever is wrong becomes a default and one trouble."""
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return UserSettings(), ()
        except OSError as error:
            _log.info("%s cannot be read: %s", self._path, error)
            return UserSettings(), (
                Trouble("settings.unreadable", {"file": str(self._path), "reason": error}),
            )
        wrong: list[str] = []
        settings = _settings(_parsed(data, wrong), wrong)
        return settings, (self._set_aside(data, wrong),) if wrong else ()

    def save(self, settings: UserSettings) -> Trouble | None:
        """Write the settings, comments and unknown keys kept; says why when it could not."""
        try:
            write_atomically(self._path, tomlkit.dumps(_edited(self._document(), settings)).encode())
        except OSError as error:
            return Trouble("settings.read_only", {"file": str(self._path), "reason": error})
        return None

    def _document(self) -> tomlkit.TOMLDocument:
        try:
            return tomlkit.parse(self._path.read_bytes())
        except (OSError, TOMLKitError, UnicodeDecodeError):
            return tomlkit.document()

    def _set_aside(self, data: bytes, wrong: list[str]) -> Trouble:
        _log.info("%s: not understood: %s", self._path, ", ".join(wrong))
        keys = {"file": str(self._path), "keys": ", ".join(wrong)}
        try:
            return Trouble("settings.invalid", {**keys, "copy": str(keep_copy(self._path, data, "broken"))})
        except OSError as error:
            return Trouble("settings.unreadable", {"file": str(self._path), "reason": error})


def _parsed(data: bytes, wrong: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        wrong.append("TOML")
        return {}


def _settings(data: Mapping[str, Any], wrong: list[str]) -> UserSettings:
    settings = UserSettings()
    for part in fields(settings):
        table = data.get(part.name, {})
        if isinstance(table, Mapping):
            found = _table(getattr(settings, part.name), table, part.name, wrong)
            settings = replace(settings, **{part.name: found})
        else:
            wrong.append(part.name)
    return settings


def _table(defaults: Any, table: Mapping[str, Any], name: str, wrong: list[str]) -> Any:
    good = {}
    for key, kind in get_type_hints(type(defaults)).items():
        if key not in table:
            continue
        if _fits(table[key], kind):
            good[key] = tuple(table[key]) if isinstance(table[key], list) else table[key]
        else:
            wrong.append(f"{name}.{key}")
    return replace(defaults, **good)


def _fits(value: object, kind: Any) -> bool:
    if kind is bool:
        return isinstance(value, bool)
    if kind == tuple[str, ...]:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return not isinstance(value, bool) and value in get_args(kind)


def _edited(document: tomlkit.TOMLDocument, settings: UserSettings) -> tomlkit.TOMLDocument:
    """Put in what differs from the defaults, and what the file names already."""
    for part in fields(settings):
        values, defaults = getattr(settings, part.name), getattr(UserSettings(), part.name)
        table = document.get(part.name)
        if not isinstance(table, dict):
            table = tomlkit.table()
        for key in fields(values):
            value = getattr(values, key.name)
            if value != getattr(defaults, key.name) or key.name in table:
                table[key.name] = list(value) if isinstance(value, tuple) else value
        if table and part.name not in document:
            document[part.name] = table
    return document
