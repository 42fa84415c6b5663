"""Takes and songs through a whole engine: what is in the file, when it sounds, what is released, what disks refuse."""

import asyncio
import errno
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import mido
import pytest

from app.engine import playbacks, recorders
from app.engine.api import CommandError, Playback, Recording
from app.engine.patchbay import Patchbay
from app.engine.song_places import place_at
from app.engine.take_writer import PARTED_TRACKS, TakeWriter
from app.engine.ticks import TICKS_PER_SECOND
from app.engine.whole_file import write_whole
from app.engine.wiring import Ends
from app.midi.smf import compose, sorted_tracks
from app.model.endpoints import KEYBOARD, MONITOR, PortEnd, SessionEnd
from app.model.patch import Patch, Route
from tests.support.engines import Running, running, until
from tests.support.permissions import full_disk, open_folder, refused_writing

NOTE, OFF, PEDAL = b"\x90\x3c\x60", b"\x80\x3c\x40", b"\xb1\x40\x7f"
PEDAL_UP = b"\xb1\x40\x00"
DUMP = b"\xf0\x43" + bytes(range(100)) + b"\xf7"
KEYS, SYNTH = PortEnd("Keys"), PortEnd("Synth")
PORTS = (("Keys", "in"), ("Synth", "out"))


def recording(ours: Running, number: int) -> Recording:
    return next(each for each in ours.engine.snapshot().recordings if each.id == number)


def playback(ours: Running, number: int) -> Playback:
    return next(each for each in ours.engine.snapshot().playbacks if each.id == number)


async def ended(ours: Running, take: int) -> Recording:
    ours.engine.takes.stop_recording(take)
    await until(lambda: recording(ours, take).is_over, "the end of the take")
    return recording(ours, take)


def heard_in(file: Path) -> list[tuple[float, bytes]]:
    at, heard = 0.0, []
    for message in mido.MidiFile(file, charset="utf-8"):
        at += message.time
        if not message.is_meta:
            heard.append((at, bytes(message.bytes())))
    return heard


async def test_a_take_holds_what_was_played_and_when(tmp_path):
    file = tmp_path / "take.mid"
    async with running(Patch(), *PORTS) as ours:
        take = ours.engine.takes.record(KEYS, str(file))
        await until(lambda: "Keys" in ours.backend.inputs, "the input, which no cable opens")
        keys = ours.backend.inputs["Keys"]
        stamps = []
        for message in (NOTE, b"\xf8", PEDAL, DUMP, OFF):
            stamps.append((keys.inject(message), message))
            await asyncio.sleep(0.02)
        await until(lambda: recording(ours, take).messages == 4, "the messages")
        assert recording(ours, take).state == "recording"
        alive = heard_in(file)  # complete at any moment
        done = await ended(ours, take)
    assert (done.state, done.messages, done.reason) == ("done", 4, None)
    expected = [((at - stamps[0][0]) / 1e9, message) for at, message in stamps if message != b"\xf8"]
    *whole, last = heard_in(file)
    assert last[1] == PEDAL_UP  # what was held when it was stopped does not sound for ever
    for found in (whole, alive):
        assert [message for _, message in found] == [message for _, message in expected]
        assert [at for at, _ in found] == pytest.approx([at for at, _ in expected], abs=0.00006)
    song = mido.MidiFile(file, charset="utf-8")
    assert [track.name for track in song.tracks] == ["take", "Keys · ch 1", "Keys · ch 2", "Keys · SysEx"]
    assert "Keys" not in ours.backend.inputs or not ours.backend.inputs["Keys"].open


async def test_what_only_receives_is_recorded_by_what_it_is_played(tmp_path):
    patch = Patch(routes=(Route("r1", KEYS, SYNTH), Route("r2", KEYBOARD, MONITOR)))
    async with running(patch, *PORTS) as ours:
        await until(lambda: "Synth" in ours.backend.outputs, "the cable")
        synth = ours.engine.takes.record(SYNTH, str(tmp_path / "synth.mid"))
        monitor = ours.engine.takes.record(MONITOR, str(tmp_path / "monitor.mid"))
        ours.backend.inputs["Keys"].inject(NOTE)
        ours.engine.play(PEDAL)
        ours.engine.send(SYNTH, OFF)
        await until(lambda: recording(ours, synth).messages == 2, "both notes")
        await until(lambda: recording(ours, monitor).messages == 1, "the pedal")
        await ended(ours, synth)
        await ended(ours, monitor)
    assert [message for _, message in heard_in(tmp_path / "synth.mid")] == [NOTE, OFF]
    assert [message for _, message in heard_in(tmp_path / "monitor.mid")] == [PEDAL, PEDAL_UP]
    names = [track.name for track in mido.MidiFile(tmp_path / "monitor.mid", charset="utf-8").tracks]
    assert names == ["monitor", "Test keyboard · ch 2", "Longwire · ch 2"]


async def test_a_take_of_nothing_leaves_no_file(tmp_path):
    async with running(Patch(), *PORTS) as ours:
        take = ours.engine.takes.record(KEYS, str(tmp_path / "take.mid"))
        assert (tmp_path / "take.mid").exists()
        assert (await ended(ours, take)).state == "done"
    assert not list(tmp_path.iterdir())


async def test_quitting_completes_a_take(tmp_path):
    async with running(Patch(), *PORTS) as ours:
        take = ours.engine.takes.record(KEYBOARD, str(tmp_path / "take.mid"))
        ours.engine.play(NOTE)
        await until(lambda: ours.engine.meters().get("in:1"), "the note")
    assert recording(ours, take).state == "done"
    assert [message for _, message in heard_in(tmp_path / "take.mid")] == [NOTE, OFF]
    assert len(mido.MidiFile(tmp_path / "take.mid", charset="utf-8").tracks) == 2


async def test_a_take_of_more_names_than_a_file_can_part_stays_in_one_track(tmp_path):
    names, heard = tmp_path / "names.mid", [(nth, nth, NOTE) for nth in range(PARTED_TRACKS + 2)]
    writer = TakeWriter(names, lambda: [heard.pop() for _ in range(len(heard))], "Guest {}".format)
    writer.start()
    writer.end()
    writer.join(20)
    assert writer.over
    assert [message for _, message in heard_in(names)].count(NOTE) == PARTED_TRACKS + 2
    assert len(mido.MidiFile(names, charset="utf-8").tracks) == 1


async def test_who_came_and_went_is_not_listened_to_for_ever(tmp_path, monkeypatch):
    now, ids = 0.0, (1,)
    monkeypatch.setattr(recorders, "perf_counter", lambda: now)
    monkeypatch.setattr(Patchbay, "sources", lambda _self, _end: Ends(ids))
    async with running(Patch()) as ours:
        router = ours.engine._all.thread.router
        ours.engine.takes.record(KEYBOARD, str(tmp_path / "take.mid"))
        for nth in range(100):
            now, ids = nth * 0.5, (nth,)
            ours.engine._all.recorders.tick()
        for nth in range(100):
            router.feed(nth, NOTE, 0, nth)
    heard = [message for _, message in heard_in(tmp_path / "take.mid")]
    assert heard.count(NOTE) == 4  # two seconds back


async def test_what_a_source_held_ends_when_it_goes(tmp_path, monkeypatch):
    file, now, ids = tmp_path / "take.mid", 0.0, (7, 8)
    monkeypatch.setattr(recorders, "perf_counter", lambda: now)
    monkeypatch.setattr(Patchbay, "sources", lambda _self, _end: Ends(ids))
    async with running(Patch()) as ours:
        take = ours.engine.takes.record(KEYBOARD, str(file))
        for source, message in ((7, NOTE), (8, NOTE), (8, PEDAL)):
            ours.engine._all.thread.router.feed(source, message, 0, time.perf_counter_ns())
        await until(lambda: len(heard_in(file)) == 3, "the notes")
        now, ids = 3.0, (8,)
        await until(lambda: len(heard_in(file)) == 4, "the end of the first")
        assert heard_in(file)[3][1] == OFF
        assert recording(ours, take).messages == 3
    assert [message for _, message in heard_in(file)][4:] == [OFF, PEDAL_UP]


async def test_what_the_disk_refuses_at_the_last_moment_leaves_the_old_file(tmp_path, monkeypatch):
    def refuse(_file: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    (tmp_path / "old.mid").write_text("old")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="full"):
        write_whole(tmp_path / "old.mid", [b"new"])
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {"old.mid": "old"}


async def test_a_folder_that_refuses_and_a_file_that_is_there_are_said():
    with open_folder() as folder:
        async with running(Patch(), *PORTS) as ours:
            with refused_writing(folder), pytest.raises(CommandError, match="permission denied"):
                ours.engine.takes.record(KEYS, str(folder / "take.mid"))
            (folder / "take.mid").write_text("mine")
            with pytest.raises(CommandError, match="is there already"):
                ours.engine.takes.record(KEYS, str(folder / "take.mid"))
            with pytest.raises(CommandError, match="nothing to record"):
                ours.engine.takes.record(SessionEnd("Nobody's"), str(folder / "other.mid"))
            assert not ours.engine.snapshot().recordings
        assert (folder / "take.mid").read_text() == "mine"
        assert [file.name for file in folder.iterdir()] == ["take.mid"]


async def test_a_full_disk_ends_a_take_and_keeps_what_was_played(tmp_path, expect_log):
    file = tmp_path / "take.mid"
    async with running(Patch(), *PORTS) as ours:
        take = ours.engine.takes.record(KEYBOARD, str(file))
        ours.engine.play(NOTE)
        await until(lambda: recording(ours, take).messages == 1, "the note")
        await until(lambda: [message for _, message in heard_in(file)] == [NOTE], "it in the file")
        expect_log("the take")
        with full_disk(os.stat(file).st_size + 10):
            ours.engine.play(DUMP)
            await until(lambda: recording(ours, take).is_over, "the end")
        assert recording(ours, take).state == "failed"
        problem = next(each for each in ours.engine.snapshot().problems if each.code == "take.ended")
        assert "the disk is full" in problem.text()
    assert [message for _, message in heard_in(file)] == [NOTE]


# -- songs ---------------------------------------------------------------------------------------------------------


def song(file: Path, *events: tuple[float, bytes]) -> str:
    tracks = sorted_tracks("song", ((round(at * 1e9), "track", message) for at, message in events))
    file.write_bytes(b"".join(compose(tracks)))
    return str(file)


async def test_a_song_sounds_in_its_time_and_ends(tmp_path):
    events = [(0.0, NOTE), (0.05, PEDAL), (0.1, DUMP), (0.2, OFF), (0.25, b"\xb1\x40\x00")]
    file = song(tmp_path / "song.mid", *events)
    async with running(Patch(), *PORTS) as ours:
        asked = time.perf_counter_ns()
        number = ours.engine.takes.play(file, SYNTH)
        await until(lambda: playback(ours, number).is_over, "the end")
        heard = ours.backend.outputs["Synth"].heard
        assert [message for _, message in heard] == [message for _, message in events]
        times = [(stamp - asked) / 1e9 for stamp, _ in heard]
        # Never early; how much later is the benchmark's business.
        assert all(sounds >= written for sounds, (written, _) in zip(times, events, strict=True))
        assert times == sorted(times)
        view = playback(ours, number)
        assert (view.state, view.position) == ("done", view.length)
        assert ours.engine.monitor(0)[0].source == "Song · song.mid"
        assert not ours.engine.snapshot().routes


async def test_stopping_releases_exactly_what_the_song_holds(tmp_path):
    file = song(tmp_path / "song.mid", (0.0, NOTE), (0.0, PEDAL), (0.0, b"\x90\x40\x60"), (60.0, OFF))
    patch = Patch(routes=(Route("r1", KEYS, SYNTH),))
    async with running(patch, *PORTS) as ours:
        await until(lambda: "Synth" in ours.backend.outputs, "the cable")
        ours.backend.inputs["Keys"].inject(NOTE)  # the same note, held by the player too
        ours.backend.inputs["Keys"].inject(b"\x90\x30\x60")
        number = ours.engine.takes.play(file, SYNTH)
        await until(lambda: len(ours.heard("Synth")) == 5, "the song")
        ours.engine.takes.stop(number)
        await until(lambda: len(ours.heard("Synth")) == 7, "the release")
        assert playback(ours, number).state == "stopped"
        released = ours.heard("Synth")[5:]
        assert {message[:2] for message in released} == {b"\x80\x40", b"\xb1\x40"}


async def test_pause_holds_and_releases_and_going_on_goes_on(tmp_path):
    file = song(tmp_path / "song.mid", (0.0, NOTE), (50.0, PEDAL), (50.1, OFF))
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.takes.play(file, SYNTH)
        await until(lambda: ours.heard("Synth") == [NOTE], "the first note")
        ours.engine.takes.pause(number, True)
        await until(lambda: playback(ours, number).state == "paused", "the pause")
        await until(lambda: len(ours.heard("Synth")) == 2, "its release")
        assert ours.heard("Synth")[1][:2] == OFF[:2]
        ours.engine.takes.seek(number, 49.9)  # so that nobody waits for it
        ours.engine.takes.pause(number, False)
        await until(lambda: playback(ours, number).state == "done", "the end")
        assert PEDAL in ours.heard("Synth")


async def test_a_pause_counts_before_the_file_is_read(tmp_path):
    file = song(tmp_path / "song.mid", (0.0, NOTE), (0.1, OFF))
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.takes.play(file, SYNTH)
        ours.engine.takes.pause(number, True)
        await until(lambda: playback(ours, number).state == "paused", "the pause")
        assert ours.heard("Synth") == []
        ours.engine.takes.pause(number, False)
        await until(lambda: playback(ours, number).state == "done", "the end")
        assert ours.heard("Synth") == [NOTE, OFF]


async def test_a_song_begins_and_goes_on_where_it_is_told_to(tmp_path):
    setting = [(0.0, b"\xc0\x05"), (0.0, PEDAL)]
    file = song(
        tmp_path / "song.mid", *setting, (0.0, NOTE), (50.0, b"\x90\x40\x60"), (100.0, b"\x90\x43\x60")
    )
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.takes.play(file, SYNTH, begin=99.9)
        await until(lambda: playback(ours, number).state == "done", "the end")
        assert ours.heard("Synth")[:3] == [b"\xc0\x05", PEDAL, b"\x90\x43\x60"]
        number = ours.engine.takes.play(file, SYNTH)
        ours.engine.takes.seek(number, 20.0)  # while it is read
        await until(lambda: playback(ours, number).position >= 20.0, "the place")
        ours.engine.takes.seek(number, 10.0)
        ours.engine.takes.seek(number, 49.9)
        assert playback(ours, number).position == 49.9
        await until(lambda: b"\x90\x40\x60" in ours.heard("Synth"), "the note there")
        ours.engine.takes.pause(number, True)
        await until(lambda: playback(ours, number).state == "paused", "the pause")
        ours.engine.takes.seek(number, 1000.0)
        await until(lambda: playback(ours, number).position == 100.0, "its end")
        assert playback(ours, number).state == "paused"
        ours.engine.takes.pause(number, False)
        await until(lambda: playback(ours, number).state == "done", "the end")
        ours.engine.takes.seek(number, 3.0)
        assert playback(ours, number).state == "done"
        heard = ours.heard("Synth")
        assert NOTE not in heard
        assert heard.count(b"\x90\x40\x60") == heard.count(b"\x80\x40\x40") == 1


async def test_a_song_says_whether_there_is_sysex_to_send_first(tmp_path):
    file = song(tmp_path / "song.mid", (0.0, DUMP), (1.0, NOTE))
    async with running(Patch(), *PORTS) as ours:
        plain = ours.engine.takes.play(song(tmp_path / "plain.mid", (0.0, OFF)), SYNTH)
        await until(lambda: playback(ours, plain).state == "done", "the end of another")
        number = ours.engine.takes.play(file, SYNTH, begin=0.99, sysex=True)
        await until(lambda: playback(ours, number).state == "done", "the end")
        assert ours.heard("Synth")[1:3] == [DUMP, NOTE]
        assert playback(ours, number).has_sysex
        assert not playback(ours, plain).has_sysex


async def test_another_place_while_it_is_read_is_where_it_begins(tmp_path, monkeypatch):
    def slowly(*values, **more):
        time.sleep(0.1)
        return place_at(*values, **more)

    monkeypatch.setattr(playbacks, "place_at", slowly)
    file = song(tmp_path / "song.mid", (0.0, NOTE), (50.0, PEDAL), (50.1, PEDAL_UP))
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.takes.play(file, SYNTH)
        ours.engine.takes.seek(number, 49.9)
        await until(lambda: playback(ours, number).state == "done", "the end")
        assert ours.heard("Synth") == [PEDAL, PEDAL_UP]


@pytest.fixture
def hindrance(monkeypatch) -> Iterator[tuple[threading.Event, list[float], Callable[[], None]]]:
    """No place is found before the event is set, once the last is called; the list is what is looked for."""
    found, asked = threading.Event(), []

    def later(events, ticks, **more):
        asked.append(ticks / TICKS_PER_SECOND)
        found.wait()
        return place_at(events, ticks, **more)

    yield found, asked, lambda: monkeypatch.setattr(playbacks, "place_at", later)
    found.set()


async def test_a_song_that_was_sent_elsewhere_before_its_end_goes_on_there(tmp_path, hindrance):
    found, _, hinder = hindrance
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.takes.play(song(tmp_path / "song.mid", (0.0, NOTE), (0.1, OFF)), SYNTH)
        ours.engine.takes.pause(number, True)
        await until(lambda: playback(ours, number).state == "paused", "the beginning")
        (playing,) = await until(ours.engine._all.thread._players._songs.values, "the player")
        hinder()
        ours.engine.takes.seek(number, 0.0)
        ours.engine.takes.pause(number, False)
        await until(lambda: playing.over, "the end")
        found.set()
        await until(lambda: playback(ours, number).state == "done", "the second end")
        assert ours.heard("Synth") == [NOTE, OFF] * 2


async def test_of_many_places_only_one_at_a_time_is_looked_for(tmp_path, hindrance):
    found, asked, hinder = hindrance
    async with running(Patch(), *PORTS) as ours:
        file = song(tmp_path / "song.mid", (0.0, NOTE), (50.0, PEDAL), (60.0, PEDAL_UP))
        number = ours.engine.takes.play(file, SYNTH)
        await until(lambda: playback(ours, number).state == "playing", "the beginning")
        hinder()
        for place in (10.0, 20.0, 30.0, 49.9):
            ours.engine.takes.seek(number, place)
        found.set()
        await until(lambda: PEDAL in ours.heard("Synth"), "the last place")
        assert asked == [10.0, 49.9]


async def test_stopped_while_a_place_is_looked_for_it_stays_stopped(tmp_path):
    file = song(tmp_path / "song.mid", (0.0, NOTE), (60.0, OFF))
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.takes.play(file, SYNTH)
        await until(lambda: ours.heard("Synth"), "the note")
        ours.engine.takes.seek(number, 30.0)
        ours.engine.takes.stop(number)
        await until(lambda: len(ours.heard("Synth")) == 2, "its release")
        assert playback(ours, number).state == "stopped"


async def test_a_loop_begins_anew_until_it_is_told_not_to(tmp_path):
    file = song(tmp_path / "song.mid", (0.0, NOTE), (0.1, OFF))
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.takes.play(file, SYNTH, loop=True)
        await until(lambda: ours.heard("Synth").count(NOTE) >= 3, "the third time")
        ours.engine.takes.loop(number, False)
        await until(lambda: playback(ours, number).state == "done", "the end")
        heard = ours.heard("Synth")
        assert heard.count(NOTE) == heard.count(OFF)


async def test_panic_stops_a_song(tmp_path):
    file = song(tmp_path / "song.mid", (0.0, NOTE), (60.0, OFF))
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.takes.play(file, SYNTH)
        await until(lambda: NOTE in ours.heard("Synth"), "the note")
        ours.engine.panic()
        await until(lambda: playback(ours, number).state == "stopped", "the stop")
        await until(
            lambda: any(message[:2] == OFF[:2] for message in ours.heard("Synth")), "the release of the note"
        )


async def test_a_place_behind_the_end_is_said(tmp_path):
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.takes.play(
            song(tmp_path / "song.mid", (0.0, NOTE), (9.0, OFF)), SYNTH, begin=83.0
        )
        await until(lambda: playback(ours, number).is_over, "the failure")
        assert "it ends at 0:09, so nothing can begin at 1:23" in ours.engine.snapshot().problems[-1].text()


HEAD = b"MThd\0\0\0\x06\0\x01\0\x01\x01\xe0"


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (b"RIFF and so on", "it is no MIDI file"),
        (b"MThd\0\0\0\x06\0\x01\0\x01\x01\xe0MTrk\0\0\0\x09\0\x90", "it is cut short"),
        (b"MThd\0\0\0\x06\0\x02\0\x01\x01\xe0MTrk\0\0\0\x04\0\xff\x2f\0", "several songs side by side"),
        (b"MThd\0\0\0\x06\0\x01\0\x01\xe7\x28MTrk\0\0\0\x04\0\xff\x2f\0", "film frames"),
        (b"MThd\0\0\0\x06\0\x01\0\x01\x01\xe0MTrk\0\0\0\x08\0\x90\xff\xff\0\xff\x2f\0", "it is damaged"),
        (b"MThd\0\0\0\x06\0\x01\0\x01\x01\xe0MTrk\0\0\0\x04\0\xff\x2f\0", "nothing in it to play"),
        (HEAD + b"MTrk\0\0\0\xd0" + b"\xff" * 200 + b"\0\x90\x3c\x60\0\xff\x2f\0", "a pause in it is longer"),
    ],
)
async def test_files_that_cannot_be_played_are_said(tmp_path, octets, words):
    (tmp_path / "song.mid").write_bytes(octets)
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.takes.play(str(tmp_path / "song.mid"), SYNTH)
        await until(lambda: playback(ours, number).is_over, "the failure")
        assert playback(ours, number).state == "failed"
        assert words in ours.engine.snapshot().problems[-1].text()


async def test_a_fault_of_our_own_while_reading_ends_the_song(tmp_path, monkeypatch, expect_log):
    monkeypatch.setattr(playbacks, "read_song", lambda _octets: 1 // 0)
    expect_log("a fault beside the loop")
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.takes.play(song(tmp_path / "song.mid", (0.0, NOTE)), SYNTH)
        await until(lambda: playback(ours, number).is_over, "the failure")
        assert playback(ours, number).state == "failed"


async def test_nothing_plays_where_nobody_is(tmp_path):
    async with running(Patch(), *PORTS) as ours:
        with pytest.raises(CommandError, match="Nothing can be played there"):
            ours.engine.takes.play(song(tmp_path / "song.mid", (0.0, NOTE)), PortEnd("Gone"))
        assert not ours.engine.snapshot().playbacks
