"""Takes, songs and dumps with a real program on a real JACK server, asked for as on a stage box."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import mido
import pytest

from app.control.client import Steering
from app.control.errors import NotRunningError
from app.midi.smf import compose, sorted_tracks
from app.options import Options, control_place
from tests.support.jack import JackServer
from tests.support.jack_ports import Instruments, instruments_on_jack
from tests.support.program import running_longwire
from tests.support.waiting import wait_for

PLAYED = [
    bytes.fromhex(text)
    for text in (
        *("903c60", "913c50", "b0407f", "e00050", "e00040", "803c40", "813c40", "b04000", "c307"),
        "f07e7f0601f7",
    )
]
"""All that begins also ends: a song that leaves something sounding is released, which would be heard too."""
BANK = [b"\xf0\x43\x00" + bytes(range(128)) * 8 + b"\xf7", bytes.fromhex("f07e7f0601f7")]
SET_AND_PLAYED = [bytes.fromhex(text) for text in ("b00001", "c005", "b0075a", "903c60", "803c40")]
Ask = Callable[..., Any]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Ask as `longwire ctl` does, without a process for every question."""

    def run(verb: str, **values: object) -> Any:
        place = control_place(Options(config_dir=tmp_path / "settings"))
        assert place is not None
        with Steering(place) as steering:
            return steering.ask(verb, **values)

    return run


def is_there(ask: Ask) -> bool:
    with suppress(NotRunningError):
        return bool(ask("status"))
    return False


def write_long_song(folder: Path) -> Path:
    """Write a song whose programs and volumes are set a minute before its last note."""
    *settings, note, off = SET_AND_PLAYED
    events = [
        *((0, each) for each in settings),
        (10, b"\x91\x3c\x60"),
        (11, b"\x81\x3c\x40"),
        (60, note),
        (61, off),
    ]
    tracks = sorted_tracks("long", ((at * 10**9, "song", message) for at, message in events))
    (folder / "long.mid").write_bytes(b"".join(compose(tracks)))
    return folder / "long.mid"


def heard_by(instruments: Instruments, count: int) -> list[bytes]:
    wait_for(lambda: len(instruments.heard) >= count, f"{count} messages at the synthesiser")
    return instruments.heard


def test_what_a_keyboard_plays_is_recorded_and_played_back(
    jack_server: JackServer, ask: Ask, tmp_path: Path
) -> None:
    take, dump, bank = tmp_path / "take.mid", tmp_path / "dump.syx", tmp_path / "bank.syx"
    bank.write_bytes(b"".join(BANK))
    options = ("--headless", "--midi-api", "jack", "--no-mdns", "--config-dir", str(tmp_path / "settings"))
    with instruments_on_jack() as instruments, running_longwire(*options, env=jack_server.env) as longwire:
        longwire.wait_for_line("Longwire 0.")
        wait_for(lambda: is_there(ask), "the control channel")
        wait_for(
            lambda: {"stage:keys", "rack:synth"} <= {port["name"] for port in ask("status")["ports"]},
            "both instruments",
        )
        ask("take.record", **{"from": "port:stage%3Akeys", "file": str(take)})
        ask("dump.receive", **{"from": "port:stage%3Akeys"})
        instruments.play(PLAYED)
        wait_for(lambda: ask("status")["takes"][0]["messages"] == len(PLAYED), "the take")
        ask("dump.save", file=str(dump))
        ask("take.end")
        wait_for(lambda: ask("status")["takes"][0]["state"] == "done", "the whole file")
        song = mido.MidiFile(take, charset="utf-8")
        found = [bytes(message.bytes()) for message in song if not message.is_meta]
        assert sorted(found) == sorted(PLAYED)
        assert [each.name for each in song.tracks[1:]] == [
            *("stage:keys · ch 1", "stage:keys · ch 2", "stage:keys · ch 4", "stage:keys · SysEx"),
        ]
        assert dump.read_bytes() == PLAYED[-1]

        ask("song.play", file=str(take), to="port:rack%3Asynth")
        assert sorted(heard_by(instruments, len(PLAYED))) == sorted(PLAYED)
        wait_for(lambda: ask("status")["songs"][0]["state"] == "done", "the end of the song")
        instruments.forget()
        ask("dump.send", file=str(bank), to="port:rack%3Asynth")
        assert heard_by(instruments, len(BANK)) == BANK

        instruments.forget()
        ask("song.play", file=str(write_long_song(tmp_path)), to="port:rack%3Asynth", position=59.5)
        assert heard_by(instruments, len(SET_AND_PLAYED)) == SET_AND_PLAYED
        ask("monitor.save", file=str(tmp_path / "gig.mid"))
        names = [track.name for track in mido.MidiFile(tmp_path / "gig.mid", charset="utf-8").tracks]
        assert "SysEx file · bank.syx → rack:synth" in names
        assert "Song · long.mid → rack:synth" in names
        assert longwire.end() == 0
