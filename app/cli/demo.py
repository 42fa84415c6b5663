"""The demo: a second Longwire on this computer plays the part of a DAW somewhere in the network."""

import asyncio
import json
import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.bootstrap import Options
from app.cli.headless import stop_signals
from app.engine.api import EngineApi, Ready, Snapshot
from app.midi.text import english
from app.model.endpoints import KEYBOARD, PeerEnd
from app.model.patch import Patch, Route, Session
from app.platform.program import own_command, own_environment

log = logging.getLogger("longwire.app")

NAME = "Demo DAW"
HOST = "127.0.0.1"
PATCH = f"""version = 1

[[session]]
name = "{NAME}"
port = 5054
listen = ["{HOST}"]
accept = "anyone"
publish = false

[[route]]
id = "demo"
from = {{ session = "{NAME}" }}
to = {{ builtin = "monitor" }}
"""
"""The port is off the usual 5004, which belongs to the user's own Longwire; if it is taken the next one is used."""

CHORD = (60, 64, 67, 72)
PHRASE = tuple(message for note in CHORD for message in (bytes((0x90, note, 96)), bytes((0x80, note, 64))))
NOTE_S = 0.15
"""Slow enough to be seen in the window, quick enough not to be waited for."""

PATIENCE_S = 30.0
"""A slow computer starts Python and joins a session in a few seconds."""

END_S = 5.0


class DemoError(Exception):
    """The demo did not work; the text says what happened."""


class DemoDaw:
    """The second Longwire: a process with a folder of its own, which ends with this one."""

    def __init__(self, tell: Callable[[dict[str, Any]], None]) -> None:
        """Start it; `tell` gets its events on a thread of this object, and {} when there are no more."""
        self._tell = tell
        self._folder = tempfile.TemporaryDirectory(prefix="longwire-demo-")
        folder = Path(self._folder.name)
        patch = folder / "demo.toml"
        patch.write_text(PATCH, encoding="utf-8")
        self._complaints = folder / "stderr.txt"
        arguments = ["--headless", "--json", "--monitor", "--until-eof", "--no-mdns", "--midi-api", "none"]
        with self._complaints.open("wb") as complaints:
            self._process = subprocess.Popen(
                [*own_command(), *arguments, "--patch", str(patch), "--config-dir", str(folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=own_environment(),
            )
        self._reader = threading.Thread(target=self._read, name="demo", daemon=True)
        self._reader.start()

    def close(self) -> None:
        """End it, politely first."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        self._folder.cleanup()

    def complaints(self) -> str:
        """Give what it wrote to standard error."""
        return self._complaints.read_text(encoding="utf-8", errors="replace").strip()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self._tell(json.loads(line))
        self._tell({})


class Demo:
    """One demo with an engine that somebody else starts and stops; all calls come on its loop."""

    def __init__(self, engine: EngineApi) -> None:
        self._engine = engine
        self._daw: DemoDaw | None = None
        self._events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._control: int | None = None
        self._task: asyncio.Task[None] | None = None

    def start_when_ready(self) -> None:
        """Play as soon as the engine runs."""
        self._engine.subscribe(lambda event: self.start() if isinstance(event, Ready) else None)

    def start(self) -> None:
        """Play, in a task; a fault is logged."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._play_and_log())

    async def play(self) -> None:
        """Start the second program if need be, join it and play the phrase to it. Raises DemoError."""
        control = await self._control_port()
        session = next(iter(self._engine.snapshot().sessions)).name
        peer = self._engine.invite_address(HOST, control, NAME)
        route = self._engine.add_route(Route("", KEYBOARD, PeerEnd(session, peer)))
        await self._until(lambda now: any(view.id == route and view.state == "active" for view in now.routes))
        for message in PHRASE:
            self._engine.play(message)
            await asyncio.sleep(NOTE_S)

    async def heard(self) -> AsyncIterator[bytes]:
        """Give what the second program's monitor hears, as it comes. Raises DemoError when that program ends."""
        while True:
            event = await self._next_event()
            if event["event"] == "message":
                yield bytes.fromhex(event["hex"])

    def close(self) -> None:
        """End the second program; the engine may have stopped already."""
        if self._daw is not None:
            self._daw.close()

    async def _play_and_log(self) -> None:
        try:
            await self.play()
        except DemoError as error:
            log.error("the demo did not work: %s", error)

    async def _control_port(self) -> int:
        if self._daw is None:
            loop = asyncio.get_running_loop()

            def tell(event: dict[str, Any]) -> None:
                loop.call_soon_threadsafe(self._events.put_nowait, event)

            self._daw = DemoDaw(tell)
        while self._control is None:
            event = await self._next_event()
            if event["event"] == "session" and event["state"] == "open":
                self._control = event["control"]
        return self._control

    async def _next_event(self) -> dict[str, Any]:
        event = await self._events.get()
        if not event:
            raise DemoError(f"the second Longwire ended. {self._daw.complaints() if self._daw else ''}")
        return event

    async def _until(self, holds: Callable[[Snapshot], bool]) -> None:
        """Wait until something is true of the engine."""
        changed = asyncio.Event()
        unsubscribe = self._engine.subscribe(lambda _event: changed.set())
        try:
            while not holds(self._engine.snapshot()):
                await changed.wait()
                changed.clear()
        finally:
            unsubscribe()


def demo_options(options: Options) -> Options:
    """Give the options of this side: a patch of its own, so that the demo leaves no trace in the user's."""
    ours = Session("Longwire demo", port=5064, accept="nobody", publish=False)
    return replace(options, scratch=Patch(sessions=(ours,)), mdns=False)


def open_demo_window() -> None:
    """Show the demo in a window of its own, beside the user's."""
    subprocess.Popen([*own_command(), "demo"], env=own_environment(), stdin=subprocess.DEVNULL)


async def run_demo(engine: EngineApi) -> bool:
    """Play the demo on the terminal; tells whether every note arrived, in order."""
    demo = Demo(engine)
    stopped = asyncio.Event()
    with stop_signals(stopped.set):
        playing = asyncio.ensure_future(asyncio.wait_for(_play_and_print(engine, demo), PATIENCE_S))
        stopping = asyncio.ensure_future(stopped.wait())
        await asyncio.wait((playing, stopping), return_when=asyncio.FIRST_COMPLETED)
        for task in (playing, stopping):
            task.cancel()
        (outcome, _) = await asyncio.gather(playing, stopping, return_exceptions=True)
        await engine.stop()
        await asyncio.to_thread(demo.close)
    match outcome:
        case True:
            print("Everything arrived, in order.")
        case False:
            print("The demo failed: the notes arrived in the wrong order.", file=sys.stderr)
        case TimeoutError():
            print(f"The demo failed: not everything arrived within {PATIENCE_S:g} s.", file=sys.stderr)
        case asyncio.CancelledError():
            print("The demo was interrupted.", file=sys.stderr)
        case DemoError():
            print(f"The demo failed: {outcome}", file=sys.stderr)
        case BaseException():
            raise outcome
    return outcome is True


async def _play_and_print(engine: EngineApi, demo: Demo) -> bool:
    await engine.start()
    print(f"Starting a second Longwire as “{NAME}” and joining it ...", flush=True)
    playing = asyncio.ensure_future(demo.play())
    heard: list[bytes] = []
    try:
        async for message in demo.heard():
            heard.append(message)
            print(f"{NAME} heard: {english(message)}", flush=True)
            if len(heard) == len(PHRASE):
                break
        await playing
    finally:
        playing.cancel()
    return heard == list(PHRASE)
