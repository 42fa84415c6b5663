"""A whole engine as a process of its own, so that it can live on another host, be stopped and be killed.

Its settings are one JSON object as the argument, orders are lines on stdin, what happens is told as lines of JSON with
`perf_counter` stamps, which all processes of one computer share.
"""

import asyncio
import json
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.engine.api import (
    Event,
    FoundChanged,
    ParticipantChanged,
    ProblemRaised,
    RouteChanged,
    SessionChanged,
)
from app.engine.engine import Engine
from app.engine.ports import OutputHandle, PortName
from app.engine.workings import Settings
from app.model.endpoints import PeerEnd, PortEnd, SessionEnd
from app.model.patch import Patch, Peer, Route, Session
from tests.support.engines import MemoryStore
from tests.support.memory_ports import MemoryBackend, MemoryOutput


class TellingOutput(MemoryOutput):
    """Tells of every message."""

    def send(self, message: bytes) -> None:
        tell("heard", message=message.hex())


class TellingBackend(MemoryBackend):
    """Has outputs that tell."""

    def open_virtual_output(self, name: str) -> OutputHandle:
        self.outputs[name] = TellingOutput()
        return self.outputs[name]


def tell(what: str, **values: object) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps({"at": time.perf_counter(), "what": what, **values}) + "\n")
    sys.stdout.flush()


def on_event(event: Event) -> None:
    """Tell what tests and benchmarks ask about."""
    match event:
        case ParticipantChanged(participant):
            tell(
                "participant",
                name=participant.name,
                state="gone" if event.gone else participant.state,
                role=participant.role,
                reason=participant.reason,
                address=f"{participant.address} {participant.port}",
            )
        case SessionChanged(session):
            tell("session", port=session.control, published=session.published_name)
        case FoundChanged(found):
            tell("found", name=found.name, state=found.state, port=found.port, addresses=found.addresses)
        case ProblemRaised(problem):
            tell("problem", code=problem.code, text=problem.text(), cleared=event.cleared)
        case RouteChanged(route):
            tell("route", id=route.id, state=route.state)


def patch_of(settings: Mapping[str, Any]) -> Patch:
    """Keys play to the wanted peers or else to everyone, everyone sounds on Synth."""
    name = settings["name"]
    peers = tuple(Peer(session=name, wanted=True, **peer) for peer in settings.get("peers", ()))
    ends = [PeerEnd(name, peer.id) for peer in peers] or [SessionEnd(name)]
    routes = [Route(f"out{nth}", PortEnd("Keys"), end) for nth, end in enumerate(ends)]
    session = Session(
        name,
        port=settings["port"],
        listen=tuple(settings.get("listen", ("*",))),
        accept="anyone",
        ssrc=settings.get("ssrc"),
        accept_from=settings.get("accept_from", "near"),
    )
    return Patch(
        sessions=(session,),
        peers=peers,
        routes=(*routes, Route("in", SessionEnd(name), PortEnd("Synth"))),
    )


class Orders:
    """What stdin asks for, on a thread of its own."""

    def __init__(self, engine: Engine, backend: MemoryBackend) -> None:
        self._engine = engine
        self._backend = backend
        self._loop = asyncio.get_running_loop()
        self.ended = threading.Event()

    def obey(self) -> None:
        """Obey until there are no more: `play HEX`, `stream PAUSE_MS` for an endless count, `withdraw`."""
        for line in sys.stdin:
            match line.split():
                case ["play", message]:
                    self._backend.inputs["Keys"].inject(bytes.fromhex(message))
                case ["stream", pause_ms]:
                    threading.Thread(target=self._stream, args=(float(pause_ms) / 1000,), daemon=True).start()
                case ["withdraw"]:
                    self._loop.call_soon_threadsafe(self._withdraw)
        self.ended.set()

    def _withdraw(self) -> None:
        [session] = self._engine.snapshot().patch.sessions
        self._engine.edit.change_session(session.name, replace(session, publish=False))

    def _stream(self, pause_s: float) -> None:
        number = 0
        while not self.ended.wait(pause_s):
            self._backend.inputs["Keys"].inject(bytes((0xE0, number & 0x7F, number >> 7 & 0x7F)))
            number += 1


async def main() -> None:
    """Run until stdin ends."""
    settings = json.loads(sys.argv[1])
    backend = TellingBackend(PortName("Keys", 1, "in"), PortName("Synth", 1, "out"))
    interfaces = tuple(settings.get("interfaces", ()))
    engine = Engine(
        Settings("test", settings["name"], interfaces=interfaces, mdns=settings.get("mdns", True)),
        MemoryStore(patch_of(settings)),
        backend,
    )
    engine.subscribe(on_event)
    orders = Orders(engine, backend)
    await engine.start()
    tell("ready")
    threading.Thread(target=orders.obey, daemon=True).start()
    while not orders.ended.is_set():
        await asyncio.sleep(0.05)
    await engine.stop()


if __name__ == "__main__":
    asyncio.run(main())
