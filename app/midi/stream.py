"""A MIDI byte stream, cut anywhere, to whole messages."""

import re
from typing import Final

from app.midi.messages import LENGTHS, SYSEX, SYSEX_END, SYSEX_LIMIT_OCTETS, TIMING_CLOCK, UNDEFINED

_STATUS: Final = re.compile(rb"[\x80-\xff]")

# What the next data octet belongs to when it belongs to no status octet.
_NOTHING: Final = 0  # no status yet, or running status was cleared: data is stray
_SKIPPED: Final = 1  # the rest of something that has been counted as dropped already


class ByteParser:
    """Whole messages from a byte stream (MIDI 1.0): running status resolved, real-time octets taken out.

    A real-time octet inside another message comes out before that message. `dropped` counts what was thrown
    away: a message cut short, an aborted or too long SysEx, data without status, a lone F7, undefined octets.
    """

    def __init__(self, limit: int = SYSEX_LIMIT_OCTETS) -> None:
        self.dropped = 0
        self._limit = limit
        self._status = _NOTHING
        self._pending = bytearray()

    def feed(self, octets: bytes) -> list[bytes]:
        """Give the messages that these octets complete, in order; never raises."""
        if octets and not self._pending and self._is_whole_channel_message(octets):
            self._status = octets[0]
            return [octets]
        messages: list[bytes] = []
        position = 0
        for found in _STATUS.finditer(octets):
            at = found.start()
            if at > position:
                self._take_data(octets[position:at], messages)
            self._take_status(octets[at], messages)
            position = at + 1
        if position < len(octets):
            self._take_data(octets[position:], messages)
        return messages

    def reset(self) -> None:
        """Forget running status and whatever is unfinished, as after a cable was pulled."""
        self._drop_pending()
        self._status = _NOTHING

    @staticmethod
    def _is_whole_channel_message(octets: bytes) -> bool:
        status = octets[0]
        return status < SYSEX and len(octets) == LENGTHS[status] and octets[1:].isascii()

    def _take_status(self, status: int, messages: list[bytes]) -> None:
        if status >= TIMING_CLOCK:
            self._take_realtime(status, messages)
        elif status == SYSEX_END:
            self._end_sysex(messages)
        else:
            self._begin(status, messages)

    def _take_realtime(self, status: int, messages: list[bytes]) -> None:
        if status in UNDEFINED:
            self.dropped += 1
        else:
            messages.append(bytes((status,)))

    def _end_sysex(self, messages: list[bytes]) -> None:
        if self._status == SYSEX:
            self._pending.append(SYSEX_END)
            messages.append(bytes(self._pending))
            self._pending.clear()
        elif self._status != _SKIPPED:
            self._drop_pending()
            self.dropped += 1
        self._status = _NOTHING

    def _begin(self, status: int, messages: list[bytes]) -> None:
        self._drop_pending()
        if status in UNDEFINED:
            self.dropped += 1
            self._status = _SKIPPED
        elif LENGTHS[status] == 1:
            messages.append(bytes((status,)))
            self._status = _NOTHING
        else:
            self._status = status
            self._pending.append(status)

    def _take_data(self, run: bytes, messages: list[bytes]) -> None:
        if self._status == SYSEX:
            self._take_sysex_data(run)
        elif self._status == _NOTHING:
            self._take_stray()
        elif self._status != _SKIPPED:
            self._take_message_data(run, messages)

    def _take_stray(self) -> None:
        self.dropped += 1
        self._status = _SKIPPED

    def _take_sysex_data(self, run: bytes) -> None:
        if len(self._pending) + len(run) + 1 > self._limit:
            self._drop_pending()
            self._status = _SKIPPED
        else:
            self._pending += run

    def _take_message_data(self, run: bytes, messages: list[bytes]) -> None:
        length = LENGTHS[self._status] or 0
        for octet in run:
            if self._status == _NOTHING:  # a System Common message is complete and leaves no running status
                self._take_stray()
                return
            self._pending = self._pending or bytearray((self._status,))
            self._pending.append(octet)
            if len(self._pending) == length:
                messages.append(bytes(self._pending))
                self._pending.clear()
                self._status = self._status if self._status < SYSEX else _NOTHING

    def _drop_pending(self) -> None:
        if self._pending:
            self.dropped += 1
            self._pending.clear()
