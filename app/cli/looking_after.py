"""Looks now and then whether something plays: then the computer is kept awake, in pauses the program tidies up."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from app.engine.api import EngineApi
from app.platform.awake import LOOK_S, Inhibitor
from app.platform.caretaking import Caretaker


@asynccontextmanager
async def looked_after(engine: EngineApi, inhibitors: Sequence[Inhibitor]) -> AsyncIterator[None]:
    """Look at what the engine plays for the length of the block; without inhibitors the computer may sleep."""
    caretaker = Caretaker(inhibitors)
    looking = asyncio.ensure_future(_look(engine, caretaker))
    try:
        yield
    finally:
        looking.cancel()
        caretaker.close()


async def _look(engine: EngineApi, caretaker: Caretaker) -> None:
    while True:
        await asyncio.sleep(LOOK_S)
        caretaker.look(engine.meters(), engine.snapshot().recordings)
