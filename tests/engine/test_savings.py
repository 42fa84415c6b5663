"""What the monitor saves: MIDI files that others read, captures that tshark decodes without being told how."""

import json
import subprocess
from pathlib import Path

import mido
import pytest

from app.engine.api import MonitorRow, Problem
from app.engine.captures import rows_capture
from app.engine.engine import Engine
from app.engine.monitor import ROWS_AT_ONCE
from app.engine.savings import rows_song
from app.model.endpoints import KEYBOARD, MONITOR, PeerEnd
from app.model.patch import Patch, Route, Session
from app.wire.pcap import pcap_header
from tests.support.engines import running, until
from tests.support.ports import free_pair
from tests.support.processes import need

NOTE, OFF, BEND = b"\x90\x3c\x60", b"\x80\x3c\x40", b"\xe0\x00\x60"
DUMP = b"\xf0\x43" + bytes(range(128)) * 30 + b"\xf7"


def rows(*messages: tuple[float, str, str, bytes]) -> list[MonitorRow]:
    return [MonitorRow(number, *each) for number, each in enumerate(messages, 1)]


SOME = rows(
    (1_700_000_000.0, "Keys", "Stage", NOTE),
    (1_700_000_000.0001, "Keys", "Synth", NOTE),
    (1_700_000_000.1, "Clock", "Stage", b"\xf8"),
    (1_700_000_000.25, "", "Synth", OFF),
    (1_700_000_002.0, "Keys", "Stage", DUMP),
    (1_700_000_002.5, "Keys", "Stage", BEND),
)


def plainly_decoded(file: Path) -> list[dict[str, object]]:
    """Decode as a supporter does who just opens the file: no option, no hint."""
    command = [need("tshark"), "-r", str(file), "-T", "json", "--no-duplicate-keys"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [packet["_source"]["layers"] for packet in json.loads(done.stdout)]


def test_rows_become_a_midi_file_with_a_track_per_way(tmp_path):
    file = tmp_path / "rows.mid"
    file.write_bytes(b"".join(rows_song(SOME, "Longwire")))
    song = mido.MidiFile(file, charset="utf-8")
    assert (song.type, song.ticks_per_beat) == (1, 9600)
    names = [track.name for track in song.tracks]
    assert names == ["Longwire", "Keys → Stage", "Keys → Synth", "Longwire → Synth"]
    at, heard = 0.0, []
    for message in song:
        at += message.time
        if not message.is_meta:
            heard.append((at, bytes(message.bytes())))
    assert [message for _, message in heard] == [NOTE, NOTE, OFF, DUMP, BEND]
    assert [at for at, _ in heard] == pytest.approx([0, 0.0001, 0.25, 2.0, 2.5], abs=0.00003)


def test_rows_become_a_capture_that_is_read_without_a_hint(tmp_path):
    file = tmp_path / "rows.pcap"
    file.write_bytes(b"".join(rows_capture(SOME, "Longwire")))
    packets = plainly_decoded(file)
    assert "malformed" not in json.dumps(packets)
    names = [packet["applemidi"].get("applemidi.name") for packet in packets if "applemidi" in packet]
    assert names[:4] == ["Keys", "Stage", "Keys", "Stage"]
    assert len(names) == 4 * 4  # four ways
    played = [packet for packet in packets if "rtpmidi" in packet]
    assert len(played) == len(SOME) + DUMP_PACKETS - 1
    assert "Note On" in json.dumps(played[0])


async def test_all_that_the_monitor_holds_is_saved(tmp_path):
    count = 2 * ROWS_AT_ONCE
    told: list[Problem] = []
    patch = Patch(routes=(Route("r1", KEYBOARD, MONITOR),))
    async with running(patch) as ours:
        ours.engine.files.all_rows(str(tmp_path / "gig.mid"), told.append)
        await until(lambda: told, "the answer to nothing")
        assert "there is nothing to write yet" in told[0].text()
        for nth in range(count):
            ours.engine.play(bytes((0xB0, 7, nth % 128)))
        await until(lambda: ours.engine.meters().get("r1") == count, "all of them")
        for name in ("gig.mid", "gig.pcap"):
            ours.engine.files.all_rows(str(tmp_path / name), told.append)
        await until(lambda: len(told) == 3, "the answers")
    assert [problem.code for problem in told[1:]] == ["file.saved"] * 2
    assert sum(not message.is_meta for message in mido.MidiFile(tmp_path / "gig.mid")) == count
    assert (tmp_path / "gig.pcap").read_bytes().startswith(pcap_header())


DUMP_PACKETS = 3
"""So many datagrams do 3842 octets need."""


async def test_real_packets_are_kept_and_saved(tmp_path):
    there = Patch(sessions=(Session("Theirs", free_pair(), ("127.0.0.1",), "anyone", publish=False),))
    here = Patch(sessions=(Session("Ours", free_pair(), ("*",), publish=False),))
    async with running(there) as theirs, running(here) as ours:
        port = theirs.engine.snapshot().sessions[0].control
        peer = ours.engine.invite_address("127.0.0.1", port, "Stage")
        await until(lambda: ours.is_connected("Stage"), "the connection")
        ours.engine.send(PeerEnd("Ours", peer), NOTE)
        await until(lambda: theirs.engine.snapshot().participants[0].counters.messages_in, "the note")
        told = await saved(ours.engine, tmp_path / "packets.pcap")
    assert told.code == "file.saved"
    packets = plainly_decoded(tmp_path / "packets.pcap")
    assert {packet["ip"]["ip.src"] for packet in packets} == {"127.0.0.1"}
    assert "applemidi" in packets[0]
    ends = {packet["udp"]["udp.srcport"] for packet in packets}
    assert str(port) in ends
    assert len(ends) == 4  # control and data, sent and received
    assert "Note On" in json.dumps([packet for packet in packets if "rtpmidi" in packet])
    assert "malformed" not in json.dumps(packets)


async def saved(engine: Engine, file: Path) -> Problem:
    told: list[Problem] = []
    engine.files.packets(str(file), told.append)
    await until(lambda: told, "the answer")
    return told[0]


async def test_rows_are_written_by_the_engine_and_a_failure_leaves_what_was_there(tmp_path):
    file = tmp_path / "rows.mid"
    told: list[Problem] = []
    async with running(Patch()) as ours:
        ours.engine.files.rows(SOME, str(file), told.append)
        await until(lambda: told, "the answer")
        assert mido.MidiFile(file).length == pytest.approx(2.5, abs=0.001)
        before = file.read_bytes()
        ours.engine.files.rows(SOME, str(tmp_path / "nowhere" / "rows.mid"), told.append)
        await until(lambda: len(told) == 2, "the refusal")
    assert (told[1].code, str(told[1].params["reason"])) == ("file.failed", "its folder is not there")
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]
