"""What is written, read or looked up when Longwire ends: a file is there as a whole, nothing complains or waits."""

import asyncio
import threading

import mido
import pytest

from app.engine import lookups, playbacks, savings
from app.engine.api import MonitorRow
from app.midi.smf import compose, sorted_tracks
from app.model.endpoints import PortEnd
from app.model.patch import Patch, Session
from tests.support.engines import running, until
from tests.support.ports import free_pair

NOTE = b"\x90\x3c\x60"


async def test_a_file_that_is_being_written_is_finished(tmp_path):
    rows = [MonitorRow(nth, nth / 100, "Keys", "Synth", NOTE) for nth in range(1, 5001)]
    async with running(Patch()) as ours:
        ours.engine.files.rows(rows, str(tmp_path / "rows.mid"), lambda _problem: None)
    assert (
        sum(not message.is_meta for message in mido.MidiFile(tmp_path / "rows.mid", charset="utf-8")) == 5000
    )


async def test_a_file_that_is_being_read_is_let_go(tmp_path):
    events = ((nth * 1_000_000, "song", NOTE) for nth in range(5000))
    (tmp_path / "song.mid").write_bytes(b"".join(compose(sorted_tracks("song", events))))
    async with running(Patch(), ("Synth", "out")) as ours:
        ours.engine.takes.play(str(tmp_path / "song.mid"), PortEnd("Synth"))
    assert ours.heard("Synth") == []


@pytest.mark.parametrize("what", ["read", "written"])
def test_nothing_waits_for_a_disk_that_does_not_answer(tmp_path, monkeypatch, what):
    begun, answer, ended = threading.Event(), threading.Event(), threading.Event()

    def hang(*_values: object) -> bytes:
        begun.set()
        answer.wait(60)
        ended.set()
        return b""

    monkeypatch.setattr(playbacks, "read_whole", hang)
    monkeypatch.setattr(savings, "write_whole", hang)
    monkeypatch.setattr(savings, "FINISH_S", 0.01)

    async def live() -> None:
        async with running(Patch(), ("Synth", "out")) as ours:
            if what == "read":
                ours.engine.takes.play(str(tmp_path / "song.mid"), PortEnd("Synth"))
            else:
                rows = [MonitorRow(1, 0.0, "Keys", "Synth", NOTE)]
                ours.engine.files.rows(rows, str(tmp_path / "rows.mid"), lambda _problem: None)
            await until(begun.is_set, "the disk")

    asyncio.run(live())
    assert not ended.is_set()
    answer.set()


def test_nothing_waits_for_a_name_server_that_does_not_answer(monkeypatch):
    begun, answer, ended = threading.Event(), threading.Event(), threading.Event()

    def hang(*_values: object, **_more: object) -> list[object]:
        begun.set()
        answer.wait(60)
        ended.set()
        return []

    monkeypatch.setattr(lookups.socket, "getaddrinfo", hang)

    async def live() -> None:
        async with running(
            Patch(sessions=(Session("Studio", port=free_pair(), listen=("127.0.0.1",)),))
        ) as ours:
            ours.engine.invite_address("organ.example", 5004, "Organ")
            await until(begun.is_set, "the question")

    asyncio.run(live())
    assert not ended.is_set()
    answer.set()
