"""Scenes that are called by playing: a program, a note, a pedal, from a port or from a peer."""

from dataclasses import replace

import pytest

from app.engine.api import CommandError, PatchChanged
from app.model.endpoints import KEYBOARD, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Patch, Route, Scene, Session
from tests.support.engines import Running, running, until
from tests.support.ports import free_pair
from tests.support.waiting import wait_for

PEDALS, KEYS = PortEnd("Pedals"), PortEnd("Keys")
PIANO, STRINGS = Route("r1", KEYS, PortEnd("Piano")), Route("r2", KEYS, PortEnd("Strings"), muted=True)
PORTS = (("Pedals", "in"), ("Keys", "in"), ("Piano", "out"), ("Strings", "out"))
ON, OFF = b"\x90\x3c\x64", b"\x80\x3c\x40"


def stage(*scenes: Scene) -> Patch:
    return Patch(routes=(PIANO, STRINGS), scenes=scenes)


def on(engine: Running) -> list[str]:
    return [route.id for route in engine.engine.snapshot().patch.routes if not route.muted]


def inject(engine: Running, *messages: str, port: str = "Pedals") -> None:
    for message in messages:
        engine.backend.inputs[port].inject(bytes.fromhex(message))


async def test_a_program_switches_and_releases_exactly_what_the_ended_cable_held() -> None:
    scenes = (
        Scene("Piano", ("r1",), PEDALS, "ch0.program", 0),
        Scene("Strings", ("r2",), PEDALS, "ch0.program", 1),
    )
    async with running(stage(*scenes), *PORTS) as ours:
        inject(ours, "903c64", port="Keys")
        await until(lambda: ours.heard("Piano") == [ON], "the first note")
        inject(ours, "c101", "c005", "c001")
        await until(lambda: on(ours) == ["r2"], "the other scene")
        inject(ours, "904064", port="Keys")
        await until(lambda: ours.heard("Strings"), "the second note")
        assert ours.heard("Piano") == [ON, OFF]
        assert ours.heard("Strings") == [b"\x90\x40\x64"]
        inject(ours, "c000")
        await until(lambda: on(ours) == ["r1"], "the first scene again")
        await until(lambda: ours.heard("Strings")[1:], "the release")
        assert ours.heard("Strings")[1:] == [b"\x80\x40\x40"]
        await until(lambda: ours.store.saved and ours.store.patch.routes[1].muted, "what is saved")


async def test_a_pedal_calls_once_each_time_it_is_pressed() -> None:
    scenes = (
        Scene("Piano", ("r1",), PEDALS, "ch0.note36"),
        Scene("Strings", ("r2",), PEDALS, "ch0.cc80"),
    )
    async with running(stage(*scenes), *PORTS) as ours:
        inject(ours, "b05050", "b0507f")
        await until(lambda: on(ours) == ["r2"], "the pedal")
        inject(ours, "902440", "b05070")
        await until(lambda: on(ours) == ["r1"], "the note, and a pedal that is still down")
        inject(ours, "b05000", "b05040")
        await until(lambda: on(ours) == ["r2"], "the pedal again")


async def test_of_many_calls_at_once_the_last_is_carried_out() -> None:
    scenes = (
        Scene("Piano", ("r1",), PEDALS, "ch0.program", 0),
        Scene("Strings", ("r2",), PEDALS, "ch0.program", 1),
    )
    async with running(stage(*scenes), *PORTS) as ours:
        pedals = next(each.id for each in ours.engine.snapshot().ports if each.name == "Pedals")
        inject(ours, *["c001", "c000"] * 100, "c001")
        wait_for(
            lambda: ours.engine.meters().get(f"in:{pedals}") == 201, "all of them, while the loop stands"
        )
        await until(lambda: on(ours) == ["r2"], "the last scene")
        assert len([event for event in ours.events if isinstance(event, PatchChanged)]) <= 2


async def test_the_cue_follows_the_patch_and_a_wrong_one_is_refused() -> None:
    async with running(stage(Scene("Strings", ("r2",))), *PORTS) as ours:
        called = replace(ours.store.patch.scenes[0], source=KEYBOARD, control="ch0.program", value=7)
        with pytest.raises(CommandError, match="expected the number"):
            ours.engine.edit.put_scene(replace(called, value=None))
        ours.engine.edit.put_scene(called)
        ours.engine.play(b"\xc0\x07")
        await until(lambda: on(ours) == ["r2"], "the scene")
        ours.engine.edit.put_scene(Scene("Piano", ("r1",), PEDALS, "ch0.program", 7))
        ours.engine.edit.remove_scene("Strings")
        await until(lambda: "Pedals" in ours.backend.inputs, "the port that only calls scenes")
        inject(ours, "c007")
        await until(lambda: on(ours) == ["r1"], "the other scene")


async def test_a_peer_calls_a_scene_and_stays_in() -> None:
    def patch(name: str) -> Patch:
        return Patch(sessions=(Session(name, free_pair(), ("127.0.0.1",), "anyone", publish=False),))

    async with running(patch("Theirs")) as theirs, running(patch("Ours"), *PORTS) as ours:
        port = theirs.engine.snapshot().sessions[0].control
        peer = ours.engine.invite_address("127.0.0.1", port, "Stage")
        await until(lambda: ours.is_connected("Stage") and theirs.is_connected("Ours"), "the connection")
        ours.engine.add_route(PIANO)
        scene = Scene("Silence", (), PeerEnd("Ours", peer), "ch0.program", 2)
        ours.engine.edit.put_scene(scene)
        theirs.engine.send(SessionEnd("Theirs"), b"\xc0\x02")
        await until(lambda: on(ours) == [], "the scene")
        assert ours.is_connected("Stage")
        ours.engine.edit.change_session("Ours", replace(ours.store.patch.sessions[0], name="Hall"))
        assert ours.engine.snapshot().patch.scenes[0].source == PeerEnd("Hall", peer)
        ours.engine.edit.forget_peer(peer)
        assert ours.engine.snapshot().patch.scenes == (Scene("Silence"),)
