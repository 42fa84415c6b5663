"""The windowed program on a fake engine, for tests of its start and its end: `fake_program.py FOLDER [--demo]`.

With `--quit` the system ends Qt's loop, as on logging out; with `--fail` the engine cannot be started.
"""

import asyncio
import logging
import signal
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
        if "--quit" in sys.argv:
            asyncio.get_running_loop().call_later(0.5, QCoreApplication.exit)
        self.add_session("Studio")
        await super().start()
        self.tick(asyncio.get_running_loop())
        asyncio.get_running_loop().call_later(0.2, lambda: print("started", flush=True))

    def tick(self, loop: asyncio.AbstractEventLoop) -> None:
        """Do as the engine does until it is stopped: start work on the loop that runs."""
        if self.stopped:
            return
        if asyncio._get_running_loop() is None:
            print("between two loops", flush=True)
        loop.call_later(0.001, self.tick, loop)

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
    if hasattr(signal, "SIGHUP"):
        # Whoever runs the tests may have started them with `nohup`, which the program would heed.
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    folder = Path(sys.argv[1])
    at_once = "--demo" in sys.argv
    sys.exit(run_launch(Launch(SpokenEngine(), folder, demo, at_once, picture=folder / "window.png")))
