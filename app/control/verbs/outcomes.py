"""Waiting for what becomes of a command that takes its time, so that its reply can say it."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from app.control.errors import RefusedError
from app.engine.api import EngineApi, Playback, Problem, Sending, Told

File = TypeVar("File", Playback, Sending)


async def saved(write: Callable[[Told], None]) -> None:
    """Have a file written, and wait until it is; raises RefusedError with the sentence when it cannot be."""
    outcome: asyncio.Future[Problem] = asyncio.get_running_loop().create_future()

    def tell(problem: Problem) -> None:
        if not outcome.done():  # who asked may have gone
            outcome.set_result(problem)

    write(tell)
    problem = await outcome
    if problem.severity != "info":
        raise RefusedError(problem.text())


async def was_read(engine: EngineApi, look: Callable[[], File], failure: str) -> File:
    """Wait until a file was read; raises RefusedError with a sentence, the problem `failure`, when it is of no use."""
    news = asyncio.Event()
    unsubscribe = engine.subscribe(lambda _event: news.set())
    try:
        while (file := look()).state == "reading":
            news.clear()
            await news.wait()
    finally:
        unsubscribe()
    if file.state == "failed":
        raise RefusedError(Problem(failure, {"file": file.file, "reason": file.reason}).text())
    return file
