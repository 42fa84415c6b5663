"""What goes out to one participant or peer of a link: the messages of a turn, and long SysEx at their pace."""

from collections.abc import Callable

from app.engine.transfers import Transfers
from app.media.sender import RtpSender
from app.media.sysex_queue import SysexQueue, Transfer
from app.midi.messages import is_realtime
from app.wire.sysex import SEGMENT_OCTETS

HELD_MESSAGES = 256
"""Played before the first clock exchange is over; a few milliseconds of music."""


class Outgoing:
    """A sink of the router; what is delivered leaves with the next `datagrams`. Belongs to the MIDI thread."""

    def __init__(self, sender: RtpSender, transfers: Transfers, touch: Callable[[], None]) -> None:
        self.sender = sender
        self.messages = 0
        self._transfers = transfers
        self._touch = touch
        self._batch: list[tuple[int, bytes]] = []
        self._queue = SysexQueue()

    def deliver(self, message: bytes, ticks: int) -> Transfer | None:
        """Take one message for the next packet, or behind the long SysEx that is on its way."""
        if not self._batch:
            self._touch()
        if (self._queue.is_open and not is_realtime(message[0])) or len(message) > SEGMENT_OCTETS:
            transfer = self._queue.put(message, ticks)
            if transfer is not None:
                self._transfers.add(transfer)
            return transfer
        self._batch.append((ticks, message))
        return None

    def give_up(self, transfer: Transfer) -> None:
        """Make a long SysEx void."""
        self._queue.cancel(transfer)
        self._touch()

    def datagrams(self, now: int) -> list[bytes]:
        """Pack what may leave now, in as few packets as possible."""
        if self._queue.is_open:
            self._take_from_queue(now)
        if not self._batch:
            return []
        batch, self._batch = self._batch, []
        self.messages += len(batch)
        return self.sender.packets(batch, now)

    def hold(self) -> None:
        """Nothing may leave yet: keep what is newest."""
        del self._batch[:-HELD_MESSAGES]

    def get_timer(self) -> int | None:
        """Tell when the next segment may leave, or progress is to be told."""
        due = (self._queue.get_timer(), self._transfers.get_timer())
        return min((each for each in due if each is not None), default=None)

    @property
    def sysex_octets_per_s(self) -> int:
        """How fast long SysEx may leave; any thread may ask."""
        return self._queue.octets_per_s

    def limit(self, bits_per_second: int) -> None:
        """Send SysEx no faster than the peer asked for by RL."""
        self._queue.limit(bits_per_second)

    def cancel(self, number: int) -> bool:
        """Give up a long SysEx; False when it is none of these."""
        transfer = self._transfers.get(number)
        if transfer is None:
            return False
        self._queue.cancel(transfer)
        self._touch()
        return True

    def cut(self) -> None:
        """Give up every long SysEx: what is delivered next must not wait."""
        self._queue.cut()
        if self._queue.is_open:
            self._touch()

    def end(self, now: int) -> None:
        """Nothing will be sent any more: tell so of what was on its way."""
        self._queue.cut()
        self._transfers.tell(now)

    def _take_from_queue(self, now: int) -> None:
        queue = self._queue
        queue.spend(sum(len(message) for _, message in self._batch))
        self._batch += [(now, piece) for piece in queue.take(now)]
        self._transfers.tell(now)
