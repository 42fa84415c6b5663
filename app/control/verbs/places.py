"""The verbs about what is open to the network and to other programs: sessions, direct links, virtual ports."""

from dataclasses import replace
from typing import Final

from app.control.ends import end_text, parse_end
from app.control.errors import RequestError
from app.control.naming import find_link, find_link_peer, find_own_port, find_spec
from app.control.protocol import Request
from app.control.verbs.values import FLAG, TEXT, TEXTS, WHOLE, Reader, Result, Verb, given
from app.engine.api import EngineApi
from app.model.endpoints import PortEnd
from app.model.patch import Link, Session, VirtualPort, next_control_port

SESSION: Final[dict[str, Reader]] = {
    "port": WHOLE,
    "listen": TEXTS,
    "accept": TEXT,
    "accept_from": TEXT,
    "invite_all": FLAG,
    "playout_ms": WHOLE,
    "journal": TEXT,
    "publish": FLAG,
    "ssrc": WHOLE,
    "epn_tx": TEXT,
}
LINK: Final[dict[str, Reader]] = {
    "port": WHOLE,
    "listen": TEXTS,
    "peers": TEXTS,
    "learn": FLAG,
    "journal": TEXT,
    "ssrc": WHOLE,
    "epn_tx": TEXT,
    "marker": TEXT,
}


def _add_session(engine: EngineApi, request: Request) -> Result:
    port = next_control_port(engine.snapshot().patch.sessions)
    session = Session(request.text("name"), **{"port": port, **given(request, SESSION, Session)})
    engine.edit.add_session(session)
    view = next((each for each in engine.snapshot().sessions if each.name == session.name), None)
    return {"name": session.name, "control": view.control if view else session.port}


def _change_session(engine: EngineApi, request: Request) -> Result:
    before = find_spec(engine.snapshot(), request.text("name"))
    session = replace(
        before, name=request.optional("rename") or before.name, **given(request, SESSION, Session)
    )
    engine.edit.change_session(before.name, session)
    return {"name": session.name}


def _remove_session(engine: EngineApi, request: Request) -> Result:
    session = find_spec(engine.snapshot(), request.text("name"))
    engine.edit.remove_session(session.name)
    return {"name": session.name}


def _add_link(engine: EngineApi, request: Request) -> Result:
    link = Link(request.text("name"), **{"port": 0, **given(request, LINK, Link)})
    engine.edit.add_link(link)
    view = next((each for each in engine.snapshot().links if each.name == link.name), None)
    return {"name": link.name, "port": view.port if view else link.port}


def _change_link(engine: EngineApi, request: Request) -> Result:
    before = find_link(engine.snapshot(), request.text("name"))
    link = replace(before, name=request.optional("rename") or before.name, **given(request, LINK, Link))
    engine.edit.change_link(before.name, link)
    return {"name": link.name}


def _remove_link(engine: EngineApi, request: Request) -> Result:
    link = find_link(engine.snapshot(), request.text("name"))
    engine.edit.remove_link(link.name)
    return {"name": link.name}


def _forget_link_peer(engine: EngineApi, request: Request) -> Result:
    now = engine.snapshot()
    link = find_link(now, request.text("name"))
    view, peer = find_link_peer(now, link.name, request.text("peer"))
    engine.forget_link_peer(view.id, peer.id)
    return {"name": link.name, "address": peer.address, "port": peer.port}


def _add_port(engine: EngineApi, request: Request) -> Result:
    port = VirtualPort(request.text("name"), **given(request, {"direction": TEXT}, VirtualPort))
    engine.edit.add_port(port)
    return {"name": port.name, "direction": port.direction}


def _change_port(engine: EngineApi, request: Request) -> Result:
    before = find_own_port(engine.snapshot(), request.text("name"))
    fields = given(request, {"direction": TEXT}, VirtualPort)
    port = replace(before, name=request.optional("rename") or before.name, **fields)
    engine.edit.change_port(before.name, port)
    return {"name": port.name}


def _name_device(engine: EngineApi, request: Request) -> Result:
    end, nickname = parse_end(request.text("port")), request.optional("nickname")
    if not isinstance(end, PortEnd):
        raise RequestError(f"“{end_text(end)}” is no device of this computer: expected port:NAME.")
    engine.edit.name_device(end, nickname)
    return {"name": end.name, "nickname": nickname}


def _remove_port(engine: EngineApi, request: Request) -> Result:
    port = find_own_port(engine.snapshot(), request.text("name"))
    engine.edit.remove_port(port.name)
    return {"name": port.name}


PLACES: Final[dict[str, Verb]] = {
    "session.add": _add_session,
    "session.change": _change_session,
    "session.remove": _remove_session,
    "link.add": _add_link,
    "link.change": _change_link,
    "link.remove": _remove_link,
    "link.forget": _forget_link_peer,
    "port.add": _add_port,
    "port.change": _change_port,
    "port.remove": _remove_port,
    "port.name": _name_device,
}
