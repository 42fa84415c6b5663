"""Telling the engine how far long SysEx are: not the short ones, not too often, and always the end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from app.engine.orders import Report, SysexMoved
from app.engine.ticks import TICKS_PER_SECOND
from app.media.sysex_queue import Transfer

TELL_AFTER_TICKS = TICKS_PER_SECOND // 5
"""What is over in a fifth of a second needs no progress bar."""
TELL_EVERY_TICKS = TICKS_PER_SECOND // 4


@dataclass(slots=True)
class _Told:
    transfer: Transfer
    at: int | None = None


@dataclass(slots=True)
class Transfers:
    """The long SysEx towards one destination that have not ended, each by a number of its own."""

    destination: int
    next_number: Callable[[], int]
    report: Callable[[Report], None]
    _all: dict[int, _Told] = field(default_factory=dict)

    def add(self, transfer: Transfer) -> None:
        """Follow one from now on."""
        self._all[self.next_number()] = _Told(transfer)

    def get(self, number: int) -> Transfer | None:
        """Find one that has not ended."""
        told = self._all.get(number)
        return None if told is None else told.transfer

    def tell(self, now: int) -> None:
        """Report what moved on since the last time, and what has ended or was refused."""
        for number, told in list(self._all.items()):
            transfer = told.transfer
            if transfer.ended:
                del self._all[number]
                if told.at is not None or transfer.state != "done":
                    self._report(number, transfer)
            elif now >= _due(told):
                told.at = now
                self._report(number, transfer)

    def get_timer(self) -> int | None:
        """Tell when there will be something to report."""
        return min((_due(told) for told in self._all.values()), default=None)

    def __iter__(self) -> Iterator[Transfer]:
        return (told.transfer for told in list(self._all.values()))

    def _report(self, number: int, transfer: Transfer) -> None:
        self.report(SysexMoved(self.destination, number, transfer.size, transfer.sent, transfer.state))


def _due(told: _Told) -> int:
    return told.transfer.since + TELL_AFTER_TICKS if told.at is None else told.at + TELL_EVERY_TICKS
