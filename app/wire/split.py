"""Cutting a list of elements so that every packet fits the path (wire sheet 2)."""

from collections.abc import Sequence
from typing import Final

from app.wire.commands import LIST_OCTETS, LONGEST_DELTA_TICKS, Element
from app.wire.errors import WireError

LONG_HEADER_OCTETS: Final = 2


def count_fitting(elements: Sequence[Element], start: int, room_octets: int) -> int:
    """Count the elements from `start` that fit one section of `room_octets`, journal not counted.

    The RTP timestamp is taken to be that of the first of them. 0 when not even that one fits.
    """
    left = min(room_octets - LONG_HEADER_OCTETS, LIST_OCTETS)
    before = elements[start][0]
    for index in range(start, len(elements)):
        ticks, octets = elements[index]
        step = max(ticks - before, 0) if index > start else 0
        left -= len(octets) + (_delta_octets(step) if index > start else 0)
        if left < 0 or step > LONGEST_DELTA_TICKS:
            return index - start
        before = max(ticks, before)
    return len(elements) - start


def split_elements(
    elements: Sequence[Element], limit_octets: int, journal_octets: int = 0
) -> list[tuple[int, list[Element]]]:
    """Cut a list so that each section with its journal fits `limit_octets`.

    Each part is (ticks to add to the RTP timestamp, its elements counted from there). WireError when one
    element alone is too long: a SysEx must be in segments already.
    """
    parts: list[tuple[int, list[Element]]] = []
    start = 0
    while start < len(elements):
        count = count_fitting(elements, start, limit_octets - journal_octets)
        if not count:
            raise WireError(f"an element of {len(elements[start][1])} octets does not fit a packet")
        base = elements[start][0]
        parts.append(
            (base, [(max(ticks - base, 0), octets) for ticks, octets in elements[start : start + count]])
        )
        start += count
    return parts


def _delta_octets(ticks: int) -> int:
    return 1 if ticks < 0x80 else (ticks.bit_length() + 6) // 7
