"""Mapping from rpn and nrpn: their controllers are read along, channel by channel, with a memory of their own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from app.media.mapping_output import Write
from app.media.routes import Transform
from app.midi.messages import CONTROL_CHANGE
from app.midi.parameters import DATA_LSB, DATA_MSB, PARAMETER_CONTROLLERS, ParameterReader

Writers: TypeAlias = dict[tuple[str, int], Sequence[Write]]
"""What is written for each (kind, number) of a channel."""


def parameter_actions(
    channel: int, writers: Writers, plain: Mapping[bytes, Transform], otherwise: Transform
) -> Iterator[tuple[bytes, Transform]]:
    """List the controllers that make up parameters on a channel, each with what is to be done.

    They stay controllers for the rules in `plain`, or pass `otherwise`; only the data entry of a parameter that is
    mapped is used up by it.
    """
    reader = ParameterReader()
    for controller in PARAMETER_CONTROLLERS:
        key = bytes((CONTROL_CHANGE | channel, controller))
        yield key, _action(reader, writers, plain.get(key), otherwise)


def _action(
    reader: ParameterReader, writers: Writers, mapped: Transform | None, otherwise: Transform
) -> Transform:
    def action(message: bytes) -> list[bytes]:
        controller = message[1]
        found = [
            each
            for kind, number, value in reader.feed(controller, message[2])
            for write in writers.get((kind, number), ())
            for each in write(value)
        ]
        if mapped is not None:
            found += mapped(message)
        elif controller not in (DATA_MSB, DATA_LSB) or reader.selected not in writers:
            found += otherwise(message)
        return found

    return action
