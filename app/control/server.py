"""The channel by which a running Longwire is steered, served on the application's own loop."""

import asyncio
import logging
from collections.abc import Callable

from app.control.claim import announce_end
from app.control.errors import ControlError, RefusedError
from app.control.listening import HAS_LOCAL_SOCKETS, Door, open_door
from app.control.place import Place
from app.control.protocol import LINE_OCTETS, write_failure
from app.control.talk import Talk
from app.control.users import is_other_user
from app.engine.api import EngineApi

log = logging.getLogger("longwire.app")

CLIENTS = 16
"""More than anybody types at; a script that forgets to hang up must not fill the memory."""


class ControlServer:
    """Serves a place that is claimed, from `start` until `stop`.

    `show` raises the window, if there is one; `quit_program` asks the program to end in order.
    """

    def __init__(
        self,
        place: Place,
        engine: EngineApi,
        show: Callable[[], None] | None = None,
        quit_program: Callable[[], None] | None = None,
    ) -> None:
        self._place = place
        self._engine = engine
        self._show, self._quit_program = show, quit_program
        self._doings = {
            "show": None if show is None else self._bring_forward,
            "quit": None if quit_program is None else self._quit,
        }
        self._is_ending = False
        self._door: Door | None = None
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    async def start(self, *, local: bool = HAS_LOCAL_SOCKETS) -> None:
        """Listen; where that cannot be it is said in the log, and Longwire runs without."""
        try:
            self._door = open_door(self._place, local=local)
        except ControlError as error:
            log.warning("`longwire ctl` will not reach this Longwire: %s", error)
            return
        serve = asyncio.start_unix_server if local else asyncio.start_server
        self._server = await serve(self._meet, sock=self._door.listening, limit=LINE_OCTETS)

    async def stop(self) -> None:
        """Hang up on everybody and close, since the program ends; doing so twice is harmless."""
        self._end()
        if self._server is not None:
            self._server.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)
        if self._door is not None:
            self._door.close()

    def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        refusal = self._refusal(writer)
        if refusal is not None:
            writer.write(write_failure("failed", refusal))
            writer.close()
            return
        # A task of our own: asyncio 3.11 reports its own ones as faults when they are cancelled.
        task = asyncio.get_running_loop().create_task(self._talk(reader, writer))
        self._talks.add(task)
        task.add_done_callback(self._talks.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            token = self._door.token if self._door is not None else ""
            await Talk(reader, writer, self._engine, self._doings, token).run()
        except OSError as error:
            log.debug("a client of the control channel went: %s", error)
        except Exception:  # the task's boundary: one client must not end the others
            log.exception("a fault in the control channel")
        finally:
            writer.close()

    def _bring_forward(self) -> None:
        if self._is_ending:
            raise RefusedError("This Longwire is ending.")
        if self._show is not None:
            self._show()

    def _quit(self) -> None:
        self._end()
        if self._quit_program is not None:
            self._quit_program()

    def _end(self) -> None:
        """Let whoever starts from now on wait for the end, instead of leaving it to this Longwire."""
        if not self._is_ending:
            self._is_ending = True
            announce_end(self._place)

    def _refusal(self, writer: asyncio.StreamWriter) -> str | None:
        if is_other_user(writer.get_extra_info("socket")):
            log.warning("another user tried to steer this Longwire and was refused")
            return "This Longwire belongs to another user."
        if len(self._talks) >= CLIENTS:
            return f"{CLIENTS} programs steer this Longwire already; end one of them."
        return None
