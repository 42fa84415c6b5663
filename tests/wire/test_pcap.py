"""Capture files: the octets of each header, and checksums that add up as a receiver adds them."""

import struct
from ipaddress import ip_address

import pytest

from app.wire.pcap import Datagram, pcap_header, pcap_record

PAYLOAD = b"\x80\x61\x12\x34\x00"
RECORD = struct.Struct("<IIII")


def packet_of(record: bytes) -> bytes:
    return record[RECORD.size :]


def folded_sum(octets: bytes) -> int:
    """The ones' complement sum of RFC 1071; 0xFFFF where the checksum in it is right."""
    padded = octets + b"\0" * (len(octets) % 2)
    total = sum(struct.unpack(f">{len(padded) // 2}H", padded))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total


def test_the_head_says_microseconds_and_bare_ip() -> None:
    magic, major, minor, _, _, longest, link = struct.unpack("<IHHiIII", pcap_header())
    assert (magic, major, minor, link) == (0xA1B2C3D4, 2, 4, 101)
    assert longest >= 0xFFFF


def test_ipv4_is_written_with_its_times_ports_and_checksum() -> None:
    record = pcap_record(Datagram(12.5, ("192.0.2.1", 5005), ("192.0.2.2", 5007), PAYLOAD))
    packet = packet_of(record)
    assert RECORD.unpack(record[: RECORD.size]) == (12, 500_000, 28 + len(PAYLOAD), 28 + len(PAYLOAD))
    assert packet[12:16] + packet[16:20] == bytes((192, 0, 2, 1, 192, 0, 2, 2))
    assert folded_sum(packet[:20]) == 0xFFFF
    assert struct.unpack(">HHHH", packet[20:28]) == (5005, 5007, 8 + len(PAYLOAD), 0)
    assert packet[28:] == PAYLOAD


@pytest.mark.parametrize("payload", [PAYLOAD, PAYLOAD + b"\x90"])
def test_ipv6_has_the_checksum_that_it_must_have(payload: bytes) -> None:
    record = pcap_record(Datagram(0.0, ("2001:db8::1", 5005), ("2001:db8::2", 5007), payload))
    packet = packet_of(record)
    length = 8 + len(payload)
    assert (packet[0] >> 4, struct.unpack(">H", packet[4:6])[0], packet[6]) == (6, length, 17)
    assert folded_sum(packet[8:40] + struct.pack(">II", length, 17) + packet[40:]) == 0xFFFF


def test_two_families_become_ipv6() -> None:
    packet = packet_of(pcap_record(Datagram(0.0, ("192.0.2.1", 5005), ("2001:db8::2", 5007), PAYLOAD)))
    assert packet[8:24] == ip_address("::ffff:192.0.2.1").packed
    assert packet[24:40] == ip_address("2001:db8::2").packed


def test_a_datagram_of_which_only_the_beginning_was_kept_says_how_long_it_was() -> None:
    record = pcap_record(
        Datagram(0.0, ("192.0.2.1", 5005), ("192.0.2.2", 5007), PAYLOAD, octets=len(PAYLOAD) + 100)
    )
    *_, kept, whole = RECORD.unpack(record[: RECORD.size])
    assert (kept, whole) == (28 + len(PAYLOAD), 128 + len(PAYLOAD))
    assert struct.unpack(">H", packet_of(record)[24:26]) == (108 + len(PAYLOAD),)
