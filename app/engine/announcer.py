"""The life of mDNS beside the engine: start when there is a network, publish, follow changes, find peers."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace

from app.engine import api
from app.engine.api import FoundChanged, Problem
from app.engine.bus import Bus
from app.engine.discovery import Discovery, DiscoveryError
from app.engine.interfaces import local_addresses, shown
from app.engine.link_watch import LinkWatch
from app.engine.neighbours import NOBODY, Who
from app.engine.phrases import reason_of
from app.engine.sightings import Sighting

log = logging.getLogger("longwire.mdns")

REFRESH_S = 3.0
REPEAT_S = 1.0
"""How often somebody's answers to the questions of others count as a sign of life."""
LOOK_AGAIN_S = 0.25
"""An interface that comes up brings several messages; one look is for all of them."""


class Announcer:
    """Keeps sessions published and the list of found peers, through missing and changing networks."""

    def __init__(
        self,
        discovery: Discovery | None,
        interfaces: tuple[str, ...],
        bus: Bus,
        next_id: Callable[[], int],
        on_change: Callable[[str, Sighting | None], None],
        on_published: Callable[[int, str | None], None],
        on_repeat: Callable[[Sighting], None],
        on_network: Callable[[bool], None],
        who_is: Callable[[], Mapping[str, Who]],
    ) -> None:
        """`on_repeat` hears of who is seen again where it was known to be; `who_is` tells whom we know, by service.

        `on_network` hears that the network may reach more than before, and whether our addresses changed.
        """
        self._discovery = discovery
        self._interfaces = interfaces
        self._bus = bus
        self._next_id = next_id
        self._on_change = on_change
        self._on_published = on_published
        self._on_repeat = on_repeat
        self._on_network = on_network
        self._who_is = who_is
        self._repeated_at: dict[str, float] = {}
        self._links = LinkWatch(self.look_again)
        self._wanted: dict[int, tuple[str, int]] = {}
        self._sightings: dict[str, Sighting] = {}
        self._found: dict[str, api.Found] = {}
        self.sightings: tuple[Sighting, ...] = ()
        """Everybody whom mDNS shows now, as discovery told it; the same tuple until that changes."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._refreshed_at = float("-inf")
        self._refreshing = False
        self._looks_again = False
        self.addresses: tuple[str, ...] = ()

    @property
    def found(self) -> tuple[api.Found, ...]:
        """The peers that mDNS shows now."""
        return tuple(found for found in self._found.values() if found.state != "removed")

    def sighting_of(self, found: int) -> Sighting | None:
        """Find a peer by the id of its view."""
        return next(
            (self._sightings.get(name) for name, view in self._found.items() if view.id == found), None
        )

    def start(self) -> None:
        """Begin; nothing is waited for."""
        self.addresses = shown(local_addresses(self._interfaces))
        self._told_network()
        self._links.start()
        if self._discovery is not None:
            self._spawn(self._start())

    def publish(self, session: int, name: str, port: int) -> None:
        """Announce a session now, or as soon as there is a network."""
        self._wanted[session] = (name, port)
        if self._discovery is not None and self._discovery.running:
            self._spawn(self._publish(session, name, port))

    def withdraw(self, session: int) -> None:
        """Announce it no longer."""
        if self._wanted.pop(session, None) is not None and self._discovery is not None:
            self._spawn(self._discovery.withdraw(session))

    def tick(self, now: float) -> None:
        """Look for changes of the network now and then."""
        pause = LOOK_AGAIN_S if self._looks_again else REFRESH_S
        if now - self._refreshed_at < pause or self._refreshing:
            return
        self._refreshed_at = now
        self._refreshing = True
        self._spawn(self._refresh())

    def look_again(self) -> None:
        """An interface came up, an address came or went, or the computer woke: look, ask and announce anew."""
        self._looks_again = True

    def link(self) -> None:
        """Tell of each found peer whom we know it as, where that is news: this is asked for with all that happens."""
        everyone = self._who_is() if self._found else {}
        for name, view in list(self._found.items()):
            if everyone.get(view.service, NOBODY) != Who(view.participant, view.peers, view.nickname):
                self._tell(name, _known_as(view, everyone))

    async def stop(self) -> None:
        """Say goodbye and close."""
        self._links.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._discovery is not None:
            await self._discovery.stop()

    def seen(self, name: str, sighting: Sighting | None) -> None:
        """Take what discovery found; None when the peer is no longer announced."""
        if sighting is None:
            self._repeated_at.pop(name, None)
            self._sightings.pop(name, None)
            self.sightings = tuple(self._sightings.values())
            view = self._found.pop(name, None)
            if view is not None:
                self._bus.emit(FoundChanged(replace(view, state="removed")))
            return
        known = self._found.get(name)
        self._sightings.pop(name, None)
        self._sightings[name] = sighting  # behind the others: what was said last is true
        self.sightings = tuple(self._sightings.values())
        hosts = tuple(dict.fromkeys(address.host for address in sighting.addresses))
        view = api.Found(
            known.id if known else self._next_id(),
            sighting.name,
            sighting.service,
            sighting.host,
            hosts,
            sighting.port,
            "changed" if known else "added",
        )
        self._tell(name, _known_as(view, self._who_is()))
        self._on_change(name, sighting)

    def repeated(self, name: str) -> None:
        """Take that somebody says again where it is."""
        now = asyncio.get_running_loop().time()
        sighting = self._sightings.get(name)
        if sighting is not None and now - self._repeated_at.get(name, float("-inf")) >= REPEAT_S:
            self._repeated_at[name] = now
            self._on_repeat(sighting)

    # -- inside -------------------------------------------------------------------------------------------------

    def _tell(self, name: str, view: api.Found) -> None:
        before = self._found.get(name)
        if before is not None and replace(before, state=view.state) == view:
            return
        if before is not None:
            view = replace(view, state="changed")
        self._found[name] = view
        self._bus.emit(FoundChanged(view))

    async def _start(self) -> None:
        assert self._discovery is not None
        try:
            await self._discovery.start()
        except DiscoveryError as error:
            self._bus.raise_problem(Problem("net.mdns", {"reason": reason_of(error)}))
            return
        self._bus.clear_problem("net.mdns")
        await asyncio.gather(*(self._publish(session, *what) for session, what in self._wanted.items()))

    async def _publish(self, session: int, name: str, port: int) -> None:
        assert self._discovery is not None
        try:
            published = await self._discovery.publish(session, name, port)
        except DiscoveryError as error:
            log.warning("publishing %s: %s", name, error)
            self._bus.raise_problem(Problem("net.mdns", {"reason": reason_of(error)}))
            return
        self._on_published(session, published)

    async def _refresh(self) -> None:
        try:
            anew, self._looks_again = self._looks_again, False
            addresses = shown(local_addresses(self._interfaces))
            changed = addresses != self.addresses
            self.addresses = addresses
            self._told_network()
            if changed or anew:
                self._on_network(changed)
            if self._discovery is not None and not self._discovery.running:
                await self._start()
            elif self._discovery is not None:
                await self._discovery.refresh(anew=anew)
        finally:
            self._refreshing = False

    def _told_network(self) -> None:
        if self.addresses:
            self._bus.clear_problem("net.none")
        else:
            self._bus.raise_problem(Problem("net.none"))

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("mDNS: %s", error, exc_info=error)


def _known_as(view: api.Found, everyone: Mapping[str, Who]) -> api.Found:
    who = everyone.get(view.service, NOBODY)
    return replace(view, participant=who.participant, peers=who.peers, nickname=who.nickname)
