"""From what people call things to what the engine calls them; every failure says what there is instead."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from app.control.errors import RefusedError
from app.engine.api import Found, Invitation, Participant, Session, Snapshot
from app.model.address import join_host_port
from app.model.endpoints import Endpoint, PeerEnd, SessionEnd
from app.model.patch import Peer

Item = TypeVar("Item")

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
    fitting = _called(now.found, name, lambda each: (each.name,))
    return _only(fitting, "peer", name, _names(now.found)) if fitting else None


def find_known(now: Snapshot, name: str) -> Peer | None:
    """Find a peer of the patch that has an address."""
    known = [peer for peer in now.patch.peers if peer.address is not None]
    fitting = _called(known, name, lambda each: (each.id, each.name or ""))
    return fitting[0] if fitting else None


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
