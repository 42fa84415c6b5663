"""What the canvas makes happen: plans, buttons and cable verbs as undoable commands. No widgets here."""

from collections.abc import Iterable

from app.engine.api import RouteView
from app.ui.canvas.connect import Plan
from app.ui.canvas.elements import Button, Cable, Deed, Terminal
from app.ui.undo import UndoVerbs


class CanvasCommands:
    """Carries out what the mouse and the keys ask for."""

    def __init__(self, undo: UndoVerbs) -> None:
        self._undo = undo

    def connect(self, plan: Plan) -> None:
        """Make the cables of a plan, and invite first when it says so: one step to undo."""
        if plan.found is None:
            self._undo.add_routes(plan.routes())
        else:
            self._undo.invite(plan.found, plan.session, plan.routes)

    def press(self, button: Button, terminal: Terminal) -> None:
        """Do what the button of a terminal says."""
        match button.deed:
            case Deed.INVITE | Deed.INVITE_AGAIN:
                self._invite(terminal)
            case Deed.DISCONNECT | Deed.STOP_TRYING if terminal.peering.participant is not None:
                self._undo.leave(terminal.peering.participant)

    def remove(self, cables: Iterable[Cable]) -> None:
        """Take cables away."""
        self._undo.remove_routes([route.id for cable in cables for route in cable.routes])

    def keep_only(self, cable: Cable, kept: tuple[RouteView, ...]) -> None:
        """Drop every direction of a cable but one."""
        self._undo.remove_routes([route.id for route in cable.routes if route not in kept])

    def mute(self, cables: Iterable[Cable], *, muted: bool) -> None:
        """Mute cables or let them play again, in one step."""
        self._undo.mute_routes([route.id for cable in cables for route in cable.routes], muted=muted)

    def _invite(self, terminal: Terminal) -> None:
        peering = terminal.peering
        if peering.found is not None:
            self._undo.invite(peering.found, peering.session)
        else:
            name = peering.own_name or terminal.name
            self._undo.invite_address(peering.address, peering.port, name, peering.session)
