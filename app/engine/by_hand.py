"""Playing into an endpoint without a cable, as somebody asked for by hand."""

from app.engine.api import CommandError, Problem
from app.engine.orders import PlayInto
from app.engine.origins import ByHand
from app.engine.workings import Workings
from app.model.endpoints import Endpoint, PortEnd


def play_by_hand(everything: Workings, destination: Endpoint, message: bytes, origin: ByHand) -> None:
    """Play one whole message into an endpoint; raises CommandError while it is not there."""
    ends = open_destination(everything, destination)
    everything.thread.submit(PlayInto(everything.hands[origin], ends, message))


def open_destination(everything: Workings, destination: Endpoint) -> tuple[int, ...]:
    """Give the ids that an endpoint stands for; raises CommandError while it is not there.

    A local output that no cable uses is opened for it, and stays open.
    """
    if isinstance(destination, PortEnd) and _is_plugged_in(everything, destination):
        everything.patchbay.keep_open(destination)
        everything.patch_changed()
    ends = everything.patchbay.destinations(destination)
    if not ends.ids:
        raise CommandError(Problem("command.nowhere"))
    return ends.ids


def _is_plugged_in(everything: Workings, end: PortEnd) -> bool:
    listed = (port for port in everything.ports.views() if port.state == "added" and port.direction == "out")
    return any((port.name, port.nth) == (end.name, end.nth) for port in listed)
