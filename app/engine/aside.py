"""Work on a thread of its own that nobody waits for when Longwire ends: a disk that is gone may never answer.

The threads of asyncio are few, the engine needs them to stop, and Python waits for each of them before it ends.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

log = logging.getLogger("longwire.app")

Found = TypeVar("Found")


class AsideError(Exception):
    """Something went wrong beside the loop that is no fault of the system. It is in the log."""


async def aside(look: Callable[[], Found]) -> Found:
    """Give what `look` gives, called elsewhere, or raise its OSError, or AsideError; cancelling does not end it."""
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[Found] = loop.create_future()

    def settle(found: Found | None, error: Exception | None) -> None:
        if outcome.done():
            return  # nobody wants it any more
        if error is None:
            outcome.set_result(found)  # type: ignore[arg-type]
        else:
            outcome.set_exception(error)

    def work() -> None:
        found: Found | None = None
        error: Exception | None = None
        try:
            found = look()
        except OSError as raised:
            error = raised
        except Exception as raised:  # the thread's boundary
            log.exception("a fault beside the loop")
            error = AsideError(str(raised) or type(raised).__name__)
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, found, error)

    threading.Thread(target=work, name="longwire-aside", daemon=True).start()
    return await outcome
