"""Whatever a stranger sends: values or WireError, nothing else, and no memory without bound."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from app.media.receiver import RtpReceiver
from app.wire.errors import WireError
from app.wire.rtp import Rtp, decode_rtp
from tests.media.simulation.run import Simulation
from tests.media.vectors import load_vectors

PAYLOADS = [rtp.payload for rtp in load_vectors().values()]


@st.composite
def payloads(draw):
    """Take a real payload and change some of its octets, or cut it, or take none of it."""
    payload = bytearray(draw(st.sampled_from(PAYLOADS)))
    for _ in range(draw(st.integers(0, 6))):
        if payload:
            payload[draw(st.integers(0, len(payload) - 1))] = draw(st.integers(0, 255))
    return bytes(payload[: draw(st.integers(0, len(payload)))]) if draw(st.booleans()) else bytes(payload)


packets = st.builds(
    Rtp,
    sequence=st.integers(0, 12) | st.integers(0, 0xFFFF),
    timestamp=st.integers(0, 0xFFFF_FFFF),
    ssrc=st.just(5) | st.integers(4, 6),
    payload=payloads() | st.binary(max_size=60),
)


@settings(max_examples=600, deadline=None)
@given(st.lists(packets, max_size=12))
def test_any_packets_in_any_order_play_whole_messages_or_raise_wire_error(stream):
    receiver = RtpReceiver(sysex_limit=1_000)
    for packet in stream:
        with suppress(WireError):
            for _, message, _ in receiver.receive(packet, 0):
                assert message[0] >= 0x80
                assert message[1 : -1 if message[0] == 0xF0 else None].isascii()
    for message in receiver.release():
        assert message[0] >= 0x80


class Vandal(Simulation):
    """A network that also changes octets."""

    def arrive(self, datagram):
        damaged = bytearray(datagram)
        damaged[self.random.randrange(12, len(damaged))] = self.random.randrange(256)
        with suppress(WireError):
            self.receiver.receive(decode_rtp(bytes(damaged)), self.now)

    def judge_end(self):
        """What such a network leaves of the music is not judged."""


def test_damaged_packets_of_real_streams_raise_nothing_but_wire_error():
    for seed in range(150):
        Vandal(seed).run()
