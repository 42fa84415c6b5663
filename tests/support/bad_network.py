"""A network on loopback that treats the music of one player badly, between two programs that run as they are."""

import select
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from app.wire.applemidi import is_session_packet
from tests.support.pcap import Recording
from tests.support.ports import free_pair

_LARGEST = 65_535
_BUFFER_OCTETS = 4 * 2**20
"""Nothing may be lost here but what is lost on purpose."""
_LOOK_S = 0.05


class BadNetwork:
    """A pair of ports that is the listener for the player, and the player for the listener.

    `player` and `listener` are their control ports. RTP of the player arrives as `impair` says; session packets, and
    all that the listener sends, arrive as they are.
    """

    def __init__(
        self,
        player: int,
        listener: int,
        impair: Callable[[bytes], Iterable[bytes]],
        recording: Recording | None = None,
    ) -> None:
        self.port = free_pair()
        self._player, self._listener = player, listener
        self._impair = impair
        self._recording = recording
        self._ways = [_bound(self.port), _bound(self.port + 1)]
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="bad network")
        self._thread.start()

    def close(self) -> None:
        """Carry nothing any more."""
        self._ended.set()
        self._thread.join()
        for way in self._ways:
            way.close()

    def _run(self) -> None:
        while not self._ended.is_set():
            for way in select.select(self._ways, [], [], _LOOK_S)[0]:
                self._carry(way, self._ways.index(way))

    def _carry(self, way: socket.socket, offset: int) -> None:
        try:
            data, (_, source) = way.recvfrom(_LARGEST)
        except ConnectionError:  # nobody is behind that port yet
            return
        plays = source == self._player + offset
        if self._recording is not None:
            self._recording.add(time.monotonic(), source, self.port + offset, data)
        arriving = self._impair(data) if plays and not is_session_packet(data) else (data,)
        target = (self._listener if plays else self._player) + offset
        for datagram in arriving:
            way.sendto(datagram, ("127.0.0.1", target))


@contextmanager
def bad_network(
    player: int,
    listener: int,
    impair: Callable[[bytes], Iterable[bytes]],
    recording: Recording | None = None,
) -> Iterator[BadNetwork]:
    """Carry packets for the length of the block."""
    network = BadNetwork(player, listener, impair, recording)
    try:
        yield network
    finally:
        network.close()


def _bound(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_OCTETS)
    made.bind(("127.0.0.1", port))
    return made
