"""SysEx files through a whole engine: in order, with pauses, cancelled, refused; and dumps that come in."""

import asyncio
import time
from pathlib import Path

import pytest

from app.engine.api import TEST_NOTE, CommandError, Problem, Receiving, Sending, SendingChanged
from app.midi.syx import SyxError, read_syx
from app.model.endpoints import PeerEnd, PortEnd, SessionEnd
from app.model.patch import Patch, Route, Session
from tests.support.engines import Running, running, until
from tests.support.permissions import open_folder, refused_writing
from tests.support.ports import free_pair

SMALL = b"\xf0\x7e\x7f\x06\x01\xf7"
BANK = b"\xf0\x43\x00" + bytes(range(128)) * 32 + b"\xf7"
KEYS, SYNTH = PortEnd("Keys"), PortEnd("Synth")
PORTS = (("Keys", "in"), ("Synth", "out"))


def sending(ours: Running, number: int) -> Sending:
    return next(each for each in ours.engine.snapshot().sendings if each.id == number)


def receiving(ours: Running, number: int) -> Receiving:
    return next(each for each in ours.engine.snapshot().receivings if each.id == number)


def syx(file: Path, *messages: bytes) -> str:
    file.write_bytes(b"".join(messages))
    return str(file)


async def saved(ours: Running, number: int, file: Path) -> Problem:
    told: list[Problem] = []
    ours.engine.sysex.save(number, str(file), told.append)
    await until(lambda: told, "the answer")
    return told[0]


def session(name: str) -> Patch:
    return Patch(
        sessions=(Session(name, free_pair(), ("127.0.0.1",), "anyone", publish=False),),
        routes=(Route("r1", SessionEnd(name), SYNTH),),
    )


@pytest.mark.parametrize(
    ("octets", "messages"),
    [
        (SMALL, (SMALL,)),
        (SMALL + BANK + SMALL, (SMALL, BANK, SMALL)),
        (b"\xf0\x7e\xfe\x7f\xf7", (b"\xf0\x7e\x7f\xf7",)),
    ],
)
def test_a_file_is_parted_into_messages(octets, messages):
    assert read_syx(octets) == messages


@pytest.mark.parametrize(
    ("octets", "code", "place"),
    [
        (b"", "empty", 0),
        (b"\xfe\xfe", "empty", 0),
        (b"MThd", "strange", 0),
        (SMALL + b"\0" + SMALL, "strange", len(SMALL)),
        (b"\xf0\x01\x90\x02\xf7", "strange", 2),
        (SMALL + b"\xf0\x01", "cut", len(SMALL) + 2),
        (b"\xf0" + bytes(1 << 20) + b"\xf7", "large", 0),
    ],
)
def test_what_is_no_syx_file_is_refused(octets, code, place):
    with pytest.raises(SyxError) as caught:
        read_syx(octets)
    assert (caught.value.code, caught.value.place) == (code, place)


async def test_messages_leave_in_order_with_pauses(tmp_path):
    async with running(Patch(), *PORTS) as ours:
        asked = time.perf_counter_ns()
        number = ours.engine.sysex.send(syx(tmp_path / "some.syx", SMALL, BANK, SMALL), SYNTH, 50)
        await until(lambda: sending(ours, number).state == "done", "the end")
        heard = ours.backend.outputs["Synth"].heard
        assert [message for _, message in heard] == [SMALL, BANK, SMALL]
        _, second, third = (stamp - asked for stamp, _ in heard)
        assert second >= 50e6
        assert third >= 100e6 + len(BANK) * 0.32e6 * 0.99  # and what a MIDI cable needs for it
        done = sending(ours, number)
        assert (done.messages_sent, done.sent) == (3, done.size)


async def test_a_peer_gets_a_whole_bank_and_progress_is_told(tmp_path):
    async with running(session("Theirs"), ("Synth", "out")) as theirs, running(session("Ours")) as ours:
        port = theirs.engine.snapshot().sessions[0].control
        peer = ours.engine.invite_address("127.0.0.1", port, "Stage")
        await until(lambda: ours.is_connected("Stage"), "the connection")
        large = b"\xf0\x43" + bytes(50_000) + b"\xf7"
        number = ours.engine.sysex.send(syx(tmp_path / "bank.syx", large, SMALL), PeerEnd("Ours", peer), 0)
        await until(lambda: sending(ours, number).state == "done", "the end")
        told = [event.sending.sent for event in ours.events if isinstance(event, SendingChanged)]
        assert any(0 < sent < len(large) for sent in told), "something between"
        await until(lambda: theirs.heard("Synth") == [large, SMALL], "both")


async def test_cancelling_sends_no_more(tmp_path):
    async with running(session("Theirs"), ("Synth", "out")) as theirs, running(session("Ours")) as ours:
        port = theirs.engine.snapshot().sessions[0].control
        peer = ours.engine.invite_address("127.0.0.1", port, "Stage")
        await until(lambda: ours.is_connected("Stage"), "the connection")
        large = b"\xf0\x43" + bytes(900_000) + b"\xf7"
        number = ours.engine.sysex.send(syx(tmp_path / "bank.syx", large, SMALL), PeerEnd("Ours", peer), 0)
        await until(lambda: sending(ours, number).sent > 0, "the beginning")
        ours.engine.sysex.cancel(number)
        await until(lambda: sending(ours, number).state == "cancelled", "the end")
        ours.engine.send(PeerEnd("Ours", peer), b"\x90\x3c\x60")
        await until(lambda: theirs.heard("Synth"), "a note, at once")
        assert theirs.heard("Synth") == [b"\x90\x3c\x60"]


async def test_quitting_sends_no_more(tmp_path):
    async with running(session("Theirs"), ("Synth", "out")) as theirs, running(session("Ours")) as ours:
        port = theirs.engine.snapshot().sessions[0].control
        peer = ours.engine.invite_address("127.0.0.1", port, "Stage")
        await until(lambda: ours.is_connected("Stage"), "the connection")
        file = syx(tmp_path / "many.syx", *[SMALL] * 1000)
        number = ours.engine.sysex.send(file, PeerEnd("Ours", peer), 20)
        await until(lambda: theirs.heard("Synth"), "the beginning")
        await ours.engine.stop()
        assert sending(ours, number).state == "cancelled"


async def test_what_cannot_be_sent_is_said(tmp_path):
    async with running(Patch(), *PORTS) as ours:
        for octets, words in (
            (b"", "there is no SysEx in it"),
            (b"\xf0\x01", "its last SysEx has no end"),
            (SMALL + b"x", "byte 6 belongs to no SysEx"),
        ):
            number = ours.engine.sysex.send(syx(tmp_path / "bad.syx", octets), SYNTH, 0)
            assert sending(ours, number).state == "reading"
            await until(lambda: sending(ours, number).is_over, "the refusal")  # noqa: B023
            assert sending(ours, number).state == "failed"
            assert words in ours.engine.snapshot().problems[-1].text()
        with pytest.raises(CommandError, match="Nothing can be played there"):
            ours.engine.sysex.send(syx(tmp_path / "good.syx", SMALL), PortEnd("Gone"), 0)
        too_large = syx(tmp_path / "large.syx", SMALL, b"\xf0" + bytes(70_000) + b"\xf7", SMALL)
        number = ours.engine.sysex.send(too_large, SYNTH, 0)
        await until(lambda: sending(ours, number).state == "failed", "the refusal")
        assert ours.heard("Synth") == [SMALL]
        texts = [problem.text() for problem in ours.engine.snapshot().problems]
        assert any("a SysEx of 70002 bytes was not taken there" in text for text in texts)


async def test_a_port_that_goes_ends_it(tmp_path):
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.sysex.send(syx(tmp_path / "some.syx", *[SMALL] * 50), SYNTH, 100)
        await until(lambda: ours.heard("Synth"), "the first")
        ours.backend.ports.clear()
        await until(lambda: sending(ours, number).state == "failed", "the end")
        assert "nobody is there any more" in ours.engine.snapshot().problems[-1].text()


async def test_nothing_is_not_written_over_a_dump_of_before(tmp_path):
    file = tmp_path / "dump.syx"
    file.write_bytes(SMALL)
    async with running(Patch(), *PORTS) as ours:
        problem = await saved(ours, ours.engine.sysex.receive(KEYS), file)
        assert problem.text().endswith("there is nothing to write yet.")
    assert file.read_bytes() == SMALL


async def test_dumps_are_received_and_saved(tmp_path):
    file = tmp_path / "dump.syx"
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.sysex.receive(KEYS)
        await until(lambda: "Keys" in ours.backend.inputs, "the input")
        assert (receiving(ours, number).messages, receiving(ours, number).listening) == (0, True)
        for message in (SMALL, b"\x90\x3c\x60", BANK):
            ours.backend.inputs["Keys"].inject(message)
        await until(lambda: receiving(ours, number).messages == 2, "both")
        assert receiving(ours, number).octets == len(SMALL) + len(BANK)
        ours.engine.sysex.stop(number)
        ours.backend.inputs["Keys"].inject(SMALL)
        await asyncio.sleep(0)
        assert not receiving(ours, number).listening
        assert (await saved(ours, number, file)).code == "file.saved"
        assert file.read_bytes() == SMALL + BANK
        with open_folder() as folder, refused_writing(folder):
            assert "permission denied" in (await saved(ours, number, folder / "dump.syx")).text()
        ours.engine.sysex.forget(number)
        assert not ours.engine.snapshot().receivings


async def test_what_was_received_is_saved_also_while_longwire_ends(tmp_path):
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.sysex.receive(KEYS)
        await until(lambda: "Keys" in ours.backend.inputs, "the input")
        ours.backend.inputs["Keys"].inject(BANK)
        await until(lambda: receiving(ours, number).messages, "the dump")
        ours.engine.sysex.save(number, str(tmp_path / "dump.syx"), lambda _problem: None)
    assert (tmp_path / "dump.syx").read_bytes() == BANK


async def test_what_is_given_up_while_it_is_read_is_not_sent(tmp_path):
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.sysex.send(syx(tmp_path / "some.syx", SMALL), SYNTH, 0)
        ours.engine.sysex.cancel(number)
        assert sending(ours, number).state == "cancelled"
        last = ours.engine.sysex.send(syx(tmp_path / "other.syx", BANK), SYNTH, 0)
        await until(lambda: sending(ours, last).is_over, "another")
        assert ours.heard("Synth") == [BANK]
        ours.engine.sysex.cancel(last)
        assert sending(ours, last).state == "done"


async def test_the_monitor_says_what_played(tmp_path):
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.sysex.send(syx(tmp_path / "some.syx", SMALL), SYNTH, 0)
        await until(lambda: sending(ours, number).state == "done", "the end")
        ours.engine.send(SYNTH, b"\x90\x3c\x60", TEST_NOTE)
        ours.engine.send(SYNTH, b"\x80\x3c\x00")
        await until(lambda: len(ours.heard("Synth")) == 3, "all of them")
        sources = [row.source for row in ours.engine.monitor(0)]
        assert sources == ["SysEx file · some.syx", "Test note", "Command"]


async def test_more_than_can_be_held_is_said(monkeypatch):
    monkeypatch.setattr("app.engine.dump_files.RECEIVED_OCTETS", len(BANK) + 1)
    async with running(Patch(), *PORTS) as ours:
        number = ours.engine.sysex.receive(KEYS)
        await until(lambda: "Keys" in ours.backend.inputs, "the input")
        for message in (BANK, BANK):
            ours.backend.inputs["Keys"].inject(message)
        await until(lambda: receiving(ours, number).full, "the limit")
        assert receiving(ours, number).messages == 1
