"""The front door itself, and where the patch comes in; `api` gives both out again."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from app.engine.file_api import FileApi, MonitorRow, SysexApi, TakeApi
from app.engine.happenings import Hearer, Listener
from app.engine.inspection import Details, EditApi, EveningApi
from app.engine.origins import COMMAND, ByHand
from app.engine.problems import Problem
from app.engine.views import Snapshot
from app.model.endpoints import Endpoint
from app.model.patch import Patch, Route


class CommandError(Exception):
    """A command that cannot be carried out; `problem` says why in a sentence for people."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text())
        self.problem = problem


class PatchStore(Protocol):
    """Where the engine keeps its patch; made by `config`, handed in by bootstrap."""

    @property
    def path(self) -> str | None:
        """The file, for people; None while there is none."""

    def load(self) -> tuple[Patch, tuple[Problem, ...]]:
        """Read the patch. Problems come back beside it; only a file the user named raises when it is invalid."""

    def save(self, patch: Patch) -> Problem | None:
        """Write the patch, comments kept, atomically; give the problem if it could not be."""


class EngineApi(EveningApi, Protocol):
    """Commands and questions. All of them are called on the application's event loop thread."""

    @property
    def edit(self) -> EditApi:
        """The commands that change sessions, known peers and scenes."""

    @property
    def files(self) -> FileApi:
        """The commands that write what the monitor holds."""

    @property
    def takes(self) -> TakeApi:
        """The commands that record and play files."""

    @property
    def sysex(self) -> SysexApi:
        """The commands that send SysEx files and receive dumps."""

    async def start(self) -> None:
        """Open ports, sessions and discovery; raises nothing for a missing part, which becomes a problem."""

    async def stop(self) -> None:
        """Release every note, say BY, close everything; bounded by 3 s; calling it twice is fine."""

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Get every event from now on; call the result to end it."""

    def snapshot(self) -> Snapshot:
        """Show everything as it is now."""

    def invite(self, found: int, session: int | None = None) -> str:
        """Want a connection to a found peer; gives the peer id for routes. Again: tries again at once."""

    def invite_address(
        self, host: str, port: int, name: str | None = None, session: int | None = None
    ) -> str:
        """Want a connection to a typed host name or address and control port; gives the peer id."""

    def leave(self, participant: int) -> None:
        """Disconnect, or stop trying, and no longer want it."""

    def accept(self, invitation: int, always: bool = False) -> None:
        """Let somebody in, once or always."""

    def decline(self, invitation: int, never: bool = False) -> None:
        """Refuse somebody, this time or for good."""

    def add_route(self, route: Route) -> str:
        """Make a cable; an empty id is given one. Gives the id; an equal cable is not made twice."""

    def change_route(self, route: Route) -> None:
        """Replace the route with that id."""

    def remove_route(self, route: str) -> None:
        """Take a cable away; what it held is released."""

    def play(self, message: bytes) -> None:
        """Play one whole message on the test keyboard."""

    def send(self, destination: Endpoint, message: bytes, origin: ByHand = COMMAND) -> None:
        """Play one whole message into an endpoint without a cable; raises CommandError while it is not there.

        `origin` is what the monitor calls it.
        """

    def forget_link_peer(self, link: int, peer: int) -> None:
        """No longer play with a peer that a link has learned; who sends again is learned again."""

    def cancel_sysex(self, transfer: int) -> None:
        """Give up a long SysEx that is on its way; the receiver is told that it is void."""

    def panic(self) -> None:
        """Silence everything everywhere."""

    def listen(self, source: Endpoint | None, hear: Hearer) -> Callable[[], None]:
        """Tell every control that is moved at a source, or anywhere; call the result to end it (learn, detect)."""

    def monitor(self, after: int) -> Sequence[MonitorRow]:
        """Give the rows with a number above `after` that are still in the ring, oldest first."""

    def details(self, participant: int) -> Details:
        """Show what is known of a stream at this moment, of a participant or a peer of a link; empty without one."""

    def meters(self) -> Mapping[str, int]:
        """Count messages by route id, and by `in:ID` and `out:ID` of ports and participants, since the start."""
