"""Whole engines in the test's own process: memory ports, real sockets on loopback, a patch in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from app.engine.api import Event, Participant, Problem
from app.engine.engine import Engine
from app.engine.ports import PortName
from app.engine.workings import Settings
from app.model.patch import Patch
from tests.support.memory_ports import MemoryBackend
from tests.support.waiting import DEADLINE_SECONDS

T = TypeVar("T")


class MemoryStore:
    """A patch that is nowhere on disk."""

    path = None

    def __init__(self, patch: Patch) -> None:
        self.patch = patch
        self.saved = 0

    def load(self) -> tuple[Patch, tuple[Problem, ...]]:
        return self.patch, ()

    def save(self, patch: Patch) -> Problem | None:
        self.patch = patch
        self.saved += 1
        return None


class Running:
    """One engine with its ports, its patch and everything it told."""

    def __init__(
        self, patch: Patch, ports: tuple[PortName, ...] = (), *, mdns: bool = False, can_ask: bool = True
    ) -> None:
        self.store = MemoryStore(patch)
        self.backend = MemoryBackend(*ports)
        settings = Settings("test", "Test host", interfaces=("127.0.0.1",), mdns=mdns, can_ask=can_ask)
        self.engine = Engine(settings, self.store, self.backend)
        self.events: list[Event] = []
        self.engine.subscribe(self.events.append)

    def participant(self, name: str) -> Participant | None:
        """Find somebody by name."""
        return next((each for each in self.engine.snapshot().participants if each.name == name), None)

    def is_connected(self, name: str) -> bool:
        """Tell whether somebody of that name is in."""
        found = self.participant(name)
        return found is not None and found.state == "connected"

    def heard(self, port: str) -> list[bytes]:
        """What came out of an output."""
        output = self.backend.outputs.get(port)
        return output.messages if output else []


@asynccontextmanager
async def running(
    patch: Patch, *ports: tuple[str, str], mdns: bool = False, can_ask: bool = True
) -> AsyncIterator[Running]:
    """Start an engine with (name, direction) ports, and stop it again."""
    names = tuple(PortName(name, 1, "in" if direction == "in" else "out") for name, direction in ports)
    everything = Running(patch, names, mdns=mdns, can_ask=can_ask)
    await everything.engine.start()
    try:
        yield everything
    finally:
        await everything.engine.stop()


async def until(probe: Callable[[], T], what: str, seconds: float = DEADLINE_SECONDS) -> T:
    """Let the loop run until `probe` gives something true, and give that."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while not (found := probe()):
        assert loop.time() < deadline, f"waited {seconds:.0f} s for {what}"
        await asyncio.sleep(0.01)
    return found
