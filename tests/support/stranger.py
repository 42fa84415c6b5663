"""Somebody on the network who is not invited: sends anything from any loopback address and port."""

import socket
from types import TracebackType
from typing import Self

from app.wire.applemidi import SessionPacket, decode, encode, is_session_packet


class Stranger:
    """A bound socket; what comes back is only counted and kept."""

    def __init__(self, host: str = "127.0.0.9", port: int = 0) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.bind((host, port))
        self._answers: list[SessionPacket] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def send(self, what: SessionPacket | bytes, port: int) -> None:
        """Send a packet, or octets as they are, to a port of the session under attack."""
        self._socket.sendto(what if isinstance(what, bytes) else encode(what), ("127.0.0.1", port))

    def answers(self) -> list[SessionPacket]:
        """What has come back so far."""
        try:
            while True:
                data = self._socket.recv(65_535)
                if is_session_packet(data):
                    self._answers.append(decode(data))
        except BlockingIOError:
            return list(self._answers)
