"""Chapter M: RPN and NRPN (wire sheet 7.3)."""

from app.wire.errors import WireError
from app.wire.journal.channel_values import Button, Entry, ParameterChapter, ParameterLog, Pending
from app.wire.journal.layout import check_bits, length_field, require, require_length

_S, _P, _E, _U, _W, _Z = 0x80, 0x40, 0x20, 0x10, 0x08, 0x04
_J, _K, _L, _M, _N, _T, _V = 0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02
_FIELDS = ((_J, 1), (_K, 1), (_L, 2), (_M, 2), (_N, 1))
_FIELD_OCTETS = tuple(sum(octets for bit, octets in _FIELDS if flags & bit) for flags in range(256))
"""Octets of the fields behind every flag octet of a log header."""
_NULL = 0x3FFF
"""The null parameter 127/127 closes a transaction and has no log."""


def decode_parameters(data: bytes, at: int, end: int) -> tuple[ParameterChapter, int]:
    """Read the chapter at `at`: value and the offset behind its LENGTH; raises WireError."""
    position = require(at, 2, end, "Chapter M")
    flags = data[at]
    behind = require_length(at, 2, (flags & 0x03) << 8 | data[at + 1], end, "Chapter M")
    pending = None
    if flags & _P:
        position = require(position, 1, behind, "Chapter M PENDING")
        pending = Pending(data[position - 1] > 0x7F, data[position - 1] & 0x7F)
    logs = _decode_logs(data, position, behind, flags)
    marks = (bool(flags & bit) for bit in (_E, _U, _W, _Z, _S))
    return ParameterChapter(logs, pending, *marks), behind


def encode_parameters(chapter: ParameterChapter) -> bytes:
    """Write the chapter; raises JournalTooLarge, or WireError when a promise or a field is wrong."""
    logs, pending, transaction_open, only_rpn, only_nrpn, small_numbers, s = chapter
    _check_promises(chapter)
    body = bytearray()
    if pending is not None:
        check_bits(pending.msb, 7, "Chapter M PENDING")
        body.append(pending.nrpn << 7 | pending.msb)
    short = small_numbers and (only_rpn or only_nrpn)
    for log in logs:
        s = s and log.s
        body += _encode_log(log, short)
    length = length_field(2 + len(body), "Chapter M")
    flags = s << 7 | (pending is not None) << 6 | transaction_open << 5
    flags |= only_rpn << 4 | only_nrpn << 3 | small_numbers << 2
    return bytes((flags | length >> 8, length & 0xFF)) + body


def _decode_logs(data: bytes, at: int, end: int, flags: int) -> tuple[ParameterLog, ...]:
    short = bool(flags & _Z and flags & (_U | _W))
    if short and flags & _U and flags & _W and at < end:
        raise WireError("Chapter M: short logs cannot be RPN and NRPN at once")
    logs = []
    while at < end:
        log, at = _decode_log(data, at, end, short, bool(flags & _W))
        logs.append(log)
    return tuple(logs)


def _decode_log(data: bytes, at: int, end: int, short: bool, nrpn: bool) -> tuple[ParameterLog, int]:
    fields_at = require(at, 2 if short else 3, end, "Chapter M log")
    number, s, flags = data[at] & 0x7F, data[at] > 0x7F, data[fields_at - 1]
    if not short:
        nrpn = data[at + 1] > 0x7F
        number |= (data[at + 1] & 0x7F) << 7
    behind = require(fields_at, _FIELD_OCTETS[flags], end, "Chapter M log fields")
    fields = _decode_fields(data, fields_at, flags)
    return ParameterLog(nrpn, number, s, *fields, bool(flags & _V), bool(flags & _T)), behind


def _decode_fields(
    data: bytes, at: int, flags: int
) -> tuple[Entry | None, Entry | None, Button | None, int | None, Entry | None]:
    entry_msb = entry_lsb = a_button = c_button = transactions = None
    if flags & _J:
        entry_msb = _entry(data[at])
        at += 1
    if flags & _K:
        entry_lsb = _entry(data[at])
        at += 1
    if flags & _L:
        a_button = Button(_signed(data[at], data[at + 1]), bool(data[at] & 0x40))
        at += 2
    if flags & _M:
        c_button = _signed(data[at], data[at + 1])
        at += 2
    if flags & _N:
        transactions = _entry(data[at])
    return entry_msb, entry_lsb, a_button, c_button, transactions


def _entry(octet: int) -> Entry:
    return Entry(octet & 0x7F, octet > 0x7F)


def _signed(high: int, low: int) -> int:
    magnitude = (high & 0x3F) << 8 | low
    return -magnitude if high & 0x80 else magnitude


def _encode_log(log: ParameterLog, short: bool) -> bytes:
    nrpn, number, s, entry_msb, entry_lsb, a_button, c_button, transactions, value_tool, count_tool = log
    check_bits(number, 14, "Chapter M parameter number")
    flags = count_tool * _T | value_tool * _V
    body = bytearray()
    for bit, entry in ((_J, entry_msb), (_K, entry_lsb)):
        if entry is not None:
            flags |= bit
            body.append(_entry_octet(entry))
    if a_button is not None:
        flags |= _L
        body += _magnitude(a_button.net, a_button.before_reset << 14)
    if c_button is not None:
        flags |= _M
        body += _magnitude(c_button, 0)
    if transactions is not None:
        flags |= _N
        body.append(_entry_octet(transactions))
    _check_tools(flags)
    head = (
        (number & 0x7F | s << 7, flags) if short else (number & 0x7F | s << 7, number >> 7 | nrpn << 7, flags)
    )
    return bytes(head) + body


def _entry_octet(entry: Entry) -> int:
    check_bits(entry.value, 7, "Chapter M field")
    return entry.value | entry.before_reset << 7


def _magnitude(count: int, marks: int) -> bytes:
    check_bits(abs(count), 14, "Chapter M button count")
    return (abs(count) | marks | (count < 0) << 15).to_bytes(2, "big")


def _check_tools(flags: int) -> None:
    if (flags & (_J | _K | _L | _M) and not flags & _V) or (flags & _N and not flags & _T):
        raise WireError("Chapter M: a field of a tool that is not in use")


def _check_promises(chapter: ParameterChapter) -> None:
    """U, W and Z hold for every log, and every parameter but null has at most one."""
    logs = chapter.logs
    if chapter.only_rpn and any(log.nrpn for log in logs):
        raise WireError("Chapter M: U with an NRPN log")
    if chapter.only_nrpn and not all(log.nrpn for log in logs):
        raise WireError("Chapter M: W with an RPN log")
    if chapter.small_numbers and any(log.number > 0x7F for log in logs):
        raise WireError("Chapter M: Z with a parameter number above 127")
    numbers = {(log.nrpn, log.number) for log in logs}
    if len(numbers) != len(logs) or any(number == _NULL for _, number in numbers):
        raise WireError("Chapter M: two logs for one parameter, or one for null")
