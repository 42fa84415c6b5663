"""Chapter C: Control Change, also in the enhanced encoding, which has the same layout (wire sheet 7.2)."""

from app.wire.errors import WireError
from app.wire.journal.channel_values import ControllerChapter, ControllerLog, Tool
from app.wire.journal.layout import S_BIT, check_bits, len_octet, read_logs

_TOOLS = (Tool.VALUE,) * 0x80 + (Tool.TOGGLE,) * 0x40 + (Tool.COUNT,) * 0x40
_VALUES = bytes(range(0x80)) + bytes(range(0x40)) * 2
_TOOL_ORDER = {Tool.COUNT: 0, Tool.VALUE: 1, Tool.TOGGLE: 2}


def decode_controllers(data: bytes, at: int, end: int) -> tuple[ControllerChapter, int]:
    """Read the chapter at `at`: value and the offset behind; raises WireError."""
    numbers, seconds, behind = read_logs(data, at, end, "Chapter C")
    logs = [
        ControllerLog(number & 0x7F, _TOOLS[second], _VALUES[second], number > 0x7F)
        for number, second in zip(numbers, seconds, strict=True)
    ]
    return ControllerChapter(tuple(logs), data[at] > 0x7F), behind


def encode_controllers(chapter: ControllerChapter, enhanced: bool = False) -> bytes:
    """Write the chapter; raises WireError when LEN, a field or the order of neighbours is wrong."""
    logs, s = chapter
    octets = [len_octet(len(logs), "Chapter C")]
    seven = six = 0
    for number, tool, value, log_s in logs:
        seven |= number | value
        if tool:
            six |= value
        s = s and log_s
        octets.append(number | log_s << 7)
        octets.append(tool | value)
    check_bits(seven, 7, "Chapter C")
    check_bits(six, 6, "Chapter C ALT")
    if not enhanced:
        _check_neighbours(logs)
    if s:
        octets[0] |= S_BIT
    return bytes(octets)


def _check_neighbours(logs: tuple[ControllerLog, ...]) -> None:
    """Logs of one controller are adjacent, in the order count, value, toggle."""
    if len({log.number for log in logs}) == len(logs):
        return
    seen: set[int] = set()
    previous = rank = -1
    for number, tool, _, _ in logs:
        if number != previous and number in seen:
            raise WireError(f"logs of controller {number} are apart")
        if number == previous and _TOOL_ORDER[tool] <= rank:
            raise WireError(f"logs of controller {number} are not in the order count, value, toggle")
        seen.add(number)
        previous, rank = number, _TOOL_ORDER[tool]
