"""Local outputs as sinks of the MIDI thread: size cap and pacing of each MIDI system (design 3, local outputs)."""

import logging
from collections import deque
from collections.abc import Callable

from app.engine.orders import Output, OutputFailed, OutputTooLarge, Report
from app.engine.phrases import reason_of
from app.engine.ports import PortBusyError, PortError
from app.engine.ticks import TICKS_PER_SECOND

log = logging.getLogger("longwire.midi")

TICKS_PER_MS = TICKS_PER_SECOND // 1000
BURST_MS = 8
"""How much may leave at once before pacing begins: a chord with controllers passes untouched."""
BUSY_TICKS = 10 * TICKS_PER_MS
"""A JACK ring that is full is read again with the next period, a few milliseconds from now."""
QUEUE_OCTETS = 4_194_304
"""Four SysEx of the largest size we accept; what comes faster than the port takes it for so long is not music."""


class LocalOutput:
    """One open output port. Messages leave in order; what the port cannot take yet waits in a bounded queue."""

    def __init__(
        self,
        port: int,
        output: Output,
        report: Callable[[Report], None],
        touch: Callable[["LocalOutput"], None],
    ) -> None:
        self.port = port
        self.output = output
        self._report = report
        self._touch = touch
        self._rate = output.octets_per_ms / TICKS_PER_MS
        self._most = max(output.octets_per_ms * BURST_MS, 3.0)
        self._credit = self._most
        self._filled_at = 0
        self._queue: deque[bytes] = deque()
        self._queued_octets = 0
        self._failed = False
        self._busy = False
        self.dropped = 0

    def deliver(self, message: bytes, ticks: int) -> None:
        """Send now when the port can take it, else in turn."""
        if len(message) > self.output.max_octets:
            self._report(OutputTooLarge(self.port, len(message), self.output.max_octets))
        elif self._queue or not self._affordable(message, ticks) or not self._send(message):
            self._enqueue(message)

    def flush(self, now: int) -> None:
        """Nothing is collected: what can leave has left."""

    def get_timer(self) -> int | None:
        """Give the tick at which the next waiting message can leave."""
        if not self._queue:
            return None
        if self._busy:
            return self._filled_at + BUSY_TICKS
        missing = min(len(self._queue[0]), self._most) - self._credit
        return self._filled_at + max(1, int(missing / self._rate) + 1)

    def drain(self) -> None:
        """Send what waits at once: the port is about to be closed, and a release must not be lost."""
        while self._queue and self._send(self._queue[0]):
            self._queue.popleft()

    def handle_timer(self, now: int) -> None:
        """Send the waiting messages that fit by now."""
        while self._queue and self._affordable(self._queue[0], now):
            if not self._send(self._queue[0]):
                break
            self._queued_octets -= len(self._queue.popleft())

    def _affordable(self, message: bytes, ticks: int) -> bool:
        if ticks > self._filled_at:
            self._credit = min(self._most, self._credit + (ticks - self._filled_at) * self._rate)
            self._filled_at = ticks
        # A message longer than the burst leaves when the bucket is full, and puts it into debt.
        return self._credit >= min(len(message), self._most)

    def _enqueue(self, message: bytes) -> None:
        if self._queued_octets + len(message) > QUEUE_OCTETS:
            self.dropped += 1
            return
        self._queue.append(message)
        self._queued_octets += len(message)
        self._touch(self)

    def _send(self, message: bytes) -> bool:
        """Send; False when the port is busy and the message must wait."""
        try:
            self.output.send(message)
        except PortBusyError:
            self._busy = True
            return False
        except PortError as error:
            if not self._failed:
                log.warning("output %d: %s", self.port, error)
                self._report(OutputFailed(self.port, reason_of(error)))
            self._failed = True
        else:
            self._failed = False
            self._credit -= len(message)
        self._busy = False
        return True
