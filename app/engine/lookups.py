"""Where a name leads. A name server may take half a minute, and nothing waits for it when Longwire ends."""

import socket
from functools import partial

from app.engine.aside import aside
from app.engine.sockets import to_address
from app.model.address import Address


async def look_up(host: str, port: int) -> list[Address]:
    """Ask the system for the addresses of a name, the one it likes best first; raises OSError when it knows none."""
    answers = await aside(partial(_answers, host, port))
    return [to_address(answer[4]) for answer in answers if len(answer[4]) in (2, 4)]  # type: ignore[arg-type]


def _answers(host: str, port: int) -> "list[tuple[int, int, int, str, tuple[object, ...]]]":
    try:
        return list(socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM))
    except UnicodeError as error:  # no name that could be sent to a server
        raise OSError(str(error)) from error
