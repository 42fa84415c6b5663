"""Direct links with real sockets: fixed peers, learned peers, strangers, the marker bit, and what is released.

The peer at the other end is MIDIMonster in direct mode, by its habits (wire sheet 12): marker bit 1, long header, a
delta time in front of everything, no journal, timestamps of no use, and an SSRC of its own.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest

from app.engine.api import CommandError, Link, LinkChanged
from app.engine.links import LEARNED_PEERS
from app.model import patch as model
from app.model.endpoints import KEYBOARD, LinkEnd, PortEnd
from app.model.patch import MarkerMode, Patch, Route
from app.wire.applemidi import Feedback, Invitation, encode
from app.wire.commands import decode_section
from app.wire.rtp import decode_rtp
from tests.support.direct_peer import DirectPeer, Hearing
from tests.support.engines import Running, running, until
from tests.support.ports import free_pair

ON, OFF = b"\x90\x3c\x64", b"\x80\x3c\x40"
TO_SYNTH = Route("r1", LinkEnd("Lights"), PortEnd("Synth"))
FROM_KEYS = Route("r2", KEYBOARD, LinkEnd("Lights"))


@asynccontextmanager
async def lights(
    *peers: str, listen: str = "127.0.0.1", routes: tuple[Route, ...] = (TO_SYNTH, FROM_KEYS), **options: Any
) -> AsyncIterator[tuple[Running, int]]:
    """Run an engine with one link on loopback; gives it and the link's port."""
    port = free_pair()
    link = model.Link("Lights", port, listen=(listen,), peers=peers, **options)
    async with running(Patch(links=(link,), routes=routes), ("Synth", "out")) as engine:
        await settled(engine)
        yield engine, port


async def settled(engine: Running) -> None:
    """Wait until the MIDI thread has carried out everything: what is sent before would be lost in any case."""
    thread = engine.engine._all.thread
    await until(
        lambda: (
            not thread.pending
            and ("Synth" not in [each.name for each in engine.backend.ports] or engine.backend.outputs)
        ),
        "everything to be in place",
    )


def view(engine: Running) -> Link:
    return engine.engine.snapshot().links[0]


async def sounds(engine: Running, *messages: bytes) -> None:
    await until(lambda: engine.heard("Synth")[-len(messages) :] == list(messages), f"{messages} to sound")


async def test_row_mode_direct_and_peer_play_both_ways_with_midimonster() -> None:
    with DirectPeer() as monster:
        async with lights(f"127.0.0.1:{monster.port}") as (engine, port):
            monster.play(port, ON, b"\xb0\x07\x10")
            await sounds(engine, ON, b"\xb0\x07\x10")
            hearing = Hearing(monster)
            engine.engine.play(ON)
            await until(lambda: ON in hearing.messages(), "the note at the peer")
            assert [route.state for route in engine.engine.snapshot().routes] == ["active", "active"]
            assert engine.participant("Lights") is None


async def test_row_peer_repeatable_everybody_gets_it_and_a_name_is_looked_up() -> None:
    with DirectPeer() as one, DirectPeer(0x0BE) as two:
        async with lights(f"127.0.0.1:{one.port}", f"localhost:{two.port}") as (engine, port):
            await until(
                lambda: "localhost" not in [peer.address for peer in view(engine).peers],
                "the name to be found",
            )
            both = Hearing(one), Hearing(two)
            engine.engine.play(ON)
            for hearing in both:
                await until(lambda hearing=hearing: ON in hearing.messages(), "the note")  # type: ignore[misc]
            two.play(port, ON)
            await sounds(engine, ON)


async def test_a_name_that_nobody_has_is_a_sentence_and_keeps_nobody_else_from_playing() -> None:
    with DirectPeer() as monster:
        async with lights("nobody.invalid:9001", f"127.0.0.1:{monster.port}") as (engine, port):
            problems = await until(lambda: engine.engine.snapshot().problems, "the word")
            assert [(each.code, each.params["address"]) for each in problems] == [
                ("peer.unreachable", "nobody.invalid")
            ]
            assert [(peer.address, peer.port) for peer in view(engine).peers] == [
                ("nobody.invalid", 9001),
                ("127.0.0.1", monster.port),
            ]
            monster.play(port, ON)
            await sounds(engine, ON)


@pytest.mark.parametrize(("marker", "first"), [("rfc", 1), ("zero", 0)])
async def test_the_marker_bit_is_1_with_midi_and_0_without_in_direct_mode_unless_asked(
    marker: MarkerMode, first: int
) -> None:
    with DirectPeer() as monster:
        async with lights(f"127.0.0.1:{monster.port}", marker=marker) as (engine, _):
            hearing = Hearing(monster)
            engine.engine.play(ON)
            await until(lambda: hearing.messages() and len(hearing.rtp) > 1, "a note and a guard packet")
            empty = [not decode_section(rtp.payload).elements for rtp in hearing.rtp]
            assert [rtp.marker for rtp in hearing.rtp] == [bool(first) and not none for none in empty]


@pytest.mark.parametrize("listen", ["::1", "*"])
async def test_row_bind_ipv6_and_every_address_of_this_computer(listen: str) -> None:
    with DirectPeer(host="::1") as monster:
        async with lights(f"[::1]:{monster.port}", listen=listen) as (engine, port):
            monster.play(port, ON)
            await sounds(engine, ON)
            hearing = Hearing(monster)
            engine.engine.play(ON)
            await until(lambda: ON in hearing.messages(), "the note at the peer")


async def test_row_bind_a_random_port_is_shown() -> None:
    with DirectPeer() as monster:
        link = model.Link("Lights", 0, listen=("127.0.0.1",), learn=True)
        async with running(Patch(links=(link,), routes=(TO_SYNTH,)), ("Synth", "out")) as engine:
            await settled(engine)
            assert view(engine).port > 0
            monster.play(view(engine).port, ON)
            await sounds(engine, ON)


async def test_row_ssrc_is_the_one_of_the_patch_else_random_and_not_that_of_another_link() -> None:
    seen = [await ssrc_of_a_link(ssrc=0xDEADBEEF), await ssrc_of_a_link(), await ssrc_of_a_link()]
    assert seen[0] == 0xDEADBEEF
    assert len(set(seen)) == 3


async def ssrc_of_a_link(**options: Any) -> int:
    with DirectPeer() as monster:
        async with lights(f"127.0.0.1:{monster.port}", **options) as (engine, _):
            hearing = Hearing(monster)
            engine.engine.play(ON)
            await until(hearing.messages, "the note")
            return hearing.rtp[0].ssrc


async def test_a_link_carries_the_journal_and_no_session_packets() -> None:
    with DirectPeer() as monster:
        async with lights(f"127.0.0.1:{monster.port}") as (engine, port):
            hearing = Hearing(monster)
            engine.engine.play(ON)
            engine.engine.play(b"\xb0\x07\x10")
            await until(lambda: len(hearing.messages()) == 2, "the messages")
            await until(lambda: hearing.messages() and len(hearing.rtp) > 2, "a guard packet")
            assert all(decode_section(rtp.payload).journal for rtp in hearing.rtp)
            assert (
                decode_section(hearing.rtp[-1].payload).journal
                != decode_section(hearing.rtp[0].payload).journal
            )
            monster.send(port, encode(Feedback(monster.ssrc, hearing.rtp[-1].sequence)))
            monster.play(port, ON)
            await sounds(engine, ON)


async def test_data_of_a_stranger_is_refused_and_counted() -> None:
    with DirectPeer() as monster, DirectPeer(0xBAD) as stranger:
        async with lights(f"127.0.0.1:{monster.port}") as (engine, port):
            stranger.play(port, b"\x90\x40\x64")
            monster.play(port, ON)
            await sounds(engine, ON)
            assert engine.heard("Synth") == [ON]
            assert len(view(engine).peers) == 1


async def test_row_learn_true_whoever_sends_becomes_a_peer_with_its_first_packet() -> None:
    with DirectPeer() as one, DirectPeer(0x0BE) as two:
        async with lights(learn=True) as (engine, port):
            assert engine.engine.snapshot().routes[0].state == "active"
            one.play(port, ON)
            await sounds(engine, ON)
            two.play(port, b"\xb0\x01\x02")
            await until(lambda: len(view(engine).peers) == 2, "both in the list")
            assert {(peer.port, peer.learned) for peer in view(engine).peers} == {
                (one.port, True),
                (two.port, True),
            }
            both = Hearing(one), Hearing(two)
            engine.engine.play(ON)
            for hearing in both:
                await until(lambda hearing=hearing: ON in hearing.messages(), "the note")  # type: ignore[misc]


async def test_only_valid_rtp_midi_makes_a_peer() -> None:
    with DirectPeer() as monster:
        async with lights(learn=True) as (engine, port):
            for junk in (
                b"",
                b"hello",
                b"\x80\x60" + bytes(12),
                b"\x80\x61" + bytes(10) + b"\x05\x90",
                encode(Invitation(1, 2, "Somebody")),
                encode(Feedback(1, 2)),
            ):
                monster.send(port, junk)
            refused = (
                engine.engine._all.thread.links.refused
            )  # the count is for the status of the control channel
            await until(lambda: refused(view(engine).id) == 6, "all to be counted")
            assert view(engine).peers == ()


async def test_row_learn_a_learned_peer_can_be_forgotten_and_is_silent_then() -> None:
    with DirectPeer() as monster:
        async with lights(learn=True) as (engine, port):
            monster.play(port, ON)
            await sounds(engine, ON)
            peer = (await until(lambda: view(engine).peers, "the peer"))[0]
            hearing = Hearing(monster)
            engine.engine.play(ON)
            await until(lambda: ON in hearing.messages(), "the note at the peer")
            engine.engine.forget_link_peer(view(engine).id, peer.id)
            await sounds(engine, ON, OFF)
            await until(lambda: hearing.messages()[-1] == OFF, "the note-off at the peer")
            assert view(engine).peers == ()
            with pytest.raises(CommandError):
                engine.engine.forget_link_peer(view(engine).id, peer.id)
            monster.play(port, ON)
            again = (await until(lambda: view(engine).peers, "the peer again"))[0]
            assert again.id != peer.id
            await sounds(engine, ON, OFF, ON)


async def test_row_learn_no_more_peers_than_the_limit_and_it_says_so() -> None:
    peers = [DirectPeer(ssrc) for ssrc in range(1, LEARNED_PEERS + 2)]
    async with AsyncExitStack() as stack:
        for peer in peers:
            stack.enter_context(peer)
        engine, port = await stack.enter_async_context(lights(learn=True))
        for peer in peers:
            peer.play(port, ON)
        await until(
            lambda: "link.full" in [each.code for each in engine.engine.snapshot().problems], "the word"
        )
        await until(lambda: len(view(engine).peers) == LEARNED_PEERS, "the others")
        engine.engine.forget_link_peer(view(engine).id, view(engine).peers[0].id)
        await until(
            lambda: "link.full" not in [each.code for each in engine.engine.snapshot().problems], "room"
        )
        await settled(engine)
        peers[-1].play(port, ON)
        await until(lambda: peers[-1].port in [each.port for each in view(engine).peers], "the last one")


async def test_a_taken_port_is_a_sentence_and_opens_when_it_is_free() -> None:
    port = free_pair()
    other = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    other.bind(("127.0.0.1", port))
    link = model.Link("Lights", port, listen=("127.0.0.1",), learn=True)
    with DirectPeer() as monster:
        async with running(Patch(links=(link,), routes=(TO_SYNTH,)), ("Synth", "out")) as engine:
            problem = engine.engine.snapshot().problems[0]
            assert problem.code == "link.port"
            assert f"port {port}" in problem.text()
            assert view(engine).state == "waiting"
            assert engine.engine.snapshot().routes[0].state == "waiting"
            other.close()
            await until(lambda: view(engine).state == "open", "the port")
            await settled(engine)
            assert engine.engine.snapshot().problems == ()
            monster.play(port, ON)
            await sounds(engine, ON)


async def test_a_cut_cable_and_a_removed_link_release_what_is_held() -> None:
    with DirectPeer() as monster:
        async with lights(f"127.0.0.1:{monster.port}") as (engine, port):
            hearing = Hearing(monster)
            monster.play(port, ON)
            engine.engine.play(ON)
            await sounds(engine, ON)
            await until(lambda: hearing.messages() == [ON], "the note")
            engine.engine.remove_route("r1")
            await sounds(engine, ON, OFF)
            engine.engine._all.desk.change(Patch(routes=()))
            await until(lambda: hearing.messages() == [ON, OFF], "the note-off")
            assert engine.engine.snapshot().links == ()
            assert [event.link.state for event in engine.events if isinstance(event, LinkChanged)][
                -1
            ] == "closed"


async def test_quitting_ends_the_notes_at_the_other_end() -> None:
    with DirectPeer() as monster:
        async with lights(f"127.0.0.1:{monster.port}") as (engine, _):
            hearing = Hearing(monster)
            engine.engine.play(ON)
            await until(lambda: hearing.messages() == [ON], "the note")
        assert hearing.messages() == [ON, OFF]


async def test_two_of_us_over_a_link_repair_a_lost_note_off() -> None:
    """The journal is of use on a link: a packet that never arrives is made good by the next one."""
    here, there = free_pair(), free_pair()
    relay = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    relay.setblocking(False)
    relay.bind(("127.0.0.1", 0))
    via = relay.getsockname()[1]
    ours = model.Link("Lights", here, listen=("127.0.0.1",), peers=(f"127.0.0.1:{via}",))
    theirs = model.Link("Lights", there, listen=("127.0.0.1",), learn=True)

    async def pass_on() -> None:
        while True:
            data, _ = await asyncio.get_running_loop().sock_recvfrom(relay, 65_535)
            if OFF[:2] not in [each[:2] for _, each in decode_section(decode_rtp(data).payload).elements]:
                relay.sendto(data, ("127.0.0.1", there))

    async with (
        running(Patch(links=(theirs,), routes=(TO_SYNTH,)), ("Synth", "out")) as second,
        running(Patch(links=(ours,), routes=(FROM_KEYS,))) as first,
    ):
        await settled(first)
        await settled(second)
        passing = asyncio.create_task(pass_on())
        first.engine.play(ON)
        await sounds(second, ON)
        first.engine.play(OFF)
        await until(lambda: [each[:2] for each in second.heard("Synth")] == [ON[:2], OFF[:2]], "the repair")
        passing.cancel()
        await asyncio.gather(passing, return_exceptions=True)
    relay.close()
