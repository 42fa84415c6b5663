"""When Python looks for garbage: while it looks at everything, no thread goes on, the one that plays neither."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

RARELY: Final = 1000
"""Looks at what is new before one at everything comes by itself, even into the music: with a window about an hour of
playing without a pause."""
PAUSE_S: Final = 10.0
EVERY_S: Final = 600.0


@contextmanager
def loading() -> Iterator[None]:
    """Load modules without looking for garbage, now and later: they all stay. It is an eighth of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def settle() -> None:
    """Look through everything once, before anything plays, and never again at what is there by then.

    What comes later is looked at while it is new, which is quick, and by a `PauseKeeper`.
    """
    gc.collect()
    gc.freeze()
    new, young, _old = gc.get_threshold()
    gc.set_threshold(new, young, RARELY)


class PauseKeeper:
    """Looks through everything in the pauses of the music: with a full monitor that takes a tenth of a second."""

    def __init__(self, look: Callable[[], object] = gc.collect) -> None:
        self._look = look
        self._messages: int | None = None
        self._played_at = self._looked_at = float("-inf")

    def tick(self, now: float, messages: int) -> None:
        """Take the time in seconds and the number of messages that have passed so far; every few seconds will do."""
        if messages != self._messages:
            self._messages, self._played_at = messages, now
        elif now - self._played_at >= PAUSE_S and now - self._looked_at >= EVERY_S:
            self._looked_at = now
            self._look()
