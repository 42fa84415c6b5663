"""Sessions, known peers and scenes changed while real engines play over loopback."""

from dataclasses import replace

import pytest

from app.engine.api import CommandError, Participant
from app.model.endpoints import KEYBOARD, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Link, Patch, Peer, Route, Scene, Session, VirtualPort
from tests.support.engines import Running, running, until
from tests.support.ports import free_pair

ON, OFF = b"\x90\x3c\x64", b"\x80\x3c\x40"


def patch(name: str, *routes: Route, **fields: object) -> Patch:
    session = Session(name, free_pair(), ("127.0.0.1",), "anyone", publish=False)
    return Patch(sessions=(session,), routes=routes, **fields)  # type: ignore[arg-type]


def port_of(engine: Running) -> int:
    return engine.engine.snapshot().sessions[0].control


async def meet(ours: Running, theirs: Running) -> Participant:
    """Let `ours` invite `theirs`; gives what ours shows of it once both are in."""
    ours.engine.invite_address("127.0.0.1", port_of(theirs), "Stage")
    await until(lambda: ours.is_connected("Stage") and theirs.is_connected("Ours"), "the connection")
    (there,) = ours.engine.snapshot().participants
    return there


async def test_who_may_join_changes_while_everybody_stays_in() -> None:
    async with running(patch("Theirs")) as theirs, running(patch("Ours")) as ours:
        there = await meet(ours, theirs)
        (spec,) = ours.store.patch.sessions
        ours.engine.edit.change_session("Ours", replace(spec, accept="nobody"))
        (shown,) = ours.engine.snapshot().sessions
        assert shown.accept == "nobody"
        assert [one.id for one in ours.engine.snapshot().participants] == [there.id]
        theirs.engine.send(SessionEnd("Theirs"), ON)
        await until(lambda: ours.engine.details(there.id).counters.messages_in == 1, "the note")


async def test_a_new_name_is_followed_by_routes_and_peers_and_nobody_leaves() -> None:
    cable = Route("r1", KEYBOARD, SessionEnd("Ours"))
    async with running(patch("Theirs")) as theirs, running(patch("Ours", cable)) as ours:
        there = await meet(ours, theirs)
        (spec,) = ours.store.patch.sessions
        ours.engine.edit.change_session("Ours", replace(spec, name="Hall"))
        snapshot = ours.engine.snapshot()
        assert [session.name for session in snapshot.sessions] == ["Hall"]
        assert [route.destination for route in snapshot.patch.routes] == [SessionEnd("Hall")]
        assert [peer.session for peer in snapshot.patch.peers] == ["Hall"]
        assert [(one.id, one.state) for one in snapshot.participants] == [(there.id, "connected")]
        ours.engine.play(ON)
        await until(lambda: theirs.engine.snapshot().participants[0].counters.messages_in, "the note")


async def test_another_port_is_bound_anew_and_the_wanted_come_back() -> None:
    async with running(patch("Theirs")) as theirs, running(patch("Ours")) as ours:
        there = await meet(ours, theirs)
        (spec,), (before,) = ours.store.patch.sessions, ours.engine.snapshot().sessions
        elsewhere = free_pair()
        ours.engine.edit.change_session("Ours", replace(spec, port=elsewhere))
        await until(lambda: [s.control for s in ours.engine.snapshot().sessions] == [elsewhere], "the port")
        assert ours.engine.snapshot().sessions[0].id == before.id
        await until(lambda: ours.is_connected("Stage") and theirs.is_connected("Ours"), "the way back")
        assert [one.id for one in ours.engine.snapshot().participants] == [there.id]
        (seen,) = theirs.engine.snapshot().participants
        assert seen.port == elsewhere


async def test_the_same_port_on_other_addresses_waits_until_it_is_free() -> None:
    async with running(patch("Ours")) as ours:
        (spec,) = ours.store.patch.sessions
        ours.engine.edit.change_session("Ours", replace(spec, listen=("127.0.0.1", "127.0.0.2")))
        await until(lambda: ours.engine.snapshot().sessions, "the session")
        (shown,) = ours.engine.snapshot().sessions
        assert (shown.control, shown.state) == (spec.port, "open")


async def test_sessions_are_added_and_removed_with_all_that_names_them() -> None:
    async with running(patch("Theirs")) as theirs, running(patch("Ours")) as ours:
        await meet(ours, theirs)
        ours.engine.edit.add_session(Session("Hall", free_pair(), ("127.0.0.1",), publish=False))
        assert [session.name for session in ours.engine.snapshot().sessions] == ["Ours", "Hall"]
        ours.engine.add_route(Route("", KEYBOARD, PeerEnd("Ours", "stage")))
        ours.engine.edit.remove_session("Ours")
        snapshot = ours.engine.snapshot()
        assert [session.name for session in snapshot.sessions] == ["Hall"]
        assert (snapshot.participants, snapshot.patch.routes, snapshot.patch.peers) == ((), (), ())
        await until(lambda: not theirs.engine.snapshot().participants, "the other side to see us go")


async def test_what_cannot_be_changed_is_said() -> None:
    async with running(patch("Ours")) as ours:
        (spec,) = ours.store.patch.sessions
        edit = ours.engine.edit
        for command in (
            lambda: edit.add_session(spec),
            lambda: edit.change_session("Gone", spec),
            lambda: edit.remove_session("Gone"),
            lambda: edit.change_peer(Peer("p", name="P", session="Gone")),
            lambda: edit.forget_peer("nobody"),
            lambda: edit.retry(99),
            lambda: edit.switch_scene("Gone"),
            lambda: edit.remove_scene("Gone"),
            lambda: edit.change_link("Gone", Link("Gone", 0)),
            lambda: edit.remove_link("Gone"),
            lambda: edit.remove_port("Gone"),
            lambda: ours.engine.details(99),
        ):
            with pytest.raises(CommandError):
                command()


async def test_a_nickname_is_shown_everywhere_and_recognises_nobody() -> None:
    async with running(patch("Theirs")) as theirs, running(patch("Ours")) as ours:
        there = await meet(ours, theirs)
        (peer,) = ours.engine.snapshot().patch.peers
        ours.engine.edit.change_peer(replace(peer, nickname="Left stack", access="always"))
        (shown,) = ours.engine.snapshot().participants
        assert (shown.id, shown.name, shown.access) == (there.id, "Left stack", "always")
        ours.engine.send(SessionEnd("Ours"), ON)
        await until(lambda: ours.engine.monitor(0), "the monitor")
        assert ours.engine.monitor(0)[0].destination == "Left stack"


async def test_wanting_and_no_longer_wanting_a_peer_is_followed_at_once() -> None:
    async with running(patch("Theirs")) as theirs, running(patch("Ours")) as ours:
        await meet(ours, theirs)
        (peer,) = ours.engine.snapshot().patch.peers
        ours.engine.edit.change_peer(replace(peer, wanted=False))
        await until(lambda: not theirs.engine.snapshot().participants, "the goodbye")
        ours.engine.edit.change_peer(replace(peer, wanted=True))
        await until(lambda: ours.is_connected("Stage"), "the peer")
        ours.engine.edit.forget_peer(peer.id)
        await until(lambda: not theirs.engine.snapshot().participants, "the last goodbye")
        assert ours.engine.snapshot().patch.peers == ()


async def test_trying_again_reaches_who_came_back() -> None:
    port = free_pair()
    there = Patch(sessions=(Session("Theirs", port, ("127.0.0.1",), "nobody", publish=False),))
    async with running(there) as theirs, running(patch("Ours")) as ours:
        ours.engine.invite_address("127.0.0.1", port, "Stage")
        refused = await until(
            lambda: [one for one in ours.engine.snapshot().participants if one.state == "refused"], "the no"
        )
        (spec,) = theirs.store.patch.sessions
        theirs.engine.edit.change_session("Theirs", replace(spec, accept="anyone"))
        ours.engine.edit.retry(refused[0].id)
        await until(lambda: ours.is_connected("Stage"), "the yes")


async def test_a_scene_switches_cables_and_releases_only_what_ends() -> None:
    first = Route("r1", PortEnd("Keys"), PortEnd("Piano"))
    second = Route("r2", PortEnd("Keys"), PortEnd("Strings"))
    scenes = (Scene("Both", ("r1", "r2")), Scene("Strings only", ("r2",)))
    ports = (("Keys", "in"), ("Piano", "out"), ("Strings", "out"))
    async with running(patch("Ours", first, second, scenes=scenes), *ports) as ours:
        ours.backend.inputs["Keys"].inject(ON)
        await until(lambda: ours.heard("Piano") and ours.heard("Strings"), "the note")
        ours.engine.edit.switch_scene("Strings only")
        await until(lambda: ours.heard("Piano") == [ON, OFF], "the release")
        assert [route.state for route in ours.engine.snapshot().routes] == ["muted", "active"]
        ours.backend.inputs["Keys"].inject(b"\x90\x40\x64")
        await until(lambda: len(ours.heard("Strings")) == 2, "the next note")
        assert ours.heard("Strings") == [ON, b"\x90\x40\x64"]


async def test_scenes_are_saved_and_lose_the_cables_that_go() -> None:
    routes = (Route("r1", KEYBOARD, PortEnd("Piano")), Route("r2", KEYBOARD, PortEnd("Strings")))
    async with running(patch("Ours", *routes)) as ours:
        edit = ours.engine.edit
        edit.put_scene(Scene("Ballad", ("r1", "r2", "r9")))
        edit.put_scene(Scene("Solo", ("r1",)))
        assert ours.engine.snapshot().patch.scenes == (Scene("Ballad", ("r1", "r2")), Scene("Solo", ("r1",)))
        ours.engine.remove_route("r1")
        assert ours.engine.snapshot().patch.scenes == (Scene("Ballad", ("r2",)), Scene("Solo"))
        edit.remove_scene("Solo")
        assert ours.engine.snapshot().patch.scenes == (Scene("Ballad", ("r2",)),)


async def test_a_link_is_opened_renamed_with_its_cables_and_closed() -> None:
    async with running(Patch()) as theirs, running(Patch()) as ours:
        theirs.engine.edit.add_link(Link("Lights", 0, ("127.0.0.1",), learn=True))
        (there,) = theirs.engine.snapshot().links
        ours.engine.edit.add_link(Link("Desk", 0, ("127.0.0.1",), (f"127.0.0.1:{there.port}",)))
        ours.engine.add_route(Route("", KEYBOARD, LinkEnd("Desk")))
        with pytest.raises(CommandError, match="link called “Desk” already"):
            ours.engine.edit.add_link(Link("Desk", 0))
        ours.engine.edit.change_link("Desk", replace(ours.engine.snapshot().patch.links[0], name="Stage"))
        assert [route.destination for route in ours.engine.snapshot().patch.routes] == [LinkEnd("Stage")]
        ours.engine.play(ON)
        await until(lambda: theirs.engine.snapshot().links[0].peers, "the peer to be learned")
        ours.engine.edit.remove_link("Stage")
        assert (ours.engine.snapshot().links, ours.engine.snapshot().patch.routes) == ((), ())


async def test_a_virtual_port_comes_and_goes_while_its_cable_stays() -> None:
    async with running(Patch()) as ours:
        edit = ours.engine.edit
        ours.engine.add_route(Route("", KEYBOARD, PortEnd("Longwire 1")))
        edit.add_port(VirtualPort("Longwire 1"))
        with pytest.raises(CommandError, match="port called “Longwire 1” already"):
            edit.add_port(VirtualPort("Longwire 1", "in"))
        await until(lambda: len(ours.engine.snapshot().ports) == 2, "both directions")
        assert [port.virtual for port in ours.engine.snapshot().ports] == [True, True]
        ours.engine.play(ON)
        await until(lambda: ours.heard("Longwire 1") == [ON], "the note")
        edit.remove_port("Longwire 1")
        assert ours.engine.snapshot().ports == ()
        assert ours.engine.snapshot().routes[0].state == "waiting"
        edit.add_port(VirtualPort("Longwire 1", "out"))
        await until(lambda: ours.engine.snapshot().routes[0].state == "active", "the cable")


async def test_details_show_the_clock_and_what_was_confirmed() -> None:
    async with running(patch("Theirs")) as theirs, running(patch("Ours")) as ours:
        there = await meet(ours, theirs)
        await until(lambda: len(ours.engine.details(there.id).round_trips) > 1, "round trips")
        details = ours.engine.details(there.id)
        assert details.offset_ms is not None
        assert all(trip.ms >= 0 for trip in details.round_trips)
        assert details.counters.confirmed_at is None
        ours.engine.send(SessionEnd("Ours"), ON)
        await until(lambda: ours.engine.details(there.id).counters.confirmed_at, "the report")
        for number, note in enumerate((ON, OFF), 1):
            theirs.engine.send(SessionEnd("Theirs"), note)
            await until(lambda n=number: ours.engine.details(there.id).counters.messages_in == n, "the note")
        assert ours.engine.details(there.id).jitter_ms is not None
