"""The direct links inside the MIDI thread with their sockets."""

import selectors
from collections.abc import Callable, Iterator

from app.engine.link_orders import CloseLink, ForgetLinkPeer, LinkOrder, OpenLink, SetLinkPeers, SpareLinkPeer
from app.engine.link_stream import LinkStream
from app.engine.orders import Report
from app.engine.packet_ring import PacketRing
from app.engine.reception import Way
from app.engine.router import Router
from app.engine.served_link import ServedLink
from app.engine.turn import Turn
from app.session.actions import Channel


class LinkReception:
    """Opens and closes links and reaches all their peers. Belongs to the MIDI thread."""

    def __init__(
        self,
        selector: selectors.BaseSelector,
        router: Router,
        report: Callable[[Report], None],
        turn: Turn,
        next_transfer: Callable[[], int],
        packets: PacketRing,
    ) -> None:
        self._selector = selector
        self._router = router
        self._report = report
        self._turn = turn
        self._next_transfer = next_transfer
        self._packets = packets
        self._links: dict[int, ServedLink] = {}

    def __iter__(self) -> Iterator[LinkStream]:
        """Go through a copy of the peers; any thread may, for reading plain counters only."""
        for served in list(self._links.values()):
            yield from served.streams

    def refused(self, link: int) -> int:
        """Count the datagrams that a link refused; any thread may ask."""
        served = self._links.get(link)
        return 0 if served is None else served.refused

    def carry_out(self, order: LinkOrder, now: int) -> None:
        """Do what the engine asks for; what is about a link that has gone is passed over."""
        if isinstance(order, OpenLink):
            self._open(order)
            return
        served = self._links.get(order.link)
        if served is None:
            return
        match order:
            case CloseLink():
                self._retire(self._links.pop(order.link), now)
            case SetLinkPeers():
                served.set_peers(order.peers, now)
            case ForgetLinkPeer():
                served.forget(order.peer, now)
            case SpareLinkPeer():
                served.add_spare(order.peer)

    def cancel_sysex(self, transfer: int) -> None:
        """Give up a long SysEx, if it is towards one of these."""
        for stream in self:
            stream.outgoing.cancel(transfer)

    def hush(self) -> None:
        """Everything is being silenced: no SysEx may keep that waiting."""
        for stream in self:
            stream.outgoing.cut()

    def close_all(self, now: int) -> None:
        """Close all sockets."""
        while self._links:
            self._retire(self._links.popitem()[1], now)

    def _open(self, order: OpenLink) -> None:
        served = ServedLink(order, self._router, self._report, self._turn, self._next_transfer)
        self._links[order.link] = served
        self._packets.watch(order.ways)
        for way in order.ways:
            self._selector.register(way, selectors.EVENT_READ, Way(served, Channel.DATA))

    def _retire(self, served: ServedLink, now: int) -> None:
        for way in served.ways:
            self._selector.unregister(way)
        served.close(now)
