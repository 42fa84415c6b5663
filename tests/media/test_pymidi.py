"""pymidi takes the S bit of a journal for its Y bit and drops the packet (wire sheet 12): `auto` spares it that."""

from random import Random

import pytest
from construct import StreamError
from pymidi.packets import MIDIPacket

from app.media.sender import RtpSender

ON = (
    bytes((0x90, 60, 100)),
    bytes((0x95, 61, 9)),
    bytes((0xB0, 7, 3)),
    bytes((0xE3, 1, 2)),
    b"\xf8",
    b"\xfa",
)


def datagrams(mode):
    random, sender = Random(4), RtpSender(7, 100, journal=mode)
    for now in range(1_000, 300_000, 500):
        yield from sender.packets([(now, random.choice(ON))], now)
        yield from sender.handle_timer(now + 400)


def test_every_packet_to_a_peer_that_never_reports_is_read_by_pymidi():
    for datagram in datagrams("auto"):
        MIDIPacket.parse(datagram)


def test_without_that_care_pymidi_would_drop_packets():
    def parse_all():
        for datagram in datagrams("on"):
            MIDIPacket.parse(datagram)

    with pytest.raises(StreamError):
        parse_all()
