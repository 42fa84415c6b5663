"""What the receiver makes of the shared vectors: wire sheet 14.2. Each packet ends a loss of one or of two packets."""

import pytest

from app.media.receiver import RtpReceiver
from app.wire.errors import WireError
from app.wire.rtp import Rtp
from tests.media.vectors import load_vectors

VECTORS = load_vectors()


def start_of_stream(rtp: Rtp, lost: int) -> Rtp:
    """Make the first packet of a stream, so far back that `lost` packets are missing before `rtp`."""
    number = rtp.sequence - lost - 1
    empty_journal = bytes((0x40, 0x80, *number.to_bytes(2, "big")))
    return Rtp(number, rtp.timestamp - 10, rtp.ssrc, empty_journal)


def repaired(name: str, lost: int) -> list[str]:
    receiver = RtpReceiver()
    receiver.receive(start_of_stream(VECTORS[name], lost), 0)
    return [message.hex() for _, message, repaired in receiver.receive(VECTORS[name], 10) if repaired]


@pytest.mark.parametrize(
    ("name", "messages"),
    [
        ("jr-C-toggle-count", "b0407f b07b00"),
        ("jr-M-rpn-full", "b06500 b06400 b0060c b02600"),
        ("jr-M-rpn-short", "b06500 b06400 b0060c b06500 b06401 b00640 b02600 b0657f b0647f"),
        ("jr-M-null-closed", ""),
        ("jr-W", "e41234"),
        ("jr-N-logs-only", "903c64"),
        ("jr-N-offbits", ""),
        ("jr-N-both", ""),
        ("jr-N-127-logs-off", ""),
        ("jr-sixteen-channels", ""),
        ("sys-D-undefined-common", ""),
        ("sys-D-undefined-rt", ""),
        ("sys-D-legal", ""),
        ("sys-V", "fe"),
        ("sys-Q-start", "fa"),
        ("sys-Q-timetools", "f21000 fb f8"),
        ("sys-F-partial-fwd", "f07f7f01012121030cf7 f10e f110 f123"),
        ("sys-X-finished", "f07e7f0901f7"),
        ("sys-X-first-unfinished", ""),
        ("sys-X-two-logs", "f07d01f7"),
        ("sys-X-dropped-f7", "f07d3132f7"),
        ("sys-X-empty-sysex", "f0f7"),
        ("bad-cancel-with-data", ""),
    ],
)
@pytest.mark.parametrize("lost", [1, 2])
def test_what_is_news_is_repaired_after_any_loss(name, messages, lost):
    assert repaired(name, lost) == messages.split()


@pytest.mark.parametrize(
    ("name", "after_one", "after_two"),
    [
        ("jr-M-xbits", "", "b06305 b06203 b00610 b02611 b06000 b06000 b0657f b0647f"),
        ("jr-M-pending-log", "b06500", "b06500 b06400 b00602 b06500"),
        ("jr-multi-channel", "b50122", "b50122 c900"),
        (
            "jr-all-chapters",
            "b2407f b26500 b26400 b2060c b22600 924050 d255 a24033",
            "b20001 b22002 c205 b20764 b2407f b26500 b26400 b2060c b22600 924050 d255 a24033",
        ),
        ("sys-Q-stopped-s1", "", "f20400"),
        ("sys-X-counts", "", "f07f7f0401007ff7"),
        (
            "sys-all-and-channel",
            "f20800 fb f8",
            "ff f07d0102f7 fe f20800 fb f8 f07f7f01012102030af7",
        ),
        ("rec-reset-controllers", "", "b00750 b07900 b00122"),
        ("loss-4-guard", "", "b04000"),
    ],
)
def test_elements_with_s_1_are_read_only_after_longer_losses(name, after_one, after_two):
    assert repaired(name, 1) == after_one.split()
    assert repaired(name, 2) == after_two.split()


def play(*names: str) -> list[list[tuple[str, bool]]]:
    receiver = RtpReceiver()
    return [
        [(message.hex(), repaired) for _, message, repaired in receiver.receive(VECTORS[name], 0)]
        for name in names
    ]


def test_the_loss_scenario_ends_note_and_pedal_before_anything_else():
    first, third, fourth = play("loss-1-sent-ok", "loss-3-ends-loss", "loss-4-guard")
    assert first == [("903c64", False)]
    assert third == [("b04000", True), ("803c40", True)]
    assert fourth == []


def test_the_loss_scenario_without_a_loss_repairs_nothing():
    played = play("loss-1-sent-ok", "loss-2-lost", "loss-3-ends-loss", "loss-4-guard")
    assert played == [[("903c64", False)], [("803c40", False), ("b04000", False)], [], []]


def test_the_loss_of_a_guard_needs_no_repair():
    assert play("loss-1-sent-ok", "loss-2-lost", "loss-4-guard")[-1] == []


def test_no_journal_means_nothing_to_protect_from_a_peer_that_sends_journals():
    receiver = RtpReceiver()
    packet = VECTORS["jr-J0-after-history"]
    receiver.receive(
        packet._replace(sequence=packet.sequence - 2, payload=bytes.fromhex("43903c64800fa8")), 0
    )
    played = receiver.receive(packet, 0)
    assert [repaired for _, _, repaired in played] == [False]
    assert (receiver.counters.lost, receiver.counters.uncovered) == (1, 0)


def test_a_journal_that_was_announced_and_is_missing_covers_nothing():
    receiver = RtpReceiver()
    packet = VECTORS["bad-journal-missing"]
    receiver.receive(
        packet._replace(sequence=packet.sequence - 2, payload=bytes.fromhex("43903e64801388")), 0
    )
    assert [message.hex() for _, message, _ in receiver.receive(packet, 0)] == ["803e40", "903c64"]
    assert receiver.counters.uncovered == 1


def test_a_broken_channel_journal_is_left_out_and_what_it_may_hide_is_silenced():
    receiver = RtpReceiver()
    packet = VECTORS["bad-N-low-high"]
    start = start_of_stream(packet, 1)
    receiver.receive(start._replace(payload=b"\x43\x90\x3c\x64" + start.payload[1:]), 0)
    assert [message.hex() for _, message, _ in receiver.receive(packet, 0)] == ["803c40"]
    assert (receiver.counters.damaged_journals, receiver.counters.uncovered) == (1, 1)


def test_channel_journals_in_any_order_are_read():
    receiver = RtpReceiver()
    packet = VECTORS["bad-channel-order"]
    start = start_of_stream(packet, 2)
    receiver.receive(start._replace(payload=bytes.fromhex("47e5000000e20000") + start.payload[1:]), 0)
    assert [message.hex() for _, message, _ in receiver.receive(packet, 0)] == ["e50040", "e20040"]


def test_a_list_that_overruns_the_packet_plays_nothing():
    receiver = RtpReceiver()
    with pytest.raises(WireError):
        receiver.receive(VECTORS["bad-len-overrun"], 0)
    assert receiver.highest is None
