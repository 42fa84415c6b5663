"""Capture files as Wireshark reads them: UDP datagrams with their times, IPv4 and IPv6, no link layer."""

import struct
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

_MAGIC_MICROSECONDS: Final = 0xA1B2C3D4
_VERSION: Final = (2, 4)
_LARGEST_PACKET: Final = 0x40000
_LINKTYPE_RAW_IP: Final = 101
_UDP: Final = 17
_HOPS: Final = 64
_IPV6_MARK: Final = 0x60000000
_IP_HEADER: Final = struct.Struct(">BBHHHBBH4s4s")
_IPV6_HEADER: Final = struct.Struct(">IHBB16s16s")
_UDP_HEADER: Final = struct.Struct(">HHHH")
_RECORD: Final = struct.Struct("<IIII")


@dataclass(frozen=True, slots=True)
class Datagram:
    """One UDP datagram; `time` in seconds since the epoch, addresses as (IP, port) of one family.

    `octets` is how long it was; `payload` may hold only its beginning.
    """

    time: float
    source: tuple[str, int]
    destination: tuple[str, int]
    payload: bytes
    octets: int = 0


def pcap_header() -> bytes:
    """Give the head of a capture file."""
    return struct.pack("<IHHiIII", _MAGIC_MICROSECONDS, *_VERSION, 0, 0, _LARGEST_PACKET, _LINKTYPE_RAW_IP)


def pcap_record(datagram: Datagram) -> bytes:
    """Give one datagram as a record; addresses of two families become IPv6."""
    whole = max(datagram.octets, len(datagram.payload))
    ends = ip_address(datagram.source[0]), ip_address(datagram.destination[0])
    ports = datagram.source[1], datagram.destination[1]
    if isinstance(ends[0], IPv4Address) and isinstance(ends[1], IPv4Address):
        head = _ip_head(ends[0].packed, ends[1].packed, whole)
        packet = head + _udp(ports, whole, 0) + datagram.payload
    else:
        source, destination = (_as_v6(end).packed for end in ends)
        head = _IPV6_HEADER.pack(_IPV6_MARK, _UDP_HEADER.size + whole, _UDP, _HOPS, source, destination)
        packet = head + _udp6(source, destination, ports, whole, datagram.payload) + datagram.payload
    seconds, microseconds = divmod(round(datagram.time * 1_000_000), 1_000_000)
    missing = whole - len(datagram.payload)
    return _RECORD.pack(seconds, microseconds, len(packet), len(packet) + missing) + packet


def _ip_head(source: bytes, destination: bytes, octets: int) -> bytes:
    length = min(_IP_HEADER.size + _UDP_HEADER.size + octets, 0xFFFF)
    fields = (0x45, 0, length, 0, 0x4000, _HOPS, _UDP)
    bare = _IP_HEADER.pack(*fields, 0, source, destination)
    return _IP_HEADER.pack(*fields, _checksum(bare), source, destination)


def _udp(ports: tuple[int, int], octets: int, checksum: int) -> bytes:
    return _UDP_HEADER.pack(*ports, min(_UDP_HEADER.size + octets, 0xFFFF), checksum)


def _udp6(source: bytes, destination: bytes, ports: tuple[int, int], octets: int, payload: bytes) -> bytes:
    """IPv6 knows no datagram without a checksum; over a payload that was cut it cannot be known."""
    length = _UDP_HEADER.size + octets
    pseudo = source + destination + struct.pack(">II", length, _UDP)
    return _udp(ports, octets, _checksum(pseudo + _udp(ports, octets, 0) + payload) or 0xFFFF)


def _as_v6(address: IPv4Address | IPv6Address) -> IPv6Address:
    return address if isinstance(address, IPv6Address) else IPv6Address(f"::ffff:{address}")


def _checksum(octets: bytes) -> int:
    padded = octets + b"\0" * (len(octets) % 2)
    total: int = sum(struct.unpack(f">{len(padded) // 2}H", padded))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF
