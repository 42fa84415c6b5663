"""One Longwire per configuration: the first has the place, a second one shows its window or says that it is there."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from app.control.claim import claim
from app.control.client import steer
from app.control.errors import AlreadyRunningError, ControlError, NotRunningError, RefusedError, RequestError
from app.control.place import Place
from app.options import Options, control_place

log = logging.getLogger("longwire.app")

START_S = 10.0
"""How long the first one may take from its claim to its window."""

ASK_AGAIN_S = 0.1
MEANWHILE = (
    "“longwire ctl” steers it; a second one needs a patch of its own (--patch), "
    "or settings of its own (--config-dir)."
)

STILL_ENDING = "It was waited for; does its window hang?"


@contextmanager
def claimed(options: Options) -> Iterator[Place | None]:
    """Have the place of these options for the length of the block. Raises AlreadyRunningError.

    None where there can be no place: then Longwire runs, and the log says that it cannot be steered.
    """
    place = control_place(options)
    try:
        held = None if place is None else claim(place)
    except AlreadyRunningError:
        raise
    except ControlError as error:
        log.warning("`longwire ctl` will not reach this Longwire: %s", error)
        held = None
    if held is None:
        yield None
        return
    with held:
        yield held.place


def has_shown(options: Options, patience_s: float = 0.0) -> bool:
    """Bring the window of the running Longwire to the front; tells whether there is one."""
    place = control_place(options)
    deadline = time.monotonic() + patience_s
    while place is not None:
        try:
            with steer(place, beside=options.patch is None) as steering:
                steering.ask("show")
        except (RefusedError, RequestError):
            return False
        except NotRunningError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(ASK_AGAIN_S)
        else:
            return True
    return False
