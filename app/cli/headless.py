"""The engine without a window: events as lines on standard output, problems as sentences on standard error."""

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Protocol

from app.cli.letting_in import how_to_let_in
from app.cli.looking_after import looked_after
from app.cli.plain_lines import PlainLines
from app.control.json_lines import JsonLines
from app.control.place import Place
from app.control.server import ControlServer
from app.engine import api
from app.platform.awake import Inhibitor
from app.platform.garbage import settle
from app.platform.streams import is_reader_gone

MONITOR_S = 0.05
"""How often the monitor is read; its ring holds much more than can come in that time."""

MAX_SAID = 256
"""Problems remembered as said: names in them come from the network, and must not fill the memory."""

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""What ends the program cleanly, where the system has it."""


class Lines(Protocol):
    """How events become lines."""

    def line(self, event: api.Event, time: float) -> str | None:
        """Give the line for an event, or None for none."""

    def message_line(self, row: api.MonitorRow, time: float) -> str:
        """Give the line for a message that the monitor heard."""


class Headless:
    """Runs an engine until it is told to stop, and tells what happens."""

    def __init__(
        self, engine: api.EngineApi, lines: Lines, out: IO[str], err: IO[str], ctl: str = "longwire ctl"
    ) -> None:
        """`ctl` is how a command to this program begins."""
        self._engine = engine
        self._lines = lines
        self._out = out
        self._err = err
        self._ctl = ctl
        self._started = time.monotonic()
        self._stop = asyncio.Event()
        self._heard = 0
        self._said: dict[str, None] = {}

    def stop(self) -> None:
        """End `run` soon; harmless when it ended already."""
        self._stop.set()

    async def run(
        self, *, monitor: bool, place: Place | None = None, started: Callable[[], None] = lambda: None
    ) -> None:
        """Start, tell until `stop`, and stop the engine whatever happened. Raises what `start` raises.

        Meanwhile it can be steered at `place`, if there is one. `started` is called once, when the engine runs.
        """
        unsubscribe = self._engine.subscribe(self.tell)
        control = None if place is None else ControlServer(place, self._engine, quit_program=self.stop)
        try:
            await self._engine.start()
            started()
            if control is not None:
                await control.start()
            while not await self._is_stopped(MONITOR_S if monitor else None):
                self._tell_messages()
            if monitor:
                self._tell_messages()
        finally:
            if control is not None:
                await control.stop()
            await self._engine.stop()
            unsubscribe()

    def tell(self, event: api.Event) -> None:
        """Write an event; a problem also goes to standard error, for people."""
        if isinstance(event, api.ProblemRaised):
            self._complain(event)
        line = self._lines.line(event, time.monotonic() - self._started)
        if line is not None:
            self._write(line)

    def _complain(self, event: api.ProblemRaised) -> None:
        """Say a problem once, and again only after it was over."""
        text = event.problem.text()
        if event.cleared:
            self._said.pop(text, None)
        elif text not in self._said:
            print(text, file=self._err, flush=True)
            if event.problem.code == "session.stranger":
                print(how_to_let_in(self._ctl, str(event.problem.params["name"])), file=self._err, flush=True)
            self._said[text] = None
            if len(self._said) > MAX_SAID:
                self._said.pop(next(iter(self._said)))

    def _tell_messages(self) -> None:
        for row in self._engine.monitor(self._heard):
            self._heard = row.number
            self._write(self._lines.message_line(row, time.monotonic() - self._started))

    def _write(self, line: str) -> None:
        try:
            print(line, file=self._out, flush=True)
        except OSError as error:
            if not is_reader_gone(error):
                raise
            # Nobody is left to tell.
            if self._out is sys.stdout:
                sys.stdout = None  # what is left in it would be a fault at the very end, with exit code 120
            self._out = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - lives as long as the program
            self.stop()

    async def _is_stopped(self, seconds: float | None) -> bool:
        try:
            await asyncio.wait_for(self._stop.wait(), seconds)
        except TimeoutError:
            return False
        return True


def run_headless(
    engine: api.EngineApi,
    place: Place | None,
    ctl: str,
    inhibitors: Sequence[Inhibitor] = (),
    *,
    as_json: bool,
    monitor: bool,
    until_eof: bool,
) -> None:
    """Run an engine in this thread until a signal, or the end of standard input, asks it to stop.

    It is steered at `place`, which this program has claimed, by commands that begin with `ctl`. What keeps the computer
    awake is held while something plays.
    """

    async def live() -> None:
        lines: Lines = JsonLines() if as_json else PlainLines()
        headless = Headless(engine, lines, sys.stdout, sys.stderr, ctl)
        with stop_signals(headless.stop):
            if until_eof:
                _watch_input(headless.stop)
            async with looked_after(engine, inhibitors):
                await headless.run(monitor=monitor, place=place, started=settle)

    asyncio.run(live())


@contextmanager
def stop_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` on the running loop for the first signal to end; a second one ends the program at once."""
    loop = asyncio.get_running_loop()
    before = {}

    def handle(number: int, _frame: object) -> None:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        loop.call_soon_threadsafe(stop)

    for name in SIGNALS:
        number = getattr(signal, name, None)
        if number is not None:
            before[number] = signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _watch_input(stop: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()

    def watch() -> None:
        with suppress(OSError):  # a program that was started without standard input is at its end
            while os.read(0, 4096):
                pass
        loop.call_soon_threadsafe(stop)

    threading.Thread(target=watch, name="standard input", daemon=True).start()
