"""One connection to a running Longwire: requests in, replies out, in order; or event lines until it ends."""

import asyncio
import hmac
import itertools
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TypeAlias

from app.control.errors import RefusedError, RequestError
from app.control.json_lines import JsonLines, sending_values
from app.control.protocol import LINE_OCTETS, Request, read_request, write_failure, write_result
from app.control.verbs.playing import input_ports, listened
from app.control.verbs.table import carry_out
from app.engine.api import EngineApi, Event, SendingChanged
from app.model.endpoints import Endpoint

IDLE_S = 60.0
"""Who says nothing for so long, and does not listen either, gives the place to others."""

UNREAD_OCTETS = 4_194_304
"""Of events; a listener that sleeps longer than this takes is hung up on."""

MONITOR_S = 0.05
AGAIN_LOOKS = 100
"""After so many looks, five seconds, the same is told again: in a pause between two SysEx we must not seem to hang."""

Doings: TypeAlias = Mapping[str, Callable[[], None] | None]
"""What the program itself does, not its engine, by the verb; None where it has no window to do it with."""


class Talk:
    """Serves one client until it hangs up, breaks the rules, or falls silent."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        engine: EngineApi,
        doings: Doings,
        token: str,
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._engine = engine
        self._doings = doings
        self._token = token
        self._heard = 0

    async def run(self) -> None:
        """Answer line by line."""
        while (line := await self._next_line()) is not None:
            try:
                request = read_request(line)
                self._require_token(request)
                if await self._tell(request):
                    return
                self._writer.write(write_result(await self._answer(request)))
            except RequestError as error:
                self._writer.write(write_failure("usage", str(error)))
            except RefusedError as error:
                self._writer.write(write_failure("failed", str(error)))
            await self._writer.drain()

    async def _next_line(self) -> bytes | None:
        """Give the next line; None when there will be none."""
        try:
            line = await asyncio.wait_for(self._reader.readline(), IDLE_S)
        except TimeoutError:
            return None
        except ValueError:
            sentence = f"A request may have {LINE_OCTETS} octets; this one has more."
            self._writer.write(write_failure("usage", sentence))
            return None
        return line if line.endswith(b"\n") else None

    def _require_token(self, request: Request) -> None:
        if not hmac.compare_digest(request.token.encode(), self._token.encode()):
            raise RefusedError("This Longwire belongs to another user.")

    async def _answer(self, request: Request) -> object:
        if request.verb == "dump.send" and request.flag("follow"):
            return await self._follow_dump(request)
        if request.verb not in self._doings:
            return await carry_out(self._engine, request)
        do = self._doings[request.verb]
        if do is None:
            raise RefusedError("This Longwire runs without a window.")
        do()
        return {}

    # -- lines until somebody hangs up --------------------------------------------------------------------------

    async def _tell(self, request: Request) -> bool:
        """Tell what goes on, if that is asked for; False when it is not."""
        match request.verb:
            case "events":
                await self._events(request.flag("monitor"))
            case "listen":
                await self._heard_controls(listened(self._engine, request))
            case _:
                return False
        return True

    async def _events(self, monitor: bool) -> None:
        lines, started = JsonLines(self._engine.snapshot().sessions), time.monotonic()

        def tell(event: Event) -> None:
            line = lines.line(event, time.monotonic() - started)
            if line is not None:
                self._write(line)

        self._writer.write(write_result({}))
        self._heard = max((row.number for row in self._engine.monitor(0)), default=0)
        unsubscribe = self._engine.subscribe(tell)
        try:
            while not await self._has_gone(MONITOR_S if monitor else None):
                for row in self._engine.monitor(self._heard):
                    self._heard = row.number
                    self._write(lines.message_line(row, time.monotonic() - started))
        finally:
            unsubscribe()

    async def _heard_controls(self, source: Endpoint | None) -> None:
        lines, started = JsonLines(), time.monotonic()
        self._writer.write(write_result({}))
        ends = [
            self._engine.listen(
                source, lambda heard: self._write(lines.heard_line(heard, time.monotonic() - started))
            )
        ]
        if source is None:  # ports that no cable uses are opened for this
            ends += [self._engine.listen(end, lambda _heard: None) for end in input_ports(self._engine)]
        try:
            await self._has_gone(None)
        finally:
            for end in ends:
                end()

    async def _follow_dump(self, request: Request) -> object:
        """Send a SysEx file and tell how far it is, until it has left or was given up."""
        lines, started = JsonLines(), time.monotonic()
        result = await carry_out(self._engine, request)
        seen = [next(each for each in self._engine.snapshot().sendings if each.id == result["id"])]

        def tell(event: Event) -> None:
            if isinstance(event, SendingChanged) and event.sending.id == result["id"]:
                seen.append(event.sending)
                self._write(lines.line(event, time.monotonic() - started) or "")

        unsubscribe = self._engine.subscribe(tell)
        try:
            for nth in itertools.count(1):
                if seen[-1].state != "sending" or await self._has_gone(MONITOR_S):
                    break
                if nth % AGAIN_LOOKS == 0:
                    tell(SendingChanged(seen[-1]))
                del seen[:-1]
        finally:
            unsubscribe()
        return sending_values(seen[-1])

    def _write(self, line: str) -> None:
        transport = self._writer.transport
        if transport.get_write_buffer_size() > UNREAD_OCTETS:
            transport.abort()
        elif not transport.is_closing():
            transport.write(line.encode("utf-8", "replace") + b"\n")

    async def _has_gone(self, seconds: float | None) -> bool:
        """Wait until the client hangs up, or for some seconds; whatever it says now is passed over."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while await self._reader.read(LINE_OCTETS):
                    pass
                return True
        return False
