"""One end of the hop benchmark: the real engine with ports in memory, with or without the real window.

Lines on stdin are orders, lines of JSON on stdout are answers. Stamps are `perf_counter_ns`, the same clock in all
processes of one computer.
"""

import argparse
import asyncio
import json
import resource
import sys
import threading
import time

from app.engine.engine import Engine
from app.engine.ports import PortName
from app.engine.workings import Settings
from app.model.endpoints import PeerEnd, PortEnd, SessionEnd
from app.model.patch import JournalMode, Patch, Peer, Route, Session
from app.platform.garbage import settle
from tests.support.engines import MemoryStore
from tests.support.memory_ports import MemoryBackend


def build(
    name: str, port: int, peer_port: int, journal: JournalMode = "auto"
) -> tuple[Engine, MemoryBackend]:
    """Make an engine that plays its input to the peer, and what comes from the session into its output."""
    address = f"127.0.0.1:{peer_port}"
    peers = (Peer("peer", name="peer", address=address, session=name, wanted=True),) if peer_port else ()
    routes = (
        Route("out", PortEnd("Keys"), PeerEnd(name, "peer") if peer_port else SessionEnd(name)),
        Route("in", SessionEnd(name), PortEnd("Synth")),
    )
    session = Session(name, port=port, listen=("127.0.0.1",), accept="anyone", journal=journal)
    patch = Patch(sessions=(session,), peers=peers, routes=routes)
    backend = MemoryBackend(PortName("Keys", 1, "in"), PortName("Synth", 1, "out"))
    settings = Settings("bench", name, interfaces=("127.0.0.1",), mdns=False)
    return Engine(settings, MemoryStore(patch), backend), backend


class Orders:
    """Obeys stdin on a thread of its own; `inject` plays the part of RtMidi's callback thread."""

    loop: asyncio.AbstractEventLoop | None = None
    """The engine's, once it runs."""

    def __init__(self, backend: MemoryBackend, engine: Engine) -> None:
        self.backend = backend
        self.engine = engine
        self.ended = threading.Event()

    def obey(self) -> None:
        """Read orders until the end."""
        for line in sys.stdin:
            words = line.split()
            if words == ["quit"]:
                break
            if words[0] == "inject":
                self._inject(int(words[1]), float(words[2]))
            elif words == ["heard"]:
                heard = self.backend.outputs["Synth"].heard
                self.answer({"heard": [(stamp, message.hex()) for stamp, message in heard]})
                heard.clear()
            elif words == ["state"]:
                active = "Synth" in self.backend.outputs and "Keys" in self.backend.inputs
                self.answer({"ready": active and self._cables_play()})
            elif words == ["cpu"]:
                usage = resource.getrusage(resource.RUSAGE_SELF)
                self.answer({"cpu": usage.ru_utime + usage.ru_stime, "wall": time.perf_counter()})
            else:
                self.obey_else(words)
        self.ended.set()

    def obey_else(self, words: list[str]) -> None:
        """Obey an order that only some benchmark gives."""
        raise SystemExit(f"unknown order {words}")

    def _cables_play(self) -> bool:
        return all(route.state == "active" for route in self.engine.snapshot().routes)

    def _inject(self, count: int, interval_ms: float) -> None:
        keys, stamps = self.backend.inputs["Keys"], []
        for number in range(count):
            message = bytes((0xE0, number & 0x7F, number >> 7))
            stamps.append((keys.inject(message), message.hex()))
            time.sleep(interval_ms / 1000)
        self.answer({"injected": stamps})

    @staticmethod
    def answer(answer: dict[str, object]) -> None:
        """Print an answer."""
        print(json.dumps(answer), flush=True)


def main(kind: "type[Orders] | None" = None) -> None:
    """Serve as one end, obeying what this kind of orders knows."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--peer", type=int, default=0)
    parser.add_argument("--window", choices=("none", "idle", "busy", "monitor"), default="none")
    arguments = parser.parse_args()
    engine, backend = build(arguments.name, arguments.port, arguments.peer)
    orders = (kind or Orders)(backend, engine)
    threading.Thread(target=orders.obey, daemon=True).start()
    if arguments.window == "none":
        asyncio.run(headless(engine, orders))
    else:
        from tests.bench import hop_window_end

        hop_window_end.serve(engine, orders, arguments.window)


async def headless(engine: Engine, orders: Orders) -> None:
    """Run the engine until the orders end."""
    await engine.start()
    settle()
    orders.loop = asyncio.get_running_loop()
    while not orders.ended.is_set():
        await asyncio.sleep(0.05)
    await engine.stop()


if __name__ == "__main__":
    main()
