"""The direct links of the patch: their ports, their peers by address, name or learning, and what is shown of them."""

import asyncio
import logging
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from secrets import randbits

from app.engine import api
from app.engine.api import CommandError, LinkChanged, Problem
from app.engine.bus import Bus
from app.engine.interfaces import parse_scoped
from app.engine.link_orders import (
    CloseLink,
    ForgetLinkPeer,
    LinkFull,
    LinkReport,
    OpenLink,
    PeerForgotten,
    PeerLearned,
    SetLinkPeers,
    SpareLinkPeer,
)
from app.engine.lookups import look_up
from app.engine.orders import Order
from app.engine.phrases import reason_of
from app.engine.sockets import open_single
from app.engine.ticks import TICKS_PER_SECOND
from app.model import patch as model
from app.model.address import Address, split_host_port

log = logging.getLogger("longwire.net")

LEARNED_PEERS = 32
"""Per link: every peer costs a stream and a place in the list, and anybody in the network can become one."""
SILENCE_S = 300
"""On a link nothing is sent while nobody plays; whoever was not heard for five minutes is taken to have gone."""
RETRY_S = 1.0
"""A port that is taken may be free in a moment: the program that has it was perhaps just ended."""
LOOK_UP_S = 30.0
"""A host name that nobody knows may be known later, when that computer is up."""
SSRC_BITS = 32


@dataclass(slots=True)
class _Fixed:
    """A peer of the patch; `address` is None until its name was looked up."""

    id: int
    text: str
    address: Address | None


@dataclass(slots=True)
class Link:
    """One link of the patch. `port` is None while its port is taken; `learned` peers are by id."""

    id: int
    spec: model.Link
    fixed: list[_Fixed]
    port: int | None = None
    learned: dict[int, Address] = field(default_factory=dict)
    spare: list[int] = field(default_factory=list)
    retry_at: float = 0.0
    look_up_at: float = 0.0

    @property
    def peers(self) -> tuple[int, ...]:
        """The ids that can be played into."""
        return (*(each.id for each in self.fixed if each.address is not None), *self.learned)


class Links:
    """Opens and closes links as the patch says, resolves names, and follows what is learned."""

    def __init__(
        self,
        next_id: Callable[[], int],
        submit: Callable[..., None],
        bus: Bus,
        rewire: Callable[[], None],
        name: Callable[[int, str], None],
    ) -> None:
        """`rewire` installs cables anew, `name` tells the monitor what an id is called."""
        self._next_id = next_id
        self._submit = submit
        self._bus = bus
        self._rewire = rewire
        self._name = name
        self._links: dict[str, Link] = {}
        self._lookups: set[asyncio.Task[None]] = set()

    def __iter__(self) -> Iterator[Link]:
        return iter(tuple(self._links.values()))

    def get(self, name: str) -> Link | None:
        """Find a link by its name."""
        return self._links.get(name)

    def views(self) -> tuple[api.Link, ...]:
        """Show all links."""
        return tuple(_view(link) for link in self)

    def follow(self, links: Sequence[model.Link]) -> None:
        """Bring what is open in line with the patch; a link that stays as it is keeps all it knows."""
        wanted = {spec.name: spec for spec in links}
        for name, link in list(self._links.items()):
            if name not in wanted:
                self._close(link)
                del self._links[name]
                self._bus.emit(LinkChanged(_view(link, "closed")))
        for name, spec in wanted.items():
            known = self._links.get(name)
            if known is None:
                self._links[name] = link = self._made(spec, self._next_id())
                self._open(link)
            elif replace(known.spec, name=name, peers=spec.peers) == spec:
                self._take_peers(known, spec)
            else:
                self._close(known)
                self._links[name] = link = self._made(spec, known.id)
                self._reopen(link, known)

    def rename(self, old: str, new: str) -> None:
        """Call a link something else; what `follow` is told next has the new name."""
        self._links = {new if name == old else name: link for name, link in self._links.items()}
        for code in ("link.port", "link.full"):  # what still holds is told again under the new name
            self._bus.clear_problem(code, {"link": old})

    def tick(self, now: float) -> None:
        """Try again what did not succeed: ports that were taken, names that nobody knew."""
        for link in self:
            if link.port is None and now >= link.retry_at:
                link.retry_at = now + RETRY_S
                if self._open(link):
                    self._rewire()
            if now >= link.look_up_at and any(each.address is None for each in link.fixed):
                link.look_up_at = now + LOOK_UP_S
                self._look_up(link)

    def report(self, report: LinkReport) -> None:
        """Take what the MIDI thread tells."""
        link = next((each for each in self if each.id == report.link), None)
        if link is None:
            return
        match report:
            case PeerLearned():
                self._learned(link, report)
            case PeerForgotten():
                self._forgotten(link, report.peer)
            case LinkFull():
                params = {"link": link.spec.name, "limit": LEARNED_PEERS, "address": report.address}
                self._bus.raise_problem(Problem("link.full", params, {"link": link.spec.name}))

    def forget(self, link: int, peer: int) -> None:
        """No longer play with a learned peer; raises CommandError for one that is not there."""
        found = next((each for each in self if each.id == link), None)
        if found is None or peer not in found.learned:
            raise CommandError(Problem("peer.unknown"))
        self._submit(ForgetLinkPeer(link, peer))
        self._forgotten(found, peer)

    def knows(self, peer: int) -> bool:
        """Tell whether that is a peer of a link, of the patch or learned, whether it plays already or not."""
        return any(peer in link.learned or any(each.id == peer for each in link.fixed) for link in self)

    def totals(self, counts: Mapping[int, int]) -> dict[int, int]:
        """Add up counters of peers by link."""
        return {link.id: sum(counts.get(peer, 0) for peer in (*link.peers, *link.spare)) for link in self}

    # -- opening -----------------------------------------------------------------------------------------------

    def _made(self, spec: model.Link, number: int) -> Link:
        fixed = [_Fixed(self._next_id(), text, _literal(text)) for text in spec.peers]
        link = Link(number, spec, fixed)
        link.spare = [self._next_id() for _ in range(LEARNED_PEERS)] if spec.learn else []
        self._name_all(link)
        return link

    def _name_all(self, link: Link) -> None:
        name = link.spec.name
        for each in (link.id, *(fixed.id for fixed in link.fixed), *link.spare):
            self._name(each, name)
        for peer, address in link.learned.items():
            self._name(peer, f"{name} {address}")

    def _take_peers(self, link: Link, spec: model.Link) -> None:
        """Follow another name and other fixed peers while the link plays; who stays keeps what it holds."""
        if link.spec == spec:
            return
        there = {each.text: each for each in link.fixed}
        link.fixed = [there.get(text) or _Fixed(self._next_id(), text, _literal(text)) for text in spec.peers]
        link.spec, link.look_up_at = spec, 0.0
        self._name_all(link)
        if link.port is not None:
            self._submit(_peers(link))
        self._tell(link)

    def _reopen(self, link: Link, before: Link) -> None:
        """Open a link in another way; on the port it had, when the MIDI thread has given that back."""
        if before.port is not None and before.port == link.spec.port:
            self._tell(link)
        else:
            self._open(link)

    def _open(self, link: Link) -> bool:
        spec, about = link.spec, {"link": link.spec.name}
        try:
            ways = open_single(spec.port, spec.listen)
        except OSError as error:
            params = {"link": spec.name, "port": spec.port, "reason": reason_of(error)}
            self._bus.raise_problem(Problem("link.port", params, about))
        else:
            link.port = ways[0].getsockname()[1]
            self._submit(self._order(link, ways), _peers(link))
            self._bus.clear_problem("link.port", about)
        self._tell(link)
        return link.port is not None

    def _order(self, link: Link, ways: tuple[socket.socket, ...]) -> Order:
        spec = link.spec
        return OpenLink(
            link.id,
            spec.ssrc or randbits(SSRC_BITS) or 1,
            ways,
            spec.journal,
            spec.marker == "rfc",
            spec.learn,
            tuple(link.spare),
            SILENCE_S * TICKS_PER_SECOND,
        )

    def _close(self, link: Link) -> None:
        if link.port is not None:
            self._submit(CloseLink(link.id))
        self._bus.clear_problem("link.port", {"link": link.spec.name})
        self._bus.clear_problem("link.full", {"link": link.spec.name})

    # -- peers -------------------------------------------------------------------------------------------------

    def _learned(self, link: Link, report: PeerLearned) -> None:
        if report.peer in link.spare:
            link.spare.remove(report.peer)
            link.learned[report.peer] = report.address
            self._name(report.peer, f"{link.spec.name} {report.address}")
            self._rewire()
            self._tell(link)

    def _forgotten(self, link: Link, peer: int) -> None:
        if link.learned.pop(peer, None) is None:
            return
        spare = self._next_id()
        link.spare.append(spare)
        self._name(spare, link.spec.name)
        self._submit(SpareLinkPeer(link.id, spare))
        self._bus.clear_problem("link.full", {"link": link.spec.name})
        self._rewire()
        self._tell(link)

    def _look_up(self, link: Link) -> None:
        task = asyncio.get_running_loop().create_task(self._resolve(link))
        self._lookups.add(task)
        task.add_done_callback(self._lookups.discard)

    async def _resolve(self, link: Link) -> None:
        for each in [each for each in link.fixed if each.address is None]:
            host, port = split_host_port(each.text)
            try:
                each.address = (await look_up(host, port))[0]
            except OSError as error:
                params = {"address": host, "reason": reason_of(error)}
                self._bus.raise_problem(Problem("peer.unreachable", params, {"peer": each.text}))
                continue
            self._bus.clear_problem("peer.unreachable", {"peer": each.text})
        if self._links.get(link.spec.name) is link and link.port is not None:
            self._submit(_peers(link))
            self._rewire()
            self._tell(link)

    def _tell(self, link: Link) -> None:
        self._bus.emit(LinkChanged(_view(link)))


def _literal(text: str) -> Address | None:
    return parse_scoped(*split_host_port(text))


def _peers(link: Link) -> SetLinkPeers:
    return SetLinkPeers(
        link.id, tuple((each.id, each.address) for each in link.fixed if each.address is not None)
    )


def _view(link: Link, state: api.LinkState | None = None) -> api.Link:
    fixed = tuple(
        api.LinkPeer(each.id, *(each.address or split_host_port(each.text))[:2], learned=False)
        for each in link.fixed
    )
    learned = tuple(
        api.LinkPeer(peer, address.host, address.port, learned=True) for peer, address in link.learned.items()
    )
    shown: api.LinkState = state or ("waiting" if link.port is None else "open")
    return api.Link(
        link.id, link.spec.name, link.port or link.spec.port, shown, link.spec.learn, (*fixed, *learned)
    )
