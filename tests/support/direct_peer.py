"""MIDIMonster in direct mode, by its habits (wire sheet 12): what other ends of links do and hear."""

from __future__ import annotations

import socket
from typing import Self

from app.wire.commands import decode_section
from app.wire.rtp import Rtp, decode_rtp, encode_rtp


class DirectPeer:
    """MIDIMonster in `mode direct`: one socket, RTP and nothing else."""

    def __init__(self, ssrc: int = 0x4D4F4E53, host: str = "127.0.0.1") -> None:
        self.ssrc = ssrc
        self.sequence = 7
        self.host = host
        self.way = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
        self.way.setblocking(False)
        self.way.bind((host, 0))
        self.port: int = self.way.getsockname()[1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.way.close()

    def play(self, port: int, *messages: bytes) -> None:
        """Send as MIDIMonster does: M=1, B=1, Z=1, a zero delta before each command, its clock in the wrong order."""
        commands = b"".join(b"\x00" + message for message in messages)
        payload = bytes((0xA0 | len(commands) >> 8, len(commands) & 0xFF)) + commands
        stamp = int.from_bytes((123_456 + self.sequence).to_bytes(4, "little"), "big")
        self.send(port, encode_rtp(Rtp(self.sequence, stamp, self.ssrc, payload, marker=True)))
        self.sequence += 1

    def send(self, port: int, data: bytes) -> None:
        self.way.sendto(data, (self.host, port))

    def received(self) -> list[Rtp]:
        """Take what has come since the last time."""
        came = []
        while True:
            try:
                came.append(decode_rtp(self.way.recv(65_535)))
            except BlockingIOError:
                return came


class Hearing:
    """Everything a direct peer got so far."""

    def __init__(self, peer: DirectPeer) -> None:
        self.peer = peer
        self.rtp: list[Rtp] = []

    def messages(self) -> list[bytes]:
        self.rtp += self.peer.received()
        return [message for rtp in self.rtp for _, message in decode_section(rtp.payload).elements]
