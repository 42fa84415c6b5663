"""What can be asked of a running Longwire, each verb from its values to what the reply says."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from app.control.ends import end_text, parse_end
from app.control.errors import RefusedError, RequestError
from app.control.naming import (
    find_found,
    find_invitation,
    find_known,
    find_participant,
    find_session,
    settle_end,
)
from app.control.protocol import Request
from app.control.snapshot import snapshot_values
from app.engine.api import CommandError, EngineApi, Snapshot
from app.midi.messages import is_whole
from app.model.address import split_host_port
from app.model.checks import FieldError
from app.model.endpoints import KEYBOARD
from app.model.patch import DEFAULT_CONTROL_PORT, Route

Result: TypeAlias = Mapping[str, Any]
Verb: TypeAlias = Callable[[EngineApi, Request], Result]


def carry_out(engine: EngineApi, request: Request) -> Result:
    """Do what is asked. Raises RequestError for wrong usage, RefusedError for what cannot be done now."""
    verb = VERBS.get(request.verb)
    if verb is None:
        raise RequestError(f"“{request.verb}” is nothing that Longwire can do.")
    try:
        return verb(engine, request)
    except CommandError as error:
        raise RefusedError(str(error)) from error
    except FieldError as error:
        raise RequestError(f"{error}.") from error


def _status(engine: EngineApi, _request: Request) -> Result:
    return snapshot_values(engine.snapshot(), engine.meters())


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


def _accept(engine: EngineApi, request: Request) -> Result:
    asked = find_invitation(engine.snapshot(), request.optional("who"))
    engine.accept(asked.id, always=request.flag("always"))
    return {"id": asked.id, "name": asked.name}


def _decline(engine: EngineApi, request: Request) -> Result:
    asked = find_invitation(engine.snapshot(), request.optional("who"))
    engine.decline(asked.id, never=request.flag("never"))
    return {"id": asked.id, "name": asked.name}


def _add_route(engine: EngineApi, request: Request) -> Result:
    now = engine.snapshot()
    notes = request.wholes("notes")
    route = Route(
        "",
        settle_end(now, parse_end(request.text("from"))),
        settle_end(now, parse_end(request.text("to"))),
        channels=request.wholes("channels"),
        types=request.texts("types"),  # type: ignore[arg-type]  # the route itself refuses other words
        notes=(notes[0], notes[1]) if len(notes) == 2 else None,
        transpose=request.whole("transpose", 0),
        muted=request.flag("muted"),
    )
    name = engine.add_route(route)
    view = next((each for each in engine.snapshot().routes if each.id == name), None)
    return {"id": name, "state": view.state if view else "waiting", "reason": view.reason if view else None}


def _remove_route(engine: EngineApi, request: Request) -> Result:
    now, name = engine.snapshot(), request.optional("id")
    if name is None:
        ends = tuple(settle_end(now, parse_end(request.text(key))) for key in ("from", "to"))
        gone = [route.id for route in now.patch.routes if (route.source, route.destination) == ends]
    else:
        gone = [route.id for route in now.patch.routes if route.id == name]
    if not gone:
        there = ", ".join(
            f"{route.id} ({end_text(route.source)} → {end_text(route.destination)})"
            for route in now.patch.routes
        )
        raise RefusedError("There is no such cable" + (f"; there is {there}." if there else "."))
    for each in gone:
        engine.remove_route(each)
    return {"ids": gone}


def _send(engine: EngineApi, request: Request) -> Result:
    to = request.optional("to")
    end = None if to is None else settle_end(engine.snapshot(), parse_end(to))
    message = _message(request.text("message"))
    if end is None or end == KEYBOARD:
        engine.play(message)
    else:
        engine.send(end, message)
    return {"message": message.hex()}


def _message(text: str) -> bytes:
    try:
        message = bytes.fromhex(text)
    except ValueError:
        message = b""
    if not is_whole(message):
        raise RequestError(f"“{text}” is not one whole MIDI message in hex, such as 90 3C 60.")
    return message


def _panic(engine: EngineApi, _request: Request) -> Result:
    engine.panic()
    return {}


VERBS: Final[Mapping[str, Verb]] = {
    "status": _status,
    "invite": _invite,
    "leave": _leave,
    "accept": _accept,
    "decline": _decline,
    "route.add": _add_route,
    "route.remove": _remove_route,
    "send": _send,
    "panic": _panic,
}
