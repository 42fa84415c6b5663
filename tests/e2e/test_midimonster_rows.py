"""Everything that MIDIMonster's rtpmidi backend could, as it was first and as it is today: one test per item.

Each begins with a piece of a configuration, takes it over, and looks at what a whole engine then does. `test_row_...`
is named after the item. The mappings of the manual are in `test_midimonster_mappings`.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import randbits

import pytest

from app.engine.api import Heard
from app.engine.discovery import Discovery, Sighting, private_label
from app.model.endpoints import LinkEnd, SessionEnd
from app.model.patch import Scene
from app.wire.applemidi import Bye, Invitation, Rejected
from app.wire.commands import decode_section
from tests.support.direct_peer import DirectPeer, Hearing
from tests.support.engines import Running, until
from tests.support.midimonster import LOOPBACK, monster, monster_program, taken_over
from tests.support.ports import free_pair
from tests.support.scripted_peer import ScriptedPeer

ON, OFF = b"\x90\x3c\x64", b"\x80\x3c\x40"


def direct(name: str, port: int, *options: str) -> str:
    return "\n".join((f"[rtpmidi {name}]", "mode = direct", f"bind = {LOOPBACK} {port}", *options, ""))


def apple(name: str, data: int, *options: str) -> str:
    return "\n".join((f"[rtpmidi {name}]", "mode = apple", f"bind = {LOOPBACK} {data}", *options, ""))


def states(engine: Running) -> dict[str, str]:
    return {one.name: one.state for one in engine.engine.snapshot().participants}


def played(peer: ScriptedPeer) -> list[bytes]:
    return [message for rtp in peer.rtp for _, message in decode_section(rtp.payload).elements]


async def join(peer: ScriptedPeer, control: int, name: str = "Peer") -> None:
    """Let a peer invite us and compare clocks, as an initiator does."""
    await peer.invite(control, name)
    await peer.ask_clock(peer.data, control + 1)


@asynccontextmanager
async def watching() -> AsyncIterator[dict[str, Sighting]]:
    """What another computer's mDNS sees of ours."""
    seen: dict[str, Sighting] = {}

    def change(name: str, sighting: Sighting | None) -> None:
        if sighting is None:
            seen.pop(name, None)
        else:
            seen[name] = sighting

    other = Discovery(private_label(randbits(32)), (LOOPBACK,), change, lambda _name: None)
    await other.start()
    try:
        yield seen
    finally:
        await other.stop()


@asynccontextmanager
async def announced(**ports: int) -> AsyncIterator[None]:
    """Let peers be announced, at the same time: to find a free name takes each a while."""
    other = Discovery(private_label(randbits(32)), (LOOPBACK,), lambda *_: None, lambda _name: None)
    await other.start()
    try:
        await asyncio.gather(
            *(other.publish(nth, name, port) for nth, (name, port) in enumerate(ports.items()))
        )
        yield
    finally:
        await other.stop()


# -- global options -----------------------------------------------------------------------------------------------


async def test_row_global_detect(tmp_path: Path) -> None:
    port = free_pair()
    text = "[backend rtpmidi]\ndetect = on\n" + direct("a", port, "learn = true")
    assert any("longwire ctl detect" in note for note in taken_over(tmp_path, text)[1])
    heard: list[Heard] = []
    with DirectPeer() as player:
        async with monster(tmp_path, text) as engine:
            stop = engine.engine.listen(None, heard.append)
            player.play(port, b"\xb0\x07\x7f", b"\x9f\x09\x00", b"\xe1\x00\x40")
            await until(lambda: len(heard) == 3, "the specs")
            stop()
    assert [(each.spec, round(each.share, 3)) for each in heard] == [
        *(("ch0.cc7", 1.0), ("ch15.note9", 0.0), ("ch1.pitch", 0.5))
    ]


async def test_row_global_mdns_name_and_every_instance_is_announced_and_taken_back(tmp_path: Path) -> None:
    first, second = free_pair(), free_pair()
    text = "[backend rtpmidi]\nmdns-name = Rig\nmdns-interface = lo\n"
    text += apple("Keys", first + 1) + apple("Drums", second + 1)
    ours = {"Rig Keys": first, "Rig Drums": second}
    async with watching() as seen:
        async with monster_program(tmp_path, text):
            await until(
                lambda: ours.items() <= {each.name: each.port for each in seen.values()}.items(), str(seen)
            )
        await until(lambda: not {each.name for each in seen.values()} & ours.keys(), "the goodbyes")


async def test_row_global_mdns_bind_is_taken_and_explained(tmp_path: Path) -> None:
    port = free_pair()
    text = "[backend rtpmidi]\nmdns-bind = :: 5353\n" + apple("a", port + 1)
    [note] = taken_over(tmp_path, text)[1]
    assert note.startswith("mdns-bind: has no effect")
    async with monster(tmp_path, text) as engine:
        assert [session.control for session in engine.engine.snapshot().sessions] == [port]


async def test_row_global_mdns_interface_is_the_only_one_that_is_used(tmp_path: Path) -> None:
    text = "[backend rtpmidi]\nmdns-interface = lo\n" + apple("OnlyHere", free_pair() + 1)
    async with watching() as seen, monster_program(tmp_path, text) as engine:
        assert engine._all.settings.interfaces == ("lo",)
        ours = await until(
            lambda: [each for each in seen.values() if each.name == "OnlyHere"], "the announcement"
        )
        assert {address.host for address in ours[0].addresses} <= {LOOPBACK, "::1"}


# -- options of both modes ----------------------------------------------------------------------------------------


async def _ssrc_of(folder: Path, *options: str) -> int:
    with DirectPeer() as there:
        async with monster(folder, direct("a", 0, f"peer = {LOOPBACK} {there.port}", *options)) as engine:
            engine.engine.send(LinkEnd("a"), ON)
            hearing = Hearing(there)
            await until(hearing.messages, "the note")
            return hearing.rtp[0].ssrc


async def test_row_ssrc_is_as_written_or_really_random(tmp_path: Path) -> None:
    assert await _ssrc_of(tmp_path, "ssrc = 0xDEADBEEF") == 0xDEADBEEF
    assert await _ssrc_of(tmp_path) != await _ssrc_of(tmp_path, "ssrc = 0")


async def test_row_mode_direct_and_apple_side_by_side(tmp_path: Path) -> None:
    port, control = free_pair(), free_pair()
    text = direct("d", port, "learn = true") + apple("a", control + 1, "join = *")
    text += "[map]\nd.ch0.note60 > a.ch0.note60\n"
    async with monster(tmp_path, text) as engine, ScriptedPeer(free_pair()) as peer:
        await join(peer, control)
        await until(lambda: engine.is_connected("Peer"), "the session")
        with DirectPeer() as player:
            player.play(port, ON)
            await until(lambda: played(peer) == [ON], "the note in the session")


async def test_row_peer_is_where_data_goes_in_direct_mode(tmp_path: Path) -> None:
    with DirectPeer() as one, DirectPeer() as two:
        peers = (f"peer = {LOOPBACK} {each.port}" for each in (one, two))
        async with monster(tmp_path, direct("a", 0, *peers)) as engine:
            engine.engine.send(LinkEnd("a"), ON)
            for each in (one, two):
                hearing = Hearing(each)
                await until(lambda h=hearing: h.messages() == [ON], "the note at both")
                assert {rtp.marker for rtp in hearing.rtp} == {True}


async def test_row_peer_is_the_control_port_in_apple_mode_and_the_session_is_negotiated(
    tmp_path: Path,
) -> None:
    async with (
        ScriptedPeer(free_pair()) as peer,
        monster(tmp_path, apple("a", free_pair() + 1, f"peer = {LOOPBACK} {peer.port}")) as engine,
    ):
        asked = await peer.accept()
        assert asked.name == "a"
        await peer.follow_clock()
        await until(lambda: "connected" in states(engine).values(), "the connection")
        engine.engine.send(SessionEnd("a"), ON)
        await until(lambda: played(peer) == [ON], "the note")
        assert {rtp.marker for rtp in peer.rtp} == {False}


async def test_row_bind_is_the_data_port_of_a_session_and_control_is_below(tmp_path: Path) -> None:
    control = free_pair()
    async with monster(tmp_path, apple("a", control + 1)) as engine:
        [session] = engine.engine.snapshot().sessions
        assert (session.control, session.data) == (control, control + 1)


async def test_row_bind_default_is_any_port_on_every_address(tmp_path: Path) -> None:
    text = "[rtpmidi a]\nmode = apple\n[rtpmidi d]\nmode = direct\n"
    async with monster(tmp_path, text) as engine:
        now = engine.engine.snapshot()
        assert now.sessions[0].control % 2 == 0
        assert now.sessions[0].state == "open"
        assert now.links[0].port > 1023


async def test_row_bind_falls_back_to_a_free_pair_and_says_so(tmp_path: Path) -> None:
    control = free_pair()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind((LOOPBACK, control + 1))
        async with monster(tmp_path, apple("a", control + 1)) as engine:
            now = engine.engine.snapshot()
            assert now.sessions[0].control != control
            assert [problem.code for problem in now.problems] == ["port.in_use"]


async def test_row_direct_learn_lists_and_forgets(tmp_path: Path) -> None:
    port = free_pair()
    text = direct("a", port, "learn = true") + "[map]\na.ch0.note60 > a.ch1.cc4\n"
    with DirectPeer() as one, DirectPeer(7) as two:
        async with monster(tmp_path, text) as engine:
            hearing = Hearing(two)
            two.play(port, OFF)
            await until(lambda: len(engine.engine.snapshot().links[0].peers) == 1, "the second to be learned")
            one.play(port, ON)
            await until(lambda: hearing.messages()[-1:] == [b"\xb1\x04\x64"], "what the first played")
            await until(lambda: len(engine.engine.snapshot().links[0].peers) == 2, "both to be listed")
            [link] = engine.engine.snapshot().links
            assert {peer.port for peer in link.peers} == {one.port, two.port}
            engine.engine.forget_link_peer(link.id, link.peers[0].id)
            assert len(engine.engine.snapshot().links[0].peers) == 1


async def test_row_direct_without_learn_hears_only_its_peers(tmp_path: Path) -> None:
    port = free_pair()
    with DirectPeer() as known, DirectPeer(7) as stranger:
        text = direct("a", port, f"peer = {LOOPBACK} {known.port}") + "[map]\na.ch0.note60 > a.ch1.cc4\n"
        async with monster(tmp_path, text) as engine:
            stranger.play(port, ON)
            known.play(port, OFF)
            hearing = Hearing(known)
            await until(hearing.messages, "what the known one played")
            assert hearing.messages() == [b"\xb1\x04\x00"]
            assert len(engine.engine.snapshot().links[0].peers) == 1


# -- apple mode ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("options", "name"), [(("session = Stage",), "Stage"), ((), "inst")])
async def test_row_apple_session_is_named_by_its_option_or_by_the_instance(tmp_path, options, name) -> None:
    control = free_pair()
    async with (
        monster(tmp_path, apple("inst", control + 1, "join = *", *options)),
        ScriptedPeer(free_pair()) as peer,
    ):
        assert (await peer.invite(control)).name == name


async def test_row_apple_invite_name_follows_the_announcement(tmp_path: Path) -> None:
    async with ScriptedPeer(free_pair()) as wanted, ScriptedPeer(free_pair()) as other:
        text = apple("a", free_pair() + 1, "invite = Rowpiano")
        async with (
            monster(tmp_path, text, mdns=True) as engine,
            announced(Roworgan=other.port, Rowpiano=wanted.port),
        ):
            await wanted.accept("Rowpiano")
            await wanted.follow_clock()
            await until(lambda: engine.is_connected("Rowpiano"), "the connection")
            await until(lambda: len(engine.engine.snapshot().found) > 1, "the other one to be seen")
            assert other.session_packets == []


async def test_row_apple_invite_star_invites_everybody_who_is_announced(tmp_path: Path) -> None:
    async with ScriptedPeer(free_pair()) as one, ScriptedPeer(free_pair(), 0x7) as two:
        text = apple("a", free_pair() + 1, "invite = *")
        async with (
            monster(tmp_path, text, mdns=True) as engine,
            announced(**{"Rowstar one": one.port, "Rowstar two": two.port}),
        ):
            for peer, called in ((one, "Rowstar one"), (two, "Rowstar two")):
                await peer.accept(called)
                await peer.follow_clock()
            for name in ("Rowstar one", "Rowstar two"):
                await until(lambda n=name: engine.is_connected(n), f"{name} to be connected")
            # Whom the user left is not invited again, and nobody is written into the patch.
            there = engine.participant("Rowstar one")
            assert there is not None
            engine.engine.leave(there.id)
            await one.expect(Bye, one.control)
            engine.engine.edit.put_scene(Scene("anything"))
            await until(lambda: engine.participant("Rowstar one") is None, "it to be gone")
            assert engine.is_connected("Rowstar two")
            assert engine.engine.snapshot().patch.peers == ()


async def test_row_apple_join_name_lets_in_that_one_only(tmp_path: Path) -> None:
    control = free_pair()
    async with (
        monster(tmp_path, apple("a", control + 1, "join = Organ")) as engine,
        ScriptedPeer(free_pair()) as organ,
        ScriptedPeer(free_pair(), 0x7) as stranger,
    ):
        stranger.send(stranger.control, Invitation(1, stranger.ssrc, "Stranger"), control)
        await stranger.expect(Rejected, stranger.control)
        await join(organ, control, "Organ")
        await until(lambda: engine.is_connected("Organ"), "the organ")


async def test_row_apple_join_star_lets_everybody_in(tmp_path: Path) -> None:
    control = free_pair()
    async with (
        monster(tmp_path, apple("a", control + 1, "join = *")) as engine,
        ScriptedPeer(free_pair()) as one,
        ScriptedPeer(free_pair(), 0x7) as two,
    ):
        await join(one, control, "One")
        await join(two, control, "Two")
        await until(lambda: states(engine) == {"One": "connected", "Two": "connected"}, "both")


async def test_row_accept_reject_leave_and_sync(tmp_path: Path) -> None:
    async with ScriptedPeer(free_pair()) as no, ScriptedPeer(free_pair(), 0x7) as yes:
        peers = (f"peer = {LOOPBACK} {no.port}", f"peer = {LOOPBACK} {yes.port}")
        async with monster(tmp_path, apple("a", free_pair() + 1, *peers)) as engine:
            asked = await no.expect(Invitation, no.control)
            no.reply(no.control, Rejected(asked.token, no.ssrc))
            await yes.accept()
            assert (await yes.follow_clock()).count == 2
            await until(
                lambda: sorted(states(engine).values()) == ["connected", "refused"], str(states(engine))
            )
            [there] = [one for one in engine.engine.snapshot().participants if one.state == "connected"]
            engine.engine.leave(there.id)
            assert (await yes.expect(Bye)).ssrc not in (0, yes.ssrc)


# -- data ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "closed"), [("epn-tx = full", [b"\xb1\x65\x7f", b"\xb1\x64\x7f"]), ("epn-tx = short", [])]
)
async def test_row_epn_tx_closes_the_parameter_or_leaves_it_open(tmp_path, option, closed) -> None:
    port = free_pair()
    with DirectPeer() as player, DirectPeer(7) as there:
        text = direct("in", port, "learn = true") + direct(
            "out", 0, f"peer = {LOOPBACK} {there.port}", option
        )
        async with monster(tmp_path, text + "[map]\nin.ch0.pitch > out.ch1.rpn1\n"):
            player.play(port, b"\xe0\x7f\x7f")
            hearing = Hearing(there)
            whole = [b"\xb1\x65\x00", b"\xb1\x64\x01", b"\xb1\x06\x7f", b"\xb1\x26\x7f", *closed]
            await until(lambda: len(hearing.messages()) >= len(whole), "the parameter")
            assert hearing.messages() == whole


async def test_row_inbound_data_with_running_status_sysex_and_a_journal(tmp_path: Path) -> None:
    """MIDIMonster knew neither SysEx nor journals, and ignored the P flag."""
    control = free_pair()
    text = apple("a", control + 1, "join = *") + "[midi synth]\nwrite = Synth\n[map]\n"
    text += "a.ch0.note{60,62} > synth.ch0.note{60,62}\n"
    async with monster(tmp_path, text, ("Synth", "out")) as engine, ScriptedPeer(free_pair()) as peer:
        await join(peer, control)
        await until(lambda: engine.is_connected("Peer"), "the session")
        # Z=0, P=1: the status of the first command was a running one at the source; then SysEx, then a note.
        peer.play_section(control + 1, bytes.fromhex("1a 90 3c 64 00 3e 64 00 f0 7d f7"))
        await until(
            lambda: engine.heard("Synth") == [ON, b"\x90\x3e\x64"], lambda: str(engine.heard("Synth"))
        )
        assert all(each.counters.malformed == 0 for each in engine.engine.snapshot().participants)


async def test_row_journal_is_sent(tmp_path: Path) -> None:
    async with (
        ScriptedPeer(free_pair()) as peer,
        monster(tmp_path, apple("a", free_pair() + 1, f"peer = {LOOPBACK} {peer.port}")) as engine,
    ):
        await peer.accept()
        await peer.follow_clock()
        await until(lambda: "connected" in states(engine).values(), "the connection")
        for message in (ON, OFF):
            engine.engine.send(SessionEnd("a"), message)
            await until(lambda m=message: m in played(peer), "the message")
        assert decode_section(peer.rtp[-1].payload).journal


async def test_row_journal_repairs_what_was_lost(tmp_path: Path) -> None:
    """The packet with the note-off is lost; the journal of the next one ends the note."""
    there, here = free_pair(), free_pair()
    text = (
        apple("b", here + 1, "join = *")
        + "[midi synth]\nwrite = Synth\n[map]\nb.ch0.note60 > synth.ch0.note60\n"
    )
    sender = apple("a", there + 1)
    (tmp_path / "a").mkdir()
    async with (
        monster(tmp_path, text, ("Synth", "out")) as engine,
        ScriptedPeer(free_pair()) as peer,
        monster(tmp_path / "a", sender + f"peer = {LOOPBACK} {peer.port}\n") as source,
    ):
        await peer.accept()
        await peer.follow_clock()
        await until(lambda: "connected" in states(source).values(), "the source")
        for message in (ON, OFF, b"\xb0\x07\x01"):
            source.engine.send(SessionEnd("a"), message)
            await until(lambda m=message: m in played(peer), "the message")
        # On a slow machine there are guard packets between them.
        first, _lost, last = (rtp.payload for rtp in peer.rtp if decode_section(rtp.payload).elements)
        async with ScriptedPeer(free_pair(), 0x77) as relay:
            await join(relay, here, "Relay")
            await until(lambda: engine.is_connected("Relay"), "the session")
            relay.play_section(here + 1, first)
            relay.sequence += 1
            relay.play_section(here + 1, last)
            await until(lambda: len(engine.heard("Synth")) == 2, "the note and its end")
            assert engine.heard("Synth")[0] == ON
            assert engine.heard("Synth")[1][1:2] == b"\x3c"
            assert engine.heard("Synth")[1][0] == 0x80 or engine.heard("Synth")[1][2] == 0


async def test_row_multiple_peers_have_streams_and_states_of_their_own(tmp_path: Path) -> None:
    control = free_pair()
    text = apple("a", control + 1, "join = *") + "[midi synth]\nwrite = Synth\n[map]\n"
    text += "a.ch0.note{60,62} > synth.ch0.note{60,62}\n"
    async with (
        monster(tmp_path, text, ("Synth", "out")) as engine,
        ScriptedPeer(free_pair()) as one,
        ScriptedPeer(free_pair(), 0x7) as two,
    ):
        await join(one, control, "One")
        await join(two, control, "Two")
        await until(lambda: states(engine) == {"One": "connected", "Two": "connected"}, "both")
        one.play(control + 1, ON)
        two.sequence += 500  # as a stream of one it would look like five hundred lost packets
        two.play(control + 1, b"\x90\x3e\x64")
        await until(lambda: len(engine.heard("Synth")) == 2, "what both played")
        two.send(two.control, Bye(0x1234, two.ssrc), control)
        await until(lambda: "Two" not in states(engine) or states(engine)["Two"] == "left", "the goodbye")
        assert states(engine)["One"] == "connected"
        lost = {each.name: each.counters.lost for each in engine.engine.snapshot().participants}
        assert lost["One"] == 0
