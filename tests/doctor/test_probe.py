"""A visit to real sockets: who answers, who does not, and that it takes its leave."""

import asyncio

import pytest

from app.doctor.facts import Answer, Probed, Target
from app.doctor.look import browse, find_way, firewall_hint, look_around, resolve
from app.doctor.probe import NAME, probe
from app.engine.api import ParticipantChanged
from app.engine.discovery import Discovery
from app.model.address import Address
from app.model.patch import Patch, Session
from app.wire.applemidi import Accepted, Bye, Clock, Invitation, Rejected
from tests.support.engines import Running, running, until
from tests.support.ports import free_pair
from tests.support.scripted_peer import ScriptedPeer

BRIEF_S = 0.4
"""For silence only: who answers does so at once."""


def _states(there: Running, name: str) -> list[tuple[str, str | None]]:
    people = [event.participant for event in there.events if isinstance(event, ParticipantChanged)]
    return [(each.state, each.reason) for each in people if each.name == name]


async def visit(port: int, patience_s: float = BRIEF_S) -> Probed:
    return await asyncio.to_thread(probe, Address("127.0.0.1", port), patience_s)


async def test_another_longwire_is_examined_beside_players_and_left_politely():
    port = free_pair()
    theirs = Patch(sessions=(Session("Theirs", port, ("127.0.0.1",), "anyone", publish=False),))
    ours = Patch(sessions=(Session("Ours", free_pair(), ("127.0.0.1",), publish=False),))
    async with running(theirs) as there, running(ours) as here:
        here.engine.invite_address("127.0.0.1", port)
        await until(lambda: there.is_connected("Ours"), "a player")
        seen = await visit(port, 10.0)
        assert (seen.control, seen.data, seen.name) == (Answer.ACCEPTED, Answer.ACCEPTED, "Theirs")
        assert len(seen.clock or ()) == seen.asked
        await until(lambda: ("left", "bye") in _states(there, NAME), "the doctor to leave")
        assert ("connected", None) in _states(there, NAME)
        assert there.is_connected("Ours")


async def test_a_longwire_that_knows_nobody_refuses():
    port = free_pair()
    patch = Patch(sessions=(Session("Closed", port, ("127.0.0.1",), "nobody", publish=False),))
    async with running(patch):
        seen = await visit(port, 10.0)
    assert (seen.control, seen.data, seen.clock) == (Answer.REFUSED, None, None)


async def test_a_closed_port_is_told_from_silence():
    assert (await visit(free_pair(), 10.0)).control is Answer.CLOSED


async def test_a_silent_peer_hears_goodbye_so_that_no_question_stays_open():
    async with ScriptedPeer(free_pair()) as peer:
        assert (await visit(peer.port)).control is Answer.SILENT
        asked = await peer.expect(Invitation, peer.control)
        assert asked.name == NAME
        assert (await peer.expect(Bye, peer.control)).ssrc == asked.ssrc


async def test_a_silent_data_port_is_seen_and_left():
    async with ScriptedPeer(free_pair()) as peer:
        visiting = asyncio.create_task(visit(peer.port, 5 * BRIEF_S))
        asked = await peer.expect(Invitation, peer.control)
        peer.reply(peer.control, Accepted(asked.token ^ 1, peer.ssrc, "Somebody else"))
        peer.send(peer.control, b"garbage", peer.sources[peer.control][1])
        peer.reply(peer.control, Accepted(asked.token, peer.ssrc, "Half"))
        seen = await visiting
        assert (seen.control, seen.data, seen.clock, seen.name) == (
            Answer.ACCEPTED,
            Answer.SILENT,
            None,
            "Half",
        )
        await peer.expect(Invitation, peer.data)
        await peer.expect(Bye, peer.control)
        await peer.expect(Bye, peer.data)


async def test_a_refusal_on_the_data_port_is_seen():
    async with ScriptedPeer(free_pair()) as peer:
        visiting = asyncio.create_task(visit(peer.port, 10.0))
        asked = await peer.expect(Invitation, peer.control)
        peer.reply(peer.control, Accepted(asked.token, peer.ssrc))
        again = await peer.expect(Invitation, peer.data)
        peer.reply(peer.data, Rejected(again.token, peer.ssrc))
        assert (await visiting).data is Answer.REFUSED


async def test_a_peer_without_a_clock_is_seen():
    async with ScriptedPeer(free_pair()) as peer:
        visiting = asyncio.create_task(visit(peer.port, 10.0))
        await peer.accept()
        question = await peer.expect(Clock, peer.data)
        assert question.count == 0
        assert (await visiting).clock == ()
        await peer.expect(Bye, peer.data)


async def test_no_way_is_told_with_its_reason():
    # 240/4 is reserved: no system sends there.
    seen = await asyncio.to_thread(probe, Address("255.255.255.255", 5004), BRIEF_S)
    assert seen.control is Answer.UNREACHABLE
    assert seen.reason


async def test_names_and_ways_are_looked_up():
    assert await resolve(Target("127.0.0.1")) == (Address("127.0.0.1", 0),)
    assert Address("127.0.0.1", 0) in await resolve(Target("localhost"))
    assert await resolve(Target("nobody.invalid")) == ()
    way = find_way(Address("127.0.0.1", 5004))
    assert (way.own, way.near, way.itself) == ("127.0.0.1", True, True)
    around = await asyncio.to_thread(look_around, way, False)
    assert not around.wifi


async def test_announcements_are_heard_and_waiting_ends_with_the_right_one():
    other = Discovery("longwire-doctor-test", ("127.0.0.1",), lambda *_: None, lambda _: None)
    await other.start()
    try:
        name = await other.publish(1, "Examined", 5044)
        seen = await browse(("127.0.0.1",), lambda seen: [each for each in seen if each.name == name])
    finally:
        await other.stop()
    [shown] = [each for each in seen if each.name == name]
    assert (shown.port, [address.host for address in shown.addresses]) == (5044, ["127.0.0.1"])


@pytest.mark.parametrize("system", ["linux", "darwin", "win32", "freebsd14"])
def test_every_system_has_its_hints(system):
    assert "{" not in str(firewall_hint(system))
    assert "5004" in str(firewall_hint("linux"))
