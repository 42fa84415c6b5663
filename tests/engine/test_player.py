"""One song by a clock that the test moves: wherever it is taken up, a device is set as if it was played to there."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.play_orders import Events, Place, PlayingMoved, SetPlaying, StartPlaying
from app.engine.player import LEAD_TICKS, Player
from app.engine.ring import MonitorRing
from app.engine.router import Router
from app.engine.song_places import SYSEX_REST_TICKS, place_at
from app.engine.ticks import TICKS_PER_SECOND
from app.media.routes import Hop, RouteTable
from app.midi.messages import is_note_on
from app.midi.opening import Opening
from app.midi.sounding import Sounding
from tests.support.midi_strategies import song_messages
from tests.support.synth import Synth, is_set_as

SONG, SYNTH, KEYS = 1, 2, 3
NOTE, OFF, PEDAL, PEDAL_UP = b"\x90\x3c\x60", b"\x80\x3c\x40", b"\xb0\x40\x7f", b"\xb0\x40\x00"
PROGRAM, VOLUME, BEND, NO_BEND = b"\xc0\x05", b"\xb0\x07\x50", b"\xe0\x00\x60", b"\xe0\x00\x40"
GS_RESET = b"\xf0\x41\x10\x42\x12\x40\x00\x7f\x00\x41\xf7"
PLAY_MACHINE = b"\xf0\x7f\x7f\x06\x02\xf7"
SECOND = TICKS_PER_SECOND
LENGTH = 10 * SECOND


class Stage:
    """A player with a router of its own, a synthesiser, and somebody who plays it too."""

    def __init__(self, *events: tuple[int, bytes], loop: bool = False, place: Place | None = None) -> None:
        self.events: Events = events
        self.now = 0
        self.reports: list[PlayingMoved] = []
        self._heard: list[tuple[int, bytes]] = []
        self._router = Router(MonitorRing())
        self.come()
        opening = Opening(message for _, message in events)
        order = StartPlaying(7, SONG, events, LENGTH, loop, place or Place(), opening)
        self.player = Player(order, self._router, self.reports.append, 0)

    def come(self) -> None:
        """The synthesiser is switched on."""
        self._router.add_sink(SYNTH, self)
        self._router.install(RouteTable({end: [Hop(end, SYNTH)] for end in (SONG, KEYS)}), self.now)

    def go(self) -> "Stage":
        """It is switched off, with all that it was set to."""
        self._router.remove_sink(SYNTH, self.now)
        self.player.look_round(self.now)
        return self

    def come_back(self) -> "Stage":
        self._heard = []
        self.come()
        self.player.look_round(self.now)
        return self

    def begin_anew(self) -> "Stage":
        """It was restarted without leaving."""
        self._heard = []
        self._router.begin_visit(SYNTH)
        self.player.look_round(self.now)
        return self

    def sleep(self, ticks: int) -> "Stage":
        """Nothing is looked after for so long."""
        self.now += ticks
        self.player.handle_timer(self.now)
        return self

    def deliver(self, message: bytes, ticks: int) -> None:
        self._heard.append((ticks, message))

    def give_up(self, transfer: object) -> None:
        raise AssertionError("nothing is given up here")

    def play_keys(self, message: bytes) -> None:
        self._router.feed(KEYS, message, self.now, 0)

    def run(self, ticks: int) -> "Stage":
        """Let time go on."""
        until = self.now + ticks
        while (due := self.player.get_timer()) is not None and due <= until:
            self.now = max(due, self.now)
            self.player.handle_timer(self.now)
        self.now = until
        return self

    def play_to(self, ticks: int) -> "Stage":
        """Play all events before a place of the song."""
        return self.run(LEAD_TICKS + ticks - 1)

    def seek(self, ticks: int, *, sysex: bool = False) -> "Stage":
        self.player.seek(place_at(self.events, ticks, sysex=sysex), self.now)
        return self

    def pause(self) -> "Stage":
        self.player.change(SetPlaying(7, paused=True), self.now)
        return self

    def resume(self) -> "Stage":
        self.player.change(SetPlaying(7, paused=False), self.now)
        return self

    def take(self) -> list[bytes]:
        """Give what was heard since the last time."""
        heard, self._heard = [message for _, message in self._heard], []
        return heard

    def take_lead_in(self) -> list[bytes]:
        """Give what was heard before the first event of the song, and leave the rest."""
        start = self.player._start + self.player._begin
        lead = [message for ticks, message in self._heard if ticks < start]
        self._heard = self._heard[len(lead) :]
        return lead


def sounding(messages: list[bytes]) -> list[bytes]:
    held = Sounding()
    for message in messages:
        held.feed(message)
    return held.release()


SONGS = st.lists(st.tuples(st.integers(0, LENGTH), song_messages()), max_size=40).map(
    lambda events: sorted(events, key=lambda event: event[0])
)
PLACES = st.integers(0, LENGTH)


@given(SONGS, PLACES, PLACES, st.sampled_from(["playing", "held", "in the lead-in"]))
def test_the_device_is_set_as_by_playing_to_there(events, first, then, when):
    stage = Stage(*events).play_to(first)
    match when:
        case "playing":
            stage.seek(then)
        case "held":
            stage.pause().run(SECOND).seek(LENGTH // 2).seek(then).run(SECOND).resume()
        case "in the lead-in":
            if stage.seek(then).player._lead:
                stage.run(0).pause().run(SECOND).resume()
    before = stage.take()
    stage.run(LENGTH * 2)
    before += (lead := stage.take_lead_in())
    assert not any(is_note_on(message) for message in lead)
    assert is_set_as(Synth(before), Synth([message for at, message in events if at < then]))
    later, rest = stage.take(), [message for at, message in events if at >= then]
    assert later[: len(rest)] == rest
    assert sounding([*before, *later]) == []
    assert stage.reports[-1].state == "done"


@given(SONGS, PLACES)
def test_a_pause_changes_nothing_but_the_notes_that_it_cut(events, place):
    through = Stage(*events).play_to(place)
    paused = Stage(*events).play_to(place).pause().run(SECOND).resume()
    plain, again = through.take(), paused.take()
    again += paused.run(LENGTH * 2).take_lead_in()
    assert Synth(again).settings() == Synth(plain).settings()
    rest = [message for at, message in events if at >= place]
    assert paused.take()[: len(rest)] == rest


def test_exactly_what_the_song_holds_is_released():
    for act in (Stage.pause, lambda stage: stage.seek(5 * SECOND)):
        stage = Stage((0, NOTE), (0, b"\x90\x40\x60"), (0, PEDAL), (0, BEND), (0, b"\x91\x3c\x60"))
        stage.play_keys(NOTE)
        stage.play_keys(b"\xb1\x40\x7f")
        stage.play_to(SECOND).take()
        act(stage)
        assert set(stage.take()) == {b"\x80\x40\x40", b"\x81\x3c\x40", PEDAL_UP, NO_BEND}


def test_what_a_pause_let_go_of_is_held_again_and_nothing_else_is_said():
    stage = Stage((0, PROGRAM), (0, VOLUME), (0, PEDAL), (0, BEND), (2 * SECOND, NOTE)).play_to(SECOND)
    stage.pause().run(60 * SECOND).take()
    stage.resume().run(SECOND // 2)
    assert stage.take() == [PEDAL, BEND]
    assert stage.run(SECOND).take() == [NOTE]


def test_a_second_pause_forgets_nothing_of_the_first():
    stage = Stage((0, PEDAL), (0, BEND), (2 * SECOND, NOTE)).play_to(SECOND)
    stage.pause().resume().pause().take()
    assert stage.resume().run(SECOND // 2).take() == [PEDAL, BEND]


def test_no_event_is_played_twice_or_left_out_around_a_pause():
    events = [(nth, bytes((0xB0, 20, nth % 128))) for nth in range(0, SECOND, 10)]
    stage = Stage(*events)
    for _ in range(20):
        stage.run(33).pause().run(7).resume()
    stage.run(LENGTH * 2)
    assert stage.take() == [message for _, message in events]


def test_the_first_note_waits_for_what_sets_it_up_at_the_speed_of_a_cable():
    events = [(0, bytes((0xB0, number, 1))) for number in (7, 10, 71, 72, 73)]
    stage = Stage(*events, (5 * SECOND, NOTE))
    stage.seek(5 * SECOND).run(47)
    assert stage.take() == [message for _, message in events]
    assert stage.run(3).take() == [NOTE]  # 15 octets take 4.8 ms


def test_a_song_can_begin_in_its_middle():
    events = ((0, PROGRAM), (0, PEDAL), (SECOND, NOTE), (6 * SECOND, OFF))
    stage = Stage(*events, place=place_at(events, 5 * SECOND, sysex=False)).run(LEAD_TICKS + SECOND // 2)
    assert stage.take() == [PROGRAM, PEDAL]
    assert all(SECOND * 5 <= report.position_ticks < SECOND * 6 for report in stage.reports)
    assert stage.reports


def test_going_back_puts_to_rest_what_only_comes_later():
    stage = Stage((0, PROGRAM), (SECOND, b"\xb0\x01\x7f"), (SECOND, b"\xb0\x07\x20")).play_to(2 * SECOND)
    stage.take()
    assert stage.seek(SECOND // 2).run(SECOND // 4).take() == [b"\xb0\x01\x00", b"\xb0\x07\x64", PROGRAM]


def test_sysex_is_sent_if_that_is_wanted_and_gets_its_time():
    events = (
        *((0, GS_RESET), (0, PLAY_MACHINE), (1, b"\xf0\x43\x01\xf7"), (2, b"\xf0\x43\x02\xf7")),
        *((3, b"\xf0\x43\x01\xf7"), (4, PROGRAM), (SECOND, NOTE)),
    )
    assert Stage(*events).seek(SECOND).run(SECOND // 2).take() == [PROGRAM, NOTE]
    stage = Stage(*events).seek(SECOND, sysex=True)
    assert stage.run(SYSEX_REST_TICKS).take() == [GS_RESET]
    rest = [b"\xf0\x43\x02\xf7", b"\xf0\x43\x01\xf7", PROGRAM, NOTE]
    assert stage.run(3 * SYSEX_REST_TICKS).take() == rest


def test_a_place_at_the_end_is_the_end_and_a_loop_begins_anew_from_there():
    assert Stage((0, NOTE)).seek(LENGTH).run(1).reports[-1] == PlayingMoved(7, LENGTH, "done")
    stage = Stage((0, NOTE), (SECOND, b"\xb0\x01\x7f"), loop=True).play_to(2 * SECOND)
    stage.take()
    stage.seek(LENGTH).run(SECOND // 2)
    assert stage.take() == [OFF, b"\xb0\x01\x7f", b"\xb0\x01\x00", NOTE]
    assert stage.reports[-1].position_ticks < SECOND


@given(SONGS, st.integers(0, LENGTH - 2 * SECOND), st.booleans())
def test_who_comes_back_is_set_as_if_nothing_had_been(events, place, away):
    stayed, gone = (Stage(*events).play_to(place) for _ in range(2))
    if away:
        gone.go().run(SECOND // 4).come_back()
        stayed.run(SECOND // 4)
    else:
        gone.begin_anew()
    for stage in (stayed, gone):
        stage.run(SECOND)
    wanted, found = Synth(stayed.take()), Synth(gone.take())
    assert {key: found.settings().get(key) for key in wanted.known()} == wanted.known()


def test_who_comes_back_in_a_pause_is_set_up_then():
    stage = Stage((0, PROGRAM), (0, PEDAL), (2 * SECOND, NOTE)).play_to(SECOND).pause().go()
    assert stage.come_back().run(1).take() == [PROGRAM, PEDAL_UP]
    assert stage.resume().run(2 * SECOND).take()[:2] == [PEDAL, NOTE]


def test_who_comes_back_gets_a_channel_at_a_time_and_only_once():
    setting = [bytes((0xB0 | channel, number, 1)) for channel in range(3) for number in (10, 71, 72)]
    stage = Stage(*((0, message) for message in setting), (5 * SECOND, NOTE)).play_to(SECOND).go()
    assert stage.come_back().run(1).take() == setting[:3]
    assert stage.run(28).take() == []  # 9 octets take 2.9 ms
    assert stage.run(1).take() == setting[3:6]
    assert stage.run(SECOND).take() == setting[6:]
    stage.player.look_round(stage.now)
    assert stage.run(SECOND).take() == []


def test_who_comes_back_while_much_is_played_is_set_up_no_faster():
    setting = [bytes((0xB0 | channel, 10, 1)) for channel in range(3)]
    notes = [(SECOND + nth, bytes((0x99, nth, 1))) for nth in range(100)]
    stage = Stage(*((0, message) for message in setting), *notes).play_to(SECOND).go().come_back()
    heard = stage.run(100).take()
    places = [heard.index(message) for message in setting]
    assert all(later - earlier >= 9 for earlier, later in itertools.pairwise(places))  # 3 octets take 1 ms


def test_who_has_gone_again_is_told_nothing():
    stage = Stage((0, PROGRAM), (5 * SECOND, NOTE)).play_to(SECOND).go().come_back().go()
    assert stage.run(SECOND).take() == []


def test_a_lead_in_goes_on_after_a_sleep_at_the_speed_of_a_cable():
    setting = [(0, bytes((0xB0, number, 1))) for number in range(70, 95)]
    stage = Stage(*setting, (5 * SECOND, NOTE)).seek(5 * SECOND)
    assert len(stage.sleep(3 * SECOND).take()) == 1
    assert len(stage.run(100).take()) == 10
    assert stage.run(SECOND).take()[-1] == NOTE
    assert stage.reports[-1].position_ticks < 6 * SECOND


def test_a_lead_in_that_is_held_up_for_a_moment_makes_no_burst():
    setting = [(0, bytes((0xB0, number, 1))) for number in range(70, 95)]
    stage = Stage(*setting, (5 * SECOND, NOTE)).seek(5 * SECOND).run(1)
    stage.take()
    assert len(stage.sleep(SECOND // 10).take()) == 1


def test_a_song_goes_on_after_a_sleep_from_where_it_was():
    notes = [(nth * SECOND // 10, bytes((0x90, nth, 1))) for nth in range(100)]
    stage = Stage(*notes).play_to(SECOND)
    stage.take()
    assert len(stage.sleep(5 * SECOND).take()) == 1
    assert len(stage.run(SECOND - 1).take()) == 9


def test_where_it_is_is_told_at_once():
    stage = Stage((0, NOTE)).play_to(SECOND).pause().seek(3 * SECOND)
    assert stage.reports[-1] == PlayingMoved(7, 3 * SECOND, "paused")
    stage.resume()
    assert stage.reports[-1] == PlayingMoved(7, 3 * SECOND, "playing")
    assert stage.seek(7 * SECOND).reports[-1] == PlayingMoved(7, 7 * SECOND, "playing")


@pytest.mark.parametrize("act", [lambda stage: stage.seek(SECOND), Stage.pause])
def test_nothing_wakes_up_a_player_that_has_ended(act):
    stage = Stage((0, NOTE))
    stage.player.end()
    act(stage)
    assert stage.player.get_timer() is None
    assert stage.run(LENGTH).take() == []
