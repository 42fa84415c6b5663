"""Channel specs such as `ch0.note9`: one control of one MIDI channel, and the scale of its value.

Specs count channels from 0, as MIDIMonster does; musicians count from 1. Every value is a share from 0 to 1.
"""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

SpecKind: TypeAlias = Literal["note", "cc", "pressure", "aftertouch", "pitch", "program", "rpn", "nrpn"]

INDEX_LIMITS: dict[str, int] = {"note": 127, "cc": 127, "pressure": 127, "rpn": 16_383, "nrpn": 16_383}
"""The highest index of each kind that has one; the others stand for the whole channel."""

WIDE_KINDS = frozenset({"pitch", "rpn", "nrpn"})
"""Kinds with 14-bit values."""

SPEC_FORM = 'a channel spec such as "ch0.note9", "ch15.cc7" or "ch1.pitch" (channels count from 0 here)'

_SPEC = re.compile(r"(?:channel|ch)(\d{1,2})\.([a-z]+)(\d{0,5})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ChannelSpec:
    """One control: `channel` 0-15; `index` for kinds in `INDEX_LIMITS`, otherwise None."""

    channel: int
    kind: SpecKind
    index: int | None = None

    def __post_init__(self) -> None:
        limit = INDEX_LIMITS.get(self.kind)
        if self.kind not in get_args(SpecKind) or not 0 <= self.channel <= 15:
            raise ValueError(SPEC_FORM)
        if (limit is None) != (self.index is None):
            raise ValueError(f"{self.kind} {'without a' if limit is None else 'with its'} number behind it")
        if limit is not None and self.index is not None and not 0 <= self.index <= limit:
            raise ValueError(f"{self.kind}0 to {self.kind}{limit}")

    def __str__(self) -> str:
        return f"ch{self.channel}.{self.kind}{'' if self.index is None else self.index}"


def parse_spec(text: str) -> ChannelSpec:
    """Read `channelN.TYPE[INDEX]` or `chN...`; raises ValueError naming what was expected."""
    match = _SPEC.fullmatch(text.strip())
    if match is None:
        raise ValueError(SPEC_FORM)
    channel, word, index = match.groups()
    kind = next((known for known in get_args(SpecKind) if known == word), None)
    if kind is None:
        raise ValueError("one of " + ", ".join(get_args(SpecKind)) + " behind the dot")
    if int(channel) > 15:
        raise ValueError("a channel from ch0 to ch15")
    return ChannelSpec(int(channel), kind, int(index) if index else None)


def full_scale(kind: SpecKind) -> int:
    """Give the raw value that stands for 1.0: 127, or 16383 for 14-bit kinds."""
    return 16_383 if kind in WIDE_KINDS else 127


def to_share(kind: SpecKind, raw: int) -> float:
    """Turn a raw value into a share from 0 to 1."""
    return raw / full_scale(kind)


def from_share(kind: SpecKind, share: float) -> int:
    """Turn a share into the nearest raw value; what lies outside 0..1 is held at its end."""
    return int(min(max(share, 0.0), 1.0) * full_scale(kind) + 0.5)
