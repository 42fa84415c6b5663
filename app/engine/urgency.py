"""Ask the system to run this thread as soon as it can: a note must not queue behind a window being painted."""

import logging
import os
from contextlib import suppress

log = logging.getLogger("longwire.midi")

PRIORITY = 10
"""Above every ordinary program and below the audio servers, which begin at about 60."""


def make_urgent() -> bool:
    """Give the calling thread real-time priority; False where the system does not allow it or has no such thing.

    On Linux members of the group that may make audio are allowed to (`rtprio` in limits.conf), and root is. What
    the thread computes between two waits is some tens of microseconds, so that it cannot starve anybody.
    """
    with suppress(AttributeError, OSError):
        os.sched_setscheduler(0, os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(PRIORITY))
        return True
    log.info("no real-time priority for MIDI here; that is fine unless the computer is very busy")
    return False
