"""Beginning a song in its middle: a device is then set as if the song had been played from its start."""

from hypothesis import example, given
from hypothesis import strategies as st

from app.midi.channel_settings import MOST_STEPS
from app.midi.chase import Chase
from app.midi.opening import Opening
from app.midi.sounding import Sounding
from tests.support.midi_strategies import song_messages
from tests.support.synth import Synth, is_set_as

GM_ON = b"\xf0\x7e\x7f\x09\x01\xf7"
STYLES = st.booleans()


def cc(number: int, value: int, channel: int = 0) -> bytes:
    return bytes((0xB0 | channel, number, value))


@given(st.lists(song_messages(), max_size=60), STYLES)
@example([cc(1, 2), cc(33, 3), cc(1, 4)], True)
@example([cc(99, 1), cc(98, 2), cc(101, 0), cc(100, 0), cc(121, 0)], False)
def test_a_fresh_device_is_set_as_by_playing_through(messages, resets_lsb):
    assert Synth(Chase(messages).messages(), resets_lsb).settings() == Synth(messages, resets_lsb).settings()


@given(st.lists(song_messages(), max_size=40), st.lists(song_messages(), max_size=40), STYLES)
@example([], [cc(0, 5), cc(32, 1), b"\xc0\x07"], False)
@example([b"\xc0\x07"], [cc(0, 5), b"\xc0\x09"], False)
@example([b"\xc0\x07", cc(0, 5)], [], False)
@example([cc(101, 0)], [cc(101, 3), cc(100, 1), cc(6, 9)], False)
def test_going_back_puts_to_rest_what_only_came_later(before, after, resets_lsb):
    """As on a device that was switched on before the song, but for what makers do not agree about."""
    there, here = Chase(before), Chase([*before, *after])
    sounding = Sounding()
    for message in (*before, *after):
        sounding.feed(message)
    here.release()
    played = [*before, *after, *sounding.release(), *here.rests(there, Opening([*before, *after]))]
    played += there.messages()
    assert is_set_as(Synth(played, resets_lsb), Synth(before, resets_lsb))


@given(st.lists(song_messages(), max_size=40), STYLES)
@example([cc(0, 5), cc(32, 1), b"\xc0\x07", cc(0, 6), b"\xc0\x08"], False)
@example([cc(32, 2), cc(0, 5), b"\xc0\x07", cc(0, 6), b"\xc0\x08"], True)
@example([b"\xc0\x07", cc(32, 6), b"\xc0\x08"], False)
def test_what_has_no_rest_goes_back_to_the_first_of_the_song(messages, resets_lsb):
    song = [message for message in messages if message[0] < 0xF0]
    found = Synth([*song, *Chase(song).rests(Chase(), Opening(song))], resets_lsb).settings()
    for channel in range(2):
        called = [nth for nth, message in enumerate(song) if message[0] == 0xC0 | channel]
        first = Synth(song[: called[0] + 1] if called else (), resets_lsb).settings()
        assert found[channel, "program"] == first[channel, "program"]
        values = [message[2] for message in song if message[:2] == cc(20, 0, channel)[:2]]
        assert found[channel, "cc", 20] == (values[0] if values else 0)
        assert found[channel, "selected"] is None


def test_a_loop_takes_back_only_what_the_song_does_not_set_before_its_first_note():
    song = [cc(0, 1), b"\xc0\x05", cc(7, 90), cc(64, 127, 1), b"\x90\x3c\x60"]
    song += [cc(7, 20), cc(10, 0), b"\xc0\x06", cc(20, 3, 2), cc(20, 9, 2)]
    assert Chase(song).rests(None, Opening(song)) == [cc(10, 64), cc(64, 0, 1), cc(20, 3, 2)]


@given(st.lists(song_messages(), max_size=40), STYLES)
def test_a_loop_is_set_up_by_its_first_note_as_the_first_time(messages, resets_lsb):
    song = [message for message in messages if message[0] < 0xF0]
    back = [*song, *Chase(song).rests(None, Opening(song))]
    for channel in range(2):
        notes = [nth for nth, message in enumerate(song) if message[0] in (0x80 | channel, 0x90 | channel)]
        if notes:
            until = song[: notes[0]]
            found, wanted = Synth([*back, *until], resets_lsb), Synth(until, resets_lsb)
            assert is_set_as(found, wanted, channel)


def test_a_parameter_goes_back_to_what_it_was():
    bend = [cc(101, 0), cc(100, 0), cc(6, 12), cc(101, 127), cc(100, 127)]
    maker = [cc(99, 1), cc(98, 8), cc(6, 30), cc(38, 3), cc(6, 50), cc(38, 5)]
    turned = [cc(101, 0), cc(100, 1), cc(96, 0)]
    song = [*bend, *maker, *turned]
    data = Synth([*song, *Chase(song).rests(Chase(), Opening(song))]).settings()
    assert data[0, "data", "rpn", 0, 0] == (2, 0, 0)
    assert data[0, "data", "rpn", 0, 1] == (64, 0, 0)
    assert data[0, "data", "nrpn", 1, 8] == (30, 3, 0)


@given(st.lists(song_messages(), max_size=60))
def test_what_a_release_puts_to_rest_can_be_held_again(messages):
    chase, sounding = Chase(messages), Sounding()
    for message in messages:
        sounding.feed(message)
    held, released = chase.held(), sounding.release()
    chase.release()
    assert Synth([*messages, *released, *held]).settings() == Synth(messages).settings()
    assert Synth(chase.messages()).settings() == Synth([*messages, *released]).settings()
    assert chase.held() == []


@given(st.lists(song_messages(), max_size=60))
def test_what_is_told_once_need_not_be_told_twice(messages):
    told = Chase(messages).messages()
    assert Chase(told).messages() == told


def test_a_program_comes_behind_the_bank_that_it_had():
    song = [cc(0, 1), cc(32, 2), b"\xc0\x05", cc(0, 9)]
    assert Chase(song).messages() == [cc(0, 1), cc(32, 2), b"\xc0\x05", cc(32, 2), cc(0, 9)]


def test_nothing_is_struck_and_nothing_is_said_of_what_was_not_set():
    song = [b"\x90\x3c\x60", b"\xa0\x3c\x20", cc(84, 60), cc(88, 1), cc(123, 0), cc(6, 3), b"\xf0\x01\xf7"]
    assert Chase(song).messages() == []


def test_channels_are_kept_apart():
    song = [b"\xc3\x05", cc(7, 90, 9), b"\xe3\x00\x50"]
    assert Chase(song).messages() == [b"\xc3\x05", b"\xe3\x00\x50", cc(7, 90, 9)]


def test_a_device_that_was_reset_knows_nothing_of_before():
    assert Chase([cc(7, 20), GM_ON, cc(7, 90, 1)]).messages() == [cc(7, 90, 1)]


def test_turns_of_a_knob_are_bounded_and_begin_anew_with_a_value():
    turns = [cc(96, 0)] * MOST_STEPS
    song = [cc(101, 0), cc(100, 0), *turns * 3, cc(6, 2), *turns]
    assert Chase(song).messages().count(cc(96, 0)) == MOST_STEPS
    assert len(Chase([*song, *turns]).messages()) <= MOST_STEPS + 6
