"""Repair rules of the receiver one by one: wire sheet 7, 8, 10, and the habits of deployed peers (12)."""

import pytest

from app.media.receiver import RtpReceiver
from app.media.repair.context import MAX_CLICKS
from app.media.state.parameters import MAX_PARAMETERS
from app.wire.journal.values import (
    Button,
    ChannelJournal,
    ControllerChapter,
    ControllerLog,
    Count,
    Entry,
    NoteChapter,
    NoteExtraChapter,
    NoteExtraLog,
    NoteLog,
    ParameterChapter,
    ParameterLog,
    Pending,
    PolyPressureChapter,
    PolyPressureLog,
    PressureChapter,
    ProgramChapter,
    SequencerChapter,
    SimpleChapter,
    Song,
    SysexChapter,
    SysexLog,
    SysexState,
    TimecodeChapter,
    Tool,
    WheelChapter,
)
from app.wire.rtp import Rtp
from tests.media.peers import START, Peer

ON = bytes((0x90, 60, 100))
OFF = bytes((0x80, 60, 64))


def cc(number, value):
    return bytes((0xB0, number, value))


def started(*messages):
    peer = Peer()
    peer.start(*messages)
    return peer


def values(*pairs, s=True):
    return ControllerChapter(tuple(ControllerLog(number, Tool.VALUE, value, s) for number, value in pairs))


def notes(*logs, offs=(), b=True):
    return NoteChapter.compact([NoteLog(*log) for log in logs], offs, b)


class TestNotes:
    """Wire sheet 7.5 and 7.6."""

    def test_an_old_note_is_not_struck_but_its_end_is_passed_on(self):
        peer = started()
        assert peer.repair(notes=notes((60, False, 100, True))) == []
        assert peer.play(OFF, journal=peer.journal()) == ["803c40"]

    def test_a_recent_note_is_struck(self):
        assert started().repair(notes=notes((60, True, 100, True))) == ["903c64"]

    def test_a_recent_note_in_a_late_packet_is_not_struck(self):
        peer = Peer(useful_ticks=50)
        peer.start()
        journal = peer.journal(ChannelJournal(0, notes=notes((60, True, 100, True))))
        assert peer.play(journal=journal, lost=1, now=351) == []

    def test_a_note_that_was_struck_again_is_ended_first(self):
        """By its velocity, by an age older than the checkpoint, by S=0 after a single loss, or by Y=1."""
        assert started(ON).repair(notes=notes((60, False, 99, True))) == ["803c40"]
        assert started(ON).repair(notes=notes((60, False, 100, True))) == []
        assert started(ON).repair(notes=notes((60, False, 100, True)), checkpoint=START + 1) == ["803c40"]
        assert started(ON).repair(notes=notes((60, False, 100, False)), lost=1) == ["803c40"]
        assert started(ON).repair(notes=notes((60, True, 100, True)), lost=9) == ["803c40", "903c64"]

    def test_y_of_the_note_that_sounds_strikes_it_no_second_time(self):
        assert started(ON).repair(notes=notes((60, True, 100, True)), lost=2) == []

    def test_release_velocity_and_overlap_come_from_chapter_e(self):
        peer = started(ON, ON)
        extras = NoteExtraChapter((NoteExtraLog(60, True, 7, True), NoteExtraLog(60, False, 1, True)))
        assert peer.repair(notes=notes(offs=(60,)), note_extras=extras) == ["803c07"]
        assert peer.repair(notes=notes(offs=(60,))) == ["803c40"]

    def test_an_overlap_that_was_lost_is_counted_not_struck(self):
        peer = started(ON)
        extras = NoteExtraChapter((NoteExtraLog(60, False, 2, False),))
        assert peer.repair(notes=notes((60, False, 100, False)), note_extras=extras, lost=1) == []
        assert peer.repair(notes=notes(offs=(60,))) == ["803c40", "803c40"]

    def test_a_log_with_velocity_0_of_a_broken_peer_is_an_end(self):
        peer = started(ON)
        packet = bytes.fromhex("40 20 03e8 000708 01f1 3c00".replace(" ", ""))
        played = peer.receiver.receive(Rtp(START + 3, 0, 5, packet), 0)
        assert [message for _, message, _ in played] == [OFF]

    def test_the_bitfield_is_read_after_a_single_loss_only_with_b_0(self):
        assert started(ON).repair(notes=notes(offs=(60,), b=True), lost=1) == []
        assert started(ON).repair(notes=notes(offs=(60,), b=False), lost=1) == ["803c40"]


class TestControllers:
    """Wire sheet 7.2."""

    def test_only_what_differs_is_sent(self):
        assert started(cc(7, 5)).repair(controllers=values((7, 5), (8, 1))) == ["b00801"]

    def test_a_toggle_count_alone_says_on_or_off(self):
        logs = (ControllerLog(64, Tool.TOGGLE, 3, True), ControllerLog(65, Tool.TOGGLE, 2, True))
        assert started().repair(controllers=ControllerChapter(logs)) == ["b0407f", "b0417f", "b04100"]

    def test_a_pedal_that_went_up_and_down_again_damps(self):
        logs = (ControllerLog(64, Tool.VALUE, 127, True), ControllerLog(64, Tool.TOGGLE, 3, True))
        assert started(cc(64, 127)).repair(controllers=ControllerChapter(logs)) == ["b04000", "b0407f"]

    def test_a_count_alone_sends_the_default(self):
        logs = (ControllerLog(120, Tool.COUNT, 1, True), ControllerLog(80, Tool.COUNT, 2, True))
        assert started().repair(controllers=ControllerChapter(logs)) == ["b07800", "b05000"]

    def test_what_a_later_cc121_undid_is_not_sent(self):
        logs = (
            ControllerLog(64, Tool.VALUE, 127, True),
            ControllerLog(64, Tool.TOGGLE, 1, True),
            ControllerLog(66, Tool.COUNT, 1, True),
            ControllerLog(121, Tool.COUNT, 1, True),
        )
        peer = started()
        assert peer.repair(controllers=ControllerChapter(logs)) == ["b07900"]
        again = (ControllerLog(64, Tool.VALUE, 0, True), ControllerLog(64, Tool.TOGGLE, 2, True))
        assert peer.repair(controllers=ControllerChapter(again)) == []

    def test_cc121_without_count_is_sent_after_a_single_loss_that_had_it(self):
        assert started().repair(controllers=values((121, 0), s=False), lost=1) == ["b07900"]
        assert started().repair(controllers=values((121, 0), s=True), lost=1) == []

    def test_cc121_without_count_is_sent_after_longer_losses_with_all_that_follows(self):
        peer = started(cc(7, 5), bytes((0xE0, 1, 2)), bytes((0xD0, 9)), bytes((0xA0, 60, 9)))
        played = peer.repair(
            controllers=values((8, 1), (121, 0), (7, 5)),
            wheel=WheelChapter(1, 2, True),
            pressure=PressureChapter(9, True),
            poly_pressure=PolyPressureChapter((PolyPressureLog(60, False, 9, True),)),
        )
        assert played == ["b00801", "b07900", "b00705", "e00102", "d009", "a03c09"]

    def test_a_cc121_whose_count_says_that_it_was_received_is_not_sent_again(self):
        logs = ControllerChapter((ControllerLog(121, Tool.COUNT, 1, True),))
        assert started(cc(121, 0), cc(1, 9)).repair(controllers=logs) == []

    def test_all_notes_off_without_count_is_sent_after_a_single_loss(self):
        assert started(ON).repair(controllers=values((123, 0), s=False), lost=1) == ["b07b00"]

    def test_all_notes_off_without_count_ends_what_chapter_n_does_not_name_after_longer_losses(self):
        peer = started(ON, bytes((0x90, 62, 1)), bytes((0x90, 64, 1)))
        logs = notes((62, False, 1, True), offs=(64,))
        assert peer.repair(controllers=values((123, 0)), notes=logs) == ["803c40", "804040"]
        assert started(ON).repair(controllers=values((123, 0))) == ["803c40"]

    def test_a_mode_without_count_is_sent_when_it_is_another(self):
        """Of a pair the newer counts; the older one only ends notes."""
        assert started(cc(127, 0)).repair(controllers=values((127, 0), (126, 3))) == ["b07e03"]
        assert started(cc(126, 3)).repair(controllers=values((127, 0), (126, 3))) == []
        assert started(cc(124, 9)).repair(controllers=values((124, 0))) == []
        assert started(cc(124, 0)).repair(controllers=values((125, 0))) == ["b07d00"]

    def test_a_14_bit_pair_is_sent_in_the_order_of_the_list(self):
        assert started(cc(1, 5), cc(33, 6)).repair(controllers=values((1, 7), (33, 6))) == [
            "b00107",
            "b02106",
        ]
        assert started(cc(1, 5), cc(33, 6)).repair(controllers=values((33, 6), (1, 5))) == ["b00105"]
        assert started(cc(1, 5), cc(33, 6)).repair(controllers=values((1, 5))) == ["b00105"]

    def test_general_purpose_entry_reaches_no_parameter(self):
        peer = started(cc(101, 0), cc(100, 0))
        assert peer.repair(controllers=values((6, 5))) == ["b0657f", "b0647f", "b00605"]

    def test_lists_of_macos_are_known_by_their_s_bits_and_read_by_number(self):
        logs = (
            ControllerLog(1, Tool.VALUE, 7, False),
            ControllerLog(33, Tool.VALUE, 8, True),
            ControllerLog(121, Tool.VALUE, 0, True),
        )
        peer = started()
        assert peer.repair(controllers=ControllerChapter(logs)) == ["b07900", "b00107", "b02108"]
        assert peer.receiver._habits.unordered_logs


class TestExpression:
    """Wire sheet 7.4, 7.7 and 7.8."""

    def test_only_what_differs_is_sent(self):
        peer = started(bytes((0xE0, 1, 2)), bytes((0xD0, 9)), bytes((0xA0, 60, 9)))
        logs = (PolyPressureLog(60, False, 9, True), PolyPressureLog(61, False, 8, True))
        pressures = PolyPressureChapter(logs)
        same = {"wheel": WheelChapter(1, 2, True), "pressure": PressureChapter(9, True)}
        assert peer.repair(**same, poly_pressure=pressures) == ["a03d08"]
        other = {"wheel": WheelChapter(1, 3, True), "pressure": PressureChapter(7, True)}
        assert peer.repair(**other, poly_pressure=pressures) == ["e00103", "d007"]


class TestProgram:
    """Wire sheet 7.1."""

    def test_the_program_alone_when_the_bank_is_right(self):
        peer = started(cc(0, 1), cc(32, 2), bytes((0xC0, 3)))
        assert peer.repair(program=ProgramChapter(3, True, 1, False, 2, True)) == []
        assert peer.repair(program=ProgramChapter(4, True, 1, False, 2, True)) == ["c004"]
        assert peer.repair(program=ProgramChapter(4, False, 0, False, 0, True)) == []

    def test_bank_and_program(self):
        assert started().repair(program=ProgramChapter(4, True, 1, False, 2, True)) == [
            "b00001",
            "b02002",
            "c004",
        ]

    def test_a_bank_lsb_from_before_its_msb_is_put_back(self):
        peer = started(cc(32, 5))
        played = peer.repair(program=ProgramChapter(4, True, 1, False, 0, True))
        assert played == ["b00001", "b02000", "c004", "b02005", "b00001"]

    def test_a_logged_bank_lsb_is_applied_again(self):
        peer = started(cc(32, 5))
        played = peer.repair(
            program=ProgramChapter(4, True, 1, False, 0, False), controllers=values((32, 5)), lost=1
        )
        assert played == ["b00001", "b02000", "c004", "b02005"]

    def test_s_1_is_skipped_after_a_single_loss(self):
        assert started().repair(program=ProgramChapter(4, False, 0, False, 0, True), lost=1) == []


class TestParameters:
    """Wire sheet 7.3."""

    def test_clicks_alone_are_made_up_for(self):
        peer = started(cc(101, 0), cc(100, 1), cc(6, 64), cc(96, 0))
        log = ParameterLog(False, 1, True, Entry(64, False), None, Button(-1, False))
        assert peer.repair(parameters=ParameterChapter((log,), transaction_open=True)) == ["b06100", "b06100"]

    def test_a_journal_cannot_make_us_click_without_end(self):
        logs = tuple(ParameterLog(False, number, True, a_button=Button(16_383, False)) for number in (1, 2))
        played = started().repair(parameters=ParameterChapter(logs, transaction_open=True))
        assert len(played) == 4 + MAX_CLICKS

    def test_a_log_of_the_null_parameter_is_no_parameter(self):
        peer = started()
        chapter = bytes.fromhex("0009 7f7fc2 05 06".replace(" ", ""))
        journal = bytes.fromhex("2003e8 000c20") + chapter[:1] + b"\x07" + chapter[2:]
        assert peer.play(journal=journal, lost=2) == []

    def test_pending_and_open_and_closed(self):
        peer = started()
        assert peer.repair(parameters=ParameterChapter((), pending=Pending(True, 5))) == ["b06305"]
        assert peer.repair(parameters=ParameterChapter((), pending=Pending(True, 5))) == []
        assert peer.repair(parameters=ParameterChapter((), transaction_open=True)) == []
        log = ParameterLog(True, 5 << 7 | 3, True)
        assert peer.repair(parameters=ParameterChapter((log,), transaction_open=True)) == ["b06305", "b06203"]
        assert peer.repair(parameters=ParameterChapter((log,))) == ["b0657f", "b0647f"]

    def test_s_1_is_skipped_after_a_single_loss(self):
        log = ParameterLog(False, 1, True, Entry(1, False))
        assert started().repair(parameters=ParameterChapter((log,), transaction_open=True), lost=1) == []

    def test_a_stranger_cannot_fill_the_memory_with_parameters(self):
        peer = started()
        for number in range(MAX_PARAMETERS + 50):
            peer.play(cc(99, number >> 7), cc(98, number & 127))
        assert len(peer.receiver._state.channels[0].parameters.values) == MAX_PARAMETERS


class TestSystem:
    """Wire sheet 8."""

    def test_a_lost_reset_comes_first_and_ends_a_sysex_in_progress(self):
        peer = started(ON, b"\xf0\x7d\x01\xf0")
        assert peer.repair(simple=SimpleChapter(reset=Count(1, True), song=Song(3, True))) == ["ff", "f303"]
        assert peer.play(b"\xf7\x02\xf7", journal=peer.journal()) == []
        assert peer.receiver.release() == []

    def test_a_sysex_in_progress_survives_a_reset_when_the_journal_names_it(self):
        peer = started(b"\xf0\x7d\x01\xf0")
        sysex = SysexChapter((SysexLog(SysexState.UNFINISHED, True, True, b"\x7d\x01", total=1),))
        assert peer.repair(simple=SimpleChapter(reset=Count(1, True)), sysex=sysex) == ["ff"]

    def test_counts_of_tune_request_and_active_sense_are_taken_over(self):
        peer = started()
        chapters = {"simple": SimpleChapter(tune_request=Count(5, True)), "active_sense": Count(9, True)}
        assert peer.repair(**chapters) == ["f6", "fe"]
        assert peer.repair(**chapters) == []

    def test_the_sequencer_is_brought_where_it_is(self):
        peer = started()
        assert peer.repair(sequencer=SequencerChapter(True, True, 8, True)) == [
            "f20100",
            "fb",
            "f8",
            "f8",
            "f8",
        ]
        assert peer.repair(sequencer=SequencerChapter(False, True, 2, True)) == [
            "fc",
            "f20000",
            "fb",
            "f8",
            "f8",
            "f8",
            "fc",
        ]
        assert peer.repair(sequencer=SequencerChapter(False, False, None, True)) == ["f20000"]
        assert peer.repair(sequencer=SequencerChapter(True, False, 6, True)) == ["f20100", "fb"]
        assert peer.repair(sequencer=SequencerChapter(True, False, 6, True)) == []
        assert peer.repair(sequencer=SequencerChapter(True, False, None, True), lost=1) == []

    def test_a_macos_clock_that_is_one_off_is_left_alone(self):
        peer = started(b"\xfa", *[b"\xf8"] * 9)
        assert peer.repair(sequencer=SequencerChapter(True, False, 9, True)) == []
        assert peer.repair(sequencer=SequencerChapter(True, False, 12, True)) == ["fc", "f20200", "fb"]

    def test_time_code_is_located_and_its_series_continued(self):
        peer = started(b"\xf1\x01", b"\xf1\x12")
        partial = TimecodeChapter(None, False, bytes.fromhex("12300000"), False, 2, True)
        assert peer.repair(timecode=partial) == ["f123"]
        reverse = TimecodeChapter(None, False, bytes.fromhex("00000012"), True, 6, True)
        assert peer.repair(timecode=reverse) == ["f172", "f161"]
        assert peer.repair(timecode=partial, lost=1) == []
        full = TimecodeChapter(bytes((0x21, 2, 3, 4)), False, None, False, 7, True)
        assert peer.repair(timecode=full) == ["f07f7f010121020304f7"]
        assert peer.repair(timecode=full) == []

    def test_the_full_frame_that_macos_makes_of_quarter_frames_locates_only_far_jumps(self):
        nibbles = (4, 0, 3, 0, 2, 0, 1, 2)
        peer = started(*[bytes((0xF1, kind << 4 | nibble)) for kind, nibble in enumerate(nibbles)])
        near = TimecodeChapter(bytes((0x21, 2, 3, 1)), False, None, False, 7, True)
        assert peer.repair(timecode=near) == []
        far = TimecodeChapter(bytes((0x21, 2, 8, 1)), False, None, False, 7, True)
        assert peer.repair(timecode=far) == ["f07f7f010121020801f7"]

    def test_the_whole_of_a_reverse_series_is_told(self):
        peer = started()
        reverse = TimecodeChapter(None, False, bytes.fromhex("12345678"), True, 0, True)
        assert peer.repair(timecode=reverse) == [f"f1{kind}{kind + 1}" for kind in range(7, -1, -1)]


class TestSysex:
    """Wire sheet 8.5."""

    FINISHED, UNFINISHED, CANCELLED = SysexState.FINISHED, SysexState.UNFINISHED, SysexState.CANCELLED

    def repair(self, peer, *logs, **options):
        return peer.repair(
            sysex=SysexChapter(tuple(SysexLog(*log[:2], True, *log[2:]) for log in logs)), **options
        )

    def test_a_message_in_progress_is_continued_and_finished(self):
        peer = started(b"\xf0\x01\x02\xf0")
        assert self.repair(peer, (self.UNFINISHED, True, b"\x01\x02\x03", None, 1)) == []
        assert self.repair(peer, (self.UNFINISHED, True, b"\x02\x03", 1, 1)) == []
        assert self.repair(peer, (self.FINISHED, True, b"\x03\x04", 2, 1)) == ["f001020304f7"]
        assert self.repair(peer, (self.FINISHED, True, b"\x03\x04", 2, 1)) == []

    @pytest.mark.parametrize("log", [(CANCELLED, True, b"", None, 1), (FINISHED, True, b"\x05", 4, 1)])
    def test_a_message_that_was_cancelled_or_cannot_be_joined_is_dropped(self, log):
        peer = started(b"\xf0\x01\x02\xf0")
        assert self.repair(peer, log) == []
        assert peer.play(b"\xf7\x05\xf7", journal=peer.journal()) == []

    def test_a_lost_beginning_opens_a_message(self):
        peer = started()
        assert self.repair(peer, (self.UNFINISHED, True, b"\x01\x02", None, 1)) == []
        assert peer.play(b"\xf7\x05\xf7", journal=peer.journal()) == ["f0010205f7"]

    def test_a_lost_beginning_without_its_data_opens_nothing(self):
        peer = started()
        assert self.repair(peer, (self.UNFINISHED, True, b"", None, 1)) == []
        assert self.repair(peer, (self.UNFINISHED, True, b"\x03", 600, 2)) == []
        assert self.repair(peer, (self.CANCELLED, True, b"", None, 3)) == []
        assert peer.play(b"\xf7\x05\xf7", journal=peer.journal()) == []

    def test_an_older_log_is_known(self):
        peer = started(b"\xf0\x01\xf7", b"\xf0\x02\xf7")
        assert (
            self.repair(
                peer, (self.FINISHED, True, b"\x01", None, 1), (self.FINISHED, True, b"\x02", None, 2)
            )
            == []
        )

    def test_without_counts_a_message_is_new_when_it_is_another(self):
        peer = started(b"\xf0\x01\xf7")
        assert self.repair(peer, (self.FINISHED, False, b"\x01")) == []
        assert self.repair(peer, (self.FINISHED, False, b"\x02")) == ["f002f7"]
        assert self.repair(peer, (self.UNFINISHED, False, b"\x02")) == []

    def test_after_a_reset_the_latest_message_is_new_again(self):
        peer = started(b"\xf0\x01\xf7")
        assert peer.play(b"\xff", journal=peer.journal()) == ["ff"]
        assert self.repair(peer, (self.FINISHED, False, b"\x01")) == ["f001f7"]

    def test_after_an_uncovered_loss_the_latest_message_tells_the_count(self):
        peer = started(b"\xf0\x01\xf7")
        peer.repair(wheel=WheelChapter(0, 64, True), checkpoint=START + 2)
        peer.play(b"\xf0\x05\xf7", journal=peer.journal())
        logs = [(self.FINISHED, True, bytes((n,)), None, n) for n in (4, 5, 6)]
        assert self.repair(peer, *logs) == ["f006f7"]

    def test_after_an_uncovered_loss_a_journal_of_later_packets_is_all_new(self):
        peer = started(b"\xf0\x01\xf7")
        peer.repair(wheel=WheelChapter(0, 64, True), checkpoint=START + 2)
        logs = [(self.FINISHED, True, bytes((n,)), None, n) for n in (5, 6)]
        assert self.repair(peer, *logs, checkpoint=START + 4) == ["f005f7", "f006f7"]

    def test_a_reset_by_sysex_is_played_twice_rather_than_never(self):
        peer = Peer()
        peer.play(b"\xf0\x7e\x7f\x09\x01\xf7", journal=peer.journal(checkpoint=START - 5))
        log = (self.FINISHED, True, b"\x7e\x7f\x09\x01", None, 3)
        assert self.repair(peer, log, controllers=values((7, 5))) == ["f07e7f0901f7", "b00705"]
        assert self.repair(peer, log) == []

    def test_an_uncovered_loss_ends_the_message_in_progress_unless_the_journal_names_it(self):
        peer = started(b"\xf0\x01\xf7")
        self.repair(peer, (self.FINISHED, True, b"\x01", None, 1))
        peer.play(b"\xf0\x01\x02\xf0", journal=peer.journal())
        assert peer.repair(active_sense=Count(0, True), checkpoint=peer.number + 1) == []
        assert peer.play(b"\xf7\x05\xf7", journal=peer.journal()) == []

    def test_a_peer_that_never_journals_sysex_loses_the_one_in_progress(self):
        peer = started(b"\xf0\x01\x02\xf0")
        assert peer.repair(wheel=WheelChapter(0, 64, True)) == []
        assert peer.play(b"\xf7\x05\xf7", journal=peer.journal()) == []

    def test_a_peer_that_journals_sysex_and_does_not_name_it_lost_none_of_it(self):
        peer = started(b"\xf0\x01\xf7")
        self.repair(peer, (self.FINISHED, True, b"\x01", None, 1))
        peer.play(b"\xf0\x01\x02\xf0", journal=peer.journal())
        assert peer.repair(active_sense=Count(0, True)) == []
        assert peer.play(b"\xf7\x05\xf7", journal=peer.journal()) == ["f0010205f7"]


class TestUncoveredLoss:
    """Wire sheet 10.5 and 10.6."""

    def test_notes_and_pedals_that_the_journal_does_not_confirm_are_released(self):
        peer = started(ON, bytes((0x90, 62, 9)), cc(64, 127), cc(66, 127), cc(7, 5))
        played = peer.repair(
            controllers=values((66, 127)), notes=notes((62, False, 9, True)), checkpoint=START + 2
        )
        assert played == ["803e40", "803c40", "b04000"]
        counters = peer.receiver.counters
        assert (counters.uncovered, counters.silenced, counters.lost) == (1, 2, 2)
        assert counters.repaired == {"N": 1}

    def test_ios_writes_its_own_number_over_a_journal_that_covers(self):
        peer = started(ON)
        assert peer.repair(controllers=values((7, 1)), checkpoint=START + 3) == ["b00701"]
        assert peer.receiver.counters.uncovered == 0

    def test_an_empty_journal_with_its_own_number_covers_nothing(self):
        peer = started(ON)
        assert peer.repair(checkpoint=START + 3) == ["803c40"]

    def test_a_journal_that_cannot_be_read_covers_nothing(self):
        peer = started(ON)
        assert peer.play(lost=1, journal=b"\x80\x03") == ["+803c40"]
        assert peer.receiver.counters.damaged_journals == 1

    def test_the_first_packet_restores_the_state_and_strikes_nothing_old(self):
        peer = Peer()
        part = ChannelJournal(0, controllers=values((7, 5)), notes=notes((62, False, 9, True)))
        assert peer.play(ON, journal=peer.journal(part, checkpoint=START - 5)) == ["+b00705", "903c64"]
        assert peer.receiver.counters.uncovered == 0

    def test_counts_are_not_trusted_before_a_journal_tells_them(self):
        """A count that lags must not end notes: what CC123 ended is known from Chapter N."""
        peer = Peer()
        peer.play(journal=peer.journal(checkpoint=START - 5))
        peer.play(cc(123, 0), ON, journal=peer.journal())
        logs = ControllerChapter((ControllerLog(123, Tool.COUNT, 4, True),))
        assert peer.repair(controllers=logs, notes=notes((60, False, 100, True))) == []
        assert peer.repair(controllers=logs) == []

    def test_a_count_that_the_journal_tells_is_trusted_after_an_uncovered_loss(self):
        """With a count that is not known the note would be ended: see the rule for CC123 without one."""
        peer = started()
        logs = ControllerChapter((ControllerLog(123, Tool.COUNT, 4, True),))
        assert peer.repair(controllers=logs, checkpoint=START + 2) == ["b07b00"]
        peer.play(ON, journal=peer.journal())
        assert peer.repair(controllers=logs) == []


def test_nothing_is_repaired_without_a_loss():
    peer = started()
    assert peer.repair(controllers=values((7, 1)), lost=0) == []


def test_repairs_are_counted_by_chapter_and_asked_to_be_reported_at_once():
    peer = started()
    assert peer.receiver.feedback_due(0) == START
    peer.repair(controllers=values((7, 1), (8, 1)), wheel=WheelChapter(1, 2, True))
    assert peer.receiver.counters.repaired == {"C": 2, "W": 1}
    assert peer.receiver.feedback_due(2_000) == START + 3


def test_a_peer_without_journal_gets_silence_after_each_loss():
    receiver = RtpReceiver()
    receiver.receive(Rtp(1, 0, 5, b"\x03" + ON), 0)
    assert [message for _, message, _ in receiver.receive(Rtp(4, 0, 5, b"\x00"), 0)] == [OFF]
