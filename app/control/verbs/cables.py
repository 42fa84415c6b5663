"""The verbs about cables and scenes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from app.control.ends import end_text, parse_end
from app.control.errors import RefusedError, RequestError
from app.control.naming import find_scene, settle_end
from app.control.protocol import Request
from app.control.verbs.values import FLAG, TEXT, TEXTS, WHOLE, WHOLES, Reader, Result, Verb, given, pair
from app.engine.api import EngineApi, Snapshot
from app.midi.specs import parse_spec
from app.model.endpoints import Endpoint
from app.model.patch import MapRule, Route

ARROW = ">"
BOTH = "both"


def _maps(request: Request, key: str) -> tuple[MapRule, ...]:
    return tuple(_rule(text) for text in request.texts(key))


def _rule(text: str) -> MapRule:
    source, arrow, destination = text.partition(ARROW)
    if not arrow:
        raise RequestError(
            f"“{text}” is no mapping: expected two channel specs such as “ch0.note9 > ch1.cc4”."
        )
    for side in (source, destination):
        try:
            parse_spec(side)
        except ValueError as error:
            raise RequestError(
                f"“{side.strip()}” in “{text}” is not understood: expected {error}."
            ) from error
    return MapRule(source.strip(), destination.strip())


FIELDS: Final[dict[str, Reader]] = {
    "channels": WHOLES,
    "types": TEXTS,
    "notes": pair,
    "transpose": WHOLE,
    "to_channel": WHOLE,
    "velocity_curve": TEXT,
    "velocity_range": pair,
    "muted": FLAG,
    "pass_others": FLAG,
    "maps": _maps,
}


def _add_route(engine: EngineApi, request: Request) -> Result:
    source, destination = _ends(engine.snapshot(), request)
    fields = given(request, FIELDS, Route)
    name = engine.add_route(Route("", source, destination, **fields))
    back = engine.add_route(Route("", destination, source, **fields)) if request.flag(BOTH) else None
    return {**_seen(engine, name), "back": back}


def _seen(engine: EngineApi, name: str) -> dict[str, Any]:
    view = next((each for each in engine.snapshot().routes if each.id == name), None)
    return {"id": name, "state": view.state if view else "waiting", "reason": view.reason if view else None}


def _change_route(engine: EngineApi, request: Request) -> Result:
    fields = given(request, FIELDS, Route)
    if not fields:
        raise RequestError("Say what of the cable is to change.")
    changed = _chosen(engine.snapshot(), request)
    for route in changed:
        engine.change_route(replace(route, **fields))
    return {"routes": [_seen(engine, route.id) for route in changed]}


def _remove_route(engine: EngineApi, request: Request) -> Result:
    gone = _chosen(engine.snapshot(), request)
    for each in gone:
        engine.remove_route(each.id)
    return {"ids": [each.id for each in gone]}


def _chosen(now: Snapshot, request: Request) -> list[Route]:
    """Find the cable of an id, or all between two ends; raises RefusedError."""
    name = request.optional("id")
    if name is None:
        ends = _ends(now, request)
        chosen = [route for route in now.patch.routes if (route.source, route.destination) == ends]
    else:
        chosen = [route for route in now.patch.routes if route.id == name]
    if not chosen:
        there = ", ".join(_shown(route) for route in now.patch.routes)
        raise RefusedError("There is no such cable" + (f"; there is {there}." if there else "."))
    return chosen


def _ends(now: Snapshot, request: Request) -> tuple[Endpoint, Endpoint]:
    source, destination = (settle_end(now, parse_end(request.text(key))) for key in ("from", "to"))
    return source, destination


def _shown(route: Route) -> str:
    return f"{route.id} ({end_text(route.source)} → {end_text(route.destination)})"


# -- scenes ---------------------------------------------------------------------------------------------------


def _switch_scene(engine: EngineApi, request: Request) -> Result:
    scene = find_scene(engine.snapshot(), request.text("name"))
    engine.edit.switch_scene(scene.name)
    return {"name": scene.name, "routes": list(scene.routes)}


def _save_scene(engine: EngineApi, request: Request) -> Result:
    now, name = engine.snapshot(), request.text("name")
    named = request.texts("routes")
    _require_routes(now, named)
    scene = now.patch.scene_of(name, named)
    engine.edit.put_scene(scene)
    return {"name": name, "routes": list(scene.routes)}


def _require_routes(now: Snapshot, names: Iterable[str]) -> None:
    missing = sorted(set(names) - {route.id for route in now.patch.routes})
    if missing:
        there = ", ".join(_shown(route) for route in now.patch.routes) or "none"
        raise RefusedError(f"There is no cable {missing[0]}; there is {there}.")


def _remove_scene(engine: EngineApi, request: Request) -> Result:
    scene = find_scene(engine.snapshot(), request.text("name"))
    engine.edit.remove_scene(scene.name)
    return {"name": scene.name}


CABLES: Final[dict[str, Verb]] = {
    "route.add": _add_route,
    "route.change": _change_route,
    "route.remove": _remove_route,
    "scene.switch": _switch_scene,
    "scene.save": _save_scene,
    "scene.remove": _remove_scene,
}
