"""A take of somebody in the network: when it was played, not when the network brought it."""

import asyncio
from itertools import cycle, pairwise
from pathlib import Path

import mido

from app.engine.api import Recording
from app.model.endpoints import KEYBOARD, MONITOR, SessionEnd
from app.model.patch import Patch, Route, Session
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


async def test_a_take_over_an_uneven_network_has_the_spacing_of_the_player(tmp_path):
    here, there, held = free_pair(), free_pair(), cycle(HELD_S)
    async with running(patch("Theirs", there)) as theirs, running(patch("Ours", here)) as ours:
        with bad_network(here, there, lambda data: (data,), hold_s=lambda: next(held)) as network:
            ours.engine.invite_address("127.0.0.1", network.port, "Stage")
            await until(lambda: ours.is_connected("Stage"), "the connection")
            await until(lambda: knows_the_clock(theirs), "the clock")
            take = theirs.engine.takes.record(SessionEnd("Theirs"), str(tmp_path / "take.mid"))
            theirs.engine.add_route(Route("", SessionEnd("Theirs"), MONITOR))
            await play(ours)
            await until(lambda: taken(theirs, take).messages == NOTES, "all of them")
            played = [row.time for row in ours.engine.monitor(0)]
            arrived = [row.time for row in theirs.engine.monitor(0)]
            theirs.engine.takes.stop_recording(take)
            await until(lambda: taken(theirs, take).is_over, "the end of the take")
    assert worst(arrived, played) > 4 * EXACT_S  # or this test would show nothing
    assert worst(strokes(tmp_path / "take.mid"), played) < EXACT_S
