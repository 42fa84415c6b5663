"""A take of somebody in the network: when it was played, not when the network brought it."""

import asyncio
from itertools import cycle, pairwise
from pathlib import Path

import mido
import pytest

from app.engine.api import Recording
from app.model.endpoints import KEYBOARD, MONITOR, Endpoint, LinkEnd, PortEnd, SessionEnd
from app.model.patch import Link, Patch, Route, Session
from tests.support.bad_network import bad_network
from tests.support.engines import Running, running, until
from tests.support.ports import free_pair

NOTES = 24
HELD_S = (0.0, 0.15, 0.02, 0.12, 0.0, 0.1)
"""For how long the network keeps one packet after the other."""
EXACT_S = 0.01
"""A clock that two busy computers agree on; the network is ten times as uneven."""


def patch(name: str, port: int) -> Patch:
    return Patch(
        sessions=(Session(name, port, ("127.0.0.1",), "anyone", publish=False),),
        routes=(Route("r1", KEYBOARD, SessionEnd(name)),),
    )


async def play(ours: Running) -> None:
    """Play notes one after the other."""
    for nth in range(NOTES):
        ours.engine.play(bytes((0x90, 40 + nth, 96)))
        await asyncio.sleep(0.015 + nth % 3 * 0.01)


def knows_the_clock(theirs: Running) -> bool:
    people = theirs.engine.snapshot().participants
    return bool(people) and theirs.engine.details(people[0].id).offset_ms is not None


def taken(theirs: Running, take: int) -> Recording:
    return next(each for each in theirs.engine.snapshot().recordings if each.id == take)


def strokes(file: Path) -> list[float]:
    at, found = 0.0, []
    for message in mido.MidiFile(file, charset="utf-8"):
        at += message.time
        if message.type == "note_on":
            found.append(at)
    return found


def worst(times: list[float], wanted: list[float]) -> float:
    """How far two spacings differ at most."""
    return max(
        abs((b - a) - (d - c)) for (a, b), (c, d) in zip(pairwise(times), pairwise(wanted), strict=True)
    )


async def recorded(theirs: Running, ours: Running, source: Endpoint, file: Path) -> tuple[float, float]:
    """Play while it is recorded; how far arrivals are from the spacing of the player, and how far the take."""
    take = theirs.engine.takes.record(source, str(file))
    last = len(theirs.engine.monitor(0))
    await play(ours)
    await until(lambda: taken(theirs, take).messages == NOTES, "all of them")
    played = [row.time for row in ours.engine.monitor(0)][-NOTES:]
    arrived = [row.time for row in theirs.engine.monitor(0)][last:]
    theirs.engine.takes.stop_recording(take)
    await until(lambda: taken(theirs, take).is_over, "the end of the take")
    return worst(arrived, played), worst(strokes(file), played)


@pytest.mark.parametrize("source", [SessionEnd("Theirs"), PortEnd("Synth")])
async def test_a_take_over_an_uneven_network_has_the_spacing_of_the_player(tmp_path, source):
    here, there, held = free_pair(), free_pair(), cycle(HELD_S)
    async with (
        running(patch("Theirs", there), ("Synth", "out")) as theirs,
        running(patch("Ours", here)) as ours,
    ):
        with bad_network(here, there, lambda data: (data,), hold_s=lambda: next(held)) as network:
            ours.engine.invite_address("127.0.0.1", network.port, "Stage")
            await until(lambda: ours.is_connected("Stage"), "the connection")
            await until(lambda: knows_the_clock(theirs), "the clock")
            theirs.engine.add_route(Route("", SessionEnd("Theirs"), PortEnd("Synth")))
            await until(lambda: theirs.engine.snapshot().routes[-1].state == "active", "the cable")
            by_arrival, by_take = await recorded(theirs, ours, source, tmp_path / "take.mid")
    assert by_arrival > 4 * EXACT_S  # or this test would show nothing
    assert by_take < EXACT_S


async def test_so_has_a_take_of_a_link_which_knows_the_clock_by_the_stamps_alone(tmp_path):
    here, there, held = free_pair(), free_pair(), cycle(HELD_S)
    with bad_network(here, there, lambda data: (data,), hold_s=lambda: next(held)) as network:
        lights = Link("Lights", there, ("127.0.0.1",), learn=True)
        desk = Link("Desk", here, ("127.0.0.1",), (f"127.0.0.1:{network.port}",))
        async with (
            running(Patch(links=(lights,), routes=(Route("r1", LinkEnd("Lights"), MONITOR),))) as theirs,
            running(Patch(links=(desk,), routes=(Route("r1", KEYBOARD, LinkEnd("Desk")),))) as ours,
        ):
            await until(lambda: ours.engine.snapshot().routes[0].state == "active", "the cable")
            for _ in range(12):  # the time in which the clock is learned
                ours.engine.play(b"\xb0\x01\x01")
                await asyncio.sleep(0.25)
            await until(lambda: len(theirs.engine.monitor(0)) == 12, "what was played by then")
            by_arrival, by_take = await recorded(theirs, ours, LinkEnd("Lights"), tmp_path / "take.mid")
    assert by_arrival > 4 * EXACT_S
    assert by_take < EXACT_S
