"""Sender and receiver of one stream, packet by packet."""

import pytest

from app.media.receiver import RtpReceiver
from app.media.sender import DATAGRAM_OCTETS, RtpSender
from app.wire.applemidi import Feedback
from app.wire.commands import decode_section
from app.wire.errors import WireError
from app.wire.rtp import Rtp, decode_rtp, encode_rtp

ON = bytes((0x90, 60, 100))
OFF = bytes((0x80, 60, 64))


def sent(sender, batch, now):
    return [decode_rtp(datagram) for datagram in sender.packets(batch, now)]


def messages(played):
    return [message for _, message, _ in played]


def carry(batch, **options):
    sender, receiver = RtpSender(1, 65535, **options), RtpReceiver()
    packets = sent(sender, batch, 10**6)
    return packets, [played for packet in packets for played in receiver.receive(packet, 10**6)]


def test_a_chord_leaves_as_one_packet_with_its_stamps():
    chord = [(1000, ON), (1000, bytes((0x90, 64, 90))), (1007, bytes((0x90, 67, 80)))]
    packets, played = carry(chord)
    assert len(packets) == 1
    assert packets[0].timestamp == 1000
    assert played == [(stamp, message, False) for stamp, message in chord]


def test_stamps_never_run_backwards_nor_ahead_of_now():
    sender = RtpSender(1, 0)
    (first,) = sent(sender, [(500, ON), (400, OFF), (900, ON)], 800)
    assert (first.timestamp, [offset for offset, _ in decode_section(first.payload).elements]) == (
        500,
        [0, 0, 300],
    )
    (second,) = sent(sender, [(700, OFF)], 900)
    assert second.timestamp == 800


def test_a_gap_that_no_delta_can_say_starts_a_new_packet():
    packets = sent(RtpSender(1, 0), [(0, ON), (0x1000_0000, OFF)], 0x1000_0000)
    assert [packet.timestamp for packet in packets] == [0, 0x1000_0000]


def test_the_rtp_timestamp_is_the_low_half_of_the_clock():
    (packet,) = sent(RtpSender(1, 0), [((7 << 32) + 5, ON)], 8 << 32)
    assert packet.timestamp == 5


@pytest.mark.parametrize("mode", ["off", "on", "auto"])
def test_long_batches_and_long_sysex_stay_below_the_path_limit_and_arrive_whole(mode):
    sysex = b"\xf0\x7d" + bytes(value & 127 for value in range(4094)) + b"\xf7"
    notes = [(10, bytes((0x90 | n & 15, n >> 4 & 127, 1 + n % 127))) for n in range(900)]
    batch = [*notes, (11, sysex), (12, b"\xf8"), (12, OFF)]
    packets, played = carry(batch, journal=mode)
    assert max(len(encode_rtp(packet)) for packet in packets) <= DATAGRAM_OCTETS
    assert messages(played) == [message for _, message in batch]


def test_what_is_no_midi_message_is_refused():
    sender = RtpSender(1, 0)
    assert sender.packets([(0, b""), (0, b"\x90\x3c"), (0, b"\xf4\x01\xf7"), (0, b"\xf0\x01")], 0) == []
    assert sender.counters.refused == 4
    assert sender.next_sequence == 0


def test_the_marker_is_zero_for_applemidi_and_follows_the_rfc_on_links():
    assert [packet.marker for packet in carry([(0, ON)])[0]] == [False]
    sender = RtpSender(1, 0, marker=True, journal="on")
    assert [packet.marker for packet in sent(sender, [(0, ON)], 0)] == [True]


def test_duplicates_late_and_far_packets_play_nothing():
    sender, receiver = RtpSender(1, 100), RtpReceiver()
    packets = [packet for n in range(4) for packet in sent(sender, [(n, bytes((0x90, n, 1)))], n)]
    receiver.receive(packets[0], 0)
    assert receiver.receive(packets[0], 0) == []
    receiver.receive(packets[2], 0)
    assert receiver.receive(packets[1], 0) == []
    assert receiver.receive(packets[1], 0) == []
    assert receiver.receive(packets[3]._replace(sequence=40000), 0) == []
    counters = receiver.counters
    assert (counters.lost, counters.late, counters.duplicate, counters.doubtful) == (1, 1, 2, 1)
    assert receiver.highest == 102


def test_a_malformed_packet_counts_as_lost():
    receiver = RtpReceiver()
    receiver.receive(Rtp(1, 0, 9, b"\x03" + ON), 0)
    with pytest.raises(WireError):
        receiver.receive(Rtp(2, 0, 9, b"\x0a" + ON), 0)
    receiver.receive(Rtp(3, 0, 9, b"\x03" + OFF), 0)
    assert receiver.counters.lost == 1


def test_undefined_commands_are_read_and_not_played():
    receiver = RtpReceiver()
    assert receiver.receive(Rtp(1, 0, 9, bytes.fromhex("08f40102f700f900f8")), 0) == [(0, b"\xf8", False)]


def test_a_loss_from_a_peer_without_journal_silences_what_is_held_and_nothing_else():
    receiver = RtpReceiver()
    receiver.receive(Rtp(1, 0, 9, b"\x07" + ON + b"\0" + bytes((0xB0, 64, 127))), 0)
    played = receiver.receive(Rtp(3, 50, 9, bytes.fromhex("03903e40")), 0)
    assert played == [(50, OFF, True), (50, bytes((0x90, 0x3E, 0x40)), False)]
    assert receiver.counters.uncovered == 1
    assert receiver.counters.silenced == 1


def test_a_new_ssrc_ends_what_the_old_stream_holds():
    receiver = RtpReceiver()
    held = [ON, bytes((0xB0, 64, 127)), bytes((0xE0, 0, 0)), bytes((0xD0, 9)), bytes((0xA0, 60, 9))]
    for number, message in enumerate(held):
        receiver.receive(Rtp(number, 0, 9, bytes((len(message),)) + message), 0)
    played = receiver.receive(Rtp(50, 70, 10, b"\x03" + ON), 0)
    assert [stamp for stamp, _, _ in played] == [70] * 6
    assert messages(played) == [
        OFF,
        bytes((0xB0, 64, 0)),
        bytes((0xE0, 0, 64)),
        bytes((0xD0, 0)),
        bytes((0xA0, 60, 0)),
        ON,
    ]
    assert receiver.counters.restarts == 1
    assert receiver.release() == [OFF]
    assert receiver.release() == []


def test_a_broken_packet_of_another_ssrc_changes_nothing():
    receiver = RtpReceiver()
    receiver.receive(Rtp(1, 0, 9, b"\x03" + ON), 0)
    with pytest.raises(WireError):
        receiver.receive(Rtp(1, 0, 10, b"\x0a" + ON), 0)
    assert (receiver.ssrc, receiver.release()) == (9, [OFF])


def test_a_restart_of_the_numbering_ends_what_is_held():
    receiver = RtpReceiver()
    receiver.receive(Rtp(1, 0, 9, b"\x03" + ON), 0)
    assert receiver.receive(Rtp(9001, 0, 9, bytes.fromhex("03903e40")), 0) == []
    assert messages(receiver.receive(Rtp(9002, 0, 9, bytes.fromhex("03903f40")), 0)) == [
        OFF,
        bytes((0x90, 0x3F, 0x40)),
    ]
    assert receiver.ssrc == 9
    assert receiver.counters.restarts == 1


def test_feedback_names_the_highest_packet_and_ends_the_guards():
    sender, receiver = RtpSender(1, 65535, journal="on"), RtpReceiver()
    for packet in sent(sender, [(0, ON)], 0):
        receiver.receive(packet, 0)
    assert sender.get_timer() == 1_000
    assert receiver.get_timer() == 0
    number = receiver.feedback_due(5)
    assert number == 65535
    assert receiver.get_timer() is None
    sender.feedback(Feedback(2, number), 9)
    assert (sender.get_timer(), sender.confirmed_at) == (None, 9)
    assert receiver.feedback_due(10**6) is None


@pytest.mark.parametrize("number", [99, 101, 102, 40000])
def test_a_report_of_what_was_never_sent_or_already_reported_is_only_counted(number):
    sender = RtpSender(1, 100, journal="on")
    sender.packets([(0, ON)], 0)
    sender.feedback(Feedback(2, number), 9)
    assert (sender.counters.invalid_reports, sender.confirmed_at) == (1, None)


def test_guards_stop_for_a_stream_without_journal():
    sender = RtpSender(1, 0, journal="off")
    sender.packets([(0, ON)], 0)
    assert sender.handle_timer(500) == []
    assert sender.handle_timer(1_000) == []
    assert sender.get_timer() is None
