"""Event mapping: a route with its rules as one function, one table look-up per message (design 3, 6).

Values are shares of full scale: 127 for seven-bit kinds, 16383 for pitch, rpn and nrpn. What several rules make of
one event is sent in the order of the rules.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, TypeAlias

from app.media.filters import compile_transform, passing_statuses
from app.media.mapping_output import Write, rescaled, striker, writer
from app.media.mapping_parameters import Writers, parameter_actions
from app.media.routes import Transform
from app.midi.messages import (
    CHANNEL_PRESSURE,
    CONTROL_CHANGE,
    NOTE_OFF,
    NOTE_ON,
    PITCH_BEND,
    POLY_PRESSURE,
    PROGRAM_CHANGE,
)
from app.midi.specs import ChannelSpec, SpecKind, parse_spec
from app.model.patch import EpnMode, MapRule, Route

Read: TypeAlias = Callable[[bytes], int]
Rule: TypeAlias = tuple[ChannelSpec, ChannelSpec]

_PARAMETERS: Final = frozenset(("rpn", "nrpn"))
_STATUSES: Final[dict[SpecKind, tuple[int, ...]]] = {
    "note": (NOTE_OFF, NOTE_ON),
    "cc": (CONTROL_CHANGE,),
    "pressure": (POLY_PRESSURE,),
    "aftertouch": (CHANNEL_PRESSURE,),
    "program": (PROGRAM_CHANGE,),
    "pitch": (PITCH_BEND,),
    "rpn": (CONTROL_CHANGE,),
    "nrpn": (CONTROL_CHANGE,),
}


class Compiled(NamedTuple):
    """What a hop does with a message, as the last two fields of `Hop`."""

    transform: Transform | None
    make: Callable[[], Transform] | None = None


def compile_route(route: Route, epn_tx: EpnMode = "full") -> Compiled:
    """Make the function of a route; raises ValueError for a rule that is not made of channel specs.

    Rules act on what the filters let in, and exactly as written: transposition and the like shape the others.
    """
    rules = parse_rules(route.maps)
    others = compile_transform(route)
    if not rules:
        return Compiled(others)
    passing = passing_statuses(route)
    rules = [rule for rule in rules if _lets_in(route, passing, rule[0])]
    otherwise = (others or _unchanged) if route.pass_others else _nothing

    def make() -> Transform:
        return _assemble(rules, epn_tx, otherwise)

    return Compiled(None, make) if any(map(_remembers, rules)) else Compiled(make())


def reflected(route: Route) -> Route | None:
    """Give what a route does from an endpoint to itself: maps other than onto the same control, or nothing."""
    maps = tuple(
        rule
        for rule, (source, destination) in zip(route.maps, parse_rules(route.maps), strict=True)
        if source != destination
    )
    return replace(route, maps=maps, pass_others=False) if maps else None


def parse_rules(maps: Iterable[MapRule]) -> list[Rule]:
    """Read both sides of all rules; raises ValueError."""
    return [(parse_spec(rule.source), parse_spec(rule.destination)) for rule in maps]


# -- compiling ---------------------------------------------------------------------------------------------


def _assemble(rules: Sequence[Rule], epn_tx: EpnMode, otherwise: Transform) -> Transform:
    writers = _writers(rules, epn_tx)
    table = {key: action for spec in writers for key, action in _rows(spec, writers[spec])}
    parameters: dict[int, Writers] = defaultdict(dict)
    for spec, writes in writers.items():
        if spec.kind in _PARAMETERS:
            parameters[spec.channel][spec.kind, spec.index or 0] = writes
    for channel, by_parameter in parameters.items():
        table.update(parameter_actions(channel, by_parameter, table, otherwise))
    return _looking_up(table, otherwise)


def _looking_up(table: Mapping[bytes, Transform], otherwise: Transform) -> Transform:
    find = table.get

    def transform(message: bytes) -> Sequence[bytes]:
        action = find(message[:2])
        return otherwise(message) if action is None else action(message)

    return transform


def _writers(rules: Iterable[Rule], epn_tx: EpnMode) -> dict[ChannelSpec, tuple[Write, ...]]:
    """Collect by source what is written, on the source's scale; strikers of one note are one."""
    found: dict[ChannelSpec, list[Write]] = defaultdict(list)
    strikers: dict[ChannelSpec, Write] = {}
    for source, destination in rules:
        write = writer(destination, epn_tx)
        if _strikes((source, destination)):
            write = strikers.setdefault(destination, striker(destination))
        found[source].append(rescaled(write, source.kind, destination.kind))
    return {source: tuple(writes) for source, writes in found.items()}


def _rows(spec: ChannelSpec, writes: Sequence[Write]) -> Iterator[tuple[bytes, Transform]]:
    """List the first two octets of every message of a source, each with what is to be done."""
    if spec.kind in _PARAMETERS:
        return
    indices = range(128) if spec.index is None else (spec.index,)
    for kind in _STATUSES[spec.kind]:
        action = _action(_reader(kind), writes)
        yield from ((bytes((kind | spec.channel, index)), action) for index in indices)


def _action(read: Read, writes: Sequence[Write]) -> Transform:
    if len(writes) == 1:
        write = writes[0]
        return lambda message: write(read(message))

    def action(message: bytes) -> list[bytes]:
        value = read(message)
        return [each for write in writes for each in write(value)]

    return action


def _reader(kind: int) -> Read:
    if kind == NOTE_OFF:
        return lambda message: 0
    if kind == PITCH_BEND:
        return lambda message: message[2] << 7 | message[1]
    return lambda message: message[-1]


# -- rules -------------------------------------------------------------------------------------------------


def _remembers(rule: Rule) -> bool:
    return rule[0].kind in _PARAMETERS or _strikes(rule)


def _strikes(rule: Rule) -> bool:
    """Tell whether something else than a note plays a note."""
    source, destination = rule
    return destination.kind == "note" and source.kind != "note"


def _lets_in(route: Route, passing: frozenset[int], source: ChannelSpec) -> bool:
    if not all(kind | source.channel in passing for kind in _STATUSES[source.kind]):
        return False
    if route.notes is None or source.kind not in ("note", "pressure"):
        return True
    return route.notes[0] <= (source.index or 0) <= route.notes[1]


def _unchanged(message: bytes) -> tuple[bytes, ...]:
    return (message,)


def _nothing(message: bytes) -> tuple[bytes, ...]:
    return ()
