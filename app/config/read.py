"""From the text of a patch file to a Patch, or to the one place where it is wrong."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from app.config.errors import FaultError, PatchError
from app.config.kinds import MisfitError
from app.config.links import check_links
from app.config.migrations import migrate
from app.config.scan import Path, line_of
from app.config.schema import NETWORK, NETWORK_KEY, PATCH, VERSION, Key, Part, Shape
from app.model.checks import FieldError
from app.model.patch import Patch

MAX_SHOWN = 60
"""Characters of a wrong value that a message repeats: enough to recognise it, short enough for one line."""


def read_patch(text: str, file: str) -> Patch:
    """Read the text of a patch file; `file` is its name in messages. Raises PatchError at the first fault.

    In a file of a newer version unknown keys are passed over: they may be right there.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(file, text, str(error)) from None
    except RecursionError:
        raise PatchError(file, None, None, "lists and tables that are not nested so deeply") from None
    version = 0
    try:
        version = _version(data)
        patch = _patch(migrate(data, version), strict=version <= VERSION)
        check_links(patch)
    except FaultError as fault:
        raise _located(file, text, fault, version > VERSION) from None
    return patch


def _version(data: Mapping[str, Any]) -> int:
    version = data.get("version")
    if type(version) is not int or version < 1:
        got = () if version is None else (version,)
        raise FaultError(("version",), f"version = {VERSION} at the top of the file", *got)
    return version


def _patch(data: Mapping[str, Any], *, strict: bool) -> Patch:
    path: Path = (NETWORK_KEY,)
    network = data.get(NETWORK_KEY, {})
    if not isinstance(network, dict):
        raise FaultError(path, "a table, written [network]", network)
    rest = {key: value for key, value in data.items() if key != NETWORK_KEY}
    patch = _table(PATCH, rest, (), strict, network=_table(NETWORK, network, path, strict))
    assert isinstance(patch, Patch)
    return patch


def _table(shape: Shape, data: Mapping[str, Any], path: Path, strict: bool, **more: object) -> object:
    _check_keys(shape, data, path, strict)
    values = {key.attribute: _value(key, data[key.name], path) for key in shape.keys if key.name in data}
    for part in shape.parts:
        values[part.field] = _tables(part, data.get(part.name, []), path, strict)
    try:
        return shape.make(**values, **more)
    except FieldError as error:
        raise FaultError((*path, error.key), error.expected, data.get(error.key, error.got)) from None


def _check_keys(shape: Shape, data: Mapping[str, Any], path: Path, strict: bool) -> None:
    known = [key.name for key in shape.keys] + [part.name for part in shape.parts]
    known += [] if path else [NETWORK_KEY]
    for name in data:
        if strict and name not in known:
            raise FaultError((*path, name), _guess(name, known))
    for name in known:
        if name in shape.required() and name not in data:
            raise FaultError((*path, name), "this key to be set")


def _guess(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f' (did you mean "{near[0]}"?)' if near else ""
    return f"one of the keys {', '.join(known)}{hint}"


def _value(key: Key, data: object, path: Path) -> object:
    try:
        return key.kind.read(data)
    except MisfitError as error:
        raise FaultError((*path, key.name), error.expected, error.got) from None


def _tables(part: Part, data: object, path: Path, strict: bool) -> tuple[object, ...]:
    if not isinstance(data, list) or not all(isinstance(entry, dict) for entry in data):
        header = ".".join((*(word for word in path if isinstance(word, str)), part.name))
        raise FaultError((*path, part.name), f"tables, written [[{header}]]", data)
    return tuple(_table(part.shape, entry, (*path, part.name, nth), strict) for nth, entry in enumerate(data))


def _located(file: str, text: str, fault: FaultError, newer: bool) -> PatchError:
    words = [word for word in fault.path if isinstance(word, str)]
    got = _shown(fault.got[0]) if fault.got else None
    return PatchError(file, line_of(text, fault.path), ".".join(words), fault.expected, got, newer=newer)


def _shown(value: object) -> str:
    """Write a value about as the file has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        text = f'"{value}"'
    elif isinstance(value, list | tuple):
        text = "[" + ", ".join(_shown(entry) for entry in value) + "]"
    elif isinstance(value, dict):
        text = "{ " + ", ".join(f"{key} = {_shown(entry)}" for key, entry in value.items()) + " }"
    else:
        text = str(value)
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "..."


def _syntax_error(file: str, text: str, message: str) -> PatchError:
    place = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    if place is None:
        what = message.removesuffix(" (at end of document)")
        return PatchError(file, text.count("\n") + 1, None, f"valid TOML ({what})")
    what = f"column {place[2]}: {message[: place.start()]}"
    return PatchError(file, int(place[1]), None, f"valid TOML ({what})")
