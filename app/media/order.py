"""The order of RTP packets on arrival (wire sheet 10.1): next, after a loss, late, twice, or far off."""

from enum import Enum
from typing import Final, NamedTuple

from app.wire.serial import distance16

MAX_DROPOUT: Final = 3000
"""More packets missing than this is no loss but another numbering (RFC 3550 A.1)."""

MAX_MISORDER: Final = 100
"""A packet older than this is not late but from another numbering (RFC 3550 A.1)."""

_SEEN_MASK: Final = (1 << (MAX_MISORDER + 1)) - 1


class Place(Enum):
    """Where a packet stands in its stream."""

    FIRST = "first"
    NEXT = "next"
    AFTER_LOSS = "after loss"
    LATE = "late"
    DUPLICATE = "duplicate"
    DOUBTFUL = "doubtful"
    RESTART = "restart"


class Arrival(NamedTuple):
    """A judged packet: its extended number and how many packets before it are missing."""

    place: Place
    extended: int
    missing: int = 0


class PacketOrder:
    """Extended sequence numbers of one stream. `judge` places a packet, `accept` counts it as received."""

    def __init__(self) -> None:
        self.highest: int | None = None
        self._seen = 0
        self._doubtful: int | None = None

    def judge(self, sequence: int) -> Arrival:
        """Place a 16-bit sequence number; a second packet in a row of a far numbering is its RESTART."""
        highest = self.highest
        if highest is None:
            return Arrival(Place.FIRST, sequence)
        missing = distance16(sequence, highest + 1)
        if missing == 0:
            return Arrival(Place.NEXT, highest + 1)
        if -MAX_MISORDER <= missing <= MAX_DROPOUT:
            if missing > 0:
                return Arrival(Place.AFTER_LOSS, highest + 1 + missing, missing)
            return Arrival(self._twice_or_late(-1 - missing), highest + 1 + missing)
        if sequence == self._doubtful:
            return Arrival(Place.RESTART, sequence)
        self._doubtful = (sequence + 1) & 0xFFFF
        return Arrival(Place.DOUBTFUL, highest + 1 + missing)

    def accept(self, arrival: Arrival) -> None:
        """Count a packet as received that is FIRST, NEXT, AFTER_LOSS or RESTART."""
        self._seen = ((self._seen << (arrival.missing + 1)) | 1) & _SEEN_MASK
        if arrival.place in (Place.FIRST, Place.RESTART):
            self._seen = 1
        self.highest = arrival.extended
        self._doubtful = None

    def accept_late(self, arrival: Arrival) -> None:
        """Remember a LATE packet, so that a second copy of it is a DUPLICATE."""
        assert self.highest is not None
        self._seen |= 1 << (self.highest - arrival.extended)

    def _twice_or_late(self, age: int) -> Place:
        return Place.DUPLICATE if self._seen >> age & 1 else Place.LATE
