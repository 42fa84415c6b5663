"""Requests and replies: one JSON object per line, `{"v":1,...}` first of all; never pickle.

A request is `{"v":1,"do":"invite","with":{"peer":"Stage piano"}}`, a reply `{"v":1,"ok":true,"result":...}` or
`{"v":1,"ok":false,"kind":"usage"|"failed","error":"a sentence"}`. Over TCP each request has the `token` as well.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

from app.control.errors import RequestError

VERSION = 1
LINE_OCTETS = 2_228_224
"""Of one request: room for the longest SysEx, 1 MiB, in hex. A longer line ends the connection."""


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants done; the values are whatever JSON has until a verb asks for them."""

    verb: str
    values: Mapping[str, Any]
    token: str = ""

    def text(self, key: str) -> str:
        """Give a text that must be there; raises RequestError."""
        value = self.optional(key)
        if not value:
            raise RequestError(f"“{self.verb}” needs “{key}”: a text.")
        return value

    def optional(self, key: str) -> str | None:
        """Give a text or None; raises RequestError."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, str):
            raise RequestError(f"“{key}” of “{self.verb}” must be a text.")
        return value or None

    def flag(self, key: str) -> bool:
        """Give true or false, false by default; raises RequestError."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise RequestError(f"“{key}” of “{self.verb}” must be true or false.")
        return value

    def whole(self, key: str, default: int) -> int:
        """Give a whole number; raises RequestError."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise RequestError(f"“{key}” of “{self.verb}” must be a whole number.")
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """Give a number from 0 on, which must be there without a default; raises RequestError."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < inf:
            raise RequestError(f"“{key}” of “{self.verb}” must be a number from 0 on.")
        return value

    def wholes(self, key: str) -> tuple[int, ...]:
        """Give a list of whole numbers, empty by default; raises RequestError."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or any(
            isinstance(each, bool) or not isinstance(each, int) for each in value
        ):
            raise RequestError(f"“{key}” of “{self.verb}” must be a list of whole numbers.")
        return tuple(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts, empty by default; raises RequestError."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise RequestError(f"“{key}” of “{self.verb}” must be a list of texts.")
        return tuple(value)


def write_request(request: Request) -> bytes:
    """Write a request as a line."""
    values: dict[str, Any] = {"v": VERSION, "do": request.verb, "with": dict(request.values)}
    return _line(values | ({"token": request.token} if request.token else {}))


def read_request(line: bytes) -> Request:
    """Read a request; raises RequestError for anything else."""
    values = read_line(line)
    if values.get("v") != VERSION:
        raise RequestError(
            f"This Longwire understands version {VERSION} of these lines, not {values.get('v')!r}."
        )
    verb, given, token = values.get("do"), values.get("with", {}), values.get("token", "")
    if not isinstance(verb, str) or not isinstance(given, dict) or not isinstance(token, str):
        raise RequestError("A request has “do”, a text, and “with”, an object.")
    return Request(verb, given, token)


def write_result(result: object) -> bytes:
    """Write what came of a request."""
    return _line({"v": VERSION, "ok": True, "result": result})


def write_failure(kind: str, sentence: str) -> bytes:
    """Write why nothing came of a request; `kind` is `usage` or `failed`."""
    return _line({"v": VERSION, "ok": False, "kind": kind, "error": sentence})


def read_reply(line: bytes) -> dict[str, Any]:
    """Read a reply; raises RequestError for what is none."""
    values = read_line(line)
    if values.get("v") != VERSION or not isinstance(values.get("ok"), bool):
        raise RequestError("What runs there answers in a language that this Longwire does not understand.")
    return values


def _line(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def read_line(line: bytes) -> dict[str, Any]:
    """Read one JSON object; raises RequestError for anything else."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RequestError("Each line must be one JSON object.") from error
    if not isinstance(values, dict):
        raise RequestError("Each line must be one JSON object.")
    return values
