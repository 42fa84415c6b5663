"""The socket on which a running Longwire is steered: of the user's own, or loopback TCP with a token."""

import contextlib
import json
import os
import secrets
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from app.control.errors import ControlError, NotRunningError
from app.control.place import Place

HAS_LOCAL_SOCKETS = sys.platform != "win32"
LOOPBACK = "127.0.0.1"
TOKEN_OCTETS = 32
CONNECT_S = 5.0
BACKLOG = 16


@dataclass(frozen=True, slots=True)
class Door:
    """A socket that listens, the file that shows the way to it, and the token to say (empty: none needed)."""

    listening: socket.socket
    file: Path
    token: str = ""

    def close(self) -> None:
        """Close it and take the file away."""
        self.listening.close()
        with contextlib.suppress(OSError):
            self.file.unlink()


def open_door(place: Place, *, local: bool = HAS_LOCAL_SOCKETS) -> Door:
    """Listen at a claimed place, whatever a killed program left there. Raises ControlError."""
    try:
        return _open_local(place.socket) if local else _open_tcp(place.token)
    except OSError as error:
        raise ControlError(f"a socket in {place.folder} cannot be had: {error.strerror or error}") from error


def knock(place: Place, *, local: bool = HAS_LOCAL_SOCKETS) -> tuple[socket.socket, str]:
    """Connect to the program of a place; gives the connection and the token. Raises NotRunningError."""
    try:
        return _knock_local(place.socket) if local else _knock_tcp(place.token)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotRunningError(str(error)) from error


def _open_local(path: Path) -> Door:
    if path.is_socket():
        path.unlink()  # the place is ours, so nobody listens there any more
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listening.bind(str(path))
        path.chmod(0o600)
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise
    return Door(listening, path)


def _open_tcp(path: Path) -> Door:
    listening = socket.create_server((LOOPBACK, 0), backlog=BACKLOG)
    token = secrets.token_hex(TOKEN_OCTETS)
    path.unlink(missing_ok=True)  # so that the new file has the rights given here
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        json.dump({"port": listening.getsockname()[1], "token": token}, file)
    return Door(listening, path, token)


def _knock_local(path: Path) -> tuple[socket.socket, str]:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    made.settimeout(CONNECT_S)
    try:
        made.connect(str(path))
    except OSError:
        made.close()
        raise
    return made, ""


def _knock_tcp(path: Path) -> tuple[socket.socket, str]:
    shown = json.loads(path.read_text(encoding="ascii"))
    return socket.create_connection((LOOPBACK, int(shown["port"])), CONNECT_S), str(shown["token"])
