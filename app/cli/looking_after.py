"""Looks now and then whether something plays: then the computer is kept awake, in pauses the program tidies up."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from time import monotonic

from app.engine.api import EngineApi
from app.platform.awake import LOOK_S, Inhibitor, KeepAwake, messages_played
from app.platform.garbage import PauseKeeper


@asynccontextmanager
async def looked_after(engine: EngineApi, inhibitors: Sequence[Inhibitor]) -> AsyncIterator[None]:
    """Look at what the engine plays for the length of the block; without inhibitors the computer may sleep."""
    keep = KeepAwake(inhibitors)
    looking = asyncio.ensure_future(_look(engine, keep, PauseKeeper()))
    try:
        yield
    finally:
        looking.cancel()
        keep.close()


async def _look(engine: EngineApi, keep: KeepAwake, pauses: PauseKeeper) -> None:
    while True:
        await asyncio.sleep(LOOK_S)
        recorded = (take.messages for take in engine.snapshot().recordings)
        now, messages = monotonic(), messages_played(engine.meters(), recorded)
        keep.tick(now, messages)
        pauses.tick(now, messages)
