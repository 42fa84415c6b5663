"""SysEx files: one whole SysEx after the other, and nothing else."""

from typing import Final

from app.midi.messages import SYSEX, SYSEX_END, SYSEX_LIMIT_OCTETS

_REALTIME: Final = bytes(range(0xF8, 0x100))
"""Some programs save the active sensing that came between; it means nothing in a file."""


class SyxError(ValueError):
    """What is no SysEx file: `place` is the octet, counted from 0, at which it stops being one."""

    def __init__(self, code: str, place: int = 0) -> None:
        super().__init__(code)
        self.code = code
        """`empty`, `strange` (an octet that belongs to no SysEx), `cut` (no F7), `large` (above the limit)."""
        self.place = place


def read_syx(octets: bytes) -> tuple[bytes, ...]:
    """Part a file into its messages; SyxError for anything that is not only whole SysEx."""
    octets = octets.translate(None, _REALTIME)
    messages = []
    start = 0
    while start < len(octets):
        end = octets.find(SYSEX_END, start)
        message = octets[start : end + 1] if end >= 0 else octets[start:]
        _check(message, start, whole=end >= 0)
        messages.append(message)
        start = end + 1
    if not messages:
        raise SyxError("empty")
    return tuple(messages)


def _check(message: bytes, start: int, *, whole: bool) -> None:
    if message[0] != SYSEX:
        raise SyxError("strange", start)
    inside = message[1:-1] if whole else message[1:]
    if not inside.isascii():
        raise SyxError("strange", start + 1 + next(at for at, octet in enumerate(inside) if octet > 0x7F))
    if not whole:
        raise SyxError("cut", start + len(message))
    if len(message) > SYSEX_LIMIT_OCTETS:
        raise SyxError("large", start)
