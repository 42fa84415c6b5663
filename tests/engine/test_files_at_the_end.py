"""What is being written or read when Longwire ends: the file is there as a whole, and nothing complains."""

import mido

from app.engine.api import MonitorRow
from app.midi.smf import compose, sorted_tracks
from app.model.endpoints import PortEnd
from app.model.patch import Patch
from tests.support.engines import running

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
