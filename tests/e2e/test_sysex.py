"""Long SysEx through whole engines: any segments in, 256 octets out, real-time between, progress, giving up, RL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from app.engine.api import CommandError, SysexChanged, SysexTransfer
from app.engine.stream import SYSEX_OCTETS
from app.media.sysex_queue import OCTETS_PER_S
from app.model.endpoints import KEYBOARD, PortEnd, SessionEnd
from app.model.patch import Patch, Route, Session
from app.wire.applemidi import BitrateLimit
from app.wire.commands import decode_section, encode_section
from app.wire.sysex import CANCEL, SEGMENT_OCTETS, SysexAssembler, segments
from tests.support.engines import Running, running, until
from tests.support.ports import free_pair
from tests.support.scripted_peer import ScriptedPeer

ON, OFF, CLOCK = b"\x90\x3c\x64", b"\x80\x3c\x40", b"\xf8"
ROUTES = (Route("r1", SessionEnd("Us"), PortEnd("Synth")), Route("r2", KEYBOARD, SessionEnd("Us")))
AT_ONCE = 24
"""Packets that fit a receive buffer on any system."""


def dump(octets: int) -> bytes:
    return b"\xf0" + bytes(nth % 128 for nth in range(octets - 2)) + b"\xf7"


@asynccontextmanager
async def joined() -> AsyncIterator[tuple[Running, ScriptedPeer, int]]:
    """Run an engine that a scripted peer has joined; it sounds on *Synth*, the keyboard plays to it."""
    here = free_pair()
    patch = Patch(sessions=(Session("Us", port=here, listen=("127.0.0.1",), accept="anyone"),), routes=ROUTES)
    async with running(patch, ("Synth", "out")) as engine, ScriptedPeer(free_pair()) as peer:
        await peer.invite(here)
        await peer.ask_clock(peer.data, here + 1)
        await until(lambda: engine.is_connected("Peer"), "the connection")
        await until(
            lambda: [route.state for route in engine.engine.snapshot().routes] == ["active", "active"],
            "cables",
        )
        await until(lambda: "Synth" in engine.backend.outputs, "the output")
        yield engine, peer, here


def pieces(peer: ScriptedPeer) -> list[bytes]:
    return [octets for rtp in peer.rtp for _, octets in decode_section(rtp.payload).elements]


def transfers(engine: Running) -> list[SysexTransfer]:
    return [event.transfer for event in engine.events if isinstance(event, SysexChanged)]


async def send_in_segments(engine: Running, peer: ScriptedPeer, port: int, message: bytes, size: int) -> None:
    for nth, segment in enumerate(segments(message, size)):
        peer.play_section(port, encode_section([(0, segment)], None))
        if nth % AT_ONCE == AT_ONCE - 1:
            sent = nth + 1
            await until(
                lambda sent=sent: engine.engine.snapshot().participants[0].counters.packets_in >= sent,  # type: ignore[misc]
                "the packets to be read",
            )


@pytest.mark.parametrize("size", [60, 128, 256, 512, 1400])
async def test_row_sysex_segments_of_any_size_come_in(size: int) -> None:
    async with joined() as (engine, peer, here):
        await send_in_segments(engine, peer, here + 1, dump(9000), size)
        await until(lambda: engine.heard("Synth") == [dump(9000)], "the whole message")


async def test_row_sysex_of_the_largest_size_comes_in_and_a_larger_one_does_not() -> None:
    async with joined() as (engine, peer, here):
        engine.backend.outputs["Synth"].max_octets = 2 * SYSEX_OCTETS
        await send_in_segments(engine, peer, here + 1, dump(SYSEX_OCTETS), 1400)
        await until(lambda: engine.heard("Synth") == [dump(SYSEX_OCTETS)], "the whole message")
    async with joined() as (engine, peer, here):
        engine.backend.outputs["Synth"].max_octets = 2 * SYSEX_OCTETS
        await send_in_segments(engine, peer, here + 1, dump(SYSEX_OCTETS + 1), 1400)
        peer.play(here + 1, ON)
        await until(lambda: engine.heard("Synth") == [ON], "nothing but the note behind it")


async def test_row_sysex_what_a_local_system_does_not_pass_is_a_sentence() -> None:
    async with joined() as (engine, peer, here):
        await send_in_segments(engine, peer, here + 1, dump(70_000), 1400)
        await until(
            lambda: "midi.too_large" in [each.code for each in engine.engine.snapshot().problems], "the word"
        )
        assert engine.heard("Synth") == []


async def test_row_sysex_goes_out_in_256_octets_with_real_time_between_and_notes_behind() -> None:
    async with joined() as (engine, peer, _):
        whole = dump(60_000)
        engine.engine.play(whole)
        await until(lambda: pieces(peer), "the first segment")
        engine.engine.play(ON)
        engine.engine.play(CLOCK)
        await until(lambda: pieces(peer)[-1:] == [ON], "the note behind the dump")
        came = pieces(peer)
        assembler = SysexAssembler()
        assert [each for piece in came[:-1] if piece != CLOCK and (each := assembler.feed(piece))] == [whole]
        assert all(len(piece) <= SEGMENT_OCTETS for piece in came)
        assert CLOCK in came[:-1], "real-time does not wait"
        assert all(len(rtp.payload) <= 1400 for rtp in peer.rtp)


async def test_row_sysex_does_not_flood_a_peer_and_progress_is_told() -> None:
    async with joined() as (engine, peer, _):
        engine.engine.play(dump(120_000))
        await until(lambda: [each.state for each in transfers(engine)][-1:] == ["done"], "the end")
        told = transfers(engine)
        assert told[0].state == "sending"
        assert 0 < told[0].sent < told[0].size == 120_000
        assert [each.sent for each in told] == sorted(each.sent for each in told)
        assert {(each.id, each.to) for each in told} == {(told[0].id, "Peer")}
        assert engine.engine.snapshot().sysex == ()
        ticks = peer.rtp[-1].timestamp - peer.rtp[0].timestamp
        assert ticks >= 110_000 / OCTETS_PER_S * 10_000


async def test_row_sysex_is_given_up_on_command_and_the_peer_is_told() -> None:
    async with joined() as (engine, peer, _):
        engine.engine.play(dump(500_000))
        (running_one,) = await until(lambda: engine.engine.snapshot().sysex, "progress")
        engine.engine.play(ON)
        engine.engine.cancel_sysex(running_one.id)
        await until(lambda: pieces(peer)[-2:] == [CANCEL, ON], "the end of it")
        await until(lambda: transfers(engine)[-1].state == "cancelled", "the word")
        with pytest.raises(CommandError):
            engine.engine.cancel_sysex(running_one.id)


@pytest.mark.parametrize("end", ["panic", "quit"])
async def test_row_sysex_panic_and_quitting_do_not_wait_for_a_dump(end: str) -> None:
    async with joined() as (engine, peer, _):
        engine.engine.play(ON)
        await until(lambda: pieces(peer) == [ON], "the note")
        engine.engine.play(dump(900_000))
        await until(lambda: len(pieces(peer)) > 3, "the dump to begin")
        if end == "panic":
            engine.engine.panic()
        else:
            await engine.engine.stop()
        await until(lambda: OFF in pieces(peer), "the note-off")
        assert pieces(peer).index(CANCEL) < pieces(peer).index(OFF)


async def test_row_sysex_a_dump_for_which_there_is_no_room_is_a_sentence() -> None:
    async with joined() as (engine, _, _):
        for _ in range(6):
            engine.engine.play(dump(SYSEX_OCTETS))
        await until(
            lambda: "sysex.refused" in [each.code for each in engine.engine.snapshot().problems], "the word"
        )
        assert [each.state for each in transfers(engine)].count("refused") >= 1
        engine.engine.panic()
        await until(lambda: engine.engine.snapshot().sysex == (), "all to be given up")


async def test_row_rl_a_peer_that_feeds_a_midi_cable_gets_sysex_at_its_pace() -> None:
    async with joined() as (engine, peer, here):
        peer.send(peer.control, BitrateLimit(peer.ssrc, 31_250), here)
        streams = engine.engine._all.thread.streams
        await until(
            lambda: [stream.outgoing.sysex_octets_per_s for stream in streams().values()] == [3125],
            "the limit",
        )
        engine.engine.play(dump(2000))
        engine.engine.play(ON)
        await until(lambda: pieces(peer)[-1:] == [ON], "all of it")
        ticks = peer.rtp[-1].timestamp - peer.rtp[0].timestamp
        assert ticks >= (2000 - 2 * SEGMENT_OCTETS) / 3125 * 10_000


async def test_two_sources_into_one_participant_leave_whole_messages() -> None:
    async with joined() as (engine, peer, _):
        engine.engine.play(dump(20_000))
        engine.engine.send(SessionEnd("Us"), dump(10_000))
        await asyncio.sleep(0)
        assembler, whole = SysexAssembler(), []

        def arrived() -> bool:
            nonlocal whole
            assembler.abandon()
            whole = [each for piece in pieces(peer) if (each := assembler.feed(piece))]
            return len(whole) == 2

        await until(arrived, "both")
        assert sorted(map(len, whole)) == [10_000, 20_000]
