"""Many of everything: sessions, participants, equal numbers, both families of addresses."""

import asyncio

from app.model.endpoints import KEYBOARD, PortEnd, SessionEnd
from app.model.patch import Patch, Peer, Route, Session
from app.session.limits import Limits
from app.wire.applemidi import Bye, Rejected, decode
from tests.support.distant import Distant
from tests.support.engines import running, until
from tests.support.hosts import TwoHosts
from tests.support.load_tool import Load, RemoteEnd
from tests.support.ports import free_pair
from tests.support.processes import need
from tests.support.scripted_peer import ScriptedPeer

ON, OTHER, OFF = b"\x90\x3c\x64", b"\x90\x40\x64", b"\x80\x40\x40"


def open_to_all(port: int) -> Patch:
    return Patch(
        sessions=(Session("Us", port, ("127.0.0.1",), accept="anyone"),),
        routes=(
            Route("r1", SessionEnd("Us"), PortEnd("Synth")),
            Route("r2", KEYBOARD, SessionEnd("Us")),
        ),
    )


async def test_two_hosts_with_equal_ssrc_token_name_and_ports_are_two_players() -> None:
    here, there = free_pair(), free_pair()
    async with (
        running(open_to_all(here), ("Synth", "out")) as engine,
        ScriptedPeer(there, 7) as first,
        ScriptedPeer(there, 7, host="127.0.0.9") as second,
    ):
        for peer in (first, second):
            await peer.invite(here, "Twin", token=7)
            await peer.ask_clock(peer.data, here + 1)
        await until(lambda: len(engine.engine.snapshot().participants) == 2, "both")
        first.play(here + 1, ON)
        second.play(here + 1, OTHER)
        await until(lambda: sorted(engine.heard("Synth")) == [ON, OTHER], "a note of each")
        engine.engine.play(ON)
        for peer in (first, second):
            await until(lambda peer=peer: peer.rtp, "the note at each")
        second.send(second.control, Bye(0, 7), here)
        await until(lambda: engine.heard("Synth")[2:] == [OFF], "what the second held to end")
        first.play(here + 1, b"\xb0\x01\x02")
        await until(lambda: engine.heard("Synth")[3:] == [b"\xb0\x01\x02"], "the first to play on")


async def test_one_peer_in_two_of_our_sessions() -> None:
    there = free_pair()
    sessions = tuple(Session(name, free_pair(), ("127.0.0.1",)) for name in ("One", "Two"))
    peers = tuple(
        Peer(f"us-{session.name}", "Us", f"127.0.0.1:{there}", session.name, wanted=True)
        for session in sessions
    )
    ours = Patch(
        sessions=sessions,
        peers=peers,
        routes=(Route("r1", KEYBOARD, SessionEnd("One")), Route("r2", SessionEnd("Two"), PortEnd("Synth"))),
    )
    async with (
        running(open_to_all(there), ("Synth", "out")) as theirs,
        running(ours, ("Synth", "out")) as engine,
    ):
        await until(lambda: theirs.is_connected("One") and theirs.is_connected("Two"), "both to be there")
        await until(
            lambda: all(route.state == "active" for route in engine.engine.snapshot().routes), "cables"
        )
        engine.engine.play(ON)
        await until(lambda: theirs.heard("Synth") == [ON], "what goes out by one session")
        theirs.engine.play(OTHER)
        await until(lambda: engine.heard("Synth") == [OTHER], "what comes in by the other")
        first = next(each for each in engine.engine.snapshot().participants if each.peer == "us-One")
        engine.engine.leave(first.id)
        await until(lambda: not theirs.is_connected("One"), "the one to leave")
        assert theirs.is_connected("Two")


async def test_a_session_holds_as_many_as_the_limit_says_and_all_of_them_play() -> None:
    here, there, most = free_pair(), free_pair(), Limits().participants
    async with running(open_to_all(here), ("Synth", "out")) as engine:
        ends = [RemoteEnd(f"End {number}", number, here, there) for number in range(most)]
        load, late = Load(ends), RemoteEnd("Late", most, here, there)
        try:
            await asyncio.to_thread(load.join)
            await until(lambda: len(engine.engine.snapshot().participants) == most, "everybody")
            late.invite()
            answer = await asyncio.get_running_loop().sock_recv(late.control, 2048)
            assert isinstance(decode(answer), Rejected)
            for end in ends:
                end.play()
            await until(lambda: len(engine.heard("Synth")) == most, "a message of each")
            engine.engine.play(ON)
            await asyncio.to_thread(load.hear, 1)
            engine.engine.play(OFF)
            await asyncio.to_thread(load.hear, 2)
            assert [end.received for end in ends] == [2] * most
        finally:
            late.close()
            load.close()


def test_only_link_local_ipv6_between_two_hosts_is_enough(two_hosts: TwoHosts) -> None:
    if not two_hosts.apart:
        print("loopback has no link-local addresses")
        return
    for host in (two_hosts.first, two_hosts.second):
        host.run(need("ip"), "address", "delete", f"{host.address}/24", "dev", host.interface)
    peers = [{"id": "rack", "name": "Rack"}]
    with (
        Distant("Rack", free_pair(), prefix=two_hosts.second.prefix) as rack,
        Distant("Stage", free_pair(), prefix=two_hosts.first.prefix, peers=peers) as stage,
    ):
        shown = stage.wait("participant", name="Rack", state="connected")
        assert shown["address"].startswith("fe80::")
        stage.wait("route", id="out0", state="active")
        stage.order("play 903c64")
        rack.wait_for_note()
        rack.wait("route", id="out0", state="active")
        rack.order("play 903c64")
        stage.wait_for_note()


def test_an_announced_address_where_nobody_listens_keeps_nobody_from_playing(two_hosts: TwoHosts) -> None:
    if not two_hosts.apart:
        print("on one loopback there is only one address")
        return
    peers = [{"id": "rack", "name": "Rack"}]
    first, second = two_hosts.first, two_hosts.second
    with (
        Distant("Rack", free_pair(), prefix=second.prefix, listen=["::"]),
        Distant("Stage", free_pair(), prefix=first.prefix, peers=peers) as stage,
    ):
        seen = stage.wait("found", name="Rack")["addresses"]
        connected = stage.wait("participant", name="Rack", state="connected")["address"]
    assert second.address in seen
    assert connected.startswith("fe80:")
