"""Whether a JACK server still takes what we send.

RtMidi never says that the server has gone: lists stay as they were, inputs are silent, and a send waits inside the
library, with the interpreter lock, for room in a ring of 16 384 octets that nobody empties any more. A pulse that we
send to ourselves through the server tells, and counts the rounds in which every ring was emptied.
"""

import threading
from collections.abc import Callable, Collection
from typing import Final

PULSE_EVERY_NS: Final = 10_000_000
REPEAT_NS: Final = 250_000_000
"""A server whose clients were not ready in time goes on without them, and loses what they would have got."""
SILENCE_NS: Final = 2_000_000_000
"""Longer than any period, any stall of a server that loads a plug-in, and the poll of a port list."""
PULSES: Final = 128
"""So many numbers there are for pulses; no two that are under way at once have the same."""
RING_OCTETS: Final = 16_384 - 1
MESSAGE_OVERHEAD_OCTETS: Final = 4


class Pulse:
    """Sends a numbered pulse when the last has come back; `turn` counts those that did.

    One that is lost is sent again under another number, as long as the server may be alive.
    """

    def __init__(self, send: Callable[[int], None], receive: Callable[[], Collection[int]]) -> None:
        self.turn = 0
        self._send = send
        self._receive = receive
        self._number = 0
        self._sent_at = 0
        self._silent_since: int | None = None
        self._next_at = 0
        self._lock = threading.Lock()

    def ask(self, now_ns: int) -> None:
        """Look for the pulse that is under way, and send the next when it is due."""
        with self._lock:
            if self._silent_since is not None:
                self._listen(now_ns)
            if self._silent_since is None and now_ns >= self._next_at:
                self._silent_since = now_ns
                self._next_at = now_ns + PULSE_EVERY_NS
                self._send_one(now_ns)
            elif self._silent_since is not None and now_ns - self._sent_at >= REPEAT_NS:
                self._send_one(now_ns)

    def is_silent(self, now_ns: int) -> bool:
        """Tell whether the server has stopped."""
        since = self._silent_since
        return since is not None and now_ns - since > SILENCE_NS

    def _listen(self, now_ns: int) -> None:
        numbers = self._receive()
        if self._number in numbers:
            self._silent_since = None
            self.turn += 1
        elif numbers:
            self._silent_since = now_ns

    def _send_one(self, now_ns: int) -> None:
        self._number = (self._number + 1) % PULSES
        self._sent_at = now_ns
        self._send(self._number)


class RingRoom:
    """Room in the ring of one output, reckoned from the pulse: never more than is certain.

    A pulse that came back was sent after the one before came back; so all that was written before that is out.
    """

    def __init__(self, pulse: Pulse) -> None:
        self._pulse = pulse
        self._turn = pulse.turn
        self._this_turn = 0
        self._last_turn = 0

    def take(self, octets: int) -> bool:
        """Reserve room for a message; False when it might have to wait."""
        turn = self._pulse.turn
        if turn != self._turn:
            self._last_turn = self._this_turn if turn == self._turn + 1 else 0
            self._this_turn = 0
            self._turn = turn
        octets += MESSAGE_OVERHEAD_OCTETS
        if self._this_turn + self._last_turn + octets > RING_OCTETS:
            return False
        self._this_turn += octets
        return True
