"""A SysEx file on its way inside the MIDI thread: one message after the other, each when the last has left."""

from collections.abc import Callable

from app.engine.phrases import Phrase, Reason
from app.engine.play_orders import DumpMoved, SendDump
from app.engine.router import Router
from app.engine.ticks import TICKS_PER_SECOND
from app.media.sysex_queue import Transfer

LOOK_TICKS = TICKS_PER_SECOND // 200
"""How often a long message is looked at; at our pace a segment leaves each 2 ms."""
TELL_EVERY_TICKS = TICKS_PER_SECOND // 10


class DumpSender:
    """Sends the messages of one order and tells how far it is."""

    def __init__(
        self, order: SendDump, router: Router, report: Callable[[DumpMoved], None], now: int
    ) -> None:
        self.over = False
        self._order = order
        self._router = router
        self._report = report
        self._next = 0
        self._octets = 0
        self._current: list[tuple[int, Transfer]] = []
        self._due = now
        self._tell_at = now

    def flush(self, now: int) -> None:
        """Nothing is collected."""

    def get_timer(self) -> int | None:
        """Give the tick at which something can go on."""
        return None if self.over else self._due

    def handle_timer(self, now: int) -> None:
        """Look how the message on its way is doing, or send the next."""
        if self.over:
            return
        if self._current:
            self._look(now)
        elif self._next == len(self._order.messages):
            self._end("done")
        else:
            self._send(now)
        if not self.over and now >= self._tell_at:
            self._tell_at = now + TELL_EVERY_TICKS
            self._tell("sending")

    def cancel(self, now: int) -> None:
        """Send no more, and make void what is on its way."""
        for destination, transfer in self._current:
            self._router.give_up(destination, transfer)
        self._end("cancelled")

    def _send(self, now: int) -> None:
        order, message = self._order, self._order.messages[self._next]
        there = [each for each in order.destinations if self._router.has_sink(each)]
        if not there:
            self._end("failed", Phrase("sysex.nowhere"))
            return
        delivered = [(each, self._router.play_into(each, order.source, message, now)) for each in there]
        self._current = [(each, transfer) for each, transfer in delivered if transfer is not None]
        self._due = now + LOOK_TICKS
        if not self._current:
            self._left(now)

    def _look(self, now: int) -> None:
        states = {transfer.state for _, transfer in self._current}
        size = len(self._order.messages[self._next])
        if "refused" in states:
            self.cancel_rest()
            self._end("failed", Phrase("sysex.not_taken", {"size": size}))
        elif states == {"cancelled"}:
            self._end("cancelled")
        elif all(transfer.ended for _, transfer in self._current):
            self._left(now)
        else:
            self._due = now + LOOK_TICKS

    def cancel_rest(self) -> None:
        """Make void what is on its way to the other destinations."""
        for destination, transfer in self._current:
            if not transfer.ended:
                self._router.give_up(destination, transfer)

    def _left(self, now: int) -> None:
        size = len(self._order.messages[self._next])
        self._octets += size
        self._next += 1
        self._current = []
        last = self._next == len(self._order.messages)
        rest = 0 if last else self._order.gap_ticks + round(size * self._order.ticks_per_octet)
        self._due = now + max(1, rest)

    def _end(self, state: str, reason: Reason | None = None) -> None:
        self.over = True
        self._tell(state, reason)

    def _tell(self, state: str, reason: Reason | None = None) -> None:
        begun = min((transfer.sent for _, transfer in self._current), default=0)
        sent = self._octets + begun
        self._report(DumpMoved(self._order.sending, self._next, sent, state, reason))  # type: ignore[arg-type]
