"""A capture file made of payloads, for decoders that read captures."""

import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_MAGIC_MICROSECONDS = 0xA1B2C3D4
_LINKTYPE_RAW_IP = 101
_LOOPBACK = 0x7F000001
_UDP = 17


class Recording:
    """An open capture file to which UDP datagrams on loopback are added."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        file.write(struct.pack("<IHHiIII", _MAGIC_MICROSECONDS, 2, 4, 0, 0, 0x40000, _LINKTYPE_RAW_IP))

    def add(self, seconds: float, source: int, destination: int, payload: bytes) -> None:
        """Write one datagram between two ports."""
        packet = _ip(struct.pack(">HHHH", source, destination, 8 + len(payload), 0) + payload)
        stamp = divmod(int(seconds * 1_000_000), 1_000_000)
        self._file.write(struct.pack("<IIII", *stamp, len(packet), len(packet)) + packet)


@contextmanager
def recording(path: Path) -> Iterator[Recording]:
    """Open a capture file for the length of the block."""
    with path.open("wb") as file:
        yield Recording(file)


def write_pcap(path: Path, payloads: Iterable[bytes], port: int) -> None:
    """Write one UDP datagram from and to `port` per payload, a second apart."""
    with recording(path) as file:
        for second, payload in enumerate(payloads):
            file.add(second, port, port, payload)


def _ip(segment: bytes) -> bytes:
    length = 20 + len(segment)
    return struct.pack(">BBHHHBBHII", 0x45, 0, length, 0, 0, 64, _UDP, 0, _LOOPBACK, _LOOPBACK) + segment
