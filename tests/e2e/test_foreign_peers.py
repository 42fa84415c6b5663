"""The habits of real peers (session sheet 12, wire sheet 12), each played by a script over real sockets."""

import asyncio
import contextlib
import importlib
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.model.endpoints import KEYBOARD, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Patch, Peer, Route, Session
from app.session import inviting
from app.wire.applemidi import Accepted, Bye, Clock, Feedback, Invitation, Rejected
from app.wire.commands import decode_section
from tests.support.engines import Running, running, until
from tests.support.foreign import program
from tests.support.logs import ExpectLog
from tests.support.ports import free_pair
from tests.support.scripted_peer import ScriptedPeer
from tests.support.waiting import DEADLINE_SECONDS

ROOT = Path(__file__).resolve().parents[2]
NODE_PEER = ROOT / "tests" / "support" / "rtpmidi_peer.js"
ON, OFF = b"\x90\x3c\x64", b"\x80\x3c\x40"
TO_PEER = Route("r1", KEYBOARD, PeerEnd("Us", "peer"))
TO_SYNTH = Route("r2", SessionEnd("Us"), PortEnd("Synth"))


@asynccontextmanager
async def us(port: int, *, inviting: int | None = None) -> AsyncIterator[Running]:
    """Run our engine: everyone in it sounds on *Synth*, the test keyboard plays to *peer* (or to everyone)."""
    address = None if inviting is None else f"127.0.0.1:{inviting}"
    peers = (
        () if address is None else (Peer("peer", name="Peer", address=address, session="Us", wanted=True),)
    )
    to_them = TO_PEER if peers else Route("r1", KEYBOARD, SessionEnd("Us"))
    session = Session("Us", port=port, listen=("127.0.0.1",), accept="anyone")
    patch = Patch(sessions=(session,), peers=peers, routes=(to_them, TO_SYNTH))
    async with running(patch, ("Synth", "out")) as engine:
        yield engine


@asynccontextmanager
async def invited(habit: str = "Peer", **options: object) -> AsyncIterator[tuple[Running, ScriptedPeer, int]]:
    """We invite a scripted peer, and it has accepted and finished the first clock exchange."""
    here, there = free_pair(), free_pair()
    async with ScriptedPeer(there) as peer, us(here, inviting=there) as engine:
        await peer.accept(habit, **options)  # type: ignore[arg-type]
        await peer.follow_clock()
        await until(lambda: state(engine) == "connected", "the connection")
        yield engine, peer, here


def state(engine: Running) -> str | None:
    participants = engine.engine.snapshot().participants
    return participants[0].state if participants else None


def played(peer: ScriptedPeer) -> list[bytes]:
    return [message for rtp in peer.rtp for _, message in decode_section(rtp.payload).elements]


async def sounds(engine: Running, *messages: bytes) -> None:
    await until(lambda: engine.heard("Synth")[-len(messages) :] == list(messages), f"{messages} to sound")


def codes(engine: Running) -> list[str]:
    return [problem.code for problem in engine.engine.snapshot().problems]


async def hears(engine: Running, peer: ScriptedPeer) -> None:
    before = len(played(peer))
    engine.engine.play(ON)
    await until(lambda: played(peer)[before:] == [ON], "the note at the peer")


# -- as initiator ---------------------------------------------------------------------------------------------


async def test_an_ordinary_peer_plays_both_ways() -> None:
    async with invited() as (engine, peer, here):
        await hears(engine, peer)
        peer.play(here + 1, ON)
        await sounds(engine, ON)


async def test_what_we_send_is_what_strict_receivers_compare_literally() -> None:
    """mt32-pi, MiniDexed and BEB want the octets 80 61: version 2, no padding, extension or CSRC, marker 0."""
    async with invited() as (engine, peer, _):
        await hears(engine, peer)
        rtp = [data for data in peer.raw if data[:2] != b"\xff\xff"]
        assert {data[:2] for data in rtp} == {b"\x80\x61"}
        assert all(data.endswith(b"Us\x00") for data in peer.raw if data[:4] == b"\xff\xffIN")


async def test_esp32_and_kshoji_answer_without_a_name() -> None:
    async with invited(None) as (engine, peer, _):  # type: ignore[arg-type]
        assert engine.engine.snapshot().participants[0].name == "Peer"
        await hears(engine, peer)


async def test_leovr_and_pymidi_have_another_ssrc_on_the_data_port() -> None:
    async with invited(data_ssrc=0x0DA7A55C) as (engine, peer, here):
        peer.play(here + 1, ON)
        await sounds(engine, ON)
        await hears(engine, peer)


async def test_raveloxmidi_sends_feedback_from_the_data_port_with_our_ssrc() -> None:
    async with invited() as (engine, peer, here):
        await hears(engine, peer)
        ours, last = peer.rtp[-1].ssrc, peer.rtp[-1].sequence
        peer.send(peer.data, Feedback(ours, last), here + 1)
        await hears(engine, peer)
        assert state(engine) == "connected"


async def test_rtpmidid_puts_the_feedback_into_the_low_half() -> None:
    async with invited() as (engine, peer, here):
        await hears(engine, peer)
        peer.send(peer.control, Feedback(peer.ssrc, 0, peer.rtp[-1].sequence), here)
        await hears(engine, peer)


async def test_node_and_rust_participants_ask_for_the_time_themselves() -> None:
    async with invited() as (_, peer, here):
        answer = await peer.ask_clock(peer.data, here + 1)
        assert (answer.count, answer.t1) == (1, 5000)


async def test_esp32_answers_the_last_clock_packet_and_the_feedback_once_more() -> None:
    async with invited() as (engine, peer, here):
        peer.send(peer.data, Clock(peer.ssrc, 3, 1, 2, 3), here + 1)
        peer.send(peer.control, Feedback(peer.ssrc, 7), here)
        await peer.ask_clock(peer.data, here + 1)
        assert [
            packet for _, packet in peer.session_packets if isinstance(packet, Clock) and packet.count > 2
        ] == []
        await hears(engine, peer)


@pytest.mark.parametrize("token", [0, 0xFFFFFFFF], ids=["macOS, rtpMIDI and Arduino: 0", "LeovR: random"])
@pytest.mark.parametrize("channel", ["control", "data"])
async def test_a_bye_with_any_token_on_any_port_ends_it(token: int, channel: str) -> None:
    async with invited() as (engine, peer, here):
        peer.play(here + 1, ON)
        await sounds(engine, ON)
        way, port = (peer.control, here) if channel == "control" else (peer.data, here + 1)
        peer.send(way, Bye(token, peer.ssrc), port)
        await until(lambda: state(engine) != "connected", "the end")
        await sounds(engine, OFF)


async def test_a_bye_of_a_stranger_ends_nothing() -> None:
    async with invited() as (engine, peer, here):
        peer.send(peer.control, Bye(0, 0x0BADBAD0), here)
        await hears(engine, peer)
        assert state(engine) == "connected"


async def test_rtpmidid_needs_our_bye_on_both_ports_and_mt32_on_control() -> None:
    async with invited() as (engine, peer, _):
        engine.engine.leave(engine.engine.snapshot().participants[0].id)
        assert (await peer.expect(Bye, peer.control)).ssrc == (await peer.expect(Bye, peer.data)).ssrc


async def test_macos_refuses_without_a_name_and_is_asked_again_later_only() -> None:
    here, there = free_pair(), free_pair()
    async with ScriptedPeer(there) as peer, us(here, inviting=there) as engine:
        invitation = await peer.expect(Invitation, peer.control)
        peer.reply(peer.control, Rejected(invitation.token, peer.ssrc))
        await until(lambda: state(engine) == "refused", "the refusal")
        assert [problem.code for problem in engine.engine.snapshot().problems] == ["peer.refused"]


async def test_an_arduino_that_lost_our_packet_is_invited_again_every_second() -> None:
    here, there = free_pair(), free_pair()
    async with ScriptedPeer(there) as peer, us(here, inviting=there) as engine:
        first = await peer.expect(Invitation, peer.control)
        second = await peer.expect(Invitation, peer.control)
        assert first == second
        peer.reply(peer.control, Accepted(second.token, peer.ssrc, "Peer"))
        lost = await peer.expect(Invitation, peer.data)
        again = await peer.expect(Invitation, peer.data)
        assert lost == again
        peer.reply(peer.data, Accepted(again.token, peer.ssrc, "Peer"))
        await peer.follow_clock()
        await until(lambda: state(engine) == "connected", "the connection")


async def test_a_firewall_on_the_data_port_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        inviting, "INVITE_INTERVAL_S", 0.1
    )  # it takes twelve of them; session keeps the second
    here, there = free_pair(), free_pair()
    async with ScriptedPeer(there) as peer, us(here, inviting=there) as engine:
        first = await peer.expect(Invitation, peer.control)
        peer.reply(peer.control, Accepted(first.token, peer.ssrc, "Peer"))
        await until(
            lambda: [problem.code for problem in engine.engine.snapshot().problems] == ["peer.half_open"],
            "the hint at the firewall",
        )


@pytest.mark.parametrize("ticks", [0, 0xFFFFFFFF], ids=["Mega Drive: always 0", "BEB: 32 bit only"])
async def test_a_useless_clock_keeps_no_note_from_sounding(ticks: int) -> None:
    here, there = free_pair(), free_pair()
    async with ScriptedPeer(there) as peer, us(here, inviting=there) as engine:
        await peer.accept()
        question = await peer.expect(Clock, peer.data)
        peer.reply(peer.data, Clock(peer.ssrc, 1, question.t1, ticks, 0))
        await until(lambda: state(engine) == "connected", "the connection")
        peer.play(here + 1, ON, timestamp=ticks)
        await sounds(engine, ON)


# -- as participant -------------------------------------------------------------------------------------------


@asynccontextmanager
async def joined(
    name: str | None = "Peer", *, one_socket: bool = False, data_token: int | None = None
) -> AsyncIterator[tuple[Running, ScriptedPeer, int]]:
    """A scripted peer has invited us and was let in; it has not asked for the time yet."""
    here, there = free_pair(), free_pair()
    async with us(here) as engine, ScriptedPeer(there, one_socket=one_socket) as peer:
        await peer.invite(here, name, data_token=data_token)
        yield engine, peer, here


async def test_pymidi_client_one_socket_no_name_no_clock_marker_one_fixed_sequence() -> None:
    async with joined(None, one_socket=True) as (engine, peer, here):
        peer.play(here + 1, ON, marker=True)
        await sounds(engine, ON)
        await hears(engine, peer)  # after 3 s without a clock we send all the same
        assert engine.engine.snapshot().participants[0].name == "127.0.0.1"


async def test_midimonster_and_the_rust_crate_have_another_token_on_the_data_port() -> None:
    async with joined(data_token=0x9999) as (engine, peer, here):
        await peer.ask_clock(peer.data, here + 1)
        await until(lambda: state(engine) == "connected", "the connection")
        await hears(engine, peer)


async def test_midimonster_and_raveloxmidi_ask_for_the_time_on_the_control_port() -> None:
    async with joined() as (engine, peer, here):
        answer = await peer.ask_clock(peer.control, here)
        assert answer.count == 1
        await until(lambda: state(engine) == "connected", "the connection")
        await hears(engine, peer)


async def test_the_rust_crate_begins_with_the_second_clock_packet() -> None:
    async with joined() as (_, peer, here):
        peer.send(peer.data, Clock(peer.ssrc, 1, 10, 20, 0), here + 1)
        answer = await peer.expect(Clock, peer.data)
        assert (answer.count, answer.t1, answer.t2) == (2, 10, 20)


async def test_macos_fills_its_first_clock_packet_with_garbage() -> None:
    async with joined() as (engine, peer, here):
        garbage = bytearray(36)
        garbage[:4] = b"\xff\xffCK"
        garbage[4:8] = peer.ssrc.to_bytes(4, "big")
        garbage[9:12] = b"\x40\x74\x8c"
        garbage[12:20] = (5000).to_bytes(8, "big")
        garbage[20:] = b"\xde\xad\xbe\xef" * 4
        peer.send(peer.data, bytes(garbage), here + 1)
        answer = await peer.expect(Clock, peer.data)
        assert (answer.count, answer.t1, answer.t3) == (1, 5000, 0)
        peer.send(peer.data, Clock(peer.ssrc, 2, answer.t1, answer.t2, 5004), here + 1)
        await until(lambda: state(engine) == "connected", "the connection")


async def test_arduino_whose_ok_was_lost_asks_again_and_gets_it_again() -> None:
    here, there = free_pair(), free_pair()
    async with us(here), ScriptedPeer(there) as peer:
        for _ in range(2):
            peer.send(peer.control, Invitation(0x77, peer.ssrc, "Peer"), here)
            assert (await peer.expect(Accepted, peer.control)).token == 0x77
        for _ in range(2):
            peer.send(peer.data, Invitation(0x77, peer.ssrc, "Peer"), here + 1)
            assert (await peer.expect(Accepted, peer.data)).token == 0x77


async def test_the_octets_of_macos_several_commands_running_status_and_phantom() -> None:
    async with joined() as (engine, peer, here):
        peer.play_section(here + 1, bytes.fromhex("19 903e50 00 3e00 00 f8 00"))
        await sounds(engine, b"\x90\x3e\x50", b"\x90\x3e\x00", b"\xf8")
        peer.play_section(here + 1, bytes.fromhex("08 903c64 05 f8 05 3c00"))
        await sounds(engine, b"\x90\x3c\x64", b"\xf8", b"\x90\x3c\x00")


async def test_macos_steps_back_in_time_with_five_octets() -> None:
    async with joined() as (engine, peer, here):
        peer.play_section(here + 1, bytes.fromhex("0b903c648fffffff7b803c40"))
        await sounds(engine, ON, OFF)


async def test_beb_and_midimonster_always_use_the_long_header_with_a_first_delta() -> None:
    async with joined() as (engine, peer, here):
        peer.play_section(here + 1, bytes.fromhex("a00400903c64"))
        await sounds(engine, ON)


async def test_rtpmidi_cuts_sysex_at_255_octets_and_may_leave_an_empty_end() -> None:
    async with joined() as (engine, peer, here):
        data = bytes(number % 128 for number in range(253))
        peer.play(here + 1, b"\xf0" + data + b"\xf0")
        peer.play(here + 1, b"\xf7\xf7")
        await sounds(engine, b"\xf0" + data + b"\xf7")


async def test_rtpmidi_gets_its_clock_answers_on_the_data_port_and_counts_them_as_life() -> None:
    async with joined() as (engine, peer, here):
        await peer.ask_clock(peer.data, here + 1)
        await until(lambda: state(engine) == "connected", "the connection")
        assert not [
            packet
            for way, packet in peer.session_packets
            if isinstance(packet, Clock) and way is peer.control
        ]


async def test_a_peer_that_floods_garbage_is_named_once_and_still_plays(expect_log: ExpectLog) -> None:
    expect_log("participant \\d+: ")
    async with joined() as (engine, peer, here):
        for number in range(300):
            peer.data.sendto(b"\x80\x61" + bytes([number % 256]) * (number % 40), ("127.0.0.1", here + 1))
        peer.play(here + 1, ON)
        await sounds(engine, ON)
        await until(lambda: codes(engine), "the problem to be named")
        assert codes(engine) == ["peer.garbage"]


async def test_node_needs_an_even_control_port() -> None:
    async with us(0) as engine:
        assert engine.engine.snapshot().sessions[0].control % 2 == 0


# -- a real foreign program -----------------------------------------------------------------------------------

PYMIDI = """
import json, sys
from pymidi import server

class Handler(server.Handler):
    def on_peer_connected(self, peer):
        print(json.dumps({"connected": peer.name}), flush=True)
    def on_midi_commands(self, peer, commands):
        for each in commands:
            params = {key: int(value) for key, value in each.params.items() if not key.startswith("_")}
            print(json.dumps({"command": each.command, "channel": each.channel, "params": params}), flush=True)

serving = server.Server([("127.0.0.1", int(sys.argv[1]))])
serving.add_handler(Handler())
serving.serve_forever()
"""


async def test_the_real_pymidi_server_hears_what_we_play() -> None:
    here, there = free_pair(), free_pair()
    foreign = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PYMIDI, str(there), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert foreign.stdout is not None
        async with us(here, inviting=there) as engine:
            line = await asyncio.wait_for(foreign.stdout.readline(), DEADLINE_SECONDS)
            assert "connected" in json.loads(line)
            await until(lambda: state(engine) == "connected", "the connection")
            for message in (ON, b"\x90\x40\x50", OFF):
                engine.engine.play(message)
                await asyncio.sleep(0.02)
            heard = [
                json.loads(await asyncio.wait_for(foreign.stdout.readline(), DEADLINE_SECONDS))
                for _ in range(3)
            ]
            assert [(each["command"], each["params"]["key"]) for each in heard] == [
                ("note_on", 60),
                ("note_on", 64),
                ("note_off", 60),
            ]
    finally:
        foreign.kill()
        await foreign.wait()


async def test_what_the_real_pymidi_client_builds_is_played() -> None:
    """Its client knows no session protocol: it builds packets, announcing a journal that is not there."""
    here, there = free_pair(), free_pair()
    client = importlib.import_module("pymidi.client").Client(("127.0.0.1", here + 1))
    with contextlib.closing(client.socket):
        async with ScriptedPeer(there, client.ssrc) as peer, us(here) as engine:
            await peer.invite(here, "pymidi")
            peer.send(peer.data, client.send_note_on(60), here + 1)
            await sounds(engine, b"\x90\x3c\x7f")


@pytest.fixture(scope="module")
def node_modules() -> str:
    """The folder of npm's `rtpmidi`, installed when it is missing; skips where that cannot be."""
    found = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "foreign.py")], check=False, capture_output=True, text=True
    )
    if found.returncode != 0:
        pytest.skip(f"npm's rtpmidi cannot be played with: {found.stdout.strip()}")
    return f"{found.stdout.strip()}/node_modules"


@pytest.mark.parametrize("role", ["it invites us", "we invite it"])
async def test_the_real_node_rtpmidi_plays_both_ways(node_modules: str, role: str) -> None:
    here, there = free_pair(), free_pair()
    invites = role == "it invites us"
    command = ("node", str(NODE_PEER), node_modules, str(there), *([str(here)] if invites else []))
    async with us(here, inviting=None if invites else there) as engine, program(*command) as foreign:
        await foreign.until("ready")
        await foreign.until("connected")
        await until(lambda: state(engine) == "connected", "the connection")

        def sounds_here() -> bool:
            """It sends nothing before it knows the time, which it may do a moment after we know of it."""
            foreign.type("903c64")
            return ON in engine.heard("Synth")

        await until(sounds_here, "what it plays")
        engine.engine.play(b"\x90\x40\x50")
        engine.engine.play(b"\x80\x40\x40")
        heard = [await foreign.until("heard"), await foreign.until("heard")]
        assert heard == [[0x90, 0x40, 0x50], [0x80, 0x40, 0x40]]
        assert all(each.counters.malformed == 0 for each in engine.engine.snapshot().participants)
        [there_now] = engine.engine.snapshot().participants
        engine.engine.leave(there_now.id)
        await foreign.until("gone")
