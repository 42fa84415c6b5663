"""The sender's journal: wire sheet 9, and the rules for the setting `auto`."""

from random import Random

import pytest

from app.media.history.stream import SILENT_WINDOW_TICKS, WINDOW_TICKS
from app.media.history.trust import PATIENCE_PACKETS, PATIENCE_TICKS, UNPROVEN_OCTETS
from app.media.receiver import RtpReceiver
from app.media.sender import RtpSender
from app.media.state.parameters import MAX_PARAMETERS
from app.wire.applemidi import Feedback
from app.wire.commands import decode_section
from app.wire.journal import decode_journal, encode_journal
from app.wire.rtp import decode_rtp
from tests.media.simulation.traffic import Traffic

ON = bytes((0x90, 60, 100))
OFF = bytes((0x80, 60, 64))


class Stream:
    """A sender with its clock, one packet per step."""

    def __init__(self, mode="on", first=100, **options):
        self.sender = RtpSender(7, first, journal=mode, **options)
        self.now = 1000

    def send(self, *messages, after=10):
        self.now += after
        (datagram,) = self.sender.packets([(self.now, message) for message in messages], self.now)
        return decode_section(decode_rtp(datagram).payload).journal

    def journal(self, *messages, after=10):
        return decode_journal(self.send(*messages, after=after))

    def guard(self):
        self.now = self.sender.get_timer()
        (datagram,) = self.sender.handle_timer(self.now)
        return decode_journal(decode_section(decode_rtp(datagram).payload).journal)

    def report(self, sequence, low=0):
        self.sender.feedback(Feedback(9, sequence, low), self.now)


def s_bits(value):
    """List every S bit inside a journal value."""
    bits = [] if not hasattr(value, "s") else [value.s]
    bits += [value.b] if hasattr(value, "b") else []
    if isinstance(value, tuple):
        for part in value:
            bits += s_bits(part)
    return bits


def test_the_first_journal_is_empty_and_starts_at_its_own_packet():
    journal = Stream().journal(ON)
    assert (journal.checkpoint, journal.system, journal.channels, journal.s) == (100, None, (), True)


def test_a_journal_tells_the_packets_before_it_and_never_its_own():
    stream = Stream()
    stream.send(ON)
    journal = stream.journal(OFF)
    assert [log.note for log in journal.channels[0].notes.logs] == [60]
    assert stream.journal(ON).channels[0].notes.note_offs == (60,)


def test_after_an_empty_packet_every_s_bit_is_1():
    stream = Stream()
    traffic = Traffic(Random(5))
    for _ in range(50):
        stream.send(*traffic.batch())
    stream.guard()
    assert all(s_bits(stream.guard()))


@pytest.mark.parametrize("seed", range(20))
def test_s_is_0_exactly_where_packet_i_minus_1_has_commands(seed):
    """Per channel journal and system journal; within them the simulation proves that no S=1 is wrong."""
    stream, traffic = Stream(), Traffic(Random(seed))
    traffic.resets = False
    before = []
    for _ in range(60):
        batch = [message for message in traffic.batch() if len(message) < 200] or [ON]
        journal = stream.journal(*batch)
        touched = {message[0] & 15 for message in before if message[0] < 0xF0}
        news = {channel.channel for channel in journal.channels if not all(s_bits(channel))}
        assert news <= touched
        assert journal.s == all(s_bits(journal)[1:])
        for channel in journal.channels:
            assert channel.s == all(s_bits(channel)[1:])
        before = batch


@pytest.mark.parametrize("seed", range(20))
def test_journals_are_written_as_the_codec_writes_values(seed):
    stream, traffic = Stream(), Traffic(Random(seed))
    for _ in range(60):
        octets = stream.send(*[message for message in traffic.batch() if len(message) < 200] or [ON])
        assert decode_journal(octets).damaged == 0
        assert encode_journal(decode_journal(octets)) == octets


def test_a_report_moves_the_checkpoint_behind_the_reported_packet():
    stream = Stream()
    for _ in range(3):
        stream.send(ON)
    stream.report(101)
    journal = stream.journal(OFF)
    assert journal.checkpoint == 102
    assert journal.channels[0].notes.logs[0].note == 60
    stream.report(103)
    assert stream.journal(OFF).channels == ()


@pytest.mark.parametrize("mode", ["on", "auto"])
def test_a_report_in_the_low_half_is_understood(mode):
    stream = Stream(mode)
    stream.send(ON)
    stream.report(0, low=100)
    assert stream.sender.confirmed_at == stream.now
    assert stream.sender.counters.invalid_reports == 0


def test_auto_withdraws_the_journal_from_who_reports_the_checkpoint_in_the_low_half():
    stream = Stream("auto")
    assert stream.send(ON) is not None
    stream.report(0, low=100)
    assert stream.send(OFF) is None
    stream.report(101)
    assert stream.send(ON) is None
    assert stream.sender.handle_timer(stream.now + 10_000) == []


def test_auto_sends_s_0_in_front_until_a_report_proves_the_peer():
    stream = Stream("auto")
    assert [stream.journal(ON).s, stream.journal(bytes((0x91, 1, 1))).s] == [False, False]
    assert not stream.guard().s
    assert not stream.guard().s
    stream.report(100)
    stream.guard()
    assert stream.guard().s


def test_auto_keeps_journals_small_until_a_report_proves_the_peer():
    stream = Stream("auto")
    octets = [len(stream.send(bytes((0xB0 | number % 16, number // 16, 1)))) for number in range(600)]
    assert UNPROVEN_OCTETS // 2 < max(octets) <= UNPROVEN_OCTETS
    assert stream.sender.counters.forced_checkpoints > 0


def test_auto_gives_up_on_who_never_reports_and_takes_up_with_the_first_report():
    stream = Stream("auto")
    for _ in range(PATIENCE_PACKETS + 1):
        assert stream.send(ON) is not None
    stream.now += PATIENCE_TICKS
    number = stream.sender.next_sequence
    assert stream.journal(OFF) == (number, None, (), False, False, 0)
    assert stream.journal(OFF).checkpoint == number + 1
    stream.report(number + 1)
    journal = stream.journal(ON)
    assert (journal.checkpoint, journal.channels) == (number + 2, ())
    assert stream.journal(ON).channels[0].notes is not None


def test_auto_is_patient_with_who_plays_rarely():
    stream = Stream("auto")
    stream.send(ON)
    assert stream.send(OFF, after=2 * PATIENCE_TICKS) is not None


def test_off_never_sends_a_journal():
    stream = Stream("off")
    assert stream.send(ON) is None
    stream.report(100)
    assert stream.send(OFF) is None


def test_without_reports_the_window_moves_the_checkpoint():
    stream = Stream()
    for number in range(120):
        journal = stream.journal(bytes((0xB0, number, 1)), after=WINDOW_TICKS // 20)
    assert len(journal.channels[0].controllers.logs) <= 22
    assert stream.sender.counters.forced_checkpoints > 0


def test_a_reporting_peer_that_falls_silent_has_the_longer_window():
    stream = Stream()
    stream.send(ON)
    stream.report(100)
    stream.send(bytes((0xB0, 7, 1)))
    assert stream.journal(ON, after=2 * WINDOW_TICKS).channels
    stream.send(ON, after=WINDOW_TICKS // 2)
    assert len(stream.journal(ON, after=SILENT_WINDOW_TICKS).channels[0].notes.logs) == 1
    assert stream.journal(ON, after=10).channels[0].controllers is None


@pytest.mark.parametrize("limit", [500, 1400])
def test_packets_keep_their_limit_whatever_the_state(limit):
    """Wire sheet 6: a channel can say more than LENGTH holds, and sixteen more than a packet."""
    stream = Stream(limit_octets=limit)
    random = Random(1)
    for _ in range(1000):
        channel = random.choice((0, 0, random.randrange(16)))
        kind = random.choice((0x80, 0x90, 0xA0, 0xB0, 0xB0))
        message = bytes((kind | channel, random.randrange(120), random.randrange(1, 128)))
        stream.now += 1
        (datagram,) = stream.sender.packets([(stream.now, message)], stream.now)
        assert len(datagram) <= limit
        assert decode_journal(decode_section(decode_rtp(datagram).payload).journal).damaged == 0
    assert stream.sender.counters.forced_checkpoints > 0


def test_all_controllers_at_once_fit_chapter_c():
    """LEN ends at 128 logs: then every controller has one tool."""
    stream = Stream()
    numbers = [number for number in range(128) if number not in (6, 38, 96, 97, 98, 99, 100, 101)]
    stream.send(*[bytes((0xB0, number, 1)) for number in numbers])
    logs = stream.journal(ON).channels[0].controllers.logs
    assert sorted(log.number for log in logs) == numbers


def test_sysex_is_told_whole_up_to_one_segment_and_longer_ones_by_their_length():
    stream = Stream()
    stream.send(b"\xf0" + bytes(254) + b"\xf7")
    stream.now += 1
    stream.sender.packets([(stream.now, b"\xf0" + bytes(600) + b"\xf7")], stream.now)
    logs = stream.journal(ON).system.sysex.logs
    assert [(log.total, log.first, len(log.data)) for log in logs] == [(1, None, 254), (2, 600, 0)]
    assert stream.sender.counters.unprotected_sysex == 1


def test_sysex_data_of_one_journal_has_a_budget_and_the_newest_goes_first():
    stream = Stream()
    stream.send(*[b"\xf0" + bytes((number,)) * 200 + b"\xf7" for number in range(4)])
    logs = stream.journal(ON).system.sysex.logs
    assert [len(log.data) for log in logs] == [0, 0, 200, 200]
    assert stream.sender.counters.unprotected_sysex == 2


def test_a_burst_of_short_sysex_keeps_a_bounded_list():
    stream = Stream()
    stream.send(*[b"\xf0\x7d\xf7"] * 100)
    logs = stream.journal(ON).system.sysex.logs
    assert (len(logs), logs[-1].total) == (64, 100)


def test_a_peer_that_was_started_again_is_told_the_whole_state():
    stream = Stream()
    stream.send(bytes((0xB0, 7, 99)), bytes((0xC0, 5)))
    stream.report(100)
    stream.send(ON)
    stream.report(101)
    assert stream.journal(OFF).channels == ()
    stream.sender.peer_restarted()
    stream.now += 10
    (datagram,) = stream.sender.packets([(stream.now, b"\xf8")], stream.now)
    played = RtpReceiver().receive(decode_rtp(datagram), 0)
    assert [message for _, message, _ in played] == [bytes((0xC0, 5)), bytes((0xB0, 7, 99)), b"\xf8"]
    stream.report(101)
    assert stream.sender.counters.invalid_reports == 1


def test_a_channel_that_passes_1023_octets_moves_the_checkpoint():
    """Wire sheet 6: LENGTH has ten bits, however large the packet may be."""
    stream = Stream(limit_octets=4000)
    for note in range(128):
        stream.send(bytes((0xA0, note, 1)), bytes((0x80, note, 9)), bytes((0xB0, note % 96, 1)))
    for number in range(64):
        stream.send(
            bytes((0xB0, 99, number)), bytes((0xB0, 98, 1)), bytes((0xB0, 6, 1)), bytes((0xB0, 38, 1))
        )
    assert stream.sender.counters.forced_checkpoints > 0


def test_a_source_with_very_many_parameters_keeps_the_latest():
    stream = Stream()
    for number in range(MAX_PARAMETERS + 10):
        octets = stream.send(bytes((0xB0, 99, number >> 7)), bytes((0xB0, 98, number & 127)))
    assert decode_journal(octets).channels[0].parameters.logs[-1].number == MAX_PARAMETERS + 8


def test_a_time_code_by_full_frame_is_told_as_one_and_by_quarter_frames_as_nibbles():
    stream = Stream()
    stream.send(bytes((0xF0, 0x7F, 0x7F, 1, 1, 0x21, 2, 3, 4, 0xF7)))
    assert stream.journal(ON).system.timecode == (bytes((0x21, 2, 3, 4)), False, None, False, 7, False)
    stream.send(*[bytes((0xF1, kind << 4 | nibble)) for kind, nibble in enumerate((4, 0, 3, 0, 2, 0, 1, 2))])
    assert stream.journal(ON).system.timecode == (bytes.fromhex("60302012"), True, None, False, 7, False)


def test_a_reset_ends_all_logs_but_its_own():
    stream = Stream()
    stream.send(
        *[bytes((0x90, n, 1)) for n in range(4)], bytes((0xB0, 7, 1)), b"\xf6", b"\xf3\x01", b"\xfe", b"\xfa"
    )
    journal = stream.journal(b"\xff")
    assert journal.channels
    assert journal.system.sequencer
    journal = stream.journal(ON)
    assert journal.channels == ()
    assert (journal.system.simple.reset.total, journal.system.simple.song, journal.system.sequencer) == (
        1,
        None,
        None,
    )


# -- prepared ahead ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(20))
def test_a_prepared_journal_is_the_one_that_would_be_written(seed):
    """Nothing that goes out depends on whether there was time to prepare it."""
    batches = [(1000 + 300 * number, Traffic(Random(seed * 100 + number)).batch()) for number in range(40)]

    def sent(prepare):
        sender = RtpSender(1, 65_500, journal="on")
        datagrams = []
        for now, batch in batches:
            datagrams += sender.packets([(now, message) for message in batch], now)
            if prepare:
                sender.prepare(now)
            if now % 7 == 0:
                sender.feedback(Feedback(2, (sender.next_sequence - 2) & 0xFFFF), now)
        return datagrams

    assert sent(prepare=True) == sent(prepare=False)


def test_a_young_note_is_told_as_playable_although_a_journal_was_prepared():
    stream = Stream("on")
    stream.send(b"\x90\x3c\x64")
    stream.sender.prepare(stream.now)
    stream.now += 20
    young = stream.journal(b"\xb0\x07\x40").channels[0].notes.logs[0]
    stream.sender.prepare(stream.now)
    stream.now += 2000
    old = stream.journal(b"\xb0\x07\x41").channels[0].notes.logs[0]
    assert (young.play, old.play) == (True, False)


def test_nothing_is_prepared_where_no_journal_goes_out():
    stream = Stream("off")
    stream.send(b"\x90\x3c\x64")
    stream.sender.prepare(stream.now)
    assert stream.send(b"\x80\x3c\x40") is None
