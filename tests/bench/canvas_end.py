"""The Longwire of the canvas benchmark: 60 devices, 40 peers, 150 cables, and the real window on it.

Lines on stdin are orders, lines of JSON on stdout are answers; `scene` sets going what `frames` ends and tells.
"""

import argparse
import asyncio
import math
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.engine.api import EngineApi
from app.engine.engine import Engine
from app.engine.ports import PortName
from app.engine.workings import Settings
from app.model.endpoints import PeerEnd, PortEnd
from app.model.patch import Patch, Peer, Route, Session
from app.ui.actions import ActionId
from app.ui.application import Launch, run_launch
from app.ui.canvas.elements import Socket, Way
from app.ui.canvas.view import PatchCanvas
from app.ui.main_window import MainWindow
from tests.bench.hop_end import Orders
from tests.support.engines import MemoryStore
from tests.support.memory_ports import MemoryBackend

SESSION = "A"
DEVICES = ("Keys", "Synth", *(f"Device {number}" for number in range(2, 60)))
PEERS = ("peer", *(f"guest-{number}" for number in range(1, 40)))
CABLES = 150
FRAME_S = 1 / 60
GLOW_S = 1 / 30
LIGHT_S = 0.4
"""Every device plays so often: long enough for its cables to fade, short enough for all to be alight."""
SIZE = (1400, 920)


def build(port: int, peer_port: int) -> tuple[Engine, MemoryBackend]:
    """Make the engine: the first cable leads to the peer at `peer_port`, which we invite; the others come."""
    wanted = Peer("peer", name="peer", address=f"127.0.0.1:{peer_port}", session=SESSION, wanted=True)
    guests = tuple(Peer(name, name=name, session=SESSION) for name in PEERS[1:])
    session = Session(SESSION, port=port, listen=("127.0.0.1",), accept="anyone")
    patch = Patch(sessions=(session,), peers=(wanted, *guests), routes=tuple(map(_route, range(CABLES))))
    backend = MemoryBackend(
        *(PortName(name, 1, direction) for name in DEVICES for direction in ("in", "out"))
    )
    return Engine(Settings("bench", SESSION, mdns=False), MemoryStore(patch), backend), backend


def _route(number: int) -> Route:
    if number == CABLES - 1:
        return Route("in", PeerEnd(SESSION, "peer"), PortEnd("Synth"))
    device = DEVICES[number % len(DEVICES)]
    peer = PEERS[(number * 7 + number // len(DEVICES)) % len(PEERS)]
    return Route(f"r{number}", PortEnd(device), PeerEnd(SESSION, peer))


@dataclass(slots=True)
class Frames:
    """What was measured of the frames of a scene, in milliseconds."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    """Of the main thread alone: what others do on the computer is not in it."""
    python: list[float] = field(default_factory=list)
    """Of the CPU time, what went before the painting: it holds the interpreter's lock."""


class FrameClock(QObject):
    """Measures frames without standing under any: from what causes one to the first event after its painting."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._began: tuple[int, int] | None = None
        self.frames = Frames()
        viewport.installEventFilter(self)

    def frame(self, cause: Callable[[], None]) -> None:
        """Carry out what causes a frame; one that is still to be painted goes on."""
        began = _clocks()
        cause()
        self.frames.python.append((time.thread_time_ns() - began[1]) / 1e6)
        self._began = self._began or began

    def forget(self) -> None:
        """Give up on what was not painted: there was nothing to paint."""
        self._began = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.User:
            return super().event(event)
        if self._began is not None:
            wall, cpu = _clocks()
            self.frames.wall.append((wall - self._began[0]) / 1e6)
            self.frames.cpu.append((cpu - self._began[1]) / 1e6)
            self._began = None
        return True


def _clocks() -> tuple[int, int]:
    return time.perf_counter_ns(), time.thread_time_ns()


class Mouse:
    """A hand that goes round and round on the canvas."""

    def __init__(self, canvas: PatchCanvas, start: QPoint, button: Qt.MouseButton) -> None:
        self._viewport = canvas.viewport()
        self._button = button
        self._step = 0
        self._start = QPointF(start)
        self._send(QEvent.Type.MouseButtonPress, self._start)

    def move(self) -> None:
        """Go a step further."""
        self._step += 1
        width, height = self._viewport.width(), self._viewport.height()
        angle = self._step / 20
        goal = QPointF(width * (0.5 + 0.3 * math.cos(angle)), height * (0.5 + 0.3 * math.sin(angle)))
        share = min(1.0, self._step / 30)
        self._send(QEvent.Type.MouseMove, self._start * (1 - share) + goal * share)

    def let_go(self) -> None:
        """Go back to the start and let go there."""
        self._send(QEvent.Type.MouseMove, self._start)
        self._send(QEvent.Type.MouseButtonRelease, self._start)

    def _send(self, kind: QEvent.Type, at: QPointF) -> None:
        where, none = QPointF(self._viewport.mapToGlobal(at)), Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self._viewport, QMouseEvent(kind, at, where, self._button, self._button, none))


@dataclass(slots=True)
class Stage:
    """What the orders and the window say to each other."""

    wanted: str | None = None
    shown: threading.Event = field(default_factory=threading.Event)
    frames: dict[str, list[float]] = field(default_factory=dict)


class CanvasOrders(Orders):
    """Obeys what is asked of the canvas too."""

    def __init__(self, backend: MemoryBackend, engine: Engine, stage: Stage) -> None:
        super().__init__(backend, engine)
        self._stage = stage

    def obey_else(self, words: list[str]) -> None:
        stage = self._stage
        stage.shown.clear()
        stage.wanted = " ".join(words[1:]) if words[0] == "scene" else None
        stage.shown.wait()
        self.answer(dict(stage.frames))


class Show:
    """Plays the scenes that are asked for."""

    def __init__(self, window: MainWindow, backend: MemoryBackend, stage: Stage) -> None:
        self._canvas = window.findChildren(PatchCanvas)[0]
        self._backend = backend
        self._stage = stage
        self._clock = FrameClock(self._canvas.viewport())
        for panel in (ActionId.KEYBOARD, ActionId.MONITOR):
            window.actions_by_id[panel].setChecked(False)
        window.resize(*SIZE)
        for timer in self._canvas.findChildren(QTimer):
            if abs(timer.interval() / 1000 - GLOW_S) < 0.001:
                timer.timeout.disconnect()  # the benchmark lets the cables glow itself, to know when a frame begins

    async def play(self, ended: threading.Event) -> None:
        """Play scene after scene."""
        while not ended.is_set():
            name = self._stage.wanted
            if name is None:
                self._stage.shown.set()
                await asyncio.sleep(0.05)
            else:
                await self._scene(*name.split())

    async def _scene(self, name: str, size: str) -> None:
        self._canvas.zoom.reset() if size == "life-size" else self._canvas.zoom.fit()
        bar = self._canvas.verticalScrollBar()
        bar.setValue(
            bar.maximum() // 2 if name == "pan" else 0
        )  # at an end half of a circle would move nothing
        await asyncio.sleep(1.0)
        self._clock.forget()
        self._clock.frames = Frames()
        self._stage.shown.set()
        if name == "glow":
            await self._glow()
        else:
            await self._drag(name)
        self._stage.frames = asdict(self._clock.frames)

    async def _glow(self) -> None:
        inputs, step, next_frame = list(self._backend.inputs.values()), 0, 0

        def glow() -> None:
            nonlocal next_frame
            next_frame = step + self._canvas.board.glow()

        per_frame = max(1, round(len(inputs) * GLOW_S / LIGHT_S))
        while self._stage.wanted is not None:
            for nth in range(step * per_frame, (step + 1) * per_frame):
                inputs[nth % len(inputs)].inject(bytes((0xB0, 1, nth & 0x7F)))
            step += 1
            if step >= next_frame:
                self._clock.frame(glow)
            await asyncio.sleep(GLOW_S)

    async def _drag(self, name: str) -> None:
        button = Qt.MouseButton.MiddleButton if name == "pan" else Qt.MouseButton.LeftButton
        mouse = Mouse(self._canvas, self._grip(name), button)
        while self._stage.wanted is not None:
            self._clock.frame(mouse.move)
            await asyncio.sleep(FRAME_S)
        mouse.let_go()

    def _grip(self, name: str) -> QPoint:
        if name == "pan":
            return self._canvas.viewport().rect().center()
        end = PortEnd(DEVICES[0])
        grip = self._canvas.place_of(Socket(end, Way.SENDS) if name == "cable" else end)
        assert grip is not None
        return grip


def main() -> None:
    """Serve as the end with the window."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--peer", type=int, required=True)
    arguments = parser.parse_args()
    engine, backend = build(arguments.port, arguments.peer)
    stage = Stage()
    orders = CanvasOrders(backend, engine, stage)
    threading.Thread(target=orders.obey, daemon=True).start()

    async def live(_: EngineApi) -> None:
        window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
        await Show(window, backend, stage).play(orders.ended)
        window.close()

    run_launch(Launch(engine, demo=live, demo_at_once=True))


if __name__ == "__main__":
    main()
