"""The second Longwire of the demo: a process of its own, with a folder of its own, that ends with this one."""

import asyncio
import json
import subprocess
import tempfile
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from app.platform.asking import NO_CONSOLE
from app.platform.program import own_command, own_environment

NAME = "Demo DAW"
HOST = "127.0.0.1"
PATCH = f"""version = 1

[[session]]
name = "{NAME}"
port = 5054  # not the usual 5004, which is for the user's own Longwire
listen = ["{HOST}"]
accept = "anyone"
publish = false

[[route]]
id = "demo"
from = {{ session = "{NAME}" }}
to = {{ builtin = "monitor" }}
"""
ARGUMENTS = ("--headless", "--json", "--monitor", "--until-eof", "--no-mdns", "--midi-api", "none")

END_S = 5.0
"""A Longwire promises to stop within 3 s."""


class DemoError(Exception):
    """The demo did not work; the text says what happened."""


class DemoDaw:
    """Runs from its construction, inside a running loop, until `close`."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._events: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._folder = tempfile.TemporaryDirectory(prefix="longwire-demo-")
        self._complaints = Path(self._folder.name) / "stderr.txt"
        self._process = self._start()
        self._reader = threading.Thread(target=self._read, name="demo", daemon=True)
        self._reader.start()

    async def control_port(self) -> int:
        """Wait for its session and give the control port. Raises DemoError."""
        while True:
            event = await self._next()
            if event["event"] == "session" and event["state"] == "open":
                return int(event["control"])

    async def heard(self) -> AsyncIterator[bytes]:
        """Give the messages that its monitor hears, as they come. Raises DemoError when it ends."""
        while True:
            event = await self._next()
            if event["event"] == "message":
                yield bytes.fromhex(event["hex"])

    def close(self) -> None:
        """End it, politely first; blocks for some seconds at most."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        self._folder.cleanup()

    def _start(self) -> subprocess.Popen[bytes]:
        folder = self._folder.name
        patch = Path(folder) / "demo.toml"
        patch.write_text(PATCH, encoding="utf-8")
        command = [*own_command(), *ARGUMENTS, "--patch", str(patch), "--config-dir", folder]
        pipe = subprocess.PIPE
        with self._complaints.open("wb") as complaints:
            return subprocess.Popen(
                command,
                stdin=pipe,
                stdout=pipe,
                stderr=complaints,
                env=own_environment(),
                creationflags=NO_CONSOLE,
            )

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self._loop.call_soon_threadsafe(self._events.put_nowait, json.loads(line))
        self._loop.call_soon_threadsafe(self._events.put_nowait, None)

    async def _next(self) -> dict[str, Any]:
        event = await self._events.get()
        if event is None:
            complaints = self._complaints.read_text(encoding="utf-8", errors="replace").strip()
            raise DemoError(f"the second Longwire ended. {complaints}".strip())
        return event
