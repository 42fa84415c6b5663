"""The windowed program on a fake engine, for tests of its start and its end: `fake_program.py FOLDER [--demo]`.

With `--quit` the system ends Qt's loop, as on logging out; with `--fail` the engine cannot be started.
"""

import asyncio
import logging
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.engine.api import EngineApi
from app.ui.application import Launch, run_launch
from tests.support.fake_engine import FakeEngine


class SpokenEngine(FakeEngine):
    """Says on standard output when it is started and stopped."""

    async def start(self) -> None:
        if "--fail" in sys.argv:
            raise ValueError("no engine today")
        loop = asyncio.get_running_loop()
        if "--quit" in sys.argv:
            loop.call_later(0.5, self.end_loop, loop)
        self.add_session("Studio")
        await super().start()
        loop.call_later(0.2, lambda: print("started", flush=True))

    def end_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """End Qt's loop as the system does, and have as the engine does something to do on the loop that runs."""
        QCoreApplication.exit()
        loop.call_soon(self.tick)

    def tick(self) -> None:
        """Say whether a loop runs."""
        print("ticked" if asyncio._get_running_loop() else "between two loops", flush=True)

    async def stop(self) -> None:
        await asyncio.sleep(0.05)
        print("stopped", flush=True)
        await super().stop()


async def demo(_engine: EngineApi) -> None:
    """Play until cancelled."""
    print("demo", flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        print("demo ended", flush=True)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    folder = Path(sys.argv[1])
    at_once = "--demo" in sys.argv
    sys.exit(run_launch(Launch(SpokenEngine(), folder, demo, at_once, picture=folder / "window.png")))
