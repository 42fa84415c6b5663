"""The network side of the monitor: what was really sent and received, in a bounded ring (RTP, CK, IN, all of it)."""

import socket
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter_ns

from app.engine.sockets import SockAddr, TappedSocket

RING_PACKETS = 20_000
"""A quarter of an hour of one player, some minutes of a busy session: 5 MB for usual packets."""
KEPT_OCTETS = 1500
"""Of each: more comes only from strangers, and 20 000 times 64 kB would be a gigabyte."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One datagram; `local` is what its socket is bound to, often the wildcard address."""

    stamp_ns: int
    is_sent: bool
    local: SockAddr
    remote: SockAddr
    payload: bytes
    octets: int


class PacketRing:
    """The oldest fall out. The MIDI thread writes, anybody may read; adding one is one atomic step."""

    def __init__(self, packets: int = RING_PACKETS) -> None:
        self._packets: deque[tuple[int, bool, SockAddr, SockAddr, bytes, int]] = deque(maxlen=packets)

    def watch(self, ways: Iterable[socket.socket]) -> None:
        """Note from now on what these sockets send."""
        for way in ways:
            if isinstance(way, TappedSocket):
                way.tap = self._sent

    def received(self, stamp_ns: int, way: socket.socket, remote: SockAddr, data: bytes) -> None:
        """Note what came to a socket."""
        if isinstance(way, TappedSocket):
            self._packets.append((stamp_ns, False, way.name, remote, data[:KEPT_OCTETS], len(data)))

    def packets(self) -> list[Packet]:
        """Give all that are kept, oldest first."""
        # One step that nothing comes between, before the slow one: under steady traffic that would never end.
        return [Packet(*packet) for packet in list(self._packets)]

    def _sent(self, way: TappedSocket, remote: SockAddr, data: bytes) -> None:
        self._packets.append((perf_counter_ns(), True, way.name, remote, data[:KEPT_OCTETS], len(data)))
