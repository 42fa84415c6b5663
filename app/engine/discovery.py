"""mDNS: publish our sessions, find the others (session sheet 8, 9). The only module that knows zeroconf."""

import asyncio
import logging
import socket
from collections.abc import Callable, Iterable

from zeroconf import (
    BadTypeInNameException,
    EventLoopBlocked,
    InterfaceChoice,
    IPVersion,
    NonUniqueNameException,
    NotRunningException,
    RecordUpdate,
    RecordUpdateListener,
    ServiceStateChange,
    Zeroconf,
)
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from app.engine.interfaces import LocalAddress, local_addresses, parse_scoped, preferred
from app.engine.phrases import Phrase, Reason, reason_of
from app.engine.sightings import Sighting
from app.model.address import Address
from app.wire.names import clean_name

log = logging.getLogger("longwire.mdns")

SERVICE_TYPE = "_apple-midi._udp.local."
SRV_RECORD = 33
"""RFC 2782."""
RESOLVE_MS = 3000
FOUND_PEERS = 512
"""More peers than any stage has; a stranger announcing names must not fill the memory."""
LABEL_OCTETS = 63
EMPTY_TXT = b"\x00"
"""One empty string; no octets at all would break RFC 6763 6.1 (session sheet 9.1)."""

_FAULTS = (OSError, EventLoopBlocked, NonUniqueNameException, NotRunningException, BadTypeInNameException)


class DiscoveryError(Exception):
    """mDNS cannot work here; the text says why."""


class _Repeats(RecordUpdateListener):
    """Hears of records that say again what was known: a device that was switched on anew changes nothing in them."""

    def __init__(self, on_repeat: Callable[[str], None]) -> None:
        super().__init__()
        self._on_repeat = on_repeat

    def async_update_records(self, zc: Zeroconf, now: float, records: list[RecordUpdate]) -> None:
        """Take the records of one response."""
        for record in records:
            said_again = record.old is not None and not record.new.is_expired(now)
            if said_again and record.new.type == SRV_RECORD and record.new.name.endswith(SERVICE_TYPE):
                self._on_repeat(_instance(record.new.name))


class Discovery:
    """Publishes and browses on the running loop.

    `on_change` gets a name and its sighting, or None when gone; `on_repeat` the name of who says again where it is.
    """

    def __init__(
        self,
        label: str,
        interfaces: tuple[str, ...],
        on_change: Callable[[str, Sighting | None], None],
        on_repeat: Callable[[str], None],
    ) -> None:
        self._host = f"{label}.local."
        self._interfaces = interfaces
        self._on_change = on_change
        self._on_repeat = on_repeat
        self._zeroconf: AsyncZeroconf | None = None
        self._browser: AsyncServiceBrowser | None = None
        self._published: dict[int, AsyncServiceInfo] = {}
        self._publishing = asyncio.Lock()
        self._resolving: dict[str, asyncio.Task[None]] = {}
        self._seen: set[str] = set()
        self._since: dict[str, dict[Address, float]] = {}
        """When each address of each peer was first seen."""
        self._local: tuple[LocalAddress, ...] = ()

    @property
    def running(self) -> bool:
        """Whether mDNS works."""
        return self._zeroconf is not None

    async def start(self) -> None:
        """Open the mDNS sockets and browse; raises DiscoveryError."""
        if self._zeroconf is not None:
            return
        self._local = local_addresses(self._interfaces)
        if not self._local:
            raise DiscoveryError(Phrase("net.interface"))
        zeroconf = self._zeroconf = self._open()
        try:
            # First of all: who resolves a name waits for this; if that is cancelled meanwhile, mDNS never starts.
            await zeroconf.zeroconf.async_wait_for_start()
        except NotRunningException as error:
            self._zeroconf = None
            await zeroconf.async_close()
            raise DiscoveryError(Phrase("net.mdns")) from error
        zeroconf.zeroconf.async_add_listener(_Repeats(self._on_repeat), None)
        self._browse(zeroconf)

    async def publish(self, session: int, name: str, port: int) -> str:
        """Announce a session, anew if it was; gives the name it got: another one when that is taken on this network."""
        async with self._publishing:
            return await self._publish(session, name, port)

    async def withdraw(self, session: int) -> None:
        """Say goodbye for a session."""
        async with self._publishing:
            await self._withdraw(session)

    async def _publish(self, session: int, name: str, port: int) -> str:
        if self._zeroconf is None:
            raise DiscoveryError(Phrase("net.mdns"))
        await self._withdraw(session)
        info = AsyncServiceInfo(
            SERVICE_TYPE,
            f"{_label(name)}.{SERVICE_TYPE}",
            port=port,
            addresses=self._packed(),
            properties=EMPTY_TXT,
            server=self._host,
        )
        try:
            announcing = await self._zeroconf.async_register_service(info, allow_name_change=True)
            # To find a free name takes two seconds, in which our addresses may have changed.
            info.addresses = self._packed()
            self._published[session] = info
            await announcing
        except _FAULTS as error:
            self._published.pop(session, None)
            raise DiscoveryError(reason_of(error)) from error
        return _instance(info.name)

    async def _withdraw(self, session: int) -> None:
        info = self._published.pop(session, None)
        if info is not None and self._zeroconf is not None:
            await (await self._zeroconf.async_unregister_service(info))

    async def refresh(self, *, anew: bool = False) -> None:
        """Follow the addresses of this computer if they changed; `anew`: ask and announce also if they did not."""
        local = local_addresses(self._interfaces)
        if self._zeroconf is None or (local == self._local and not anew):
            return
        self._local = local
        # First of all: new interfaces announce what is said here, and that takes half a second.
        for info in self._published.values():
            info.addresses = self._packed()
        try:
            await asyncio.gather(
                self._zeroconf.async_update_interfaces(self._choice()), self._browse_again(self._zeroconf)
            )
            await asyncio.gather(*map(self._announce_again, self._published.values()))
        except _FAULTS as error:
            log.warning("after a change of addresses: %s", error)

    async def stop(self) -> None:
        """Say goodbye for everything and close."""
        zeroconf, self._zeroconf = self._zeroconf, None
        if zeroconf is None:
            return
        if self._browser is not None:  # first, so that nothing is resolved any more
            await self._browser.async_cancel()
        for task in self._resolving.values():
            task.cancel()
        await asyncio.gather(*self._resolving.values(), return_exceptions=True)
        await zeroconf.async_unregister_all_services()
        await zeroconf.async_close()
        self._published.clear()

    # -- inside -------------------------------------------------------------------------------------------

    def _browse(self, zeroconf: AsyncZeroconf) -> None:
        """Begin to browse; what is in the cache is told once more."""
        self._browser = AsyncServiceBrowser(
            zeroconf.zeroconf, SERVICE_TYPE, handlers=[self._on_service_change]
        )

    async def _browse_again(self, zeroconf: AsyncZeroconf) -> None:
        if self._browser is not None:
            await self._browser.async_cancel()
        self._browse(zeroconf)

    async def _announce_again(self, info: AsyncServiceInfo) -> None:
        if self._zeroconf is not None:
            await (await self._zeroconf.async_update_service(info))

    def _open(self) -> AsyncZeroconf:
        reason: Reason = Phrase("net.interface")
        for version in (IPVersion.All, IPVersion.V4Only):
            try:
                return AsyncZeroconf(interfaces=self._choice(), ip_version=version)
            except (OSError, RuntimeError) as error:
                reason = reason_of(error)
        raise DiscoveryError(reason)

    def _choice(self) -> InterfaceChoice | list[str | int | tuple[tuple[str, int, int], int]]:
        if not self._interfaces:
            return InterfaceChoice.All
        return [str(each.ip) for each in self._local if each.ip.version == 4] or [
            each.scope for each in self._local
        ]

    def _packed(self) -> list[bytes]:
        outside = [each for each in self._local if not each.ip.is_loopback]
        return [each.ip.packed for each in outside or self._local]

    def _on_service_change(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        running = self._resolving.pop(name, None)
        if running is not None:
            running.cancel()
        if state_change is ServiceStateChange.Removed:
            self._seen.discard(name)
            self._since.pop(name, None)
            self._on_change(_instance(name), None)
        elif name in self._seen or len(self._seen) < FOUND_PEERS:
            self._seen.add(name)
            task = asyncio.get_running_loop().create_task(self._resolve(zeroconf, name))
            self._resolving[name] = task
            task.add_done_callback(lambda done: self._resolved(name, done))

    def _resolved(self, name: str, task: asyncio.Task[None]) -> None:
        if self._resolving.get(name) is task:
            del self._resolving[name]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("resolving %s: %s", name, error)

    async def _resolve(self, zeroconf: Zeroconf, name: str) -> None:
        info = AsyncServiceInfo(SERVICE_TYPE, name)
        if not await info.async_request(zeroconf, RESOLVE_MS):
            log.info("%s is announced but does not say where it is", name)
            return
        if info.port is None or not info.server or info.server.lower() == self._host.lower():
            return
        port = info.port
        parsed = (parse_scoped(text, port) for text in info.parsed_scoped_addresses())
        addresses = preferred(self._newest_first(name, parsed), self._local)
        service, host = _instance(name), info.server.rstrip(".")
        unique = service if service.strip() else host
        self._on_change(service, Sighting(clean_name(service) or host, unique, host, addresses, port))

    def _newest_first(self, name: str, addresses: Iterable[Address | None]) -> list[Address]:
        # A peer that moved is still announced at its old address for a while; there nobody answers.
        before, now = self._since.get(name, {}), asyncio.get_running_loop().time()
        since = {address: before.get(address, now) for address in addresses if address is not None}
        self._since[name] = since
        return sorted(since, key=lambda address: since[address], reverse=True)


def private_label(token: int) -> str:
    """Make the host label of this run.

    Using the computer's own name makes macOS believe that another machine owns it (session sheet 9.1).
    """
    return f"longwire-{token & 0xFFFFFFFF:08x}"


def host_name() -> str:
    """Tell the computer's name as the system knows it."""
    return socket.gethostname()


def _label(name: str) -> str:
    """Make a name that survives zeroconf: no dots (it splits there), no control characters, at most 63 octets."""
    cleaned = "".join("\u2024" if char == "." else char for char in name if char.isprintable()).strip()
    return cleaned.encode()[:LABEL_OCTETS].decode(errors="ignore") or "Longwire"


def _instance(name: str) -> str:
    return name.removesuffix("." + SERVICE_TYPE)
