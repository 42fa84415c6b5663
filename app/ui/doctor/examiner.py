"""Runs an examination on the application's loop, for a window that only wants to be told."""

import asyncio
import logging
from collections.abc import Callable
from typing import TypeAlias

from app.bootstrap import Finding, examine_peer
from app.options import Options

_log = logging.getLogger("longwire.ui")

Tell: TypeAlias = Callable[[Finding | None], object]
"""Is given each finding as it comes, and None at the end."""
Examine: TypeAlias = Callable[[str, Tell], Callable[[], object]]
"""Begins to examine a target; the result gives it up."""


def examiner(options: Options) -> Examine:
    """Examine with the network interfaces that the running program uses."""

    def examine(target: str, tell: Tell) -> Callable[[], object]:
        task = asyncio.ensure_future(_follow(target, options, tell))
        return task.cancel

    return examine


async def _follow(target: str, options: Options, tell: Tell) -> None:
    try:
        async for finding in examine_peer(target, options, longwire_runs=True):
            tell(finding)
    except ValueError:
        _log.info("%s is nothing that can be examined", target)
    finally:
        tell(None)
