"""Who is at the other end of a local socket, as the system itself says."""

import os
import socket
import struct
import sys

_MACOS_LOCAL = 0
_MACOS_PEERCRED = 1
_UCRED = struct.Struct("3i")  # Linux: process, user, group
_XUCRED = struct.Struct("2I")  # macOS: version, user, and groups behind
_XUCRED_OCTETS = 76


def is_other_user(connection: socket.socket) -> bool:
    """Tell whether the other end belongs to another user, root included; False where the system cannot say."""
    if connection.family == socket.AF_INET:
        return False  # the token tells there
    user = _peer_user(connection)
    return user is not None and user != os.getuid()


def _peer_user(connection: socket.socket) -> int | None:
    if sys.platform == "linux":
        facts = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _UCRED.size)
        return int(_UCRED.unpack(facts)[1])
    elif sys.platform == "darwin":  # noqa: RET505 - the checker of types reads one branch per system
        facts = connection.getsockopt(_MACOS_LOCAL, _MACOS_PEERCRED, _XUCRED_OCTETS)
        return int(_XUCRED.unpack_from(facts)[1])
    else:
        return None
