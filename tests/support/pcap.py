"""Capture files that grow while a test runs, in the form that the monitor saves."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.wire.pcap import Datagram, pcap_header, pcap_record

_LOOPBACK = "127.0.0.1"


class Recording:
    """An open capture file to which UDP datagrams on loopback are added."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        file.write(pcap_header())

    def add(self, seconds: float, source: int, destination: int, payload: bytes) -> None:
        """Write one datagram between two ports."""
        datagram = Datagram(seconds, (_LOOPBACK, source), (_LOOPBACK, destination), payload)
        self._file.write(pcap_record(datagram))


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
