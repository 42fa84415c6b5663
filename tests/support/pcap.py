"""A capture file made of payloads, for decoders that read captures."""

import struct
from collections.abc import Iterable
from pathlib import Path

_MAGIC_MICROSECONDS = 0xA1B2C3D4
_LINKTYPE_RAW_IP = 101
_LOOPBACK = 0x7F000001
_UDP = 17


def write_pcap(path: Path, payloads: Iterable[bytes], port: int) -> None:
    """Write one UDP datagram from and to `port` per payload, a second apart."""
    with path.open("wb") as file:
        file.write(struct.pack("<IHHiIII", _MAGIC_MICROSECONDS, 2, 4, 0, 0, 0x40000, _LINKTYPE_RAW_IP))
        for second, payload in enumerate(payloads):
            packet = _ip(struct.pack(">HHHH", port, port, 8 + len(payload), 0) + payload)
            file.write(struct.pack("<IIII", second, 0, len(packet), len(packet)) + packet)


def _ip(segment: bytes) -> bytes:
    length = 20 + len(segment)
    return struct.pack(">BBHHHBBHII", 0x45, 0, length, 0, 0, 64, _UDP, 0, _LOOPBACK, _LOOPBACK) + segment
