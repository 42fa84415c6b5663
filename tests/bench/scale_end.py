"""The Longwire of the scale benchmark: many sessions with many participants, one local input per participant.

Lines on stdin are orders, lines of JSON on stdout are answers.
"""

import asyncio
import json
import resource
import sys
import threading
import time

from app.engine.engine import Engine
from app.engine.ports import OutputHandle, PortName
from app.engine.workings import Settings
from app.model.endpoints import PeerEnd, PortEnd, SessionEnd
from app.model.patch import Patch, Peer, Route, Session
from tests.support.engines import MemoryStore
from tests.support.memory_ports import MemoryBackend, MemoryOutput

COUNTER = "Counter"
SLICES = 10
"""A tenth of the inputs plays at a time, so that the load is even."""


class Counting(MemoryOutput):
    """Counts what it is sent."""

    count = 0

    def send(self, message: bytes) -> None:
        self.count += 1


class CountingBackend(MemoryBackend):
    """Has outputs that count."""

    def open_virtual_output(self, name: str) -> OutputHandle:
        self.outputs[name] = Counting()
        return self.outputs[name]


def build(ports: list[int], each: int) -> tuple[Engine, CountingBackend]:
    """Make an engine with a session per port: everyone sounds on one output, each has an input of its own."""
    sessions = tuple(Session(f"S{port}", port, ("127.0.0.1",), accept="anyone") for port in ports)
    names = [(session.name, f"{session.name}-{nth}") for session in sessions for nth in range(each)]
    patch = Patch(
        sessions=sessions,
        peers=tuple(Peer(name, name=name, session=session) for session, name in names),
        routes=(
            *(Route(name, PortEnd(name), PeerEnd(session, name)) for session, name in names),
            *(Route(session.name, SessionEnd(session.name), PortEnd(COUNTER)) for session in sessions),
        ),
    )
    backend = CountingBackend(*(PortName(name, 1, "in") for _, name in names), PortName(COUNTER, 1, "out"))
    return Engine(Settings("bench", "Scale", mdns=False), MemoryStore(patch), backend), backend


class Play:
    """Plays numbered bends into every input, so many per second, on a thread of its own."""

    def __init__(self, backend: MemoryBackend, rate: float, seconds: float) -> None:
        self._backend = backend
        self._rate = rate
        self._rounds = round(rate * seconds)
        self.played = 0

    def run(self) -> None:
        """Play to the end."""
        inputs = list(self._backend.inputs.values())
        begin = time.perf_counter()
        for step in range(self._rounds * SLICES):
            time.sleep(max(0.0, begin + step / SLICES / self._rate - time.perf_counter()))
            number = step // SLICES
            message = bytes((0xE0, number & 0x7F, number >> 7))
            for each in inputs[step % SLICES :: SLICES]:
                each.inject(message)
                self.played += 1


def obey(engine: Engine, backend: CountingBackend, ended: threading.Event) -> None:
    """Read orders until the end."""
    play: Play | None = None
    for line in sys.stdin:
        words = line.split()
        if words[0] == "play":
            play = Play(backend, float(words[1]), float(words[2]))
            threading.Thread(target=play.run, daemon=True).start()
        elif words[0] == "figures":
            usage = resource.getrusage(resource.RUSAGE_SELF)
            counter = backend.outputs.get(COUNTER)
            answer = {
                "active": sum(route.state == "active" for route in engine.snapshot().routes),
                "counted": counter.count if isinstance(counter, Counting) else 0,
                "played": play.played if play else 0,
                "cpu_s": usage.ru_utime + usage.ru_stime,
                "peak_mib": usage.ru_maxrss / 1024,
            }
            print(json.dumps(answer), flush=True)
    ended.set()


async def main() -> None:
    """Serve until stdin ends."""
    engine, backend = build(json.loads(sys.argv[1]), int(sys.argv[2]))
    await engine.start()
    ended = threading.Event()
    threading.Thread(target=obey, args=(engine, backend, ended), daemon=True).start()
    while not ended.is_set():
        await asyncio.sleep(0.05)
    await engine.stop()


if __name__ == "__main__":
    asyncio.run(main())
