"""Reports on their way from the MIDI thread to the engine's loop: bounded, with one wake-up pending."""

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable

from app.engine.orders import PacketArrived, Report

log = logging.getLogger("longwire.net")

INBOX_REPORTS = 1024
"""A flood of session packets must neither grow without end nor keep the loop from the window (design 3)."""


class Inbox:
    """`put` may be called from any thread and never blocks; `deliver` is called on the loop."""

    def __init__(self, deliver: Callable[[Report], None], settle: Callable[[], None] = lambda: None) -> None:
        """`settle` is called when all that had arrived is delivered: what many reports need may be done once."""
        self._deliver = deliver
        self._settle = settle
        self.delivering = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._reports: deque[Report] = deque()
        self._lock = threading.Lock()
        self._pending = False
        self.overflow = 0

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Say which loop delivers."""
        self._loop = loop

    def detach(self) -> None:
        """Deliver what is there, and nothing by itself from now on."""
        self._loop = None
        self.drain()

    def put(self, report: Report) -> None:
        """Queue a report. Packets of strangers are dropped when the inbox is full; what streams tell never is."""
        with self._lock:
            if isinstance(report, PacketArrived) and len(self._reports) >= INBOX_REPORTS:
                self.overflow += 1
                return
            self._reports.append(report)
            wake, self._pending = not self._pending, True
            loop = self._loop
        if wake and loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self.drain)

    def drain(self) -> None:
        """Deliver all that has arrived."""
        with self._lock:
            reports, self._reports = self._reports, deque()
            self._pending = False
        self.delivering = True
        for report in reports:
            try:
                self._deliver(report)
            except Exception:  # the boundary to the loop: one faulty report must not take the others with it
                log.exception("a fault while taking %s", type(report).__name__)
        self.delivering = False
        self._settle()
