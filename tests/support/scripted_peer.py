"""A peer that does exactly what a test writes down: real sockets, our own packet codec, any habit."""

from __future__ import annotations

import asyncio
import socket
from itertools import count
from types import TracebackType
from typing import Self, TypeVar

from app.wire.applemidi import (
    Accepted,
    Bye,
    Clock,
    Feedback,
    Invitation,
    SessionPacket,
    decode,
    encode,
    is_session_packet,
)
from app.wire.commands import encode_section
from app.wire.rtp import Rtp, decode_rtp, encode_rtp
from tests.support.waiting import DEADLINE_SECONDS

P = TypeVar("P", Invitation, Accepted, Bye, Clock, Feedback)


class ScriptedPeer:
    """Two sockets on loopback (or one for both ports), a list of what came to each, and packets by hand."""

    def __init__(
        self, port: int, ssrc: int = 0x5C21B7ED, *, one_socket: bool = False, host: str = "127.0.0.1"
    ) -> None:
        self.ssrc = ssrc
        self.port = port
        self.control = _bound(host, port)
        self.data = self.control if one_socket else _bound(host, port + 1)
        self.session_packets: list[tuple[socket.socket, SessionPacket]] = []
        self.rtp: list[Rtp] = []
        self.raw: list[bytes] = []
        self.sources: dict[socket.socket, tuple[str, int]] = {}
        self.sequence = 1000
        self._readers: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        self._readers = [asyncio.create_task(self._read(way)) for way in {self.control, self.data}]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for reader in self._readers:
            reader.cancel()
        await asyncio.gather(*self._readers, return_exceptions=True)
        for way in {self.control, self.data}:
            way.close()

    # -- sending --------------------------------------------------------------------------------------------

    def send(self, way: socket.socket, packet: SessionPacket | bytes, port: int) -> None:
        """Send a packet, or octets as they are, from one of the sockets."""
        way.sendto(packet if isinstance(packet, bytes) else encode(packet), ("127.0.0.1", port))

    def play(self, port: int, *messages: bytes, marker: bool = False, timestamp: int = 0) -> None:
        """Send one RTP packet with these messages to the data port."""
        self.play_section(
            port, encode_section([(0, each) for each in messages], None), marker=marker, timestamp=timestamp
        )

    def play_section(self, port: int, section: bytes, *, marker: bool = False, timestamp: int = 0) -> None:
        """Send one RTP packet with this payload to the data port."""
        rtp = Rtp(self.sequence & 0xFFFF, timestamp, self.ssrc, section, marker)
        self.sequence += 1
        self.data.sendto(encode_rtp(rtp), ("127.0.0.1", port))

    # -- waiting --------------------------------------------------------------------------------------------

    async def expect(self, kind: type[P], way: socket.socket | None = None) -> P:
        """Wait for the next session packet of a kind, on one socket or any, and take it out."""
        deadline = asyncio.get_running_loop().time() + DEADLINE_SECONDS
        while True:
            for index, (came_to, packet) in enumerate(self.session_packets):
                if isinstance(packet, kind) and way in (None, came_to):
                    del self.session_packets[index]
                    return packet
            assert asyncio.get_running_loop().time() < deadline, f"no {kind.__name__} came"
            await asyncio.sleep(0.005)

    # -- whole procedures -----------------------------------------------------------------------------------

    async def accept(self, name: str | None = "Peer", *, data_ssrc: int | None = None) -> Invitation:
        """Answer both invitations of an initiator; gives the first one."""
        first = await self.expect(Invitation, self.control)
        self.reply(self.control, Accepted(first.token, self.ssrc, name))
        second = await self.expect(Invitation, self.data)
        self.ssrc = self.ssrc if data_ssrc is None else data_ssrc
        self.reply(self.data, Accepted(second.token, self.ssrc, name))
        return first

    async def follow_clock(self) -> Clock:
        """Answer the first CK0 of the initiator with a clock of our own and wait for its CK2."""
        question = await self.expect(Clock, self.data)
        while question.count != 0:
            question = await self.expect(Clock, self.data)
        self.reply(self.data, Clock(self.ssrc, 1, question.t1, 777_000, 0))
        answer = await self.expect(Clock, self.data)
        while answer.count != 2:
            answer = await self.expect(Clock, self.data)
        return answer

    async def invite(
        self, port: int, name: str | None = "Peer", *, token: int = 0x1234, data_token: int | None = None
    ) -> Accepted:
        """Invite the session at `port` on both ports; gives the answer of the data port."""
        self.send(self.control, Invitation(token, self.ssrc, name), port)
        await self.expect(Accepted)
        self.send(
            self.data, Invitation(token if data_token is None else data_token, self.ssrc, name), port + 1
        )
        return await self.expect(Accepted)

    async def ask_clock(self, way: socket.socket, port: int) -> Clock:
        """Do one clock exchange as initiator over a socket and port; gives the CK1."""
        self.send(way, Clock(self.ssrc, 0, 5000, 0, 0), port)
        answer = await self.expect(Clock, way)
        self.send(way, Clock(self.ssrc, 2, answer.t1, answer.t2, 5004), port)
        return answer

    async def until_read(self, port: int) -> None:
        """Wait until a data port has read what was sent to it, or lost it: then there is room for more."""
        deadline = asyncio.get_running_loop().time() + DEADLINE_SECONDS
        marks = count(0x7EAD_0000)
        sent: set[int] = set()
        while not sent & {packet.t1 for _, packet in self.session_packets if isinstance(packet, Clock)}:
            assert asyncio.get_running_loop().time() < deadline, "the port reads nothing"
            sent.add(mark := next(marks))
            self.send(self.data, Clock(self.ssrc, 0, mark, 0, 0), port)
            await asyncio.sleep(0.02)

    def reply(self, way: socket.socket, packet: SessionPacket) -> None:
        """Send to where the last packet on that socket came from."""
        way.sendto(encode(packet), self.sources[way])

    async def _read(self, way: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            data, source = await loop.sock_recvfrom(way, 65_535)
            self.sources[way] = source
            self.raw.append(data)
            if is_session_packet(data):
                self.session_packets.append((way, decode(data)))
            else:
                self.rtp.append(decode_rtp(data))


def _bound(host: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.setblocking(False)
    made.bind((host, port))
    return made
