"""Capture files of the monitor: real packets as they were, or its messages packed anew, one stream per hop."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from socket import AF_INET, AF_INET6

from app.engine.api import MonitorRow
from app.engine.packet_ring import Packet
from app.engine.sockets import SockAddr, source_towards, to_address
from app.engine.ticks import TICKS_PER_SECOND
from app.media.sender import RtpSender
from app.model.address import Address
from app.wire.applemidi import Accepted, Invitation, encode
from app.wire.pcap import Datagram, pcap_header, pcap_record

CONTROL, DATA = 5004, 5005
BENCHMARK_NET = 0xC612_0000
"""198.18.0.0/15 is nobody's (RFC 2544): whoever reads the capture sees that these addresses are made up."""
WILDCARDS = ("0.0.0.0", "::")


def rows_capture(rows: Iterable[MonitorRow], ourselves: str) -> Iterator[bytes]:
    """Pack messages anew as RTP-MIDI without journal: for each hop an invitation with its names, then its stream.

    A decoder that learns RTP-MIDI from the session protocol reads it without being told. `ourselves` is the name of
    what has none: Longwire's own releases.
    """
    streams = _Streams(ourselves)
    yield pcap_header()
    for row in rows:
        for datagram in streams.pack(row):
            yield pcap_record(datagram)


def packets_capture(packets: Iterable[Packet], start: float) -> Iterator[bytes]:
    """Give the packets as they were sent and received; `start` is when the stamps began, since the epoch."""
    ours = _OurAddresses()
    yield pcap_header()
    for packet in packets:
        here, there = ours.towards(packet.local, packet.remote), (packet.remote[0], packet.remote[1])
        ends = (here, there) if packet.is_sent else (there, here)
        bare = tuple((host.partition("%")[0], port) for host, port in ends)
        yield pcap_record(
            Datagram(start + packet.stamp_ns / 1e9, bare[0], bare[1], packet.payload, packet.octets)
        )


@dataclass(slots=True)
class _Streams:
    """Gives every end an address, and every hop a stream."""

    ourselves: str
    _hosts: dict[str, str] = field(default_factory=dict)
    _senders: dict[tuple[str, str], RtpSender] = field(default_factory=dict)

    def pack(self, row: MonitorRow) -> Iterator[Datagram]:
        """Give the packets of one message; before the first of a hop those that say who plays to whom."""
        names = (row.source or self.ourselves, row.destination or self.ourselves)
        source, destination = self._host(names[0]), self._host(names[1])
        sender = self._senders.get(names)
        if sender is None:
            number = len(self._senders) + 1
            sender = self._senders[names] = RtpSender(number, 0, journal="off")
            yield from _introduction(row.time, names, (source, destination), number)
        ticks = round(row.time * TICKS_PER_SECOND)
        for octets in sender.packets([(ticks, row.message)], ticks):
            yield Datagram(row.time, (source, DATA), (destination, DATA), octets)

    def _host(self, name: str) -> str:
        if name not in self._hosts:
            number = BENCHMARK_NET + len(self._hosts) + 1
            self._hosts[name] = ".".join(str(number >> shift & 0xFF) for shift in (24, 16, 8, 0))
        return self._hosts[name]


def _introduction(time: float, names: Sequence[str], hosts: Sequence[str], number: int) -> Iterator[Datagram]:
    asks, answers = Invitation(number, number, names[0]), Accepted(number, number | 1 << 31, names[1])
    for port in (CONTROL, DATA):
        source, destination = (hosts[0], port), (hosts[1], port)
        yield Datagram(time, source, destination, encode(asks))
        yield Datagram(time, destination, source, encode(answers))


class _OurAddresses:
    """Tells under which address of ours a peer sees us; nothing is sent for it."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def towards(self, local: SockAddr, remote: SockAddr) -> tuple[str, int]:
        """Give the local end of an exchange."""
        if local[0] not in WILDCARDS:
            return local[0], local[1]
        if remote[0] not in self._known:
            self._known[remote[0]] = _ours(to_address(remote)) or local[0]
        return self._known[remote[0]], local[1]


def _ours(remote: Address) -> str | None:
    return source_towards(remote, AF_INET6 if ":" in remote.host else AF_INET)
