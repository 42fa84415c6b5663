"""A foreign program that a test types into and reads from, line by line."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.support.waiting import DEADLINE_SECONDS


class Foreign:
    """The program while it runs."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._stdin = process.stdin
        self._stdout = process.stdout

    def type(self, line: str) -> None:
        """Type a line into it."""
        self._stdin.write(f"{line}\n".encode())

    async def line(self) -> str:
        """Wait for the next line."""
        line = await asyncio.wait_for(self._stdout.readline(), DEADLINE_SECONDS)
        assert line, "the program has ended"
        return line.decode().strip()

    async def until(self, key: str) -> Any:
        """Wait for the next JSON object with a key; gives its value."""
        while True:
            line = await self.line()
            if line.startswith("{") and key in (values := json.loads(line)):
                return values[key]


@asynccontextmanager
async def program(*command: str) -> AsyncIterator[Foreign]:
    """Run a program, and end it."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    try:
        yield Foreign(process)
    finally:
        process.kill()
        await process.wait()
        if process.stdin is not None:
            process.stdin.close()
