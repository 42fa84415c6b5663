"""Where things stand in a valid TOML text: its statements with their lines and offsets.

The TOML readers give values without places; this finds the places, so that a wrong value can be shown by
its line and a change touches nothing else.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

StatementKind: TypeAlias = Literal["blank", "comment", "key", "table", "array"]
Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One blank line, comment, `key = value` (which may run over lines), `[table]` or `[[array]]` header.

    `line` counts from 1; `start` and `end` are offsets, line break included; `path` is the key as written.
    """

    kind: StatementKind
    line: int
    start: int
    end: int
    path: tuple[str, ...] = ()


_STRING = r"""\"(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|' r"'''.*?'{3,5}|" + _STRING + r"""|\#[^\n]*|[\[{]|[\]}]|\n|[^"'#\[\]{}\n]+""",
    re.DOTALL,
)
_KEY = re.compile(f"""(?:{_STRING}|[^"'=\\]\n])+""")


def statements(text: str) -> Iterator[Statement]:
    """Walk through a text that is known to be valid TOML."""
    start, line = 0, 1
    while start < len(text):
        end = _statement_end(text, start)
        yield _statement(text, start, end, line)
        line += text.count("\n", start, end)
        start = end


def line_of(text: str, path: Path) -> int:
    """Give the line of the key at `path`, such as ("session", 0, "port"), or of the nearest thing around."""
    lines = _lines_by_path(text)
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _statement_end(text: str, start: int) -> int:
    depth = 0
    for token in _TOKEN.finditer(text, start):
        first = token[0][0]
        if first in "[{":
            depth += 1
        elif first in "]}":
            depth -= 1
        elif first == "\n" and depth == 0:
            return token.end()
    return len(text)


def _statement(text: str, start: int, end: int, line: int) -> Statement:
    words = text[start:end].lstrip(" \t")
    if not words.strip():
        return Statement("blank", line, start, end)
    if words.startswith("#"):
        return Statement("comment", line, start, end)
    brackets = len(words) - len(words.lstrip("[")) if words.startswith("[") else 0
    kind: StatementKind = ("key", "table", "array")[brackets]
    return Statement(kind, line, start, end, _key_path(words[brackets:]))


def _key_path(words: str) -> tuple[str, ...]:
    match = _KEY.match(words)
    node: object = tomllib.loads(f"{match[0]} = 0") if match else {}
    path = []
    while isinstance(node, dict) and node:
        ((key, node),) = node.items()
        path.append(key)
    return tuple(path)


def _lines_by_path(text: str) -> dict[Path, int]:
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for statement in statements(text):
        if statement.kind == "key":
            lines.setdefault(table + statement.path, statement.line)
        elif statement.kind in ("table", "array"):
            *parents, last = statement.path
            table = ()
            for word in parents:
                table += (word,)
                table += (counts[table] - 1,) if table in counts else ()
            table += (last,)
            lines.setdefault(table, statement.line)
            if statement.kind == "array":
                counts[table] = counts.get(table, 0) + 1
                table += (counts[table] - 1,)
            lines.setdefault(table, statement.line)
    return lines
