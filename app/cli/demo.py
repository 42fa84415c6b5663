"""The demo: this Longwire's test keyboard plays to a second Longwire, which stands for a DAW in another room."""

import asyncio
import contextlib
import sys
from collections.abc import Callable
from dataclasses import replace

from app.cli.demo_daw import HOST, NAME, DemoDaw, DemoError
from app.cli.headless import stop_signals
from app.engine.api import CommandError, EngineApi, Snapshot
from app.midi.text import english
from app.model.endpoints import KEYBOARD, PeerEnd
from app.model.patch import Patch, Route, Session
from app.options import Options

CHORD = (60, 64, 67, 72)
PHRASE = tuple(message for note in CHORD for message in (bytes((0x90, note, 96)), bytes((0x80, note, 64))))
NOTE_S = 0.15
"""Slow enough to be seen in the window, quick enough not to be waited for."""

PATIENCE_S = 30.0
"""A slow computer starts Python and joins a session in a few seconds."""


def demo_options(options: Options) -> Options:
    """Give this side's options: a patch in no file, so that the demo leaves no trace in the user's."""
    ours = Session("Longwire demo", port=5064, accept="nobody", publish=False)
    return replace(options, scratch=Patch(sessions=(ours,)), mdns=False)


async def bring_demo(engine: EngineApi) -> None:
    """Bring the second Longwire to an engine that runs, play to it, and keep it until cancelled.

    The cable is taken back at the end. Raises DemoError, and CommandError where the engine has no session.
    """
    daw = DemoDaw()
    try:
        await _join(engine, daw)
        await _play(engine)
        await asyncio.Event().wait()
    finally:
        _take_back(engine)
        await asyncio.to_thread(daw.close)


async def run_demo(engine: EngineApi) -> bool:
    """Play the demo on the terminal; tells whether every note arrived, in order."""
    stopped = asyncio.Event()
    with stop_signals(stopped.set):
        playing = asyncio.ensure_future(asyncio.wait_for(_play_and_print(engine), PATIENCE_S))
        stopping = asyncio.ensure_future(stopped.wait())
        await asyncio.wait((playing, stopping), return_when=asyncio.FIRST_COMPLETED)
        playing.cancel()
        stopping.cancel()
        outcome, _ = await asyncio.gather(playing, stopping, return_exceptions=True)
        await engine.stop()
    print(_verdict(outcome), file=sys.stdout if outcome is True else sys.stderr)
    return outcome is True


async def _play_and_print(engine: EngineApi) -> bool:
    await engine.start()
    print(f"Starting a second Longwire as “{NAME}” and joining it ...", flush=True)
    daw = DemoDaw()
    try:
        await _join(engine, daw)
        playing = asyncio.ensure_future(_play(engine))
        heard: list[bytes] = []
        async for message in daw.heard():
            heard.append(message)
            print(f"{NAME} heard: {english(message)}", flush=True)
            if len(heard) == len(PHRASE):
                break
        await playing
        return heard == list(PHRASE)
    finally:
        await asyncio.to_thread(daw.close)


def _verdict(outcome: object) -> str:
    match outcome:
        case True:
            return "Everything arrived, in order."
        case False:
            return "The demo failed: the notes arrived in the wrong order."
        case TimeoutError():
            return f"The demo failed: not everything arrived within {PATIENCE_S:g} s."
        case asyncio.CancelledError():
            return "The demo was interrupted."
        case DemoError() | CommandError():
            return f"The demo failed: {outcome}"
        case BaseException():
            raise outcome
        case _:
            return "The demo failed."


async def _join(engine: EngineApi, daw: DemoDaw) -> None:
    """Invite the second program, lay a cable from the test keyboard to it, and wait until it plays."""
    control = await daw.control_port()
    peer = engine.invite_address(HOST, control, NAME)
    session = engine.snapshot().sessions[0].name
    route = engine.add_route(Route("", KEYBOARD, PeerEnd(session, peer)))
    await _until(engine, lambda now: any(view.id == route and view.state == "active" for view in now.routes))


async def _play(engine: EngineApi) -> None:
    for message in PHRASE:
        engine.play(message)
        await asyncio.sleep(NOTE_S)


def _take_back(engine: EngineApi) -> None:
    """Forget the second program and every cable to it, as if it had never been there."""
    for participant in engine.snapshot().participants:
        if participant.name == NAME:
            with contextlib.suppress(CommandError):  # it may be forgotten already
                engine.edit.forget_peer(participant.peer)


async def _until(engine: EngineApi, holds: Callable[[Snapshot], bool]) -> None:
    """Wait until something is true of the engine."""
    changed = asyncio.Event()
    unsubscribe = engine.subscribe(lambda _event: changed.set())
    try:
        while not holds(engine.snapshot()):
            await changed.wait()
            changed.clear()
    finally:
        unsubscribe()
