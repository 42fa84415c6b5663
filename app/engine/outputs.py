"""Local outputs as sinks of the MIDI thread: size cap and pacing of each MIDI system (design 3, local outputs)."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from app.engine.orders import Output, OutputFailed, OutputTooLarge, Report
from app.engine.phrases import reason_of
from app.engine.ports import PortBusyError, PortError
from app.engine.ticks import TICKS_PER_MS
from app.engine.transfers import Transfers
from app.media.sysex_queue import Transfer
from app.midi.messages import is_note_on
from app.wire.sysex import SEGMENT_OCTETS

log = logging.getLogger("longwire.midi")

BURST_MS = 8
"""How much may leave at once before pacing begins: a chord with controllers passes untouched."""
BUSY_TICKS = 10 * TICKS_PER_MS
"""A JACK ring that is full is read again with the next period, a few milliseconds from now."""
RETIRE_TICKS = 500 * TICKS_PER_MS
"""Ten times what a JACK ring needs to be read at the longest period in use."""
QUEUE_OCTETS = 4_194_304
"""Four SysEx of the largest size we accept; what comes faster than the port takes it for so long is not music."""


@dataclass(slots=True)
class _Retirement:
    """The end of an output that is about to be closed: not later than `until`; `closed` is to be called then, once."""

    until: int
    closed: Callable[["LocalOutput"], None] | None


class LocalOutput:
    """One open output port. Messages leave in order; what the port cannot take yet waits in a bounded queue."""

    def __init__(
        self,
        port: int,
        output: Output,
        report: Callable[[Report], None],
        touch: Callable[["LocalOutput"], None],
        next_transfer: Callable[[], int],
    ) -> None:
        self.port = port
        self.output = output
        self._report = report
        self._touch = touch
        self._rate = output.octets_per_ms / TICKS_PER_MS
        self._most = max(output.octets_per_ms * BURST_MS, 3.0)
        self._credit = self._most
        self._filled_at = 0
        self._transfers = Transfers(port, next_transfer, report)
        self._queue: deque[tuple[bytes, Transfer | None]] = deque()
        self._queued_octets = 0
        self._failed = False
        self._busy = False
        self._retired: _Retirement | None = None
        self._tried_at = 0
        self.dropped = 0

    def deliver(self, message: bytes, ticks: int) -> Transfer | None:
        """Send now when the port can take it, else in turn."""
        if len(message) > self.output.max_octets:
            self._report(OutputTooLarge(self.port, len(message), self.output.max_octets))
            return Transfer(len(message), ticks, state="refused")
        if self._queue or not self._affordable(message, ticks) or not self._send(message):
            return self._enqueue(message, ticks)
        return None

    def give_up(self, transfer: Transfer) -> None:
        """Make a long SysEx void that waits."""
        self._give_up(transfer)
        self._touch(self)

    def flush(self, now: int) -> None:
        """What can leave has left; say how far the rest is."""
        self._transfers.tell(now)

    def get_timer(self) -> int | None:
        """Give the tick at which the next waiting message can leave, or progress is to be told."""
        if not self._queue:
            return None
        told = self._transfers.get_timer()
        leaves = self._leaves_at() if self._retired is None else self._tried_at + BUSY_TICKS
        return leaves if told is None else min(told, leaves)

    def retire(self, now: int, closed: Callable[["LocalOutput"], None]) -> None:
        """Send what waits, and no new note; `closed` is called when all is out, or after half a second.

        A release must not be lost because the port is busy in this very moment.
        """
        self.hush()
        self._queue = deque(item for item in self._queue if not is_note_on(item[0]))
        self._retired = _Retirement(now + RETIRE_TICKS, closed)
        self._leave(now)
        self._transfers.tell(now)
        self._touch(self)

    def hush(self) -> None:
        """Give up every long SysEx that waits: what is delivered next must not wait for it."""
        for transfer in self._transfers:
            self._give_up(transfer)

    def cancel(self, number: int) -> None:
        """Give up a long SysEx that waits, if it is one of these."""
        transfer = self._transfers.get(number)
        if transfer is not None:
            self._give_up(transfer)
            self._touch(self)

    def handle_timer(self, now: int) -> None:
        """Send the waiting messages that fit by now."""
        if self._retired is not None:
            self._leave(now)
            return
        while self._queue and self._affordable(self._queue[0][0], now):
            if not self._send(self._queue[0][0]):
                break
            message, transfer = self._queue.popleft()
            self._queued_octets -= len(message)
            if transfer is not None:
                transfer.sent, transfer.state = transfer.size, "done"

    def _leave(self, now: int) -> None:
        """Send all that the port takes, whatever the pace; at the end give it back, once."""
        retired = self._retired
        self._tried_at = now
        while self._queue and self._send(self._queue[0][0]):
            self._queue.popleft()
        if retired is None or (self._queue and now < retired.until):
            return
        if self._queue:
            log.warning("output %d: closed with %d messages unsent", self.port, len(self._queue))
        self._queue.clear()
        closed, retired.closed = retired.closed, None
        if closed is not None:
            closed(self)

    def _leaves_at(self) -> int:
        if self._busy:
            return self._filled_at + BUSY_TICKS
        missing = min(len(self._queue[0][0]), self._most) - self._credit
        return self._filled_at + max(1, int(missing / self._rate) + 1)

    def _affordable(self, message: bytes, ticks: int) -> bool:
        if ticks > self._filled_at:
            self._credit = min(self._most, self._credit + (ticks - self._filled_at) * self._rate)
            self._filled_at = ticks
        # A message longer than the burst leaves when the bucket is full, and puts it into debt.
        return self._credit >= min(len(message), self._most)

    def _enqueue(self, message: bytes, ticks: int) -> Transfer | None:
        transfer = Transfer(len(message), ticks) if len(message) > SEGMENT_OCTETS else None
        if transfer is not None:
            self._transfers.add(transfer)
        if self._queued_octets + len(message) > QUEUE_OCTETS:
            self.dropped += 1
            if transfer is not None:
                transfer.state = "refused"
        else:
            self._queue.append((message, transfer))
            self._queued_octets += len(message)
        self._touch(self)
        return transfer

    def _give_up(self, transfer: Transfer) -> None:
        for index, (message, each) in enumerate(self._queue):
            if each is transfer:
                del self._queue[index]
                self._queued_octets -= len(message)
                transfer.state = "cancelled"
                return

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
