"""The verbs that play, and that stop what plays."""

from typing import Final

from app.control.ends import parse_end
from app.control.errors import RefusedError, RequestError
from app.control.naming import settle_end
from app.control.protocol import Request
from app.control.verbs.values import Result, Verb
from app.engine.api import EngineApi
from app.midi.messages import is_whole
from app.model.endpoints import KEYBOARD, Endpoint, PortEnd


def _send(engine: EngineApi, request: Request) -> Result:
    to = request.optional("to")
    end = None if to is None else settle_end(engine.snapshot(), parse_end(to))
    message = _message(request.text("message"))
    if end is None or end == KEYBOARD:
        engine.play(message)
    else:
        engine.send(end, message)
    return {"octets": len(message)}


def listened(engine: EngineApi, request: Request) -> Endpoint | None:
    """Give the source that somebody wants to listen to; None for every one."""
    source = request.optional("from")
    return None if source is None else settle_end(engine.snapshot(), parse_end(source))


def input_ports(engine: EngineApi) -> list[Endpoint]:
    """Give every local port that can be listened to."""
    return [PortEnd(port.name, port.nth) for port in engine.snapshot().ports if port.direction == "in"]


def _message(text: str) -> bytes:
    try:
        message = bytes.fromhex(text)
    except ValueError:
        message = b""
    if not is_whole(message):
        raise RequestError(f"“{text[:60]}” is not one whole MIDI message in hex, such as 90 3C 60.")
    return message


def _cancel_sysex(engine: EngineApi, request: Request) -> Result:
    """Give up one long SysEx by its id, or all without one."""
    there = [transfer.id for transfer in engine.snapshot().sysex]
    chosen = [request.whole("id", 0)] if "id" in request.values else there
    missing = [number for number in chosen if number not in there]
    if missing or not there:
        shown = ", ".join(map(str, there))
        raise RefusedError(f"No such SysEx is on its way{f'; there is {shown}' if shown else ''}.")
    for number in chosen:
        engine.cancel_sysex(number)
    return {"ids": chosen}


def _panic(engine: EngineApi, _request: Request) -> Result:
    engine.panic()
    return {}


PLAYING: Final[dict[str, Verb]] = {"send": _send, "sysex.cancel": _cancel_sysex, "panic": _panic}
