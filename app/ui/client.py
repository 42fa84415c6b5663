"""The window's side of the engine: events become signals, commands become verbs that never raise."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine import api
from app.model.endpoints import Endpoint
from app.model.patch import Route

Result = TypeVar("Result")
FILE_EVENTS: Final = (api.RecordingChanged, api.PlaybackChanged, api.SendingChanged, api.ReceivingChanged)


class Client(QObject):
    """Wraps an `EngineApi`; a command that fails emits `command_failed` and gives None or False."""

    ready = Signal(str)
    port_changed = Signal(object)
    session_changed = Signal(object)
    found_changed = Signal(object)
    invitation_changed = Signal(object)
    participant_changed = Signal(object, bool)
    """`Participant`, and whether it is gone."""
    route_changed = Signal(object, bool)
    """`RouteView`, and whether it was removed."""
    patch_changed = Signal(object, bool)
    """`Patch`, and whether it is saved."""
    problem_raised = Signal(object)
    problem_cleared = Signal(object)
    command_failed = Signal(object)
    """`Problem` that says why a command could not be carried out."""
    files_changed = Signal()
    """A take, a song or a dump went on; that is no news for anything else."""
    changed = Signal()
    """Something in the snapshot is new; at most once per turn of the event loop."""

    def __init__(self, engine: api.EngineApi, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._snapshot: api.Snapshot | None = None
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self.changed)
        self._unsubscribe = engine.subscribe(self._take)

    @property
    def snapshot(self) -> api.Snapshot:
        """Everything as it is now; read from the engine once after each change."""
        if self._snapshot is None:
            self._snapshot = self._engine.snapshot()
        return self._snapshot

    def close(self) -> None:
        """Take no more events."""
        self._unsubscribe()
        self._turn.stop()

    def invite(self, found: int, session: int | None = None) -> str | None:
        """Want a connection to a found peer; gives the peer id for routes."""
        return self._try(lambda: self._engine.invite(found, session))

    def invite_address(
        self, host: str, port: int, name: str | None = None, session: int | None = None
    ) -> str | None:
        """Want a connection to a typed address and control port; gives the peer id for routes."""
        return self._try(lambda: self._engine.invite_address(host, port, name, session))

    def leave(self, participant: int) -> bool:
        """Disconnect or stop trying."""
        return _done(self._try, lambda: self._engine.leave(participant))

    def accept(self, invitation: int, always: bool = False) -> bool:
        """Let somebody in, once or always."""
        return _done(self._try, lambda: self._engine.accept(invitation, always))

    def decline(self, invitation: int, never: bool = False) -> bool:
        """Refuse somebody, this time or for good."""
        return _done(self._try, lambda: self._engine.decline(invitation, never))

    def add_route(self, route: Route) -> str | None:
        """Make a cable; gives its id."""
        return self._try(lambda: self._engine.add_route(route))

    def change_route(self, route: Route) -> bool:
        """Replace the route with that id."""
        return _done(self._try, lambda: self._engine.change_route(route))

    def remove_route(self, route: str) -> bool:
        """Take a cable away."""
        return _done(self._try, lambda: self._engine.remove_route(route))

    def edit(self, command: Callable[[api.EditApi], None]) -> bool:
        """Change sessions, known peers or scenes."""
        return _done(self._try, lambda: command(self._engine.edit))

    def send(self, destination: Endpoint, message: bytes) -> bool:
        """Play one whole message into an endpoint without a cable, to try it."""
        return _done(self._try, lambda: self._engine.send(destination, message, api.TEST_NOTE))

    def listen(self, source: Endpoint | None, hear: api.Hearer) -> Callable[[], None]:
        """Tell every control that is moved at a source; call the result to end it."""
        return self._engine.listen(source, hear)

    def play(self, message: bytes) -> bool:
        """Play one whole message on the test keyboard."""
        return _done(self._try, lambda: self._engine.play(message))

    def forget_link_peer(self, link: int, peer: int) -> bool:
        """No longer play with a peer that a link has learned."""
        return _done(self._try, lambda: self._engine.forget_link_peer(link, peer))

    def panic(self) -> bool:
        """Silence everything everywhere."""
        return _done(self._try, self._engine.panic)

    def monitor(self, after: int) -> Sequence[api.MonitorRow]:
        """Give the monitor's rows with a number above `after`."""
        return self._engine.monitor(after)

    def details(self, participant: int) -> api.Details:
        """Give what is known of a participant's stream at this moment; everything empty when it is gone."""
        try:
            return self._engine.details(participant)
        except api.CommandError:
            return api.Details()

    def evening(self) -> tuple[api.PeerEvening, ...]:
        """Tell what became of everybody since the start."""
        return self._engine.evening()

    def meters(self) -> Mapping[str, int]:
        """Give plain counters of messages by route id and endpoint."""
        return self._engine.meters()

    def attempt(self, command: Callable[[api.EngineApi], Result]) -> Result | None:
        """Have the engine do something that may fail."""
        return self._try(lambda: command(self._engine))

    def tell(self, outcome: api.Problem) -> None:
        """Say what came of a command, also when the disk is slow and the window gone: the signal alone goes with it."""
        self.command_failed.emit(outcome)

    def _try(self, command: Callable[[], Result]) -> Result | None:
        try:
            return command()
        except api.CommandError as error:
            self.command_failed.emit(error.problem)
            return None

    def _take(self, event: api.Event) -> None:
        self._snapshot = None
        if isinstance(event, FILE_EVENTS):
            self.files_changed.emit()
            return
        self._turn.start()
        match event:
            case api.Ready():
                self.ready.emit(event.version)
            case api.PortChanged():
                self.port_changed.emit(event.port)
            case api.SessionChanged():
                self.session_changed.emit(event.session)
            case api.FoundChanged():
                self.found_changed.emit(event.found)
            case api.InvitationChanged():
                self.invitation_changed.emit(event.invitation)
            case api.ParticipantChanged():
                self.participant_changed.emit(event.participant, event.gone)
            case api.RouteChanged():
                self.route_changed.emit(event.route, event.removed)
            case api.PatchChanged():
                self.patch_changed.emit(event.patch, event.saved)
            case api.ProblemRaised():
                (self.problem_cleared if event.cleared else self.problem_raised).emit(event.problem)


def _done(attempt: Callable[[Callable[[], bool]], bool | None], command: Callable[[], object]) -> bool:
    """Attempt a command that gives nothing; tells whether it could be carried out."""

    def run() -> bool:
        command()
        return True

    return bool(attempt(run))
