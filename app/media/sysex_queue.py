"""Long SysEx on their way to one participant: cut in segments, paced, and what may not overtake them.

Between the segments of a SysEx only real-time messages may go out (RFC 6295 3.2, wire sheet 4.3). So once a long one
has begun, every other message of that cable waits for its end, as on a MIDI cable; the pace is chosen so that this
is short. Real-time messages never come here.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from app.midi.messages import SYSEX_END
from app.wire.sysex import CANCEL, SEGMENT_OCTETS, cut

TICKS_PER_S: Final = 10_000

OCTETS_PER_S: Final = 125_000
"""A megabit per second, one segment each 2 ms: no computer's buffers overflow, and 4 kB stop the notes for 33 ms.

Who feeds a MIDI cable and needs less says so by RL (session sheet 2.4).
"""

SLOWEST_OCTETS_PER_S: Final = 312
"""A tenth of a MIDI cable: a smaller limit is a mistake, or meant to make us keep what we should send."""

BITS_PER_OCTET: Final = 10
"""On a MIDI cable, with start and stop bit; that is what RL counts (session sheet 2.4)."""

BURST_OCTETS: Final = 4 * SEGMENT_OCTETS
"""What may leave at once: a kilobyte is there before anybody notices. A single segment where RL limits us."""

QUEUE_OCTETS: Final = 4_194_304
QUEUE_MESSAGES: Final = 4096
"""Four dumps of the largest size, or some seconds of dense music behind one."""

State: TypeAlias = Literal["waiting", "sending", "done", "cancelled", "refused"]


@dataclass(slots=True)
class Transfer:
    """How far one long SysEx is. Sizes in octets with F0 and F7; `since` is the tick at which it was given."""

    size: int
    since: int
    sent: int = 0
    state: State = "waiting"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state not in ("waiting", "sending")


class SysexQueue:
    """A FIFO of one cable. While `is_open`, all messages but real-time go through it. Times in ticks."""

    def __init__(self) -> None:
        self.is_open = False
        self._waiting: deque[tuple[bytes, Transfer | None]] = deque()
        self._octets = 0
        self._segments: Iterator[bytes] = iter(())
        self._next: bytes | None = None
        self._current: Transfer | None = None
        self._per_tick = OCTETS_PER_S / TICKS_PER_S
        self._burst = BURST_OCTETS
        self._credit = float(BURST_OCTETS)
        self._filled_at = 0

    @property
    def octets_per_s(self) -> int:
        """How fast long messages may leave."""
        return round(self._per_tick * TICKS_PER_S)

    def limit(self, bits_per_second: int) -> None:
        """Stay below what the participant asked for by RL; 0 takes the limit away."""
        asked = bits_per_second // BITS_PER_OCTET or OCTETS_PER_S
        rate = min(max(asked, SLOWEST_OCTETS_PER_S), OCTETS_PER_S)
        self._per_tick = rate / TICKS_PER_S
        self._burst = BURST_OCTETS if rate == OCTETS_PER_S else SEGMENT_OCTETS
        self._credit = min(self._credit, float(self._burst))

    def put(self, message: bytes, now: int) -> Transfer | None:
        """Take a whole message; a long SysEx gets a Transfer, which is `refused` at once when there is no room.

        When short messages find no room, what they wait for is given up: music is worth more than a dump.
        """
        transfer = Transfer(len(message), now) if len(message) > SEGMENT_OCTETS else None
        if self._octets + len(message) > QUEUE_OCTETS or len(self._waiting) >= QUEUE_MESSAGES:
            if transfer is not None:
                transfer.state = "refused"
                return transfer
            self.cut()
        self._waiting.append((message, transfer))
        self._octets += len(message)
        self.is_open = True
        return transfer

    def take(self, now: int) -> list[bytes]:
        """Give what may leave now: whole messages, and segments of the one long SysEx that is on its way."""
        self._refill(now)
        leaving: list[bytes] = []
        while self.is_open:
            if self._next is not None:
                if self._credit < len(self._next):
                    break
                leaving.append(self._leave(self._next))
            elif self._waiting:
                self._next_message(leaving)
            else:
                self.is_open = False
        return leaving

    def get_timer(self) -> int | None:
        """Tell when the next segment may leave; None when nothing waits."""
        if self._next is None:
            return self._filled_at if self.is_open else None
        missing = len(self._next) - self._credit
        return self._filled_at + max(0, int(missing / self._per_tick) + 1)

    def spend(self, octets: int) -> None:
        """Count what real-time messages took of the limit."""
        self._credit -= octets

    def cancel(self, transfer: Transfer) -> None:
        """Give one up: what has begun is voided by F7 F4, what waits is dropped. An ended one stays as it is."""
        if transfer is self._current:
            self._void()
            return
        for index, (message, each) in enumerate(self._waiting):
            if each is transfer:
                del self._waiting[index]
                self._octets -= len(message)
                transfer.state = "cancelled"
                return

    def cut(self) -> None:
        """Give up every long SysEx, so that all other messages can leave at once."""
        self._void()
        for _, transfer in self._waiting:
            if transfer is not None:
                transfer.state = "cancelled"
        self._waiting = deque(each for each in self._waiting if each[1] is None)
        self._octets = sum(len(message) for message, _ in self._waiting)

    def _next_message(self, leaving: list[bytes]) -> None:
        message, transfer = self._waiting.popleft()
        self._octets -= len(message)
        if transfer is None:
            self._credit -= len(message)
            leaving.append(message)
            return
        self._current, transfer.state = transfer, "sending"
        self._segments = cut(message)
        self._next = next(self._segments)

    def _leave(self, segment: bytes) -> bytes:
        self._next = next(self._segments, None)
        self._credit -= len(segment)
        transfer = self._current
        if transfer is not None:
            transfer.sent = min(transfer.sent + len(segment) - 2, transfer.size)
            if segment[-1] == SYSEX_END:
                transfer.sent, transfer.state, self._current = transfer.size, "done", None
        return segment

    def _void(self) -> None:
        transfer, self._current = self._current, None
        if transfer is None:
            return
        transfer.state = "cancelled"
        self._segments, self._next = iter(()), None
        if transfer.sent:
            self._next = CANCEL
            self._credit = max(self._credit, float(len(CANCEL)))

    def _refill(self, now: int) -> None:
        if now > self._filled_at:
            earned = (now - self._filled_at) * self._per_tick
            self._credit = min(self._credit + earned, float(self._burst))
            self._filled_at = now
