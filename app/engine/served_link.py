"""One direct link inside the MIDI thread: its socket per address, its peers, and who is refused (design 1, link)."""

import logging
import socket
from collections.abc import Callable

from app.engine.link_orders import LinkFull, OpenLink, PeerForgotten, PeerLearned
from app.engine.link_stream import LinkHome, LinkStream
from app.engine.orders import Report
from app.engine.router import Router
from app.engine.sockets import SockAddr, choose, to_address, to_sockaddr
from app.engine.turn import Turn
from app.model.address import Address
from app.session.actions import Channel
from app.wire.applemidi import BitrateLimit, Feedback, decode, is_session_packet
from app.wire.commands import decode_section
from app.wire.errors import WireError
from app.wire.rtp import decode_rtp

log = logging.getLogger("longwire.net")


class ServedLink:
    """Demultiplexes what arrives for one link. Fixed peers are given by the engine, others learned from who sends."""

    def __init__(
        self,
        order: OpenLink,
        router: Router,
        report: Callable[[Report], None],
        turn: Turn,
        next_transfer: Callable[[], int],
    ) -> None:
        self.link = order.link
        self.ways = order.ways
        self.refused = 0
        """Datagrams from strangers, and what nobody can play; any thread may read it."""
        self._router = router
        self._report = report
        self._turn = turn
        self._learns = order.learn
        self._spare = list(order.spare)
        self._is_full = False
        self._peers: dict[int, LinkStream] = {}
        self._by_where: dict[SockAddr, LinkStream] = {}
        self._home = LinkHome(
            order.ssrc,
            order.journal,
            order.marker,
            order.silence_ticks,
            report,
            turn,
            router.feed,
            lambda: router.is_tapped,
            next_transfer,
            self._fell_silent,
        )

    @property
    def streams(self) -> list[LinkStream]:
        """The peers at this moment; any thread may ask."""
        return list(self._peers.values())

    def receive(
        self, way: socket.socket, channel: Channel, data: bytes, where: SockAddr, stamp_ns: int, now: int
    ) -> None:
        """Take one datagram; whatever it holds, nothing is raised."""
        del channel
        stream = self._by_where.get(where)
        try:
            if stream is None:
                stream = self._learn(way, data, where, now)
            elif is_session_packet(data):
                self._session_packet(stream, data, now)
                return
            if stream is not None:
                stream.receive(decode_rtp(data), now, stamp_ns)
                self._turn.touch(stream)
        except WireError as error:
            log.debug("link %d, from %s: %s", self.link, where, error)
            self.refused += 1
            if stream is not None:
                stream.refused += 1

    # -- from the engine -----------------------------------------------------------------------------------

    def set_peers(self, peers: tuple[tuple[int, Address], ...], now: int) -> None:
        """Play with exactly these fixed peers from now on; learned ones at the same address become fixed."""
        wanted = dict(peers)
        for stream in self.streams:
            if not stream.learned and wanted.get(stream.peer) != to_address(stream.where):
                self.forget(stream.peer, now)
        for peer, address in peers:
            where = to_sockaddr(address)
            known = self._by_where.get(where)
            if known is not None and known.learned:
                self._give_up(known, now)
            way = choose(self.ways, address)
            if peer not in self._peers and way is not None:
                self._add(LinkStream(peer, where, way, self._home, False, now))

    def add_spare(self, peer: int) -> None:
        """Take an id for the next peer that is learned; cables out of it are installed already."""
        self._spare.append(peer)
        self._is_full = False

    def forget(self, peer: int, now: int) -> None:
        """Release what came from a peer and what sounds at it, and play with it no longer; unknown ones are fine."""
        stream = self._peers.pop(peer, None)
        if stream is None:
            return
        self._by_where.pop(stream.where, None)
        stream.outgoing.cut()
        self._router.release_source(peer, now)
        self._router.remove_sink(peer, now)
        stream.end(now)
        self._router.forget(peer)

    def close(self, now: int) -> None:
        """Forget everybody and close the sockets."""
        for stream in self.streams:
            self.forget(stream.peer, now)
        for way in self.ways:
            way.close()

    # -- inside --------------------------------------------------------------------------------------------

    def _session_packet(self, stream: LinkStream, data: bytes, now: int) -> None:
        """Take what says something about the stream; a link has nothing to do with the rest."""
        match decode(data):
            case Feedback() as packet:
                stream.receive_feedback(packet, now)
            case BitrateLimit(bits_per_second=limit):
                stream.outgoing.limit(limit)
            case _:
                self.refused += 1
        self._turn.touch(stream)

    def _learn(self, way: socket.socket, data: bytes, where: SockAddr, now: int) -> LinkStream | None:
        """Make somebody who sends valid RTP-MIDI a peer; None, and counted, for everybody else."""
        if not self._learns or is_session_packet(data):
            self.refused += 1
            return None
        decode_section(decode_rtp(data).payload)
        if not self._spare:
            self.refused += 1
            if not self._is_full:
                self._is_full = True
                self._report(LinkFull(self.link, to_address(where)))
            return None
        stream = LinkStream(self._spare.pop(0), where, way, self._home, True, now)
        self._add(stream)
        self._report(PeerLearned(self.link, stream.peer, to_address(where)))
        return stream

    def _add(self, stream: LinkStream) -> None:
        self._peers[stream.peer] = stream
        self._by_where[stream.where] = stream
        self._router.add_sink(stream.peer, stream.outgoing)
        self._turn.touch(stream)

    def _fell_silent(self, stream: LinkStream, now: int) -> None:
        if stream.learned:
            self._give_up(stream, now)
        else:
            self._router.release_source(stream.peer, now)

    def _give_up(self, stream: LinkStream, now: int) -> None:
        self.forget(stream.peer, now)
        self._report(PeerForgotten(self.link, stream.peer))
