"""The sessions, links and peers that MIDIMonster's rtpmidi instances become."""

import ipaddress
from collections.abc import Callable, Iterable
from typing import TypeVar

from app.config.defaults import fitting_name
from app.config.monster_file import Place
from app.config.monster_rtpmidi import APPLE, Globals, Instance
from app.model.address import join_host_port
from app.model.checks import FieldError
from app.model.endpoints import Endpoint, LinkEnd, SessionEnd
from app.model.patch import Accept, Link, Network, Patch, Peer, Route, Session, VirtualPort

ValueT = TypeVar("ValueT")
EVERYONE = "*"


class Parts:
    """What all instances together become; `ends` is where a mapping of an instance leads."""

    def __init__(self, instances: Iterable[Instance]) -> None:
        self.ends: dict[str, Endpoint] = {}
        self.notes: list[tuple[Place, str]] = []
        self._sessions: dict[str, Session] = {}
        self._links: list[Link] = []
        self._peers: dict[tuple[str, str], Peer] = {}
        for instance in instances:
            instance.check()
            if instance.mode == APPLE:
                self._add_session(instance)
            else:
                self._add_link(instance)

    def patch(self, network: Globals, ports: tuple[VirtualPort, ...], routes: tuple[Route, ...]) -> Patch:
        """Put the patch together."""
        return Patch(
            network=Network(network.mdns_name, tuple(dict.fromkeys(network.interfaces))),
            sessions=tuple(self._sessions.values()),
            peers=tuple(self._peers.values()),
            links=tuple(self._links),
            ports=ports,
            routes=routes,
        )

    def _add_link(self, instance: Instance) -> None:
        peers = tuple(dict.fromkeys(join_host_port(*peer) for peer in instance.peers))
        link = _made(
            instance.place,
            lambda: Link(
                instance.name,
                instance.bind_port,
                self._listen(instance),
                peers,
                instance.learn,
                instance.ssrc,
                epn_tx=instance.epn_tx,
            ),
        )
        if instance.learn and not instance.bind_port:
            self._note(instance.place, f"{link.name}: nobody can know its port; give it one with bind")
        self._links.append(link)
        self.ends[instance.name] = LinkEnd(link.name)

    def _add_session(self, instance: Instance) -> None:
        name = self._session_name(instance)
        session = _made(
            instance.place,
            lambda: Session(
                name,
                self._control_port(instance),
                self._listen(instance),
                _accept(instance),
                EVERYONE in instance.invite,
                ssrc=instance.ssrc,
                epn_tx=instance.epn_tx,
            ),
        )
        self._sessions[name] = session
        self.ends[instance.name] = SessionEnd(name)
        for host, port in instance.peers:
            address = join_host_port(host, port)
            self._add_peer(name, address, Peer(self._free_id(host), None, address, name, wanted=True))
        for peer in instance.invite:
            if peer != EVERYONE:
                self._add_peer(name, peer, Peer(self._free_id(peer), peer, None, name, wanted=True))
        for peer in instance.join:
            if peer != EVERYONE:
                self._allow(name, peer)

    def _session_name(self, instance: Instance) -> str:
        wanted = instance.session or instance.name
        name = fitting_name(wanted)
        if name in self._sessions:
            name = fitting_name(f"{instance.name} {wanted}")
        nth = 2
        while name in self._sessions:
            name, nth = f"{fitting_name(instance.name)[:50]} {nth}", nth + 1
        if name != wanted:
            self._note(instance.place, f"the session “{wanted}” is called “{name}” here")
        return name

    def _control_port(self, instance: Instance) -> int:
        """Turn the data port into the control port below it; that must be even here (session sheet 1)."""
        data = instance.bind_port
        if not data:
            return 0
        place = instance.bind_place or instance.place
        if data < 3:
            place.fail("bind", "a data port that leaves room for the control port below it", str(data))
        if data % 2:
            return data - 1
        self._note(
            place,
            f"data port {data} means control port {data - 1}, and some peers need an even one: it is {data - 2} "
            f"here, with data on {data - 1}; change it where peers have it typed in",
        )
        return data - 2

    def _listen(self, instance: Instance) -> tuple[str, ...]:
        if instance.bind_host in ("::", "*"):
            return ("*",)
        try:
            ipaddress.ip_address(instance.bind_host)
        except ValueError:
            place = instance.bind_place or instance.place
            self._note(place, f"“{instance.bind_host}” is not a numeric address: it listens on all of them")
            return ("*",)
        return (instance.bind_host,)

    def _allow(self, session: str, name: str) -> None:
        known = self._peers.get((session, name))
        wanted = known is not None and known.wanted
        peer_id = known.id if known is not None else self._free_id(name)
        self._peers[session, name] = Peer(peer_id, name, None, session, wanted, "always")

    def _add_peer(self, session: str, key: str, peer: Peer) -> None:
        self._peers.setdefault((session, key), peer)

    def _free_id(self, name: str) -> str:
        words = "".join(char if char.isalnum() else " " for char in name.lower()).split()
        base = "-".join(words) or "peer"
        taken = {peer.id for peer in self._peers.values()}
        return next(each for each in _numbered(base) if each not in taken)

    def _note(self, place: Place, text: str) -> None:
        self.notes.append((place, text))


def _accept(instance: Instance) -> Accept:
    """Without `join`, MIDIMonster plays only with those it was told of."""
    return "anyone" if EVERYONE in instance.join else "known"


def _numbered(base: str) -> Iterable[str]:
    yield base
    nth = 2
    while True:
        yield f"{base}-{nth}"
        nth += 1


def _made(place: Place, make: Callable[[], ValueT]) -> ValueT:
    try:
        return make()
    except FieldError as error:
        place.fail(error.key, error.expected, str(error.got))
