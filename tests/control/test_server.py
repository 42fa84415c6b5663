"""The control channel on real sockets: who may come in, what a stranger may send, what is left behind."""

import asyncio
import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import jsonschema
import pytest

from app.control import server, talk
from app.control.claim import announce_end, claim, has_ended, holder, require_free
from app.control.client import Steering, steer
from app.control.errors import AlreadyRunningError, ControlError, NotRunningError, RefusedError, RequestError
from app.control.listening import open_door
from app.control.place import Place, make_private, place_of
from app.control.protocol import LINE_OCTETS
from app.control.server import ControlServer
from app.model.endpoints import MONITOR, PortEnd, SessionEnd
from app.platform.resources import resource
from tests.support.engines import until
from tests.support.fake_engine import FakeEngine
from tests.support.permissions import NOBODY, open_folder
from tests.support.program import ROOT

SCHEMA = json.loads(resource("schema/events.schema.json").read_text(encoding="utf-8"))
STATUS = b'{"v":1,"do":"status"}\n'
needs_local_sockets = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return place_of(tmp_path / "run", tmp_path / "config", tmp_path / "config" / "patch.toml")


@asynccontextmanager
async def served(
    place: Place, engine: FakeEngine, *, local: bool = True, **more
) -> AsyncIterator[ControlServer]:
    with claim(place):
        serving = ControlServer(place, engine, **more)
        await serving.start(local=local)
        try:
            yield serving
        finally:
            await serving.stop()


async def connect(place: Place) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_unix_connection(str(place.socket), limit=1 << 24)


async def answer_to(place: Place, octets: bytes) -> dict:
    reader, writer = await connect(place)
    writer.write(octets)
    line = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return json.loads(line)


@pytest.fixture(params=["local", "tcp"])
def local(request: pytest.FixtureRequest) -> bool:
    return request.param == "local"


# -- asking -----------------------------------------------------------------------------------------


async def test_questions_are_answered_in_order_on_one_connection(place, local):
    engine = FakeEngine()
    engine.add_session("Studio")

    def ask() -> list[object]:
        with Steering(place, local=local) as steering:
            first = steering.ask("status")["sessions"][0]["name"]
            with pytest.raises(RequestError, match="nothing that Longwire can do"):
                steering.ask("dance")
            with pytest.raises(RefusedError, match="Nobody is waiting"):
                steering.ask("accept")
            return [first, steering.ask("panic")]

    async with served(place, engine, local=local):
        assert await asyncio.to_thread(ask) == ["Studio", {}]
    assert engine.commands == [("panic",)]


async def test_a_window_is_shown_where_there_is_one(place):
    shown: list[bool] = []
    async with served(place, FakeEngine()):
        assert "without a window" in (await answer_to(place, b'{"v":1,"do":"show"}\n'))["error"]
    async with served(place, FakeEngine(), show=lambda: shown.append(True)):
        assert (await answer_to(place, b'{"v":1,"do":"show"}\n'))["ok"]
    assert shown == [True]


async def test_the_program_is_asked_to_end_and_the_reply_still_comes(place):
    ended: list[bool] = []
    async with served(place, FakeEngine(), quit_program=lambda: ended.append(True)):
        assert (await answer_to(place, b'{"v":1,"do":"quit"}\n'))["ok"]
    assert ended == [True]


@pytest.mark.parametrize(
    "garbage",
    [
        b"\n",
        b"\x00\xff\xfe\n",
        b"GET / HTTP/1.1\n",
        b"[1]\n",
        b"null\n",
        b'{"v":2,"do":"status"}\n',
        b'{"do":"status"}\n',
        b'{"v":1}\n',
        b'{"v":1,"do":["status"]}\n',
        b'{"v":1,"do":"status","with":[]}\n',
        b'{"v":1,"do":"status","token":7}\n',
        b'{"v":1,"do":"__init__"}\n',
        b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x8c\x07garbage\x94.\n",
        b"[" * 100_000 + b"\n",
        b'{"v":' + b"9" * 10_000 + b"}\n",
    ],
)
async def test_garbage_is_answered_by_a_sentence_and_the_next_line_is_read(place, garbage):
    async with served(place, FakeEngine()):
        reader, writer = await connect(place)
        writer.write(garbage)
        reply = json.loads(await reader.readline())
        assert (reply["v"], reply["ok"], reply["kind"]) == (1, False, "usage")
        assert reply["error"].endswith(".")
        writer.write(STATUS)
        assert json.loads(await reader.readline())["ok"]
        writer.close()


async def test_a_line_without_end_ends_the_connection_and_nothing_else(place):
    async with served(place, FakeEngine()):
        reader, writer = await connect(place)
        writer.write(b"x" * (LINE_OCTETS + 70_000))
        reply = json.loads(await reader.readline())
        assert str(LINE_OCTETS) in reply["error"]
        assert await reader.read() == b""
        writer.close()
        assert (await answer_to(place, STATUS))["ok"]


async def test_half_a_line_is_not_carried_out(place):
    engine = FakeEngine()
    async with served(place, engine):
        reader, writer = await connect(place)
        writer.write(b'{"v":1,"do":"panic"}')
        writer.write_eof()
        assert await reader.read() == b""
        writer.close()
    assert engine.commands == []


async def test_who_says_nothing_is_hung_up_on(place, monkeypatch):
    monkeypatch.setattr(talk, "IDLE_S", 0.05)
    async with served(place, FakeEngine()):
        reader, writer = await connect(place)
        assert await reader.read() == b""
        writer.close()


async def test_more_clients_than_places_are_told_and_do_no_harm(place):
    async with served(place, FakeEngine()) as serving:
        crowd = [await connect(place) for _ in range(server.CLIENTS)]
        await until(lambda: len(serving._talks) == server.CLIENTS, "every place to be taken")
        for _ in range(50):
            assert "end one of them" in (await answer_to(place, STATUS))["error"]
        crowd[0][1].write(STATUS)
        assert json.loads(await crowd[0][0].readline())["ok"]
        for _, writer in crowd:
            writer.close()
        await until(lambda: not serving._talks, "the places to be free")
        assert (await answer_to(place, STATUS))["ok"]


# -- events -----------------------------------------------------------------------------------------


async def test_events_come_as_lines_until_the_program_ends(place, local):
    engine = FakeEngine()
    engine.add_session("Studio")
    lines: list[dict] = []

    def listen() -> None:
        with Steering(place, local=local) as steering:
            lines.extend(json.loads(line) for line in steering.events("events", monitor=True))

    async with served(place, engine, local=local):
        engine.add_row(bytes((0x90, 1, 1)))  # before anybody listened
        listening = asyncio.create_task(asyncio.to_thread(listen))
        await until(lambda: engine._listeners, "the listener")
        engine.add_participant("Stage piano")
        engine.add_row(bytes((0x90, 60, 96)))
        await until(lambda: len(lines) == 2, "both lines")
    await listening
    assert [(line["v"], line["seq"], line["event"]) for line in lines] == [
        (1, 1, "participant"),
        (1, 2, "message"),
    ]
    assert (lines[0]["session"], lines[1]["text"]) == ("Studio", "Note on C4 velocity 96")
    assert engine._listeners == []


async def test_controls_are_told_as_specs_and_every_port_is_heard(place, local):
    engine = FakeEngine()
    engine.add_port("Keys", "in")
    lines: list[dict] = []

    def listen() -> None:
        with Steering(place, local=local) as steering:
            lines.append(json.loads(next(steering.events("listen"))))

    async with served(place, engine, local=local):
        listening = asyncio.create_task(asyncio.to_thread(listen))
        await until(lambda: len(engine._ears) == 2, "the listener, and the port that is opened for it")
        engine.move_control(PortEnd("Keys"), "ch0.cc7", 0.5)
        await listening
        await until(lambda: not engine.hears, "the end of listening")
    [line] = lines
    assert (line["event"], line["spec"], line["value"]) == ("heard", "ch0.cc7", 0.5)
    jsonschema.validate(line, SCHEMA)


async def test_only_one_source_is_listened_to_and_an_unknown_one_is_said(place):
    engine = FakeEngine()
    engine.add_session("Studio")
    async with served(place, engine):
        request = b'{"v":1,"do":"listen","with":{"from":"session:Stadium"}}\n'
        assert "no session “Stadium”" in (await answer_to(place, request))["error"]
        reader, writer = await connect(place)
        writer.write(b'{"v":1,"do":"listen","with":{"from":"session:studio"}}\n')
        assert json.loads(await reader.readline())["ok"]
        assert [source for source, _ in engine._ears] == [SessionEnd("Studio")]
        writer.close()
        await until(lambda: not engine.hears, "the end of listening")


@pytest.mark.parametrize("end", ["done", "cancelled", "failed"])
async def test_a_sysex_file_is_followed_to_its_end(place, local, end):
    engine = FakeEngine()
    told: list[dict] = []
    before = engine.sysex.send("/before.syx", MONITOR, 60)

    def send() -> None:
        with Steering(place, local=local) as steering:
            told.extend(steering.follow("dump.send", file="/bank.syx", to="monitor", follow=True))

    async with served(place, engine, local=local):
        sending = asyncio.create_task(asyncio.to_thread(send))
        await until(lambda: engine._listeners, "the command")
        (number,) = engine.shelf.sendings.keys() - {before}
        engine.shelf.set_sending(before, sent=100)
        engine.shelf.set_sending(number, sent=4096, messages_sent=1)
        engine.shelf.set_sending(number, state=end)
        await sending
    *lines, reply = told
    assert [(line["id"], line["state"], line["sent"]) for line in lines] == [
        (number, "sending", 4096),
        (number, end, 4096),
    ]
    assert (reply["result"]["id"], reply["result"]["state"]) == (number, end)
    assert engine._listeners == []


async def test_in_a_long_pause_a_dump_is_told_of_again(place, monkeypatch):
    monkeypatch.setattr(talk, "AGAIN_LOOKS", 1)
    engine = FakeEngine()
    async with served(place, engine):
        reader, writer = await connect(place)
        writer.write(b'{"v":1,"do":"dump.send","with":{"file":"/bank.syx","to":"monitor","follow":true}}\n')
        for _ in range(3):
            assert json.loads(await reader.readline())["state"] == "sending"
        (number,) = engine.shelf.sendings
        engine.shelf.set_sending(number, state="done")
        while "event" in (reply := json.loads(await reader.readline())):
            continue
        assert reply["result"]["state"] == "done"
        writer.close()


async def test_a_listener_that_sleeps_is_hung_up_on(place, monkeypatch):
    monkeypatch.setattr(talk, "UNREAD_OCTETS", 1000)
    engine = FakeEngine()
    async with served(place, engine):
        _, writer = await connect(place)
        writer.write(b'{"v":1,"do":"events"}\n')
        await until(lambda: engine._listeners, "the listener")
        writer.transport.pause_reading()
        for nth in range(20_000):
            if not engine._listeners:
                break
            engine.raise_problem("port.none", session="x" * 1000, reason=str(nth))
            await asyncio.sleep(0)
        await until(lambda: not engine._listeners, "it to be hung up on")
        writer.close()


# -- other users ------------------------------------------------------------------------------------

_KNOCK = """
import contextlib, os, socket, sys
os.setgroups([]), os.setgid(65534), os.setuid(65534)
knocking = socket.socket(socket.AF_UNIX)
try:
    knocking.connect(sys.argv[1])
    with contextlib.suppress(BrokenPipeError):
        knocking.sendall(b'{"v":1,"do":"panic"}\\n')
    print(knocking.makefile().readline())
except OSError as error:
    print(type(error).__name__)
"""


async def knock_as_nobody(place: Place) -> str:
    def knock() -> str:
        command = [sys.executable, "-I", "-c", _KNOCK, str(place.socket)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.stderr == ""
        return done.stdout

    return await asyncio.to_thread(knock)


@needs_local_sockets
async def test_the_files_are_the_users_own(place):
    async with served(place, FakeEngine()):
        assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(place.socket.stat().st_mode) == 0o600
        assert stat.S_IMODE(place.lock.stat().st_mode) == 0o600
    assert not place.socket.exists()


async def test_the_token_file_is_the_users_own_and_the_token_is_needed(place):
    engine = FakeEngine()
    async with served(place, engine, local=False):
        assert stat.S_IMODE(place.token.stat().st_mode) == 0o600
        shown = json.loads(place.token.read_text())
        for token in ("", "0" * 64, "é"):
            with socket.create_connection(("127.0.0.1", shown["port"])) as knocking:
                request = {"v": 1, "do": "panic", "token": token}
                knocking.sendall(json.dumps(request).encode() + b"\n")
                line = await asyncio.to_thread(knocking.makefile().readline)
                assert json.loads(line)["error"] == "This Longwire belongs to another user."
    assert engine.commands == []
    assert not place.token.exists()


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can be somebody else")
async def test_another_user_does_not_even_reach_the_socket():
    engine = FakeEngine()
    with open_folder() as folder:
        place = Place(folder / "run", "x")
        async with served(place, engine):
            assert await knock_as_nobody(place) == "PermissionError\n"
    assert engine.commands == []


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can be somebody else")
async def test_another_user_is_refused_where_the_rights_of_the_files_are_wrong(expect_log):
    engine = FakeEngine()
    with open_folder() as folder:
        place = Place(folder / "run", "x")
        async with served(place, engine):
            place.folder.chmod(0o777)
            place.socket.chmod(0o777)
            expect_log("longwire.app: .*another user tried to steer this Longwire")
            reply = json.loads(await knock_as_nobody(place))
    assert reply["error"] == "This Longwire belongs to another user."
    assert engine.commands == []


@needs_local_sockets
def test_a_folder_that_others_can_change_is_not_used(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ControlError, match="cannot be used"):
        make_private(tmp_path / "file" / "run")
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    with pytest.raises(ControlError, match="everybody may write"):
        make_private(shared / "run")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ControlError, match="belongs to somebody else"):
        make_private(tmp_path / "link")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can be somebody else")
def test_a_folder_of_somebody_else_is_not_used():
    with open_folder() as folder:
        theirs = folder / "run"
        theirs.mkdir()
        os.chown(theirs, NOBODY, NOBODY)
        with pytest.raises(ControlError, match="belongs to somebody else"):
            make_private(theirs)


# -- one program per place --------------------------------------------------------------------------


def test_only_one_has_a_place_and_it_is_free_afterwards(place):
    with claim(place):
        with pytest.raises(AlreadyRunningError) as error:
            claim(place)
        assert error.value.process == os.getpid()
        claim(Place(place.folder, "other")).release()
    held = claim(place)
    held.release()
    held.release()


async def test_who_starts_while_another_ends_gets_the_place_after_it(place):
    with claim(place):
        announce_end(place)
        for look in (lambda: claim(place, 0.0), lambda: require_free(place)):
            with pytest.raises(AlreadyRunningError, match=f"still ending .process {os.getpid()}") as error:
                look()
            assert error.value.is_ending
        ahead = asyncio.create_task(asyncio.to_thread(claim, place))
        await asyncio.sleep(0.2)
        assert not ahead.done()
    with await ahead, pytest.raises(AlreadyRunningError, match="runs already"):
        claim(place)


def test_who_waits_for_an_end_does_not_wait_for_the_next_one_too(place):
    with claim(place):
        assert holder(place) == os.getpid()
        assert not has_ended(place, os.getpid())
        assert not has_ended(place, None)
        assert has_ended(place, os.getpid() + 1), "another has it by now"
    assert holder(place) is None
    assert has_ended(place, os.getpid())


async def test_from_quitting_on_nobody_is_left_to_this_longwire(place):
    asked: list[str] = []
    more = {"show": lambda: asked.append("show"), "quit_program": lambda: asked.append("quit")}
    async with served(place, FakeEngine(), **more):
        assert (await answer_to(place, b'{"v":1,"do":"show"}\n'))["ok"]
        with pytest.raises(AlreadyRunningError) as error:
            require_free(place)
        assert not error.value.is_ending
        assert (await answer_to(place, b'{"v":1,"do":"quit"}\n'))["ok"]
        refused = await answer_to(place, b'{"v":1,"do":"show"}\n')
        assert (refused["ok"], refused["error"]) == (False, "This Longwire is ending.")
        with pytest.raises(AlreadyRunningError) as error:
            require_free(place)
        assert error.value.is_ending
    assert asked == ["show", "quit"]


async def test_what_a_killed_program_left_is_replaced(place):
    code = "import os, sys; from pathlib import Path; from app.control import claim, listening, place\n"
    code += "there = place.Place(Path(sys.argv[1]), sys.argv[2])\n"
    code += "held, door = claim.claim(there), listening.open_door(there)\n"
    code += "print('here', flush=True); os.kill(os.getpid(), 9)"
    command = [sys.executable, "-c", code, str(place.folder), place.name]
    done = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "here\n", done.stderr
    assert place.socket.is_socket()
    with pytest.raises(NotRunningError):
        steer(place, beside=True)
    async with served(place, FakeEngine()):
        assert (await answer_to(place, STATUS))["ok"]


async def test_a_file_in_the_way_is_said_and_longwire_runs_without(place, expect_log):
    make_private(place.folder)
    place.socket.write_text("mine")
    expect_log("longwire.app: .*will not reach this Longwire")
    async with served(place, FakeEngine()):
        with pytest.raises(NotRunningError):
            steer(place, beside=False)
    with pytest.raises(ControlError):
        open_door(place)


async def test_a_name_too_long_for_a_socket_is_said(tmp_path, expect_log):
    expect_log("longwire.app: .*will not reach this Longwire")
    async with served(Place(tmp_path / ("long" * 20), "x" * 40), FakeEngine()):
        pass


def test_places_differ_by_settings_and_by_patch_and_are_short(tmp_path):
    names = {
        place_of(tmp_path, tmp_path / config, tmp_path / patch).name
        for config in ("a", "b")
        for patch in ("one.toml", "two.toml")
    }
    assert len(names) == 4
    assert all(len(name) < 30 for name in names)
    assert place_of(tmp_path, tmp_path / "a" / ".." / "a", tmp_path / "p").name in {
        place_of(tmp_path, tmp_path / "a", tmp_path / "p").name
    }


async def test_the_only_one_beside_is_found_and_several_are_named(tmp_path):
    config = tmp_path / "config"
    mine, first, second = (place_of(tmp_path / "run", config, tmp_path / name) for name in ("own", "a", "b"))
    other = place_of(tmp_path / "run", tmp_path / "other", tmp_path / "c")
    async with served(other, FakeEngine()), served(first, FakeEngine()):
        (await asyncio.to_thread(steer, mine, beside=True)).close()
        with pytest.raises(NotRunningError):
            steer(mine, beside=False)
        async with served(second, FakeEngine()):
            with pytest.raises(RefusedError, match="Several Longwires run"):
                await asyncio.to_thread(steer, mine, beside=True)
