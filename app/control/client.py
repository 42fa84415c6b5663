"""Steering a running Longwire from another process, with plain blocking sockets."""

from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from app.control.errors import NotRunningError, RefusedError, RequestError
from app.control.listening import HAS_LOCAL_SOCKETS, knock
from app.control.place import Place, places_beside
from app.control.protocol import Request, read_line, read_reply, write_request

REPLY_S = 20.0
"""A window may be busy for a moment; longer than this it hangs."""

REPLY_OCTETS = 16_777_216
"""The largest status there can be, and far more."""


class Steering:
    """A connection to a running Longwire; use it with `with`. Raises NotRunningError where none runs."""

    def __init__(self, place: Place, *, local: bool = HAS_LOCAL_SOCKETS) -> None:
        self.place = place
        self._connection, self._token = knock(place, local=local)
        self._connection.settimeout(REPLY_S)
        self._lines = self._connection.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._lines.close()
        self._connection.close()

    def ask(self, verb: str, **values: Any) -> dict[str, Any]:
        """Have something done; gives what came of it. Raises RequestError and RefusedError with its sentence."""
        *_, reply = self.follow(verb, **values)
        result = reply.get("result")
        return result if isinstance(result, dict) else {}

    def follow(self, verb: str, **values: Any) -> Iterator[dict[str, Any]]:
        """Have something done that takes its time: gives event lines, and the reply as the last."""
        with suppress(OSError):  # it may have said why before it hung up
            self._connection.sendall(write_request(Request(verb, values, self._token)))
        while True:
            line = self._next_line()
            if b'"event":' in line and "event" in (event := read_line(line)):
                yield event
                continue
            reply = read_reply(line)
            if not reply["ok"]:
                sentence = str(reply.get("error", ""))
                raise RequestError(sentence) if reply.get("kind") == "usage" else RefusedError(sentence)
            yield reply
            return

    def events(self, verb: str, **values: Any) -> Iterator[str]:
        """Give the event lines of `events` or `listen` until Longwire ends."""
        self.ask(verb, **values)
        self._connection.settimeout(None)
        try:
            for line in self._lines:
                yield line.decode("utf-8", "replace").rstrip("\n")
        except ConnectionResetError:
            return

    def _next_line(self) -> bytes:
        try:
            line = self._lines.readline(REPLY_OCTETS)
        except TimeoutError:
            raise RefusedError("Longwire runs but does not answer; does its window hang?") from None
        except OSError as error:
            raise RefusedError(f"Longwire hung up: {error.strerror or error}.") from error
        if not line:
            raise RefusedError("Longwire hung up; it is ending, or ended.")
        return line


def steer(place: Place, *, beside: bool) -> Steering:
    """Connect to the program of a place, or else (`beside`) to the only one with the same configuration folder.

    Raises NotRunningError, and RefusedError when there are several.
    """
    try:
        return Steering(place)
    except NotRunningError:
        if not beside:
            raise
    found = [each for each in map(_try, places_beside(place)) if each is not None]
    if len(found) == 1:
        return found[0]
    files = [str(each.ask("status").get("patch_file")) for each in found]
    for each in found:
        each.close()
    if files:
        raise RefusedError(f"Several Longwires run, with {' and '.join(files)}; say which with --patch.")
    raise NotRunningError(str(place.socket))


def _try(place: Place) -> Steering | None:
    try:
        return Steering(place)
    except NotRunningError:
        return None
