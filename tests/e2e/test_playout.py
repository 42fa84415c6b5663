"""The playout buffer through a whole engine: by the sender's stamps, in order, per participant, released."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from app.engine.api import Buffer
from app.engine.ticks import TICKS_PER_SECOND, now_ticks, ticks_of
from app.media.playout import HORIZON_TICKS
from app.model.endpoints import KEYBOARD, PeerEnd, PortEnd, SessionEnd
from app.model.patch import MAX_PLAYOUT_MS, Patch, Peer, Route, Session
from app.wire.applemidi import Clock
from app.wire.commands import encode_section
from tests.support.engines import Running, running, until
from tests.support.ports import free_pair
from tests.support.scripted_peer import ScriptedPeer

ON, OFF, CC = b"\x90\x3c\x64", b"\x80\x3c\x40", b"\xb0\x01\x05"
TICKS_PER_MS = TICKS_PER_SECOND // 1000
AHEAD = 4_000_000
"""The peer's clock shows this much more than ours, in ticks."""


@asynccontextmanager
async def buffered(
    session_ms: int, peer_ms: int | None = None
) -> AsyncIterator[tuple[Running, ScriptedPeer, int]]:
    """Run an engine that holds what a peer plays; the peer has joined and its clock is known."""
    here, there = free_pair(), free_pair()
    session = Session("Us", port=here, listen=("127.0.0.1",), accept="anyone", playout_ms=session_ms)
    known = Peer("peer", name="Peer", address=f"127.0.0.1:{there}", session="Us", playout_ms=peer_ms)
    routes = (Route("r1", SessionEnd("Us"), PortEnd("Synth")), Route("r2", KEYBOARD, PeerEnd("Us", "peer")))
    patch = Patch(sessions=(session,), peers=(known,), routes=routes)
    async with running(patch, ("Synth", "out")) as engine, ScriptedPeer(there) as peer:
        await peer.invite(here)
        await synchronise(peer, here + 1)
        await until(lambda: engine.is_connected("Peer"), "the connection")
        stream = next(iter(engine.engine._all.thread.streams().values()))
        wanted = session_ms if peer_ms is None else peer_ms
        await until(lambda: delay_ms(stream.playout) == wanted, "the buffer")
        await until(lambda: engine.engine.snapshot().routes[0].state == "active", "the cable")
        await until(lambda: "Synth" in engine.backend.outputs, "the output")
        yield engine, peer, here + 1


def delay_ms(playout: object) -> int:
    return getattr(playout, "delay_ticks", 0) // TICKS_PER_MS


async def synchronise(peer: ScriptedPeer, port: int) -> None:
    """Do one exchange as initiator, with a clock that is exactly AHEAD of ours."""
    asked = now_ticks() + AHEAD
    peer.send(peer.data, Clock(peer.ssrc, 0, asked, 0, 0), port)
    answer = await peer.expect(Clock, peer.data)
    peer.send(peer.data, Clock(peer.ssrc, 2, answer.t1, answer.t2, now_ticks() + AHEAD), port)


def late_ticks(engine: Running, stamps: list[int]) -> list[int]:
    """Give by how much each message came out after its stamp, in ticks of our clock, at the least.

    The estimate of the clocks is off by at most half a round trip of its one exchange, and rounded.
    """
    heard = engine.backend.outputs["Synth"].heard
    off = (next(iter(engine.engine._all.thread.streams().values())).clock.rtt_ticks or 0) + 1
    return [ticks_of(stamp_ns) - stamp + off for (stamp_ns, _), stamp in zip(heard, stamps, strict=True)]


async def test_row_playout_messages_play_the_buffer_after_their_stamp_never_early_and_in_order() -> None:
    async with buffered(100) as (engine, peer, port):
        stamps = []
        for nth in range(20):
            stamps.append(now_ticks())
            peer.play(port, bytes((0xB0, 1, nth)), timestamp=(stamps[-1] + AHEAD) & 0xFFFF_FFFF)
            await asyncio.sleep(0.003 if nth % 3 else 0.02)
        await until(lambda: len(engine.heard("Synth")) == 20, "all messages")
        assert engine.heard("Synth") == [bytes((0xB0, 1, nth)) for nth in range(20)]
        assert min(late_ticks(engine, stamps)) >= 100 * TICKS_PER_MS


async def test_row_playout_deltas_inside_a_packet_are_kept() -> None:
    async with buffered(100) as (engine, peer, port):
        stamp = now_ticks()
        section = encode_section([(0, ON), (50 * TICKS_PER_MS, OFF)], None)
        peer.play_section(port, section, timestamp=(stamp + AHEAD) & 0xFFFF_FFFF)
        await until(lambda: engine.heard("Synth") == [ON, OFF], "both")
        on, off = late_ticks(engine, [stamp, stamp])
        assert on >= 100 * TICKS_PER_MS
        assert off >= 150 * TICKS_PER_MS


async def test_row_playout_zero_plays_at_once_and_has_no_buffer() -> None:
    async with buffered(0) as (engine, peer, port):
        streams = engine.engine._all.thread.streams()
        assert [stream.playout for stream in streams.values()] == [None]
        peer.play(port, ON, timestamp=(now_ticks() + 2 * TICKS_PER_SECOND + AHEAD) & 0xFFFF_FFFF)
        await until(lambda: engine.heard("Synth") == [ON], "the note")


@pytest.mark.parametrize("stamp", [0, 0x1234_5678, 1_700_000_000], ids=["always 0", "any", "seconds"])
async def test_row_playout_a_sender_with_useless_stamps_is_played_at_once(stamp: int) -> None:
    async with buffered(200) as (engine, peer, port):
        for nth in range(10):
            peer.play(port, bytes((0xB0, 1, nth)), timestamp=stamp + nth if stamp else 0)
        await until(lambda: len(engine.heard("Synth")) == 10, "all messages")
        details = engine.engine.details(engine.engine.snapshot().participants[0].id)
        assert details.buffer == Buffer(200, late=0, unstamped=10, trusts_stamps=False)


async def test_row_playout_of_a_participant_overrides_that_of_its_session() -> None:
    async with buffered(0, peer_ms=150) as (engine, peer, port):
        sent = now_ticks()
        peer.play(port, ON, timestamp=(sent + AHEAD) & 0xFFFF_FFFF)
        await until(lambda: engine.heard("Synth") == [ON], "the note")
        assert late_ticks(engine, [sent])[0] >= 150 * TICKS_PER_MS
        patch = engine.engine.snapshot().patch
        engine.engine._all.desk.put_peer(replace(patch.peers[0], playout_ms=0))
        streams = engine.engine._all.thread.streams()
        await until(lambda: [stream.playout for stream in streams.values()] == [None], "no buffer any more")


async def test_row_playout_changing_to_none_plays_what_is_held() -> None:
    async with buffered(200) as (engine, peer, port):
        later = now_ticks() + HORIZON_TICKS - TICKS_PER_SECOND // 10
        peer.play(port, ON, timestamp=(later + AHEAD) & 0xFFFF_FFFF)
        playout = next(iter(engine.engine._all.thread.streams().values())).playout
        await until(lambda: playout is not None and playout.get_timer(), "the note to be held")
        known = engine.engine.snapshot().patch.peers[0]
        engine.engine._all.desk.put_peer(replace(known, playout_ms=0))
        await until(lambda: engine.heard("Synth") == [ON], "the note")
        assert ticks_of(engine.backend.outputs["Synth"].heard[0][0]) < later


@pytest.mark.parametrize("end", ["leave", "cut", "panic"])
async def test_row_playout_what_has_not_begun_never_begins_when_it_is_over(end: str) -> None:
    """A note that sounds is released, the next one waits in the buffer: it must be gone, too."""
    async with buffered(MAX_PLAYOUT_MS) as (engine, peer, port):
        peer.play(port, ON, timestamp=(now_ticks() + AHEAD) & 0xFFFF_FFFF)
        await until(lambda: engine.heard("Synth") == [ON], "the first note")
        playout = next(iter(engine.engine._all.thread.streams().values())).playout
        assert playout is not None
        due = now_ticks() + 1500 * TICKS_PER_MS
        stamp = due - MAX_PLAYOUT_MS * TICKS_PER_MS
        peer.play(port, b"\x90\x40\x64", timestamp=(stamp + AHEAD) & 0xFFFF_FFFF)
        await until(lambda: playout.get_timer() is not None, "the second note to be held")
        if end == "leave":
            engine.engine.leave(engine.engine.snapshot().participants[0].id)
        elif end == "cut":
            engine.engine.remove_route("r1")
        else:
            engine.engine.panic()
        await until(lambda: OFF[:2] in [each[:2] for each in engine.heard("Synth")], "the release")
        await until(lambda: now_ticks() > due + 100 * TICKS_PER_MS, "the time of the second note to pass")
        assert b"\x90\x40\x64" not in engine.heard("Synth")
