"""Events as sentences for somebody who watches the terminal."""

from app.cli.reasons import STATES
from app.cli.sentences import endpoint_text
from app.engine import api
from app.midi.text import english
from app.model.address import join_host_port

_TRANSFERS = {
    "waiting": "is on its way",
    "sending": "is on its way",
    "done": "was sent to its end",
    "cancelled": "was given up",
    "refused": "was not sent: too much is waiting",
}
_ROUTES = {
    "active": "plays",
    "waiting": "waits for both ends",
    "muted": "is muted",
    "looped": "is stopped: it loops",
}


class PlainLines:
    """Turns events into sentences; tells a participant's state once, not its latency every second."""

    def __init__(self) -> None:
        self._sessions: dict[int, api.Session] = {}
        self._states: dict[int, str] = {}
        self._on_their_way: set[int] = set()

    def line(self, event: api.Event, time: float) -> str | None:
        """Give the sentence for an event, or None when there is nothing new for people in it."""
        del time
        match event:
            case api.Ready(version):
                return f"Longwire {version} runs. Press Ctrl+C to stop."
            case api.SessionChanged(session):
                return self._session(session)
            case api.PortChanged(port):
                way = "plays to Longwire" if port.direction == "in" else "is played by Longwire"
                return (
                    f"MIDI port “{port.name}” {way}."
                    if port.state == "added"
                    else f"MIDI port “{port.name}” is gone."
                )
            case api.FoundChanged(found):
                return _found(found)
            case api.InvitationChanged(invitation):
                return self._invitation(invitation)
            case api.ParticipantChanged(participant):
                return self._participant(participant)
            case api.LinkChanged(link):
                return _link(link)
            case api.SysexChanged(transfer):
                return self._sysex(transfer)
            case api.RouteChanged(route, removed):
                ends = f"{endpoint_text(route.source)} → {endpoint_text(route.destination)}"
                return f"Cable {route.id} ({ends}) {'is removed' if removed else _ROUTES[route.state]}."
            case _:
                return None

    def message_line(self, row: api.MonitorRow, time: float) -> str:
        """Give the line for a message that the monitor heard."""
        del time
        return f"{row.source}: {english(row.message)}"

    def _session(self, session: api.Session) -> str | None:
        before, self._sessions[session.id] = self._sessions.get(session.id), session
        if before is not None and _place(before) == _place(session):
            return _published(session) if session.published and not before.published else None
        if session.state == "closed":
            return f"Session “{session.name}” is closed."
        where = f" at {', '.join(session.addresses)}" if session.addresses else ""
        return f"Session “{session.name}” is open on ports {session.control} and {session.data}{where}."

    def _invitation(self, invitation: api.Invitation) -> str | None:
        if not invitation.open:
            return None
        session = self._sessions.get(invitation.session)
        name = "" if session is None else session.name
        return f"“{invitation.name}” at {invitation.address} asks to join “{name}”."

    def _sysex(self, transfer: api.SysexTransfer) -> str | None:
        goes_on = transfer.state in ("waiting", "sending")
        if goes_on and transfer.id in self._on_their_way:
            return None
        if goes_on:
            self._on_their_way.add(transfer.id)
        else:
            self._on_their_way.discard(transfer.id)
        return f"A SysEx of {transfer.size} bytes to “{transfer.to}” {_TRANSFERS[transfer.state]}."

    def _participant(self, participant: api.Participant) -> str | None:
        if self._states.get(participant.id) == participant.state:
            return None
        self._states[participant.id] = participant.state
        where = f"{participant.address}, port {participant.port}" if participant.address else "no address yet"
        return f"“{participant.name}” ({where}) {STATES[participant.state]}."


def _place(session: api.Session) -> tuple[str, str, int]:
    return session.name, session.state, session.control


def _published(session: api.Session) -> str:
    shown = session.published_name or session.name
    other = "" if shown == session.name else f", as “{shown}”"
    return f"Others can find “{session.name}” now{other}."


def _link(link: api.Link) -> str:
    if link.state == "closed":
        return f"Link “{link.name}” is closed."
    if link.state == "waiting":
        return f"Link “{link.name}” waits for port {link.port}."
    peers = ", ".join(join_host_port(peer.address, peer.port) for peer in link.peers)
    with_whom = f" and plays with {peers}" if peers else ""
    return f"Link “{link.name}” is open on port {link.port}{with_whom}."


def _found(found: api.Found) -> str:
    if found.state == "removed":
        return f"“{found.name}” is no longer announced."
    return f"“{found.name}” is announced at {', '.join(found.addresses)}, port {found.port}."
