"""Files that somebody chooses: what is no file is not even opened, and no disk is waited for on the engine's loop."""

import os
import socket
from pathlib import Path

import pytest

from app.engine import dump_files, playbacks
from app.engine.api import Problem, reason_of
from app.engine.whole_file import read_whole, write_whole
from app.midi.smf import compose, sorted_tracks
from app.model.endpoints import PortEnd
from app.model.patch import Patch
from tests.support.engines import Running, running, until
from tests.support.permissions import full_disk, open_folder, refused_writing

SYNTH = PortEnd("Synth")
NOTE, SYSEX = b"\x90\x3c\x60", b"\xf0\x7e\x7f\x06\x01\xf7"


@pytest.fixture
def strange(tmp_path: Path) -> dict[str, Path]:
    """What may stand where a file is expected."""
    os.mkfifo(tmp_path / "pipe.mid")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(tmp_path / "socket.mid"))
    listening.close()
    (tmp_path / "folder.mid").mkdir()
    (tmp_path / "link.mid").symlink_to(tmp_path / "pipe.mid")
    (tmp_path / "file").write_bytes(b"")
    special, folder = "it is no ordinary file", "its folder is not there"
    return {
        **dict.fromkeys((tmp_path / f"{name}.mid" for name in ("pipe", "socket", "link")), special),
        Path("/dev/zero"): special,
        tmp_path / "folder.mid": "it is a folder",
        tmp_path / "file" / "one.mid": folder,
        tmp_path / ("x" * 300): "its name is too long",
    }


def reason(act, *values: object) -> str:
    with pytest.raises(OSError) as caught:  # noqa: PT011 - the words are compared
        act(*values)
    return str(reason_of(caught.value))


def test_what_is_no_file_is_not_read(strange, tmp_path):
    for path, words in strange.items():
        assert reason(read_whole, path, 10) == words, path
    assert reason(read_whole, tmp_path / "nothing", 10) == "it is not there"


def test_nothing_is_written_in_place_of_what_is_no_file(strange, tmp_path):
    for path, words in strange.items():
        assert reason(write_whole, path, [b"x"]) == words, path
    assert reason(write_whole, tmp_path / "nowhere" / "one.mid", [b"x"]) == "its folder is not there"
    assert {path.name for path in tmp_path.iterdir()} == {
        *("pipe.mid", "socket.mid", "link.mid", "folder.mid", "file"),
    }


def test_a_file_is_read_up_to_its_limit(tmp_path):
    (tmp_path / "one").write_bytes(bytes(1 << 20))
    assert len(read_whole(tmp_path / "one", 1 << 20)) == 1 << 20
    assert reason(read_whole, tmp_path / "one", (1 << 20) - 1) == "it is larger than 0 MB"


def test_a_name_may_be_as_long_as_the_system_lets_it(tmp_path):
    write_whole(tmp_path / ("ü" * 125 + ".mid"), [b"x"])
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"x"]


def test_a_folder_that_refuses_and_a_full_disk_leave_nothing_behind():
    with open_folder() as folder:
        with refused_writing(folder):
            assert reason(write_whole, folder / "one.mid", [b"x"]) == "permission denied"
        with full_disk(3):
            assert reason(write_whole, folder / "one.mid", [bytes(100)]) == "the disk is full"
        assert not list(folder.iterdir())


# -- through a whole engine ----------------------------------------------------------------------------------------


async def refusal(ours: Running, file: Path, what: str) -> str:
    engine, before = ours.engine, len(ours.engine.snapshot().problems)
    if what == "song":
        engine.takes.play(str(file), SYNTH)
    else:
        engine.sysex.send(str(file), SYNTH, 0)
    await until(lambda: len(engine.snapshot().problems) > before, "the sentence")
    return engine.snapshot().problems[-1].text()


@pytest.mark.parametrize(
    ("what", "says"), [("song", "{file} cannot be played: {why}."), ("dump", "{file} was not sent: {why}.")]
)
async def test_what_is_wrong_with_a_file_is_said_and_nothing_waits_for_it(
    strange, tmp_path, monkeypatch, no_blocking_calls, what, says
):
    for module in (playbacks, dump_files):
        monkeypatch.setattr(module, "LARGEST_FILE", 1 << 20)
    (tmp_path / "large.mid").write_bytes(bytes((1 << 20) + 1))
    async with running(Patch(), ("Synth", "out")) as ours:
        for file, why in {**strange, tmp_path / "large.mid": "it is larger than 1 MB"}.items():
            assert await refusal(ours, file, what) == says.format(file=file, why=why)


async def test_files_are_read_and_written_beside_the_loop(tmp_path, no_blocking_calls):
    song, dump = tmp_path / "song.mid", tmp_path / "dump.syx"
    song.write_bytes(b"".join(compose(sorted_tracks("song", [(0, "track", NOTE)]))))
    dump.write_bytes(SYSEX)
    told: list[Problem] = []
    async with running(Patch(), ("Synth", "out"), ("Keys", "in")) as ours:
        engine = ours.engine
        number = engine.takes.play(str(song), SYNTH)
        engine.takes.seek(number, 1.0)
        engine.sysex.send(str(dump), SYNTH, 0)
        await until(lambda: SYSEX in ours.heard("Synth"), "the SysEx")
        received = engine.sysex.receive(PortEnd("Keys"))
        await until(lambda: "Keys" in ours.backend.inputs, "the port")
        ours.backend.inputs["Keys"].inject(SYSEX)
        await until(lambda: engine.snapshot().receivings[0].messages, "the dump")
        engine.sysex.save(received, str(tmp_path / "saved.syx"), told.append)
        engine.files.all_rows(str(tmp_path / "rows.mid"), told.append)
        engine.files.write(str(tmp_path / "report.txt"), lambda: [b"in", b" parts"], told.append)
        await until(lambda: len(told) == 3, "all files")
    assert [problem.code for problem in told] == ["file.saved"] * 3
    assert (tmp_path / "report.txt").read_bytes() == b"in parts"


async def test_what_waits_for_a_disk_on_the_loop_is_caught(tmp_path, no_blocking_calls):
    """So the tests above can fail."""
    with pytest.raises(Exception, match="Blocking call"):
        write_whole(tmp_path / "one", [b"x"])
