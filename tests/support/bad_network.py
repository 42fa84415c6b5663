"""A network on loopback that treats the music of one player badly, between two programs that run as they are."""

import select
import socket
import threading
import time
from collections import deque
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
    all that the listener sends, arrive as they are. `hold_s` gives for how long the next packet of RTP is on its way;
    none overtakes another.
    """

    def __init__(
        self,
        player: int,
        listener: int,
        impair: Callable[[bytes], Iterable[bytes]],
        recording: Recording | None = None,
        hold_s: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self.port = free_pair()
        self._player, self._listener = player, listener
        self._impair = impair
        self._recording = recording
        self._hold_s = hold_s
        self._held: deque[tuple[float, socket.socket, bytes, tuple[str, int]]] = deque()
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
            for way in select.select(self._ways, [], [], self._patience())[0]:
                self._carry(way, self._ways.index(way))
            while self._held and self._held[0][0] <= time.monotonic():
                _, way, datagram, target = self._held.popleft()
                way.sendto(datagram, target)

    def _patience(self) -> float:
        return min(_LOOK_S, max(0.0, self._held[0][0] - time.monotonic())) if self._held else _LOOK_S

    def _carry(self, way: socket.socket, offset: int) -> None:
        try:
            data, (_, source) = way.recvfrom(_LARGEST)
        except ConnectionError:  # nobody is behind that port yet
            return
        plays = source == self._player + offset
        if self._recording is not None:
            self._recording.add(time.monotonic(), source, self.port + offset, data)
        target = ("127.0.0.1", (self._listener if plays else self._player) + offset)
        if not plays or is_session_packet(data):
            way.sendto(data, target)
            return
        for datagram in self._impair(data):
            due = time.monotonic() + self._hold_s()
            self._held.append((max(due, self._held[-1][0]) if self._held else due, way, datagram, target))


@contextmanager
def bad_network(
    player: int,
    listener: int,
    impair: Callable[[bytes], Iterable[bytes]],
    recording: Recording | None = None,
    hold_s: Callable[[], float] = lambda: 0.0,
) -> Iterator[BadNetwork]:
    """Carry packets for the length of the block."""
    network = BadNetwork(player, listener, impair, recording, hold_s)
    try:
        yield network
    finally:
        network.close()


def _bound(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_OCTETS)
    made.bind(("127.0.0.1", port))
    return made
