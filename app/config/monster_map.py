"""Map lines of MIDIMonster: two sides, a direction, and expressions such as `{1..8}` that stand for many channels."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.config.monster_file import MapLine

MAX_CHANNELS = 16 * 16_384
"""All parameters of all channels: what one line can name that exists."""

_LINE = re.compile(r"(\S.*?)\s*(<>|<|>)\s*(\S.*)")
_EXPRESSION = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(\d{1,5})\.\.(\d{1,5})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a mapping: an instance and a channel of it, such as `rmidi1` and `ch0.note9`."""

    instance: str
    channel: str


def read_map_line(line: MapLine) -> Iterator[tuple[Side, Side]]:
    """Give every (source, destination) that a line stands for. Raises PatchError."""
    match = _LINE.fullmatch(line.text)
    if match is None:
        line.place.fail("map", "instance.channel > instance.channel, with <, > or <>", line.text)
    left, arrow, right = _side(line, match[1]), match[2], _side(line, match[3])
    if len(left) != len(right) and 1 not in (len(left), len(right)):
        counts = f"{len(left)} and {len(right)} channels"
        line.place.fail("map", "as many channels on one side as on the other, or one", counts)
    pairs = list(zip(_stretched(left, len(right)), _stretched(right, len(left)), strict=True))
    if arrow in (">", "<>"):
        yield from pairs
    if arrow in ("<", "<>"):
        yield from ((right, left) for left, right in pairs)


def _stretched(sides: list[Side], count: int) -> list[Side]:
    return sides * count if len(sides) == 1 else sides


def _side(line: MapLine, text: str) -> list[Side]:
    instance, dot, channel = text.partition(".")
    if not dot or not channel:
        line.place.fail("map", "instance.channel", text)
    return [Side(instance, spec) for spec in _expanded(line, channel)]


def _expanded(line: MapLine, channel: str) -> list[str]:
    """Write out the expressions of a channel; the rightmost varies first."""
    pieces = _EXPRESSION.split(channel)
    if any(mark in piece for piece in pieces[::2] for mark in "{}"):
        line.place.fail("map", "expressions such as {1..8} or {1,2,5}", channel)
    choices = [_choices(line, piece) if nth % 2 else [piece] for nth, piece in enumerate(pieces)]
    count = 1
    for each in choices:
        count *= len(each)
    if count > MAX_CHANNELS:
        line.place.fail("map", f"at most {MAX_CHANNELS} channels", str(count))
    return ["".join(words) for words in itertools.product(*choices)]


def _choices(line: MapLine, expression: str) -> list[str]:
    match = _RANGE.fullmatch(expression.replace(" ", ""))
    if match is not None:
        first, last = int(match[1]), int(match[2])
        step = 1 if last >= first else -1
        return [str(number) for number in range(first, last + step, step)]
    choices = [choice.strip() for choice in expression.split(",")]
    if "..." in expression or ".." in expression or not all(choices):
        line.place.fail("map", "expressions such as {1..8} or {1,2,5}", f"{{{expression}}}")
    return choices
