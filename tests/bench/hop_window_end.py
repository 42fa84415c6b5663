"""The window of one end of the hop benchmark: idle, or repainting while a cable is dragged about."""

import asyncio
import math

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.engine.api import EngineApi
from app.engine.engine import Engine
from app.model.endpoints import PortEnd
from app.ui.actions import ActionId
from app.ui.application import Launch, run_launch
from app.ui.canvas.elements import Socket, Way
from app.ui.canvas.view import PatchCanvas
from app.ui.main_window import MainWindow
from tests.bench.hop_end import Orders

FRAME_S = 1 / 60
LOOK_S = 0.05


def serve(engine: Engine, orders: Orders, kind: str) -> None:
    """Show the real window on the engine until the orders end: `idle`, `busy` dragging, or with the `monitor` open."""
    busy = kind == "busy"

    async def live(_: EngineApi) -> None:
        window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
        canvas = window.findChild(PatchCanvas)
        window.actions_by_id[ActionId.MONITOR].setChecked(kind == "monitor")
        window.actions_by_id[ActionId.KEYBOARD].setChecked(kind != "monitor")
        drag = Drag(canvas) if busy else None
        orders.loop = asyncio.get_running_loop()
        while not orders.ended.is_set():
            if drag is not None:
                drag.move()
            await asyncio.sleep(FRAME_S if busy else LOOK_S)
        window.close()

    run_launch(Launch(engine, demo=live, demo_at_once=True))


class Drag:
    """Drags a cable from a port in circles over the canvas, and has the whole canvas painted each frame."""

    def __init__(self, canvas: PatchCanvas) -> None:
        self._canvas = canvas
        self._frame = 0

    def move(self) -> None:
        """Show one frame."""
        viewport = self._canvas.viewport()
        if self._frame == 0:
            grip = self._canvas.place_of(Socket(PortEnd("Keys"), Way.SENDS))
            assert grip is not None
            self._mouse(QEvent.Type.MouseButtonPress, QPointF(grip))
        angle = self._frame / 20
        width, height = viewport.width(), viewport.height()
        at = QPointF(width * (0.5 + 0.3 * math.cos(angle)), height * (0.5 + 0.3 * math.sin(angle)))
        self._mouse(QEvent.Type.MouseMove, at)
        viewport.update()
        self._frame += 1

    def _mouse(self, kind: QEvent.Type, at: QPointF) -> None:
        viewport, button = self._canvas.viewport(), Qt.MouseButton.LeftButton
        where = QPointF(viewport.mapToGlobal(at))
        event = QMouseEvent(kind, at, where, button, button, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(viewport, event)
