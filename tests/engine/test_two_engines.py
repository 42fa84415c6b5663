"""Two engines on loopback with real sockets: invited, connected, played, released, left."""

import asyncio
import itertools
from dataclasses import replace

import pytest

from app.engine.api import CommandError, InvitationChanged
from app.model.address import Address
from app.model.endpoints import KEYBOARD, MONITOR, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Accept, Patch, Peer, Route, Session
from app.session import initiator
from app.wire.applemidi import Bye, Invitation, Rejected
from tests.support.engines import Running, running, until
from tests.support.ports import free_pair
from tests.support.scripted_peer import ScriptedPeer

ON, OFF = b"\x90\x3c\x64", b"\x80\x3c\x40"
KEYS, SYNTH = ("Keys", "in"), ("Synth", "out")


def studio(port: int, accept: Accept = "anyone", *routes: Route, peers: tuple[Peer, ...] = ()) -> Patch:
    return Patch(
        sessions=(Session("Studio", port=port, listen=("127.0.0.1",), accept=accept),),
        routes=routes,
        peers=peers,
    )


def stage(port: int, *routes: Route, wanted: int | None = None) -> Patch:
    peers = (
        ()
        if wanted is None
        else (Peer("studio", name="Studio", address=f"127.0.0.1:{wanted}", session="Stage", wanted=True),)
    )
    return Patch(sessions=(Session("Stage", port=port, listen=("127.0.0.1",)),), routes=routes, peers=peers)


TO_STUDIO = Route("r1", PortEnd("Keys"), PeerEnd("Stage", "studio"))
TO_SYNTH = Route("r1", SessionEnd("Studio"), PortEnd("Synth"))

ALL_KINDS = [
    b"\x90\x3c\x64", b"\x80\x3c\x40", b"\x91\x40\x01", b"\x91\x40\x00", b"\xa2\x30\x22", b"\xb3\x0b\x7f",
    b"\xc4\x10", b"\xd5\x33", b"\xe6\x00\x40", b"\xf1\x25", b"\xf2\x10\x05", b"\xf3\x07", b"\xf6", b"\xf8",
    b"\xfa", b"\xfb", b"\xfc", b"\xf0\x7e\x7f\x06\x01\xf7", b"\xf0\xf7",
    b"\xf0\x7d" + bytes(i % 128 for i in range(4096)) + b"\xf7",
]  # fmt: skip


async def connect(first: Running, second: Running) -> None:
    await until(lambda: first.is_connected("Studio") and second.is_connected("Stage"), "both to be connected")
    await until(
        lambda: all(
            route.state == "active" for each in (first, second) for route in each.engine.snapshot().routes
        ),
        "the cables",
    )


async def test_every_kind_of_message_crosses_in_order_and_complete() -> None:
    there = free_pair()
    async with (
        running(studio(there, "anyone", TO_SYNTH), SYNTH) as second,
        running(stage(free_pair(), TO_STUDIO, wanted=there), KEYS) as first,
    ):
        await connect(first, second)
        for message in ALL_KINDS:
            first.backend.inputs["Keys"].inject(message)
        await until(lambda: len(second.heard("Synth")) >= len(ALL_KINDS), "all messages")
        assert second.heard("Synth") == ALL_KINDS


async def test_leaving_releases_what_was_held_at_the_other_end_and_nothing_else() -> None:
    there = free_pair()
    async with (
        running(studio(there, "anyone", TO_SYNTH), SYNTH) as second,
        running(stage(free_pair(), TO_STUDIO, wanted=there), KEYS) as first,
    ):
        await connect(first, second)
        for message in (ON, b"\xb0\x40\x7f", b"\x91\x30\x64", b"\x81\x30\x40"):
            first.backend.inputs["Keys"].inject(message)
        await until(lambda: len(second.heard("Synth")) == 4, "the four messages")
        seat = first.participant("Studio")
        assert seat is not None
        first.engine.leave(seat.id)
        await until(lambda: second.participant("Stage") is None, "the peer to see us go")
        await until(lambda: len(second.heard("Synth")) == 6, "the release")
        assert sorted(second.heard("Synth")[4:]) == sorted([OFF, b"\xb0\x40\x00"])
        assert first.engine.snapshot().patch.peers[0].wanted is False


async def test_an_invitation_waits_for_an_answer_and_join_lets_in() -> None:
    there = free_pair()
    async with (
        running(studio(there, "ask")) as second,
        running(stage(free_pair(), wanted=there)) as first,
    ):
        asked = await until(lambda: second.engine.snapshot().invitations, "the question")
        assert asked[0].name == "Stage"
        second.engine.accept(asked[0].id)
        await connect(first, second)
        assert second.engine.snapshot().invitations == ()
        assert [event.invitation.open for event in second.events if isinstance(event, InvitationChanged)][
            -1
        ] is False


async def test_always_is_remembered_in_the_patch_and_never_too() -> None:
    there = free_pair()
    async with (
        running(studio(there, "ask")) as second,
        running(stage(free_pair(), wanted=there)) as first,
    ):
        asked = await until(lambda: second.engine.snapshot().invitations, "the question")
        second.engine.accept(asked[0].id, always=True)
        await connect(first, second)
        assert [
            (peer.name, peer.access)
            for peer in second.store.patch.peers or second.engine.snapshot().patch.peers
        ] == [("Stage", "always")]


async def test_a_refusal_is_told_with_the_problem_that_helps() -> None:
    there = free_pair()
    async with (
        running(studio(there, "nobody")),
        running(stage(free_pair(), wanted=there)) as first,
    ):
        await until(
            lambda: [p.code for p in first.engine.snapshot().problems] == ["peer.refused"], "the problem"
        )
        seat = first.participant("Studio")
        assert seat is not None
        assert seat.state == "refused"


async def test_a_refusal_takes_the_place_of_the_silence_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(initiator, "INVITE_TRIES", 1)
    async with ScriptedPeer(free_pair()) as there, running(stage(free_pair(), wanted=there.port)) as first:

        def codes() -> list[str]:
            return [problem.code for problem in first.engine.snapshot().problems]

        await until(lambda: codes() == ["peer.silent"], "the silence")
        question = await there.expect(Invitation)
        there.reply(there.control, Rejected(question.token, there.ssrc))
        await until(lambda: "peer.refused" in codes(), "the refusal")
        assert codes() == ["peer.refused"]


async def test_a_typed_address_is_invited_joined_to_a_cable_and_undone() -> None:
    there = free_pair()
    async with (
        running(studio(there, "anyone", TO_SYNTH), SYNTH) as second,
        running(stage(free_pair())) as first,
    ):
        peer = first.engine.invite_address("127.0.0.1", there)
        route = first.engine.add_route(Route("", KEYBOARD, PeerEnd("Stage", peer)))
        again = first.engine.add_route(Route("", KEYBOARD, PeerEnd("Stage", peer)))
        assert again == route
        await until(lambda: first.engine.snapshot().routes[0].state == "active", "the cable to be active")
        await until(
            lambda: second.engine.snapshot().routes[0].state == "active", "the other cable to be active"
        )
        first.engine.play(ON)
        await until(lambda: second.heard("Synth") == [ON], "the note")
        first.engine.remove_route(route)
        await until(lambda: second.heard("Synth") == [ON, OFF], "the release")
        assert first.engine.snapshot().routes == ()


async def test_a_peer_that_comes_back_plays_again_without_a_hand() -> None:
    there = free_pair()
    async with running(stage(free_pair(), TO_STUDIO, wanted=there), KEYS) as first:
        for _ in range(2):
            async with running(studio(there, "anyone", TO_SYNTH), SYNTH) as second:
                await connect(first, second)
                first.backend.inputs["Keys"].inject(ON)
                await until(lambda: second.heard("Synth")[:1] == [ON], "the note")
            await until(lambda: not first.is_connected("Studio"), "the loss to be seen")
        seat = first.participant("Studio")
        assert seat is not None
        assert seat.wanted
        meters = first.engine.meters()
        (cable,) = first.engine.snapshot().routes
        assert meters[f"out:{seat.id}"] >= meters[cable.id] == 2, "what was sent before is no less sent"


async def test_local_ports_are_joined_without_any_network() -> None:
    routes = (Route("r1", PortEnd("Keys"), PortEnd("Synth")), Route("r2", KEYBOARD, MONITOR))
    async with running(Patch(routes=routes), KEYS, SYNTH) as alone:
        await until(lambda: "Synth" in alone.backend.outputs, "the port")
        alone.backend.inputs["Keys"].inject(ON)
        alone.engine.play(OFF)
        await until(lambda: alone.heard("Synth") == [ON], "the note")
        rows = await until(lambda: len(alone.engine.monitor(0)) == 2 and alone.engine.monitor(0), "the rows")
        assert {(row.source, row.destination, row.message) for row in rows} == {
            ("Keys", "Synth", ON),
            ("Test keyboard", "Monitor", OFF),
        }
        assert alone.engine.meters()["r1"] == 1


async def test_the_counter_of_a_cable_goes_on_when_it_is_changed_or_taken_out_and_put_back() -> None:
    cable = Route("r1", PortEnd("Keys"), PortEnd("Synth"))
    async with running(Patch(routes=(cable,)), KEYS, SYNTH) as alone:
        await until(lambda: "Synth" in alone.backend.outputs, "the port")

        async def play(total: int) -> None:
            alone.backend.inputs["Keys"].inject(ON)
            await until(lambda: alone.engine.meters().get("r1") == total, f"{total} messages")

        await play(1)
        alone.engine.change_route(replace(cable, transpose=12))
        await play(2)
        alone.engine.remove_route("r1")
        alone.engine.add_route(cable)
        await until(lambda: "Keys" in alone.backend.inputs, "the port again")
        await play(3)


async def test_an_unplugged_port_waits_and_plays_again_when_it_is_back() -> None:
    async with running(Patch(routes=(Route("r1", PortEnd("Keys"), PortEnd("Synth")),)), KEYS, SYNTH) as alone:
        await until(lambda: alone.engine.snapshot().routes[0].state == "active", "the cable")
        keys = alone.backend.ports.pop(0)
        await until(lambda: alone.engine.snapshot().routes[0].state == "waiting", "the gap to be seen")
        alone.backend.ports.append(keys)
        await until(lambda: alone.engine.snapshot().routes[0].state == "active", "the cable again")
        alone.backend.inputs["Keys"].inject(ON)
        await until(lambda: alone.heard("Synth")[-1:] == [ON], "the note")


async def test_a_note_that_an_unplugged_synth_took_along_ends_when_it_is_back() -> None:
    async with running(Patch(routes=(Route("r1", PortEnd("Keys"), PortEnd("Synth")),)), KEYS, SYNTH) as alone:
        await until(lambda: alone.engine.snapshot().routes[0].state == "active", "the cable")
        alone.backend.inputs["Keys"].inject(ON)
        await until(lambda: alone.heard("Synth") == [ON], "the note")
        synth = alone.backend.ports.pop()
        await until(lambda: alone.engine.snapshot().routes[0].state == "waiting", "the gap to be seen")
        alone.backend.ports.append(synth)
        await until(lambda: alone.heard("Synth") == [OFF], "the end of the note at the synth that came back")


async def test_a_taken_port_moves_the_session_and_says_so() -> None:
    port = free_pair()
    async with running(studio(port)), running(stage(port)) as second:
        session = second.engine.snapshot().sessions[0]
        assert session.state == "moved"
        assert session.control != port
        assert [problem.code for problem in second.engine.snapshot().problems] == ["port.in_use"]


async def test_who_is_typed_without_a_name_and_cannot_be_looked_up_waits_under_the_name_of_its_computer() -> (
    None
):
    async with running(stage(free_pair())) as alone:
        peer = alone.engine.invite_address("organ.invalid", 5004)
        [waits] = alone.engine.snapshot().participants
        assert (waits.peer, waits.name, waits.state) == (peer, "organ.invalid:5004", "waiting")
        await until(
            lambda: [each.code for each in alone.engine.snapshot().problems] == ["peer.unreachable"],
            "the answer",
        )
        assert [each.peer for each in alone.engine.snapshot().participants] == [peer]


async def test_commands_about_what_is_gone_say_so() -> None:
    async with running(stage(free_pair())) as alone:
        for command in (
            lambda: alone.engine.invite(12345),
            lambda: alone.engine.leave(12345),
            lambda: alone.engine.change_route(TO_SYNTH),
            lambda: alone.engine.invite_address("127.0.0.1", 5004, session=99),
        ):
            with pytest.raises(CommandError, match=r"\w \w"):
                command()
        alone.engine.accept(12345)


async def test_the_patch_is_saved_after_a_change_and_at_the_end() -> None:
    async with running(stage(free_pair())) as alone:
        alone.engine.add_route(Route("", KEYBOARD, MONITOR))
        await until(lambda: alone.store.saved == 1, "the saving")
        alone.engine.add_route(Route("", KEYBOARD, PortEnd("Synth")))
    assert alone.store.saved == 2
    assert [route.id for route in alone.store.patch.routes] == ["r1", "r2"]


async def test_stopping_twice_is_harmless_and_ids_are_never_used_twice() -> None:
    async with running(stage(free_pair())) as alone:
        snapshot = alone.engine.snapshot()
        ids = list(
            itertools.chain((each.id for each in snapshot.sessions), (each.id for each in snapshot.ports))
        )
        assert len(set(ids)) == len(ids)
        await alone.engine.stop()


async def test_a_stream_that_has_ended_asks_nobody_any_more() -> None:
    here, there = free_pair(), free_pair()
    async with ScriptedPeer(there) as peer, running(stage(here, wanted=there)) as first:
        await peer.accept("Studio")
        await peer.follow_clock()
        await until(lambda: first.is_connected("Studio"), "the connection")
        seat = first.participant("Studio")
        assert seat is not None
        first.engine.leave(seat.id)
        await peer.expect(Bye, peer.data)
        peer.session_packets.clear()
        await asyncio.sleep(2)  # questions are at most 1.5 s apart in the first ten seconds
        assert peer.session_packets == []


async def test_a_session_whose_port_is_taken_says_so_and_takes_the_same_other_one_next_time() -> None:
    taken = free_pair()
    async with running(studio(taken)), running(stage(taken)) as second:
        [moved] = second.engine.snapshot().sessions
        assert (moved.state, moved.control != taken) == ("moved", True)
        assert [problem.code for problem in second.engine.snapshot().problems] == ["port.in_use"]
        await until(lambda: second.store.patch.sessions[0].moved_port == moved.control, "the port to be kept")
    async with running(studio(taken)), running(second.store.patch) as again:
        assert again.engine.snapshot().sessions[0].control == moved.control
    async with running(second.store.patch) as home:
        assert home.engine.snapshot().sessions[0].control == taken


async def test_an_address_to_which_no_way_leads_is_a_sentence_only_if_it_is_the_only_one() -> None:
    there, nowhere = free_pair(), Address("2001:db8::9", 5004)
    async with running(studio(there)), running(stage(free_pair())) as first:
        [host] = first.engine._all.hosts
        host.invite((nowhere, Address("127.0.0.1", there)), "Studio")
        await until(lambda: first.is_connected("Studio"), "the connection by the other way")
        assert first.engine.snapshot().problems == ()
        host.invite((Address("2001:db8::10", 5004),), "Nowhere")
        await until(
            lambda: [each.code for each in first.engine.snapshot().problems] == ["peer.unreachable"],
            "the sentence",
        )
