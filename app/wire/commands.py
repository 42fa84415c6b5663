"""The MIDI command section of an RTP-MIDI payload (RFC 6295 3, wire sheet 2-4).

Both ways are gone once per packet in the MIDI thread: octets are handled by slices and tables, not singly.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

from app.midi.messages import LENGTHS
from app.wire.errors import WireError
from app.wire.sysex import CANCEL

Element: TypeAlias = tuple[int, bytes]
"""Ticks after the RTP timestamp (modulo 2^32), and a whole message or a SysEx segment, head and tail kept."""

LIST_OCTETS: Final = 0xFFF
"""What the 12-bit LEN can say."""
LONGEST_DELTA_TICKS: Final = 0x0FFF_FFFF

_LONG: Final = 0x80
_JOURNAL: Final = 0x40
_DELTA_FIRST: Final = 0x20
_PHANTOM: Final = 0x10
_DELTA_OCTETS_READ: Final = 5  # one more than legal: macOS writes steps back in time so (wire sheet 12)
_MODULO_32: Final = 0xFFFF_FFFF

_SIZES: Final = tuple(size or 0 for size in LENGTHS)
_REALTIME: Final = bytes(range(0xF8, 0x100))
_END_MARK: Final = re.compile(rb"[\x80-\xf7]")
_TAILS: Final = {0xF0: b"\xf0\xf5\xf7", 0xF7: b"\xf0\xf4\xf5\xf7", 0xF4: b"\xf7", 0xF5: b"\xf7"}


class Section(NamedTuple):
    """A command section. `journal` is None when there is none; `journal_missing` when one was announced only.

    `phantom` (P) says that the source used running status for the first channel message. A tuple for speed.
    """

    elements: list[Element]
    journal: bytes | None = None
    phantom: bool = False
    journal_missing: bool = False


def decode_section(payload: bytes) -> Section:
    """Read a payload: running status resolved, undefined F4/F5/F9/FD kept; WireError when malformed."""
    if not payload:
        raise WireError("command section: no header")
    flags = payload[0]
    start = 1
    length = flags & 0x0F
    if flags & _LONG:
        if len(payload) < 2:
            raise WireError("command section: the long header is cut short")
        start = 2
        length = length << 8 | payload[1]
    end = start + length
    if end > len(payload):
        raise WireError(f"command section: LEN is {length}, {len(payload) - start} octets follow")
    message = payload[start:end]
    if length and _SIZES[message[0]] == length and not flags & _DELTA_FIRST and message[1:].isascii():
        elements = [(0, message)]  # by far the most frequent list: one message
    else:
        elements = _decode_list(payload, start, end, bool(flags & _DELTA_FIRST))
    if not flags & (_JOURNAL | _PHANTOM):
        return Section(elements)
    journal = payload[end:] if flags & _JOURNAL else None
    return Section(elements, journal or None, bool(flags & _PHANTOM), journal == b"")


def encode_section(
    elements: Sequence[Element], journal: bytes | None = None, *, phantom: bool = False
) -> bytes:
    """Write a payload without running status; ticks that step back are written as no step.

    WireError when the list is longer than 4095 octets or a step longer than 0x0FFFFFFF ticks.
    """
    octets, delta_first = _encode_list(elements)
    length = len(octets)
    flags = _JOURNAL if journal else 0
    if delta_first:
        flags |= _DELTA_FIRST
    if phantom and length:
        flags |= _PHANTOM
    if length <= 0x0F:
        header = bytes((flags | length,))
    elif length <= LIST_OCTETS:
        header = bytes((flags | _LONG | length >> 8, length & 0xFF))
    else:
        raise WireError(f"command list of {length} octets, {LIST_OCTETS} is the most")
    return header + octets + journal if journal else header + octets


def encode_delta(ticks: int) -> bytes:
    """Write a delta time in its shortest form; WireError above 0x0FFFFFFF."""
    if ticks < 0x80:
        return bytes((ticks,))
    if ticks > LONGEST_DELTA_TICKS:
        raise WireError(f"delta time of {ticks} ticks, {LONGEST_DELTA_TICKS} is the most")
    octets = [ticks & 0x7F]
    while ticks := ticks >> 7:
        octets.append(ticks & 0x7F | 0x80)
    return bytes(reversed(octets))


# -- writing ---------------------------------------------------------------------------------------------


def _encode_list(elements: Sequence[Element]) -> tuple[bytes, bool]:
    if len(elements) == 1 and elements[0][0] <= 0:
        return elements[0][1], False
    parts: list[bytes] = []
    before = 0
    for ticks, octets in elements:
        step = ticks - before
        if step > 0:
            before = ticks
            parts.append(encode_delta(step))
        else:
            parts.append(b"\0")
        parts.append(octets)
    delta_first = bool(parts) and parts[0] != b"\0"
    return b"".join(parts if delta_first else parts[1:]), delta_first


# -- reading ---------------------------------------------------------------------------------------------


def _decode_list(data: bytes, position: int, end: int, delta_first: bool) -> list[Element]:
    elements: list[Element] = []
    ticks = running = 0
    wants_delta = delta_first
    while position < end:
        if wants_delta:
            step = data[position]
            position += 1
            if step & 0x80:
                step, position = _long_delta(data, position - 1, end)
            ticks = (ticks + step) & _MODULO_32
            if position == end:
                break
        wants_delta = True
        status = data[position]
        size = _SIZES[status]
        if not size and status >= 0x80:
            running = 0
            position = _decode_open_ended(data, position, end, ticks, elements)
            continue
        if size:
            octets = data[position : position + size]
            running = status if status < 0xF0 else running if status >= 0xF8 else 0
        elif running:
            size = _SIZES[running] - 1
            octets = bytes((running,)) + data[position : position + size]
        else:
            raise WireError(f"command list: data octet {status:02X} without status")
        position += size
        if position > end or not octets[1:].isascii():
            raise WireError(f"command list: {octets.hex(' ')} is no whole command")
        elements.append((ticks, octets))
    return elements


def _long_delta(data: bytes, position: int, end: int) -> tuple[int, int]:
    """Read a delta time of several octets; give it and the position after it."""
    ticks = 0
    for at in range(position, min(end, position + _DELTA_OCTETS_READ)):
        ticks = ticks << 7 | data[at] & 0x7F
        if data[at] < 0x80:
            return ticks, at + 1
    raise WireError("command list: a delta time does not end")


def _decode_open_ended(data: bytes, position: int, end: int, ticks: int, elements: list[Element]) -> int:
    """Read a command that marks its end: SysEx forms, F4 and F5 up to F7; give the position after it."""
    head = data[position]
    found = _END_MARK.search(data, position + 1, end)
    tail = found[0][0] if found else 0
    if found is None or tail not in _TAILS[head]:
        raise WireError(
            f"command list: {head:02X} ends with {tail:02X}" if tail else f"{head:02X} has no end"
        )
    octets = data[position : found.end()]
    command = octets.translate(None, _REALTIME)
    if len(command) != len(octets):  # never legal there; play it and go on (wire sheet 4.3)
        elements.extend((ticks, bytes((octet,))) for octet in octets if octet in _REALTIME)
    elements.append((ticks, CANCEL if tail == 0xF4 else command))
    return found.end()
