"""From what people call things to what the engine calls them; every failure says what there is instead."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from app.control.errors import RefusedError
from app.engine.api import Found, Invitation, LinkPeer, Participant, Session, Snapshot
from app.engine.api import Link as LinkView
from app.model.address import join_host_port
from app.model.endpoints import Endpoint, LinkEnd, PeerEnd, SessionEnd
from app.model.ids import free_id
from app.model.patch import Link, Peer, Scene, VirtualPort
from app.model.patch import Session as SessionSpec

Item = TypeVar("Item")
Named = TypeVar("Named", Scene, SessionSpec, Link, VirtualPort)

LISTED = 12
"""More names than this in a sentence help nobody."""


def find_session(now: Snapshot, name: str | None) -> Session | None:
    """Find a session of ours; None when no name was given."""
    if name is None:
        return None
    return _only(
        _called(now.sessions, name, lambda each: (each.name,)), "session", name, _names(now.sessions)
    )


def find_participant(now: Snapshot, who: str, session: str | None) -> Participant:
    """Find who is, or is wanted, in a session: by name, id of the patch, or address."""
    chosen = find_session(now, session)
    people = [each for each in now.participants if chosen is None or each.session == chosen.id]
    fitting = _called(people, who, _words_of)
    sessions = {each.id: each.name for each in now.sessions}
    if len(fitting) > 1 and len({each.session for each in fitting}) == len(fitting):
        where = _listed(sessions.get(each.session, "?") for each in fitting)
        raise RefusedError(f"“{who}” is in several sessions: {where}. Say which with --session.")
    return _only(fitting, "peer", who, _names(people))


def find_found(now: Snapshot, name: str) -> Found | None:
    """Find a peer that the network shows; None when there is none of that name."""
    fitting = _called(now.found, name, _words_of_found)
    return _only(fitting, "peer", name, _names(now.found)) if fitting else None


def find_found_at(now: Snapshot, who: str) -> Found | None:
    """Find a peer that the network shows by its name, or by where it is; None when there is none."""
    there = [each for each in now.found if who in each.addresses or who in _places_of_found(each)]
    return there[0] if len(there) == 1 else find_found(now, who)


def _words_of_found(found: Found) -> tuple[str, ...]:
    return found.name, found.service, found.nickname or ""


def _places_of_found(found: Found) -> tuple[str, ...]:
    return tuple(join_host_port(address, found.port) for address in found.addresses)


def find_known(now: Snapshot, name: str) -> Peer | None:
    """Find a peer of the patch that has an address."""
    known = [peer for peer in now.patch.peers if peer.address is not None]
    fitting = _called(known, name, lambda each: (each.id, each.name or ""))
    return fitting[0] if fitting else None


def find_peer(now: Snapshot, who: str) -> Peer:
    """Find what is known of a peer; who was only met in this run is known by what is seen of it."""
    fitting = _called(now.patch.peers, who, _words_of_peer)
    if fitting:
        return _only(fitting, "peer", who, ())
    met = [*now.patch.peers, *map(now.entry_of, now.participants)]
    known = {peer.id: peer for peer in reversed(met)}.values()
    return _only(_called(known, who, _words_of_peer), "peer", who, (peer.shown_name for peer in known))


def _words_of_peer(peer: Peer) -> tuple[str, ...]:
    return peer.id, peer.name or "", peer.nickname or "", peer.address or ""


def new_peer_id(now: Snapshot, name: str) -> str:
    """Make an id for a new peer from its name."""
    return free_id(name, {peer.id for peer in now.patch.peers} | {each.peer for each in now.participants})


def find_scene(now: Snapshot, name: str) -> Scene:
    """Find a scene."""
    return _named(now.patch.scenes, "scene", name)


def find_spec(now: Snapshot, name: str) -> SessionSpec:
    """Find what the patch says of a session."""
    return _named(now.patch.sessions, "session", name)


def find_link(now: Snapshot, name: str) -> Link:
    """Find what the patch says of a direct link."""
    return _named(now.patch.links, "link", name)


def find_own_port(now: Snapshot, name: str) -> VirtualPort:
    """Find a virtual port of ours."""
    return _named(now.patch.ports, "virtual port", name)


def find_link_peer(now: Snapshot, link: str, who: str) -> tuple[LinkView, LinkPeer]:
    """Find a peer that a link has learned: by id or address."""
    for view in now.links:
        if view.name == link:
            learned = [peer for peer in view.peers if peer.learned]
            fitting = _called(learned, who, _words_of_link_peer)
            there = (join_host_port(peer.address, peer.port) for peer in learned)
            return view, _only(fitting, "learned peer", who, there)
    raise RefusedError(f"The link “{link}” is not open.")


def _words_of_link_peer(peer: LinkPeer) -> tuple[str, ...]:
    return str(peer.id), peer.address, join_host_port(peer.address, peer.port)


def _named(items: Sequence[Named], kind: str, name: str) -> Named:
    fitting = _called(items, name, lambda each: (each.name,))
    return _only(fitting, kind, name, (each.name for each in items))


def find_invitation(now: Snapshot, who: str | None) -> Invitation:
    """Find a question that waits for an answer; the only one when nobody is named."""
    if not now.invitations:
        raise RefusedError("Nobody is waiting to join.")
    if who is None:
        if len(now.invitations) > 1:
            raise RefusedError(f"Several are waiting to join: {_listed(_names(now.invitations))}. Say who.")
        return now.invitations[0]
    fitting = _called(now.invitations, who, lambda each: (each.name, str(each.id), each.address))
    return _only(fitting, "invitation", who, _names(now.invitations))


def settle_end(now: Snapshot, end: Endpoint) -> Endpoint:
    """Give an endpoint with the names that the patch uses; raises RefusedError for an unknown session or peer."""
    match end:
        case SessionEnd(name):
            session = find_session(now, name)
            return SessionEnd(session.name) if session else end
        case PeerEnd(name, who):
            session = find_session(now, name)
            return PeerEnd(session.name if session else name, _peer_id(now, who, name))
        case LinkEnd(name):
            return LinkEnd(find_link(now, name).name)
        case _:
            return end


def _peer_id(now: Snapshot, who: str, session: str) -> str:
    known = [peer for peer in now.patch.peers if peer.session in (None, session)]
    fitting = _called(known, who, lambda each: (each.id, each.name or ""))
    if len(fitting) == 1:
        return fitting[0].id
    return find_participant(now, who, session).peer


def _words_of(participant: Participant) -> tuple[str, ...]:
    address = participant.address
    return participant.name, participant.peer, address, join_host_port(address, participant.port)


def _called(items: Iterable[Item], name: str, words: Callable[[Item], Sequence[str]]) -> list[Item]:
    """Give the items with exactly that word; only if there is none, those where just the case differs."""
    every = list(items)
    exact = [item for item in every if name in words(item)]
    folded = name.casefold()
    return exact or [item for item in every if folded in (word.casefold() for word in words(item))]


def _only(fitting: Sequence[Item], kind: str, name: str, there: Iterable[str]) -> Item:
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise RefusedError(f"There are {len(fitting)} called “{name}”; use the id or the address instead.")
    names = _listed(there)
    raise RefusedError(f"There is no {kind} “{name}”" + (f"; there is {names}." if names else "."))


def _names(items: Iterable[Session | Participant | Found | Invitation]) -> list[str]:
    return [item.name for item in items]


def _listed(names: Iterable[str]) -> str:
    every = list(dict.fromkeys(names))
    more = f" and {len(every) - LISTED} more" if len(every) > LISTED else ""
    return ", ".join(f"“{name}”" for name in every[:LISTED]) + more
