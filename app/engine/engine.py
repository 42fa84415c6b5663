"""The engine: the commands of `EngineApi`, on the application's asyncio loop. Built by bootstrap."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from time import perf_counter, perf_counter_ns

from app.engine import api
from app.engine.api import CommandError, Problem, Ready, Snapshot
from app.engine.by_hand import play_by_hand
from app.engine.edits import Edits, keep_peers
from app.engine.interfaces import parse_scoped
from app.engine.orders import Panic
from app.engine.origins import COMMAND, ByHand
from app.engine.ports import PortBackend
from app.engine.studio import Sysex, Takes
from app.engine.tallies import details_of, link_details_of
from app.engine.workings import Settings, Workings
from app.media.mapping import parse_rules
from app.model.endpoints import Endpoint
from app.model.patch import Access, Peer, Route

log = logging.getLogger("longwire.app")

TICK_S = 0.05
"""Signalling counts in seconds; a twentieth of one is early enough and costs nothing."""


class Engine:
    """Implements `EngineApi`. Every method is called on the loop that `start` ran on."""

    def __init__(self, settings: Settings, store: api.PatchStore, backend: PortBackend) -> None:
        self._all = Workings(settings, store, backend)
        self.edit = Edits(self._all)
        self.files = self._all.savings
        self.takes = Takes(self._all)
        self.sysex = Sysex(self._all)
        self.evening = self._all.evening.report
        self._life: asyncio.Task[None] | None = None
        self._stopped = False

    # -- life -----------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Open ports, sessions and discovery; what is missing becomes a problem."""
        self._all.inbox.attach(asyncio.get_running_loop())
        self._all.thread.start()
        self._all.desk.load()
        self._all.open()
        self._life = asyncio.get_running_loop().create_task(self._live())
        self._all.bus.emit(Ready(self._all.settings.version))

    async def stop(self) -> None:
        """Release every note, say BY, close everything."""
        if self._stopped or self._life is None:
            return
        self._stopped = True
        self._life.cancel()
        everything = self._all
        ended, *_ = await asyncio.gather(
            asyncio.to_thread(everything.thread.stop), everything.announcer.stop(), return_exceptions=True
        )
        if ended is not True:
            log.error("the MIDI thread did not end in time: %s", ended)
        await asyncio.to_thread(everything.recorders.end_all)
        everything.recorders.tick()  # tells how they ended
        everything.dump_files.close()
        everything.playbacks.close()
        await everything.savings.finish()
        everything.inbox.detach()
        everything.ports.close()
        everything.desk.save()

    async def _live(self) -> None:
        while True:
            try:
                self._all.tick(perf_counter())
            except Exception:  # the task's boundary: one faulty part must not end the others
                log.exception("a fault in the engine's tick")
            await asyncio.sleep(TICK_S)

    # -- questions ------------------------------------------------------------------------------------------

    def subscribe(self, listener: api.Listener) -> Callable[[], None]:
        """Get every event from now on; call the result to end it."""
        return self._all.bus.subscribe(listener)

    def snapshot(self) -> Snapshot:
        """Show everything as it is now."""
        everything = self._all
        return Snapshot(
            ports=everything.ports.views(),
            sessions=everything.hosts.views(everything.announcer.addresses),
            found=everything.announcer.found,
            participants=everything.people.participants(),
            invitations=everything.people.invitations(),
            routes=everything.patchbay.views,
            problems=everything.bus.problems,
            patch=everything.desk.patch,
            patch_file=everything.desk.path,
            midi_system=everything.ports.system,
            links=everything.links.views(),
            sysex=everything.dumps.views,
            recordings=tuple(everything.recorders.views),
            playbacks=tuple(everything.playbacks.views),
            sendings=tuple(everything.dump_files.sendings),
            receivings=tuple(everything.dump_files.receivings),
        )

    def monitor(self, after: int) -> Sequence[api.MonitorRow]:
        """Give the rows with a number above `after`, oldest first."""
        return self._all.monitor.rows(after)

    def listen(self, source: Endpoint | None, hear: api.Hearer) -> Callable[[], None]:
        """Tell every control that is moved at a source, or anywhere; call the result to end it."""
        end = self._all.listening.add(source, hear)
        self._all.use_ports()
        return end

    def details(self, participant: int) -> api.Details:
        """Show what is known of a stream at this moment, of a participant or a peer of a link; empty without one."""
        for met in self._all.thread.links:
            if met.peer == participant:
                return link_details_of(met)
        if self._all.links.knows(participant):
            return api.Details()
        live = self._all.seats.known(participant).live
        stream = None if live is None else self._all.thread.streams().get(live)
        return api.Details() if stream is None else details_of(stream)

    def meters(self) -> Mapping[str, int]:
        """Give message counters by route id, and by `in:ID` and `out:ID` of ports and participants."""
        return self._all.meters()

    # -- connections ----------------------------------------------------------------------------------------

    def invite(self, found: int, session: int | None = None) -> str:
        """Want a connection to a found peer; gives the peer id for routes."""
        sighting = self._all.announcer.sighting_of(found)
        if sighting is None:
            raise CommandError(Problem("found.unknown"))
        host = self._all.hosts.chosen(session)
        entries = self._all.whereabouts.entries(sighting.service)
        known = next((peer for peer in entries if peer.session in (None, host.spec.name)), None)
        peer = known or Peer(self._all.new_peer_id(sighting.name), name=sighting.name)
        nickname = peer.nickname or self._all.desk.patch.found_nickname(sighting.service)
        return self._want(replace(peer, service=sighting.service, nickname=nickname), host.spec.name)

    def invite_address(
        self, host: str, port: int, name: str | None = None, session: int | None = None
    ) -> str:
        """Want a connection to a typed host name or address and control port; gives the peer id."""
        where = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        chosen = self._all.hosts.chosen(session)
        known = next(
            (
                peer
                for peer in self._all.desk.patch.peers
                if peer.address == where and peer.session == chosen.spec.name
            ),
            None,
        )
        peer = self._want(
            known or Peer(self._all.new_peer_id(name or host), name=name, address=where), chosen.spec.name
        )
        if parse_scoped(host, port) is None:
            self._all.whereabouts.look_up(peer, host, port)
        return peer

    def leave(self, participant: int) -> None:
        """Disconnect, or stop trying, and no longer want it."""
        seat = self._all.seats.known(participant)
        self._all.people.drop(self._all.hosts.chosen(seat.session), seat)
        self._all.people.tidy()

    def accept(self, invitation: int, always: bool = False) -> None:
        """Let somebody in, once or always."""
        self._answer(invitation, True, "always" if always else None)

    def decline(self, invitation: int, never: bool = False) -> None:
        """Refuse somebody, this time or for good."""
        self._answer(invitation, False, "never" if never else None)

    # -- cables ---------------------------------------------------------------------------------------------

    def add_route(self, route: Route) -> str:
        """Make a cable; an empty id is given one. Gives the id; an equal cable is not made twice."""
        routes = self._all.desk.patch.routes
        for each in routes:
            if replace(each, id=route.id) == route:
                return each.id
        if not route.id:
            route = replace(route, id=_free_route_id(routes))
        _check_maps(route)
        keep_peers(self._all, route.source, route.destination)
        self._all.desk.put_route(route)
        return route.id

    def change_route(self, route: Route) -> None:
        """Replace the route with that id; one that was stopped because it looped tries again."""
        if not any(each.id == route.id for each in self._all.desk.patch.routes):
            raise CommandError(Problem("route.unknown"))
        _check_maps(route)
        keep_peers(self._all, route.source, route.destination)
        self._all.desk.put_route(route)
        if self._all.patchbay.forgive(route.id):
            self._all.rewire()

    def remove_route(self, route: str) -> None:
        """Take a cable away; what it held is released."""
        self._all.desk.drop_route(route)

    # -- playing --------------------------------------------------------------------------------------------

    def play(self, message: bytes) -> None:
        """Play one whole message on the test keyboard."""
        self._all.thread.play(self._all.keyboard, message, perf_counter_ns())

    def send(self, destination: Endpoint, message: bytes, origin: ByHand = COMMAND) -> None:
        """Play one whole message into an endpoint without a cable; raises CommandError while it is not there."""
        play_by_hand(self._all, destination, message, origin)

    def forget_link_peer(self, link: int, peer: int) -> None:
        """No longer play with a peer that a link has learned; who sends again is learned again."""
        self._all.links.forget(link, peer)

    def cancel_sysex(self, transfer: int) -> None:
        """Give up a long SysEx that is on its way; the receiver is told that it is void."""
        self._all.dumps.cancel(transfer)

    def panic(self) -> None:
        """Silence everything everywhere."""
        self._all.playbacks.stop_all()
        self._all.dump_files.cancel_all()
        self._all.thread.submit(Panic())

    # -- inside ---------------------------------------------------------------------------------------------

    def _want(self, peer: Peer, session: str) -> str:
        peer = replace(peer, session=session, wanted=True)
        self._all.desk.put_peer(peer)
        seat = self._all.whereabouts.pursue(peer)
        return peer.id if seat is None else seat.peer

    def _answer(self, invitation: int, accept: bool, access: Access | None) -> None:
        view = self._all.people.invitation(invitation)
        if view is None:
            return  # settled in the meantime: there is nothing left to answer
        host = self._all.hosts.chosen(view.session)
        if access is not None:
            self._all.whereabouts.remember_access(host, view, access)
        host.answer(invitation, accept)


def _check_maps(route: Route) -> None:
    for rule in route.maps:
        try:
            parse_rules((rule,))
        except ValueError:
            params = {"source": rule.source, "destination": rule.destination}
            raise CommandError(Problem("route.map", params, {"route": route.id})) from None


def _free_route_id(routes: Sequence[Route]) -> str:
    taken = {route.id for route in routes}
    return next(name for number in range(1, len(taken) + 2) if (name := f"r{number}") not in taken)
