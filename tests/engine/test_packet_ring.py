"""The ring of packets: it can be read while the MIDI thread goes on writing."""

import pytest

from app.engine import packet_ring
from app.engine.packet_ring import Packet, PacketRing
from app.engine.sockets import TappedSocket

WHERE = ("192.0.2.7", 5004)


def test_reading_ends_while_packets_keep_coming(monkeypatch: pytest.MonkeyPatch) -> None:
    ring, made = PacketRing(100), []
    with TappedSocket() as way:

        def slow_packet(*values: object) -> Packet:
            made.append(values)
            assert len(made) <= 100, "it begins anew with every packet that comes"
            ring.received(len(made), way, WHERE, b"new")
            return Packet(*values)  # type: ignore[arg-type]

        for stamp in range(100):
            ring.received(stamp, way, WHERE, b"old")
        monkeypatch.setattr(packet_ring, "Packet", slow_packet)
        assert [packet.payload for packet in ring.packets()] == [b"old"] * 100
