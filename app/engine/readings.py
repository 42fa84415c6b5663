"""What has to be read or worked out before it can be played or sent, on threads aside while the loop goes on."""

import asyncio
from collections.abc import Callable

from app.engine.aside import AsideError, Found, aside
from app.engine.phrases import Reason, reason_of


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
    except (OSError, AsideError) as error:
        fail(reason_of(error))
    else:
        then(found)
