"""An engine that lives in memory, for tests of the window alone: commands are noted, events made by hand."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.engine import api
from app.engine.problems import Problem
from app.model.address import split_host_port
from app.model.endpoints import BuiltinEnd, Endpoint, LinkEnd, PeerEnd, PortEnd, SessionEnd
from app.model.patch import Access, Link, Patch, Peer, Route, Session
from tests.support.fake_edits import FakeEdits
from tests.support.fake_files import FakeFiles, FakeSavings, FakeSysex, FakeTakes

GONE = Problem("peer.unreachable", {"address": "192.0.2.99", "reason": "it is not known here"})
CONNECTED_STATES = ("connected", "silent")


class FakeEngine:
    """An `EngineApi` whose world is what a test adds to it.

    `commands` lists every command as (verb, arguments...). `fail_next` makes the next command raise.
    Inviting makes a participant in state `inviting`; use `set_participant` to let it answer.
    """

    def __init__(self, patch: Patch | None = None) -> None:
        self.commands: list[tuple[Any, ...]] = []
        self.rows: list[api.MonitorRow] = []
        self.counts: dict[str, int] = {}
        self.evenings: tuple[api.PeerEvening, ...] = ()
        self.links: list[api.Link] = []
        self.transfers: list[api.SysexTransfer] = []
        self.stopped = False
        self.midi_system = "jack"
        self._patch = patch or Patch()
        self._listeners: list[api.Listener] = []
        self._ids = 0
        self._failure: Problem | None = None
        self._ports: dict[int, api.Port] = {}
        self._sessions: dict[int, api.Session] = {}
        self._found: dict[int, api.Found] = {}
        self._participants: dict[int, api.Participant] = {}
        self._invitations: dict[int, api.Invitation] = {}
        self._routes: dict[str, api.RouteView] = {}
        self._problems: list[Problem] = []
        self._links: dict[int, api.Link] = {}
        self._details: dict[int, api.Details] = {}
        self._ears: list[tuple[Endpoint | None, api.Hearer]] = []
        self.edit = FakeEdits(self)
        self.shelf = FakeFiles(self)
        self.files = FakeSavings(self, "files")
        self.takes = FakeTakes(self, "takes")
        self.sysex = FakeSysex(self, "sysex")

    # -- the world, by hand --------------------------------------------------------------------------------

    def add_session(self, name: str = "Studio", control: int = 5004, **fields: Any) -> api.Session:
        """Open a session of ours."""
        given = {"published": True, "state": "open", "accept": "ask", "addresses": ("192.0.2.5",), **fields}
        session = api.Session(self._next(), name, control, control + 1, **given)
        self._sessions[session.id] = session
        spec = Session(name, control, accept=session.accept, publish=session.published)
        self._patch = replace(self._patch, sessions=(*self._patch.sessions, spec))
        self.emit(api.SessionChanged(session))
        return session

    def add_port(self, name: str, direction: str = "in", nth: int = 1, virtual: bool = False) -> api.Port:
        """Plug in a port."""
        port = api.Port(self._next(), name, nth, direction, "added", virtual)  # type: ignore[arg-type]
        return self.set_port(port)

    def set_port(self, port: api.Port, **fields: Any) -> api.Port:
        """Change a port, for example `state="removed"`."""
        port = replace(port, **fields)
        self._ports[port.id] = port
        self.emit(api.PortChanged(port))
        self._judge_routes()
        return port

    @property
    def listens_to(self) -> list[Endpoint | None]:
        """Whom somebody listens to at the moment."""
        return [source for source, _hear in self._ears]

    def add_found(self, name: str, host: str = "peer.local", port: int = 5004, **fields: Any) -> api.Found:
        """Let mDNS show a peer."""
        given = {"addresses": ("192.0.2.40",), "state": "added", **fields}
        service, addresses = given.pop("service", name), given.pop("addresses")
        found = api.Found(self._next(), name, service, host, addresses, port, **given)
        self._found[found.id] = found
        self.edit.link_found()
        found = self._found[found.id]
        self.emit(api.FoundChanged(found))
        return found

    def remove_found(self, found: int) -> None:
        """Let mDNS lose a peer."""
        self.emit(api.FoundChanged(replace(self._found.pop(found), state="removed")))

    def add_participant(self, name: str, session: int | None = None, **fields: Any) -> api.Participant:
        """Put a peer into a session, by default connected and invited by us."""
        given = {
            "peer": name.lower().replace(" ", "-"),
            "role": "initiator",
            "address": "192.0.2.7",
            "port": 5004,
            "state": "connected",
            "since": time.monotonic(),
            "since_wall": time.time(),
            "wanted": True,
            "own_name": name,
            **fields,
        }
        participant = api.Participant(id=self._next(), session=self._session(session), name=name, **given)
        return self.set_participant(participant)

    def set_participant(self, participant: api.Participant, **fields: Any) -> api.Participant:
        """Change a participant, for example `state="waiting", next_try=...`."""
        participant = replace(participant, **fields)
        self._participants[participant.id] = participant
        self.emit(api.ParticipantChanged(participant))
        self._judge_routes()
        return participant

    def add_link(self, name: str, port: int = 9001, **fields: Any) -> api.Link:
        """Open a direct link; `fields` are of the patch."""
        self.edit.add_link(Link(name, port, **fields))
        return next(each for each in self._links.values() if each.name == name)

    def learn_peer(self, link: api.Link, address: str = "192.0.2.60", port: int = 9002) -> api.LinkPeer:
        """Let somebody play to a link."""
        peer = api.LinkPeer(self._next(), address, port, learned=True)
        self.set_link(self._links[link.id], peers=(*self._links[link.id].peers, peer))
        return peer

    def set_link(self, link: api.Link, **fields: Any) -> api.Link:
        """Change a link, for example `state="waiting"`."""
        self._links[link.id] = link = replace(link, **fields)
        self.emit(api.LinkChanged(link))
        return link

    def add_invitation(self, name: str, seconds: float = 12.0, **fields: Any) -> api.Invitation:
        """Let somebody ask to join."""
        given = {"session": self._session(None), "address": "192.0.2.31", "port": 5004, **fields}
        expires = time.monotonic() + seconds
        invitation = api.Invitation(id=self._next(), name=name, expires=expires, **given)
        self._invitations[invitation.id] = invitation
        self.emit(api.InvitationChanged(invitation))
        return invitation

    def raise_problem(self, code: str, about: Mapping[str, str] | None = None, **params: object) -> Problem:
        """Report a problem."""
        problem = Problem(code, params, about or {})
        self._problems.append(problem)
        self.emit(api.ProblemRaised(problem))
        return problem

    def clear_problem(self, problem: Problem) -> None:
        """Report that a problem is over."""
        self._problems.remove(problem)
        self.emit(api.ProblemRaised(problem, cleared=True))

    def set_details(self, participant: int, **fields: Any) -> None:
        """Let a participant's stream be known more closely."""
        self._details[participant] = replace(self._details.get(participant, api.Details()), **fields)

    def move_control(self, source: Endpoint, spec: str, share: float = 1.0) -> None:
        """Let somebody move a control at a source."""
        for wanted, hear in tuple(self._ears):
            if wanted in (None, source):
                hear(api.Heard("somewhere", spec, share))

    @property
    def hears(self) -> bool:
        """Whether anybody listens for controls."""
        return bool(self._ears)

    def add_row(
        self, message: bytes, source: str = "Keystation 49", destination: str = "Stage piano", **fields: Any
    ) -> None:
        """Let a message pass the monitor."""
        moment = fields.pop("time", time.time())
        self.rows.append(api.MonitorRow(len(self.rows) + 1, moment, source, destination, message, **fields))

    def fail_next(self, problem: Problem = GONE) -> None:
        """Let the next command fail."""
        self._failure = problem

    def emit(self, event: api.Event) -> None:
        """Tell every listener."""
        for listener in tuple(self._listeners):
            listener(event)

    # -- EngineApi -----------------------------------------------------------------------------------------

    async def start(self) -> None:
        self.emit(api.Ready("0.0"))

    async def stop(self) -> None:
        self.stopped = True

    def subscribe(self, listener: api.Listener) -> Callable[[], None]:
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def snapshot(self) -> api.Snapshot:
        return api.Snapshot(
            ports=tuple(self._ports.values()),
            sessions=tuple(self._sessions.values()),
            found=tuple(self._found.values()),
            participants=tuple(self._participants.values()),
            invitations=tuple(self._invitations.values()),
            routes=tuple(self._routes.values()),
            problems=tuple(self._problems),
            patch=self._patch,
            patch_file=None,
            midi_system=self.midi_system,
            **self.shelf.views(),
            links=(*self.links, *self._links.values()),
            sysex=tuple(self.transfers),
        )

    def invite(self, found: int, session: int | None = None) -> str:
        self._note("invite", found, session)
        peer = self._found.get(found)
        if peer is None:
            raise api.CommandError(GONE)
        participant = self._join(peer.name, peer.addresses[0], peer.port, session)
        self._found[found] = replace(peer, participant=participant.id, state="changed")
        self.emit(api.FoundChanged(self._found[found]))
        return participant.peer

    def invite_address(
        self, host: str, port: int, name: str | None = None, session: int | None = None
    ) -> str:
        self._note("invite_address", host, port, name, session)
        return self._join(name or host, host, port, session).peer

    def leave(self, participant: int) -> None:
        self._note("leave", participant)
        gone = self._participants.pop(participant, None)
        if gone is None:
            raise api.CommandError(GONE)
        for found in [one for one in self._found.values() if one.participant == participant]:
            self._found[found.id] = replace(found, participant=None, state="changed")
            self.emit(api.FoundChanged(self._found[found.id]))
        self.emit(api.ParticipantChanged(replace(gone, state="left", reason="user", wanted=False), gone=True))
        self._judge_routes()

    def accept(self, invitation: int, always: bool = False) -> None:
        self._note("accept", invitation, always)
        asked = self._settle(invitation)
        if always:
            self._know(asked, "always")
        self.add_participant(
            asked.name,
            asked.session,
            role="participant",
            address=asked.address,
            wanted=False,
            access="always" if always else "ask",
        )

    def decline(self, invitation: int, never: bool = False) -> None:
        self._note("decline", invitation, never)
        asked = self._settle(invitation)
        if never:
            self._know(asked, "never")

    def _know(self, asked: api.Invitation, access: Access) -> None:
        peer = Peer(asked.name.lower().replace(" ", "-"), asked.name, access=access)
        others = (each for each in self._patch.peers if each.id != peer.id)
        self._patch = replace(self._patch, peers=(*others, peer))

    def add_route(self, route: Route) -> str:
        self._note("add_route", route)
        for old in self._patch.routes:
            if old.source == route.source and replace(old, id=route.id) == route:
                return old.id
        route = replace(route, id=route.id or f"r{self._next()}")
        self._set_routes((*self._patch.routes, route))
        view = api.RouteView(route.id, route.source, route.destination, self._state(route), time.time())
        self._routes[route.id] = view
        self.emit(api.RouteChanged(view))
        return route.id

    def change_route(self, route: Route) -> None:
        self._note("change_route", route)
        if route.id not in self._routes:
            raise api.CommandError(GONE)
        self._set_routes(tuple(route if old.id == route.id else old for old in self._patch.routes))
        self._judge_routes()

    def remove_route(self, route: str) -> None:
        self._note("remove_route", route)
        view = self._routes.pop(route, None)
        if view is None:
            raise api.CommandError(GONE)
        self._set_routes(tuple(old for old in self._patch.routes if old.id != route))
        self.emit(api.RouteChanged(view, removed=True))

    def play(self, message: bytes) -> None:
        self._note("play", message)

    def send(self, destination: Endpoint, message: bytes, origin: str = "Command") -> None:
        self._note("send", destination, message)

    def forget_link_peer(self, link: int, peer: int) -> None:
        self._note("forget_link_peer", link, peer)
        known = self._links.get(link)
        if known is not None:  # one of `links` only looks like one
            self.set_link(known, peers=tuple(each for each in known.peers if each.id != peer))

    def cancel_sysex(self, transfer: int) -> None:
        self._note("cancel_sysex", transfer)

    def panic(self) -> None:
        self._note("panic")

    def details(self, participant: int) -> api.Details:
        if participant not in self._participants:
            if participant in self._details:
                return self._details[participant]
            raise api.CommandError(GONE)
        return self._details.get(participant, api.Details(self._participants[participant].counters))

    def listen(self, source: Endpoint | None, hear: api.Hearer) -> Callable[[], None]:
        ear = (source, hear)
        self._ears.append(ear)
        return lambda: self._ears.remove(ear)

    def monitor(self, after: int) -> Sequence[api.MonitorRow]:
        return self.rows[after:]

    def evening(self) -> tuple[api.PeerEvening, ...]:
        return self.evenings

    def meters(self) -> Mapping[str, int]:
        return self.counts

    # -- within --------------------------------------------------------------------------------------------

    def _next(self) -> int:
        self._ids += 1
        return self._ids

    def _note(self, *command: Any) -> None:
        self.commands.append(command)
        failure, self._failure = self._failure, None
        if failure is not None:
            raise api.CommandError(failure)

    def _session(self, session: int | None) -> int:
        return session if session is not None else next(iter(self._sessions), 0)

    def _join(self, name: str, address: str, port: int, session: int | None) -> api.Participant:
        for old in self._participants.values():
            if old.name == name and old.session == self._session(session):
                return self.set_participant(old, state="inviting")
        return self.add_participant(name, session, address=address, port=port, state="inviting")

    def _settle(self, invitation: int) -> api.Invitation:
        asked = self._invitations.pop(invitation, None)
        if asked is None:
            raise api.CommandError(GONE)
        self.emit(api.InvitationChanged(replace(asked, open=False)))
        return asked

    def _set_routes(self, routes: tuple[Route, ...]) -> None:
        self._set_patch(replace(self._patch, routes=routes))

    def _set_patch(self, patch: Patch) -> None:
        self._patch = patch
        self.edit.link_found()
        self.emit(api.PatchChanged(patch, saved=True))

    def _follow_links(self) -> None:
        specs = {spec.name: spec for spec in self._patch.links}
        for link in [each for each in self._links.values() if each.name not in specs]:
            del self._links[link.id]
            self.emit(api.LinkChanged(replace(link, state="closed")))
        for spec in specs.values():
            known = next((each for each in self._links.values() if each.name == spec.name), None)
            learned = tuple(peer for peer in known.peers if peer.learned) if known else ()
            number = known.id if known else self._next()
            fixed = tuple(api.LinkPeer(self._next(), *split_host_port(peer), False) for peer in spec.peers)
            self.set_link(api.Link(number, spec.name, spec.port, "open", spec.learn, (*fixed, *learned)))
        self._follow_routes()

    def _rename_link(self, old: str, new: str) -> None:
        for link in [each for each in self._links.values() if each.name == old]:
            self._links[link.id] = replace(link, name=new)
        self._follow_links()

    def _follow_routes(self) -> None:
        kept = {route.id for route in self._patch.routes}
        self._routes = {name: view for name, view in self._routes.items() if name in kept}
        for route in self._patch.routes:
            view = self._routes[route.id]
            self._routes[route.id] = replace(view, source=route.source, destination=route.destination)

    def _judge_routes(self) -> None:
        for route in self._patch.routes:
            view = self._routes.get(route.id)
            state = self._state(route)
            if view is not None and view.state != state:
                self._routes[route.id] = replace(view, state=state, since_wall=time.time())
                self.emit(api.RouteChanged(self._routes[route.id]))

    def _state(self, route: Route) -> api.RouteState:
        if route.muted:
            return "muted"
        return "active" if self._present(route.source) and self._present(route.destination) else "waiting"

    def _present(self, end: Endpoint) -> bool:
        match end:
            case BuiltinEnd() | LinkEnd():
                return True
            case PortEnd(name=name, nth=nth):
                ports = self._ports.values()
                return any((port.name, port.nth, port.state) == (name, nth, "added") for port in ports)
            case SessionEnd(session=name):
                return any(session.name == name for session in self._sessions.values())
            case PeerEnd(peer=peer):
                people = self._participants.values()
                return any(one.peer == peer and one.state in CONNECTED_STATES for one in people)
