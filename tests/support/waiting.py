"""Waiting for conditions, with deadlines that only a fault reaches."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

DEADLINE_SECONDS = 60.0
"""A program alone may take twenty to start where ten others want the same two processors."""


def wait_for(probe: Callable[[], T], what: str | Callable[[], str], seconds: float = DEADLINE_SECONDS) -> T:
    """Call `probe` until it returns something true, return that; AssertionError naming `what` otherwise.

    `what` is a function where the words depend on how far things came.
    """
    deadline = time.monotonic() + seconds
    while not (found := probe()):
        assert time.monotonic() < deadline, (
            f"waited {seconds:.0f} s for {what if isinstance(what, str) else what()}"
        )
        time.sleep(0.01)
    return found
