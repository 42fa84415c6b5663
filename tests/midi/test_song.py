"""Reading songs: the tracks as one with their times, what cannot be played refused, and any octets end soon."""

import io

import mido
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.midi.messages import is_whole
from app.midi.smf import TICKS_PER_BEAT, Track, compose, tempo_track
from app.midi.song import LONGEST_RUN, SmfError, Song, played_time, read_song
from tests.support.midi_strategies import sysex_messages

NOTE, OFF = b"\x90\x3c\x60", b"\x80\x3c\x40"
END = b"\0\xff\x2f\0"
DAY_NS = 24 * 3600 * 10**9


def track(octets: bytes) -> bytes:
    return b"MTrk" + len(octets).to_bytes(4, "big") + octets


def file(*tracks: bytes, kind: int = 1, beat: int = 480, count: int | None = None) -> bytes:
    head = kind.to_bytes(2, "big") + (len(tracks) if count is None else count).to_bytes(2, "big")
    return b"MThd\0\0\0\x06" + head + beat.to_bytes(2, "big", signed=True) + b"".join(tracks)


def song_or_error(octets: bytes) -> Song | SmfError:
    try:
        return read_song(octets)
    except SmfError as error:
        return error


def as_mido_reads(octets: bytes) -> list[tuple[float, bytes]]:
    at, heard = 0.0, []
    for message in mido.MidiFile(file=io.BytesIO(octets)):
        at += message.time
        if not message.is_meta:
            heard.append((at, bytes(message.bytes())))
    return heard


@st.composite
def mido_files(draw: st.DrawFn) -> mido.MidiFile:
    """A file as mido writes it: several tracks, tempo changes, texts, SysEx, running status."""
    made = mido.MidiFile(ticks_per_beat=draw(st.sampled_from((24, 480, TICKS_PER_BEAT))))
    for _ in range(draw(st.integers(1, 3))):
        part = made.add_track(draw(st.text(st.characters(max_codepoint=255), max_size=5)))
        for _ in range(draw(st.integers(0, 12))):
            part.append(draw(_events()).copy(time=draw(st.integers(0, 5000))))
    return made


def _events() -> st.SearchStrategy[mido.Message]:
    seven = st.integers(0, 127)
    return st.one_of(
        st.builds(lambda note, speed: mido.Message("note_on", note=note, velocity=speed), seven, seven),
        st.builds(lambda program: mido.Message("program_change", channel=3, program=program), seven),
        st.builds(lambda pitch: mido.Message("pitchwheel", pitch=pitch), st.integers(-8192, 8191)),
        st.builds(lambda data: mido.Message("sysex", data=data), st.lists(seven, max_size=200)),
        st.builds(lambda tempo: mido.MetaMessage("set_tempo", tempo=tempo), st.integers(1000, 2_000_000)),
        st.just(mido.MetaMessage("lyrics", text="la")),
    )


@given(mido_files())
def test_a_file_is_read_as_mido_reads_it(made):
    into = io.BytesIO()
    made.save(file=into)
    expected = as_mido_reads(into.getvalue())
    found = read_song(into.getvalue())
    assert [message for _, message in found.events] == [message for _, message in expected]
    assert [at / 1e9 for at, _ in found.events] == pytest.approx([at for at, _ in expected], abs=1e-6)
    assert found.length_ns / 1e9 == pytest.approx(made.length, abs=1e-6)


@given(st.lists(st.tuples(st.integers(0, DAY_NS), sysex_messages() | st.just(NOTE)), max_size=20))
def test_what_we_write_we_read(played):
    made = Track("Keys")
    for at_ns, message in sorted(played):
        made.add(at_ns, message)
    found = read_song(b"".join(compose([tempo_track("take"), made])))
    assert [message for _, message in found.events] == [message for _, message in sorted(played)]
    assert [at for at, _ in found.events] == pytest.approx([at for at, _ in sorted(played)], abs=60_000)


@given(st.binary(max_size=300).map(lambda octets: file(track(octets))) | st.binary(max_size=300))
@example(b"")
@example(b"MThd")
@example(b"MThd\xff\xff\xff\xff")
@example(file(track(b"\0\xf0"), track(b"\0\xff")))
def test_any_octets_are_a_song_or_none(octets):
    found = song_or_error(octets)
    if isinstance(found, SmfError):
        assert found.code in ("none", "cut", "songs", "frames", "pause", "broken")
        assert 0 <= found.place <= len(octets)
    else:
        assert all(is_whole(message) for _, message in found.events)
        assert [at for at, _ in found.events] == sorted(at for at, _ in found.events)


@pytest.mark.parametrize(
    ("events", "messages"),
    [
        (b"\0\xf0\x04\x7e\x01\x02\xf7", [b"\xf0\x7e\x01\x02\xf7"]),
        (b"\0\xf0\x03\x7e\x01\x02\0\x90\x3c\x60", [b"\xf0\x7e\x01\x02\xf7", NOTE]),  # no F7
        (b"\0\xf0\x03\xf0\x7e\xf7", [b"\xf0\x7e\xf7"]),  # F0 twice
        (b"\0\x90\x3c\x60\0\xff\x01\x02la\x05\x3c\0", [NOTE, b"\x90\x3c\0"]),  # running status behind a text
        (b"\0\xff\x01\x87\x68" + b"\xe3\x81\x82" * 333 + b"\xe3\0\x90\x3c\x60", [NOTE]),  # a text in Japanese
    ],
)
def test_what_programs_write_is_read(events, messages):
    assert [message for _, message in read_song(file(track(events + END))).events] == messages


@pytest.mark.parametrize(
    ("octets", "code", "place"),
    [
        (b"RIFF1234RMIDdata", "none", 0),
        (b"MThd\0\0\0\x02\0\x01", "cut", 10),
        (file(track(END), count=2), "cut", 26),
        (file(track(END))[:-1], "cut", 25),
        (file(track(END), kind=2), "songs", 0),
        (file(track(END), beat=-25 << 8 | 40), "frames", 0),
        (file(track(END), beat=0), "frames", 0),
        (file(track(b"\0\x90\x3c\x80" + END)), "broken", 26),
        (file(track(b"\0\x3c\x60" + END)), "broken", 24),  # running status of nothing
        (file(track(b"\0\x90\x3c")), "cut", 25),
        (file(track(b"\xff" * 4 + b"\x7f\x90\x3c\x60" + END)), "pause", 0),  # of years
        (file(track(b"\xff" * 3_000_000)), "broken", 22 + LONGEST_RUN + 1),  # hours, if it were counted
    ],
)
def test_what_is_no_song_is_refused(octets, code, place):
    with pytest.raises(SmfError) as caught:
        read_song(octets)
    assert (caught.value.code, caught.value.place) == (code, place)


def test_a_tempo_in_one_track_counts_for_all():
    tempo = track(b"\x83\x60\xff\x51\x03\x0f\x42\x40" + END)  # one beat, then a second for each
    found = read_song(file(tempo, track(b"\x87\x40" + NOTE + b"\x83\x60" + OFF + b"\x83\x60\xff\x2f\0")))
    assert found == Song(((1_500_000_000, NOTE), (2_500_000_000, OFF)), 3_500_000_000)


def test_times_are_written_as_players_write_them():
    assert [played_time(seconds) for seconds in (0, 9.99, 62, 3725.9)] == ["0:00", "0:09", "1:02", "62:05"]
