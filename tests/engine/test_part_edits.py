"""Direct links and ports of our own changed while they play, and what we call and show of others."""

from dataclasses import replace

import pytest

from app.engine.api import CommandError, LinkChanged
from app.model.endpoints import KEYBOARD, MONITOR, LinkEnd, PortEnd
from app.model.patch import Device, Link, Patch, Route, VirtualPort
from tests.support.engines import Running, running, until
from tests.support.ports import free_pair

ON = b"\x90\x3c\x64"


def desk_to(engine: Running, **fields: object) -> Patch:
    (there,) = engine.engine.snapshot().links
    link = Link("Desk", 0, ("127.0.0.1",), (f"127.0.0.1:{there.port}",), **fields)  # type: ignore[arg-type]
    return Patch(links=(link,), routes=(Route("r1", KEYBOARD, LinkEnd("Desk")),))


async def test_another_name_and_other_peers_leave_a_link_open_and_what_it_learned_known() -> None:
    listening = Patch(links=(Link("Lights", 0, ("127.0.0.1",), learn=True),))
    async with running(listening) as theirs, running(desk_to(theirs)) as ours:
        ours.engine.play(ON)
        await until(lambda: theirs.engine.snapshot().links[0].peers, "the peer to be learned")
        (before,) = theirs.engine.snapshot().links
        told: list[str] = []
        theirs.engine.subscribe(
            lambda event: told.append(event.link.state) if isinstance(event, LinkChanged) else None
        )
        spec = theirs.store.patch.links[0]
        theirs.engine.edit.change_link("Lights", replace(spec, name="Rig", peers=("127.0.0.1:9",)))
        (after,) = theirs.engine.snapshot().links
        assert (after.id, after.name, after.port) == (before.id, "Rig", before.port)
        assert [(peer.port, peer.learned) for peer in after.peers] == [
            (9, False),
            (before.peers[0].port, True),
        ]
        assert "closed" not in told
        theirs.engine.edit.change_link("Rig", replace(spec, name="Rig"))
        assert [peer.learned for peer in theirs.engine.snapshot().links[0].peers] == [True]
        ours.engine.play(ON)
        learned = before.peers[0].id
        await until(lambda: theirs.engine.details(learned).counters.messages_in == 2, "the second note")


async def test_a_link_that_stops_learning_is_opened_anew_under_its_id_on_its_port() -> None:
    port = free_pair()
    async with running(Patch(links=(Link("Lights", port, ("127.0.0.1",), learn=True),))) as ours:
        (before,) = ours.engine.snapshot().links
        ours.engine.edit.change_link("Lights", replace(ours.store.patch.links[0], learn=False))
        await until(lambda: ours.engine.snapshot().links[0].state == "open", "the port")
        (after,) = ours.engine.snapshot().links
        assert (after.id, after.port, after.learn) == (before.id, port, False)
        elsewhere = free_pair()
        ours.engine.edit.change_link("Lights", replace(ours.store.patch.links[0], port=elsewhere))
        assert [(link.id, link.port) for link in ours.engine.snapshot().links] == [(before.id, elsewhere)]
        assert not ours.engine.snapshot().problems


async def test_a_link_that_waits_for_its_port_tells_so_under_its_new_name() -> None:
    async with running(Patch(links=(Link("First", 0, ("127.0.0.1",)),))) as theirs:
        (there,) = theirs.engine.snapshot().links
        async with running(Patch(links=(Link("Lights", there.port, ("127.0.0.1",)),))) as ours:
            ours.engine.edit.change_link("Lights", replace(ours.store.patch.links[0], name="Rig"))
            (shown,) = ours.engine.snapshot().links
            assert (shown.name, shown.state) == ("Rig", "waiting")

            def told() -> list[object]:
                return [
                    each.params["link"]
                    for each in ours.engine.snapshot().problems
                    if each.code == "link.port"
                ]

            await until(lambda: told() == ["Rig"], "the problem")


async def test_a_peer_met_through_a_link_is_known_as_closely() -> None:
    listening = Patch(links=(Link("Lights", 0, ("127.0.0.1",), learn=True),))
    async with running(listening) as theirs, running(desk_to(theirs)) as ours:
        (there,) = ours.engine.snapshot().links[0].peers
        assert ours.engine.details(there.id).counters.messages_out == 0
        ours.engine.play(ON)
        await until(lambda: ours.engine.details(there.id).counters.messages_out == 1, "the note")
        await until(lambda: theirs.engine.snapshot().links[0].peers, "the peer to be learned")
        (met,) = theirs.engine.snapshot().links[0].peers
        await until(lambda: theirs.engine.details(met.id).counters.packets_in >= 1, "the packet")
        assert theirs.engine.details(met.id).round_trips == ()


async def test_a_virtual_port_is_renamed_with_its_cables_and_the_old_name_is_not_left_behind() -> None:
    patch = Patch(ports=(VirtualPort("Longwire 1"),), routes=(Route("r1", KEYBOARD, PortEnd("Longwire 1")),))
    async with running(patch) as ours:
        await until(lambda: ours.engine.snapshot().routes[0].state == "active", "the cable")
        edit = ours.engine.edit
        edit.change_port("Longwire 1", VirtualPort("To Live", "out"))
        await until(lambda: ours.engine.snapshot().routes[0].state == "active", "the cable again")
        snapshot = ours.engine.snapshot()
        assert [(port.name, port.direction, port.virtual) for port in snapshot.ports] == [
            ("To Live", "out", True)
        ]
        assert snapshot.patch.routes[0].destination == PortEnd("To Live")
        ours.engine.play(ON)
        await until(lambda: ours.heard("To Live") == [ON], "the note")
        edit.add_port(VirtualPort("Second"))
        with pytest.raises(CommandError, match="port called “Second” already"):
            edit.change_port("To Live", VirtualPort("Second"))
        with pytest.raises(CommandError, match="no virtual port of ours called “Nobody”"):
            edit.change_port("Nobody", VirtualPort("Somebody"))


async def test_a_device_is_called_what_we_call_it_in_the_monitor_too() -> None:
    keys, second = PortEnd("Keystation 49"), PortEnd("Keystation 49", 2)
    async with running(Patch(routes=(Route("r1", keys, MONITOR),)), ("Keystation 49", "in")) as ours:
        await until(lambda: ours.engine.snapshot().routes[0].state == "active", "the cable")
        ours.engine.edit.name_device(keys, "Left hand")
        ours.engine.edit.name_device(second, "Right hand")
        patch = ours.engine.snapshot().patch
        assert patch.devices == (
            Device("Keystation 49", "Left hand"),
            Device("Keystation 49", "Right hand", 2),
        )
        ours.backend.inputs["Keystation 49"].inject(ON)
        await until(lambda: [row.source for row in ours.engine.monitor(0)] == ["Left hand"], "the row")
        ours.engine.edit.name_device(second, None)
        patch = ours.engine.snapshot().patch
        assert (patch.device_name(keys), patch.device_name(second)) == ("Left hand", "Keystation 49 (2)")


async def test_peers_are_hidden_and_shown_again() -> None:
    async with running(Patch()) as ours:
        for name in ("Printer room", "mioXL A3", "Printer room"):
            ours.engine.edit.hide_peer(name, True)
        assert ours.engine.snapshot().patch.network.hidden == ("mioXL A3", "Printer room")
        ours.engine.edit.hide_peer("mioXL A3", False)
        assert ours.engine.snapshot().patch.network.hidden == ("Printer room",)
