"""Keeps a computer without a window awake while something plays, if its user wants that."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from time import monotonic

from app.engine.api import EngineApi
from app.platform.awake import LOOK_S, Inhibitor, KeepAwake, messages_out


@asynccontextmanager
async def kept_awake(engine: EngineApi, inhibitors: Sequence[Inhibitor]) -> AsyncIterator[None]:
    """Look now and then what the engine plays, for the length of the block; without inhibitors never."""
    if not inhibitors:
        yield
        return
    keep = KeepAwake(inhibitors)
    looking = asyncio.ensure_future(_look(engine, keep))
    try:
        yield
    finally:
        looking.cancel()
        keep.close()


async def _look(engine: EngineApi, keep: KeepAwake) -> None:
    while True:
        await asyncio.sleep(LOOK_S)
        keep.tick(monotonic(), messages_out(engine.meters()))
