"""What has to be read or worked out before it can be played or sent, on threads aside while the loop goes on."""

import asyncio
import logging
from collections.abc import Callable

from app.engine.aside import Found, aside
from app.engine.phrases import Reason, reason_of

log = logging.getLogger("longwire.midi")


class Readings:
    """Belongs to the engine's loop."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def read(
        self, look: Callable[[], Found], then: Callable[[Found], None], fail: Callable[[Reason], None]
    ) -> None:
        """Have `look` called elsewhere, and what it gives or the OSError that it raises told on the loop."""
        task = asyncio.ensure_future(_read(look, then, fail))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def close(self) -> None:
        """Tell nothing any more."""
        for task in self._running:
            task.cancel()


async def _read(
    look: Callable[[], Found], then: Callable[[Found], None], fail: Callable[[Reason], None]
) -> None:
    try:
        found = await aside(look)
    except OSError as error:
        fail(reason_of(error))
    except Exception as error:  # the task's boundary: nothing must be read for ever
        log.exception("a fault while reading a file")
        fail(str(error) or type(error).__name__)
    else:
        then(found)
