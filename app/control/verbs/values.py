"""The values of a request as the fields of a patch: only those that were given, null for the default."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any, Final, TypeAlias

from app.control.errors import RequestError
from app.control.protocol import Request
from app.engine.api import EngineApi

Result: TypeAlias = Mapping[str, Any]
Verb: TypeAlias = Callable[[EngineApi, Request], Result | Awaitable[Result]]
Reader: TypeAlias = Callable[[Request, str], Any]

TEXT: Final[Reader] = lambda request, key: request.text(key)  # noqa: E731 - a table of readers
FLAG: Final[Reader] = lambda request, key: request.flag(key)  # noqa: E731
WHOLE: Final[Reader] = lambda request, key: request.whole(key, 0)  # noqa: E731
TEXTS: Final[Reader] = lambda request, key: request.texts(key)  # noqa: E731
WHOLES: Final[Reader] = lambda request, key: request.wholes(key)  # noqa: E731


def pair(request: Request, key: str) -> tuple[int, int]:
    """Give two whole numbers; raises RequestError."""
    numbers = request.wholes(key)
    if len(numbers) != 2:
        raise RequestError(f"“{key}” of “{request.verb}” must be two whole numbers.")
    return numbers[0], numbers[1]


def given(request: Request, readers: Mapping[str, Reader], spec: type) -> dict[str, Any]:
    """Give the fields of a patch value that a request sets; raises RequestError."""
    defaults = {field.name: field.default for field in fields(spec)}
    values = {}
    for key in readers.keys() & request.values.keys():
        value = defaults[key] if request.values[key] is None else readers[key](request, key)
        if value is MISSING:
            raise RequestError(f"“{key}” of “{request.verb}” must be there.")
        values[key] = value
    return values
