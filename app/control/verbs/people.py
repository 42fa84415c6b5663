"""The verbs about people: connecting, answering, and what is known of them."""

from dataclasses import asdict, replace
from typing import Final

from app.control.errors import RefusedError
from app.control.naming import (
    find_found,
    find_found_at,
    find_invitation,
    find_known,
    find_participant,
    find_peer,
    find_session,
    new_peer_id,
)
from app.control.protocol import Request
from app.control.snapshot import details_values
from app.control.verbs.values import FLAG, TEXT, WHOLE, Reader, Result, Verb, given
from app.engine.api import EngineApi, Snapshot
from app.model.address import split_host_port
from app.model.patch import DEFAULT_CONTROL_PORT, Peer

FIELDS: Final[dict[str, Reader]] = {
    "name": TEXT,
    "address": TEXT,
    "access": TEXT,
    "nickname": TEXT,
    "wanted": FLAG,
    "playout_ms": WHOLE,
}


def _invite(engine: EngineApi, request: Request) -> Result:
    now, who, name = engine.snapshot(), request.text("peer"), request.optional("name")
    session = find_session(now, request.optional("session"))
    chosen = session.id if session else None
    found = find_found(now, who)
    if found is not None:
        return {"peer": engine.invite(found.id, chosen)}
    known = find_known(now, who)
    host, port = split_host_port(known.address) if known and known.address else _split(now, who)
    return {"peer": engine.invite_address(host, port, name or (known.name if known else None), chosen)}


def _split(now: Snapshot, who: str) -> tuple[str, int]:
    for text in (who, f"{who}:{DEFAULT_CONTROL_PORT}", f"[{who}]:{DEFAULT_CONTROL_PORT}"):
        try:
            host, port = split_host_port(text)
        except ValueError:
            continue
        if text == who or "." in host or ":" in host:
            return host, port
    shown = ", ".join(f"“{found.name}”" for found in now.found) or "nobody"
    raise RefusedError(
        f"The network does not show “{who}” (it shows {shown}). With its address it works as well: HOST:PORT."
    )


def _leave(engine: EngineApi, request: Request) -> Result:
    participant = find_participant(engine.snapshot(), request.text("peer"), request.optional("session"))
    engine.leave(participant.id)
    return {"id": participant.id, "peer": participant.peer, "name": participant.name}


def _retry(engine: EngineApi, request: Request) -> Result:
    participant = find_participant(engine.snapshot(), request.text("peer"), request.optional("session"))
    engine.edit.retry(participant.id)
    return {"id": participant.id, "peer": participant.peer, "name": participant.name}


def _accept(engine: EngineApi, request: Request) -> Result:
    asked = find_invitation(engine.snapshot(), request.optional("who"))
    engine.accept(asked.id, always=request.flag("always"))
    return {"id": asked.id, "name": asked.name}


def _decline(engine: EngineApi, request: Request) -> Result:
    asked = find_invitation(engine.snapshot(), request.optional("who"))
    engine.decline(asked.id, never=request.flag("never"))
    return {"id": asked.id, "name": asked.name}


def _details(engine: EngineApi, request: Request) -> Result:
    participant = find_participant(engine.snapshot(), request.text("peer"), request.optional("session"))
    return details_values(participant, engine.details(participant.id))


def _evening(engine: EngineApi, _request: Request) -> Result:
    return {"people": [asdict(each) for each in engine.evening()]}


def _add_peer(engine: EngineApi, request: Request) -> Result:
    now, fields = engine.snapshot(), given(request, FIELDS, Peer)
    session = find_session(now, request.optional("session"))
    name = fields.get("name") or fields.get("address") or ""
    peer = Peer(new_peer_id(now, name), session=session.name if session else None, **fields)
    engine.edit.change_peer(peer)
    return {"peer": peer.id, "name": peer.shown_name}


def _name_peer(engine: EngineApi, request: Request) -> Result:
    now, who, nickname = engine.snapshot(), request.text("peer"), request.optional("nickname")
    found = find_found_at(now, who)
    if found is not None:
        engine.edit.name_found(found.service, nickname)
        return {"name": found.name, "nickname": nickname}
    peer = replace(find_peer(now, who), nickname=nickname)
    engine.edit.change_peer(peer)
    return {"name": peer.name or peer.address or peer.id, "nickname": nickname}


def _change_peer(engine: EngineApi, request: Request) -> Result:
    now = engine.snapshot()
    session, who = find_session(now, request.optional("session")), request.text("peer")
    try:
        known = find_peer(now, who)
    except RefusedError:
        if find_found_at(now, who) is None:
            raise
        raise RefusedError(
            f"“{who}” is only found: “peer name” calls it something else, “peer add --name” has it known."
        ) from None
    peer = replace(known, **given(request, FIELDS, Peer))
    if peer.name != known.name:
        peer = replace(peer, service=None)  # it is announced otherwise, too
    if session is not None:
        peer = replace(peer, session=session.name)
    engine.edit.change_peer(peer)
    return {"peer": peer.id, "name": peer.shown_name, "access": peer.access, "wanted": peer.wanted}


def _forget_peer(engine: EngineApi, request: Request) -> Result:
    peer = find_peer(engine.snapshot(), request.text("peer"))
    engine.edit.forget_peer(peer.id)
    return {"peer": peer.id, "name": peer.shown_name}


def _hide_peer(engine: EngineApi, request: Request) -> Result:
    now, who, hidden = engine.snapshot(), request.text("name"), request.flag("hidden")
    found = None if not hidden and who in now.patch.network.hidden else find_found_at(now, who)
    engine.edit.hide_peer(found.service if found else who, hidden)
    return {"name": found.name if found else who, "hidden": hidden}


PEOPLE: Final[dict[str, Verb]] = {
    "invite": _invite,
    "leave": _leave,
    "retry": _retry,
    "accept": _accept,
    "decline": _decline,
    "details": _details,
    "evening": _evening,
    "peer.add": _add_peer,
    "peer.change": _change_peer,
    "peer.name": _name_peer,
    "peer.forget": _forget_peer,
    "peer.hide": _hide_peer,
}
